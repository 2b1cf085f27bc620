"""The parts of a name in the columns of a list -> the name that is stored. Pure.

A title goes, wherever it is written: some lists have a column for it, and the same person is to have the same name
from both. Parts are put in the order of their script: in Khmer the family name comes first, in Lao and Thai the given
name. Names in Latin letters are written both ways in all three countries: they keep the order of the list's columns.
See docs/decisions/0027-names-and-values-of-lists.md.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from lms.errors import RuleBroken
from lms.scripts.normalise import for_comparing
from lms.scripts.writing import KHMER, LAO, THAI

LATIN: Final = "latin_"  # what the fields of a name in Latin letters begin with
WHOLE: Final[Mapping[str, str]] = {"": "name", LATIN: "latin_name"}  # by the beginning of its fields

# Titles as lists write them with a space behind.
TITLES: Final = (
    "mr mr. mrs mrs. ms ms. miss miss. dr dr. លោក លោកស្រី អ្នកស្រី លោកជំទាវ ឯកឧត្តម កញ្ញា នាង "
    "ທ້າວ ທ. ທ່ານ ນາງ ນາງສາວ ນ. นาย นาง นางสาว น.ส. นส. นส ด.ช. ด.ญ. เด็กชาย เด็กหญิง คุณ"
)
# Titles that are written without a space, too.
_GLUED: Final = (
    "mr. mrs. ms. miss. dr. លោក លោកស្រី អ្នកស្រី លោកជំទាវ ທ້າວ ທ. ນາງ ນາງສາວ ນ. "
    "นาย นาง นางสาว น.ส. นส. ด.ช. ด.ญ. เด็กชาย เด็กหญิง"
)
# Given names begin with these as well: without a space they are titles only before two words.
_GLUED_BEFORE_TWO: Final = "កញ្ញា នាង"
_TITLE_KEYS: Final = frozenset(map(for_comparing, TITLES.split()))
# What a name begins with; before a vowel or a sign a title would be the beginning of a word ("นาย" in "นายิกา").
_BEGINNING: Final = (
    f"A-Za-z\u00c0-\u024f{KHMER.letters}{LAO.letters}{LAO.leading}{THAI.letters}{THAI.leading}"
)


def _pattern(titles: str, rest: str) -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(titles.split(), key=len, reverse=True)))
    return re.compile(f"(?:{words})(?=[{_BEGINNING}]{rest})", re.IGNORECASE)


_PATTERNS: Final = (_pattern(_GLUED, r"\S"), _pattern(_GLUED_BEFORE_TWO, r"\S* \S"))


def is_title(text: str) -> bool:
    """Whether a text is a title and nothing else."""
    return for_comparing(text) in _TITLE_KEYS


def without_title(name: str, *, glued: bool = True) -> str:
    """A name without the titles before it; a title alone stays as it is.

    Without `glued` only a title with a space behind goes: family names begin with the same letters.
    """
    first, _, rest = name.partition(" ")
    if rest and is_title(first):
        return without_title(rest, glued=glued)
    for pattern in _PATTERNS if glued else ():
        if title := pattern.match(name):
            return name[title.end() :]
    return name


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


def whole_name(whole: str, family: str, given: str, *, family_first: bool) -> str:
    """The name that is stored, of what the columns of a line say; `family_first` where the script does not tell.

    A column called "name" beside one for the family name mostly holds the given name, and sometimes both. Raises
    RuleBroken("name-parts-differ") where the whole name and both parts say different things.
    """
    whole, family, given = without_title(whole), without_title(family, glued=False), without_title(given)
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


def all_titles(cells: Collection[str]) -> bool:
    """Whether a column holds titles and nothing else."""
    return bool(cells) and all(map(is_title, cells))
