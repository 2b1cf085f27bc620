"""Figures of talks with groups, who held them for those who may see names, and a file of the talks for HR."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import date
from functools import partial
from typing import Final

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import audit, clock, db, spreadsheets, web
from lms.accounts import auth
from lms.accounts.queries.units import name_of
from lms.accounts.services.people import scope_of
from lms.community.queries import speakers, talk_rows
from lms.content import registry
from lms.i18n import current_language
from lms.records.forms import Typed
from lms.records.queries import certification_list
from lms.reports.domain.community_figures import PILOT_REACHED, PILOT_REPORTED, PILOT_YEARS
from lms.reports.presenters import community, wording
from lms.reports.queries.community import answer, read
from lms.text import calendars
from lms.web.downloads import download

bp = web.blueprint("community_figures", __name__)

_MOST: Final = 100  # people who are named
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/reports/community/")
@web.access("community.read")
@web.expensive
def overview() -> ResponseReturnValue:
    """The figures of a year in the reader's scope."""
    return _page(request.args)


@bp.post("/reports/community.xlsx")
@web.access("records.export")
@web.expensive
def talks_xlsx() -> ResponseReturnValue:
    """The talks of a year, a line each."""
    scope = auth.scope()
    units = certification_list.units_of(scope, current_language())
    asked = read(request.form, units, clock.today(), hide=False)
    if asked.errors:
        return _page(request.form)
    codes = {unit.id: code for code, unit in units.items()}
    with ExitStack() as opened:
        file = opened.enter_context(tempfile.TemporaryFile())
        with db.reading():
            rows = community.file_rows(talk_rows(scope, asked.units, asked.first, asked.last), codes)
            written = spreadsheets.write_xlsx(file, community.header(), rows, title=_("Talks with groups"))
        filled = {name: value for name, value in asked.typed.items() if value}
        audit.note(
            auth.signed_in_person().id, "community.exported", "talks", "xlsx", asked=filled, rows=written
        )
        response = download(file, _file_name(asked.typed), _XLSX)
        response.call_on_close(opened.pop_all().close)
    return response


def _file_name(typed: Mapping[str, str]) -> str:
    about = [typed[name] for name in ("year", "branch") if typed.get(name)]
    return f"talks-of-{'-'.join(about)}-made-{clock.today().isoformat()}.xlsx"


def _page(typed: Typed) -> ResponseReturnValue:
    content, language, person = registry.current(), current_language(), auth.signed_in_person()
    scope, named = scope_of(person, "community.read"), scope_of(person, "people.read")
    units = certification_list.units_of(scope, language)
    asked = read(typed, units, clock.today(), hide=not scope.units <= named.units)
    page = render_template(
        "reports/community.html",
        asked=asked,
        figures=answer(asked, scope, units, content),
        year_shown=partial(calendars.year_for, language=language),
        branches=[(code, name_of(code, language)) for code in units],
        speakers=speakers(named, asked.units & scope.units, asked.first, asked.last, _MOST),
        most=_MOST,
        breakdowns=community.BREAKDOWN_WORDS,
        column_name=community.column_name,
        line_name=partial(community.line_name, content),
        value_of=wording.value_of,
        pilot=(PILOT_REACHED, *PILOT_YEARS, date(*PILOT_REPORTED)),
    )
    return page, 422 if asked.errors else 200
