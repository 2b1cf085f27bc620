"""Who gets a note of attendance of a closed workshop. Pure.

A note is for those who came and got nothing else from the workshop: it says less than a certificate.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from lms.workshops.domain.attendance import State, came

Refusal: TypeAlias = Literal["note-absent", "note-taken-back", "note-not-needed"]


@dataclass(frozen=True)
class NoteFact:
    """What is known of somebody and a module: whether they were there for enough, whether anything is missing for the
    award, and whether what the workshop has recorded was taken back.
    """

    attended: bool
    is_missing: bool
    taken_back: bool = False


def refusal_of(states: Sequence[State], facts: Collection[NoteFact], *, is_awarding: bool) -> Refusal | None:
    """Why somebody with these states in the half-days gets no note; None: they may have one.

    An entry that was taken back of somebody who was there for enough has been judged by whoever did that. One of
    somebody who was not was taken back with the attendance itself, which says what is true.
    """
    if not came(states):
        return "note-absent"
    if any(fact.attended and fact.taken_back for fact in facts):
        return "note-taken-back"
    if is_awarding and facts and not any(fact.is_missing for fact in facts):
        return "note-not-needed"
    return None
