"""How far a typed word in Latin letters is from a name in Khmer, Lao or Thai script, to put people in order.

`sounding` finds by consonants alone, so that no usual spelling is lost; among those it finds, vowels, h, w and y tell
who is meant most likely. Both sides become a rough row of sounds, and the distance is the number of sounds that have
to be changed. Khmer vowels follow the two series of consonants (UNGEGN 1972); tones and lengths are left aside.
Nothing of it is stored. Knows no people, no database.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from rapidfuzz.distance.Levenshtein import distance

from lms.text.sound_keys import LATIN_RULES, SOUND_OF, once

_VOWELS: Final[Mapping[str, str]] = {
    letter: sound
    for sound, letters in {
        "a": "ะัาະັາា",
        "am": "ำຳ",
        "i": "ิีึืິີຶືិីឹឺຽឥឦยຍយ",
        "u": "ุูູຸុូួឧឩឪ",
        "e": "เแເແេែឯ",
        "o": "โໂົោឱ",
        "ai": "ใไໃໄៃ",
        "au": "ៅឳ",
        "eu": "ើឿ",
        "ie": "ៀ",
        "m": "ំ",
        "k": "ៈ",
        "h": "หฮຫຮហ",
        "w": "วວវ",
    }.items()
    for letter in letters
}
_LEADING: Final = re.compile("([เแโใไເແໂໃໄ])([ก-ฮກ-ຮໜໝ])")
_RO_HAN: Final = re.compile("รร(?![\u0e30-\u0e3a])")  # a Thai short vowel
_KHMER: Final = re.compile("[\u1780-\u17a2]")
# Consonants of the second series; a shifter moves one into it (U+17CA) or out of it (U+17C9).
_SECOND: Final = frozenset("គឃងជឈញឌឍទធនពភមយរលវ")
_BY_SERIES: Final[Mapping[str, tuple[str, str]]] = {
    "\u17b8": ("ei", "i"),
    "\u17bb": ("o", "u"),
    "\u17c5": ("au", "u"),
    "\u17c4": ("ao", "o"),
    "\u17c2": ("ae", "e"),
}
_LATIN_VOWELS: Final = (
    (re.compile("ea"), "a"),  # Khmer has one letter for both, and many loans (Dara) leave the series aside
    (re.compile("ee|y"), "i"),
    (re.compile("oo|ou"), "u"),
    (re.compile("(?<=[aeiou])[hr](?![aeiou])"), ""),
)


def apart(typed: Sequence[str], names: Sequence[str]) -> int:
    """In sounds, the sum over the typed words of the distance to the nearest of a person's words."""
    said = [rough(name) for name in names]
    return sum(min((distance(rough(word), name) for name in said), default=len(word)) for word in typed)


@lru_cache(maxsize=8192)
def rough(word: str) -> str:
    """The sounds of a word, roughly, whichever script it has: សុភា and Sophea are both "sopa"."""
    if word.isascii():
        for pattern, sound in (*_LATIN_VOWELS, *LATIN_RULES):
            word = pattern.sub(sound, word)
        return once(word)
    return once("".join(_sounds(_LEADING.sub(r"\2\1", _RO_HAN.sub("a", word)))))


def _sounds(word: str) -> Iterator[str]:
    second = False
    for letter in word:
        if letter in _BY_SERIES and _KHMER.search(word):
            yield _BY_SERIES[letter][second]
            continue
        if _KHMER.match(letter):
            second = letter in _SECOND
        yield letter if letter.isascii() else _VOWELS.get(letter, SOUND_OF.get(letter, "")[:1])
