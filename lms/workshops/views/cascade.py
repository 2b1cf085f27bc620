"""Who trained whom: the tree of a module for HR, as a page and a file; a trainer's own part of it as numbers."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from typing import Final

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import audit, clock, db, spreadsheets, web
from lms.accounts import auth
from lms.accounts.auth import file_answers
from lms.accounts.queries.people import canonical_person, people_by_number
from lms.accounts.services.people import Person
from lms.content import registry
from lms.content.types.curriculum import Module
from lms.i18n import current_language
from lms.records.queries import certification_list
from lms.web.downloads import download
from lms.workshops.presenters.cascade import cascade_page, file_rows, header, own_tree

bp = web.blueprint("cascade", __name__)

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/workshops/cascade/")
@web.access("records.read")
@web.expensive
def tree() -> ResponseReturnValue:
    """The tree of a module (`module`), from its roots or from one person (`of`, a number)."""
    return _page(request.args)


@bp.post("/workshops/cascade.xlsx")
@web.access("records.export")
@file_answers.export
@web.expensive
def sheet() -> ResponseReturnValue:
    """A line for each person of the tree whose name the reader may see."""
    module = _module(request.form)
    if module is None:
        return _page(request.form)
    scope = auth.scope()
    units = certification_list.units_of(scope, current_language())
    with ExitStack() as opened:
        file = opened.enter_context(tempfile.TemporaryFile())
        with db.reading():
            rows = file_rows(module, scope, {unit.id: code for code, unit in units.items()})
            count = spreadsheets.write_xlsx(file, header(), rows, title=_("Who trained whom"))
        about = {"filter": {"module": module}, "rows": count}
        audit.note(auth.signed_in_person().id, "cascade.exported", "roll", "xlsx", **about)
        response = download(file, f"who-trained-whom-{module}-{clock.today().isoformat()}.xlsx", _XLSX)
        response.call_on_close(opened.pop_all().close)
    return response


@bp.get("/workshops/trained/")
@web.access("workshops.run")
@web.expensive
def own() -> ResponseReturnValue:
    """Whom the reader has trained, and whom these have."""
    module = _module(request.args)
    shown = module or _modules()[0].id
    found = own_tree(shown, canonical_person(auth.signed_in_person()), auth.scope())
    page = render_template("workshops/trained.html", own=found, modules=_modules(), is_wrong=module is None)
    return page, 422 if module is None else 200


def _page(typed: Mapping[str, str]) -> ResponseReturnValue:
    module, of = _module(typed), typed.get("of", "").strip()
    person = _person(of) if of else None
    wrong = "module" if module is None else "of" if of and person is None else ""
    page = render_template(
        "workshops/cascade.html",
        page=cascade_page(module or _modules()[0].id, auth.scope(), person),
        modules=_modules(),
        wrong=wrong,
        of=of,
    )
    return page, 422 if wrong else 200


def _person(of: str) -> Person | None:
    """Whose number it is, within the scope of the page; None of nobody and of somebody who was erased."""
    found = [one for one in people_by_number(of, auth.scope()) if one.erased_at is None]
    return found[0] if len(found) == 1 else None


def _modules() -> Sequence[Module]:
    return registry.current().modules


def _module(typed: Mapping[str, str]) -> str | None:
    """The module that is asked for, the first one where none is; None where there is no such module."""
    asked = typed.get("module", "")
    modules = [one.id for one in _modules()]
    if not asked:
        return modules[0]
    return asked if asked in modules else None
