"""Pages of imports: the list with the upload, and one import from its columns to its result.

Each step is a POST to the import's own address and ends where the import stands then.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from typing import Any, BinaryIO, Final
from uuid import UUID

from flask import Flask, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wsgi import FileWrapper

from lms import audit, db, web
from lms.accounts import gate, places, saved_files
from lms.content import shelf
from lms.db import session
from lms.errors import NotFound, RuleBroken
from lms.i18n import current_language
from lms.records import lists, names
from lms.reports import exports
from lms.rosters import (
    brought,
    certifying,
    choosing,
    columns,
    matching,
    reading,
    returned,
    service,
    showing,
    stayed,
    undo_forecast,
    wording,
)
from lms.rosters.columns import FIELDS, Kind
from lms.rosters.models import RosterImport
from lms.rosters.value_choices import settle as settle_values

bp = web.blueprint("rosters", __name__)

_FORM: Final = 64 * 1024  # bytes of an upload beside the file
_CSV: Final = "text/csv; charset=utf-8"
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def init_app(app: Flask) -> None:
    """Register the pages and the sentences."""
    app.register_blueprint(bp)
    web.register_words(wording.WORDS)
    lists.found_by(brought.lists)


@bp.url_value_preprocessor
def _allow_a_file(endpoint: str | None, values: Mapping[str, Any] | None) -> None:
    # Before anything reads the form: everywhere else a request of this size is refused.
    if endpoint == "rosters.bring_in":
        request.max_content_length = reading.MOST_BYTES + _FORM


@bp.errorhandler(RequestEntityTooLarge)
def _too_large(error: RequestEntityTooLarge) -> ResponseReturnValue:
    most = reading.MOST_BYTES // (1024 * 1024)
    return _list_page(RuleBroken("file-too-large", field="file", most=most)), 413


# --- the list -----------------------------------------------------------------------------------------------------


@bp.get("/people/imports/")
@web.access("records.import")
def imports() -> ResponseReturnValue:
    """The imports of the scope, and the form for another."""
    return _list_page(None)


@bp.post("/people/imports/")
@web.csrf.exempt  # not left unchecked, but checked when nobody waits for it: see below
@web.access("records.import")
def bring_in() -> ResponseReturnValue:
    """Take a file in.

    Who is signed in was read from the database, which lets one write at a time. A large file comes in slowly and takes
    seconds to read: the transaction ends first, and the next one begins when the file is there.
    """
    session.rollback()
    web.csrf.protect()
    try:
        with web.expensive_work():
            found = _open()
    except RuleBroken as broken:
        return _list_page(broken), 422
    return _to(found)


def _open() -> RosterImport:
    kind, file, unit = (
        _kind(request.form.get("kind", "")),
        request.files.get("file"),
        request.form.get("unit", ""),
    )
    if file is None or not file.filename:
        raise RuleBroken("file-missing", field="file")
    upload = service.received(file.read(), file.filename)
    units = {place.unit.code: place.unit for place in _places()}
    if unit not in units:
        raise RuleBroken("no-society", field="unit")
    return service.open_import(upload, kind, units[unit], gate.signed_in_person())


def _kind(typed: str) -> Kind:
    for kind in FIELDS:
        if kind == typed:
            return kind
    raise NotFound(typed)


def _places() -> list[places.Place]:
    """The Societies and branches of the scope: lists belong to one of them, not to the region."""
    library = shelf.library()
    branches = {branch.code for society in library.societies.values() for branch in society.branches}
    known = {*library.societies, *branches}
    return [one for one in places.places(gate.scope(), current_language()) if one.unit.code in known]


def _list_page(broken: RuleBroken | None) -> str:
    around = _places()
    # After a request that was too large nothing may read the form any more: it is not there.
    typed = request.form if broken is not None and broken.word != "file-too-large" else {}
    return render_template(
        "rosters/imports.html",
        imports=service.recent(gate.scope()),
        places=around,
        names={one.unit.id: one.name for one in around},
        kinds=wording.KIND_WORDS,
        states=wording.STATE_WORDS,
        typed=typed,
        errors={} if broken is None else {broken.field or "file": web.sentence(broken)},
        most=reading.MOST_BYTES // (1024 * 1024),
    )


@bp.get("/people/imports/<kind>.<any(csv, xlsx):ending>")
@web.access("records.import")
def template(kind: str, ending: str) -> ResponseReturnValue:
    """An empty list with the headings that are understood."""
    asked, language = _kind(kind), current_language()
    with ExitStack() as opened:
        file = opened.enter_context(tempfile.TemporaryFile())
        if ending == "csv":
            exports.write_csv(file, returned.template_header(asked, language), ())
        else:
            returned.write_template(file, asked, language)
        return _download(file, f"{asked}.{ending}", opened)


# --- one import ---------------------------------------------------------------------------------------------------


@bp.get("/people/imports/<uuid:uuid>/")
@web.access("records.import")
def roster(uuid: UUID) -> ResponseReturnValue:
    """Where an import stands. While work is done for it, the page looks again every three seconds."""
    found = _found(uuid)
    progress = service.progress_of(found)
    return web.watched(_page(found, None), going_on=progress is not None and not progress.failed)


def _found(uuid: UUID) -> RosterImport:
    return service.find(str(uuid), gate.scope())


def _to(found: RosterImport, **more: Any) -> ResponseReturnValue:
    return redirect(url_for(".roster", uuid=found.uuid, **more), 303)


@bp.post("/people/imports/<uuid:uuid>/")
@web.access("records.import")
def act(uuid: UUID) -> ResponseReturnValue:
    """One step: match, another sheet, back, choose, choose for all, start, undo, drop, try again."""
    found = _found(uuid)
    step = _STEPS.get(request.form.get("act", ""))
    if step is None:
        raise NotFound(request.form.get("act", ""))
    try:
        step(found)
    except RuleBroken as broken:
        with db.reading():  # the page of the columns looks through all lines
            return _page(found, broken), 422
    asked = (
        {"show": request.form["show"], "page": request.form.get("page", "1")}
        if "show" in request.form
        else {}
    )
    return _to(found, **asked)


def _match(found: RosterImport) -> None:
    form = request.form
    chosen = {
        int(name.removeprefix("column-")): field
        for name, field in form.items()
        if name.startswith("column-") and _is_number(name.removeprefix("column-"))
    }
    everywhere = (
        {name: form.get(f"all-{name}", "") for name in ("award", "on")} if found.kind == "trainings" else {}
    )
    # A column says more than what is said for all: it is the one that counts.
    matching.match(found, chosen, everywhere=everywhere, source=form.get("source", ""))


def _is_number(text: str) -> bool:
    # Nine digits at most: no list has more lines, and the databases differ in what they make of a longer number.
    return text.isascii() and text.isdecimal() and len(text) <= 9


def _choose(found: RosterImport) -> None:
    lines = {
        name.removeprefix("line-"): choice
        for name, choice in request.form.items()
        if name.startswith("line-")
    }
    if len(lines) > choosing.PAGE:
        raise NotFound("line")  # others wait while they are read
    choosing.choose(
        found, {int(line): choice for line, choice in lines.items() if _is_number(line) and choice}
    )


def _settle(found: RosterImport) -> None:
    form, meanings = request.form, {}
    for name, means in form.items():
        place = name.removeprefix("means-")
        if name != place:
            meanings[form.get(f"field-{place}", ""), form.get(f"key-{place}", "")] = means
    settle_values(found, meanings)


def _take_for_people(found: RosterImport) -> None:
    numbers = (number for number in request.form.getlist("person") if _is_number(number))
    matching.take_for_people(found, {int(number) for number in numbers})


def _undo(found: RosterImport) -> None:
    service.undo(found, reason=request.form.get("reason", ""), actor=gate.signed_in_person())


_STEPS: Final[Mapping[str, Callable[[RosterImport], None]]] = {
    "match": _match,
    "sheet": lambda found: matching.take_sheet(found, request.form.get("sheet", "")),
    "back": matching.back_to_matching,
    "choose": _choose,
    "settle": _settle,
    "people": _take_for_people,
    "all-new": lambda found: choosing.choose_for_all(found, choosing.NEW),
    "all-first": lambda found: choosing.choose_for_all(found, choosing.FIRST),
    "all-again": lambda found: choosing.choose_for_all(found, choosing.AGAIN),
    "none-again": lambda found: choosing.choose_for_all(found, choosing.NOT_AGAIN),
    "certificates": lambda found: certifying.decide(
        found, "issue" in request.form, request.form.get("certificates-reason", "")
    ),
    "start": lambda found: service.start(found, actor=gate.signed_in_person()),
    "undo": _undo,
    "drop": lambda found: service.drop(found, actor=gate.signed_in_person()),
    "again": service.try_again,
}


@dataclass(frozen=True)
class _Wrong:
    """What a step was refused for, and the field that it belongs to."""

    field: str
    sentence: str


def _page(found: RosterImport, broken: RuleBroken | None) -> str:
    wrong = None if broken is None else _Wrong(broken.field or "", _sentence(broken))
    library, language = shelf.library(), current_language()
    progress = service.progress_of(found)
    shown: dict[str, Any] = {}
    if progress is None and found.state == "matching":
        shown = showing.columns_page(found, request.form if broken else {})
    elif found.state not in ("running", "matching", "dropped"):
        shown = showing.preview(found, request.args.get("show", ""), request.args.get("page", ""))
    return render_template(
        "rosters/roster.html",
        roster=found,
        unit_name=places.name_of(showing.unit_code(found), language),
        before=service.imported_before(found),
        progress=progress,
        why=_why(progress),
        stopped=service.can_be_given_up(found),
        wrong=wrong,
        kind=wording.KIND_WORDS[found.kind],
        state=wording.STATE_WORDS[found.state],
        awards=[(one, names.of_award(library, one, language)) for one in showing.awards()],
        fields=FIELDS[found.kind],
        ranges=wording.ranges,
        heading=lambda field: columns.heading(field, language),
        reason=request.form.get("reason", ""),
        certificates=_certificates(found),
        stayed=stayed.of_import(found),
        undo_takes=_undo_takes(found),
        typed_reason=request.form.get("certificates-reason", ""),
        **shown,
    )


def _undo_takes(found: RosterImport) -> undo_forecast.Forecast | None:
    """What an undo would take back, where it can be asked for."""
    if found.state == "done" or service.can_be_given_up(found):
        return undo_forecast.of(found, gate.signed_in_person())
    return None


def _certificates(found: RosterImport) -> certifying.Forecast | None:
    """What a preview of trainings says of certificates."""
    if found.kind != "trainings" or found.state != "preview":
        return None
    return certifying.forecast(found)


def _why(progress: service.Progress | None) -> str:
    """What hindered the work, where HR can do something about it."""
    known = progress is not None and progress.why in wording.OF_WORK
    return wording.said({"word": progress.why, "values": {}}) if known and progress is not None else ""


def _sentence(broken: RuleBroken) -> str:
    if broken.word in ("field-twice", "field-needed"):
        named = columns.heading(str(broken.values["name"]), current_language())
        broken = RuleBroken(broken.word, name=named)
    return web.sentence(broken)


# --- what could not be brought in ---------------------------------------------------------------------------------


@bp.post("/people/imports/<uuid:uuid>/failed.<any(csv, xlsx):ending>")
@web.access("records.import")
@gate.weighty
@saved_files.export
@web.expensive
def failed(uuid: UUID, ending: str) -> ResponseReturnValue:
    """The lines that were not brought in, to be mended and brought in again. Noted as every export."""
    xlsx = partial(exports.write_xlsx, title=_("Imports"))
    write = exports.write_csv if ending == "csv" else xlsx
    with ExitStack() as opened:
        file = opened.enter_context(tempfile.TemporaryFile())
        with db.reading():
            found = _found(uuid)
            header = returned.failed_header(found, current_language())
            count = write(file, header, returned.failed_lines(found))
        actor = gate.signed_in_person().id
        audit.note(actor, "rosters.failed-exported", "roster_import", found.id, rows=count)
        return _download(file, f"failed-{found.uuid[:8]}.{ending}", opened)


def _download(file: BinaryIO, name: str, opened: ExitStack) -> Response:
    size = file.tell()
    file.seek(0)
    content_type = _CSV if name.endswith("csv") else _XLSX
    response = Response(FileWrapper(file), content_type=content_type, direct_passthrough=True)
    response.content_length = size
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.call_on_close(opened.pop_all().close)
    return response
