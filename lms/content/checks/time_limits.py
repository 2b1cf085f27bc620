"""The hours within which PEP and emergency contraception work: in lessons only where an old translation is never shown.

Whoever reads hours that are no longer right comes too late. So they stand in `safety` blocks: when the English
changes, every reader sees it at once. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from lms.content.problems import Problem
from lms.content.types.curriculum import SOURCE, Content

_HOURS = re.compile(r"\b(?:24|72|120)\b")
_MEDICINE = re.compile(
    r"\bPEP\b|\bemergency contraception\b|\bprevents? (?:HIV|a pregnancy)\b", re.IGNORECASE
)


def faults(content: Content, broken: Collection[str] = ()) -> Iterator[Problem]:
    """Blocks of English lessons that tell these hours and are no `safety` block and hold none; not in files that are
    `broken` anyway.
    """
    for module in content.modules:
        for lesson in module.lessons:
            file = f"curriculum/modules/{module.id}/{lesson.id}.md"
            for block in lesson.text(SOURCE).blocks if file not in broken else ():
                if not block.safety and tells_hours(f"{block.title}\n{block.text}"):
                    message = "the hours of PEP or emergency contraception stand outside a `safety` block"
                    hint = "Put them into a `safety` block: there an old translation is never shown."
                    yield Problem(file, block.line, message, hint)


def tells_hours(words: str) -> bool:
    """Whether these English words tell within which hours PEP or emergency contraception works."""
    return bool(_HOURS.search(words) and _MEDICINE.search(words))
