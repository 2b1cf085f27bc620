"""Who may be the same person under two spellings of a name. Pure; offers, never decides.

Two keys: `spelling` is the same across spaces, forms of signs, order of the parts and titles. `skeleton` is the same
across scripts, roughly: the consonants that Khmer, Lao, Thai and their romanisations have in common, told apart by
the place where they are spoken. Many names share a skeleton, so something else has to agree as well.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from lms.scripts.normalise import for_comparing

FEWEST_SOUNDS: Final = 2  # a skeleton of one consonant says nothing

_TITLE_WORDS: Final = (
    "mr mr. mrs mrs. ms ms. miss dr dr. លោក លោកស្រី អ្នកស្រី កញ្ញា នាង ທ້າວ ທ. ນາງ ນ. นาย นาง นางสาว น.ส. ด.ช. ด.ญ."
)
_TITLES: Final = frozenset(map(for_comparing, _TITLE_WORDS.split()))
# Thai writes a title and a name without a space.
_JOINED_TITLE: Final = re.compile("^(นางสาว|น\\.ส\\.|นาย|ທ້າວ)(?=..)")

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
_SOUND_OF: Final = {letter: sound for sound, letters in _SOUNDS.items() for letter in letters}
_NASAL: Final = re.compile("ng|ny|gn")
_SILENCED: Final = re.compile(
    ".[\u0e34\u0e38]?\u0e4c|.\u0ecc|.\u17cd"
)  # the letter before thanthakhat, toandakhiat
_TWICE: Final = re.compile(r"(.)\1+")


@lru_cache(maxsize=8192)
def spelling(name: str) -> str:
    """The same for two spellings of one name; empty for a name that is only a title."""
    key = _JOINED_TITLE.sub("", for_comparing(name))
    parts = sorted(part for part in key.split() if part not in _TITLES)
    return "".join(parts).replace(".", "").replace("-", "")


@lru_cache(maxsize=8192)
def skeleton(name: str) -> str:
    """The consonants of a name in any of our scripts; empty where there are too few to say anything."""
    key = _JOINED_TITLE.sub("", for_comparing(name))
    parts = sorted(_sounds(part) for part in key.split() if part not in _TITLES)
    sounds = _TWICE.sub(r"\1", "".join(parts))
    return sounds if len(sounds) >= FEWEST_SOUNDS else ""


def _sounds(part: str) -> str:
    plain = "".join(sign for sign in unicodedata.normalize("NFD", part) if not "\u0300" <= sign <= "\u036f")
    heard = _SILENCED.sub("", _NASAL.sub("n", plain))
    return _TWICE.sub(r"\1", "".join(_SOUND_OF.get(letter, "") for letter in heard))


def without_zeros(number: str) -> str:
    """A volunteer number without the zeros that a spreadsheet drops: "KH-0012" and "KH-12", "000124" and "124"."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", number)
