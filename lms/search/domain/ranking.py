"""Which result goes before which: a rank for each page, the lower the better. Pure.

Whoever types the title of a lesson gets that lesson first, whatever words are in it. Else
everyday words lead to the pages that help, and these go first. But where the query is called so by a term of the
glossary, somebody asks for that word: a page goes first only if it says the word in the place to which it leads, then
comes the term, then the page that helps most and those that say the word elsewhere, then who else has it, and last
the other pages that help and do not have it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lms.search.domain.documents import Cue
from lms.search.domain.entries import Entry, Places, all_places
from lms.search.domain.matching import Match, Word, is_all, matches

_TITLED, _LED_TO, _CALLED, _LED_TO_AFTER, _STANDS, _LED_TO_WITHOUT = range(6)
# How a word stands in a document. Its other names count as its title.
_WHOLE_IN_TITLE, _WHOLE, _IN_TITLE, _INSIDE = range(4)
_AFTER = {
    "term": 1,
    "handout": 2,
    "case": 3,
}  # the order of the documents: modules with their lessons stand before these
_OFTEN = 3  # texts of a page: one that has the word in fewer speaks of something else


class Rank(NamedTuple):
    """The place of a page among the results, and by what it is shown: `cue` is what led to it, if its place is to be
    shown; `says`: the word that was asked for is, and not what else is said of the same thing.
    """

    order: tuple[int, ...]
    cue: Cue | None = None
    says: bool = False


def is_called(entry: Entry, word: Word) -> bool:
    """Whether it is the term that is called so, or by another word that says the same."""
    return entry.document.kind == "term" and any(is_all(name, word) for name in (entry.title, *entry.also))


def is_asked_for(entry: Entry, word: Word) -> bool:
    """Whether somebody who types the word asks for this term: it is called so, or the word is the heart of its name
    (ค้ามนุษย์ of การค้ามนุษย์, if editors say that they are the same). Another word for it (กามโรค) is none of its names.
    """
    names = (entry.title, *entry.also)
    return is_called(entry, word) and any(word.needle in name.haystack for name in names)


def is_titled(entry: Entry, word: Word) -> bool:
    """Whether it is the lesson with this title, letter by letter as searching compares them."""
    return entry.document.kind == "lesson" and is_all(entry.title, word)


def titled() -> Rank:
    """The rank of the lesson whose whole title is the query."""
    return Rank((_TITLED,))


def led_to(entry: Entry, cue: Cue, asked: Word | None) -> Rank:
    """The rank of a page to which everyday words lead; `asked` is the query, where a term is called so."""
    order = (cue.place, cue.order)
    if asked is None:
        return Rank((_LED_TO, *order), cue)
    anchors = _anchors(entry, asked)
    if anchors and (cue.anchor in anchors or not cue.anchor):
        return Rank((_LED_TO, *order), cue, says=True)
    if anchors:
        return Rank((_LED_TO_AFTER, *order), says=True)
    return Rank((_LED_TO_WITHOUT if cue.place else _LED_TO_AFTER, *order), cue)


def _anchors(entry: Entry, asked: Word) -> set[str]:
    """The headings below which the page itself says the word: no story, no name of a service."""
    return {
        passage.anchor
        for passage, text in zip(entry.document.passages, entry.texts, strict=True)
        if passage.shown and not passage.aside and matches(text, asked)
    }


def called() -> Rank:
    """The rank of the term that is called as the query is, where everyday words lead elsewhere."""
    return Rank((_CALLED,))


def standing(entry: Entry, wanted: Sequence[Word]) -> Rank:
    """The rank of a document that has every word: of equal ones the term that is called so goes first, and a lesson
    that says it often before one that hardly does.
    """
    found = all_places(entry, wanted)
    texts = min(_texts(entry, places) for places in found)
    kind = entry.document.kind
    other = kind == "term" and not (len(wanted) == 1 and is_called(entry, wanted[0]))
    seldom = kind != "module" and texts < _OFTEN  # the page of a module is all of two texts
    hardly = not texts and not all(any(places.names) for places in found)
    return Rank((_STANDS, *by_words(found), int(hardly), _AFTER.get(kind, 0), int(other), int(seldom)))


def _texts(entry: Entry, places: Places) -> int:
    """In how many of its own texts a page has the word."""
    passages = entry.document.passages
    return sum(bool(text) and not passage.aside for passage, text in zip(passages, places.texts, strict=True))


def by_words(found: list[Places]) -> tuple[int, ...]:
    """The standing of the word that fares worst, then of the others."""
    return tuple(sorted((_standing(places) for places in found), reverse=True))


def _standing(places: Places) -> int:
    if _any_whole(places.names):
        return _WHOLE_IN_TITLE
    if _any_whole(places.texts):
        return _WHOLE
    return _IN_TITLE if any(places.names) else _INSIDE


def _any_whole(texts: list[list[Match]]) -> bool:
    return any(match.whole for text in texts for match in text)
