"""Exports of HR. An export is a POST, because it writes an audit line: who took what away, how many rows."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from datetime import date
from functools import partial

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import audit, clock, db, spreadsheets, web
from lms.accounts import auth
from lms.accounts.auth import file_answers
from lms.accounts.queries import units as units_queries
from lms.content import award_names, registry
from lms.i18n import current_language, day
from lms.records import forms
from lms.records.presenters import record_columns
from lms.records.queries import certification_list, export_rows
from lms.records.queries.certification_list import Filter
from lms.records.queries.export_rows import RecordRow
from lms.records.views.certification_list import roll_page
from lms.spreadsheets import Value
from lms.web.downloads import Write, download

bp = web.blueprint("reports", __name__)


@bp.post("/reports/records.csv")
@web.access("records.export")
@file_answers.export
@web.expensive
def records_csv() -> ResponseReturnValue:
    """The roll under a filter as CSV."""
    return _records(lambda wanted: spreadsheets.write_csv, "csv", "text/csv; charset=utf-8")


@bp.post("/reports/records.xlsx")
@web.access("records.export")
@file_answers.export
@web.expensive
def records_xlsx() -> ResponseReturnValue:
    """The roll under a filter as XLSX."""
    return _records(
        lambda wanted: partial(spreadsheets.write_xlsx, title=_("Training records"), notes=_notes(wanted)),
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )


def _records(write_of: Callable[[Filter], Write], ending: str, content_type: str) -> ResponseReturnValue:
    units = certification_list.units_of(auth.scope(), current_language())
    form = forms.read_filter(request.form, units, registry.current())
    if form.wanted is None:
        return roll_page(request.form)
    today = clock.today()
    with ExitStack() as snapshot:
        # A file on the disk: memory stays small, and a slow phone line does not keep the database waiting.
        file = snapshot.enter_context(tempfile.TemporaryFile())
        with db.reading():
            count = write_of(form.wanted)(
                file, record_columns.header(), _texts(export_rows.records(form.wanted, units, today))
            )
        # What was searched for may be a name, and the audit holds none: it says that there was a search.
        asked = {**form.fields, **({"q": True} if form.typed["q"] else {})}
        audit.note(auth.signed_in_person().id, "records.exported", "roll", ending, filter=asked, rows=count)
        response = download(file, _file_name(form.wanted, today, ending), content_type)
        response.call_on_close(snapshot.pop_all().close)
    return response


def _file_name(wanted: Filter, today: date, ending: str) -> str:
    """The day that the file tells of, and the day by whose knowledge where that is asked for: never only today's."""
    told = wanted.day(today).isoformat()
    known = f"-known-{wanted.known_on.isoformat()}" if wanted.known_on else ""
    made = f"-made-{today.isoformat()}" if wanted.as_of or wanted.known_on else ""
    return f"records-{told}{known}{made}.{ending}"


def _notes(wanted: Filter) -> list[list[str]]:
    """Of which day a sheet tells, where it is not of the day of the export."""
    said = []
    if wanted.as_of:
        said.append([_("As of the day"), wanted.as_of.isoformat()])
        said.append(
            [
                _(
                    "This is where people stood at the end of %(day)s. Branches, accounts, roles and ages are those "
                    "of today.",
                    day=day(wanted.as_of),
                )
            ]
        )
    if wanted.known_on:
        said.append([_("As it was known on"), wanted.known_on.isoformat()])
        said.append([_("Only what was recorded until %(day)s counts here.", day=day(wanted.known_on))])
    return said


def _texts(rows: Iterable[RecordRow]) -> Iterator[list[Value]]:
    """Rows in the reader's language; days are days, which a spreadsheet sorts and filters, and ISO 8601 in a CSV."""
    content, language = registry.current(), current_language()
    for row in rows:
        yield [
            row.number,
            row.name,
            row.latin_name,
            row.branch,
            units_queries.name_of(row.branch, language).text,
            award_names.of_award(content, row.award, language).text,
            str(
                forms.TRAINED_WORD
                if row.status == "never" and row.trained_on
                else forms.STATUS_WORDS[row.status]
            ),
            *(one or "" for one in (row.issued_on, row.expires_on, row.trained_on)),
            str(forms.ACCOUNT_WORDS["active" if row.active else "inactive"]),
        ]
