"""Lessons that are named by their number: a new lesson in the middle moves the numbers, and nobody sees it."""

from __future__ import annotations

import pytest

from lms.content import check
from lms.content.checks import lesson_numbers
from tests.content.tree import POOL, Tree

TRAINER = "curriculum/modules/help/trainer.md"

NAMED: list[tuple[str, list[str]]] = [
    ("do what lesson 4 says", ["lesson 4"]),
    ("Lesson 12 shows how", ["Lesson 12"]),
    ("have read lessons 4, 5 and 6 before", ["lessons 4, 5 and 6"]),
    ("Lessons 4 to 6 are repeated (lesson 1)", ["Lessons 4 to 6", "lesson 1"]),
    ("read the six lessons first", ["six lessons"]),
    ("(lesson 1, 20 minutes)", ["lesson 1"]),
    ("a lesson of 20 minutes, four of them lesson plans", []),
    ("ធ្វើតាមមេរៀនទី 4៖ រាយការណ៍", ["មេរៀនទី 4"]),
    ("មេរៀនទី ៤ ដល់ទី ៦", ["មេរៀនទី ៤ ដល់ទី ៦"]),
    ("មេរៀនទី 1 និងទី 2", ["មេរៀនទី 1 និងទី 2"]),
    ("អានមេរៀនទាំងប្រាំមុន", ["មេរៀនទាំងប្រាំ"]),
    ("ເຮັດຕາມບົດຮຽນທີ 4: ສົ່ງ", ["ບົດຮຽນທີ 4"]),
    ("ບົດຮຽນທີ ໒ ຫາ ໔", ["ບົດຮຽນທີ ໒ ຫາ ໔"]),
    ("ຮຽນບົດທີ 5 ໃຫ້ຄົບ", ["ບົດທີ 5"]),
    ("ອ່ານບົດຮຽນທັງຫ້າມາກ່ອນ", ["ບົດຮຽນທັງຫ້າ"]),
    ("ตามบทเรียนที่ 4 คือส่งต่อ", ["บทเรียนที่ 4"]),
    ("บทเรียนที่ ๔, ๕ และ ๖", ["บทเรียนที่ ๔, ๕ และ ๖"]),
    ("อ่านบทเรียนทั้งห้าบทมาก่อน", ["บทเรียนทั้งห้า"]),
    ("ບົດບາດ 5 ນາທີ, บทบาท 2 นาที, ทบทวน 3 ชั่วโมง", []),
]


@pytest.mark.parametrize(("text", "named"), NAMED)
def test_lessons_are_named_by_number_in_four_languages(text: str, named: list[str]) -> None:
    assert [words for words, _ in lesson_numbers.named_in(text)] == named


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("lessons 4, 5 and 6", [4, 5, 6]),
        ("មេរៀនទី ៤ ដល់ទី ៦", [4, 6]),
        ("บทเรียนที่ ๑๒", [12]),
        ("six lessons", []),
    ],
)
def test_the_numbers_are_read_in_any_digits(words: str, numbers: list[int]) -> None:
    assert [list(found) for _, found in lesson_numbers.named_in(words)] == [numbers]


# The module of the tree has two lessons, the other one three.
@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("As lessons 1 and 2 say.", ""),
        ("As lesson 3 says.", "there is no lesson 3: the module has 2"),
        ("As lessons 1 to 3 say.", "there is no lesson 3: the module has 2"),
        ("As lesson 20 says.", "there is no lesson 20: the module has 2"),  # the number of its file
        ("As lesson 3 of “More help” says.", ""),
        ("As lesson 3 of that module says.", ""),
        ("As MORE, lesson 3, says.", ""),
        ("As More help (lesson 3) says.", ""),
        ("As lesson 4 of MORE says.", "there is no lesson 4: no module has more than 3"),
    ],
)
def test_a_lesson_that_no_module_has_is_a_problem_where_it_is_named(
    tree: Tree, text: str, missing: str
) -> None:
    for name in ("10-look.md", "20-link.md", "icon.svg", "hall.svg", "module.yaml"):
        source = (tree.root / "curriculum/modules/help" / name).read_text(encoding="utf-8")
        source = source.replace("order: 1", "order: 2").replace("Helping at the border", "More help")
        source = source.replace("minutes: 20", "minutes: 21")  # with the lesson below
        tree.write(f"curriculum/modules/more/{name}", source)
    tree.write("quizzes/more.yaml", POOL.replace("help-", "more-").replace("module: help", "module: more"))
    tree.write(
        "curriculum/modules/more/30-last.md", "---\ntitle: L\nminutes: 1\nobjectives: [Do]\n---\n\nText.\n"
    )
    tree.replace(TRAINER, "Plan the day.", text)
    found = [(problem.file, problem.line, problem.message) for problem in check.check(tree.root)]
    assert found == ([(TRAINER, 12, missing)] if missing else [])


def test_a_number_in_a_translation_is_told_of_once_as_a_figure(tree: Tree) -> None:
    tree.replace("curriculum/translations/km/modules/help/10-look.md", "នៅជាមួយគាត់។", "អានមេរៀនទី 9។")
    assert [problem.message for problem in check.check(tree.root)] == [
        "the figure 9 is not in the English text"
    ]


def test_whoever_moves_lessons_is_shown_every_place_that_names_one(tree: Tree) -> None:
    tree.replace(TRAINER, "Plan the day.", "Plan the day. Lesson 2 is first.")
    tree.replace("quizzes/help.yaml", "items:", "# Lesson 10: look\nitems:")
    tree.replace("quizzes/help.yaml", "What first?", "What is first in lesson 1?")
    tree.write("curriculum/translations/km/modules/help/trainer.md", "មេរៀនទី ២\n")
    tree.write("curriculum/library/10-card.md", "Lesson 2\n")
    assert [str(place) for place in lesson_numbers.places(tree.root)] == [
        "curriculum/library/10-card.md:1: Lesson 2",
        f"{TRAINER}:12: Lesson 2",
        "curriculum/translations/km/modules/help/trainer.md:1: មេរៀនទី ២",
        "quizzes/help.yaml:15: lesson 1",
    ]
