"""What an award is called in the reader's language. Knows the library, no rows and no web."""

from __future__ import annotations

from lms.content.types.curriculum import SOURCE, Content
from lms.content.types.localized import Name

__all__ = ["Name", "of_award"]


def of_award(content: Content, award: str, language: str) -> Name:
    """The title of the module that an award belongs to; its id when it is no longer taught."""
    for module in content.modules:
        if module.id == award:
            text = module.text(language)
            return Name(text.title, text.language)
    return Name(award, SOURCE)
