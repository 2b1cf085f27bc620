"""A text and the language that it is really in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Name:
    """A name and the language that it is really in."""

    text: str
    language: str
