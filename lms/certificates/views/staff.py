"""Pages of HR: the certificates of a person and of many, with their codes; open, print, reissue."""

from __future__ import annotations

from flask import Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from lms import clock, web
from lms.accounts import auth as gate
from lms.accounts.queries import units as unit_queries
from lms.accounts.services.people import Person
from lms.certificates import queries as listing
from lms.certificates.domain import codes
from lms.certificates.queries import MOST_PRINTED, Choice
from lms.certificates.services import bulk_print as printing
from lms.certificates.services import certificates as service
from lms.certificates.services.certificates import Certificate
from lms.certificates.views import download as giving
from lms.config import Settings
from lms.content import award_names as names
from lms.content import registry as shelf
from lms.db import session
from lms.errors import NotFound, RuleBroken
from lms.i18n import current_language
from lms.records.queries import certification_list as roll
from lms.records.services import achievements as records

bp = web.blueprint("staff_certificates", __name__)

WORDS = {
    "none-chosen": _l("Please choose at least one certificate."),
    "none-counts": _l(
        "None of these certificates can be printed: each was revoked, or withdrawn because its record was corrected."
    ),
    "not-confirmed": _l("Please confirm that the old codes will say that they were replaced."),
    "holder-removed": _l("The holder's data were removed: this certificate cannot be reissued."),
    "does-not-count": _l("A certificate that was revoked or withdrawn cannot be reissued."),
}


# --- one person -------------------------------------------------------------------------------------------------


@bp.get("/records/<number>/certificates/")
@web.access("records.read")
def person(number: str) -> str:
    """The certificates of a person, with the code and what each is worth today."""
    return _person_page(gate.person_in_scope(number, "certificates.person"), "")


def _person_page(subject: Person, error: str) -> str:
    today = clock.today()
    held = [(one, service.worth_of(one, today)) for one in service.certificates_of(subject.id)]
    own = gate.signed_in_person().id in records.people_of(subject.id)
    return render_template(
        "certificates/person.html",
        subject=subject,
        held=[(one, worth, service.is_from_list(one)) for one, worth in held],
        own=own,
        may_reissue=gate.may("records.write") and not own,
        is_paper=service.is_paper,
        done=request.args.get("done", ""),
        error=error,
    )


@bp.get("/records/<number>/certificates/<code>.pdf")
@web.access("records.read")
def opened(number: str, code: str) -> ResponseReturnValue:
    """A certificate of a person as PDF, to be read or printed; one that does not count is not given."""
    subject = gate.person_in_scope(number, "certificates.opened")
    certificate = _of_person(subject, code)
    refused = giving.refusal(certificate, url_for(".person", number=subject.number))
    if refused is not None:
        return refused
    name = f"certificate-{codes.grouped(certificate.code)}.pdf"
    return _pdf(giving.document_of(certificate, _settings()), name)


@bp.post("/records/<number>/certificates/<code>/")
@web.access("records.write")
def reissue(number: str, code: str) -> ResponseReturnValue:
    """A new certificate with the present name; the old code says that it was replaced."""
    subject = gate.person_in_scope(number)
    certificate = _of_person(subject, code)
    if certificate.replaced_by_id is None:  # else the button was pressed twice
        try:
            _reissue(certificate, subject)
        except RuleBroken as broken:
            return _person_page(subject, web.sentence(broken)), 422
    return redirect(url_for(".person", number=subject.number, done="reissued"), 303)


def _of_person(subject: Person, code: str) -> Certificate:
    certificate = service.by_code(code)
    if certificate.person_id not in records.people_of(subject.id):
        raise NotFound(code)
    return certificate


def _reissue(certificate: Certificate, subject: Person) -> None:
    if not service.is_paper(service.state_of(certificate, clock.today())):
        raise RuleBroken("does-not-count")
    service.replace(certificate, subject, actor=gate.signed_in_person())


# --- many -------------------------------------------------------------------------------------------------------


@bp.get("/records/certificates/")
@web.access("records.read")
def many() -> str:
    """The certificates of a branch or Society, with codes."""
    return _many_page("")


@bp.post("/records/certificates/")
@web.access("records.export")
def act() -> ResponseReturnValue:
    """Print the chosen certificates or all of the list as one file, or reissue the chosen ones."""
    try:
        if request.form.get("act") == "reissue":
            return _reissue_chosen()
        if request.form.get("act") == "print-all":
            chosen = listing.first(_choice(), MOST_PRINTED)
        else:
            chosen = [one.certificate for one in _chosen()]
        job = printing.order(chosen, actor=gate.signed_in_person())
    except RuleBroken as broken:
        session.rollback()
        return _many_page(web.sentence(broken)), 422
    return redirect(url_for(".watch", print_id=job.id), 303)


def _reissue_chosen() -> ResponseReturnValue:
    if not gate.may("records.write"):
        raise NotFound("reissue")
    if "confirmed" not in request.form:
        raise RuleBroken("not-confirmed")
    chosen = _chosen()
    for one in chosen:
        _reissue(one.certificate, records.canonical_person(one.person))
    branch, module, page = (request.form.get(name) or None for name in ("branch", "module", "page"))
    return redirect(url_for(".many", done=len(chosen), branch=branch, module=module, page=page), 303)


def _chosen() -> list[listing.Listed]:
    """What was ticked. Raises RuleBroken("none-chosen")."""
    found = listing.with_codes(gate.scope().units, request.form.getlist("code")[: listing.PAGE])
    if not found:
        raise RuleBroken("none-chosen")
    return found


def _choice() -> Choice:
    """The branch and the module of the address or the form; what there is not means all."""
    units = roll.units_of(gate.scope(), current_language())
    branch = units.get(request.values.get("branch", ""))
    within = frozenset(unit.id for unit in units.values()) if branch is None else branch.below
    known = {module.id for module in shelf.library().modules}
    award = request.values.get("module", "")
    return Choice(within, award if award in known else None)


def _many_page(error: str) -> str:
    library, language, today = shelf.library(), current_language(), clock.today()
    number, done = request.values.get("page", ""), request.args.get("done", "")
    page = listing.page(_choice(), int(number) if number.isdecimal() and len(number) < 7 else 1)
    return render_template(
        "certificates/many.html",
        page=page,
        lines=[(one, service.worth_of(one.certificate, today)) for one in page.lines],
        units=[
            (code, unit_queries.name_of(code, language)) for code in roll.units_of(gate.scope(), language)
        ],
        awards=[(one.id, names.of_award(library, one.id, language)) for one in library.modules],
        chosen={name: request.values.get(name, "") for name in ("branch", "module")},
        ticked=request.form.getlist("code"),
        most=MOST_PRINTED,
        done=int(done) if done.isdecimal() and len(done) < 4 else 0,
        error=error,
    )


@bp.get("/records/certificates/print/<int:print_id>/")
@web.access("records.export")
def watch(print_id: int) -> ResponseReturnValue:
    """How far the file is; for the officer who ordered it. Renews itself meanwhile."""
    order = printing.find(print_id, gate.signed_in_person())
    gone = order.is_done and printing.pdf_of(order, _settings()) is None
    page = render_template("certificates/printing.html", order=order, gone=gone)
    return web.watched(page, going_on=order.job.state not in ("done", "failed"))


@bp.get("/records/certificates/print/<int:print_id>.pdf")
@web.access("records.export")
def printed(print_id: int) -> Response:
    """The file with all certificates of an order."""
    content = printing.pdf_of(printing.find(print_id, gate.signed_in_person()), _settings())
    if content is None:
        raise NotFound(str(print_id))
    return _pdf(content, f"certificates-{clock.today().isoformat()}.pdf")


def _settings() -> Settings:
    settings: Settings = current_app.extensions["sala.settings"]
    return settings


def _pdf(content: bytes, name: str) -> Response:
    response = Response(content, content_type="application/pdf")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
