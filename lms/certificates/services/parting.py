"""What becomes of certificates when two records that were joined are parted. Flushes, never commits.

A paper belongs to the record of its training (decision 45): what carries the name of the other record is replaced by
the rules of a corrected name, and what rests on trainings of both is withdrawn with its entry in the ledger. Papers of
the record that stays have its own name, whatever it was at the time: they are left alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import select

from lms import audit, clock
from lms.accounts.services.people import Person, PersonId
from lms.accounts.services.signals import DecisionOf, PaperOf, Parting, RevocationOf, TrainingOf
from lms.certificates.domain.codes import grouped
from lms.certificates.models import Certificate, CertificateId
from lms.certificates.services.issuing import next_edition
from lms.certificates.services.verification import state_of, worth_by
from lms.db import among, session
from lms.records.services import achievements, parting
from lms.records.services.achievements import LedgerEntry
from lms.records.services.parting import Shared, Sides

# The lines that tell at which moment a paper was made; of a later edition it stands with the one before.
_MADE: Final = ("certificates.issued", "certificates.replaced")


def replace_misnamed(kept: Person, merged: Person, since: datetime) -> None:
    """Replace what was printed of a record that is parted in a name not its own, since it was joined with another.

    The old code says that it was replaced. The end is that of the record alone.
    """
    for certificate in list(_misnamed(achievements.people_of(merged.id), merged, since)):
        standing = achievements.certificate_standing(certificate.entry_id, clock.today())
        if standing is not None:  # else it is withdrawn: the paper was never due
            next_edition(certificate, merged, standing.expires_on, None)


def forecast(kept: Person, merged: Person, since: datetime, side: Mapping[PersonId, int]) -> Parting:
    """What will go with the other record, which certificates change, what will stay. Writes nothing."""
    theirs = [one for one, speaker in side.items() if speaker == side[merged.id]]
    ours = [one for one, speaker in side.items() if speaker == side[kept.id]]
    sides = parting.sides_of(side)
    moved = parting.falling(sides, side)
    decided = parting.decided_since(theirs, since)
    decided = [*decided, *map(_entry, (one.id for one in moved if one.record in theirs))]
    fallen = select(Certificate).where(
        among(Certificate.entry_id, (one.id for one in moved)), Certificate.replaced_by_id.is_(None)
    )
    papers = {one.id: one for one in (*_misnamed(theirs, merged, since), *session.scalars(fallen))}
    valid = [
        PaperOf(grouped(one.code), one.award)
        for one in papers.values()
        if state_of(one, clock.today()) == "valid"
    ]
    staying = {
        TrainingOf(entry.effective_on, entry.award, session.get_one(Person, entry.person_id).number)
        for entry in parting.recorded_since(ours, since)
    }
    again, ending = _changing(side, sides, papers)
    shared = parting.shared(sides, since)
    revocations = [_revocation(one, sides, again) for one in shared]
    asked = {code for one in revocations for code in one.codes}
    return Parting(
        [_decision(one) for one in decided],
        tuple(valid),
        sorted(staying),
        revocations,
        [grouped(one.code) for one in ending],
        [code for one in again if (code := grouped(one.code)) not in asked],
    )


def _entry(entry_id: int) -> LedgerEntry:
    return session.get_one(LedgerEntry, entry_id)


def _decision(entry: LedgerEntry) -> DecisionOf:
    return DecisionOf(clock.day_of(entry.recorded_at), entry.award, entry.kind, entry.reason)


def _changing(
    side: Collection[PersonId], sides: Sides, papers: Collection[CertificateId]
) -> tuple[list[Certificate], list[Certificate]]:
    """The certificates of some records that will count again, and of others than `papers` those that will not.

    As if no revocation held for both records.
    """
    today = clock.today()
    current = select(Certificate).where(
        among(Certificate.person_id, side), Certificate.replaced_by_id.is_(None), Certificate.name != ""
    )
    again, ending = [], []
    for one in session.scalars(current.order_by(Certificate.id)):
        now, later = (
            state_of(one, today),
            worth_by(sides.certificate_standing(one.entry_id), one, today).state,
        )
        if later == "valid" and now != "valid":
            again.append(one)
        elif now == "valid" and later != "valid" and one.id not in papers:
            ending.append(one)
    return again, ending


def _revocation(shared: Shared, sides: Sides, again: Sequence[Certificate]) -> RevocationOf:
    """A revocation that holds for both unless HR says otherwise; of the certificates that count again then, its own."""
    entry = _entry(shared.id)
    number = session.get_one(Person, sides.speaker_of(shared.id)).number
    codes = [
        grouped(one.code)
        for one in again
        if one.award == entry.award and sides.speaker_of(one.entry_id) == shared.other
    ]
    on = clock.day_of(entry.recorded_at)
    return RevocationOf(shared.id, on, entry.award, entry.reason, number, codes)


def _misnamed(records: Collection[PersonId], speaker: Person, since: datetime) -> Iterator[Certificate]:
    """The papers of some records that were made since a moment with another name than of who speaks for them."""
    asked = select(Certificate).where(
        among(Certificate.person_id, records),
        Certificate.replaced_by_id.is_(None),
        Certificate.made_on >= clock.day_of(since),
        Certificate.name != "",
    )
    papers = session.scalars(asked.order_by(Certificate.id)).all()
    made = _made_at(papers)
    for certificate in papers:
        own = (certificate.name, certificate.latin_name) == (speaker.name, speaker.latin_name)
        if not own and _is_made_since(certificate, made.get(certificate.id), since):
            yield certificate


def _is_made_since(certificate: Certificate, made_at: datetime | None, moment: datetime) -> bool:
    """Whether a paper is not older than a moment. It has a day alone: of one of the same day the moment decides."""
    return certificate.made_on != clock.day_of(moment) if made_at is None else made_at >= moment


def _made_at(papers: Sequence[Certificate]) -> Mapping[CertificateId, datetime]:
    """At which moment papers were made, as far as it is written down."""
    ids = [one.id for one in papers]
    earlier = session.scalars(select(Certificate.id).where(among(Certificate.replaced_by_id, ids)))
    lines = audit.lines_of_many("certificate", [*ids, *earlier], _MADE)
    return {CertificateId(int(line.facts.get("by", line.record_id))): line.at for line in lines}
