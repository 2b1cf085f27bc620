"""What Noy is told when a translation has lost something on the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from lms.content import check, loader
from lms.content.checks import translation_qa
from lms.content.types.curriculum import Content
from tests.content.tree import Tree

LOOK = "curriculum/modules/help/10-look.md"
LOOK_KM = "curriculum/translations/km/modules/help/10-look.md"
POOL_KM = "curriculum/translations/km/quizzes/help.yaml"
GLOSSARY = """\
groups: {help: Help}
terms:
  calm:
    group: help
    explain: Being quiet inside.
    source: common
    words:
      en: {text: calm}
      km: {text: ស្ងប់, confidence: medium}
"""


def library(tree: Tree) -> Content:
    return loader.load(tree.root)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[ខាងក្រោម](#what-helps)", "ខាងក្រោម", "the link `#what-helps` of the source is missing"),
        ("**មនុស្ស**", "មនុស្ស", "the source has 1 **strong** places, this has 0"),
        ("នៅជាមួយគាត់។", "នៅជាមួយគាត់ 27 ម៉ោង។", "the figure 27 is not in the English text"),
        ("នៅជាមួយគាត់។", "Stay with this person and do not go away", "is still English"),
    ],
)
def test_lost_marks_new_figures_and_a_sentence_in_english_are_problems_on_their_line(
    tree: Tree, old: str, new: str, message: str
) -> None:
    tree.replace(LOOK_KM, old, new)
    found = [str(problem) for problem in check.check(tree.root) if message in str(problem)]
    line = (tree.root / LOOK_KM).read_text().split(new, 1)[0].count("\n") + 1
    assert len(found) == 1
    assert abs(int(found[0].split(":")[1]) - line) <= 2  # the block that it stands in


def test_a_question_left_in_english_is_found_with_its_number(tree: Tree) -> None:
    tree.replace(POOL_KM, "ឃើញគ្រោះថ្នាក់។", "It shows you the danger before you act.")
    (found,) = translation_qa.faults(library(tree))
    assert found.file == f"{POOL_KM} help-001"


def test_an_old_translation_is_not_compared_with_the_new_english(tree: Tree) -> None:
    tree.replace(LOOK, "see [below](#what-helps).", "see below.")
    assert list(translation_qa.faults(library(tree))) == []


def test_lost_figures_are_problems_and_words_that_are_not_the_glossarys_are_seen(tree: Tree) -> None:
    tree.write("curriculum/glossary.yaml", GLOSSARY)
    tree.replace(LOOK, "Be calm.", "Be calm for 72 hours.")
    tree.replace(LOOK_KM, "ស្ងប់ស្ងាត់។", "ស្រាលចិត្ត។")
    tree.stamp()
    found = {remark.what: remark.file for remark in translation_qa.remarks(library(tree), "km")}
    lost = [one.file for one in translation_qa.faults(library(tree)) if "the figure 72 of" in one.message]
    assert lost == [LOOK_KM]
    assert found["not in the words of the glossary: calm"] == LOOK_KM


def test_a_figure_in_an_objective_or_a_name_counts_too(tree: Tree) -> None:
    tree.replace(LOOK, "Show how to listen", "Show for 15 minutes how to listen")
    tree.stamp()
    (found,) = translation_qa.faults(library(tree))
    assert (found.file, found.message) == (LOOK_KM, "the figure 15 of the English text is missing")


def test_a_difference_that_is_right_passes_with_a_reason_that_stands_in_the_report(tree: Tree) -> None:
    tree.replace(LOOK, "Stay with the person.", "Stay with the person for a day.")
    tree.replace(LOOK_KM, "នៅជាមួយគាត់។", "នៅជាមួយគាត់ 24 ម៉ោង។")
    tree.stamp()
    (fault,) = translation_qa.faults(library(tree))
    assert "curriculum/translations/km/accepted.yaml" in fault.hint
    tree.write(
        "curriculum/translations/km/accepted.yaml",
        "modules/help/10-look.md:\n  - english: for a day\n"
        f"    differs: {fault.message}\n    reason: A day is said in hours.\n",
    )
    assert list(translation_qa.faults(library(tree))) == []
    accepted = [one.what for one in translation_qa.remarks(library(tree), "km") if "accepted" in one.what]
    assert accepted == [f"accepted at “for a day”: {fault.message} (A day is said in hours.)"]
    tree.replace(LOOK, "for a day", "for an hour")  # another English text: the reason does not count any more
    tree.stamp()
    assert len(list(translation_qa.faults(library(tree)))) == 1


def test_a_reason_without_words_is_a_problem(tree: Tree) -> None:
    tree.write(
        "curriculum/translations/km/accepted.yaml",
        'modules/help/10-look.md:\n  - {english: a, differs: b, reason: ""}\n',
    )
    assert [one.message for one in check.check(tree.root)] == ["`reason` is empty"]


def test_a_reviewer_sees_a_text_that_is_far_too_long(tree: Tree) -> None:
    for name in (LOOK, LOOK_KM):
        text = (tree.root / name).read_text()
        tree.write(name, text + "\nThe quiet hall.\n" if name == LOOK else text + "\nសាល\n")
    for number in range(4):
        long = f"A sentence that is long enough to be measured here, number {number}."
        said = "ប្រយោគដែលវែងល្មមអាចវាស់បាន" * (4 if number == 3 else 1)
        tree.write(LOOK, (tree.root / LOOK).read_text() + f"\n{long}\n")
        tree.write(LOOK_KM, (tree.root / LOOK_KM).read_text() + f"\n{said}\n")
    tree.stamp()
    assert [
        one.what for one in translation_qa.remarks(library(tree), "km") if "times as long" in one.what
    ] != []


def test_english_has_nothing_to_be_compared_with(tree: Tree) -> None:
    assert list(translation_qa.pairs(library(tree), "en")) == []


def test_the_real_translations_have_no_fault() -> None:
    real = loader.load(Path(__file__).parents[2])
    assert list(translation_qa.faults(real)) == []
    assert len(list(translation_qa.pairs(real, "km"))) > 1000


def test_a_text_of_which_most_is_missing_is_to_be_looked_at_and_no_problem(tree: Tree) -> None:
    assert list(translation_qa.notes(library(tree))) == []
    tree.replace(LOOK, "Stay with the person.", f"Stay with the person{' and listen to them' * 4}.")
    tree.stamp()
    (note,) = translation_qa.notes(library(tree))
    assert (note.file, note.what) == (LOOK_KM, "far shorter than the English text; is a part of it missing?")
    assert not [one for one in check.check(tree.root) if "shorter" in one.message]


@pytest.mark.parametrize("file", [LOOK, LOOK_KM, POOL_KM, "curriculum/modules/help/module.yaml"])
@pytest.mark.parametrize("code", ["<b onclick=x>", "{{ config }}", "{% if x %}"])
def test_html_and_templates_are_problems_in_every_file(tree: Tree, file: str, code: str) -> None:
    text = (tree.root / file).read_text()
    title = next(line for line in text.splitlines() if line.strip().startswith(("title: ", "stem: ")))
    tree.replace(file, title, f"{title.partition(': ')[0]}: 'ក {code}'")
    found = [one for one in check.check(tree.root) if "stands in a text" in one.message]
    assert [one.file for one in found] == [file]
