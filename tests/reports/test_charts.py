"""Charts: bars as long as their numbers, readable without seeing them, no style and no markup from a name."""

from __future__ import annotations

import re

import pytest

from lms.reports.charts import bars, shortened


def test_the_longest_bar_is_the_largest_number() -> None:
    chart = str(bars("c", "By branch", "Bars", [("A", 10), ("B", 5), ("C", 0), ("D", None)]))
    assert [int(width) for width in re.findall(r'<rect [^>]*width="(\d+)"', chart)] == [350, 175]
    assert re.findall(r"<text [^>]*>([^<]*)</text>", chart) == ["A", "10", "B", "5", "C", "0", "D", "*"]
    assert 'aria-labelledby="c-title c-desc"' in chart
    assert '<title id="c-title">By branch</title><desc id="c-desc">Bars</desc>' in chart


def test_a_name_is_never_markup() -> None:
    chart = str(bars("c", "<b>", "<i>", [("<script>", 1)]))
    assert "<script>" not in chart
    assert "&lt;script&gt;" in chart
    assert "style" not in chart


def test_a_chart_of_nothing_is_empty() -> None:
    assert "<rect" not in bars("c", "By branch", "Bars", [])


@pytest.mark.parametrize(
    ("label", "short"),
    [("Phnom Penh", "Phnom Penh"), ("Protection, gender and inclusion", "Protection, gender and…")],
)
def test_a_label_fits(label: str, short: str) -> None:
    assert shortened(label) == short
