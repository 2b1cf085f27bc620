"""What becomes of certificates when entries of the ledger are taken back. Flushes, never commits.

What rested on them is withdrawn with its entry. A paper that was printed with an end which the record does not give any
more, such as that of an extension that never counted, is replaced: whoever holds it must not be believed until then.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from sqlalchemy import exists, select

from lms import clock
from lms.accounts.services.people import PersonId
from lms.certificates.domain import codes
from lms.certificates.models import Certificate
from lms.certificates.services.issuing import next_edition
from lms.db import among, session
from lms.records.domain.validity import or_forever
from lms.records.services import achievements
from lms.records.services.achievements import LedgerEntry
from lms.records.services.certificate_changes import CertificateChange
from lms.records.services.decision_preview import Plan


def replace_overstated(ids: Collection[PersonId], awards: Collection[str]) -> None:
    """Replace what was printed with a later end than the records of some people say by now.

    The new paper carries the names of the old one: nobody has looked at what the person is called today.
    """
    today = clock.today()
    for certificate in list(_in_use(ids, awards)):
        standing = achievements.certificate_standing(certificate.entry_id, today)
        if standing is not None and _is_beyond(certificate, standing.record.expires_on):
            next_edition(certificate, certificate, standing.expires_on, None)


def forecast(person_id: PersonId, plan: Plan) -> Sequence[CertificateChange]:
    """The certificates of somebody that a decision withdraws or replaces. Writes nothing."""
    fallen = {one.corrects.id for one in plan.entries if one.corrects is not None}
    found = []
    for certificate in _in_use(achievements.people_of(person_id), [plan.award]):
        code = codes.grouped(certificate.code)
        if certificate.entry_id in fallen:
            found.append(CertificateChange(code, "withdrawn"))
        elif fallen and _is_beyond(certificate, plan.after.expires_on):
            found.append(CertificateChange(code, "replaced"))
    return found


def _is_beyond(certificate: Certificate, until: date | None) -> bool:
    return or_forever(certificate.expires_on) > or_forever(until)


def _in_use(ids: Collection[PersonId], awards: Collection[str]) -> Iterator[Certificate]:
    """The papers of some people that were neither replaced nor withdrawn, and still name their holder."""
    asked = select(Certificate).where(
        among(Certificate.person_id, ids),
        Certificate.award.in_(awards),
        Certificate.replaced_by_id.is_(None),
        Certificate.name != "",
        ~exists().where(LedgerEntry.corrects_id == Certificate.entry_id),
    )
    return iter(session.scalars(asked.order_by(Certificate.id)).all())
