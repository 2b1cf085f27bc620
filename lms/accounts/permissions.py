"""What each role may do, and on whom. Pure: knows roles and units, no rows, no web."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

# One line a role. A permission is "<domain>.<verb>"; pages name the one they need with @access.
OF_ROLE: Final[Mapping[str, frozenset[str]]] = {
    "trainer": frozenset(),
    "hr": frozenset({"records.read", "records.write", "records.export"}),
    "editor": frozenset({"translations.read"}),
    "viewer": frozenset(),
    "admin": frozenset({"records.read", "records.write", "records.export", "translations.read"}),
}


@dataclass(frozen=True)
class Scope:
    """The units whose people somebody may see. Every list of people takes one first.

    Only `accounts.service.scope_of` makes one; an empty scope sees nobody.
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
