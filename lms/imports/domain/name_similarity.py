"""Who may be the same person under two spellings of a name. Pure; offers, never decides.

Six kinds of keys, the strongest first; two names are alike where they share one. `spellings`: the same across
spaces, forms of signs, order of the parts and titles. `foldings`: the same without the signs that people leave out,
as the search has it, and without a nickname in brackets. `homophones`: Khmer, Lao and Thai letters that are spoken the
same, วงศ์ and วงษ์. `romanisations`: Latin letters that stand for the same sounds, as they are written in many ways.
`skeletons`: the same across scripts, roughly: the consonants that Khmer, Lao, Thai
and Latin names have in common, told apart by the place where they are spoken. Many names share a skeleton, so
something else has to agree as well. `sounds`: the consonants that are heard, by which the search finds a name that
nobody has as it was typed; so do names that differ in a vowel, and `sounds_apart` tells how far they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from itertools import islice, product
from typing import Final

from lms.text import latin_closeness, search_key, sound_keys
from lms.text.normalise import for_comparing, for_name
from lms.text.titles import behind_glued, is_no_name, without_title

FEWEST_SOUNDS: Final = 2  # a skeleton of one consonant says nothing
_FEWEST_OF_PART: Final = 3  # sounds of one word of a name, where nothing but sounds can be compared
FEWEST_LETTERS: Final = 4  # of a romanisation; shorter ones are too many names
_MOST_SOUNDS: Final = 32  # ways to read the words of one name together
_NEAR: Final = 1  # sounds in which a word may differ from that of a name in the same script
_NEAR_IN_LATIN: Final = 2  # vowels are written in Latin letters in many ways

# Consonants by the place where they are spoken; a letter that is missing here is a vowel, a sign, or hardly heard.
_SOUNDS: Final[Mapping[str, str]] = {
    "k": "kgqកខគឃກຂຄกขฃคฅฆ",
    "s": "csjzxចឆជឈសຈຊສจฉชซฌศษส",
    "t": "tdដឋឌឍតថទធດຕຖທดตถทธฎฏฐฑฒ",
    "p": "pbfបផពភບປຜພຝຟบปผพภฝฟ",
    "n": "nញនណងນງณนงญ",
    "m": "mមំມຳมำ",
    "l": "lrរលឡລຣຼรลฬ",
}
_NICKNAME: Final = re.compile(r"[(（\[][^()（）\[\]]*[)）\]]?")
_JOINTS: Final = re.compile("[.'’-]")
_NASAL: Final = re.compile("ng|ny|gn")
# The letter before thanthakhat or toandakhiat.
_SILENCED: Final = re.compile(".[\u0e34\u0e38]?\u0e4c|.\u0ecc|.\u17cd")
# Thai letters with one sound at the beginning and at the end of a syllable, as the Royal Thai General System (1999) has
# them; ญ and ย, ค and ข differ in one of the two, and names are written with either.
_THAI_SAME: Final = str.maketrans("ศษณภธฑฒฏฎฆขฃฅฬฐญใໃ", "สสนพทททตดคคคคลถยไໄ")
_THAI_AI: Final = re.compile("ไ([ก-ฮ])ย?")  # ไชย is spoken as ชัย
_TONES: Final = re.compile("[\u0e47-\u0e4b\u0e4e\u0ec8-\u0ecb\u17c9\u17ca]")
_OTHER_LETTERS: Final = re.compile("[\u0370-\u1dff\u2c00-\ud7ff]")
# Latin letters as they are heard: breath goes, vowels in a row are one of three kinds, by the first.
_NOT_HEARD: Final = re.compile("[^a-z]|(?<=[bcdgjkpst])h|[hw](?![aeiouy])|(?<=[aeiouy])[aeiouy]")
_SAME_SOUND: Final = str.maketrans("eyuwq", "iiovk")


class _Sounds(dict[int, str]):
    """A table for str.translate: consonants to their sound, everything else to nothing."""

    def __missing__(self, letter: int) -> str:
        return ""


_SOUND_OF: Final = _Sounds({ord(letter): sound for sound, letters in _SOUNDS.items() for letter in letters})


def spellings(name: str) -> frozenset[str]:
    """What every way to space and order the parts of a name has in common; empty for a title alone.

    Of «คุณสุภาพร ใจดี» also what «สุภาพร ใจดี» has: only a person can tell whether the first word begins with a title.
    """
    parts = [part.replace(".", "").replace("-", "") for part in _parts(name)]
    behind = behind_glued(parts[0]) if parts else ""
    return _keys(parts) | (_keys([behind, *parts[1:]]) if behind else frozenset())


def foldings(name: str) -> frozenset[str]:
    """The same whatever of its small signs is left out, with a nickname in brackets or without."""
    bare = _NICKNAME.sub(" ", name)
    return frozenset(key for one in {name, bare} for key in _keys(_folded_parts(one)))


@lru_cache(maxsize=1024)
def _folded_parts(name: str) -> list[str]:
    return _JOINTS.sub("", search_key.folded(" ".join(_parts(name)))).split()


def sounds(name: str) -> frozenset[str]:
    """The consonants of a name that are heard, in each way in which its words can be read."""
    each = [_sounds_of_word(part) for part in _parts(_NICKNAME.sub(" ", name))]
    ways = islice(product(*filter(None, each)), _MOST_SOUNDS)
    keys = {sound_keys.once("".join(way)) for row in ways for way in (row, sorted(row))}
    return frozenset(key for key in keys if len(key) >= FEWEST_SOUNDS)


@lru_cache(maxsize=8192)  # family names come again and again
def _sounds_of_word(part: str) -> list[str]:
    return sorted(sound_keys.keys_of(part) | sound_keys.latin_keys_of(part))


def sounds_apart(one: str, other: str) -> int | None:
    """In how many sounds two names with the same consonants differ; None where they are too far from each other."""
    words, theirs = (_folded_parts(_NICKNAME.sub(" ", name)) for name in (one, other))
    if not words or not theirs:
        return None
    joined = [["".join(words)], ["".join(theirs)]]
    apart = min(latin_closeness.apart(words, [*theirs, *joined[1]]), latin_closeness.apart(*joined))
    near = _NEAR if is_latin(one) is is_latin(other) else _NEAR_IN_LATIN
    return apart if apart <= near * len(words) else None


def are_one_name(one: str, other: str) -> bool:
    """Whether two names are one that is only written otherwise, to the search: by its folding or by its sound."""
    written = (foldings, homophones, romanisations)
    if any(find(one) & find(other) for find in written):
        return True
    return bool(sounds(one) & sounds(other)) and sounds_apart(one, other) is not None


def homophones(name: str) -> frozenset[str]:
    """The same for a name in our scripts whichever of the letters with one sound it is written with."""
    if is_latin(name):
        return frozenset()
    keys = _keys([_spoken(part) for part in _parts(name)])
    return frozenset(key for key in keys if len(_sounds(key)) >= FEWEST_SOUNDS)


def _spoken(part: str) -> str:
    spoken = _TONES.sub("", _SILENCED.sub("", part)).translate(_THAI_SAME)
    return _THAI_AI.sub("\\1\u0e31ย", spoken)


def romanisations(name: str) -> frozenset[str]:
    """The same for a name in Latin letters however its sounds are written: "Sokkha" and "Sokha"."""
    if not is_latin(name):
        return frozenset()
    return frozenset(
        key for key in _keys([_heard(part) for part in _parts(name)]) if len(key) >= FEWEST_LETTERS
    )


def skeletons(name: str) -> frozenset[str]:
    """The consonants of a name in any of our scripts; empty where there are too few to say anything."""
    keys = map(_once, _keys([_sounds(part) for part in _parts(name)]))
    return frozenset(key for key in keys if len(key) >= FEWEST_SOUNDS)


def is_part(one: str, other: str) -> bool:
    """Whether every word of the shorter of two names is one of the longer: a given name alone. It is no proof."""
    fewer, more = sorted((_parts(one), _parts(other)), key=len)
    if not fewer or len(fewer) == len(more):
        return False
    theirs = [_word_keys(word) for word in more]
    return all(any(_word_keys(word) & keys for keys in theirs) for word in fewer)


def _word_keys(word: str) -> frozenset[str]:
    """What one word of a name has in common with the same word written otherwise; each kind with its mark."""
    keys = {word.replace(".", "").replace("-", "")}
    heard, sounds = _heard(word) if is_latin(word) else "", _once(_sounds(word))
    if len(heard) >= FEWEST_LETTERS:
        keys.add(f"heard {heard}")
    if len(sounds) >= _FEWEST_OF_PART:
        keys.add(f"sounds {sounds}")
    return frozenset(keys)


def is_latin(name: str) -> bool:
    """Whether a name is in Latin letters; one of them and one in another script share no spelling."""
    return not _OTHER_LETTERS.search(name)


@lru_cache(maxsize=1024)  # a name is asked for each of its keys in turn
def _parts(name: str) -> list[str]:
    key = for_comparing(without_title(for_name(name)))
    return [] if is_no_name(key) else key.split()


def _keys(parts: list[str]) -> frozenset[str]:
    """The parts as they stand, and in an order that does not depend on who wrote them."""
    return frozenset({"".join(parts), "".join(sorted(parts))} - {""})


def _heard(part: str) -> str:
    return _once(_NOT_HEARD.sub("", _without_accents(part)).translate(_SAME_SOUND))


def _sounds(part: str) -> str:
    return _once(_SILENCED.sub("", _NASAL.sub("n", _without_accents(part))).translate(_SOUND_OF))


def _without_accents(part: str) -> str:
    if part.isascii():
        return part
    return "".join(sign for sign in unicodedata.normalize("NFD", part) if not "\u0300" <= sign <= "\u036f")


def _once(text: str) -> str:
    """Letters that stand in a row, once."""
    return "".join(letter for letter, before in zip(text, f" {text}", strict=False) if letter != before)


def without_zeros(number: str) -> str:
    """A volunteer number without the zeros that a spreadsheet drops: "KH-0012" and "KH-12", "000124" and "124"."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", number)
