"""Pages of HR: the certificates of a person and of many, with their codes; open, print, reissue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from lms import clock, web
from lms.accounts import auth
from lms.accounts.auth import weighty_pages
from lms.accounts.queries import units as units_queries
from lms.accounts.services.people import Person
from lms.certificates import queries
from lms.certificates.domain import codes
from lms.certificates.domain.status import State
from lms.certificates.queries import MOST_PRINTED, Choice
from lms.certificates.services import bulk_print, certificates, issuing, verification
from lms.certificates.services.certificates import Certificate
from lms.certificates.views import download
from lms.config import current_settings
from lms.content import award_names, registry
from lms.content.types.localized import Name
from lms.db import session
from lms.errors import NotFound, RuleBroken
from lms.i18n import current_language
from lms.records.queries import certification_list
from lms.records.services import achievements

bp = web.blueprint("staff_certificates", __name__)

WORDS = {
    "none-chosen": _l("Please choose at least one certificate."),
    "none-counts": _l(
        "None of these certificates can be printed: each was revoked, or withdrawn because its record was corrected."
    ),
    "not-confirmed": _l("Please confirm that the old codes will say that they were replaced."),
    "holder-removed": _l("The holder's data were removed: this certificate cannot be reissued."),
    "own-name": _l(
        "This certificate would carry your own name. Somebody else of HR has to reissue it, also for a namesake."
    ),
    "does-not-count": _l("A certificate that was revoked or withdrawn cannot be reissued: %(codes)s."),
}

# What the list can be narrowed to: the states of what is on it.
STATES: Final[Mapping[State, LazyString]] = {
    "valid": _l("Valid"),
    "expired": _l("Expired"),
    "revoked": _l("Revoked"),
    "withdrawn": _l("Withdrawn"),
}


# --- one person -------------------------------------------------------------------------------------------------


@bp.get("/records/<number>/certificates/")
@web.access("records.read")
def person(number: str) -> str:
    """The certificates of a person, with the code and what each is worth today."""
    return _person_page(auth.person_in_scope(number, "certificates.person"), "")


def _person_page(subject: Person, error: str) -> str:
    today = clock.today()
    held = [(one, verification.worth_of(one, today)) for one in certificates.certificates_of(subject.id)]
    own = auth.signed_in_person().id in achievements.people_of(subject.id)
    return render_template(
        "certificates/person.html",
        subject=subject,
        held=[(one, worth, certificates.is_from_list(one)) for one, worth in held],
        own=own,
        may_reissue=auth.may("records.write") and not own,
        is_paper=verification.is_paper,
        done=request.args.get("done", ""),
        error=error,
    )


@bp.get("/records/<number>/certificates/<code>.pdf")
@web.access("records.read")
def opened(number: str, code: str) -> ResponseReturnValue:
    """A certificate of a person as PDF, to be read or printed; one that does not count is not given."""
    subject = auth.person_in_scope(number, "certificates.opened")
    certificate = _of_person(subject, code)
    refused = download.refusal(certificate, url_for(".person", number=subject.number))
    if refused is not None:
        return refused
    name = f"certificate-{codes.grouped(certificate.code)}.pdf"
    return _pdf(download.document_of(certificate, current_settings()), name)


@bp.get("/records/<number>/certificates/<code>.json")
@web.access("records.read")
def badge(number: str, code: str) -> ResponseReturnValue:
    """A certificate of a person as a badge for other systems; as `opened`."""
    subject = auth.person_in_scope(number, "certificates.opened")
    back = url_for(".person", number=subject.number)
    return download.badge_of(_of_person(subject, code), current_settings(), back)


@bp.post("/records/<number>/certificates/<code>/")
@web.access("records.write")
@weighty_pages.weighty
def reissue(number: str, code: str) -> ResponseReturnValue:
    """A new certificate with the present name; the old code says that it was replaced."""
    subject = auth.person_in_scope(number, "certificates.person")
    certificate = _of_person(subject, code)
    if certificate.replaced_by_id is None:  # else the button was pressed twice
        try:
            _reissue(certificate, subject)
        except RuleBroken as broken:
            return _person_page(subject, web.message_for(broken)), 422
    return redirect(url_for(".person", number=subject.number, done="reissued"), 303)


def _of_person(subject: Person, code: str) -> Certificate:
    certificate = certificates.by_code(code)
    if certificate.person_id not in achievements.people_of(subject.id):
        raise NotFound(code)
    return certificate


def _reissue(certificate: Certificate, subject: Person) -> None:
    _refuse_void([certificate])
    issuing.replace(certificate, subject, actor=auth.signed_in_person())


def _refuse_void(chosen: Iterable[Certificate]) -> None:
    """Raise RuleBroken("does-not-count") with the codes of those that were revoked or withdrawn."""
    today = clock.today()
    void = [one for one in chosen if not verification.is_paper(verification.state_of(one, today))]
    if void:
        raise RuleBroken("does-not-count", codes=", ".join(codes.grouped(one.code) for one in void))


# --- many -------------------------------------------------------------------------------------------------------


@bp.get("/records/certificates/")
@web.access("records.read")
def many() -> ResponseReturnValue:
    """The certificates of a branch or Society, with codes."""
    try:
        _refuse_unknown()
    except RuleBroken as broken:
        return _many_page(web.message_for(broken)), 422
    return _many_page("")


@bp.post("/records/certificates/")
@web.access("records.export")
def act() -> ResponseReturnValue:
    """Print the chosen certificates or all of the list as one file, or reissue the chosen ones."""
    try:
        if request.form.get("act") == "reissue":
            return _reissue_chosen()
        if request.form.get("act") == "print-all":
            _refuse_unknown()
            chosen = queries.first(_choice(), MOST_PRINTED, clock.today())
        else:
            chosen = [one.certificate for one in _chosen()]
        job = bulk_print.order(chosen, actor=auth.signed_in_person())
    except RuleBroken as broken:
        session.rollback()
        return _many_page(web.message_for(broken)), 422
    return redirect(url_for(".watch", print_id=job.id), 303)


def _reissue_chosen() -> ResponseReturnValue:
    if not auth.may("records.write"):
        raise NotFound("reissue")
    if "confirmed" not in request.form:
        raise RuleBroken("not-confirmed")
    chosen = _chosen()
    _refuse_void(one.certificate for one in chosen)
    for one in chosen:
        _reissue(one.certificate, achievements.canonical_person(one.person))
    branch, module, state, page = (
        request.form.get(name) or None for name in ("branch", "module", "state", "page")
    )
    return redirect(
        url_for(".many", done=len(chosen), branch=branch, module=module, state=state, page=page), 303
    )


def _chosen() -> list[queries.Listed]:
    """What was ticked. Raises RuleBroken("none-chosen")."""
    found = queries.with_codes(auth.scope().units, request.form.getlist("code")[: queries.PAGE])
    if not found:
        raise RuleBroken("none-chosen")
    return found


def _refuse_unknown() -> None:
    """Raise RuleBroken("no-such-…") of a branch, module or status: whoever names one means less than all."""
    known = {name: {"", *(value for value, _name in options)} for name, options in _options().items()}
    if request.values.get("state", "") not in known["state"]:
        raise RuleBroken("no-such-status", field="state")
    if request.values.get("branch", "") not in known["branch"]:
        raise RuleBroken("no-such-branch", field="branch")
    if request.values.get("module", "") not in known["module"]:
        raise RuleBroken("no-such-module", field="module")


def _options() -> dict[str, list[tuple[str, Name]]]:
    """What can be chosen: the values of a field with their names."""
    content, language = registry.current(), current_language()
    return {
        "branch": [
            (code, units_queries.name_of(code, language))
            for code in certification_list.units_of(auth.scope(), language)
        ],
        "module": [(one.id, award_names.of_award(content, one.id, language)) for one in content.modules],
        "state": [(state, Name(str(words), language)) for state, words in STATES.items()],
    }


def _choice() -> Choice:
    """The branch, the module and the state of the address or the form; what there is not means all."""
    units = certification_list.units_of(auth.scope(), current_language())
    branch = units.get(request.values.get("branch", ""))
    within = frozenset(unit.id for unit in units.values()) if branch is None else branch.below
    known = {module.id for module in registry.current().modules}
    award = request.values.get("module", "")
    state = next((one for one in STATES if one == request.values.get("state")), None)
    return Choice(within, award if award in known else None, state)


def _many_page(error: str) -> str:
    options, today = _options(), clock.today()
    number, done = request.values.get("page", ""), request.args.get("done", "")
    page = queries.page(_choice(), int(number) if number.isdecimal() and len(number) < 7 else 1, today)
    return render_template(
        "certificates/many.html",
        page=page,
        lines=[(one, verification.worth_of(one.certificate, today)) for one in page.lines],
        units=options["branch"],
        awards=options["module"],
        states=options["state"],
        chosen={
            name: value if (value := request.values.get(name, "")) in dict(known) else ""
            for name, known in options.items()
        },
        ticked=request.form.getlist("code"),
        is_paper=verification.is_paper,
        most=MOST_PRINTED,
        done=int(done) if done.isdecimal() and len(done) < 4 else 0,
        error=error,
    )


@bp.get("/records/certificates/print/<int:print_id>/")
@web.access("records.export")
def watch(print_id: int) -> ResponseReturnValue:
    """How far the file is; for the officer who ordered it. Renews itself meanwhile."""
    order = bulk_print.find(print_id, auth.signed_in_person())
    gone = order.is_done and bulk_print.pdf_of(order, current_settings()) is None
    page = render_template("certificates/printing.html", order=order, gone=gone)
    return web.watched(page, going_on=order.job.state not in ("done", "failed"))


@bp.get("/records/certificates/print/<int:print_id>.pdf")
@web.access("records.export")
def printed(print_id: int) -> Response:
    """The file with all certificates of an order."""
    content = bulk_print.pdf_of(bulk_print.find(print_id, auth.signed_in_person()), current_settings())
    if content is None:
        raise NotFound(str(print_id))
    return _pdf(content, f"certificates-{clock.today().isoformat()}.pdf")


def _pdf(content: bytes, name: str) -> Response:
    response = Response(content, content_type="application/pdf")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
