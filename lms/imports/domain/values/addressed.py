"""Names that begin with a คุณ without a space behind it: a title, or a part of the name. Pure.

Nothing in a name tells which, so HR says once for a list whether it goes; until then the name stays as it is typed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from lms.imports.domain.values.brackets import DROP
from lms.text.titles import behind_glued

SHAPE: Final = "คุณ|"  # what the question is known by; no key of a text has this sign
_LONGEST_SHOWN: Final = 60


class Addressed(NamedTuple):
    """A name that begins so, and how many names of a list do."""

    like: str
    lines: int


def of(names: Iterable[str]) -> Addressed | None:
    """The names of a list that begin so; None where there are none."""
    found = [name for name in names if behind_glued(name)]
    return Addressed(found[0][:_LONGEST_SHOWN], len(found)) if found else None


def as_said(name: str, means: str) -> str:
    """A name as HR has said."""
    return (behind_glued(name) or name) if means == DROP else name
