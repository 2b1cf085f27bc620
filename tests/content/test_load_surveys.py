"""What Noy, the editor, gets from the survey in order, and what she is told about a broken one."""

from __future__ import annotations

import pytest

from lms import config
from lms.content import loader
from lms.content.types.surveys import Condition
from tests.content.tree import Tree

FILE = "quizzes/surveys/needs.yaml"
SMALL = """\
version: 3
scale: 2
status: {km: draft}
title: {en: Needs, km: តម្រូវការរបស់អ្នកស្ម័គ្រចិត្តនៅព្រំដែន}
summary: {en: Short, km: ខ្លី}
consent:
  - {en: No names, km: គ្មានឈ្មោះ}
importance:
  - {en: Not mine, km: មិនមែនរបស់ខ្ញុំ}
  - {en: Essential, km: ចាំបាច់}
skill:
  - {en: I cannot, km: ធ្វើមិនបាន}
  - {en: I can teach it, km: បង្រៀនបាន}
about:
  - id: society
    kind: one
    from: societies
    text: {en: Which, km: ណា}
    choices:
      - {id: other, text: {en: Another, km: ផ្សេង}}
  - id: role
    kind: one
    text: {en: Role, km: តួនាទី}
    choices:
      - {id: volunteer, text: {en: Volunteer, km: អ្នកស្ម័គ្រចិត្ត}}
  - id: reads
    kind: several
    from: languages
    text: {en: Languages, km: ភាសា}
    choices:
      - {id: other, text: {en: Another, km: ផ្សេង}}
tasks:
  - {id: b1, module: help, text: {en: Help, km: ជួយ}}
preferences:
  - id: cared-for
    kind: one
    only_if: {role: [volunteer]}
    text: {en: Cared for, km: មានគេថែ}
    choices:
      - {id: "yes", text: {en: "Yes", km: បាទ}}
      - {id: "no", text: {en: "No", km: ទេ}}
rules:
  safety_order: [help]
  certificate: help
  certificate_lessons: [help/10-look]
  referral_tasks: [b1]
  referral_duty: b1
  referral_lessons: [help/10-look]
  care_task: b1
  care_lessons: [help/20-link]
  on_paper: {role: [volunteer]}
  care_questions: [cared-for]
"""


def problems_of(tree: Tree, text: str) -> list[tuple[str, str]]:
    tree.write(FILE, text)
    return [(problem.file, problem.message) for problem in loader.read(tree.root)[1]]


def test_noy_reads_a_survey_with_the_societies_and_languages_of_the_site(tree: Tree) -> None:
    tree.write(FILE, SMALL)
    content = loader.load(tree.root)
    survey = content.surveys["needs"]
    assert (survey.version, survey.scale, survey.drafts) == (3, 2, frozenset({"km"}))
    society, role, reads = survey.about
    assert [choice.id for choice in society.choices] == [*content.societies, "other"]
    assert [choice.wording.text("km").text for choice in reads.choices] == ["English", "ភាសាខ្មែរ", "ផ្សេង"]
    assert survey.question("cared-for").only_if == Condition("role", (role.choices[0].id,))
    assert survey.plan_rules.lessons == ("help/10-look", "help/10-look", "help/20-link")
    with pytest.raises(KeyError):
        survey.question("b1")


def test_a_language_that_the_survey_does_not_have_reads_english(tree: Tree) -> None:
    tree.write(FILE, SMALL)
    title = loader.load(tree.root).surveys["needs"].title
    assert (title.text("my").text, title.text("my").language) == ("Needs", "en")


def test_content_without_surveys_is_whole(tree: Tree) -> None:
    assert loader.load(tree.root).surveys == {}


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("summary: {en: Short, km: ខ្លី}", "summary: {en: Short}", "the text is missing in `km`"),
        ("summary: {en: Short,", "summary: {th: สั้น, en: Short,", "`th` stands here and not in `status`"),
        ("status: {km: draft}", "status: {km: draft, th: draft}", "`th` is not a language to translate to"),
        ("  - {en: Not mine, km: មិនមែនរបស់ខ្ញុំ}\n", "", "importance has 1 words for a scale of 2"),
        ("id: cared-for", "id: b1", "the id `b1` stands twice"),
        ('{id: "no", text', '{id: "yes", text', "cared-for: two choices have the id `yes`"),
        (
            "{role: [volunteer]}\n    text",
            "{role: [voluntere]}\n    text",
            "cared-for: `role` has no answer `voluntere`",
        ),
        (
            "- id: role\n    kind: one",
            "- id: role\n    kind: several",
            "a question `role` of kind `one` is missing",
        ),
        ("- id: society", "- id: place", "a question `society` of kind `one` is missing"),
        ("[help]", "[help, help]", "`safety_order` does not name each module of the tasks once"),
        ("certificate: help", "certificate: hlp", "no task is of `hlp`"),
        ("referral_duty: b1", "referral_duty: b9", "there is no task `b9`"),
        ("[cared-for]", "[role]", "`role` is no question with the answers `yes` and `no`"),
        (
            "on_paper: {role: [volunteer]}",
            "on_paper: {role: [voluntere]}",
            "`role` has no answer `voluntere`",
        ),
        (
            "on_paper: {role: [volunteer]}",
            "on_paper: {rule: [volunteer]}",
            "`rule` has no answer `volunteer`",
        ),
        ("module: help", "module: hlp", "there is no module `hlp`"),
        ("care_lessons: [help/20-link]", "care_lessons: [help/20-lnk]", "there is no lesson `help/20-lnk`"),
    ],
)
def test_noy_is_told_what_is_wrong(tree: Tree, right: str, wrong: str, message: str) -> None:
    assert right in SMALL
    assert (FILE, message) in problems_of(tree, SMALL.replace(right, wrong))


def test_a_survey_that_nobody_translated_is_told(tree: Tree) -> None:
    english = SMALL.replace("km: តម្រូវការរបស់អ្នកស្ម័គ្រចិត្តនៅព្រំដែន", f"km: {'Needs of volunteers ' * 20}")
    assert any("of the letters are Khmr" in message for _, message in problems_of(tree, english))


def test_a_lesson_that_is_broken_is_not_told_once_more_by_the_survey(tree: Tree) -> None:
    tree.write("curriculum/modules/help/20-link.md", "nothing")
    assert FILE not in [file for file, _ in problems_of(tree, SMALL)]


def test_nothing_else_stands_beside_the_surveys(tree: Tree) -> None:
    tree.write("quizzes/surveys/needs.yml", SMALL)
    message = "nothing reads this file"
    assert ("quizzes/surveys/needs.yml", message) in problems_of(tree, SMALL)


def test_the_survey_of_the_checkout_asks_what_the_method_asks() -> None:
    survey = loader.load(config.CHECKOUT).surveys["needs"]
    of_module = {module: [task.id for task in survey.tasks if task.module == module] for module in MODULES}
    assert of_module == MODULES
    assert survey.drafts == {"km", "lo", "th"}
    assert survey.plan_rules.safety_order == ("pgi", "hiv", "pss", "migration", "cea")


MODULES = {
    "migration": ["b1", "b2", "b3"],
    "hiv": ["b4", "b5", "b6"],
    "pss": ["b7", "b8", "b9"],
    "cea": ["b10", "b11"],
    "pgi": ["b12", "b13", "b14", "b15"],
}
