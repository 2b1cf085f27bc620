"""Which names of somebody stay as they are here although a list writes them otherwise. Pure.

A list that has the number of somebody corrects their name. One without it was matched by the name itself: where that
is only written otherwise, nobody knows which of the two is misspelt, and certificates carry the one that is here.
"""

from __future__ import annotations

import re
from typing import Final

from lms.accounts.domain.volunteer_numbers import key_of
from lms.imports.domain.candidates import Known
from lms.imports.domain.lines.line_values import Values
from lms.imports.domain.name_similarity import are_one_name, is_latin
from lms.text.writing_systems import LAO, THAI

_LAO_OR_THAI: Final = re.compile(f"[{LAO.block}{THAI.block}]")


def by_script(values: Values, person: Known) -> dict[str, str | int]:
    """What a line says, each name in the field of its script."""
    said = dict(values)
    if (
        "name" in said
        and "latin_name" not in said
        and is_latin(str(said["name"]))
        and not is_latin(person.name)
    ):
        # A list in Latin letters does not take away the name in its script.
        said["latin_name"] = said.pop("name")
    if str(said.get("latin_name", "")) == str(said.get("name", person.name)):
        said.pop("latin_name", None)  # one name is not said twice
    return said


def kept_names(values: Values, person: Known) -> dict[str, str]:
    """The names of a person that stay, by the field that a line would store another spelling in."""
    if key_of(str(values.get("number", ""))) == key_of(person.number):
        return {}
    said = by_script(values, person)
    pairs = (
        (field, str(said[field]), known)
        for field, known in (("name", person.name), ("latin_name", person.latin_name))
        if field in said and known
    )
    return {
        field: known
        for field, given, known in pairs
        if given != known
        and is_latin(given) is is_latin(known)
        and (are_one_name(given, known) or _is_spoken_of(given, known))
    }


def _is_spoken_of(given: str, known: str) -> bool:
    """Whether a list has words before a Lao or Thai name that say how somebody is spoken of: the given name is first.

    Titles that are known as such are gone already; this is of all the others (ປ້າ, ป้า).
    """
    begins = _LAO_OR_THAI.match(known) is not None
    words, own = given.split(), known.split()
    return begins and len(words) > len(own) and words[-len(own) :] == own
