"""The key terms of a page: marked where each stands first, explained in a list at the end. Knows no addresses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from lms.content import registry
from lms.content.english_beside import english_beside, in_brackets
from lms.content.types.curriculum import SOURCE
from lms.content.types.glossary import Term, Word
from lms.content.types.societies import NamedText
from lms.courses.domain import glossary_links


class WordRow(NamedTuple):
    """One term as the list explains it. `english` is empty unless the word needs it beside it."""

    id: str
    word: Word
    english: str
    explanation: NamedText


class Explained(NamedTuple):
    """The body of a page with its terms marked, and what is said about each."""

    body: Markup
    words: list[WordRow]


def explained(html: str, language: str) -> Explained:
    """Mark the terms in the sanitised HTML of a lesson or a piece, and explain them in the page's language."""
    return explained_parts((html,), language)[0]


def explained_parts(parts: Sequence[str], language: str) -> list[Explained]:
    """The same for the parts of one page; each explains the terms that stand there first."""
    marked = glossary_links.mark_terms_of_parts(parts, registry.current().glossary, language)
    return [
        Explained(Markup(part.html), [word_row(term, language) for term in part.terms]) for part in marked
    ]


def word_row(term: Term, language: str) -> WordRow:
    """A term for readers of a language; a word that is only proposed stands beside the English one."""
    word = term.word(language)
    english = in_brackets(english_beside(word.text, term.word(SOURCE).text)) if word.proposed else ""
    return WordRow(term.id, word, english, term.explanation(language))
