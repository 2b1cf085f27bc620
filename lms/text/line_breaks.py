"""Where a line of Khmer, Lao, Thai or Burmese may end: ICU's dictionaries, with letters kept whole.

For PDF text only: Pango breaks Thai alone. Browsers break all four themselves, and there a zero-width space
would spoil copying and searching. Knows no widths and no fonts.
"""

import re
from collections.abc import Iterator

import icu

from lms.text.normalise import for_storing
from lms.text.writing_systems import WRITINGS, ZERO_WIDTH_SPACE

_NEVER_BEFORE = re.compile(
    "|".join(
        [
            f"[{''.join(script.signs + script.trailing for script in WRITINGS)}]",
            "[\u0e46\u0ec6\u17d7]",  # "again", in Thai, Lao and Khmer: it belongs to what it repeats
            # A letter that closes the syllable before it, such as a Burmese letter with asat.
            *(f"[{script.letters}]{script.closer}" for script in WRITINGS if script.closer),
        ]
    )
)
_NEVER_AFTER = re.compile(f"[{''.join(script.stacker + script.leading for script in WRITINGS)}]$")
# A break is there already.
_BREAKS_ANYWAY = re.compile(f"[\\s{ZERO_WIDTH_SPACE}]$")


def break_opportunities(text: str, language: str) -> list[str]:
    """The pieces between which a line may break. Joined they are `for_storing(text)`; empty text has none.

    ICU knows no Khmer names and breaks some after a coeng; it splits Burmese closed syllables. Such pieces
    are joined again: no piece starts with a dependent sign or ends in a stacker or a leading vowel.
    """
    pieces: list[str] = []
    for piece in _icu_pieces(for_storing(text), language):
        if pieces and (_NEVER_BEFORE.match(piece) or _NEVER_AFTER.search(pieces[-1])):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces


def with_break_opportunities(text: str, language: str, mark: str = ZERO_WIDTH_SPACE) -> str:
    """`for_storing(text)` with the mark where a line may break and would not anyway. Use before escaping."""
    pieces = break_opportunities(text, language)
    marked = (piece if _BREAKS_ANYWAY.search(piece) else piece + mark for piece in pieces[:-1])
    return "".join([*marked, *pieces[-1:]])


def _icu_pieces(text: str, language: str) -> Iterator[str]:
    # ICU counts UTF-16 units: an emoji is two of them. Slices of these bytes are right where slices of str
    # are not.
    units = text.encode("utf-16-le")
    breaker = icu.BreakIterator.createLineInstance(icu.Locale(language))
    breaker.setText(text)
    start = 0
    for end in breaker:
        yield units[2 * start : 2 * end].decode("utf-16-le")
        start = end
