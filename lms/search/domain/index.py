"""All documents of one language in memory, and the answer to a query. Pure: built from a library, asked with text.

A result is a document in which every word of the query stands, or to which everyday words in the query lead:
those come first, but for the term that somebody asks for by its name (`ranking`). Then whole words, then words of
titles, then what is earlier in the curriculum. A form of a term, or another word for what lessons call by their own,
is found by what says the same, too. Little words (I, my, please) need not stand there. Where there is none, such a
word that was typed without its tone marks is looked for; else it is a document with the most words of the query, which
is cut with dictionaries then: a word that no document knows hides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from lms.search.domain import excerpts, ranking, suggestions
from lms.search.domain.documents import Cue, Document
from lms.search.domain.entries import Entry, Said, all_places, made_ready, places_of
from lms.search.domain.excerpts import Hit
from lms.search.domain.matching import Word, cut, key, phrase, row, stands, words
from lms.search.domain.ranking import Rank, by_words, is_asked_for
from lms.search.domain.same_words import Same
from lms.text.digits import ascii_digits
from lms.text.normalise import for_name
from lms.text.search_key import folded

SHOWN = 30  # results on a page
LONGEST = 100  # clusters of a query
_LONGEST_TYPED = 8 * LONGEST  # characters: a cluster has two or three, rarely six or seven (ស្ត្រី)
# No number of a service stands in Sala unconfirmed, so none is known here: whoever types one alone needs help.
_SHORT_NUMBER: Final = re.compile("[0-9]{3,4}")
_NUMBER_ASKS_FOR: Final = "please help me"
_SHORT = 2  # letters: so few may be the end of a word and the beginning of the next


@dataclass(frozen=True)
class Nothing:
    """There was no word in the query."""


@dataclass(frozen=True)
class TooLong:
    """The query has more than LONGEST clusters, or so many characters that it must have."""


@dataclass(frozen=True)
class Found:
    """The first of `total` results. Without any, or where no document has every word of the query, also the documents
    with the most similar names.
    """

    total: int
    hits: tuple[Hit, ...]
    similar: tuple[Document, ...] = ()
    every_word: bool = True


Answer: TypeAlias = Nothing | TooLong | Found


_Rated: TypeAlias = tuple[Rank, int]  # and the number of the entry


def _order(rated: _Rated) -> tuple[tuple[int, ...], int]:
    rank, number = rated
    return rank.order, number


class Index:
    """The documents of one language, its little words, and the words that say the same as others."""

    def __init__(
        self, documents: Iterable[Document], little: Iterable[str] = (), same: Iterable[Same] = ()
    ) -> None:
        self._same: dict[str, tuple[Word, ...]] = {}
        self._abbreviations: set[str] = set()
        self._spelled: dict[str, str] = {}  # a known word as it may be typed, without the marks of its tones
        for each in same:
            known = row(each.word)
            self._spelled.setdefault(folded(each.word), each.word)
            self._same[known] = (*self._same.get(known, ()), *map(phrase, each.others))
            if each.is_abbreviation:
                self._abbreviations.add(known)
        self._little = frozenset(word.needle for text in little for word in words(text))
        self._entries = [made_ready(document) for document in documents]
        self._names = [
            (number, suggestions.pieces(name.text))
            for number, entry in enumerate(self._entries)
            for name in (entry.title, *entry.also)
        ]

    def find(self, query: str, most: int = SHOWN) -> Answer:
        """The answer to what somebody typed, with at most so many results."""
        if len(query) > _LONGEST_TYPED:
            return TooLong()
        wanted = words(query)
        if not wanted:
            return Nothing()
        if sum(word.size for word in wanted) > LONGEST:
            return TooLong()
        wanted = list(
            dict.fromkeys(self._telling(wanted) or wanted)
        )  # what is said again asks for nothing more
        wanted = [self._with_same(word) for word in wanted]
        rated = self._with_every_word(wanted, self._said(query), self._with_same(phrase(query)))
        if rated:
            return Found(len(rated), self._hits(rated[:most], wanted))
        meant = self._spelled.get(folded(query))
        if meant and row(meant) != row(query):
            return self.find(meant, most)
        if _is_short_number(query):
            return self.find(_NUMBER_ASKS_FOR, most)
        wanted = self._telling(dict.fromkeys(cut(query)))
        held, rated = self._with_most_words(wanted)
        hits = self._hits(rated[:most], wanted)
        if rated and held == len(wanted):
            return Found(len(rated), hits)
        return Found(len(rated), hits, self._similar(query), every_word=False)

    def _with_same(self, word: Word) -> Word:
        known = key(word)
        if known in self._abbreviations:
            word = replace(word, needle=known, stem=False)
        return replace(word, same=self._same.get(known, ()))

    def _telling(self, wanted: Iterable[Word]) -> list[Word]:
        return [word for word in wanted if word.needle not in self._little]

    def _with_every_word(self, wanted: Sequence[Word], said: frozenset[Said], asked: Word) -> list[_Rated]:
        cues = [_cue(entry, said) for entry in self._entries]
        terms = [entry for entry in self._entries if is_asked_for(entry, asked)] if any(cues) else []
        rated: list[_Rated] = []
        for number, (entry, cue) in enumerate(zip(self._entries, cues, strict=True)):
            if ranking.is_titled(entry, asked):
                rated.append((ranking.titled(), number))
            elif entry in terms:
                rated.append((ranking.called(), number))
            elif cue:
                rated.append((ranking.led_to(entry, cue, asked if terms else None), number))
            elif _stands(entry, wanted):
                rated.append((ranking.standing(entry, wanted), number))
        return sorted(rated, key=_order)

    def _with_most_words(self, wanted: Sequence[Word]) -> tuple[int, list[_Rated]]:
        """Those with most of the words that any document has, at least with half of these; and how many that are."""
        held = [[word for word in wanted if _holds(entry, word)] for entry in self._entries]
        known = {word for some in held for word in some}
        most = max(map(len, held), default=0)
        if not most or 2 * most < len(known):
            return 0, []
        rated: list[_Rated] = [
            (Rank(by_words(all_places(entry, some))), number)
            for number, (entry, some) in enumerate(zip(self._entries, held, strict=True))
            if len(some) == most
        ]
        return most, sorted(rated, key=_order)

    def _hits(self, rated: Iterable[_Rated], wanted: Sequence[Word]) -> tuple[Hit, ...]:
        return tuple(
            excerpts.hit(self._entries[number], wanted, rank.cue, self._alike(rank)) for rank, number in rated
        )

    def _alike(self, rank: Rank) -> list[Word]:
        """What else is said of the same thing. A page without a heading to lead to is meant as a whole: it is shown
        as it begins.
        """
        cue = rank.cue
        return self._telling(excerpts.words_of(cue)) if cue and cue.anchor and not rank.says else []

    def _said(self, query: str) -> frozenset[Said]:
        """The everyday words in the query, each but for those within longer ones."""
        typed, cut_out = row(query), {word.needle for word in cut(query)}
        said = {
            rows
            for entry in self._entries
            for rows, _ in entry.cues
            if all(each in typed for each in rows) and (_is_long(rows) or rows[0] in cut_out)
        }
        return frozenset(
            rows for rows in said if not any(_gives_way(rows, other) for other in said if other != rows)
        )

    def _similar(self, query: str) -> tuple[Document, ...]:
        rated = suggestions.nearest(query, [name for _, name in self._names])
        # A document with two names that are near is offered once.
        numbers = dict.fromkeys(self._names[position][0] for position in rated)
        return tuple(self._entries[number].document for number in numbers)


def _is_short_number(query: str) -> bool:
    """Whether nothing but a number is typed that is as short as those of ambulances and the police."""
    return bool(_SHORT_NUMBER.fullmatch(ascii_digits(for_name(query))))


def _is_long(rows: Said) -> bool:
    """Whether everyday words are long enough to be no part of others: if not, a dictionary has to know them."""
    return len(rows) > 1 or sum(not letter.isspace() for letter in rows[0]) > _SHORT


def _gives_way(rows: Said, others: Said) -> bool:
    """Whether everyday words say less than others: these say all of it and more, or one is a part of a longer word
    (lost, in "lost medicine": then the child is not).
    """
    if any(each != other and each in other for each in rows for other in others):
        return True
    return set(rows) < set(others)


def _cue(entry: Entry, said: frozenset[Said]) -> Cue | None:
    """The everyday words by which the query leads to the document, the strongest of several."""
    cues = [cue for rows, cue in entry.cues if rows in said] if said else []
    return min(cues, key=lambda cue: (cue.place, cue.order), default=None)


def _stands(entry: Entry, wanted: Sequence[Word]) -> bool:
    return all(stands(entry.haystack, word) for word in wanted)


def _holds(entry: Entry, word: Word) -> bool:
    if word.needle not in entry.haystack or not word.alone:
        return word.needle in entry.haystack
    places = places_of(entry, word)
    return any(places.names) or any(places.texts)
