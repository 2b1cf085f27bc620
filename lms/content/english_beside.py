"""The English word beside a term in another language: what the term does not say already. Pure."""

from __future__ import annotations

import re

_IN_BRACKETS = re.compile(r"^(.+?) \((.+)\)$")
_ABBREVIATION = re.compile(r"\S*[A-Z]\S*[A-Z]\S*")


def english_beside(word: str, english: str) -> str:
    """The English word without the abbreviation that the term has, empty where nothing is left to say."""
    found = _IN_BRACKETS.match(english)
    name, more = (found[1], found[2]) if found else (english, "")
    if _stands(name, word):
        return more if more and not _stands(more, word) else ""
    if more:
        return name if _stands(more, word) else english
    return "" if any(_stands(one, word) for one in _ABBREVIATION.findall(name)) else english


def in_brackets(english: str) -> str:
    """The same to stand in brackets, without brackets of its own: "psychological first aid, PFA"."""
    found = _IN_BRACKETS.match(english)
    return f"{found[1]}, {found[2]}" if found else english


def _stands(part: str, word: str) -> bool:
    """Whether a part of the English word stands in a term, not as a part of a longer Latin word."""
    return re.search(rf"(?<![A-Za-z]){re.escape(part)}(?![A-Za-z])", word) is not None
