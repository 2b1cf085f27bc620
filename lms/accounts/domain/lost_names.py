"""Names whose letters a program could not save: "??????", «ສົມ???», "□□□"; and names without any. Pure.

Nobody can tell who is called so, and the certificate would be printed with it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# What programs write instead of a letter that they do not know: question marks, U+FFFD, boxes.
_INSTEAD: Final = re.compile(r"(?:[?\uff1f\ufffd\u25a0\u25a1\u25ab\u25af\u2610]\s*)+")


def lost_in(name: str) -> str:
    """The piece of a name that has lost its letters; nothing where it has them all, or never had one."""
    found = _INSTEAD.search(name)
    return found[0].strip() if found else ""


def fault_of(name: str) -> tuple[str, str] | None:
    """The word for a name that nobody can be called by, and the piece of it that it is about: letters are lost, or it
    has none, such as a number that was typed in its place. None for one that is right.
    """
    if piece := lost_in(name):
        return "name-lost", piece
    has_letters = any(unicodedata.category(sign).startswith("L") for sign in name)
    return None if has_letters or not name else ("name-without-letters", name)
