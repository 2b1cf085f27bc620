"""One import, from its columns to its result: each step is a POST to its own address and ends where it stands then."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from lms import db, web
from lms.accounts import auth
from lms.accounts.domain.permissions import Scope
from lms.accounts.queries import units as units_queries
from lms.content import award_names, registry
from lms.db import session
from lms.errors import NotFound, RuleBroken
from lms.i18n import current_language
from lms.imports.domain.headings import fields
from lms.imports.domain.headings.fields import FIELDS
from lms.imports.models import ListImport
from lms.imports.presenters import columns_page, import_page, kept_form, rollback_report, wording
from lms.imports.services import certificate_choice, column_matching, list_kind, list_place
from lms.imports.services import imports as imports_service
from lms.imports.services.progress import Progress, can_be_given_up, progress_of, try_again
from lms.imports.services.review import line_choices
from lms.imports.services.undo import rollback_forecast, stayed_lines
from lms.imports.views import unsaved_choices
from lms.web import carried_fields

bp = web.blueprint("import_steps", __name__)


@bp.get("/people/imports/<uuid:uuid>/")
@web.access("records.import")
def show(uuid: UUID) -> ResponseReturnValue:
    """Where an import stands. While work is done for it, the page looks again every three seconds."""
    found = _found(uuid)
    progress = progress_of(found)
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


def lead_to(found: ListImport, **more: Any) -> ResponseReturnValue:
    """The way to an import."""
    return redirect(url_for("import_steps.show", uuid=found.uuid, **more), 303)


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
    return lead_to(found, **shown, **{name: "1" for name, is_said in notes.items() if is_said})


def saved_first(uuid: UUID) -> ResponseReturnValue | None:
    """Save what was chosen on the page of a preview, for a button that answers with a file; None: it may answer.

    Else the page with what is wrong, or the one that says how far the work is.
    """
    found = _found(uuid)
    if found.state != "preview":
        return None
    try:
        if unsaved_choices.save(found, request.form):
            session.commit()
    except RuleBroken as broken:
        with db.reading():
            return _page(found, broken), 422
    return None if found.state == "preview" else lead_to(found, saved="1")


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
        found, fields.known_kind(request.form.get("kind", "")), actor=auth.signed_in_person()
    ),
    "back": column_matching.back_to_matching,
    **dict.fromkeys(("choose", "settle", "people"), lambda found: None),  # what was chosen is saved by then
    "all-new": lambda found: line_choices.choose_for_all(found, line_choices.NEW),
    "all-first": lambda found: line_choices.choose_for_all(found, line_choices.FIRST),
    "all-again": lambda found: line_choices.choose_for_all(found, line_choices.AGAIN),
    "none-again": lambda found: line_choices.choose_for_all(found, line_choices.NOT_AGAIN),
    "all-near": lambda found: line_choices.choose_for_all(found, line_choices.ANOTHER),
    "none-near": lambda found: line_choices.choose_for_all(found, line_choices.NOT_ANOTHER),
    "all-left": lambda found: line_choices.choose_for_all(found, line_choices.LEAVER),
    "none-left": lambda found: line_choices.choose_for_all(found, line_choices.NO_LEAVER),
    "certificates": lambda found: certificate_choice.decide(
        found, "issue" in request.form, request.form.get("certificates-reason", "")
    ),
    "society": lambda found: list_place.take_to_society(found, actor=auth.signed_in_person()),
    "reread": imports_service.read_again,
    "start": _start,
    "undo": _undo,
    "undo-rest": lambda found: imports_service.undo_rest(
        found, reason=request.form.get("reason", ""), actor=auth.signed_in_person()
    ),
    "drop": lambda found: imports_service.drop(found, actor=auth.signed_in_person()),
    "again": try_again,
}


# The buttons of a preview: each of them saves first what was chosen on the page.
_OF_PREVIEW: Final = frozenset(
    {"back", "choose", "settle", "people", "certificates", "society", "reread", "start"}
    | {"all-new", "all-first", "all-again", "none-again", "all-near", "none-near"}
    | {"all-left", "none-left"}
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
    progress = progress_of(found)
    shown: dict[str, Any] = {}
    if progress is None and found.state == "matching":
        shown = columns_page.columns_page(found, request.form if broken else {})
    elif found.state not in ("running", "matching", "dropped"):
        asked = request.form if broken and "show" in request.form else request.args
        shown = import_page.preview(found, asked.get("show", ""), asked.get("after", ""), auth.scope())
    return render_template(
        "imports/import.html",
        list_import=found,
        unit_name=units_queries.name_of(import_page.unit_code(found), language),
        society=_society(found, language),
        before=imports_service.imported_before(found),
        progress=progress,
        why=_why(progress),
        stopped=can_be_given_up(found),
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
    rest = stayed_lines.is_partly_undone(found)
    if found.state == "done" or rest or can_be_given_up(found):
        return rollback_forecast.of(found, auth.signed_in_person())
    return None


def _certificates(found: ListImport) -> certificate_choice.Forecast | None:
    """What a preview of trainings says of certificates."""
    if found.kind != "trainings" or found.state != "preview":
        return None
    return certificate_choice.forecast(found)


def _why(progress: Progress | None) -> str:
    """What hindered the work, where HR can do something about it."""
    known = progress is not None and progress.why in wording.OF_WORK
    return wording.said({"word": progress.why, "values": {}}) if known and progress is not None else ""
