"""What becomes of certificates when two records that were joined are parted. Flushes, never commits.

A paper belongs to the record of its training (decision 45): what carries the name of the other record is replaced by
the rules of a corrected name, and what rests on trainings of both is withdrawn with its entry in the ledger.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy import select

from lms import clock
from lms.accounts.services.people import Person, PersonId
from lms.accounts.services.signals import Parting
from lms.certificates.models import Certificate
from lms.certificates.services.issuing import next_edition
from lms.certificates.services.verification import state_of
from lms.db import among, session
from lms.records.services import achievements, parting


def replace_misnamed(kept: Person, merged: Person, since: datetime) -> None:
    """Replace what was printed of two records under a name that is not theirs, since a moment at which they were one.

    The old code says that it was replaced. The end is that of the record alone.
    """
    records = [one for person in (kept, merged) for one in achievements.people_of(person.id)]
    speakers = {one: achievements.canonical_person(session.get_one(Person, one)) for one in records}
    for certificate in list(_misnamed(speakers, since)):
        standing = achievements.certificate_standing(certificate.entry_id, clock.today())
        if standing is not None:  # else it is withdrawn: the paper was never due
            next_edition(certificate, speakers[certificate.person_id], standing.expires_on, None)


def forecast(kept: Person, merged: Person, since: datetime, side: Mapping[PersonId, int]) -> Parting:
    """What will go with the other record, and how many papers that are valid will not be. Writes nothing."""
    theirs = [one for one, speaker in side.items() if speaker == side[merged.id]]
    moved = parting.falling(side)
    decisions = parting.decided_since(theirs, since) + sum(one.record in theirs for one in moved)
    speakers = {one: session.get_one(Person, speaker) for one, speaker in side.items()}
    fallen = select(Certificate).where(
        among(Certificate.entry_id, (one.id for one in moved)), Certificate.replaced_by_id.is_(None)
    )
    papers = {one.id: one for one in (*_misnamed(speakers, since), *session.scalars(fallen))}
    valid = [one for one in papers.values() if state_of(one, clock.today()) == "valid"]
    return Parting(decisions, len(valid))


def _misnamed(speakers: Mapping[PersonId, Person], since: datetime) -> Iterator[Certificate]:
    """The papers of some records that were made since a moment with another name than of whom speaks for each."""
    asked = select(Certificate).where(
        among(Certificate.person_id, speakers),
        Certificate.replaced_by_id.is_(None),
        Certificate.made_on >= clock.day_of(since),
        Certificate.name != "",
    )
    for certificate in session.scalars(asked.order_by(Certificate.id)).all():
        person = speakers[certificate.person_id]
        if (certificate.name, certificate.latin_name) != (person.name, person.latin_name):
            yield certificate
