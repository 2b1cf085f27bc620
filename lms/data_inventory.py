"""The words of the inventory of personal data: what a column holds, what for, on what ground, how long, for whom.

Each model says it beside its columns (`info=`), a test names every column that says nothing, and the privacy
page is made from it. Knows no table; the sentences for these words stand in lms/privacy/presenters/wording.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Literal, TypeAlias

What = Literal[
    "name",
    "contact",
    "sex-and-age",
    "language",
    "branch",
    "account",
    "pin",
    "card",
    "passkey",
    "openid",
    "session",
    "failures",
    "role",
    "merge",
    "reading",
    "test",
    "test-on-paper",
    "practice",
    "unlock",
    "survey",
    "answered",
    "interviews",
    "feedback",
    "workshop",
    "walk-in",
    "community",
    "record",
    "standing",
    "certificate",
    "reminder",
    "letter",
    "import",
    "act",
    "lookup",
    "job",
    "notice",
    "consent",
    "erasure",
]
Purpose = Literal[
    "know-who", "reach", "figures", "understand", "sign-in", "security", "staff", "learn", "plan-training",
    "mend-lessons", "count-reached", "prove", "remind", "move-lists", "account-for", "operate", "rights",
]  # fmt: skip
# GDPR article 6 has six grounds, the data protection rules of the movement name the same; we need three of them.
Basis = Literal["interest", "consent", "duty"]
# How long: until a day that the job of retention knows (DAYS), or one of those that have none.
Kept = Literal[
    "until-erased",
    "without-name",
    "in-figures",
    "not-kept",
    "old-card",
    "old-failures",
    "old-session",
    "closed-import",
    "old-lookup",
    "old-reminder",
    "old-job",
    "old-practice",
    "old-unlock",
    "old-response",
    "old-answered",
    "old-interviews",
    "old-feedback",
    "old-workshop",
    "old-walk-in",
    "old-community",
]
Seen = Literal["self", "hr", "trainer", "code-holder", "nobody"]

# "open-paper" and "old-pre-test" are no column's own: a paper that was begun and never handed in, and what somebody
# knew before a test, go earlier than a test.
Ending = Literal[
    "old-card",
    "old-failures",
    "old-session",
    "closed-import",
    "old-lookup",
    "old-reminder",
    "old-job",
    "old-practice",
    "old-unlock",
    "old-response",
    "old-answered",
    "old-interviews",
    "old-feedback",
    "old-workshop",
    "old-walk-in",
    "old-community",
    "open-paper",
    "old-pre-test",
]

# Days after which the job of retention removes what has this word.
DAYS: Final[Mapping[Ending, int]] = {
    "old-card": 30,  # after it expired
    "old-failures": 7,  # after the last one
    "old-session": 2,  # after it ran out; what is ended goes at once
    "closed-import": 30,  # after it was done, undone or dropped
    "old-lookup": 730,
    "old-reminder": 730,
    "old-job": 90,  # after it ended
    "old-practice": 365,  # after the question was due
    "old-unlock": 365,  # after it was given
    "old-response": 365,  # after the day on which it was sent
    "old-answered": 365,  # after the month in which it was sent
    "old-interviews": 365,  # after the last day of the round
    "old-feedback": 365,  # after the month in which it was said
    "old-workshop": 730,  # after it was closed, or after its last day where it never was
    "old-walk-in": 90,  # the same; until then it is found out who it was, or never
    "old-community": 730,  # after the day of the talk
    "open-paper": 365,  # after it was begun
    "old-pre-test": 730,  # after it was handed in
}


@dataclass(frozen=True)
class Personal:
    """What a column holds about a person, or by which it points to one."""

    what: What
    purpose: Purpose
    basis: Basis
    kept: Kept
    seen_by: tuple[Seen, ...]


def personal(what: What, purpose: Purpose, basis: Basis, kept: Kept, *seen_by: Seen) -> dict[str, Any]:
    """The `info` of a column with personal data."""
    return {"personal": Personal(what, purpose, basis, kept, seen_by)}


# The `info` of a column without personal data, in a table that also has others.
IMPERSONAL: Final[dict[str, Any]] = {"impersonal": True}


def impersonal(reason: str) -> dict[str, Any]:
    """The `info` of a table without personal data, with the reason why there is none."""
    return {"impersonal": reason}


# What is done with data that has no column of its own: a letter is written, sent and gone.
WITHOUT_COLUMN: Final = (Personal("letter", "remind", "consent", "not-kept", ("self",)),)

# Staff who did something stand in the row of what they did. It says who answers for it, and stays.
ACTOR: Final = personal("act", "account-for", "duty", "without-name", "self", "hr")


# --- what is held about somebody ------------------------------------------------------------------------------

Fact: TypeAlias = "str | int | bool | date | datetime | list[Any] | dict[str, Any] | None"


@dataclass(frozen=True)
class PersonalDataItem:
    """One row about a person, as plain values by name. `what` is the word of the inventory."""

    what: What
    facts: Mapping[str, Fact]


def data_item(row: Any, what: What, *keys: str) -> PersonalDataItem:
    """Some values of a row, under the names of its columns."""
    return PersonalDataItem(what, {key: getattr(row, key) for key in keys})


def data_items(rows: Iterable[Any], what: What, *keys: str) -> list[PersonalDataItem]:
    """The same values of several rows."""
    return [data_item(row, what, *keys) for row in rows]
