"""What can go wrong, in words that are not yet sentences. Knows no language and no web.

Services raise these; the edge (views, forms, commands) turns the code into a sentence of the reader's language.
"""

from __future__ import annotations

import errno


class SalaError(Exception):
    """Everything that Sala raises on purpose."""


class RuleBroken(SalaError):
    """A rule says no, and the person can do something about it.

    `code` names the rule ("attempts-exhausted"), `field` the input it belongs to, `values` what the sentence needs.
    """

    def __init__(self, code: str, /, *, field: str | None = None, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.values = values


class NotFound(SalaError):
    """There is no such thing, or the person who asks may not know that there is."""


def disk_is_full(error: BaseException | None) -> bool:
    """Whether something failed because there is no room left, for a file or for the database."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return True
    return any(words in str(error) for words in ("database or disk is full", "No space left on device"))


class BadSetting(SalaError):
    """A setting is missing or wrong; the message names it and says what is expected."""

    def __init__(self, name: str, expected: str) -> None:
        super().__init__(f"{name}: {expected}")
        self.name = name
