"""In a table that is shown as a list each cell says in which column it stands."""

from __future__ import annotations

import pytest

from lms.content.lessons.blocks import parse
from lms.content.lessons.table_cells import with_headings
from tests.content.test_html import html_of


def cells(text: str, language: str = "en") -> list[str]:
    """The cells below the headings, as their HTML."""
    html = with_headings(html_of(parse("f.md", text, 1, language)[0]))
    return [cell.split("</td>")[0] for cell in html.split("<td>")[1:]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "| Case | Avoid |\n|---|---|\n| A result | Telling it |\n| Debt | *Lending* |",
            [
                *("<b>Case:</b> A result", "<b>Avoid:</b> Telling it"),
                *("<b>Case:</b> Debt", "<b>Avoid:</b> <em>Lending</em>"),
            ],
        ),
        ("| | With it |\n|---|---|\n| Trust | people ask |", ["Trust", "<b>With it:</b> people ask"]),
        ("| **A** & b | Which? |\n|---|---|\n| c | d |", ["<b>A &amp; b:</b> c", "<b>Which?</b> d"]),
        ("| ករណី | HIV |\n|---|---|\n| ក | ខ |", ["<b>ករណី៖</b> ក", "<b>HIV:</b> ខ"]),
    ],
)
def test_a_cell_begins_with_the_heading_of_its_column(text: str, expected: list[str]) -> None:
    assert cells(text) == expected


@pytest.mark.parametrize(
    ("rows", "marked"),
    [
        ("| “Do not cry.” | “It is all right to cry.” |", True),
        ("| “AIDS test” | HIV test |\n| “She is clean” | Her test is negative |", True),
        ("| “Be strong” | A wish |\n| Silence | Time |", False),
        ("| Case | “A word” |", False),
    ],
)
def test_a_table_whose_rows_begin_with_what_somebody_says_is_marked(rows: str, marked: bool) -> None:
    text = f"| A | B |\n|---|---|\n{rows}"
    html = with_headings(html_of(parse("f.md", text, 1, "en")[0]))
    assert ('<table class="quotes">' in html) is marked


def test_a_column_to_fill_in_by_hand_says_what_to_write_and_a_gap_says_nothing() -> None:
    text = "| Minutes | How | Seen |\n|---|---|---|\n| 5 | Talk | |\n| 9 | | |"
    assert cells(text) == [
        *("<b>Minutes:</b> 5", "<b>How:</b> Talk", "<b>Seen:</b> "),
        *("<b>Minutes:</b> 9", "", "<b>Seen:</b> "),
    ]


def test_what_is_no_table_stays_as_it_is() -> None:
    assert with_headings("<p>a</p>\n<ul><li>b</li></ul>") == "<p>a</p>\n<ul><li>b</li></ul>"
