"""Who wants to know: other rooms register here and hear, in the same transaction, who moved and who was merged.

Accounts stands below them and cannot call them by name. Knows no rows of theirs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from lms.accounts.models import Person

Moved: TypeAlias = Callable[[Person], object]
Merged: TypeAlias = Callable[[Person, Person], object]

_moved: list[Moved] = []
_merged: list[Merged] = []


def on_moved(listener: Moved) -> None:
    """Call `listener(person)` whenever somebody has got another branch."""
    if listener not in _moved:
        _moved.append(listener)


def on_merged(listener: Merged) -> None:
    """Call `listener(kept, merged)` whenever two records were found to be of one person, or not to be any more."""
    if listener not in _merged:
        _merged.append(listener)


def tell_moved(person: Person) -> None:
    """Say that somebody has moved; the row is flushed."""
    for listener in _moved:
        listener(person)


def tell_merged(kept: Person, merged: Person) -> None:
    """Say that a merge was made or undone; the rows are flushed."""
    for listener in _merged:
        listener(kept, merged)
