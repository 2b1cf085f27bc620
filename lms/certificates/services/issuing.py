"""Issue certificates: one for each period of an award, again when the name is corrected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import Select, select

from lms import audit, clock
from lms.accounts.queries import people
from lms.accounts.services.people import Person
from lms.audit import Note
from lms.certificates.domain import codes
from lms.certificates.domain.certificate_data import Text, is_same_name
from lms.certificates.models import Certificate
from lms.certificates.services import badges
from lms.certificates.services.certificates import certificates_of, is_from_list, taught_module, title_of
from lms.certificates.services.drawing import draw_soon
from lms.certificates.services.verification import is_removed, worth_of
from lms.content import registry
from lms.content.types.curriculum import SOURCE
from lms.db import among, insert_all, session
from lms.errors import RuleBroken
from lms.records.services import achievements
from lms.records.services.achievements import Certification, Certified

STANDARD: Final = "standard"  # the design where a Society chooses none


def issue(person: Person, certification: Certification) -> Certificate | None:
    """The certificate of what was certified last; made now, or found when it was made before.

    None for somebody of no National Society: nobody could sign it; and for somebody who was erased.
    """
    award = certification.award
    decided = [
        one for one in achievements.entries_of(person.id) if one.kind == "certified" and one.award == award
    ]
    days = (certification.issued_on, certification.expires_on)
    last = max(decided, key=lambda one: one.id)
    issue_all([Certified(person, session.get_one(Person, last.person_id), award, last.id, *days)])
    return session.scalar(_first_editions([last.id]))


def issue_all(periods: Sequence[Certified]) -> None:
    """Issue the certificate of each period, unless that was done before; as `issue` says."""
    known = {one.entry_id for one in session.scalars(_first_editions([one.entry_id for one in periods]))}
    somebody = {one.record.unit_id: one.record for one in periods}
    societies = {unit: people.society_code_of(person) for unit, person in somebody.items()}
    listed = achievements.from_lists(one.entry_id for one in periods)
    new = [
        _values(one, societies[one.record.unit_id], from_list=one.entry_id in listed)
        for one in periods
        if one.entry_id not in known and societies[one.record.unit_id] and one.person.erased_at is None
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
        draw_soon([number for number, _ in issued])


def _first_editions(entry_ids: Sequence[int]) -> Select[Certificate]:
    asked = select(Certificate).where(among(Certificate.entry_id, entry_ids), Certificate.edition == 1)
    return asked.order_by(Certificate.id)


def _values(period: Certified, society: str, *, from_list: bool) -> dict[str, Any]:
    person, award = period.person, period.award
    module = taught_module(award)
    title = Text(award, SOURCE) if module is None else title_of(module, person.language)
    return {
        "code": codes.new_code(),
        "person_id": period.record.id,
        "award": award,
        "entry_id": period.entry_id,
        "edition": 1,
        "module_title": title.text,
        "module_title_language": title.language,
        # The version of today is not what somebody was trained by in the past.
        "module_version": "" if module is None or from_list else module.version,
        "language": person.language,
        "design": _design_of(society),
        "name": person.name,
        "latin_name": person.latin_name,
        "society": society,
        "issued_on": period.issued_on,
        "expires_on": period.expires_on,
        "basis": "list" if from_list else "test",
        "made_on": clock.today(),
        "badge_salt": badges.new_salt(),
    }


def _design_of(society: str) -> str:
    """The design that a Society chooses for new certificates."""
    known = registry.current().societies.get(society)
    return (known and known.certificate_design) or STANDARD


def replace(certificate: Certificate, person: Person, *, actor: Person | None) -> Certificate:
    """A corrected certificate with the holder's present names, and the end that it has by now; the old code says so.

    A training that is known from a list alone is called so, whatever the old one said. A certificate that was replaced
    already gives its latest replacement. Raises RuleBroken: "own-record"; "own-name" where the new name is the actor's;
    "holder-removed" when the holder's data were.
    """
    if actor is not None:
        achievements.refuse_own(person, actor)
    while certificate.replaced_by_id is not None:
        certificate = session.get_one(Certificate, certificate.replaced_by_id)
    if is_removed(certificate):
        raise RuleBroken("holder-removed")
    if actor is not None:
        _refuse_own_name(certificate, person, actor)
    return next_edition(certificate, person, worth_of(certificate, clock.today()).own, actor)


def next_edition(
    certificate: Certificate, named: Person | Certificate, until: date | None, actor: Person | None
) -> Certificate:
    """The same paper once more with the names of a person, or its own, and an end; the code of the old one says so."""
    from_list = is_from_list(certificate)
    kept = {column.key: getattr(certificate, column.key) for column in Certificate.__table__.columns}
    corrected = Certificate(
        **kept
        | {
            "id": None,
            "code": codes.new_code(),
            "edition": certificate.edition + 1,
            "name": named.name,
            "latin_name": named.latin_name,
            "expires_on": until,
            "module_version": "" if from_list else certificate.module_version,
            "basis": "list" if from_list else "test",
            "made_on": clock.today(),
            "badge_salt": badges.new_salt(),
        }
    )
    session.add(corrected)
    session.flush()
    draw_soon([corrected.id])
    certificate.replaced_by_id = corrected.id
    session.flush()
    actor_id = None if actor is None else actor.id
    audit.note(actor_id, "certificates.replaced", "certificate", certificate.id, by=corrected.id)
    return corrected


def _refuse_own_name(certificate: Certificate, person: Person, actor: Person) -> None:
    """Raise RuleBroken("own-name") where a new name is that of the actor, whose paper it would be: of a namesake, too.

    Those on the actor's own certificates count as well: whoever changes a name may change their own for a moment.
    """
    own = {actor.name, actor.latin_name}
    for paper in certificates_of(actor.id):
        own |= {paper.name, paper.latin_name}
    had = (certificate.name, certificate.latin_name)
    new = [
        name for name in (person.name, person.latin_name) if not any(is_same_name(name, one) for one in had)
    ]
    if any(is_same_name(name, one) for name in new for one in own):
        raise RuleBroken("own-name")
