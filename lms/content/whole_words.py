"""What a line of the content's languages never ends inside: its terms, the names of its Societies, compounds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from lms.content.types.curriculum import Content
from lms.text.compounds import COMPOUNDS
from lms.text.whole_words import WholeWords


@lru_cache(maxsize=4)  # a library is the same as long as the application is open; a test may load another
def whole_words(content: Content) -> WholeWords:
    """The words to keep whole in every language of the library."""
    return WholeWords([*_terms(content), *_societies(content)], COMPOUNDS)


def _terms(content: Content) -> Iterator[str]:
    for term in content.glossary.terms:
        for word in term.words.values():
            yield from (word.text, *word.forms)


def _societies(content: Content) -> Iterator[str]:
    for society in content.societies.values():
        yield from (society.name(language.code).text for language in content.languages)
