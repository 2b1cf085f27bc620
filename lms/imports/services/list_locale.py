"""How an import reads its dates, marks and results: the customs of its Society, and what HR said of this list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final, cast

from lms.accounts.services.people import Unit, UnitId
from lms.db import session
from lms.imports.domain.columns.result_columns import ResultColumn
from lms.imports.domain.lines.column_facts import ADDRESSED, PASSED_TICKED, PHONES_OF, RESULT_COLUMN
from lms.imports.domain.lines.line_values import LocaleContext
from lms.imports.domain.lines.value_groups import SETTLED, said_in_list
from lms.imports.domain.values import addressed, brackets, date_order
from lms.imports.domain.values.date_order import Mixed, Order
from lms.imports.domain.values.dates import Era
from lms.imports.domain.values.fitting_numbers import Usual
from lms.imports.domain.values.marks import Points
from lms.imports.domain.values.number_widths import Width, shape_of
from lms.imports.domain.values.person_names import families_before
from lms.imports.domain.values.short_years import ShortYears
from lms.imports.models import ListImport
from lms.imports.queries import locale_context

OWN_RECORDS: Final = "own_records"  # stands in a matching: the file is our own file of records
USUAL_NUMBER: Final = "usual_number"  # stands in a matching: what nearly all numbers look like


def customs_of(list_import: ListImport) -> LocaleContext:
    """How the cells of an import are read: by what texts meant when its lines were decided about."""
    matching = list_import.matching
    if list_import.state in ("done", "undone") and SETTLED not in matching:
        matching = {**matching, SETTLED: []}  # of older versions: nobody knows any more
    return customs_in(list_import.unit_id, matching)


def customs_in(unit_id: UnitId, matching: Mapping[str, Any]) -> LocaleContext:
    fields = matching.get("columns", {})
    in_order = [fields[number] for number in sorted(fields, key=int)]
    usual = locale_context.of_unit(session.get_one(Unit, unit_id), matching.get("orders", {}))
    before = {} if SETTLED in matching else usual.settled  # what others have said since does not count
    told = {**before, **said_in_list(matching)}
    usual = replace(usual, settled={group: means for group, means in told.items() if means})
    mixed = {field: Mixed(*found) for field, found in matching.get("mixed_orders", {}).items()}
    mixed = {field: one._replace(order=_order(usual, field, one)) for field, one in mixed.items()}
    widths = {}
    for before, (digits, like) in matching.get("widths", {}).items():
        width = Width(digits, like)
        said = usual.settled.get(("number", shape_of(before, width)), "")
        widths[before] = width._replace(said=said)
    return replace(
        usual,
        families_before=families_before(in_order),
        widths=widths,
        usual_number=Usual(*matching[USUAL_NUMBER]) if matching.get(USUAL_NUMBER) else None,
        phones_of=matching.get(PHONES_OF, ""),
        titles_apart=matching.get("titles_apart", False),
        own_records=matching.get(OWN_RECORDS, False),
        x_is_other=matching.get("x_is_other", False),
        results_ticked=matching.get("results_ticked", False),
        short_years=dict(_short_years(matching, usual)),
        orders={**usual.orders, **{field: one.order for field, one in mixed.items()}},
        mixed_orders=mixed,
        brackets=usual.settled.get(("name", brackets.SHAPE), "")
        if matching.get("brackets")
        else brackets.KEEP,
        addressed=usual.settled.get(("name", addressed.SHAPE), "")
        if matching.get(ADDRESSED)
        else brackets.KEEP,
        points=_points(matching, usual),
        result_column=result_column_of(matching),
    )


def result_column_of(matching: Mapping[str, Any]) -> ResultColumn | None:
    """What is known of the column of results; None where there is none, and of lists of older versions."""
    if not matching.get(RESULT_COLUMN):
        return None
    column = ResultColumn(*matching[RESULT_COLUMN])
    return column._replace(ticked="passed") if matching.get(PASSED_TICKED) else column


def _order(usual: LocaleContext, field: str, mixed: Mixed) -> Order:
    """What HR has said of a column of dates; it holds for all of them, also those that only fit the other way."""
    said = usual.settled.get((field, date_order.SHAPE))
    return mixed.order if not said else "day-first" if said == "day-first" else "month-first"


def _points(matching: Mapping[str, Any], usual: LocaleContext) -> Points | None:
    if not matching.get("points"):
        return None
    found = Points(*matching["points"])
    return found._replace(scale=usual.settled.get(("result", found.key), found.scale))


def _short_years(matching: Mapping[str, Any], usual: LocaleContext) -> Iterator[tuple[str, ShortYears]]:
    for field, found in matching.get("short_years", {}).items():
        short = ShortYears(*found)
        said = usual.settled.get((field, short.shape))
        yield field, short if said is None else short._replace(era=cast(Era, said))
