"""Whether a name can be printed with our fonts: a glyph for each character, a letter under each sign.

The shaper draws a dotted circle under a sign that stands where its script does not allow it. We ask the same
grammar of a syllable as HarfBuzz (its Khmer and Myanmar machines) without shaping anything, and are stricter
in two points: a stacker must have a letter after it, and a Thai or Lao sign a letter before it. Knows no
words for the reasons, and no fonts beyond the list of their characters.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from lms.text.font_repertoire import CHARACTERS
from lms.text.writing_systems import BURMESE, DOTTED_CIRCLE, JOINERS, KHMER, LAO, THAI, Writing


class Reason(StrEnum):
    """Why a piece of a name cannot be printed."""

    UNKNOWN_CHARACTER = "unknown-character"
    DOTTED_CIRCLE = "dotted-circle"


@dataclass(frozen=True)
class Problem:
    """One piece that cannot be printed: a character, or a sign with the letters before it in its syllable."""

    reason: Reason
    piece: str


def problems_of(text: str, fonts: Collection[str] = CHARACTERS) -> tuple[Problem, ...]:
    """What would not print, each piece once; empty if all is well. Give it the result of `for_name`.

    `fonts` is the set of characters that have a glyph; by default those of the fonts we ship.
    """
    unknown = (Problem(Reason.UNKNOWN_CHARACTER, character) for character in text if character not in fonts)
    circled = (Problem(Reason.DOTTED_CIRCLE, piece) for piece in _circled(text))
    return tuple(dict.fromkeys([*unknown, *circled]))


def _circled(text: str) -> Iterator[str]:
    syllable_start = syllable_end = -1
    for match in _TOKEN.finditer(text):
        if match.lastgroup == "syllable":
            syllable_start, syllable_end = match.span()
        else:
            yield text[syllable_start if match.start() == syllable_end else match.start() : match.end()]


def _khmer_syllable() -> str:
    """HarfBuzz, hb-ot-shaper-khmer-machine.rl: consonant_syllable. The parts are named as there."""
    letter, coeng, joiner = f"[{KHMER.letters}]", KHMER.stacker, f"[{JOINERS}]"
    robatic = f"(?:{joiner}?[\u17c9\u17ca\u17cc])?"
    xgroup = f"(?:{joiner}*[\u17c6\u17cb\u17cd-\u17d1])*"
    ygroup = "[\u17c7\u17c8\u17d3\u17dd]*"
    # A vowel with a part on both sides of its letter is shaped as two signs, of which the left one comes
    # first.
    matra = (
        f"(?:\u17be{xgroup}\u17b6?"
        "|[\u17bf\u17c0\u17c4\u17c5]"
        f"|[\u17c1-\u17c3]?{xgroup}[\u17bb-\u17bd]?{xgroup}(?:{joiner}?[\u17b7-\u17ba])?{xgroup}\u17b6?)"
    )
    stacked = f"(?:{coeng}{letter}{robatic})*"
    return f"{letter}{robatic}{robatic}{stacked}{xgroup}{matra}{xgroup}(?:{coeng}{letter})?{ygroup}"


def _burmese_syllable() -> str:
    """HarfBuzz, hb-ot-shaper-myanmar-machine.rl: consonant_syllable, as far as Burmese uses it."""
    letter, virama, asat = f"[{BURMESE.letters}]", BURMESE.stacker, "\u103a"
    kinzi = f"(?:[\u1004\u101b]{asat}{virama})?"
    stacked = f"(?:{virama}{letter})*"
    medials = f"\u103b?{asat}?\u103c?(?:(?:\u103d\u103e?|\u103e){asat}?)?"
    above, nasal, dot = "[\u102d\u102e\u1033-\u1035]*", "[\u1032\u1036]*", f"(?:\u1037{asat}?)?"
    vowels = f"\u1031*{above}[\u102f\u1030]*{nasal}{dot}"
    tall_vowels = f"(?:[\u102b\u102c]\u103e?{asat}*{above}{nasal}{dot})*"
    return f"{kinzi}{letter}{stacked}{asat}*{medials}{vowels}{tall_vowels}\u1038*"


def _tai_syllable(script: Writing) -> str:
    return f"[{script.letters}][{script.signs}]*[{script.trailing}]*"


_SYLLABLE = "|".join([_khmer_syllable(), _burmese_syllable(), _tai_syllable(THAI), _tai_syllable(LAO)])
# AM is a sign and a vowel in one. A dotted circle that was typed is one too.
_ORPHAN = f"[{KHMER.signs}{BURMESE.signs}{THAI.signs}\u0e33{LAO.signs}\u0eb3{DOTTED_CIRCLE}]+"
_TOKEN = re.compile(f"(?P<syllable>{_SYLLABLE})|(?P<orphan>{_ORPHAN})")
