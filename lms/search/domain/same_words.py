"""Words that say the same as what was typed: the forms of a term, in the reader's language and in English, and the
lessons' own word for an everyday one. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lms.content.types.curriculum import SOURCE, Content
from lms.content.types.glossary import Term

_LONG_FOR_CAPITALS = 2  # capital letters: PrEP and U=U are abbreviations, Lao is none


class Same(NamedTuple):
    """A word that may be typed, and the `others` by which pages are found then, too."""

    word: str
    others: tuple[str, ...]

    @property
    def is_abbreviation(self) -> bool:
        """Whether it is typed whole: STI is no beginning of "stigma"."""
        return sum(letter.isupper() for letter in self.word) >= _LONG_FOR_CAPITALS


def same_words(content: Content, language: str) -> Iterator[Same]:
    """All of them for a reader of the language."""
    for term in content.glossary.terms:
        forms = _forms(term, language)
        for form in forms:
            yield Same(form, tuple(other for other in forms if other != form))
    for said in content.everyday:
        own = _both(said.own, language)
        for word in _both(said.words, language) if own else ():
            yield Same(word, tuple(other for other in own if other != word))


def _forms(term: Term, language: str) -> tuple[str, ...]:
    words = (term.word(language), term.word(SOURCE))
    return tuple(dict.fromkeys(form for word in words for form in (word.forms or (word.text,))))


def _both(words: Mapping[str, tuple[str, ...]], language: str) -> tuple[str, ...]:
    """In the language of the reader and in English: both are typed on one phone."""
    return tuple(dict.fromkeys(word for code in (language, SOURCE) for word in words.get(code, ())))
