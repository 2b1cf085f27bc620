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
from urllib.parse import quote
from uuid import UUID

from flask import Flask, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wsgi import FileWrapper

from lms import audit, db, spreadsheets, web
from lms.accounts import auth
from lms.accounts.auth import file_answers, weighty_pages
from lms.accounts.domain.permissions import Scope
from lms.accounts.queries import units as units_queries
from lms.accounts.services import people
from lms.content import award_names, registry
from lms.db import session
from lms.errors import NotFound, RuleBroken
from lms.i18n import current_language
from lms.imports.domain import left_out_names
from lms.imports.domain.headings import fields
from lms.imports.domain.headings.fields import FIELDS, Kind
from lms.imports.models import ListImport
from lms.imports.presenters import columns_page, import_page, kept_form, rejects, rollback_report, wording
from lms.imports.queries import imported_files
from lms.imports.services import certificate_choice, column_matching, list_kind, list_place, rollback_forecast
from lms.imports.services import imports as imports_service
from lms.imports.services.review import line_choices
from lms.imports.views import unsaved_choices
from lms.records.queries import source_lists
from lms.table_files import files
from lms.web import carried_fields, menu
from lms.web.menu import Entry

bp = web.blueprint("rosters", __name__)

_FORM: Final = 64 * 1024  # bytes of an upload beside the file
_CSV: Final = "text/csv; charset=utf-8"
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def init_app(app: Flask) -> None:
    """Register the pages and the sentences."""
    app.register_blueprint(bp)
    web.register_messages(wording.WORDS)
    menu.register(
        app, Entry(45, "records.import", "rosters.imports", _l("Imports"), _unfinished, icon="imports")
    )
    source_lists.found_by(imported_files.lists)


def _unfinished() -> int:
    """How many lists wait for a decision of whoever reads the page."""
    return len(imports_service.unfinished(people.scope_of(auth.signed_in_person(), "records.import")))


@bp.url_value_preprocessor
def _allow_a_file(endpoint: str | None, values: Mapping[str, Any] | None) -> None:
    # Before anything reads the form: everywhere else a request of this size is refused.
    if endpoint == "rosters.bring_in":
        request.max_content_length = files.MOST_BYTES + _FORM


@bp.errorhandler(RequestEntityTooLarge)
def _too_large(error: RequestEntityTooLarge) -> ResponseReturnValue:
    most = files.MOST_BYTES // (1024 * 1024)
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
    return _to(found, **({"reread": "1"} if found.state == "preview" else {}))


def _open() -> ListImport:
    kind, file, unit = (
        _kind(request.form.get("kind", "")),
        request.files.get("file"),
        request.form.get("unit", ""),
    )
    if file is None or not file.filename:
        raise RuleBroken("file-missing", field="file")
    upload = imports_service.received(file.read(), file.filename)
    units = {place.unit.code: place.unit for place in _places()}
    if unit not in units:
        raise RuleBroken("no-society", field="unit")
    return imports_service.open_import(upload, kind, units[unit], auth.signed_in_person())


def _kind(typed: str) -> Kind:
    for kind in FIELDS:
        if kind == typed:
            return kind
    raise NotFound(typed)


def _places() -> list[units_queries.Place]:
    """The Societies and branches of the scope: lists belong to one of them, not to the region."""
    content = registry.current()
    branches = {branch.code for society in content.societies.values() for branch in society.branches}
    known = {*content.societies, *branches}
    return [one for one in units_queries.places(auth.scope(), current_language()) if one.unit.code in known]


def _list_page(broken: RuleBroken | None) -> str:
    around = _places()
    # After a request that was too large nothing may read the form any more: it is not there.
    typed = request.form if broken is not None and broken.code != "file-too-large" else {}
    own = units_queries.society_of(auth.signed_in_person().unit)
    societies = [one.unit.code for one in around if one.unit.kind == "society"]
    alone = around[0].unit.code if len(around) == 1 else own.code if own and own.code in societies else ""
    return render_template(
        "imports/imports.html",
        imports=imports_service.recent(auth.scope()),
        places=around,
        names={one.unit.id: one.name for one in around},
        kinds=wording.KIND_WORDS,
        state_of=rollback_report.state_of,
        typed=typed,
        chosen=typed.get("unit", alone),
        errors={} if broken is None else {broken.field or "file": web.message_for(broken)},
        most=files.MOST_BYTES // (1024 * 1024),
    )


@bp.get("/people/imports/<kind>.<any(csv, xlsx):ending>")
@web.access("records.import")
def template(kind: str, ending: str) -> ResponseReturnValue:
    """An empty list with the headings that are understood."""
    asked, language = _kind(kind), current_language()
    with ExitStack() as opened:
        file = opened.enter_context(tempfile.TemporaryFile())
        if ending == "csv":
            spreadsheets.write_csv(file, rejects.template_header(asked, language), ())
        else:
            rejects.write_template(file, asked, language)
        return _download(file, f"{asked}.{ending}", opened)


# --- one import ---------------------------------------------------------------------------------------------------


@bp.get("/people/imports/<uuid:uuid>/")
@web.access("records.import")
def roster(uuid: UUID) -> ResponseReturnValue:
    """Where an import stands. While work is done for it, the page looks again every three seconds."""
    found = _found(uuid)
    progress = imports_service.progress_of(found)
    return web.watched(_page(found, None), going_on=progress is not None and not progress.failed)


def _found(uuid: UUID) -> ListImport:
    return imports_service.find(str(uuid), auth.scope())


def _is_open(parts: Mapping[str, Any], scope: Scope) -> bool:
    """Whether the import of an address is within a scope."""
    try:
        imports_service.find(str(parts["uuid"]), scope)
    except NotFound:
        return False
    return True


def _to(found: ListImport, **more: Any) -> ResponseReturnValue:
    return redirect(url_for(".roster", uuid=found.uuid, **more), 303)


@bp.post("/people/imports/<uuid:uuid>/")
@web.access("records.import")
@carried_fields.kept_as(_l("Imports"), kept_form.in_words, is_open=_is_open)
def act(uuid: UUID) -> ResponseReturnValue:
    """One step: match, another sheet, back, choose, choose for all, read again, start, undo, drop, try again."""
    found = _found(uuid)
    step = _STEPS.get(request.form.get("act", ""))
    if step is None:
        raise NotFound(request.form.get("act", ""))
    anew = False  # whether the lines were decided about anew, because something has changed since
    kept = False
    try:
        kept = _save(found)
        if kept:
            session.commit()  # whatever the button itself is refused for
        # Nobody brings in what they have not seen counted; and where a job looks at the lines anew, all waits for it.
        act = request.form["act"]
        looks_again = kept and (act == "start" or found.state != "preview")
        if not looks_again:
            step(found)
        elif imports_service.is_stale(found):
            imports_service.read_again(found)
            anew = True
        anew = anew or (act == "start" and not kept and found.state in ("matching", "preview"))
    except RuleBroken as broken:
        with db.reading():  # the page of the columns looks through all lines
            return _page(found, broken, kept=kept), 422
    asked = request.args if "show" in request.args else request.form
    shown = {"show": asked["show"], "after": asked.get("after", "0")} if "show" in asked else {}
    notes = {"saved": looks_again, "anew": anew, "reread": act == "reread"}
    return _to(found, **shown, **{name: "1" for name, is_said in notes.items() if is_said})


def _save(found: ListImport) -> bool:
    """Save what was chosen on the page of a preview; whether there was anything."""
    act = request.form["act"]
    if act not in _OF_PREVIEW or (act == "start" and found.state != "preview"):
        return False
    # The button about certificates says itself what becomes of the reason.
    apart = {"certificates-reason"} if act == "certificates" else set()
    form = MultiDict(pair for pair in request.form.items(multi=True) if pair[0] not in apart)
    return unsaved_choices.save(found, form)


def _match(found: ListImport) -> None:
    form = request.form
    chosen = {
        int(name.removeprefix("column-")): field
        for name, field in form.items()
        if name.startswith("column-") and unsaved_choices.is_number(name.removeprefix("column-"))
    }
    everywhere = (
        {name: form.get(f"all-{name}", "") for name in ("award", "on")} if found.kind == "trainings" else {}
    )
    # A column says more than what is said for all: it is the one that counts.
    column_matching.match(found, chosen, everywhere=everywhere, source=form.get("source", ""))


def _start(found: ListImport) -> None:
    counted = request.form.get("counted", "")
    if not unsaved_choices.is_number(
        counted
    ):  # the page always says it; without it nobody has seen anything counted
        raise RuleBroken("changed-meanwhile")
    imports_service.start(found, actor=auth.signed_in_person(), counted=int(counted))


def _undo(found: ListImport) -> None:
    imports_service.undo(found, reason=request.form.get("reason", ""), actor=auth.signed_in_person())


_STEPS: Final[Mapping[str, Callable[[ListImport], None]]] = {
    "match": _match,
    "sheet": lambda found: column_matching.take_sheet(found, request.form.get("sheet", "")),
    "kind": lambda found: list_kind.take_for(
        found, _kind(request.form.get("kind", "")), actor=auth.signed_in_person()
    ),
    "back": column_matching.back_to_matching,
    **dict.fromkeys(("choose", "settle", "people"), lambda found: None),  # what was chosen is saved by then
    "all-new": lambda found: line_choices.choose_for_all(found, line_choices.NEW),
    "all-first": lambda found: line_choices.choose_for_all(found, line_choices.FIRST),
    "all-again": lambda found: line_choices.choose_for_all(found, line_choices.AGAIN),
    "none-again": lambda found: line_choices.choose_for_all(found, line_choices.NOT_AGAIN),
    "all-near": lambda found: line_choices.choose_for_all(found, line_choices.ANOTHER),
    "none-near": lambda found: line_choices.choose_for_all(found, line_choices.NOT_ANOTHER),
    "certificates": lambda found: certificate_choice.decide(
        found, "issue" in request.form, request.form.get("certificates-reason", "")
    ),
    "society": lambda found: list_place.take_to_society(found, actor=auth.signed_in_person()),
    "reread": imports_service.read_again,
    "start": _start,
    "undo": _undo,
    "drop": lambda found: imports_service.drop(found, actor=auth.signed_in_person()),
    "again": imports_service.try_again,
}


# The buttons of a preview: each of them saves first what was chosen on the page.
_OF_PREVIEW: Final = frozenset(
    {"choose", "settle", "people", "certificates", "society", "reread", "start"}
    | {"all-new", "all-first", "all-again", "none-again", "all-near", "none-near"}
)


@dataclass(frozen=True)
class _Wrong:
    """What a step was refused for, and the field that it belongs to."""

    field: str
    sentence: str


def _page(found: ListImport, broken: RuleBroken | None, *, kept: bool = False) -> str:
    wrong = (
        None if broken is None else _Wrong(broken.field or "", web.message_for(columns_page.in_words(broken)))
    )
    content, language = registry.current(), current_language()
    progress = imports_service.progress_of(found)
    shown: dict[str, Any] = {}
    if progress is None and found.state == "matching":
        shown = columns_page.columns_page(found, request.form if broken else {})
    elif found.state not in ("running", "matching", "dropped"):
        asked = request.form if broken and "show" in request.form else request.args
        shown = import_page.preview(found, asked.get("show", ""), asked.get("after", ""), auth.scope())
    return render_template(
        "imports/roster.html",
        list_import=found,
        unit_name=units_queries.name_of(import_page.unit_code(found), language),
        society=_society(found, language),
        before=imports_service.imported_before(found),
        progress=progress,
        why=_why(progress),
        stopped=imports_service.can_be_given_up(found),
        wrong=wrong,
        kind=wording.KIND_WORDS[found.kind],
        state=rollback_report.state_of(found),
        awards=[(one, award_names.of_award(content, one, language)) for one in import_page.awards()],
        fields=FIELDS[found.kind],
        ranges=wording.ranges,
        heading=lambda field: fields.heading(field, language),
        reason=request.form.get("reason", ""),
        certificates=_certificates(found),
        stayed=rollback_report.of_import(found),
        why_closed=rollback_report.why_closed(found),
        erased_since=rollback_report.erased_since(found),
        undo_takes=_undo_takes(found),
        typed_reason=request.form.get("certificates-reason", ""),
        typed=request.form if broken and not kept else {},
        saved=kept or "saved" in request.args,
        anew="anew" in request.args,
        reread="reread" in request.args,
        stale=imports_service.is_stale(found),
        **shown,
    )


def _society(found: ListImport, language: str) -> str:
    """What the Society is called that a list of a branch may become one of; "" for none."""
    society = list_place.society_for(found, auth.scope()) if found.state == "preview" else None
    return "" if society is None else units_queries.name_of(society.code, language).text


def _undo_takes(found: ListImport) -> rollback_forecast.Forecast | None:
    """What an undo would take back, where it can be asked for."""
    if found.state == "done" or imports_service.can_be_given_up(found):
        return rollback_forecast.of(found, auth.signed_in_person())
    return None


def _certificates(found: ListImport) -> certificate_choice.Forecast | None:
    """What a preview of trainings says of certificates."""
    if found.kind != "trainings" or found.state != "preview":
        return None
    return certificate_choice.forecast(found)


def _why(progress: imports_service.Progress | None) -> str:
    """What hindered the work, where HR can do something about it."""
    known = progress is not None and progress.why in wording.OF_WORK
    return wording.said({"word": progress.why, "values": {}}) if known and progress is not None else ""


# --- what could not be brought in ---------------------------------------------------------------------------------


@bp.post("/people/imports/<uuid:uuid>/failed.<any(csv, xlsx):ending>")
@web.access("records.import")
@weighty_pages.weighty
@file_answers.export
@web.expensive
def failed(uuid: UUID, ending: str) -> ResponseReturnValue:
    """The lines that were not brought in, to be mended and brought in again. Noted as every export."""
    xlsx = partial(spreadsheets.write_xlsx, title=_("Left out"), sentences=True)
    write = spreadsheets.write_csv if ending == "csv" else xlsx
    with ExitStack() as opened:
        file = opened.enter_context(tempfile.TemporaryFile())
        with db.reading():
            found = _found(uuid)
            header = rejects.failed_header(found, current_language())
            count = write(file, header, rejects.failed_lines(found))
        actor = auth.signed_in_person().id
        audit.note(actor, "rosters.failed-exported", "roster_import", found.id, rows=count)
        answer = _download(file, left_out_names.plain_name_of(found.file_name, ending), opened)
        own = quote(left_out_names.name_of(found.file_name, current_language(), ending), safe="")
        answer.headers["Content-Disposition"] += f"; filename*=UTF-8''{own}"
        return answer


def _download(file: BinaryIO, name: str, opened: ExitStack) -> Response:
    size = file.tell()
    file.seek(0)
    content_type = _CSV if name.endswith("csv") else _XLSX
    response = Response(FileWrapper(file), content_type=content_type, direct_passthrough=True)
    response.content_length = size
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.call_on_close(opened.pop_all().close)
    return response
