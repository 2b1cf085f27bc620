"""What a text means, said once for all lines that have it, and remembered for the next lists once it is carried out.

It holds for the unit that the list is of and for those below it: what a branch says is no word of its Society.

Part of `service`. Flushes, never commits.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqlalchemy import select

from lms.accounts.queries.identifying_text import IdentifyingText
from lms.accounts.services.people import Unit
from lms.db import session
from lms.errors import NotFound
from lms.imports.domain.lines import column_facts
from lms.imports.domain.lines.line_values import EMPTY, NO_BRANCH, LocaleContext
from lms.imports.domain.lines.result_answers import OUT, PASSED, PASSED_AND_ABSENT, TRAINED, is_of_nothing
from lms.imports.domain.lines.value_groups import SAID_HERE, SAID_OF_TEXTS, SETTLED, is_of_one_list, settled
from lms.imports.domain.values import brackets, date_order, fitting_numbers, marks, short_years
from lms.imports.domain.values.fitting_numbers import FITTED
from lms.imports.domain.values.number_widths import AS_WRITTEN, ZEROS
from lms.imports.models import ListImport, ValueMatching
from lms.imports.queries import locale_context
from lms.imports.services import column_matching, list_locale, locking

UNDECIDED: Final = ""  # nothing is said, or no longer


def meanings_of(field: str, key: str, usual: LocaleContext) -> tuple[str, ...]:
    """What a text of a field may be said to mean, or the cells of a whole column, by the key of their group."""
    if field == "name":
        return brackets.MEANINGS
    if field == "number":
        return (FITTED if fitting_numbers.is_shape(key) else ZEROS, AS_WRITTEN)
    if field in column_facts.DATES:
        if key == date_order.SHAPE:
            return date_order.ORDERS
        return (*short_years.ERAS, EMPTY) if key == short_years.DAYS else short_years.ERAS
    if field == "result":
        return _meanings_of_result(key, usual)
    if (field, key) == NO_BRANCH:
        return branches_of(usual)
    if field == "award":  # no line is recorded without one
        return (*dict.fromkeys(usual.awards.values()), OUT)
    known: Mapping[str, tuple[str, ...]] = {
        "branch": branches_of(usual),
        "language": tuple(dict.fromkeys(usual.languages.values())),
        "sex": ("female", "male", "other"),
    }
    return (*known[field], EMPTY)


def _meanings_of_result(key: str, usual: LocaleContext) -> tuple[str, ...]:
    if usual.points and key == usual.points.key:
        return marks.scales_of(usual.points)
    if is_of_nothing(key):
        return (OUT, TRAINED)
    if key == PASSED_AND_ABSENT:
        return (OUT, PASSED)
    if usual.result_column and usual.result_column.attendance:
        return ("attended", "failed", OUT)
    return ("passed", "attended", "failed", EMPTY)


def branches_of(usual: LocaleContext) -> tuple[str, ...]:
    """The branches that a text may mean. A list of one branch names others, too, though it is not of them."""
    return tuple(dict.fromkeys((*usual.branches.values(), *usual.elsewhere.values())))


def settle(list_import: ListImport, meanings: Mapping[tuple[str, str], str]) -> None:
    """Say what texts mean, by field and key of a group of this import, and decide about the lines anew.

    What was said of whom lines are about stays said. Raises RuleBroken("not-now", "file-gone"); NotFound for a group
    that there is not, and for a meaning that no such text can have.
    """
    locking.hold(list_import)
    locking.expect(list_import, "preview")
    groups = {
        (group["field"], group["key"]): group["means"] for group in list_import.matching.get("groups", [])
    }
    usual = list_locale.customs_of(list_import)
    for group, means in meanings.items():
        if group not in groups or means not in (UNDECIDED, *meanings_of(*group, usual)):
            raise NotFound(group[1])
    changed = {group: means for group, means in meanings.items() if means != groups[group]}
    if changed:
        # Of another list the same question may mean something else.
        here = {group: means for group, means in changed.items() if is_of_one_list(*group)}
        _say(list_import, SAID_HERE, here)
        others = {group: means for group, means in changed.items() if group not in here}
        _say(list_import, SAID_OF_TEXTS, others)
        column_matching.decide_again(list_import)


def _say(list_import: ListImport, name: str, meanings: Mapping[tuple[str, str], str]) -> None:
    """Keep it with the list: nothing of one that is dropped is remembered. Undecided is a word, too: it withdraws."""
    said = {(field, key): means for field, key, means in list_import.matching.get(name, ())}
    said.update(meanings)
    list_import.matching = {**list_import.matching, name: [[*group, means] for group, means in said.items()]}


def remember(list_import: ListImport) -> None:
    """Remember for the unit of a list what was said of its texts, now that it is carried out.

    What its lines were decided by is what it is read by from now on.
    """
    said = {(field, key): means for field, key, means in list_import.matching.get(SAID_OF_TEXTS, ())}
    list_import.matching = {**list_import.matching, SETTLED: settled(list_import.matching)}
    _forget(list_import, SAID_OF_TEXTS)
    if said:
        _remember(session.get_one(Unit, list_import.unit_id), said)


def forget_unsaid(list_import: ListImport) -> None:
    """Forget what was said of the texts of a list and is remembered nowhere else."""
    _forget(list_import, SAID_OF_TEXTS, SAID_HERE)


def _forget(list_import: ListImport, *names: str) -> None:
    list_import.matching = {name: value for name, value in list_import.matching.items() if name not in names}


def _remember(unit: Unit, meanings: Mapping[tuple[str, str], str]) -> None:
    locking.hold_place(unit)
    rows = session.scalars(select(ValueMatching).filter_by(unit_id=unit.id))
    known = {(row.field, row.typed): row for row in rows}
    above = locale_context.settled_of(*locale_context.units_above(unit)[:-1])
    for group, means in meanings.items():
        row = known.get(group)
        if means == UNDECIDED and group not in above:
            if row is not None:
                session.delete(row)
        elif row is None:
            session.add(ValueMatching(unit_id=unit.id, field=group[0], typed=group[1], value=means))
        else:
            row.value = means
    session.flush()


def forget(identifying_text: IdentifyingText) -> None:
    """Forget texts that tell of a person: a name may have stood in the column of a branch."""
    for row in session.scalars(select(ValueMatching)):
        if identifying_text.within(row.typed):
            session.delete(row)
