"""The list of imports, and the form that takes a file in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import RequestEntityTooLarge

from lms import web
from lms.accounts import auth
from lms.accounts.queries import units as units_queries
from lms.accounts.services import people
from lms.content import registry
from lms.db import session
from lms.errors import RuleBroken
from lms.i18n import current_language
from lms.imports.domain.headings import fields
from lms.imports.models import ListImport
from lms.imports.presenters import rollback_report, wording
from lms.imports.queries import imported_files
from lms.imports.services import imports as imports_service
from lms.imports.services.opening import open_import, received
from lms.imports.views import import_steps, list_downloads
from lms.records.queries import source_lists
from lms.table_files import files
from lms.web import menu
from lms.web.menu import Entry

bp = web.blueprint("imports", __name__)

_FORM: Final = 64 * 1024  # bytes of an upload beside the file


def init_app(app: Flask) -> None:
    """Register the pages and the sentences."""
    for one in (bp, import_steps.bp, list_downloads.bp):
        app.register_blueprint(one)
    web.register_messages(wording.WORDS)
    menu.register(
        app, Entry(45, "records.import", "imports.imports", _l("Imports"), _unfinished, icon="imports")
    )
    source_lists.found_by(imported_files.lists)


def _unfinished() -> int:
    """How many lists wait for a decision of whoever reads the page."""
    return len(imports_service.unfinished(people.scope_of(auth.signed_in_person(), "records.import")))


@bp.url_value_preprocessor
def _allow_a_file(endpoint: str | None, values: Mapping[str, Any] | None) -> None:
    # Before anything reads the form: everywhere else a request of this size is refused.
    if endpoint == "imports.bring_in":
        request.max_content_length = files.MOST_BYTES + _FORM


@bp.errorhandler(RequestEntityTooLarge)
def _too_large(error: RequestEntityTooLarge) -> ResponseReturnValue:
    most = files.MOST_BYTES // (1024 * 1024)
    return _list_page(RuleBroken("file-too-large", field="file", most=most)), 413


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
    return import_steps.lead_to(found, **({"reread": "1"} if found.state == "preview" else {}))


def _open() -> ListImport:
    kind, file, unit = (
        fields.known_kind(request.form.get("kind", "")),
        request.files.get("file"),
        request.form.get("unit", ""),
    )
    if file is None or not file.filename:
        raise RuleBroken("file-missing", field="file")
    upload = received(file.read(), file.filename)
    units = {place.unit.code: place.unit for place in _places()}
    if unit not in units:
        raise RuleBroken("no-society", field="unit")
    return open_import(upload, kind, units[unit], auth.signed_in_person())


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
