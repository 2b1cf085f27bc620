"""A list that was brought in for one branch and names others: taken over by the Society before anything is done.

Flushes, never commits.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lms import audit
from lms.accounts.services.people import Person, Scope, Unit, scope_of
from lms.db import session
from lms.errors import NotFound, RuleBroken
from lms.imports.domain.lines.line_values import NO_BRANCH
from lms.imports.domain.lines.value_groups import SAID_HERE, SETTLED, settled
from lms.imports.models import ListImport
from lms.imports.queries import locale_context
from lms.imports.services import column_matching, locking


def society_for(list_import: ListImport, scope: Scope) -> Unit | None:
    """The Society that a list of one of its branches may become one of; None where the scope has not all of it."""
    home = session.get_one(Unit, list_import.unit_id)
    society = locale_context.society_unit(home)
    is_of_branch = list_import.kind == "people" and society.id != home.id
    return society if is_of_branch and society.id in scope else None


def take_to_society(list_import: ListImport, *, actor: Person) -> None:
    """Make a list of one branch one of its Society, and decide about its lines anew.

    Who is new and has no branch in the list still comes into the branch that it was of. Raises RuleBroken("not-now"),
    NotFound where the actor does not work for the whole Society.
    """
    locking.hold(list_import)
    locking.expect(list_import, "preview")
    home = session.get_one(Unit, list_import.unit_id)
    if home.kind == "society":  # a second tap
        raise RuleBroken("not-now")
    society = society_for(list_import, scope_of(actor, "records.import"))
    if society is None:
        raise NotFound(list_import.uuid)
    list_import.unit_id = society.id
    list_import.matching = {**list_import.matching, SAID_HERE: _said_here(list_import.matching, home)}
    audit.note(
        actor.id, "rosters.of-society", "roster_import", list_import.id, before=home.code, unit=society.code
    )
    column_matching.decide_again(list_import)


def _said_here(matching: Mapping[str, Any], home: Unit) -> list[list[str]]:
    """What holds for the list alone: also what its branch has said of texts before, which is no word of the Society."""
    return settled({**matching, SETTLED: [*matching.get(SETTLED, ()), [*NO_BRANCH, home.code]]})
