"""What of a pasted line may be a number, by examples."""

from __future__ import annotations

import pytest

from lms.workshops.domain.pasted import (
    MOST_LINES,
    cells_of,
    is_another_number,
    is_header,
    lines_of,
    looks_like_a_number,
    says_name,
    spellings,
)


def test_lines_end_at_commas_and_semicolons_and_empty_ones_are_none() -> None:
    assert lines_of("KH-1, KH-2;\n\n KH-3\t\n") == (["KH-1", "KH-2", "KH-3"], [])


def test_a_row_of_a_spreadsheet_stays_one_line_with_its_commas_and_empty_cells() -> None:
    now, _later = lines_of("\tKH-1\tSok, Dara\t\r\nKH-2")
    assert now == ["\tKH-1\tSok, Dara", "KH-2"]
    assert cells_of(now[0]) == ["", "KH-1", "Sok, Dara"]


@pytest.mark.parametrize(
    ("cells", "number_at", "said"),
    [
        (["No", "Number", "Name", "Phone 1"], 1, True),
        (["ល.រ", "លេខ", "ឈ្មោះ"], 1, True),
        (["1", "", "Sokha"], 1, False),  # somebody without a number
        (["1", "KH-9999", "Sokha"], 1, False),
        (["List of Phnom Penh"], 1, False),
    ],
)
def test_a_first_row_is_a_header_where_a_word_stands_above_the_numbers(
    cells: list[str], number_at: int, said: bool
) -> None:
    assert is_header(cells, number_at) is said


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("KH-1117", True),
        ("012 345 678", False),
        ("+85512345678", False),
        ("sok123@example.org", False),
        ("Street 271", False),
        ("A4", False),
    ],
)
def test_a_phone_beside_a_number_is_no_second_one(cell: str, said: bool) -> None:
    assert is_another_number(cell) is said


def test_a_row_names_somebody_however_the_name_is_spaced() -> None:
    assert says_name(["1", "SOK  Sokha"], ["សុខា", "Sok Sokha"])
    assert not says_name(["1", ""], ["", "Sok Sokha"])


def test_of_too_many_lines_the_rest_comes_later() -> None:
    now, later = lines_of("\n".join(f"KH-{number}" for number in range(MOST_LINES + 2)))
    assert (len(now), later) == (MOST_LINES, ["KH-200", "KH-201"])


@pytest.mark.parametrize(
    ("line", "tried"),
    [
        ("KH-1101", ["KH-1101"]),
        ("KH-1101 Sokha", ["KH-1101 Sokha", "KH-1101", "Sokha"]),
        ("1. Sokha KH-1101 ok", ["1. Sokha KH-1101 ok", "1.", "KH-1101", "ok"]),
    ],
)
def test_the_whole_line_is_tried_first_then_words_with_digits(line: str, tried: list[str]) -> None:
    assert spellings(line) == tried


@pytest.mark.parametrize(
    ("word", "is_one"), [("KH-1117", True), ("1.", False), ("34", False), ("Sokha", False)]
)
def test_a_place_in_a_list_is_no_second_number(word: str, is_one: bool) -> None:
    assert looks_like_a_number(word) is is_one
