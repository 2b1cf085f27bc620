"""What a unit and an award are called in the reader's language. Knows the library, no rows and no web."""

from __future__ import annotations

from dataclasses import dataclass

from lms.content.library import SOURCE, Library


@dataclass(frozen=True)
class Name:
    """A name and the language that it is really in."""

    text: str
    language: str


def of_unit(library: Library, code: str, language: str) -> Name:
    """The name of a Society or a branch.

    A branch has two: in its country's script for readers of that language, in Latin letters for all others. A
    code that no Society file has is its own name.
    """
    society = library.societies.get(code)
    if society is not None:
        given = society.name(language)
        return Name(given.text, given.language)
    for society in library.societies.values():
        for branch in society.branches:
            if branch.code == code:
                own = language == society.language
                return Name(branch.native, language) if own else Name(branch.name, SOURCE)
    return Name(code, SOURCE)


def of_award(library: Library, award: str, language: str) -> Name:
    """The title of the module that an award belongs to; its id when it is no longer taught."""
    for module in library.modules:
        if module.id == award:
            text = module.text(language)
            return Name(text.title, text.language)
    return Name(award, SOURCE)
