"""What other features hear of people, in the same transaction. Accounts stands below them and cannot call them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from lms.accounts.models import Person, PersonId
from lms.signals import Hook, Signal

# Somebody has got another branch.
on_moved: Final = Signal[[Person]]()
# Two records (the one that is kept, the other one) were found to be of one person.
on_merged: Final = Signal[[Person, Person]]()
# They were found not to be, after they had been one since a moment.
on_parted: Final = Signal[[Person, Person, datetime]]()


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
class Parting:
    """What goes with a record that is parted, and what does not.

    `decisions`: about its trainings. `papers`: certificates that are valid and will not be, printed under the name of
    the other record or resting on trainings of both. `staying`: trainings that were recorded while the two were
    one, and stay with the record that is left.
    """

    decisions: int = 0
    papers: Sequence[PaperOf] = ()
    staying: Sequence[TrainingOf] = ()

    @property
    def awards(self) -> set[str]:
        """The awards that it is about."""
        return {one.award for one in self.papers} | {one.award for one in self.staying}


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
