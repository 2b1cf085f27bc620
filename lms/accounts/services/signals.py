"""What other features hear of people, in the same transaction. Accounts stands below them and cannot call them."""

from __future__ import annotations

from typing import Final

from lms.accounts.models import Person
from lms.signals import Signal

# Somebody has got another branch.
on_moved: Final = Signal[[Person]]()
# Two records (the one that is kept, the other one) were found to be of one person, or not to be any more.
on_merged: Final = Signal[[Person, Person]]()
