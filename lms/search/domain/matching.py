"""A text made ready for being searched, and where the words of a query stand in it.

Pure. A text is a row of clusters (`lms.text.graphemes`), a word of a query is a shorter one: so a word is found
inside a sentence without spaces, and never half a letter. Knows no lessons.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate, pairwise

from lms.text.graphemes import clusters, spans
from lms.text.line_breaks import break_opportunities
from lms.text.normalise import for_name, nfc

# Between clusters, and around all of them. No cluster holds white space.
_SEAM = "\n"
_ACCENTS = re.compile("[\u0300-\u036f]")  # of Latin, Greek and Cyrillic letters; ours carry none of them
# What people leave out or add: the silencers of Lao and Khmer, and the sign in ទូរស័ព្ទ. The one of Thai tells words
# apart: มนุษย์ is no beginning of มนุษยธรรม.
_UNHEARD = re.compile("[\u0ecc\u17cd\u17d0]")
_COENG_DA, _COENG_TA = "\u17d2\u178a", "\u17d2\u178f"  # drawn the same: ប្ដី, ប្តី
# A Latin word may be typed without its ending ("consent" for "consents"), from this length on.
_STEM = 3


@dataclass(frozen=True)
class Word:
    """One word of a query. `needle` is what is looked for; `size` its clusters; `stem`: may go on in the text;
    `alone`: is found only where it is a word; `same` are others that say the same, found in its place.
    """

    needle: str
    size: int
    stem: bool
    alone: bool = False
    same: tuple[Word, ...] = ()


@dataclass(frozen=True)
class Match:
    """A word in a text: `start` and `end` in characters; `whole` if it begins and ends where words do."""

    start: int
    end: int
    whole: bool


@dataclass(frozen=True)
class Searchable:
    """A text as it is shown and as it is searched.

    `haystack` is its clusters between seams, `offsets` where each begins there and `places` where it stands in
    `text`; `edges` are the numbers of the clusters before which a word may begin, the one after the last
    included.
    """

    text: str
    haystack: str
    offsets: tuple[int, ...]
    places: tuple[tuple[int, int], ...]
    edges: frozenset[int]


def searchable(text: str, language: str) -> Searchable:
    """The text made ready. Its words are found with the dictionary of its language, where ICU has one."""
    shown = for_name(text)
    keys: list[str] = []
    places: list[tuple[int, int]] = []
    for start, end in spans(shown):
        for key in _keys(shown[start:end]):
            keys.append(key)
            places.append((start, end))
    haystack = _SEAM + "".join(key + _SEAM for key in keys)
    offsets = tuple(accumulate((len(key) + 1 for key in keys[:-1]), initial=1)) if keys else ()
    edges = frozenset(_edges(keys, places, _breaks(shown, language)))
    return Searchable(shown, haystack, offsets, tuple(places), edges)


def words(query: str) -> list[Word]:
    """The words of a query: what stands between its spaces. Punctuation alone is none."""
    rows = (clusters(_as_compared(part)) for part in for_name(query).split())
    return [_word(row) for row in rows if row]


def cut(query: str) -> list[Word]:
    """The same, but for scripts without spaces the words of ICU's dictionaries, which it knows by their script. Such a
    word of one letter is too often a part of others.
    """
    found = words(" ".join(break_opportunities(for_name(query), "und")))
    return [replace(word, alone=word.size == 1 and not word.needle.isascii()) for word in found]


def phrase(text: str) -> Word:
    """A text as one word, which is found only as it is: no word of it may go on."""
    needle = row(text)
    return Word(needle, needle.count(_SEAM) - 1, stem=False)


def row(text: str) -> str:
    """All letters of a text, its spaces left out, between seams: one row stands in another one or does not."""
    found = [cluster for word in for_name(text).split() for cluster in clusters(_as_compared(word))]
    return _SEAM + "".join(cluster + _SEAM for cluster in found)


def key(word: Word) -> str:
    """The letters of a word of a query, as `row` gives them."""
    return word.needle.rstrip(_SEAM) + _SEAM


def stands(haystack: str, word: Word) -> bool:
    """Whether the word, or another that says the same, stands in a haystack, be it inside of a word."""
    return word.needle in haystack or any(other.needle in haystack for other in word.same)


def is_all(text: Searchable, word: Word) -> bool:
    """Whether the text is the word, or another that says the same, and nothing else."""
    return any(text.haystack == key(each) for each in (word, *word.same))


def matches(text: Searchable, word: Word) -> list[Match]:
    """Every place where the word, or another that says the same, stands in the text, in order."""
    found = _matches(text, word)
    others = [match for other in word.same for match in _matches(text, other)]
    return sorted({*found, *others}, key=lambda match: (match.start, match.end)) if others else found


def _matches(text: Searchable, word: Word) -> list[Match]:
    found: list[Match] = []
    at = text.haystack.find(word.needle)
    while at >= 0:
        first = bisect_left(text.offsets, at + 1)
        after = first + word.size
        ended = not word.stem or text.haystack[at + len(word.needle)] == _SEAM
        whole = ended and first in text.edges and after in text.edges
        if whole or not word.alone:
            found.append(Match(text.places[first][0], text.places[after - 1][1], whole))
        at = text.haystack.find(word.needle, at + 1)
    return found


def _word(row: list[str]) -> Word:
    # ASCII by now, if it is a word of letters with or without accents: our scripts are matched as they are.
    stem = row[-1].isascii() and row[-1].isalpha() and len(row[-1]) >= _STEM
    needle = _SEAM + _SEAM.join(row)
    return Word(needle if stem else needle + _SEAM, len(row), stem)


def _as_compared(text: str) -> str:
    """Without accents of Latin letters, and one spelling of what sounds or looks the same."""
    if text.isascii():
        return text
    bare = nfc(_ACCENTS.sub("", unicodedata.normalize("NFD", text)))
    return _UNHEARD.sub("", bare).replace(_COENG_DA, _COENG_TA)


@cache  # of texts of the curriculum only: a language has some thousand clusters and words
def _keys(piece: str) -> tuple[str, ...]:
    """What a cluster of a shown text is compared as. It can be two: one Lao letter stands for HO and NO."""
    return tuple(clusters(_as_compared(piece)))


def _breaks(shown: str, language: str) -> frozenset[int]:
    """The characters before which the dictionary of the language lets a line begin."""
    if shown.isascii():
        return frozenset()
    return frozenset(accumulate(len(piece) for piece in break_opportunities(shown, language)))


def _edges(keys: list[str], places: list[tuple[int, int]], breaks: frozenset[int]) -> Iterator[int]:
    yield 0
    steps = zip(pairwise(places), pairwise(keys), strict=True)
    for number, ((before, place), (left, right)) in enumerate(steps, start=1):
        if place == before:
            continue  # both halves of one letter
        # Where a script ends or a sentence does, a word does too.
        turn = left.isascii() != right.isascii() or not (left[0].isalnum() and right[0].isalnum())
        if turn or place[0] > before[1] or place[0] in breaks:
            yield number
    yield len(keys)
