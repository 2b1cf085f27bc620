"""Charts: bars as long as their numbers, readable without seeing them, no style and no markup from a name."""

from __future__ import annotations

import re

import pytest

from lms.reports.domain.charts import bar, bars, shortened


def test_the_longest_bar_is_the_largest_number() -> None:
    chart = str(bars("c", "By branch", "Bars", [("A", 10), ("B", 5), ("C", 0), ("D", None)]))
    assert [int(width) for width in re.findall(r'<rect [^>]*width="(\d+)"', chart)] == [340, 170]
    assert re.findall(r"<text [^>]*>([^<]*)</text>", chart) == ["A", "10", "B", "5", "C", "0", "D", "*"]
    assert 'aria-labelledby="c-title c-desc"' in chart
    assert '<title id="c-title">By branch</title><desc id="c-desc">Bars</desc>' in chart


def test_one_person_among_thousands_is_a_line_that_can_be_seen() -> None:
    assert 'width="1"' in bars("c", "By branch", "Bars", [("A", 5000), ("B", 1)])


def test_a_bar_in_a_line_of_a_table_has_no_words() -> None:
    assert 'width="50"' in bar(5, 10)
    assert "<text" not in bar(5, 10)
    assert (bar(0, 10), bar(None, 10)) == ("", "")


def test_a_name_is_never_markup() -> None:
    chart = str(bars("c", "<b>", "<i>", [("<script>", 1)]))
    assert "<script>" not in chart
    assert "&lt;script&gt;" in chart
    assert "style" not in chart


def test_a_chart_of_nothing_is_empty() -> None:
    assert "<rect" not in bars("c", "By branch", "Bars", [])


@pytest.mark.parametrize(
    ("label", "short"),
    [
        ("Phnom Penh", "Phnom Penh"),
        ("Community engagement and accountability, part two", "Community engagement and accountability, pa…"),
    ],
)
def test_a_label_fits(label: str, short: str) -> None:
    assert shortened(label) == short
