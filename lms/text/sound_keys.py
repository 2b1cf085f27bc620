"""Keys under which a Khmer, Lao or Thai name is found by the ways in which it is usually written in Latin letters.

A key is the row of consonants that are heard, by the place where they are spoken: vowels are written in too many ways.
No name in Latin letters is made of it, and none could be: the keys are for search alone, never stored as a name.

What a consonant sounds like, and what falls silent at the end of a syllable, follows the Royal Thai General System of
Transcription (Royal Institute 1999), the BGN/PCGN 1966 system for Lao, and the UNGEGN system for Khmer (1972); what
people really write beside them (Porn, Phonsavanh, Xay, Vicheth) is in the Latin half. Knows no people, no database.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice, product
from typing import Final

from lms.text.normalise import for_comparing

MOST_KEYS: Final = 16  # of one word
_LONGEST_WORD: Final = 40  # letters

_HEARD: Final[Mapping[str, str]] = {
    "k": "កខគឃກຂຄกขฃคฅฆ",
    "s": "សឝឞສซศษส",
    "c": "ចឆជឈຈจฉชฌ",
    "sc": "ຊ",  # written with an x, an s or a ch
    "t": "ដឋឌឍតថទធດຕຖທดตถทธฎฏฐฑฒ",
    "p": "បផពភບປຜຝພຟบปผฝพฟภ",
    "n": "នណນนณ",
    "g": "ងງง",  # ng
    "m": "មំມຳมำ",
    "l": "លឡឭឮลฬ",
    "r": "រឫឬรฤ",
    "lr": "ລຣຼ",  # Lao has written both with one letter for decades
    "ny": "ញຍญ",  # spoken as n, or as y, which is not heard here
    "w": "វວว",
    "ak": "\u17c8",  # Khmer: a short a that is closed, វណ្ណៈ is Vannak
}
SOUND_OF: Final[Mapping[str, str]] = {
    letter: sound for sound, letters in _HEARD.items() for letter in letters
}
# Letters that are heard otherwise, or not at all, where no vowel follows them.
_ENDS: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys("รຣ", ("n", "r", "")),
    **dict.fromkeys("ลฬ", ("n", "l", "")),
    **dict.fromkeys("จช", ("t", "c")),
    **dict.fromkeys("ซศษส", ("t", "s")),
    **dict.fromkeys("ស", ("s", "t", "")),
    **dict.fromkeys("ចជ", ("c", "t", "")),
    "រ": ("r", ""),
}
_SILENCED: Final = re.compile("[ก-ฮ]?[ก-ฮ][\u0e34\u0e38]?\u0e4c|.\u0ecc|.\u17cd")
# What is silenced with its vowel is often written all the same: Sakdi, Sitthi, Phanthu.
_SILENCER_OF_SYLLABLE: Final = re.compile("(?<=[ก-ฮ][\u0e34\u0e38])\u0e4c")
_ONE_SILENCED: Final = re.compile("[ก-ฮ][\u0e34\u0e38]?\u0e4c|.\u0ecc|.\u17cd")
_NOT_SPOKEN: Final = re.compile(
    "[\u0e47-\u0e4b\u0e4e\u0ec8-\u0ecb\u17c9-\u17cc\u17ce-\u17d1\u17d3\u17dd]"  # tones, shifters
    "|[หฮหอຫຮອហអ]"  # breath and bearers of vowels
)
# A Thai doubled RO is a short vowel, with an n where nothing closes the syllable.
_THAI_RO_HAN: Final = re.compile("รร(?![\u0e30-\u0e3a])")  # in เพชรรัตน์ each has its own syllable
_THAI_RO_HAN_OPEN: Final = re.compile("รร(?![ก-ฮ\u0e30-\u0e3a])")
_VOWEL_AFTER: Final = re.compile("[\u0e30-\u0e39\u0eb0-\u0ebb\u17b6-\u17c5\u17d2\u0ebd]")
# A stop before s or ch is taken into it: Lasamy, Rasavong; Latin letters write "tch" for both.
_BEFORE_SIBILANT: Final = re.compile("[เแโใไເແໂໃໄ]?[จฉชซศษสຈສຊ]")
_STOPS: Final = tuple("ດตดทธຕ")
_STACKER: Final = "\u17d2"
_THAI_LEADING: Final = "เแโใไເແໂໃໄ"

LATIN_RULES: Final = (
    (re.compile("nh(?=g)|(?<!n)gn|nh|ny"), "n"),
    (re.compile("ng"), "@"),
    (re.compile("(?<=[aeiou])r(?=n)"), ""),
    (re.compile("ck"), "k"),
    (re.compile("t?ch|[cj]"), "C"),
    (re.compile("[xz]"), "s"),
    (re.compile("ph|[bf]"), "p"),
    (re.compile("th|d"), "t"),
    (re.compile("[gq]|kh"), "k"),
    (re.compile("v"), "w"),
    (re.compile("C"), "c"),
    (re.compile("@"), "g"),
)
_R_AT_END: Final = re.compile("(?<=[aeiou])r(?![aeiou])")
_SILENT_S: Final = re.compile("(?<=ng)se?$")  # Vongs, Wongse: after the letters, never spoken
_LATIN_SOUND: Final = re.compile("[ksctpnmlrg]|^w")


def keys_of(word: str) -> frozenset[str]:
    """The keys of one word of a name in its own script; none in Latin letters."""
    word = for_comparing(word[:_LONGEST_WORD])
    if not any(letter in SOUND_OF for letter in word):
        return frozenset()
    return _native(word)


def latin_keys_of(word: str) -> frozenset[str]:
    """The keys of a word as it is typed in Latin letters; none where it has other letters, or digits."""
    bare = "".join(
        sign
        for sign in unicodedata.normalize("NFD", word[:_LONGEST_WORD].casefold())
        if not "\u0300" <= sign <= "\u036f"
    )
    if not re.fullmatch("[a-z]+", bare):
        return frozenset()
    bare = _SILENT_S.sub("", bare)
    return frozenset(filter(None, {_latin(bare), _latin(_R_AT_END.sub("", bare))}))


@lru_cache(maxsize=4096)
def _native(word: str) -> frozenset[str]:
    found: set[str] = set()
    for spelled in _silenced(word):
        letters = _NOT_SPOKEN.sub("", _THAI_RO_HAN.sub("", _THAI_RO_HAN_OPEN.sub("น", spelled)))
        choices = list(_choices(letters))
        found.update(once("".join(row)) for row in islice(product(*choices), MOST_KEYS))
    return frozenset(list(filter(None, sorted(found)))[:MOST_KEYS])


def _silenced(word: str) -> set[str]:
    """The word without what a silencer takes (one letter, or the two of จันทร์), with both sounds of ทร."""
    spelled = {_ONE_SILENCED.sub("", word), _SILENCED.sub("", word)}
    spelled.add(_ONE_SILENCED.sub("", _SILENCER_OF_SYLLABLE.sub("", word)))
    return spelled | {one.replace("ทร", "ซ") for one in spelled}  # ทรง is spoken song, จันทรา chanthra


def _choices(letters: str) -> Iterator[tuple[str, ...]]:
    """What each letter may be heard as, in their order."""
    for place, letter in enumerate(letters):
        sound = SOUND_OF.get(letter)
        if sound is None:
            continue
        after = letters[place + 1 : place + 2]
        before = letters[place - 1 : place]
        open_syllable = bool(_VOWEL_AFTER.match(after)) or letters[place - 1 : place] in tuple(_THAI_LEADING)
        last = place == len(letters) - 1
        if sound == "w":
            yield ("w",) if place == 0 or (before in tuple(_THAI_LEADING) and place == 1) else ("",)
        elif sound == "ak":
            yield ("k", "")
        elif sound in ("sc", "lr") and (open_syllable or letter not in _ENDS):
            yield (sound[0], sound[1])
        elif sound == "ny":
            yield ("n",) if last and letter != "ຍ" else ("n", "")
        elif (before == _STACKER and last) or (
            letter in _STOPS and _BEFORE_SIBILANT.match(letters, place + 1)
        ):
            yield (sound, "")  # what is stacked under the last letter is mostly written, not spoken
        elif letter in _ENDS and not open_syllable:
            yield _ends(letter, last)
        elif sound == "r" and before in tuple("สศทซ") and before:
            yield ("r", "")  # ศรี is spoken si
        else:
            yield (sound,)


def _ends(letter: str, last: bool) -> tuple[str, ...]:
    """What a letter without a vowel after it may be heard as."""
    if letter in tuple("ลฬ") and not last:
        return (*_ENDS[letter], "nl")  # it may close one syllable and begin the next: Kanlaya, Kunlawong
    return _ENDS[letter]


def _latin(bare: str) -> str:
    for pattern, sound in LATIN_RULES:
        bare = pattern.sub(sound, bare)
    return once("".join(_LATIN_SOUND.findall(bare)))


def once(text: str) -> str:
    """The text with each row of the same letter as one."""
    return "".join(letter for letter, before in zip(text, f" {text}", strict=False) if letter != before)
