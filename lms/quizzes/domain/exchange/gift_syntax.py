"""Signs of GIFT: which have to be escaped, and how. Knows no questions.

While a text is taken apart an escaped sign is a character that no text may hold (a noncharacter of Unicode), so that
what is left of `~ = # { } :` are marks of the format.
"""

from __future__ import annotations

import re
from typing import Final

CATEGORY: Final = "$CATEGORY:"
COMMENT: Final = "//"
UNIT_TAG: Final = "unit:"
_SIGNS: Final = "\\~=#{}:n"
_HIDDEN: Final = {sign: chr(0xFDD0 + place) for place, sign in enumerate(_SIGNS)}
_SHOWN: Final = {hidden: "\n" if sign == "n" else sign for sign, hidden in _HIDDEN.items()}
_ESCAPED = re.compile(r"\\([\\~=#{}:n])")
_TO_ESCAPE = re.compile(r"[\\~=#{}:\n]")
NO_CHARACTER: Final = re.compile("[\ufdd0-\ufdef]")
_OF_A_COMMENT = re.compile(r"\[(id|tag):((?:\\\]|[^\]]){1,255})\]")  # as long as Moodle keeps them


def escaped(text: str) -> str:
    """A text as it stands in a file: one line, nothing in it a mark."""
    return _TO_ESCAPE.sub(lambda found: "\\n" if found[0] == "\n" else f"\\{found[0]}", text)


def hidden(text: str) -> str:
    """The text of a file with its escaped signs out of the way. Moodle leaves other backslashes as they are."""
    return _ESCAPED.sub(lambda found: _HIDDEN[found[1]], text)


def shown(text: str) -> str:
    """A piece of what `hidden` gave, in its own signs and without the white space around it and its lines."""
    lines = "\n".join(line.strip(" \t") for line in text.strip().split("\n"))
    return NO_CHARACTER.sub(lambda found: _SHOWN.get(found[0], ""), lines)


def comment(ids: str, tags: tuple[str, ...]) -> str:
    """The comment in which Moodle keeps the ID number and the tags of the question below."""
    words = [f"[id:{_in_comment(ids)}]", *(f"[tag:{_in_comment(tag)}]" for tag in tags)]
    return f"{COMMENT} {' '.join(words)}"


def of_comment(line: str) -> tuple[str, tuple[str, ...]]:
    """The ID number, empty without one, and the tags in a comment."""
    found = [(kind, text.replace("\\]", "]").strip()) for kind, text in _OF_A_COMMENT.findall(line)]
    ids = [text for kind, text in found if kind == "id"]
    return (ids[0] if ids else ""), tuple(text for kind, text in found if kind == "tag")


def _in_comment(text: str) -> str:
    return text.replace("\n", " ").replace("]", "\\]")
