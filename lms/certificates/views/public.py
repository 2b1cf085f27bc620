"""Pages of certificates: my certificates and their PDF; the public check of a code."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from flask import Blueprint, Flask, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from lms import clock, web
from lms.accounts import auth
from lms.accounts.services import nameless, signals
from lms.accounts.services.people import Person, PersonId
from lms.certificates import personal_data
from lms.certificates.domain import codes
from lms.certificates.domain.certificate_data import language_of
from lms.certificates.forms import CodeForm
from lms.certificates.presenters import wall_of
from lms.certificates.rendering import document
from lms.certificates.services import certificates, corrections, issuing, parting, verification
from lms.certificates.services.certificates import Certificate
from lms.certificates.views import download as download_views
from lms.certificates.views import issuers, offline, staff
from lms.certificates.views.joining import joined_awards
from lms.config import current_settings
from lms.courses.services import learning_of
from lms.errors import NotFound
from lms.i18n import current_language
from lms.quizzes.services import attempts
from lms.quizzes.services.attempts import AwardedCertificate
from lms.records.services import achievements
from lms.records.services.achievements import Certified
from lms.records.services.certificate_changes import changed_by
from lms.records.services.parting import on_parted
from lms.web import access

bp = web.blueprint("certificates", __name__)
# Printed on paper, for people of whom nobody knows the language: these addresses have none.
public = Blueprint("verify", __name__, url_prefix="/verify")


@bp.get("/me/certificates/")
@access("signed-in")
def mine() -> str:
    """The certificates of the person who is signed in, with what each is worth today."""
    today, person = clock.today(), auth.signed_in_person()
    held = [(one, verification.worth_of(one, today)) for one in certificates.certificates_of(person.id)]
    return render_template(
        "certificates/mine.html",
        wall=wall_of(learning_of(person), held),
        held=[(one, worth, certificates.days_of(one)) for one, worth in held],
        language=current_language(),
    )


@bp.get("/me/certificates/<code>.pdf")
@access("signed-in")
def download(code: str) -> ResponseReturnValue:
    """One's own certificate as PDF; somebody else's is not there, and one that does not count is not given."""
    certificate = _own(code)
    refused = download_views.refusal(certificate, url_for(".mine"))
    if refused is not None:
        return refused
    settings = current_settings()
    response = Response(download_views.document_of(certificate, settings), content_type="application/pdf")
    response.headers["Content-Disposition"] = _attachment(certificate)
    return response


@bp.get("/me/certificates/<code>.json")
@access("signed-in")
def badge(code: str) -> ResponseReturnValue:
    """One's own certificate as a badge for other systems; as `download`."""
    return download_views.badge_of(_own(code), current_settings(), url_for(".mine"))


def _own(code: str) -> Certificate:
    certificate = certificates.by_code(code)
    if certificate.person_id not in achievements.people_of(auth.signed_in_person().id):
        raise NotFound(code)
    return certificate


@bp.get("/verify/")
@access("public")
def ask_in() -> BaseResponse:
    """The address of somebody who typed a language into it: the same form, in that language."""
    return redirect(url_for("verify.ask", language=current_language()), 301)


@bp.get("/verify/offline/")
@access("public")
def offline_in() -> BaseResponse:
    """The same for the check without network."""
    return redirect(url_for("verify_offline.page", language=current_language()), 301)


@bp.get("/verify/<code>")
@access("public")
def answer_in(code: str) -> BaseResponse:
    """The same for a code."""
    return redirect(url_for("verify.answer", code=code, language=current_language()), 301)


@public.get("/")
@access("public")
def ask() -> BaseResponse | tuple[str, int]:
    """The form for a code, and from it to the answer."""
    form = CodeForm(request.args)
    if "code" not in request.args:
        return _asked(form, 200)
    if not form.validate():
        return _asked(form, 422)
    code = codes.read_code(form.code.data or "") or ""
    return redirect(
        url_for("verify.answer", code=codes.grouped(code), language=request.args.get("language")), 303
    )


@public.get("/<code>")
@access("public")
def answer(code: str) -> tuple[str, int]:
    """What a code stands for: valid, expired, replaced, revoked; 404 for one that nobody has."""
    try:
        verified = verification.verify(code, clock.today())
    except NotFound:
        page = render_template("certificates/unknown.html", form=CodeForm(formdata=None), typed=code)
        return page, 404
    printed = codes.grouped(codes.read_code(code) or "")
    return render_template("certificates/verified.html", verified=verified, code=printed), 200


@public.after_request
def _for_nobody_else(response: Response) -> Response:
    # A name must not turn up in a search engine because somebody linked to the page.
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _asked(form: CodeForm, status: int) -> tuple[str, int]:
    return render_template("certificates/ask.html", form=form), status


def _attachment(certificate: Certificate) -> str:
    """A file name for old programs (ASCII) and one in the holder's script for the others (RFC 6266)."""
    code = codes.grouped(certificate.code)
    title = _("Certificate")
    own = f"{title} {certificate.name} {code}.pdf"
    return f"attachment; filename=\"certificate-{code}.pdf\"; filename*=UTF-8''{quote(own, safe='')}"


def init_app(app: Flask) -> None:
    """Register the pages, and listen for certifications."""
    app.register_blueprint(bp)
    app.register_blueprint(public)
    app.register_blueprint(offline.bp)
    app.register_blueprint(issuers.bp)
    app.register_blueprint(staff.bp)
    web.register_messages(staff.WORDS)
    app.jinja_env.filters["grouped"] = codes.grouped
    app.jinja_env.globals["name_language"] = lambda name: language_of(name, current_language())
    achievements.on_certified.connect(_on_certified)
    achievements.on_corrected.connect(corrections.replace_overstated)
    changed_by.connect(corrections.forecast)
    on_parted.connect(parting.replace_misnamed)
    signals.parting.connect(parting.forecast)
    signals.joining.connect(joined_awards)
    attempts.certificate_of.connect(_of_pass)
    nameless.on_nameless.connect(_forget_names)


def _forget_names(ids: Sequence[PersonId]) -> None:
    personal_data.blank(ids, current_settings().instance)


def _of_pass(person: Person, module: str) -> AwardedCertificate | None:
    found = verification.valid_certificate_of(person, module, clock.today())
    if found is None:
        return None
    certificate, worth = found
    address = f"{current_settings().base_url}/verify/{certificate.code}"
    return AwardedCertificate(
        name=certificate.name,
        latin_name="" if certificate.latin_name == certificate.name else certificate.latin_name,
        title=certificate.module_title,
        title_language=certificate.module_title_language,
        until=worth.until,
        code=codes.grouped(certificate.code),
        qr=document.qr_of(address),
    )


def _on_certified(periods: Sequence[Certified]) -> None:
    issuing.issue_all(periods)
