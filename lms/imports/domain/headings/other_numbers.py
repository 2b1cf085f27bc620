"""Headings of numbers that are not the volunteer's, of a card or an account, and of counts that are no marks. Pure."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from lms.imports.domain.headings import column_names
from lms.imports.domain.text_comparison import for_comparing

_LATIN: Final = re.compile(r"[a-z]+")


@lru_cache(maxsize=4096)
def is_of_certificate(heading: str) -> bool:
    """Whether a heading says the number of a certificate."""
    return _says(heading, column_names.NUMBERED) and _says(heading, column_names.CERTIFICATES)


@lru_cache(maxsize=4096)
def is_of_another(heading: str) -> bool:
    """Whether a heading says a number that is not the volunteer's."""
    if is_of_certificate(heading):
        return True
    numbered = _says(heading, column_names.NUMBERED) and _says(heading, column_names.OTHER_PAPERS)
    return numbered and not _says(heading, column_names.OF_VOLUNTEERS)


@lru_cache(maxsize=4096)
def is_count(heading: str) -> bool:
    """Whether a heading says what numbers count or measure: ages, groups, kilograms."""
    return _says(heading, column_names.OTHER_COUNTS)


def _says(heading: str, texts: str) -> bool:
    """Whole words in Latin letters, parts of a heading in other scripts."""
    text = for_comparing(heading)
    latin, whole = set(_LATIN.findall(text)), "".join(text.split())
    words = (for_comparing(word).strip() for word in texts.split("|"))
    return any(word in (latin if word.isascii() else whole) for word in words)
