"""The one inline style block of learner pages, its hash, and the content security policy that allows it.

A linked sheet costs a whole round trip before the first word (2 s on a slow phone line), so the few kilobytes
that every page needs stand in the page; the policy allows exactly this block by its hash, nothing else inline.
"""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import Final

_FOLDER = Path(__file__).parent.parent / "static" / "css"


def _without_comments(sheet: str) -> str:
    sheet = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    return "".join(line.strip() for line in sheet.splitlines())


CRITICAL: Final = "".join(
    _without_comments((_FOLDER / name).read_text(encoding="utf-8")) for name in ("tokens.css", "learner.css")
)
_HASH = base64.b64encode(hashlib.sha256(CRITICAL.encode()).digest()).decode()

CONTENT_SECURITY_POLICY: Final = (
    "default-src 'none'; script-src 'self'; "
    f"style-src 'self' 'sha256-{_HASH}'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
