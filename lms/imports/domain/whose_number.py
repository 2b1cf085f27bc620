"""Whose a line of people is that has somebody's number and not their name, and what of it differs. Pure.

A slip in a number makes one person's line look like another's: who has the name is offered first.
"""

from __future__ import annotations

from typing import Final

from lms.imports.domain.candidates import MOST_CANDIDATES, Against, Candidate, Index, Known, alike, names_of
from lms.imports.domain.lines.line_values import SEX_SAID, Values

# Of what speaks against somebody, what a line says of the person, and not of what is recorded of them.
OF_PERSON: Final[frozenset[Against]] = frozenset({"name", "number", "birth", "sex", "phone"})


def asked_about(number: int, values: Values, holder: Known, index: Index) -> tuple[Candidate, ...]:
    """Whom a line, by its number, may be about that has the number of `holder`; nobody where there is no question."""
    if alike(values, holder):
        first, *better = index.better_named(number, values, holder) or (None,)
    else:
        first = index.offer(values, holder, "number")
        others = (one for one in index.like(number, values) if one.id != holder.id)
        better = [one for one in others if alike(values, index.by_id[one.id])]
    return () if first is None else (*better[: MOST_CANDIDATES - 1], first)


def differing(values: Values, person: Known, against: Against) -> tuple[str, ...]:
    """The fields of a line that say otherwise than is known of somebody, the name first, of whom something is said
    that speaks against them.
    """
    if against not in OF_PERSON:
        return ()
    pairs = (
        ("sex", values.get("sex") or values.get(SEX_SAID), person.sex),
        ("birth", values.get("birth"), person.birth),
        ("phone", values.get("phone"), person.phone),
    )
    other_name = against == "name" or (names_of(values) and not alike(values, person))
    return (
        *(("name",) if other_name else ()),
        *(("number",) if against == "number" else ()),
        *(field for field, said, known in pairs if said and known and said != known),
    )
