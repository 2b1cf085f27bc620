"""Bar charts as SVG: labels and numbers in, markup out. Pure; colours come from the style sheet by class.

A chart repeats a table that stands beside it: who cannot see it loses nothing. Its title and description are
read out; bars of numbers that are not shown are dashes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from markupsafe import Markup

_WIDTH: Final = 600
_LABELS: Final = 190  # room for the labels
_NUMBERS: Final = 60  # room for the numbers behind the bars
_LINE: Final = 26
_BAR: Final = 16
_LONGEST: Final = 24  # characters of a label that fit before the bars

_CHART: Final = Markup(
    '<svg class="chart" viewBox="0 0 {width} {height}" role="img" aria-labelledby="{id}-title {id}-desc">'
    '<title id="{id}-title">{title}</title><desc id="{id}-desc">{description}</desc>{lines}</svg>'
)
_LABEL: Final = Markup(
    '<text class="chart-label" x="{x}" y="{y}" text-anchor="end" font-size="13">{text}</text>'
)
_RECT: Final = Markup('<rect class="chart-bar" x="{x}" y="{y}" width="{width}" height="{height}"/>')
_NUMBER: Final = Markup('<text class="chart-number" x="{x}" y="{y}" font-size="13">{text}</text>')


def bars(chart_id: str, title: str, description: str, lines: Sequence[tuple[str, int | None]]) -> Markup:
    """Horizontal bars from the top down, as long as their numbers. None is a number that is not shown."""
    most = max((number or 0 for _, number in lines), default=0)
    drawn = [_line(place, label, number, most) for place, (label, number) in enumerate(lines)]
    return _CHART.format(
        width=_WIDTH,
        height=max(1, len(lines)) * _LINE,
        id=chart_id,
        title=title,
        description=description,
        lines=Markup("").join(drawn),
    )


def _line(place: int, label: str, number: int | None, most: int) -> Markup:
    top = place * _LINE + (_LINE - _BAR) // 2
    base = top + _BAR - 4
    length = round((_WIDTH - _LABELS - _NUMBERS) * (number or 0) / most) if most else 0
    parts = [_LABEL.format(x=_LABELS - 8, y=base, text=shortened(label))]
    if length:
        parts.append(_RECT.format(x=_LABELS, y=top, width=length, height=_BAR))
    text = "*" if number is None else str(number)
    parts.append(_NUMBER.format(x=_LABELS + length + 6, y=base, text=text))
    return Markup("").join(parts)


def shortened(label: str) -> str:
    """A label that fits; the whole one stands in the table."""
    return label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1].rstrip()}…"
