"""Whether what stands on a slip is somebody's whole name. A part of a name is nobody: it may be another person's.

Spellings that are the same by the rules of a script are the same name; what only sounds alike is not. Knows no people.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from lms.text.normalise import for_comparing, for_name
from lms.text.titles import without_title

_JOINTS: Final = re.compile("[-‐-―.,'’`]+")  # between the parts of a name; people write them or a space


def is_whole_name(typed: str, names: Iterable[str]) -> bool:
    """Whether a text has all words of one of the names and no other, in any order, with or without a title."""
    return bool(words := _words(typed)) and any(_is_same(words, _words(name)) for name in names)


def _is_same(typed: list[str], name: list[str]) -> bool:
    return sorted(typed) == sorted(name) or "".join(typed) == "".join(name)


def _words(text: str) -> list[str]:
    return _JOINTS.sub(" ", for_comparing(without_title(for_name(text)))).split()
