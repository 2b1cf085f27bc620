"""Headings that say nothing but "before" or "after" of a training or its test: «ก่อนอบรม | หลังอบรม (20)». Pure.

They name no marks, so the cells below "after" tell what it is; what was known before the training is no result of it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from lms.imports.domain.headings import column_names, full_marks
from lms.imports.domain.text_comparison import for_comparing

When: TypeAlias = Literal["", "before", "after"]

_SIGNS: Final = re.compile(r"[\s!-/:-@\[-`{-~–—]+")


def _plain(text: str) -> str:
    """Letters alone, without the accents of Latin ones: a French hand writes "prétest"."""
    bare = "".join(
        sign for sign in unicodedata.normalize("NFD", for_comparing(text)) if not "\u0300" <= sign <= "\u036f"
    )
    return _SIGNS.sub("", unicodedata.normalize("NFC", bare))


def _one_of(texts: str) -> str:
    words = {_plain(word) for word in texts.split("|")}
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_WORD: Final = re.compile(
    rf"(?P<before>{_one_of(column_names.BEFORE_IT)})|(?P<after>{_one_of(column_names.AFTER_IT)})"
    rf"|(?:{_one_of(column_names.BESIDE_BEFORE_AND_AFTER)})"
)


@lru_cache(maxsize=4096)
def of(heading: str) -> When:
    """Whether a heading says "before" or "after" and nothing else that counts; nothing where it says both."""
    text = _plain(full_marks.name_of(heading))
    place, said = 0, set()
    while place < len(text):  # word by word, so that a long heading is read once
        found = _WORD.match(text, place)
        if found is None:
            return ""
        said.add(found.lastgroup)
        place = found.end()
    told = said - {None}
    return "" if len(told) != 1 else "before" if "before" in told else "after"
