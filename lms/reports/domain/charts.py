"""Bar charts as SVG: labels and numbers in, markup out. Pure; colours come from the style sheet by class.

A chart repeats a table that stands beside it: who cannot see it loses nothing. Its title and description are
read out; bars of numbers that are not shown are dashes. A label stands above its bar: so a long one has the whole
width, and on a phone the letters stay large enough to read.

In a PDF, text of an SVG is drawn letter by letter, which breaks Khmer, Lao and Thai. There a bar stands in a line of
the table itself: `bar`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from markupsafe import Markup

_WIDTH: Final = 400
_NUMBERS: Final = 60  # room for the numbers behind the bars
_LINE: Final = 46
_BASE: Final = 19  # of a label; letters of Khmer reach far below it
_BAR_TOP: Final = 27
_BAR: Final = 13  # height
_LETTERS: Final = 15  # size
_LONGEST: Final = 44  # characters of a label that fit above the bar

_CHART: Final = Markup(
    '<svg class="chart" viewBox="0 0 {width} {height}" role="img" aria-labelledby="{id}-title {id}-desc">'
    '<title id="{id}-title">{title}</title><desc id="{id}-desc">{description}</desc>{lines}</svg>'
)
_TEXT: Final = Markup('<text class="chart-text" x="{x}" y="{y}" font-size="{size}">{text}</text>')
_RECT: Final = Markup('<rect class="chart-bar" x="0" y="{y}" width="{width}" height="{height}"/>')
_LONE: Final = Markup(
    '<svg class="bar" viewBox="0 0 100 10"><rect width="{width}" height="10" fill="#0a5a78"/></svg>'
)


def bars(chart_id: str, title: str, description: str, lines: Sequence[tuple[str, int | None]]) -> Markup:
    """Horizontal bars from the top down, as long as their numbers. None is a number that is not shown."""
    most = max((number or 0 for _, number in lines), default=0)
    drawn = [_line(place * _LINE, label, number, most) for place, (label, number) in enumerate(lines)]
    return _CHART.format(
        width=_WIDTH,
        height=max(1, len(lines)) * _LINE,
        id=chart_id,
        title=title,
        description=description,
        lines=Markup("").join(drawn),
    )


def bar(number: int | None, most: int) -> Markup:
    """One bar without words, for a line of a table; `most` is as long as its cell. Empty for no number and for 0."""
    return _LONE.format(width=_length(number, most, 100)) if number else Markup("")


def _length(number: int, most: int, full: int) -> int:
    return max(1, round(full * number / most))


def _line(top: int, label: str, number: int | None, most: int) -> Markup:
    length = _length(number, most, _WIDTH - _NUMBERS) if number else 0
    parts = [_text(0, top + _BASE, shortened(label))]
    if length:
        parts.append(_RECT.format(y=top + _BAR_TOP, width=length, height=_BAR))
    parts.append(
        _text(length + 6 if length else 0, top + _BAR_TOP + _BAR, "*" if number is None else str(number))
    )
    return Markup("").join(parts)


def _text(x: int, y: int, text: str) -> Markup:
    return _TEXT.format(x=x, y=y, size=_LETTERS, text=text)


def shortened(label: str) -> str:
    """A label that fits; the whole one stands in the table."""
    return label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1].rstrip()}…"
