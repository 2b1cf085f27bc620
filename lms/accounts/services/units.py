"""Units with the names that the Societies' files give them. Knows no content: `app` hands the Societies in.

Region → Society → branch: the files name the last two, and the rows of what they name are made here.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from lms import audit
from lms.accounts.models import Person, Unit, UnitKind
from lms.accounts.queries.units import REGION, missing, societies
from lms.accounts.services import people, roles
from lms.content.types.societies import Society
from lms.db import session


def settle(wanted: Sequence[Society], *, actor: Person | None) -> int:
    """Make a unit of every Society and branch, below one region, where there is none; returns how many."""
    made = 0

    def ensure(kind: UnitKind, code: str, parent: Unit | None) -> Unit:
        nonlocal made
        known = session.scalar(select(Unit.id).filter_by(code=code))
        made += known is None
        return people.ensure_unit(kind, code, parent)

    region = ensure("region", REGION, None)
    for society in wanted:
        unit = ensure("society", society.code, region)
        for branch in society.branches:
            ensure("branch", branch.code, unit)
    if made:
        codes = [society.code for society in wanted]
        audit.note(
            actor.id if actor else None, "accounts.units", "unit", region.id, made=made, societies=codes
        )
    return made


def settle_within(actor: Person, code: str) -> int:
    """Make what is missing of a Society where somebody may change people; returns how many units were made."""
    gaps = missing(roles.scope_of(actor, "people.write"))
    wanted = [one for one in societies().values() if one.code == code and one.code in gaps]
    return settle(wanted, actor=actor) if wanted else 0
