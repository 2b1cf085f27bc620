"""The glossary page: groups of terms, sorted as a dictionary of the reader's language is. Knows no addresses."""

from __future__ import annotations

from typing import NamedTuple

from lms.content import registry
from lms.content.english_beside import english_beside
from lms.content.types.curriculum import SOURCE, Language
from lms.content.types.glossary import Group, Term, Word
from lms.content.types.societies import NamedText
from lms.text import collation


class TermRow(NamedTuple):
    """One term. `english` is empty where the word says it itself; `others` is the word in more languages."""

    id: str
    word: Word
    english: str
    explanation: NamedText
    others: list[tuple[Language, Word]]


class GroupRow(NamedTuple):
    """One group with its terms."""

    id: str
    text: NamedText
    terms: list[TermRow]


def groups(language: str) -> list[GroupRow]:
    """Every group that has terms, in the order of the file."""
    glossary = registry.current().glossary
    rows = [_group_row(group, glossary.of_group(group), language) for group in glossary.groups]
    return [row for row in rows if row.terms]


def _group_row(group: Group, terms: tuple[Term, ...], language: str) -> GroupRow:
    rows = [_term_row(term, language) for term in terms]
    rows.sort(key=lambda row: collation.sort_key(row.word.text, language))
    return GroupRow(group.id, group.text(language), rows)


def _term_row(term: Term, language: str) -> TermRow:
    word = term.word(language)
    others = [
        (other, term.words[other.code])
        for other in registry.current().languages
        if other.code not in (SOURCE, word.language) and other.code in term.words
    ]
    english = "" if word.language == SOURCE else english_beside(word.text, term.word(SOURCE).text)
    return TermRow(term.id, word, english, term.explanation(language), others)
