"""Verbs of certificates: issue, replace, draw, find, check. Flushes, never commits.

A certificate follows from a certification (records tells us) and is drawn in the background; whoever asks for
it earlier gets it drawn on the spot. Knows no web.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Select, select

from lms import audit, clock, jobs
from lms.accounts.queries import people
from lms.accounts.services.people import Person, PersonId
from lms.audit import Note
from lms.certificates.domain import codes, status
from lms.certificates.domain.certificate_data import CertificateData, Dating, Text, printed_date
from lms.certificates.domain.status import State
from lms.certificates.models import Certificate, CertificateId
from lms.certificates.rendering import document, samples, store
from lms.config import Settings
from lms.content import registry
from lms.content.types.curriculum import SOURCE, Design, Module
from lms.content.types.societies import Society
from lms.db import among, insert_all, session
from lms.errors import NotFound, RuleBroken
from lms.records.services import achievements
from lms.records.services.achievements import Certification, Certified

__all__ = [
    "Certificate",
    "CertificateId",
    "Days",
    "Verified",
    "Worth",
    "by_code",
    "certificates_of",
    "days_of",
    "is_paper",
    "issue",
    "issue_all",
    "pdf_of",
    "render_sample",
    "replace",
    "verify",
    "worth_of",
]

STANDARD: Final = "standard"  # the design of a new certificate


@dataclass(frozen=True)
class Printed:
    """A day, and how the paper says it."""

    day: date
    on_paper: Text

    def day_for(self, language: str) -> date | None:
        """The day, to be said once more to a reader of another language; None where the paper says it already."""
        return None if language == self.on_paper.language else self.day


@dataclass(frozen=True)
class Verified:
    """What a check of a code tells: the state, and no more than the paper itself shows.

    `expires_on` is the day on the paper; `until` is later where it was extended. `another`: this one was withdrawn,
    but the holder has one of the same module that is valid. `trained_on` is given where the Society has recorded the
    training from a list; `issued_on` is None where it is not known then.
    """

    state: State
    until: date | None
    name: str
    latin_name: str
    module: Text
    society: Text
    trained_on: Printed | None
    issued_on: Printed | None
    expires_on: Printed | None
    another: bool
    award: str
    society_code: str

    def module_for(self, language: str) -> Text | None:
        """The module as a reader of another language knows it; None where the paper says it already, or it is gone."""
        module = _module(self.award)
        return None if module is None else _unless(self.module, _title(module, language))

    def society_for(self, language: str) -> Text | None:
        """The Society as a reader of another language knows it; None where the paper says it already."""
        name = _society(self.society_code).name(language)
        return _unless(self.society, Text(name.text, name.language))


def _unless(printed: Text, text: Text) -> Text | None:
    return None if text.language == printed.language or text.text == printed.text else text


def issue(person: Person, certification: Certification) -> Certificate | None:
    """The certificate of what was certified last; made now, or found when it was made before.

    None for somebody of no National Society: nobody could sign it; and for somebody who was erased.
    """
    award = certification.award
    decided = [
        one.id for one in achievements.entries_of(person.id) if one.kind == "certified" and one.award == award
    ]
    days = (certification.issued_on, certification.expires_on)
    issue_all([Certified(person, award, max(decided), *days)])
    return session.scalar(_first_editions([max(decided)]))


def issue_all(periods: Sequence[Certified]) -> None:
    """Issue the certificate of each period, unless that was done before; as `issue` says."""
    known = {one.entry_id for one in session.scalars(_first_editions([one.entry_id for one in periods]))}
    somebody = {one.person.unit_id: one.person for one in periods}
    societies = {unit: people.society_code_of(person) for unit, person in somebody.items()}
    listed = achievements.from_lists(one.entry_id for one in periods)
    new = [
        _values(one, societies[one.person.unit_id], from_list=one.entry_id in listed)
        for one in periods
        if one.entry_id not in known and societies[one.person.unit_id] and one.person.erased_at is None
    ]
    if new:
        insert_all(Certificate, new)
        issued = session.execute(
            _first_editions([one["entry_id"] for one in new]).with_only_columns(
                Certificate.id, Certificate.award
            )
        ).all()
        audit.note_all(
            Note(None, "certificates.issued", "certificate", number, {"award": award})
            for number, award in issued
        )
        _draw_soon([number for number, _ in issued])


def _first_editions(entry_ids: Sequence[int]) -> Select[Certificate]:
    asked = select(Certificate).where(among(Certificate.entry_id, entry_ids), Certificate.edition == 1)
    return asked.order_by(Certificate.id)


def _values(period: Certified, society: str, *, from_list: bool) -> dict[str, Any]:
    person, award = period.person, period.award
    module = _module(award)
    title = Text(award, SOURCE) if module is None else _title(module, person.language)
    return {
        "code": codes.new_code(),
        "person_id": person.id,
        "award": award,
        "entry_id": period.entry_id,
        "edition": 1,
        "module_title": title.text,
        "module_title_language": title.language,
        # The version of today is not what somebody was trained by in the past.
        "module_version": "" if module is None or from_list else module.version,
        "language": person.language,
        "design": STANDARD,
        "name": person.name,
        "latin_name": person.latin_name,
        "society": society,
        "issued_on": period.issued_on,
        "expires_on": period.expires_on,
        "basis": "list" if from_list else "test",
        "made_on": clock.today(),
    }


def replace(certificate: Certificate, person: Person, *, actor: Person | None) -> Certificate:
    """A corrected certificate with the holder's present names, and the end that it has by now; the old code says so.

    A training that is known from a list alone is called so, whatever the old one said. A certificate that was replaced
    already gives its latest replacement. Raises RuleBroken: "own-record"; "holder-removed" when the holder's data were.
    """
    if actor is not None:
        achievements.refuse_own(person, actor)
    while certificate.replaced_by_id is not None:
        certificate = session.get_one(Certificate, certificate.replaced_by_id)
    if _removed(certificate):
        raise RuleBroken("holder-removed")
    from_list = is_from_list(certificate)
    kept = {column.key: getattr(certificate, column.key) for column in Certificate.__table__.columns}
    corrected = Certificate(
        **kept
        | {
            "id": None,
            "code": codes.new_code(),
            "edition": certificate.edition + 1,
            "name": person.name,
            "latin_name": person.latin_name,
            "expires_on": worth_of(certificate, clock.today()).until,
            "module_version": "" if from_list else certificate.module_version,
            "basis": "list" if from_list else "test",
            "made_on": clock.today(),
        }
    )
    session.add(corrected)
    session.flush()
    _draw_soon([corrected.id])
    certificate.replaced_by_id = corrected.id
    session.flush()
    actor_id = None if actor is None else actor.id
    audit.note(actor_id, "certificates.replaced", "certificate", certificate.id, by=corrected.id)
    return corrected


def is_from_list(certificate: Certificate) -> bool:
    """Whether the training is known from a list alone; of a certificate that does not say so itself, by the ledger."""
    if certificate.basis is not None:
        return certificate.basis == "list"
    return certificate.entry_id in achievements.from_lists([certificate.entry_id])


@dataclass(frozen=True)
class Days:
    """The day of the training, where that is known from a list, and the day on which the paper was issued, if known."""

    trained_on: date | None
    issued_on: date | None


def days_of(certificate: Certificate) -> Days:
    """The days of a certificate as its paper calls them: with a list it was issued later than the training was."""
    if is_from_list(certificate):
        return Days(certificate.issued_on, certificate.made_on)
    return Days(None, certificate.issued_on)


def certificates_of(person_id: PersonId) -> list[Certificate]:
    """A person's certificates that were not replaced, the newest first; also those of records merged in."""
    query = select(Certificate).where(
        Certificate.person_id.in_(achievements.people_of(person_id)), Certificate.replaced_by_id.is_(None)
    )
    return list(session.scalars(query.order_by(Certificate.issued_on.desc(), Certificate.id.desc())))


def by_code(typed: str) -> Certificate:
    """The certificate with this code, however it is typed. Raises NotFound."""
    code = codes.read_code(typed)
    found = code and session.scalar(select(Certificate).where(Certificate.code == code))
    if not found:
        raise NotFound(typed)
    return found


def verify(typed: str, on: date) -> Verified:
    """What the paper with this code says, and whether it counts on a day. Raises NotFound."""
    certificate = by_code(typed)
    society = _society(certificate.society).name(certificate.language)
    worth, days = worth_of(certificate, on), days_of(certificate)
    return Verified(
        state=worth.state,
        until=worth.until,
        name=certificate.name,
        latin_name=certificate.latin_name,
        module=Text(certificate.module_title, certificate.module_title_language),
        society=Text(society.text, society.language),
        trained_on=_printed(certificate, days.trained_on),
        issued_on=_printed(certificate, days.issued_on),
        expires_on=_printed(certificate, certificate.expires_on),
        another=worth.state == "withdrawn" and _has_another(certificate, on),
        award=certificate.award,
        society_code=certificate.society,
    )


def _printed(certificate: Certificate, day: date | None) -> Printed | None:
    if day is None:
        return None
    society, design = _society(certificate.society), _design(certificate.design)
    words = design.wordings[document.words_language(design, certificate.language)]
    dating = Dating(certificate.language, society.calendar, society.digits)
    return Printed(day, Text(printed_date(day, dating, words), certificate.language))


def _has_another(certificate: Certificate, on: date) -> bool:
    return any(
        one.award == certificate.award and state_of(one, on) == "valid"
        for one in certificates_of(certificate.person_id)
    )


@dataclass(frozen=True)
class Worth:
    """Whether a certificate counts on a day, and its last valid day, extensions included (None: for ever)."""

    state: State
    until: date | None


def worth_of(certificate: Certificate, on: date) -> Worth:
    """What the ledger says of a certificate on a day: what is printed may have been extended or corrected."""
    standing = achievements.certificate_standing(certificate.entry_id, on)
    until = certificate.expires_on
    if until is not None and standing is not None:
        until = None if standing.expires_on is None else max(until, standing.expires_on)
    state = status.state(
        replaced=certificate.replaced_by_id is not None,
        revoked=standing is not None and standing.status == "revoked",
        expires_on=until,
        on=on,
        withdrawn=standing is None,
        removed=_removed(certificate),
    )
    return Worth(state, until)


def _removed(certificate: Certificate) -> bool:
    """Whether the holder's data were removed: a certificate without a name is nobody's."""
    return certificate.name == ""


def state_of(certificate: Certificate, on: date) -> State:
    """Whether a certificate counts on a day."""
    return worth_of(certificate, on).state


def is_paper(state: State) -> bool:
    """Whether a certificate in this state may be given out: an expired one says its end itself."""
    return state in ("valid", "expired")


def pdf_of(certificate: Certificate, settings: Settings) -> bytes:
    """The PDF: the kept one, or drawn on the spot when the background has not come to it yet.

    Raises NotFound for one whose holder's data were removed.
    """
    if _removed(certificate):
        raise NotFound(certificate.code)
    kept = store.read(settings.instance, certificate.code)
    if kept is not None:
        return kept
    return _draw(*drawn_of(certificate, settings), settings)


def drawn_of(certificate: Certificate, settings: Settings) -> tuple[Design, CertificateData]:
    """What a certificate is drawn from: plain values."""
    return _design(certificate.design), _paper(certificate, settings)


def is_drawn(certificate: Certificate, settings: Settings) -> bool:
    """Whether the PDF is kept already: to give it out costs nothing then."""
    return store.path_of(settings.instance, certificate.code).exists()


def codes_that_cannot_be_redrawn() -> list[str]:
    """The certificates of a design or Society that the content has no more: their files are all there is of them."""
    content = registry.current()
    rows = session.execute(
        select(Certificate.code, Certificate.design, Certificate.society)
        .where(Certificate.name != "")
        .order_by(Certificate.id)
    )
    return [
        code
        for code, design, society in rows
        if design not in content.designs or society not in content.societies
    ]


def render_sample(design: str, language: str) -> bytes:
    """A PDF of a design with an invented person. Raises NotFound for an unknown design or language."""
    known = _design(design)
    return document.draw(known, samples.sample(known, language))


# --- Drawing ------------------------------------------------------------------------------------------

_DRAW: Final = "certificates.draw"
_TOGETHER: Final = 25  # papers of one job: what hinders one of them hinders few


@jobs.handler(_DRAW)
def _draw_in_background(job: jobs.Job, settings: Settings) -> Iterator[None]:
    # A job that an older version has queued names one.
    papers: list[CertificateId] = job.args.get("certificates") or [job.args["certificate"]]
    first = max(0, job.done - 1)  # the one that was looked at last was not drawn yet, perhaps
    job.total = len(papers) + 1
    for number in papers[first:]:
        certificate = session.get_one(Certificate, number)
        if _removed(certificate):
            continue
        design, paper = _design(certificate.design), _paper(certificate, settings)
        yield  # the values are plain now: no transaction stays open while the page is drawn
        _draw(design, paper, settings)
        if _removed(session.get_one(Certificate, number, populate_existing=True)):
            store.remove(settings.instance, paper.code)  # the holder was erased meanwhile


def _draw(design: Design, paper: CertificateData, settings: Settings) -> bytes:
    pdf = document.draw(design, paper)
    store.keep(settings.instance, paper.code, pdf)
    return pdf


def _draw_soon(certificates: Sequence[CertificateId]) -> None:
    for start in range(0, len(certificates), _TOGETHER):
        jobs.enqueue(_DRAW, certificates=certificates[start : start + _TOGETHER])


def _paper(certificate: Certificate, settings: Settings) -> CertificateData:
    society, language = _society(certificate.society), certificate.language
    # The first in the Society's file signs; who that is this year is written by hand.
    name, signatory = society.name(language), society.signatories[0].text(language)
    return CertificateData(
        language=language,
        name=certificate.name,
        latin_name=certificate.latin_name,
        module=Text(certificate.module_title, certificate.module_title_language),
        version=certificate.module_version,
        recorded_on=certificate.made_on if certificate.basis == "list" else None,
        society=Text(name.text, name.language),
        signatory=Text(signatory.text, signatory.language),
        calendar=society.calendar,
        digits=society.digits,
        issued_on=certificate.issued_on,
        expires_on=certificate.expires_on,
        code=certificate.code,
        check_address=f"{settings.base_url}/verify/{certificate.code}",
        sample=settings.demo,
    )


# --- Content ------------------------------------------------------------------------------------------


def _module(award: str) -> Module | None:
    """The module of an award, or None when it is no longer taught."""
    return next((module for module in registry.current().modules if module.id == award), None)


def _title(module: Module, language: str) -> Text:
    text = module.text(language)
    return Text(text.title, text.language)


def _society(code: str) -> Society:
    society = registry.current().societies.get(code)
    if society is None:
        raise NotFound(code)
    return society


def _design(name: str) -> Design:
    design = registry.current().designs.get(name)
    if design is None:
        raise NotFound(name)
    return design
