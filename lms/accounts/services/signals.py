"""What other features hear of people, in the same transaction. Accounts stands below them and cannot call them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
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
class Parting:
    """What goes with a record that is parted: decisions about its trainings, and papers to be printed again.

    `withdrawn`: certificates that were printed under the name of the other record, or rest on trainings of both.
    """

    decisions: int
    withdrawn: int


# What would go with the other record. `side`: record -> who would speak for it. Features above know.
parting: Final = Hook[[Person, Person, datetime, Mapping[PersonId, int]], Parting](
    lambda kept, merged, since, side: Parting(0, 0)
)
# How many trainings stand under a record.
trainings_of: Final = Hook[[PersonId], int](lambda person_id: 0)
