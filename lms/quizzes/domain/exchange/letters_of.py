"""In whose letters a question is written, where they are not those of the language that its file gives. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from lms.text.writing_systems import BURMESE, KHMER, LAO, THAI

_LATIN: Final = "Latin"
_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {KHMER.language: "Khmer", LAO.language: "Lao", THAI.language: "Thai", BURMESE.language: "Burmese"}
)
_LETTERS: Final[Mapping[str, re.Pattern[str]]] = MappingProxyType(
    {
        _LATIN: re.compile("[A-Za-z\u00c0-\u024f]"),
        **{_NAMES[one.language]: re.compile(f"[{one.letters}]") for one in (KHMER, LAO, THAI, BURMESE)},
    }
)
_TOO_SHORT: Final = 40  # Latin letters: fewer may be names and terms that no language translates


def foreign_letters(language: str, texts: Sequence[str]) -> str:
    """The name of the letters in which half of some texts and more are written, "" where they are its own."""
    counts = {name: sum(len(letters.findall(text)) for text in texts) for name, letters in _LETTERS.items()}
    name, most = max(counts.items(), key=lambda item: item[1])
    is_clear = 2 * most >= sum(counts.values()) > 0 and (name != _LATIN or most >= _TOO_SHORT)
    return name if is_clear and name != _NAMES.get(language, _LATIN) else ""
