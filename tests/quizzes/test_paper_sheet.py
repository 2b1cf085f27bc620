"""Which answers a typed row of letters means, by examples."""

from __future__ import annotations

from typing import Any

import pytest

from lms.errors import RuleBroken
from lms.quizzes.domain import paper_sheet
from lms.quizzes.domain.kinds.question_rules import Answer
from lms.quizzes.domain.paper_sheet import SheetQuestion
from lms.quizzes.domain.selection import SelectedItem
from tests.quizzes.pools import multiple, ordering, pool, single, true_false

# On the sheet: 1 single (A–D: c a b d), 2 multiple, two letters (A–E), 3 a statement (A, B, then C–E), 4 four steps.
POOL = pool(single("s"), multiple("m"), true_false("t"), ordering("o"), lessons={"10-first": 4})
DRAWN = (
    SelectedItem("s", ("c", "a", "b", "d")),
    SelectedItem("m", ("e", "d", "c", "b", "a")),
    SelectedItem("t", ("b", "c", "a")),
    SelectedItem("o", ("d", "c", "b", "a")),
)
SHEET = paper_sheet.sheet(POOL, DRAWN)
KEY = "CCEBDDCBA"  # b; a and c; false, because of c; the steps from the last letter to the first


def test_the_key_of_a_sheet_is_the_row_that_is_all_right() -> None:
    assert "".join(one.key for one in SHEET) == KEY
    assert [(one.number, one.letters, one.boxes) for one in SHEET] == [
        (1, "ABCD", 1), (2, "ABCDE", 2), (3, "ABCDE", 2), (4, "ABCD", 4),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "answers"),
    [
        (KEY, {"s": ("b",), "m": ("a", "c"), "t": ("false", "c"), "o": ("a", "b", "c", "d")}),
        (KEY.lower(), {"s": ("b",), "m": ("a", "c"), "t": ("false", "c"), "o": ("a", "b", "c", "d")}),
        (" c  ce bd\tdcba ", {"s": ("b",), "m": ("a", "c"), "t": ("false", "c"), "o": ("a", "b", "c", "d")}),
        (
            "C, CE; BD， ＤＣＢＡ",
            {"s": ("b",), "m": ("a", "c"), "t": ("false", "c"), "o": ("a", "b", "c", "d")},
        ),
        ("-" * 9, {}),
        # whichever of the two stands first
        ("AECDBABCD", {"s": ("c",), "m": ("a", "c"), "t": ("false", "c"), "o": ("d", "c", "b", "a")}),
        # a question of which one box is empty is not answered
        ("AE–B_ABC.", {"s": ("c",)}),
    ],
)
def test_a_row_means_these_answers(typed: str, answers: dict[str, Answer]) -> None:
    assert paper_sheet.read_row(SHEET, paper_sheet.tidy_row(typed)) == answers


@pytest.mark.parametrize(
    ("typed", "code", "values"),
    [
        ("", "row-too-short", {"typed": 0, "boxes": 9}),
        ("CCEBDDCB", "row-too-short", {"typed": 8, "boxes": 9}),
        ("CCEBDDCBAA", "row-too-long", {"typed": 10, "boxes": 9}),
        ("ECEBDDCBA", "row-letter", {"number": 1, "typed": "E", "last": "D"}),
        ("CC?BDDCBA", "row-letter", {"number": 2, "typed": "?", "last": "E"}),
        ("CCEBDDCBЖ", "row-letter", {"number": 4, "typed": "Ж", "last": "D"}),
        # the keys A to E on the keyboards of Thai, Lao and Khmer, of which E is one letter and two signs
        ("ำำำฟแกดแำ", "row-keyboard", {}),
        ("ັຶແກຳ", "row-keyboard", {}),
        ("ាបចដេ", "row-keyboard", {}),
        ("CCEBDDCBក", "row-keyboard", {}),
        ("CCCBDDCBA", "row-twice", {"number": 2, "typed": "CC", "last": "E"}),
        ("CCEBDDDBA", "row-twice", {"number": 4, "typed": "DDBA", "last": "D"}),
        ("CCEABDCBA", "row-one-of-each", {"number": 3, "typed": "AB", "last": "E"}),
        ("CCECEDCBA", "row-one-of-each", {"number": 3, "typed": "CE", "last": "E"}),
    ],
)
def test_a_row_that_is_not_clear_is_asked_about_by_its_question(
    typed: str, code: str, values: dict[str, Any]
) -> None:
    with pytest.raises(RuleBroken) as broken:
        paper_sheet.read_row(SHEET, paper_sheet.tidy_row(typed))
    assert (broken.value.code, broken.value.field, broken.value.values) == (code, "letters", values)


def test_two_rows_of_a_sheet_differ_by_question() -> None:
    found = paper_sheet.differences(SHEET, KEY, "CC-BDDCAB")
    assert [(one.number, one.before, one.now) for one in found] == [(2, "CE", "C-"), (4, "DCBA", "DCAB")]
    assert paper_sheet.differences(SHEET, KEY, KEY) == ()


@pytest.mark.parametrize(
    ("row", "shown"),
    [
        ("", ()),
        ("C", (("1", "C"),)),
        ("CC", (("1", "C"), ("2", "C"))),
        (KEY, (("1", "C"), ("2", "CE"), ("3", "BD"), ("4", "DCBA"))),
        (KEY + "AB", (("1", "C"), ("2", "CE"), ("3", "BD"), ("4", "DCBA"), ("", "AB"))),
    ],
)
def test_letters_stand_below_the_number_of_their_question_as_on_the_slip(
    row: str, shown: tuple[tuple[str, str], ...]
) -> None:
    assert paper_sheet.by_question(SHEET, row) == shown


def test_of_a_test_that_cannot_be_marked_any_more_letters_have_no_number() -> None:
    assert paper_sheet.by_question((), "AB") == (("", "AB"),)


def test_what_marking_needs_makes_another_version_of_a_question_and_its_order_in_the_file_does_not() -> None:
    version = paper_sheet.version_of
    assert version(multiple("m")) == version(multiple("m", right="ca"))
    assert version(multiple("m")) != version(multiple("m", right="ab"))
    assert version(single("s")) != version(single("s", right="c"))
    assert version(single("s")) != version(single("s", safety="stay"))
    assert version(true_false("t")) != version(true_false("t", answer=True))
    assert version(ordering("o")) != version(ordering("o", steps="abdc"))


def test_every_question_of_the_small_pool_can_be_answered_by_letters() -> None:
    assert len(paper_sheet.answerable(POOL)) == 4
    assert all(isinstance(one, SheetQuestion) for one in SHEET)
