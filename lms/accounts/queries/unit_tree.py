"""The tree of units: region, Societies, branches. It is walked here and nowhere else."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import select

from lms.accounts.domain.permissions import below
from lms.accounts.models import Unit
from lms.db import session


def parents() -> Mapping[int, int | None]:
    """The ids of all units: each with the one above it."""
    tree: dict[int, int | None] = dict(session.execute(select(Unit.id, Unit.parent_id)).all())
    return tree


def ids_below(roots: Collection[int]) -> frozenset[int]:
    """The ids of some units and of all below them."""
    return below(roots, parents()) if roots else frozenset()


def lineage(unit: Unit) -> tuple[Unit, ...]:
    """A unit and all above it, the highest last."""
    above = [unit]
    while above[-1].parent is not None:
        above.append(above[-1].parent)
    return tuple(above)


def society_unit(unit: Unit) -> Unit | None:
    """The unit of the Society that a unit belongs to; None above the Societies."""
    return next((one for one in lineage(unit) if one.kind == "society"), None)


def society_codes() -> frozenset[str]:
    """The codes that may stand before a number: of the Societies, and of the units above them."""
    return frozenset(session.scalars(select(Unit.society).distinct()))


def societies() -> Mapping[int, str]:
    """The code of the Society to which each unit belongs; the units above the Societies are left out."""
    belonging = select(Unit.id, Unit.society).where(Unit.kind != "region")
    codes: dict[int, str] = dict(session.execute(belonging).all())
    return codes
