"""What a name is found by, however it is typed: a text for each person, and the words to look for in it.

Looser than `normalise.for_comparing`: tone marks, silencers and register shifters go, because people leave them
out or type the wrong one; so do the accents of Latin letters and whatever joins the parts of a name. Never for
display, and never to tell whether two names are the same. Knows no people and no database.
"""

import re
import unicodedata
from typing import Final

from lms.scripts.normalise import for_comparing

LONGEST: Final = 2000  # characters of a haystack, and more than any that our names give
MOST_WORDS: Final = 10  # of a query; what is typed after them is left aside
_LONGEST_QUERY: Final = 300  # characters

# Signs that say how a syllable is spoken. Vowels are not among them: another vowel is another name.
_SMALL = re.compile(
    "["
    "\u0e47-\u0e4c\u0e4e"  # Thai: shortener, tones, silencer, yamakkan
    "\u0ec8-\u0ecc\u0ece"  # Lao: tones, silencer, yamakkan
    "\u17c8-\u17d1\u17d3\u17dd"  # Khmer: all signs but nikahit and reahmuk, which are spoken as endings
    "\u1037\u1038"  # Burmese: the tones
    "\u0300-\u036f"  # accents of Latin letters
    "]"
)
# Latin letters whose stroke is no accent to Unicode; Vietnamese names have the first.
_STROKES = str.maketrans({"đ": "d", "ð": "d", "ø": "o", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe"})
_JOINTS = re.compile("[-‐-―.,'’ʼ`/]")


def folded(text: str) -> str:
    """The text with all that people get wrong taken away; spaces and joints between its parts stay."""
    key = for_comparing(text)
    if key.isascii():
        return key
    bare = _SMALL.sub("", unicodedata.normalize("NFD", key)).translate(_STROKES)
    composed = unicodedata.normalize("NFC", bare)
    # What was kept apart by a sign can be one letter now.
    return key if composed == key else for_comparing(composed)


def haystack(*texts: str) -> str:
    """What somebody is found by: the words of each text, and each text without spaces, between single spaces.

    A word of a query is found in it as a part, or as a whole with a space on both sides. Empty without words.
    """
    found: list[str] = []
    for text in texts:
        parts = _JOINTS.sub(" ", folded(text)).split()
        found += parts if len(parts) < 2 else [*parts, "".join(parts)]
    return f" {' '.join(found)} "[:LONGEST] if found else ""


def words(query: str) -> list[str]:
    """The words of a query, none twice. All have to be found, in any order; without any, nothing was asked."""
    parts = (_JOINTS.sub("", part) for part in folded(query[:_LONGEST_QUERY]).split())
    return list(dict.fromkeys(part for part in parts if part))[:MOST_WORDS]
