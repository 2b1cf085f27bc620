"""Names whose letters a program could not save: "??????", «ສົມ???», "□□□". Pure.

Nobody can tell who is called so, and the certificate would be printed with it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# What programs write instead of a letter that they do not know: question marks, U+FFFD, boxes.
_INSTEAD: Final = re.compile(r"(?:[?\uff1f\ufffd\u25a0\u25a1\u25ab\u25af\u2610]\s*)+")


def lost_in(name: str) -> str:
    """The piece of a name that has lost its letters; the whole where it has no letter at all, nothing where it has
    them all.
    """
    if not any(unicodedata.category(sign).startswith("L") for sign in name):
        return name
    found = _INSTEAD.search(name)
    return found[0].strip() if found else ""
