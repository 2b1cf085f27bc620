"""What every text has to be, whatever file it stands in: stored form, no invisible characters, its own
script, and nothing that is written for a program.

Knows no file format. Khmer, Lao and Thai put no spaces between words; a zero-width space that a web page left
behind makes search and comparison fail without anybody seeing why.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from types import MappingProxyType

from lms.content.problems import Problem
from lms.text.font_repertoire import CHARACTERS
from lms.text.normalise import for_storing

# Space, joiners and marks without width; byte order mark; private use (nothing says how that is drawn);
# control.
_UNSEEN = re.compile(
    "[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ue000-\uf8ff\x00-\x08\x0b-\x1f\x7f-\x9f]"
)
# A tag of HTML, whole or cut by the end of the line, and what templates begin with. `{#id}` is one of a heading.
_CODE = re.compile(r"<(?=[A-Za-z/!?])[^>]*>|<(?=[A-Za-z/!?])\S*|\{\{|\{%")
_LETTERS = MappingProxyType(
    {
        "Latn": re.compile("[A-Za-z\u00c0-\u024f]"),
        "Khmr": re.compile("[\u1780-\u17dd]"),
        "Laoo": re.compile("[\u0e81-\u0ecd\u0edc-\u0edf]"),
        "Thai": re.compile("[\u0e01-\u0e4d]"),
        "Mymr": re.compile("[\u1000-\u103f\u104c-\u109d]"),
    }
)
SCRIPTS = tuple(_LETTERS)
# Burmese texts may be written before a font for printing them is added: a phone brings its own.
_DRAWN = CHARACTERS | {"\t"} | {chr(point) for point in range(0x1000, 0x10A0)}
_OWN_SHARE = 0.5  # names, sources and English terms in brackets never come near this
_TOO_SHORT = 40  # letters: below this a share says nothing


def text_problems(file: str, texts: Iterable[tuple[str, int]]) -> list[Problem]:
    """Problems of texts with the line on which each starts: tags, invisible characters, signs out of order."""
    problems = []
    for text, line in texts:
        problems.extend(_code_problems(file, line, text))
        if text.isascii() and text.isprintable():
            continue
        for offset, part in enumerate(text.split("\n")):
            problems.extend(_line_problems(file, line + offset, part))
    return problems


def _code_problems(file: str, line: int, text: str) -> list[Problem]:
    """At most one of each line."""
    if "<" not in text and "{" not in text:
        return []
    hint = "No HTML and no template in a text: use the marks of curriculum/README.md, or say it in words."
    found = ((line + offset, _CODE.search(part)) for offset, part in enumerate(text.split("\n")))
    return [Problem(file, at, f"`{code[0]}` stands in a text", hint) for at, code in found if code]


def _line_problems(file: str, line: int, text: str) -> list[Problem]:
    if unseen := _UNSEEN.search(text):
        code = f"U+{ord(unseen[0]):04X}"
        near = text[max(0, unseen.start() - 8) : unseen.start()]
        where = f" after “{near}”" if near else " at the start"
        return [
            Problem(
                file, line, f"an invisible character, {code}, stands{where}", "Delete and retype that place."
            )
        ]
    stored = for_storing(text)
    if stored == text:
        return _strange_signs(file, line, text)
    place = next((at for at, (is_, should) in enumerate(zip(text, stored, strict=False)) if is_ != should), 0)
    part = slice(max(0, place - 4), place + 4)
    hint = f"It looks the same, but search does not find it. Copy this instead: {stored[part]}"
    return [Problem(file, line, f"signs are not in their standard order in “{text[part]}”", hint)]


def _strange_signs(file: str, line: int, text: str) -> list[Problem]:
    strange = set(text) - _DRAWN
    if not strange:
        return []
    signs = ", ".join(f"“{sign}” (U+{ord(sign):04X})" for sign in sorted(strange))
    hint = "It would be missing on paper: say it in words, or use a sign that is in the fonts."
    return [Problem(file, line, f"no font of ours has {signs}", hint)]


def script_problem(file: str, texts: Iterable[tuple[str, int]], script: str) -> list[Problem]:
    """A problem when less than half of the letters belong to the script (ISO 15924): not translated yet."""
    counts = dict.fromkeys(_LETTERS, 0)
    for text, _ in texts:
        for name, letters in _LETTERS.items():
            counts[name] += len(letters.findall(text))
    total = sum(counts.values())
    if total < _TOO_SHORT or counts[script] >= _OWN_SHARE * total:
        return []
    share = round(100 * counts[script] / total)
    return [Problem(file, 1, f"only {share} % of the letters are {script}", "Is this file translated?")]
