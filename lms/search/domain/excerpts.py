"""What a result shows of its page: the passage that answers, with what turns it round. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from lms.search.domain import snippets
from lms.search.domain.documents import Cue, Document
from lms.search.domain.entries import Entry, Places, all_places
from lms.search.domain.matching import Match, Searchable, Word, cut, matches, searchable
from lms.search.domain.snippets import Part

_BRIEF = 30  # characters: a heading of one word says too little beside its own title


@dataclass(frozen=True)
class Hit:
    """One result: the title and a snippet with the words marked, and the heading to lead to ("" for the top).

    `language` is that of the snippet.
    """

    document: Document
    title: tuple[Part, ...]
    snippet: tuple[Part, ...]
    language: str
    anchor: str


def hit(entry: Entry, wanted: Sequence[Word], cue: Cue | None, alike: Sequence[Word]) -> Hit:
    """What is shown of a document. `cue` is what led to it, `alike` words that mean the same."""

    def find(text: Searchable) -> list[Match]:
        return [match for word in wanted for match in matches(text, word)]

    title = snippets.marked(entry.title, find(entry.title))
    if not entry.texts:
        return Hit(entry.document, title, (), entry.document.title.language, "")
    below = cue.anchor if cue else ""
    best, told = _best(entry, wanted, cue, alike)
    passage = entry.document.passages[best]
    # A title that says it all leads to the top of its page.
    anchor = below or (passage.anchor if told else "")
    return Hit(entry.document, title, snippets.excerpt(_pieces(entry, best), find), passage.language, anchor)


def _best(entry: Entry, wanted: Sequence[Word], cue: Cue | None, alike: Sequence[Word]) -> tuple[int, bool]:
    """The passage to show, and whether words of the query lead to it. Of equal ones the first is taken."""
    passages = entry.document.passages
    found = all_places(entry, wanted)
    offered = [number for number, each in enumerate(passages) if not cue or cue.anchor in ("", each.anchor)]
    offered = offered or list(range(len(passages)))
    told = [number for number in offered if any(places.texts[number] for places in found)]
    shown = [number for number in told if passages[number].shown]
    if told and not shown:  # found only where it would mislead: what comes of it is shown
        shown = [number for number in offered if number > told[0] and passages[number].shown][:1]
    if cue or not shown:
        shown = [number for number in offered if passages[number].shown]
    if cue:
        shown = [number for number in shown if _answers(entry, number)] or shown
    same = _rarity(entry, alike)
    return max(shown or offered, key=lambda number: (same[number], *_worth(entry, found, number))), bool(told)


def _answers(entry: Entry, number: int) -> bool:
    """Whether a text says what to do: no story does, no name and no heading."""
    passage = entry.document.passages[number]
    return not passage.aside and (bool(passage.pieces) or len(passage.text) > _BRIEF)


def _rarity(entry: Entry, alike: Sequence[Word]) -> list[float]:
    """For each text how many of the words stand in it; one that stands in many texts (not, who) counts little."""
    weights = [0.0] * len(entry.texts)
    for word in alike:
        holding = [
            number
            for number, text in enumerate(entry.texts)
            if any(match.whole for match in matches(text, word))
        ]
        for number in holding:
            weights[number] += 1 / len(holding)
    return weights


@cache  # of the cues of the curriculum only
def words_of(cue: Cue) -> tuple[Word, ...]:
    """The words in which the same thing is said, of whatever was typed: they stand in the passage that answers."""
    return tuple(dict.fromkeys(word for way in cue.words for said in way for word in cut(said)))


def _pieces(entry: Entry, number: int) -> list[tuple[Searchable, Searchable]]:
    """A passage as an excerpt shows it: made ready only now, for there are few."""
    passage = entry.document.passages[number]
    if not passage.pieces:
        return [(searchable("", passage.language), entry.texts[number])]
    return [
        (searchable(piece.lead, passage.language), searchable(piece.text, passage.language))
        for piece in passage.pieces
    ]


def _worth(entry: Entry, found: list[Places], number: int) -> tuple[int, int, bool]:
    """How many words of the query stand in a text, whole or at all, and whether it says more than a heading."""
    in_text = [places.texts[number] for places in found]
    whole = sum(any(match.whole for match in of_word) for of_word in in_text)
    return whole, sum(map(bool, in_text)), len(entry.texts[number].text) > _BRIEF
