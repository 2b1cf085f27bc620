"""Headings that say both parts of a name: «គោត្តនាម-នាម», "Surname, first name". Below them stands the whole name. Pure.

Each part has many words, and between them stands a dash, a stroke, "and" or nothing: a list of all such headings would
never be complete.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache, lru_cache
from typing import Final

from lms.imports.domain.headings import column_names
from lms.imports.domain.text_comparison import for_comparing

_FAMILY, _GIVEN, _NAME = "family_name", "given_name", "name"
_BETWEEN: Final = r"\s*(?:[-–—/&+,;:|~_៖]|\band\b|និង|ແລະ|และ)\s*"
_ENDS: Final = re.compile(f"{_BETWEEN}$")
_BEGINS: Final = re.compile(_BETWEEN)


def says_both_parts(header: str) -> bool:
    """Whether a heading names both parts of a name, or the name and, with a sign or "and" between, the family name.

    One part in two languages is not both: "នាម / Surname". Nor is one heading below another: "Name", "Surname".
    """
    text = for_comparing(header)
    families, given = _found(text, _FAMILY), _found(text, _GIVEN)
    if families and len(families) == len(given):
        return _in_one_script(families) and _in_one_script(given) and _in_one_script((families[0], given[0]))
    pairs = (pair for pattern in _beside() for pair in pattern.findall(text))
    return not given and any(_in_one_script(pair) for pair in pairs)


def goes_on(above: str, below: str) -> bool:
    """Whether a sign or "and" ties two pieces of a heading together: they are not one heading below another."""
    return bool(_ENDS.search(for_comparing(above)) or _BEGINS.match(for_comparing(below)))


def _in_one_script(words: Collection[str]) -> bool:
    return len({word.isascii() for word in words}) == 1


def _found(text: str, field: str) -> list[str]:
    """The words for a part in a heading. Alone "first" and "last" say nothing of names: of a day they may be said."""
    words = [word for word in _any_word().findall(text) if _fields()[_joined(word)] == field]
    return words if "name" in text else [word for word in words if _joined(word) not in _parts_alone()]


@cache
def _fields() -> dict[str, str]:
    """Words -> the part that they name, written without spaces."""
    known = {_NAME: ("name", "ឈ្មោះ", "ຊື່", "ชื่อ"), **{field: _listed(field) for field in (_FAMILY, _GIVEN)}}
    return {_joined(word): field for field, words in known.items() for word in words}


def _listed(field: str) -> list[str]:
    texts = f"{column_names.PERSON[field]} | {column_names.NAME_PARTS[field]}"
    return [for_comparing(word) for word in texts.split("|")]


@cache
def _parts_alone() -> frozenset[str]:
    return frozenset(
        for_comparing(word) for texts in column_names.NAME_PARTS.values() for word in texts.split("|")
    )


@lru_cache(maxsize=1024)  # a heading says the same few words again and again
def _joined(word: str) -> str:
    return re.sub(r"[\s-]", "", for_comparing(word))


def _alternatives(*fields: str) -> str:
    """The longest first: "គោត្តនាម" ends with a word for the given name."""
    words = sorted({word for word in _fields() if _fields()[word] in fields}, key=len, reverse=True)
    return "|".join(
        r"[\s-]?".join(map(re.escape, word)) if word.isascii() else re.escape(word) for word in words
    )


@cache
def _any_word() -> re.Pattern[str]:
    return re.compile(_alternatives(_FAMILY, _GIVEN, _NAME))


@cache
def _beside() -> tuple[re.Pattern[str], re.Pattern[str]]:
    name, family = _alternatives(_NAME), _alternatives(_FAMILY)
    return (
        re.compile(f"({name}){_BETWEEN}({family})"),
        re.compile(f"({family}){_BETWEEN}({name})"),
    )
