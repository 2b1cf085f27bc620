"""Files that go out: the empty template of a list, and the lines that could not be brought in, with the reason.

Both have headings that an import knows again: whoever mends the lines in the file brings the same file in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO, Final

from flask_babel import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from sqlalchemy import select

from lms.db import session
from lms.i18n import current_language
from lms.imports.domain.candidates import NOBODY_YET
from lms.imports.domain.columns import result_ticks
from lms.imports.domain.columns.attendance import attendance_days
from lms.imports.domain.contradicting_lines import SAID_OTHERWISE
from lms.imports.domain.headings import fields as columns
from lms.imports.domain.headings import split_dates
from lms.imports.domain.headings.fields import FIELDS, Kind, heading
from lms.imports.domain.lines.column_facts import PASSED_TICKED
from lms.imports.domain.lines.left_out import UNREAD
from lms.imports.domain.row_actions import (
    NAME_TWICE,
    NEAR,
    NEAR_LINE,
    NUMBER_OF_ANOTHER,
    ODD_NUMBER,
    TAKEN_BACK,
)
from lms.imports.domain.values import cell_text
from lms.imports.models import ListImport, ListRow
from lms.imports.presenters import value_texts
from lms.imports.presenters.value_texts import NOT_THERE
from lms.imports.presenters.wording import said
from lms.imports.services import forgetting
from lms.imports.services.list_locale import customs_of, result_column_of
from lms.imports.services.stored_lines import DECIDED, REMARK

# What a template asks for: parts of names, and what only few lists have, are understood but not asked.
_ASKED: Final = {
    "people": ("number", "name", "latin_name", "sex", "birth", "phone", "email", "branch", "language"),
    "trainings": ("number", "name", "award", "on", "result"),
}
# What says itself that somebody has to decide.
_QUESTIONS: Final = frozenset(
    {SAID_OTHERWISE, NAME_TWICE, NEAR, NEAR_LINE, NUMBER_OF_ANOTHER, TAKEN_BACK, ODD_NUMBER}
)
_DOUBTED: Final = "passed-and-absent"
_STREAM: Final = 1000


def template_header(kind: Kind, language: str) -> list[str]:
    """The headings of a list."""
    return [heading(field, language) for field in _ASKED[kind]]


def write_template(file: BinaryIO, kind: Kind, language: str) -> None:
    """An XLSX with the headings. Its columns are text: a spreadsheet would take zeros and the plus of a phone away."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    header = template_header(kind, language)
    for place in range(1, len(header) + 1):
        column = sheet.column_dimensions[get_column_letter(place)]
        column.number_format, column.width = "@", 24
    cells = [WriteOnlyCell(sheet, text) for text in header]
    for cell in cells:
        cell.font = Font(bold=True)
    sheet.append(cells)
    book.save(file)


def failed_header(list_import: ListImport, language: str) -> list[str]:
    """The headings of the file with failed lines: the fields of the list, where a line stood, what is wrong."""
    return [
        *(_heading(field, list_import, language) for field in _fields(list_import)),
        _("Line"),
        _("Problem"),
    ]


def _heading(field: str, list_import: ListImport, language: str) -> str:
    """What a field is called; as in the list where the heading says what the cells mean: 90 % of attendance."""
    column = result_column_of(list_import.matching)
    if field == "result" and column is not None and column.days:
        return f"{attendance_days.heading(language)} ({column.heading})"
    if field == "result" and list_import.matching.get(PASSED_TICKED):
        return heading(result_ticks.PASSED, language)
    if field == "result" and column is not None and (column.attendance or column.ticked):
        return column.heading or heading(field, language)
    fields = ("mark",) if list_import.matching.get("results_ticked") else ("result", "mark")
    points = (
        customs_of(list_import).points if list_import.matching.get("points") and field in fields else None
    )
    if points is None:
        return heading(field, language)
    if points.scale:
        return f"{heading(field, language)} /{points.scale}"
    # What was said of another list below the usual heading is not said of this one.
    known = columns.field_of(points.heading or "", list_import.kind, {}) == "result" and field == fields[0]
    return points.heading if points.heading and known else heading(field, language)


def failed_lines(list_import: ListImport) -> Iterator[Sequence[str | int]]:
    """The lines that were not brought in, each with the reason in the reader's language.

    Not whoever has no tick in columns of attendance, nor whoever may have left. They are as they were typed; of a list
    that is dealt with, as what is kept of that is written in a list.
    """
    fields, usual, over = _fields(list_import), customs_of(list_import), forgetting.is_over(list_import)
    column = result_column_of(list_import.matching)
    # Where a list only says who was there, whoever was not is no line to mend.
    of_presence = column is not None and (column.days or column.attendance or column.ticked == "attended")
    asked = select(ListRow).where(ListRow.import_id == list_import.id, ListRow.action.in_(("fail", "skip")))
    for row in session.scalars(asked.order_by(ListRow.line).execution_options(yield_per=_STREAM)):
        never = of_presence or attendance_days.FIELD in row.given
        if (
            REMARK in row.before
            or _has_left(row, over)
            or (never and any(one["word"] == NOT_THERE for one in row.problems))
        ):
            continue
        given, _notes = forgetting.shown(row, list_import, usual)
        # Before the end only the module of all lines stands as a code.
        ours = {*fields} if over else {"award"} - {*list_import.matching["columns"].values()}
        cells = {**given, **{one: value_texts.in_a_list(one, given.get(one, ""), usual) for one in ours}}
        if any(one["word"] == _DOUBTED for one in row.problems):
            # The days that speak against it are not in this file: brought in again, it is not believed unasked.
            cells |= {one: UNREAD for one in ("result", "mark") if cell_text.said(cells.get(one, ""))}
        yield [*(cells.get(field, "") for field in fields), row.line, _why(row, given, list_import)]


def _has_left(row: ListRow, over: bool) -> bool:
    """Whether a line was stopped because somebody may have left, and would come in unasked if it stood in the file: by
    decision, or once the list is dealt with, when the remark in the name is kept nowhere.
    """
    asked = bool(row.candidates) and all(one["id"] == NOBODY_YET for one in row.candidates)
    other = any(one["word"] in (NAME_TWICE, ODD_NUMBER) for one in row.problems)
    return row.action == "skip" and asked and not other and (over or DECIDED in row.before)


def _fields(list_import: ListImport) -> list[str]:
    matching = list_import.matching
    typed = attendance_days.whole([*matching.get("columns", {}).values(), *matching.get("everywhere", {})])
    used = split_dates.whole(typed)
    column = result_column_of(matching)
    if column is not None and column.no_marks:
        used.discard("mark")
    return [field for field in FIELDS[list_import.kind] if field in used]


def _why(row: ListRow, given: Mapping[str, str], list_import: ListImport) -> str:
    reasons = [
        f"{heading(one['field'], current_language())}: {said(one)}"
        if one["field"] in _fields(list_import)
        else said(one)
        for one in forgetting.problems_of(row, given, list_import)
    ]
    if DECIDED in row.before:
        reasons = [_("Left out by choice."), *reasons]
    elif (
        row.action == "skip" and not any(one["word"] in _QUESTIONS for one in row.problems) and row.candidates
    ):
        has_left = row.candidates[0]["why"] == "left"
        reasons += [
            _("They may have left; nobody has decided.")
            if has_left
            else _("It may be somebody who is known already; nobody has decided.")
        ]
    return " ".join(reasons)
