"""Lists with one column a module: «HIV | PSS | CEA». What stands in one says nothing of another module. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from lms.imports.domain.headings import fields as columns
from lms.imports.domain.headings.column_names import LEFT_OUT
from lms.imports.domain.headings.fields import Kind

# Fields that say something of one module.
OF_ONE: Final = ("result", "attended_day", "mark", "failed_ticked", "on", "on_day", "on_month", "on_year")
_BETWEEN: Final = re.compile(r"[\s/|(){}\[\]:,.–—-]+")
_LONG_ENOUGH: Final = 6  # letters of a title that is looked for within a heading


def named(heading: str, awards: Mapping[str, str]) -> frozenset[str]:
    """The modules that a heading names. `awards` maps the keys of their names and codes to the codes."""
    whole = columns.key(heading)
    pieces = {whole, *map(columns.key, _BETWEEN.split(heading))}
    return frozenset(
        award
        for name, award in awards.items()
        if name in pieces or (len(name) >= _LONG_ENOUGH and name in whole)
    )


def not_guessed(
    header: Sequence[str], kind: Kind, known: Mapping[str, str], awards: Mapping[str, str]
) -> Mapping[str, str]:
    """The headings, by key, that nobody takes for the result or the date unasked: just a module, or one of several."""
    modules = {heading: named(heading, awards) for heading in header if heading.strip()}
    several = len(frozenset().union(*modules.values())) > 1
    return {
        columns.key(heading): LEFT_OUT
        for heading, found in modules.items()
        if found
        and (several or columns.key(heading) in awards)
        and columns.field_of(heading, kind, known) in (*OF_ONE, LEFT_OUT, None)
    }


def of_others(
    header: Sequence[str], fields: Mapping[str, str], award: str, awards: Mapping[str, str]
) -> Iterator[str]:
    """The headings of columns taken for a result or a date that name another module than the one of all lines."""
    for place, heading in enumerate(header):
        found = named(heading, awards)
        if fields.get(str(place + 1)) in OF_ONE and found and award not in found:
            yield heading
