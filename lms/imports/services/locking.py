"""Where an import stands, and that two who want to move it on come one after the other."""

from __future__ import annotations

from sqlalchemy import select

from lms.accounts.services.people import Unit
from lms.db import session
from lms.errors import RuleBroken
from lms.imports.models import ListImport


def hold(list_import: ListImport) -> None:
    """Let nobody else change the import until the end of the transaction: a double tap starts one job."""
    asked = select(ListImport).where(ListImport.id == list_import.id).with_for_update()
    session.scalars(asked, execution_options={"populate_existing": True}).one()


def hold_place(unit: Unit) -> None:
    """Let nobody else bring a file in for this unit until the end of the transaction: a double tap is one import."""
    session.execute(select(Unit.id).where(Unit.id == unit.id).with_for_update(key_share=True))


def expect(list_import: ListImport, *states: str) -> None:
    """Raise RuleBroken("not-now") where the import is in none of these states."""
    if list_import.state not in states:
        raise RuleBroken("not-now")
