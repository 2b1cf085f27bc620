"""What a name is found by, however it is typed: a text for each person, and the words to look for in it.

Looser than `normalise.for_comparing`: tone marks, silencers and register shifters go, because people leave them
out or type the wrong one; so do the accents of Latin letters and whatever joins the parts of a name. Never for
display, and never to tell whether two names are the same. Knows no people and no database.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from lms.text import sound_keys
from lms.text.normalise import for_comparing, for_name, nfc
from lms.text.titles import behind_glued, without_title

LONGEST: Final = 2000  # characters of a haystack, and more than any that our names give
SOUND: Final = "~"  # before a sound; no word of a query has it
_FEWEST_LETTERS: Final = 2  # of a word that is looked for by its sound
_LONG_SOUND: Final = 3
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
_NUMBER = re.compile(r"([^\W\d_]{1,6})([1-9]\d{0,6})")  # letters and digits, without zeros between them
_MOST_ZEROS: Final = 4  # that are not typed
_JOINTS = re.compile("[-‐-―.,'’ʼ`/~]")


def folded(text: str) -> str:
    """The text with all that people get wrong taken away; spaces and joints between its parts stay."""
    key = for_comparing(text)
    if key.isascii():
        return key
    bare = _SMALL.sub("", unicodedata.normalize("NFD", key)).translate(_STROKES)
    composed = nfc(bare)  # what stood between two rows of marks is gone: they may be one now
    # What was kept apart by a sign can be one letter now.
    return key if composed == key else for_comparing(composed)


def haystack(*texts: str) -> str:
    """What somebody is found by: the words of each text, and each text without spaces, between single spaces.

    The texts are a number, then names. At the end stand the sounds of the names' words (see `sounding`), marked.

    A word of a query is found in it as a part, or as a whole with a space on both sides. Empty without words.
    """
    found: list[str] = []
    for text in texts:
        parts = _JOINTS.sub(" ", folded(text)).split()
        found += parts if len(parts) < 2 else [*parts, "".join(parts)]
    # The first is the number, which sounds like nothing; what does not fit is left out as a whole.
    heard = list(dict.fromkeys(_sounds(texts[1:])))
    while heard and len(" ".join([*found, *heard])) > LONGEST - 2:
        heard.pop()
    return f" {' '.join([*found, *heard])} "[:LONGEST] if found else ""


def _sounds(texts: Iterable[str]) -> Iterator[str]:
    """The words of names as they sound, marked so that none is taken for a word that somebody has typed."""
    for text in texts:
        parts = _JOINTS.sub(" ", for_comparing(text)).split()
        for part in parts if len(parts) < 2 else [*parts, "".join(parts)]:
            yield from (
                f"{SOUND}{key}" for key in sorted(sound_keys.keys_of(part) | sound_keys.latin_keys_of(part))
            )


def terms(query: str) -> list[tuple[str, ...]]:
    """For each word of a query what may stand in a haystack: the word itself first, then its sound; of a number
    "LA-302" the same with zeros (LA-0302).

    The words together may be one word, too: "som chai" is สมชาย. Who is addressed as คุณสุภาพร may be called สุภาพร.
    """
    typed = words(query)
    joined = list(_spoken("".join(typed))) if len(typed) > 1 else []
    return [
        tuple(
            dict.fromkeys(
                [word, *_spoken(word), *joined, *filter(None, [behind_glued(word)]), *_filled(word)]
            )
        )
        for word in typed
    ]


def _filled(word: str) -> Iterator[str]:
    if number := _NUMBER.fullmatch(word):
        yield from (f"{number[1]}{'0' * zeros}{number[2]}" for zeros in range(1, _MOST_ZEROS + 1))


def heard_terms(query: str) -> list[tuple[str, ...]]:
    """The same where nothing is spelled so: a word in another script than Latin stands for all that sound like it."""
    spelled = _typed(query)
    return [
        tuple(dict.fromkeys([*term, *_looked_for(sound_keys.keys_of(spelled[term[0]]))]))
        for term in terms(query)
    ]


def is_heard(query: str) -> bool:
    """Whether some word of a query has a sound and is not in Latin letters."""
    return any(map(sound_keys.keys_of, _typed(query).values()))


def _spoken(word: str) -> Iterator[str]:
    if len(word) >= _FEWEST_LETTERS:
        yield from _looked_for(sound_keys.latin_keys_of(word))


def _looked_for(keys: Iterable[str]) -> Iterator[str]:
    for key in sorted(keys):
        # A short row of consonants is the beginning of half of all names.
        yield f"{SOUND}{key}" if len(key) >= _LONG_SOUND else f" {SOUND}{key} "


def words(query: str) -> list[str]:
    """The words of a query, none twice. All have to be found, in any order; without any, nothing was asked.

    A title before a name is no part of it: lists that are brought in lose it, too.
    """
    return list(_typed(query))


def _typed(query: str) -> dict[str, str]:
    """The words of a query as they are spelled, by what is looked for: the silencer of วงษ์ tells how it sounds."""
    named = for_comparing(without_title(for_name(query[:_LONGEST_QUERY])))
    found: dict[str, str] = {}
    for part in named.split():
        if word := _JOINTS.sub("", folded(part)):
            found.setdefault(word, part)
    return dict(islice(found.items(), MOST_WORDS))
