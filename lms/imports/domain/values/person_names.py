"""The parts of a name in the columns of a list -> the name that is stored. Pure.

A title goes, wherever it is written: some lists have a column for it, and the same person is to have the same name
from both. That of a monk stays: it is part of his name. Parts are put in the order of their script: in Khmer the family
name comes first, in Lao and Thai the given name. Names in Latin letters are written both ways in all three countries:
they keep the order of the list's columns. See docs/decisions/0027-names-and-values-of-lists.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from lms.errors import RuleBroken
from lms.text.normalise import for_comparing
from lms.text.titles import all_titles, stored_name
from lms.text.writing_systems import KHMER, LAO, THAI

__all__ = ["LATIN", "WHOLE", "all_titles", "families_before", "whole_name"]

LATIN: Final = "latin_"  # what the fields of a name in Latin letters begin with
WHOLE: Final[Mapping[str, str]] = {"": "name", LATIN: "latin_name"}  # by the beginning of its fields


def families_before(fields: Sequence[str]) -> frozenset[str]:
    """Of "" and LATIN those whose family name stands left of the given name, by the fields of a list's columns.

    Beside one part alone the column of the whole name holds the other one.
    """
    place = {field: number for number, field in enumerate(fields)}
    found = set()
    for begin, whole in WHOLE.items():
        family, given = f"{begin}family_name", f"{begin}given_name"
        if place.get(family, place.get(whole, 0)) < place.get(given, place.get(whole, 0)):
            found.add(begin)
    return frozenset(found)


def whole_name(whole: str, family: str, given: str, *, family_first: bool, titles_apart: bool = False) -> str:
    """The name that is stored, of what the columns of a line say; `family_first` where the script does not tell.

    A column called "name" beside one for the family name mostly holds the given name, and sometimes both. With
    `titles_apart` a name that begins like a title is no title: those stand in a cell of their own. Raises
    RuleBroken("name-parts-differ") where the whole name and both parts say different things.
    """
    whole, given = (_without_title_before(name, family) for name in (whole, given))
    whole, given = (stored_name(name, glued=not titles_apart) for name in (whole, given))
    family = stored_name(family, glued=False)
    if whole and all(_holds(whole, part) for part in (family, given) if part):
        return whole
    if whole and family and given:
        if _words(whole) not in (_words(family), _words(given)):
            raise RuleBroken("name-parts-differ", whole=whole, parts=_joined(family, given, family_first))
    elif whole and family:
        given = whole
    elif whole and _words(whole) != _words(given):
        family = whole
    return _joined(family, given, family_first)


def _without_title_before(given: str, family: str) -> str:
    """A given name without a word that is a title only before a whole name: beside it stands the family name."""
    if not family or " " not in given:
        return given
    found = stored_name(f"{given} {family}", glued=False)
    return found.removesuffix(family).strip() if found.endswith(f" {family}") else given


def _joined(family: str, given: str, family_first: bool) -> str:
    first = _family_comes_first(f"{family}{given}", family_first)
    return " ".join(filter(None, (family, given) if first else (given, family)))


def _family_comes_first(name: str, otherwise: bool) -> bool:
    for writing, first in ((KHMER, True), (LAO, False), (THAI, False)):
        if re.search(f"[{writing.block}]", name):
            return first
    return otherwise


def _holds(whole: str, part: str) -> bool:
    """Whether a name begins or ends with a part, and has something beside it."""
    words, own = _words(whole), _words(part)
    return len(words) > len(own) and own in (words[: len(own)], words[-len(own) :])


def _words(name: str) -> list[str]:
    return for_comparing(name).split()
