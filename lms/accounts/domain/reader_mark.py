"""Whose an open page is: a keyed mark of a person, which names nobody and opens nothing.

On a shared phone somebody else may have signed in since. A page of one's own holds the mark; a lesson page is the same
for everybody, so a script asks for it and puts it into the address of "I have read this lesson". No rows, no web.
"""

from __future__ import annotations

import hashlib
import hmac


def mark_of(person_id: int, secret: str) -> str:
    """What stands for a person on the pages that they have opened."""
    return hmac.new(secret.encode(), f"reader {person_id}".encode(), hashlib.sha256).hexdigest()[:16]


def is_another(mark: str, person_id: int, secret: str) -> bool:
    """Whether a page with this mark is somebody else's; without a mark nobody knows."""
    return bool(mark) and not hmac.compare_digest(mark.encode(), mark_of(person_id, secret).encode())
