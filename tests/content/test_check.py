"""What only drawing a lesson can show: marks that a reader would see."""

from __future__ import annotations

from pathlib import Path

import pytest

from lms.content import check
from lms.content.problems import ContentBroken
from tests.content.tree import Tree

LINK = "curriculum/modules/help/20-link.md"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Bring **people to services.", "`**` would be shown to the reader"),
        ("Bring ** people ** to services.", "`**` would be shown to the reader"),
        ("/// key\n\nBring **people.\n\n///", "`**` would be shown to the reader"),
        ("See [services](https://x.org.", "`](` would be shown to the reader"),
        ("| a |\n|---|---|\n| c |", "the table is not drawn as a table"),
    ],
)
def test_noy_sees_the_marks_before_sokha_does(tree: Tree, text: str, message: str) -> None:
    tree.replace(LINK, "Bring people to services.", text)
    assert [(problem.file, problem.message) for problem in check.check(tree.root)] == [(LINK, message)]


def test_a_lesson_with_problems_of_its_own_is_not_drawn(tree: Tree) -> None:
    tree.replace(LINK, "Bring people to services.", "/// kex\n\nBring **people.\n\n///")
    assert [problem.message for problem in check.check(tree.root)] == ["`kex` is not a kind of block"]


KM = "curriculum/translations/km"
UNKNOWN_KEY = (LINK, 4, "`level` is not a known key")


def test_what_can_be_read_is_held_against_the_rest_whatever_else_cannot(tree: Tree) -> None:
    tree.replace(LINK, "minutes: 10", "minutes: 10\nlevel: 2")
    tree.replace("curriculum/modules/help/10-look.md", "[who-2011]", "[who-2012]")
    tree.replace("curriculum/modules/help/10-look.md", "- police", "- polise")
    tree.replace(f"{KM}/modules/help/module.yaml", "អ្នកស្ម័គ្រចិត្តជួយ។", "អ្នកស្ម័គ្រចិត្ត 7 នាក់ជួយ។")
    tree.replace(f"{KM}/modules/help/10-look.md", "នៅជាមួយគាត់។", "នៅជាមួយគាត់ 27 ម៉ោង។")
    tree.replace(f"{KM}/quizzes/help.yaml", "ឃើញគ្រោះថ្នាក់។", "ឃើញគ្រោះថ្នាក់ 9។")
    tree.replace(
        "quizzes/help.yaml", "lesson: 20-link\n    level: apply", "lesson: 20-lunk\n    level: apply"
    )
    found = [(problem.file, problem.message) for problem in check.check(tree.root)]
    assert found == [
        ("curriculum/modules/help/10-look.md", "module.yaml has no source `who-2012`"),
        ("curriculum/modules/help/10-look.md", "no Society has a service `polise`"),
        (LINK, UNKNOWN_KEY[2]),
        (f"{KM}/modules/help/10-look.md", "the figure 27 is not in the English text"),
        (f"{KM}/modules/help/module.yaml", "the figure 7 is not in the English text"),
        (f"{KM}/quizzes/help.yaml help-001", "the figure 9 is not in the English text"),
        ("quizzes/help.yaml", "the test draws 1 questions of `20-link`; the pool has 0"),
        ("quizzes/help.yaml", "help-004: there is no lesson `20-lunk`"),
    ]


def test_one_slip_is_said_once_also_where_other_files_name_the_broken_one(tree: Tree) -> None:
    tree.replace(LINK, "minutes: 10", "minutes: 10\nlevel: 2")
    tree.replace("curriculum/modules/help/module.yaml", "sources:", "before_outreach: [20-link]\nsources:")
    tree.replace("curriculum/modules/help/10-look.md", "sources: [who-2011]", "after: [help/20-link]")
    found = [(problem.file, problem.line, problem.message) for problem in check.check(tree.root)]
    assert found == [UNKNOWN_KEY]


def test_a_broken_list_of_accepted_differences_does_not_bring_back_what_it_accepts(tree: Tree) -> None:
    tree.replace(f"{KM}/quizzes/help.yaml", "ឃើញគ្រោះថ្នាក់។", "ឃើញគ្រោះថ្នាក់ 9។")
    tree.write(f"{KM}/accepted.yaml", "quizzes/help.yaml: none\n")
    assert {problem.file for problem in check.check(tree.root)} == {f"{KM}/accepted.yaml"}


def test_a_folder_with_nothing_in_it_lacks_its_languages(tmp_path: Path) -> None:
    assert [problem.message for problem in check.check(tmp_path)] == ["the file is missing"]


def test_content_is_loaded_whole_or_refused_with_all_that_the_check_finds(tree: Tree) -> None:
    assert check.load(tree.root).module("help").id == "help"
    tree.replace(LINK, "minutes: 10", "minutes: 10\nlevel: 2")
    tree.replace(f"{KM}/quizzes/help.yaml", "ឃើញគ្រោះថ្នាក់។", "ឃើញគ្រោះថ្នាក់ 9។")
    with pytest.raises(ContentBroken) as broken:
        check.load(tree.root)
    assert broken.value.problems == check.check(tree.root)
    assert len(broken.value.problems) == 2


def test_the_best_choice_that_is_no_choice_is_found(tree: Tree) -> None:
    look = "curriculum/modules/help/10-look.md"
    tree.replace(look, "sources: [who-2011]", "sources: [who-2011]\nbest: [4]")
    assert [problem.message for problem in check.check(tree.root)] == [
        "`best` names choice 4; the story has 1"
    ]
