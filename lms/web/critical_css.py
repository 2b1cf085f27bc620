"""The inline style blocks of learner pages, their hashes, and the content security policy that allows them.

A linked sheet costs a whole round trip before the first word (2 s on a slow phone line), so the few kilobytes
that every page needs stand in the page, and those of what is read in pages that are read; the policy allows exactly
these two blocks by their hashes, nothing else inline.
"""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import Final

_FOLDER = Path(__file__).parent.parent / "static" / "css"


# A string, which stays as it is; or spaces that say nothing: around braces and semicolons, behind commas and colons.
# A selector has a space before a colon (`main :is(…)`), never behind one.
_SPACE: Final = re.compile(r"""("[^"]*"|'[^']*')|;? ?(}) ?| ?([{;]) ?|([,:]) """)


def _packed(sheet: str) -> str:
    sheet = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    sheet = "".join(line.strip() for line in sheet.splitlines())
    return _SPACE.sub(lambda found: next(filter(None, found.groups())), sheet)


CRITICAL: Final = "".join(
    _packed((_FOLDER / name).read_text(encoding="utf-8")) for name in ("tokens.css", "learner.css")
)
# What only pages need that are read: lessons, guides of trainers, printable pieces. A test links the sheet of cards.
READING: Final = "".join(
    _packed((_FOLDER / name).read_text(encoding="utf-8")) for name in ("reading.css", "cards.css")
)


def _hash(block: str) -> str:
    return base64.b64encode(hashlib.sha256(block.encode()).digest()).decode()


CONTENT_SECURITY_POLICY: Final = (
    "default-src 'none'; script-src 'self'; "
    f"style-src 'self' 'sha256-{_hash(CRITICAL)}' 'sha256-{_hash(READING)}'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
