"""The survey of channels: what Noy, the editor, gets from its file, and what she is told about a broken one."""

from __future__ import annotations

import pytest

from lms import config
from lms.content import loader
from lms.content.types.surveys import Condition, Survey
from tests.content.tree import Tree

FILE = "quizzes/surveys/ways.yaml"
SMALL = """\
version: 1
scale: 2
status: {km: draft}
title: {en: Ways, km: មធ្យោបាយទទួលព័ត៌មានរបស់អ្នកភូមិនៅព្រំដែន}
summary: {en: Short, km: ខ្លី}
consent:
  - {en: No names, km: គ្មានឈ្មោះ}
interview:
  roles: [migrant]
  before:
    - {en: Ask in private, km: សួរដោយឡែក}
about:
  - id: society
    kind: one
    from: societies
    text: {en: Which, km: ណា}
    choices:
      - {id: other, text: {en: Another, km: ផ្សេង}}
  - id: role
    kind: one
    text: {en: Who, km: អ្នកណា}
    choices:
      - {id: team, text: {en: Team, km: ក្រុម}}
      - {id: migrant, text: {en: Migrant, km: ជនចំណាកស្រុក}}
sections:
  - id: one
    title: {en: One, km: មួយ}
    questions:
      - id: place
        kind: one
        text: {en: Place, km: កន្លែង}
        choices:
          - {id: town, text: {en: Town, km: ក្រុង}}
      - id: hears
        kind: one
        from: languages
        text: {en: Language, km: ភាសា}
  - id: two
    title: {en: Two, km: ពីរ}
    questions:
      - id: ways
        kind: several
        text: {en: Weekly, km: សប្ដាហ៍}
        choices:
          - {id: line, text: {en: LINE, km: LINE}}
          - {id: chief, text: {en: Chief, km: មេភូមិ}}
          - {id: none, text: {en: None, km: គ្មាន}}
      - id: trust
        kind: one
        each: ways
        text: {en: Trust, km: ទុកចិត្ត}
        choices:
          - {id: little, text: {en: Little, km: តិច}}
          - {id: much, text: {en: Much, km: ច្រើន}}
      - id: private
        kind: one
        each: ways
        only_if: {}
        text: {en: Private, km: ឯកជន}
        choices:
          - {id: "yes", text: {en: "Yes", km: បាទ}}
          - {id: "no", text: {en: "No", km: ទេ}}
      - id: topics
        kind: several
        most: 2
        text: {en: Topics, km: ប្រធានបទ}
        choices:
          - {id: hiv, text: {en: HIV, km: មេរោគអេដស៍}}
          - {id: work, text: {en: Work, km: ការងារ}}
      - id: best
        kind: one
        each: topics
        choices_of: ways
        text: {en: Best, km: ល្អ}
      - id: never
        kind: one
        choices_of: ways
        text: {en: Never, km: កុំ}
        choices:
          - {id: none, text: {en: All may be, km: ទាំងអស់}}
channels:
  weekly: ways
  trust: trust
  private: private
  private_enough: "yes"
  topics: topics
  best: best
  never: never
  language: hears
  place: place
  personal: [hiv]
  face_to_face: [chief]
"""
PART_B = 15  # questions of the method; several are asked in two or three parts


def problems_of(tree: Tree, text: str) -> list[tuple[str, str]]:
    tree.write(FILE, text)
    return [(problem.file, problem.message) for problem in loader.read(tree.root)[1]]


@pytest.fixture
def channels() -> Survey:
    return loader.load(config.CHECKOUT).surveys["channels"]


def test_what_is_asked_of_each_answer_is_a_question_for_each_and_none_of_nothing(tree: Tree) -> None:
    tree.write(FILE, SMALL)
    survey = loader.load(tree.root).surveys["ways"]
    names = [question.id for question in survey.sections[1].questions]
    repeated = ["trust-line", "trust-chief", "private-line", "private-chief"]
    assert names == ["ways", *repeated, "topics", "best-hiv", "best-work", "never"]
    best = survey.question("best-hiv")
    assert best.only_if == Condition("topics", ("hiv",))
    assert [choice.id for choice in best.choices] == ["line", "chief"]
    assert best.wording.text("km").text == "មេរោគអេដស៍: ល្អ"
    assert [choice.id for choice in survey.question("never").choices] == ["line", "chief", "none"]
    assert survey.question("ways").has_skip
    assert survey.rules is None
    with pytest.raises(LookupError):
        _ = survey.plan_rules


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("roles: [migrant]", "roles: [migrnt]", "`migrnt` is no role"),
        ("roles: [migrant]", "roles: [migrant, team]", "nobody answers by themselves: all roles are asked"),
        ("{en: Ask in private, km: សួរដោយឡែក}", "{en: Ask}", "the text is missing in `km`"),
        ("title: {en: Two, km: ពីរ}", "title: {en: Two}", "the text is missing in `km`"),
        ("id: one\n", "id: ways\n", "the id `ways` stands twice"),
        ("id: never", "id: trust-line", "the id `trust-line` stands twice"),
        ("choices_of: ways", "choices_of: wayz", "best: no question `wayz` stands before it"),
        ("each: topics", "each: topicz", "best: no question `topicz` stands before it"),
        ("only_if: {}", "only_if: {ways: [radio]}", "private: `ways` has no answer `radio`"),
        ("only_if: {}", "only_if: {never: [line]}", "private: no question `never` stands before it"),
        ("        from: languages\n", "", "hears: it has no answers"),
        ("scale: 2", "scale: 3", "`trust` has 2 answers for a scale of 3"),
        ("weekly: ways", "weekly: wayz", "there is no question `wayz`"),
        ("weekly: ways", "weekly: topics", "`trust` is not asked of each answer to `topics`"),
        (
            "- id: place\n        kind: one",
            "- id: place\n        kind: several",
            "`place` is not of kind `one`",
        ),
        ('private_enough: "yes"', "private_enough: maybe", "`private` has no answer `maybe`"),
        ("personal: [hiv]", "personal: [hif]", "`topics` has no answer `hif`"),
        ("face_to_face: [chief]", "face_to_face: [cheif]", "`ways` has no answer `cheif`"),
        (
            "channels:\n",
            "tasks:\n  - {id: b, module: help, text: {en: B, km: ខ}}\nchannels:\n",
            "a survey has",
        ),
    ],
)
def test_noy_is_told_what_is_wrong(tree: Tree, right: str, wrong: str, message: str) -> None:
    assert right in SMALL
    found = problems_of(tree, SMALL.replace(right, wrong))
    assert any(file == FILE and said.startswith(message) for file, said in found), found


def test_a_survey_without_questions_is_told(tree: Tree) -> None:
    found = problems_of(tree, SMALL[: SMALL.index("sections:")])
    assert (FILE, "a survey has `tasks` with `rules`, or `sections` with `channels`") in found


def test_part_b_asks_what_the_method_asks_in_three_versions(channels: Survey) -> None:
    assert channels.drafts == {"km", "lo", "th"}
    assert channels.interview is not None
    assert channels.interview.roles == {"migrant", "host"}
    assert [choice.id for choice in channels.question("role").choices] == ["team", "migrant", "host"]
    rules = channels.channels
    assert rules is not None
    assert rules.personal == {"hiv", "wellbeing", "rights"}
    used = [choice.id for choice in channels.question("channels").choices]
    assert len(used) == 17 + 1, "seventeen channels, and none of them"
    assert len(channels.question("topics").choices) == 9 + 1
    assert channels.question("topics").most == 4
    items = (
        *("place", "age", "hears", "phone", "internet", "channels", "trust-sms", "private-sms"),
        *("topics", "best-hiv", "form", "when", "never", "knows", "change"),
    )
    assert len(items) == PART_B
    assert all(channels.question(item).choices for item in items)


def test_nothing_of_part_b_is_typed_and_every_text_is_there_in_four_languages(channels: Survey) -> None:
    texts = [*channels.read_first, channels.title, *(section.title for section in channels.sections)]
    for question in channels.questions:
        texts += [
            question.wording,
            *(choice.wording for choice in question.choices if question.id != "society"),
        ]
    of_the_site = {"hears", "reads"}  # languages by their own names
    for wording in texts:
        missing = {"en", "km", "lo", "th"} - set(wording.texts)
        assert not missing or wording in [
            choice.wording for name in of_the_site for choice in channels.question(name).choices
        ]


def test_the_consent_script_says_what_the_method_wants_said(channels: Survey) -> None:
    said = " ".join(wording.texts["en"] for wording in channels.read_first)
    for part in (
        "Red Cross",
        "8 minutes",
        "name",
        "stop at any time",
        "Help",
        "five people",
        "not right",
        "16",
    ):
        assert part in said
    for place in ("checkpoint", "employer", "police", "fighting", "clinic"):
        assert place in said, "where nobody is asked"
