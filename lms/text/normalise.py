"""One spelling for one text: what is stored, what a name becomes, what two texts are compared by.

`for_storing` changes only what a reader cannot see: the order and the composition of signs. `for_comparing`
folds more (digits, look-alike spellings, case) and is for search, duplicates and short answers, never for
display. Knows no dictionary: it repairs typing, not spelling.

The work grows with the length of a text and no faster, whatever is in it: rows of signs are bounded (see `MOST_MARKS`).
A text that a person typed into a field is only looked at as far as the field goes: give its length as `most`.
"""

import re
import unicodedata
from collections.abc import Callable
from itertools import groupby
from typing import Final

from lms.text.digits import ascii_digits
from lms.text.writing_systems import BURMESE, JOINERS, KHMER, LAO, THAI, ZERO_WIDTH_SPACE, Writing

# Drawn as nothing, typed or pasted without knowing it. Two names that differ by one of them look the same.
INVISIBLE: Final = (
    "\u00ad"  # soft hyphen
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks and controls of writing direction
    + ZERO_WIDTH_SPACE
    + JOINERS
    + "\u2060-\u2064"  # word joiner, invisible operators
    "\ufe00-\ufe0f"  # variation selectors
    "\ufeff"  # byte order mark
)
_IGNORED = re.compile(f"[{INVISIBLE}]")
# No XML file holds these and no reader sees them; PostgreSQL refuses the first. Tab, LF and CR are not among
# them.
_CONTROL = re.compile("[\\x00-\\x08\\x0e-\\x1b\\x7f-\\x84\\x86-\\x9f]")
# Pages and lines of old formats and of spreadsheets.
_OLD_SEPARATOR = re.compile("[\\x0b\\x0c\\x1c-\\x1f\\x85]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_WHITE_SPACE = re.compile("\\s+")

# Unicode Standard Annex 15, section 13, Stream-Safe Text Format: no writing puts more than 30 non-starters in a row,
# and to sort more takes the square of their number. The annex goes on after a joiner; a name needs no more of them.
MOST_MARKS: Final = 30
_SLACK: Final = 4  # decomposed and doubly typed signs: so many characters may become one


_LAST_WITH_MARKS: Final = (
    0x1FFFF  # the planes of ideographs and tags behind have none; to ask a million takes long
)


def _non_starters() -> str:
    """The inside of a class of all characters with a combining class, as ranges."""
    marked = (number for number in range(0x300, _LAST_WITH_MARKS + 1) if unicodedata.combining(chr(number)))
    runs = groupby(enumerate(marked), key=lambda pair: pair[1] - pair[0])
    rows = [[number for _place, number in run] for _difference, run in runs]
    return "".join(f"{chr(row[0])}-{chr(row[-1])}" for row in rows)


_NON_STARTERS: Final = _non_starters()
_LONG_RUN = re.compile(f"([{_NON_STARTERS}]{{{MOST_MARKS}}})[{_NON_STARTERS}]+")


def for_storing(text: str, most: int | None = None) -> str:
    """The form in which names, titles, answers and bodies are kept: NFC, signs in the order of the standard.

    Looks the same when drawn, except that input which drew a dotted circle may now be right. Idempotent,
    never raises: half a surrogate pair becomes U+FFFD, control characters other than tab and line ends go, and of more
    than 30 marks in a row the first 30 stay.

    `most` is the length of the field, in characters. What cannot fit is given back cut, still longer than `most`, and
    otherwise as it was: whoever checks the length refuses it, and nobody works on it.
    """
    if _cannot_fit(text, most):
        return _cut(text, most)
    text = _OLD_SEPARATOR.sub("\n", _CONTROL.sub("", text))
    if text.isascii():
        return text
    text = nfc(_LONE_SURROGATE.sub("\ufffd", text))
    # Each step only shortens the text or sorts signs in the direction that NFC sorts them: this ends.
    while (tidier := _tidied(text)) != text:
        text = tidier
    return text


def for_name(text: str, most: int | None = None) -> str:
    """`for_storing` for one line: also without invisible characters, white space collapsed and trimmed."""
    if _cannot_fit(text, most):
        return _cut(text, most)
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return _WHITE_SPACE.sub(" ", for_storing(_IGNORED.sub("", text))).strip()


def nfc(text: str) -> str:
    """Normalization form C, in time that grows with the length and no faster: a row of marks ends after 30."""
    if text.isascii():
        return text
    # Before, or sorting would take long; after, because one mark can become two.
    return _LONG_RUN.sub("\\1", unicodedata.normalize("NFC", _LONG_RUN.sub("\\1", text)))


def _cannot_fit(text: str, most: int | None) -> bool:
    return most is not None and len(text) > _SLACK * most


def _cut(text: str, most: int | None) -> str:
    # PostgreSQL takes no NUL and no half of a pair, not even to compare a text with.
    kept = text[: _SLACK * (most or 0) + 1].replace("\x00", "\ufffd")
    return _LONE_SURROGATE.sub("\ufffd", kept)


def for_comparing(text: str) -> str:
    """The key under which two texts are the same word. Not for display: it replaces letters by their twins.

    Folds digits to ASCII, case, invisible characters, white space and spellings that look or sound the same
    by rule. Tones, register shifters and vowels stay: water and lead differ by a tone in Lao.
    """
    key = for_name(text)
    if key.isascii():
        return key.lower()
    # What folding leaves as it is has been through for_name already.
    while (folded := _folded(key)) != key and (tidy := for_name(folded)) != key:
        key = tidy
    return key


def _tidied(text: str) -> str:
    # A list of 50,000 names comes through here: only the rules of the scripts that it is written in are tried.
    for block, tidy in _TIDIERS:
        if block.search(text):
            text = tidy(text)
    return nfc(text)


def _in_order(*groups: str) -> Callable[[str], str]:
    """Sort the signs of one letter by group, once each in a row: `groups` in the order of the standard."""
    rank = {sign: place for place, group in enumerate(groups) for sign in group}
    run = re.compile(f"[{''.join(rank)}]{{2,}}")
    doubled = re.compile(f"([{''.join(rank)}])\\1+")

    def tidy(text: str) -> str:
        return run.sub(
            lambda match: doubled.sub("\\1", "".join(sorted(match[0], key=rank.__getitem__))), text
        )

    return tidy


# --- Thai and Lao: the same rules, 0x80 apart -----------------------------------------------------


def _tai(
    vowels: tuple[str, ...], niggahita: str, tones: str, silencer: str, script: Writing
) -> Callable[[str], str]:
    """Vowel, niggahita, tone: the order in which they are stacked. Niggahita + AA is the one letter AM."""
    aa, am = script.trailing[1], script.trailing[2]
    e, ae = script.leading[0], chr(ord(script.leading[0]) + 1)
    order = _in_order(*vowels, niggahita, tones + silencer)
    split_am = re.compile(f"{niggahita}([{tones}]?){aa}")
    # All at once: to move a tone over one AM after the other takes as many passes as there are.
    tones_and_am = re.compile(f"[{am}{tones}]{{2,}}")

    def tidy(text: str) -> str:
        text = split_am.sub(f"\\1{am}", order(text.replace(e + e, ae)))
        return order(tones_and_am.sub(lambda run: "".join(sorted(run[0], key=am.__eq__)), text))

    return tidy


_thai = _tai(
    # Above the letter; phinthu; below: the order of their combining classes, so that NFC agrees.
    vowels=("\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47", "\u0e3a", "\u0e38\u0e39"),
    niggahita="\u0e4d",
    tones="\u0e48\u0e49\u0e4a\u0e4b",
    silencer="\u0e4c",
    script=THAI,
)
_lao = _tai(
    # Subscript LO belongs to the letter and comes first.
    vowels=("\u0ebc", "\u0eb1\u0eb4\u0eb5\u0eb6\u0eb7\u0ebb", "\u0eba", "\u0eb8\u0eb9"),
    niggahita="\u0ecd",
    tones="\u0ec8\u0ec9\u0eca\u0ecb",
    silencer="\u0ecc",
    script=LAO,
)

# --- Burmese --------------------------------------------------------------------------------------

_burmese_medials = _in_order("\u103b", "\u103c", "\u103d", "\u103e")  # YA, RA, WA, HA
_burmese_finals = _in_order("\u102f\u1030", "\u1036", "\u1037")  # vowel below, anusvara, dot below

# --- Khmer ----------------------------------------------------------------------------------------

_KHMER_RO = "\u179a"
# The order inside a cluster, as in "Khmer Character Specification" of the Unicode technical note on Khmer
# encoding.
_KHMER_ORDER: tuple[str, ...] = (
    "\u17cc",  # robat
    "",  # coeng + letter: see _khmer_rank
    "",  # coeng + RO is always the last coeng
    "\u17c9\u17ca",  # register shifters
    JOINERS,
    "\u17be\u17bf\u17c0\u17c1\u17c2\u17c3\u17c4\u17c5",  # vowels with a part before the letter
    "\u17bb\u17bc\u17bd",  # below
    "\u17b7\u17b8\u17b9\u17ba",  # above
    "\u17b6",  # AA
    "\u17c6\u17cb\u17cd\u17ce\u17cf\u17d0\u17d1\u17d3\u17dd",  # nikahit and the other signs above
    "\u17c7\u17c8",  # reahmuk, yuukaleapintu
)
_KHMER_RANK = {sign: rank for rank, group in enumerate(_KHMER_ORDER) for sign in group}
_KHMER_COENG, _KHMER_COENG_RO = (rank for rank, group in enumerate(_KHMER_ORDER) if not group)
_KHMER_UNIT = f"{KHMER.stacker}[{KHMER.letters}]|[{''.join(_KHMER_RANK)}]"
_khmer_units = re.compile(_KHMER_UNIT)
_khmer_cluster = re.compile(f"(?<=[{KHMER.letters}])(?:{_KHMER_UNIT}){{2,}}")
_khmer_split_oe = re.compile("\u17c1([\u17bb-\u17bd]?)\u17b8")
_khmer_split_oo = re.compile("\u17c1([\u17bb-\u17bd]?)\u17b6")
_khmer_inherent = re.compile("[\u17b4\u17b5]")  # deprecated, drawn as nothing


def _khmer_rank(unit: str) -> int:
    if unit[0] == KHMER.stacker:
        return _KHMER_COENG_RO if unit[1] == _KHMER_RO else _KHMER_COENG
    return _KHMER_RANK[unit]


def _khmer_in_order(match: re.Match[str]) -> str:
    signs = "".join(sorted(_khmer_units.findall(match[0]), key=_khmer_rank))
    return _khmer_split_oo.sub("\u17c4\\1", _khmer_split_oe.sub("\u17be\\1", signs))


def _khmer(text: str) -> str:
    return _khmer_cluster.sub(_khmer_in_order, _khmer_inherent.sub("", text))


_TIDIERS: tuple[tuple[re.Pattern[str], Callable[[str], str]], ...] = tuple(
    (re.compile(f"[{script.block}]"), tidy)
    for script, tidy in (
        (KHMER, _khmer),
        (LAO, _lao),
        (THAI, _thai),
        (BURMESE, _burmese_medials),
        (BURMESE, _burmese_finals),
    )
)

# --- Comparing ------------------------------------------------------------------------------------

_TWINS = (
    ("\u17d2\u178a", "\u17d2\u178f"),  # Khmer coeng DA is drawn as coeng TA
    ("\u17b2", "\u17b1"),  # two forms of the Khmer letter OO
    ("\u0edc", "\u0eab\u0e99"),  # Lao HO NO, HO MO: one letter or two
    ("\u0edd", "\u0eab\u0ea1"),
    ("\u0eab\u0ebc", "\u0eab\u0ea5"),  # Lao HO with subscript LO, or HO LO
    ("\u0e45", "\u0e32"),  # Thai lakkhangyao is a long AA
)
_khmer_doubled_e = re.compile("\u17c1+(?=[\u17be-\u17c5])")  # typed before a vowel that has its own left part


def _folded(key: str) -> str:
    key = ascii_digits(key)
    for typed, twin in _TWINS:
        key = key.replace(typed, twin)
    return _khmer_doubled_e.sub("", key).casefold()
