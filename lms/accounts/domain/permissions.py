"""What each role may do, and on whom. Pure: knows roles and units, no rows, no web."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

# A permission is "<domain>.<verb>"; pages name the one they need with @access.
_HR: Final = frozenset(
    {
        *("people.read", "people.write", "people.cards", "people.roles", "people.merge"),
        *("records.read", "records.write", "records.export", "records.import"),
        *("reports.read", "privacy.decide"),
        *("answers.read", "papers.enter", "tests.unlock", "workshops.run"),
        *("surveys.read", "surveys.run", "community.read"),
        "desk.read",
    }
)
_EDITOR: Final = frozenset({"translations.read", "desk.read"})

OF_ROLE: Final[Mapping[str, frozenset[str]]] = {
    "trainer": frozenset(
        {
            *("people.read", "people.cards", "answers.read", "papers.enter", "tests.unlock"),
            *("surveys.read", "workshops.run", "community.read", "desk.read"),
        }
    ),
    "hr": _HR,
    "editor": _EDITOR,
    "viewer": frozenset(
        {"reports.read", "surveys.read", "community.read", "desk.read"}
    ),  # figures only, never a name
    "admin": _HR | _EDITOR,
}

_ALL: Final = frozenset(OF_ROLE)

# Which roles a role may give to others and take from them, in its units and below.
GIVES: Final[Mapping[str, frozenset[str]]] = {"hr": frozenset({"trainer", "hr"}), "admin": _ALL}

# Whoever prints somebody's card could use it: so a card, and the end of an account, is for those who stand over each
# role that the person holds. A trainer stands over none: they would sign in as a colleague, and mark the tests that
# the key of another one is kept from.
OPENS: Final[Mapping[str, frozenset[str]]] = {
    "hr": _ALL - {"admin"},
    "admin": _ALL,
}

# A role in a unit.
Held: TypeAlias = tuple[str, int]


@dataclass(frozen=True)
class Scope:
    """The units whose people somebody may see. Every list of people takes one first.

    Only `accounts.services.roles.scope_of` makes one; an empty scope sees nobody.
    """

    units: frozenset[int]

    def __contains__(self, unit_id: object) -> bool:
        return unit_id in self.units


def may(roles: Collection[str], permission: str) -> bool:
    """Whether any of the roles grants the permission."""
    return any(permission in OF_ROLE[role] for role in roles)


def below(roots: Collection[int], parents: Mapping[int, int | None]) -> frozenset[int]:
    """The given units and all under them. `parents` maps each unit to the one above it."""

    def reached(unit: int | None) -> bool:
        while unit is not None:
            if unit in roots:
                return True
            unit = parents[unit]
        return False

    return frozenset(unit for unit in parents if reached(unit))


def covered(
    wanted: Held,
    held: Collection[Held],
    table: Mapping[str, frozenset[str]],
    parents: Mapping[int, int | None],
) -> bool:
    """Whether one of the roles that are held reaches a role in a unit, by `table` (GIVES or OPENS)."""
    role, unit = wanted
    return any(role in table.get(name, ()) and unit in below({root}, parents) for name, root in held)
