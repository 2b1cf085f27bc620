"""A text with the found words marked, or the piece of it around them. Pure; makes no HTML."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TypeAlias

from lms.search.domain.matching import Match, Searchable
from lms.search.domain.sentences import sentence_starts

SNIPPET = 120  # characters, about three lines of a phone
_BEFORE = 40  # characters kept before the first match
_SENTENCE = 100  # and this many where the sentence begins there
_MORE = "…"
_BETWEEN = " · "
_LEFT_OUT = " … "


Finder: TypeAlias = Callable[[Searchable], Sequence[Match]]


@dataclass(frozen=True)
class Part:
    """A piece of a text; `marked` if it is a word that was looked for."""

    text: str
    marked: bool


def marked(text: Searchable, found: Sequence[Match]) -> tuple[Part, ...]:
    """The whole text with every match marked."""
    return _parts(text.text, found, 0, len(text.text))


def snippet(text: Searchable, found: Sequence[Match]) -> tuple[Part, ...]:
    """About SNIPPET characters around the first match, or from the start if there is none.

    It is cut where words begin, or at least letters; never inside a match.
    """
    if len(text.text) <= SNIPPET + _BEFORE:
        return marked(text, found)
    places = _joined(found) or [(0, 0)]
    left = _left(text, places[0][0])
    right = _right(text, left, places)
    before = [Part(_MORE, marked=False)] if left else []
    after = [Part(_MORE, marked=False)] if right < len(text.text) else []
    return (*before, *_parts(text.text, found, left, right), *after)


def excerpt(pieces: Sequence[tuple[Searchable, Searchable]], find: Finder) -> tuple[Part, ...]:
    """Pieces of a text, each after its lead, as one. A lead is never cut; of a long row the first cell is shown and
    those with a match, or as many as there is room for.
    """
    sizes = [len(lead.text) + len(text.text) for lead, text in pieces]
    kept = [number for number, (_, text) in enumerate(pieces) if not number or find(text)]
    if sum(sizes) <= SNIPPET + _BEFORE:
        kept = list(range(len(pieces)))
    elif kept == [0]:
        kept = [number for number, before in enumerate(accumulate(sizes, initial=0)) if before < SNIPPET]
        kept = kept[: len(pieces)]
    parts: list[Part] = []
    for place, number in enumerate(kept):
        if place:
            parts.append(Part(_BETWEEN if number == kept[place - 1] + 1 else _LEFT_OUT, marked=False))
        lead, text = pieces[number]
        if lead.text:
            parts += [*marked(lead, find(lead)), Part(" ", marked=False)]
        parts += snippet(text, find(text))
    if kept[-1] < len(pieces) - 1:
        parts.append(Part(_MORE, marked=False))
    return tuple(parts)


def _left(text: Searchable, start: int) -> int:
    """Where the sentence begins, for its beginning may deny what follows; of a long one the first place for a cut
    among the characters that may stand before the match.
    """
    sentence = max(sentence_starts(text.text, start))
    if start - sentence <= _SENTENCE:
        return sentence
    words, letters = _word_starts(text), _letter_starts(text)
    at = bisect_left(words, start - _BEFORE)
    if at < len(words) and words[at] <= start:
        return words[at]
    return letters[bisect_left(letters, start - _BEFORE)]  # the match itself begins with a letter


def _right(text: Searchable, left: int, places: Sequence[tuple[int, int]]) -> int:
    """The last place for a cut within the length; behind the first match in any case."""
    if left + SNIPPET >= len(text.text):
        return len(text.text)
    end = places[0][1]
    for cuts in (_word_starts(text), _letter_starts(text)):
        cut = cuts[bisect_right(cuts, left + SNIPPET) - 1] if cuts else 0
        cut = next((start for start, after in places if start < cut < after), cut)
        if cut >= max(end, left + 1):
            return cut
    return end


def _word_starts(text: Searchable) -> list[int]:
    return [text.places[number][0] for number in sorted(text.edges) if number < len(text.places)]


def _letter_starts(text: Searchable) -> list[int]:
    return [start for start, _ in text.places]


def _parts(text: str, found: Sequence[Match], left: int, right: int) -> tuple[Part, ...]:
    parts: list[Part] = []
    at = left
    for start, end in _joined(found):
        if left <= start and end <= right:
            parts += [Part(text[at:start], marked=False), Part(text[start:end], marked=True)]
            at = end
    parts.append(Part(text[at:right].rstrip() if right < len(text) else text[at:right], marked=False))
    return tuple(part for part in parts if part.text)


def _joined(found: Sequence[Match]) -> list[tuple[int, int]]:
    """Matches in their order, one where two overlap or touch."""
    joined: list[tuple[int, int]] = []
    for match in sorted(found, key=lambda match: (match.start, match.end)):
        if joined and match.start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], match.end))
        else:
            joined.append((match.start, match.end))
    return joined
