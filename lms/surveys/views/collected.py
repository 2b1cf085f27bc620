"""A survey for KoboToolbox and ODK: the form to take along; answers that come back, looked at before they count."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any, Final

from flask import Response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from lms import web
from lms.accounts import auth
from lms.accounts.queries import units
from lms.db import session
from lms.errors import RuleBroken
from lms.i18n import current_language
from lms.surveys import parsing
from lms.surveys.parsing import Table
from lms.surveys.presenters.collected import look
from lms.surveys.presenters.xlsform import file_name, write_xlsform
from lms.surveys.services import collected
from lms.surveys.views import collected_state
from lms.surveys.views.results import overview_of, refused_file, society_of, survey_asked_for
from lms.web.downloads import download

bp = web.blueprint("survey_files", __name__)

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORM: Final = 64 * 1024  # bytes of an upload beside the file


@bp.url_value_preprocessor
def _allow_a_file(endpoint: str | None, values: Mapping[str, Any] | None) -> None:
    # Before anything reads the form: everywhere else a request of this size is refused.
    if endpoint == "survey_files.look_at":
        request.max_content_length = parsing.MOST_BYTES + _FORM


@bp.errorhandler(RequestEntityTooLarge)
def _too_large(error: RequestEntityTooLarge) -> ResponseReturnValue:
    # The form is not there: nothing may read it any more.
    broken = RuleBroken("survey-file-large", field="file", most=parsing.MOST_BYTES // (1024 * 1024))
    return refused_file(survey_asked_for(has_form=False), society_of("", whole=True), broken), 413


@bp.get("/surveys/results/form.xlsx")
@web.access("surveys.run")
def xlsform() -> Response:
    """The survey as an XLSForm."""
    survey, file = survey_asked_for(), io.BytesIO()
    write_xlsform(file, survey)
    return download(file, file_name(survey), _XLSX)


@bp.post("/surveys/results/file/")
@web.csrf.exempt  # not left unchecked, but checked when nobody waits for it: see below
@web.access("surveys.run")
def look_at() -> ResponseReturnValue:
    """What a file says to the open round. Nothing is kept: its answers go back and forth in the page, signed.

    A file comes in slowly and takes seconds to read: the transaction of the sign-in ends first, see `imports.bring_in`.
    """
    session.rollback()
    web.csrf.protect()
    table: Table | RuleBroken
    try:
        with web.expensive_work():
            table = _read()
    except RuleBroken as broken:
        table = broken
    society, survey = (
        society_of(request.form.get("society", ""), whole=True),
        survey_asked_for(),
    )
    if isinstance(table, RuleBroken):
        return refused_file(survey, society, table), 422
    try:
        found = collected.look_through(table, society, survey)
    except RuleBroken as broken:
        return refused_file(survey, society, broken), 422
    return render_template(
        "surveys/collected.html",
        society=units.name_of(society, current_language()),
        society_code=society,
        survey=survey,
        look=look(found),
        answers=collected_state.packed(found.new, society, survey, auth.signed_in_person()),
    )


@bp.post("/surveys/results/file/take/")
@web.access("surveys.run")
def take_in() -> ResponseReturnValue:
    """Take in the answers that were looked at."""
    society, survey = (
        society_of(request.form.get("society", ""), whole=True),
        survey_asked_for(),
    )
    person = auth.signed_in_person()
    try:
        new = collected_state.unpacked(request.form.get("answers", ""), society, survey, person)
        collected.take_in(new, society, survey, actor=person)
    except RuleBroken as broken:
        return refused_file(survey, society, broken), 422
    return redirect(overview_of(survey, society, "taken"), 303)


def _read() -> Table:
    file = request.files.get("file")
    if file is None or not file.filename:
        raise RuleBroken("file-missing", field="file")
    return collected.read_file(file.read())
