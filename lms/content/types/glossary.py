"""The key terms in every language, and where they stand in a text. Knows no file, no page and no web."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias

from lms.content.types.societies import NamedText
from lms.text.graphemes import Piece, pieces

Confidence: TypeAlias = Literal["high", "medium", "low"]

_ENGLISH = "en"
# What a sentence may start after, besides the start of its paragraph.
_BEFORE_A_SENTENCE = (".", "!", "?", ":", "…", "“", "‘", '"', "(", "–", "—", "·")


@dataclass(frozen=True)
class Word:
    """What a term is called in one language: the wording to show, and the forms by which it is found in texts.

    `language` is the one that it is really in. `confidence` says how sure the wording is: read in a source
    (high), in common use (medium), proposed until a National Society decides (low); None for English.
    """

    text: str
    forms: tuple[str, ...]
    language: str
    confidence: Confidence | None

    @property
    def proposed(self) -> bool:
        """Whether no National Society has confirmed this wording yet."""
        return self.confidence == "low"


@dataclass(frozen=True, eq=False)
class Term:
    """A term: its words and explanations by language. `marked` says whether lessons mark it where it occurs.

    `words` has the languages that have a word, English always; `explanations` has every language.
    """

    id: str
    group: str
    marked: bool
    words: Mapping[str, Word]
    explanations: Mapping[str, NamedText]

    def word(self, language: str) -> Word:
        """The word in a language, or in English."""
        return self.words.get(language, self.words[_ENGLISH])

    def explanation(self, language: str) -> NamedText:
        """The explanation in a language, or in English."""
        return self.explanations.get(language, self.explanations[_ENGLISH])


@dataclass(frozen=True, eq=False)
class Group:
    """Terms that belong together, such as those of one module."""

    id: str
    texts: Mapping[str, NamedText]

    def text(self, language: str) -> NamedText:
        """The group's name in a language, or in English."""
        return self.texts.get(language, self.texts[_ENGLISH])


@dataclass(frozen=True, eq=False)
class Glossary:
    """All terms, as their file orders them."""

    groups: tuple[Group, ...] = ()
    terms: tuple[Term, ...] = ()

    def of_group(self, group: Group) -> tuple[Term, ...]:
        """The terms of a group."""
        return tuple(term for term in self.terms if term.group == group.id)


class Found(NamedTuple):
    """A term in a text, from `start` to before `end`."""

    term: Term
    start: int
    end: int


_Form: TypeAlias = "tuple[tuple[str, ...], Term]"


def form_key(form: str) -> tuple[str, ...]:
    """What a form is found by: two forms with one key cannot be told apart in a text."""
    return tuple(piece.key for piece in pieces(form))


def find_terms(text: str, glossary: Glossary, language: str) -> list[Found]:
    """The marked terms in a text of a language, in order, none within another: the longest form wins.

    Unspaced scripts are cut between letters with all their signs, never through one. Latin words are whole
    and written as in the glossary; at the start of a sentence the first letter may be a capital.
    """
    forms = _forms(glossary, language)
    offered = pieces(text)
    found, at = [], 0
    while at < len(offered):
        match = _longest(forms, text, offered, at)
        if match is None:
            at += 1
            continue
        length, term = match
        found.append(Found(term, offered[at].start, offered[at + length - 1].end))
        at += length
    return found


@lru_cache(maxsize=16)  # the languages of one library; a test may load another
def _forms(glossary: Glossary, language: str) -> Mapping[str, Sequence[_Form]]:
    """The forms of a language by their first piece, long ones first."""
    by_start: dict[str, list[_Form]] = {}
    for term in glossary.terms:
        word = term.words.get(language)
        if term.marked and word is not None:
            for form in word.forms:
                key = form_key(form)
                by_start.setdefault(key[0], []).append((key, term))
    for forms in by_start.values():
        forms.sort(key=lambda form: len(form[0]), reverse=True)
    return MappingProxyType(by_start)


def _longest(
    forms: Mapping[str, Sequence[_Form]], text: str, offered: Sequence[Piece], at: int
) -> tuple[int, Term] | None:
    for start in _starts(text, offered, at):
        for key, term in forms.get(start, ()):
            rest = tuple(piece.key for piece in offered[at + 1 : at + len(key)])
            if rest == key[1:] and not _hyphenated(offered, at, at + len(key)):
                return len(key), term
    return None


def _starts(text: str, offered: Sequence[Piece], at: int) -> Iterator[str]:
    """The piece as it is written, and with a small letter where a sentence may begin with it."""
    key = offered[at].key
    yield key
    if key[0].isupper():
        before = text[: offered[at].start].rstrip()
        if not before or before.endswith(_BEFORE_A_SENTENCE):
            yield key[0].lower() + key[1:]


def _hyphenated(offered: Sequence[Piece], start: int, end: int) -> bool:
    """Whether a hyphen makes the match a part of a longer word: “care” in “self-care”."""
    before = start >= 2 and offered[start - 1].key == "-" and offered[start - 2].key.isalnum()
    after = end + 1 < len(offered) and offered[end].key == "-" and offered[end + 1].key.isalnum()
    return before or after
