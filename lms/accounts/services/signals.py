"""What other features hear of people, in the same transaction. Accounts stands below them and cannot call them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from lms.accounts.models import Person, PersonId
from lms.signals import Hook, Signal

# Somebody has got another branch.
on_moved: Final = Signal[[Person]]()
# Two records (the one that is kept, the other one) were found to be of one person.
on_merged: Final = Signal[[Person, Person]]()
# They were found not to be, after they had been one since a moment. Last: the revocations that are not for both.
on_parted: Final = Signal[[Person, Person, datetime, Collection[int]]]()


@dataclass(frozen=True)
class PaperOf:
    """A certificate, by its code as it is printed, of an award."""

    code: str
    award: str


@dataclass(frozen=True, order=True)
class TrainingOf:
    """A training on a day, and the number of the record under which it stands."""

    on: date
    award: str
    number: str


@dataclass(frozen=True)
class DecisionOf:
    """A decision of a kind of the ledger ("revoked") about an award, with the reason that HR gave."""

    on: date
    award: str
    kind: str
    reason: str


@dataclass(frozen=True)
class RevocationOf:
    """A revocation that was made while two records were one, and took the award from both.

    `id`: of its entry, which stands under the record with the `number`. `codes`: certificates of the other
    record that would count again if it were not for both.
    """

    id: int
    on: date
    award: str
    reason: str
    number: str
    codes: Sequence[str]


@dataclass(frozen=True)
class Parting:
    """What goes with a record that is parted, and what does not.

    `decisions`: about its trainings. `papers`: certificates that are valid and will not be, printed under the name of
    the other record or resting on trainings of both. `staying`: trainings that were recorded while the two were
    one, and stay with the record that is left. `revocations`: of which HR says whether they hold for both. `ending`,
    `again`: the codes of other certificates that count no more, and of those that do again.
    """

    decisions: Sequence[DecisionOf] = ()
    papers: Sequence[PaperOf] = ()
    staying: Sequence[TrainingOf] = ()
    revocations: Sequence[RevocationOf] = ()
    ending: Sequence[str] = ()
    again: Sequence[str] = ()

    @property
    def awards(self) -> set[str]:
        """The awards that it is about."""
        awards = {one.award for one in self.papers} | {one.award for one in self.staying}
        return awards | {one.award for one in self.decisions} | {one.award for one in self.revocations}


@dataclass(frozen=True)
class Held:
    """Where somebody stands with an award: the status, as a code and in words, and the last valid day."""

    status: str
    word: str
    until: date | None


@dataclass(frozen=True)
class JoinedAward:
    """What a join makes of an award: where both records stand `today`, and where the one person will afterwards.

    `certifies`: a certificate follows. `ending`, `again`: the codes of those that count no more, and of those that do
    again.
    """

    award: str
    today: Sequence[Held]
    after: Held
    certifies: bool
    ending: Sequence[str] = ()
    again: Sequence[str] = ()


# What a join of two records would change of what their people hold. Features above know.
joining: Final = Hook[[Person, Person], Sequence[JoinedAward]](lambda kept, merged: ())
# What would go with the other record. `side`: record -> who would speak for it. Features above know.
parting: Final = Hook[[Person, Person, datetime, Mapping[PersonId, int]], Parting](
    lambda kept, merged, since, side: Parting()
)
# How many trainings stand under a record.
trainings_of: Final = Hook[[PersonId], int](lambda person_id: 0)
# Whether a request to be erased waits for an answer, of a record or of one that was merged into it.
asks_erasure: Final = Hook[[Person], bool](lambda person: False)
