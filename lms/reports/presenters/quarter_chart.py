"""Trainings by quarter and sex as columns, from the table that the page shows: what it hides is not drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from lms.content.types.curriculum import Content
from lms.i18n import current_language
from lms.reports.domain import chart_geometry
from lms.reports.domain.chart_geometry import Segment
from lms.reports.domain.figures import Row, Table
from lms.reports.domain.quarters import every_quarter
from lms.reports.domain.sex_columns import SEXES, Column
from lms.reports.presenters import wording
from lms.text import calendars

_MOST = 20  # columns


@dataclass(frozen=True)
class QuarterColumn:
    """One quarter: what stands below it and above it, and the parts between."""

    label: str
    name: str
    number: str
    segments: tuple[Segment, ...]
    top: float


@dataclass(frozen=True)
class QuarterChart:
    """`title` says what is to be seen; `keys` are the classes of the parts, `words` what they are called."""

    title: str
    keys: tuple[str, ...]
    words: tuple[str, ...]
    columns: tuple[QuarterColumn, ...]
    lines: tuple[tuple[int, float], ...]
    hides: bool

    @property
    def legend(self) -> list[tuple[str, str]]:
        """The class of each part with what it is called."""
        return list(zip(self.keys, self.words, strict=True))


def quarter_chart(table: Table, columns: Sequence[Column], content: Content) -> QuarterChart:
    """The last quarters of a table, those without trainings between them too."""
    rows = {row.key: row for row in table.rows}
    empty = tuple(0 for _column in columns)
    shown = [rows.get(key) or Row(key, empty, 0) for key in every_quarter(list(rows))[-_MOST:]]
    drawn = chart_geometry.stacked_columns([(row.numbers, row.total) for row in shown])
    return QuarterChart(
        _title(shown, content),
        tuple(_key(column) for column in columns),
        tuple(wording.short_column_name(column) for column in columns),
        tuple(
            QuarterColumn(
                _label(row.key),
                wording.name_of(content, "quarter", row.key).text,
                str(wording.value_of(row.total)),
                segments,
                max((segment.end for segment in segments), default=0.0),
            )
            for row, segments in zip(shown, drawn.columns, strict=True)
        ),
        drawn.lines,
        any(segment.is_hidden for column in drawn.columns for segment in column),
    )


def _title(rows: Sequence[Row], content: Content) -> str:
    """Which quarter had most; where a total is hidden nobody can say, and of several that are equal none is named."""
    totals = [row.total for row in rows]
    if len(rows) < 2 or None in totals:
        return _("Trainings by quarter and sex")
    most = max(rows, key=lambda row: row.total or 0)
    if totals.count(most.total) > 1:
        return _("Trainings by quarter and sex")
    quarter = wording.name_of(content, "quarter", most.key).text
    return _("Most trainings were completed in %(quarter)s: %(count)s", quarter=quarter, count=most.total)


def _label(key: str) -> str:
    """ "3/26", in Thai "3/69": quarter and year in the room of a column."""
    year, _q, quarter = key.partition("-Q")
    return f"{quarter}/{calendars.year_for(int(year), current_language()) % 100:02}"


def _key(column: Column) -> str:
    if len(column) == len(SEXES):
        return "x-all"
    return f"x-{column[0]}"
