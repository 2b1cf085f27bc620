"""What of a pasted line may be a number, by examples."""

from __future__ import annotations

import pytest

from lms.workshops.domain.pasted import MOST_LINES, lines_of, looks_like_a_number, spellings


def test_lines_end_at_commas_tabs_and_semicolons_and_empty_ones_are_none() -> None:
    assert lines_of("KH-1, KH-2;\n\n KH-3\tSokha") == (["KH-1", "KH-2", "KH-3", "Sokha"], [])


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
