"""Differences between a translation and its English that somebody has accepted, each with its reason. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from lms.content.types.curriculum import Accepted

NAME = "accepted.yaml"


def covers(accepted: Iterable[Accepted], file: str, english: str, message: str) -> bool:
    """Whether somebody has given a reason for just this difference at just this text."""
    text = " ".join(english.split())
    return any(one.file == file and one.differs == message and one.english in text for one in accepted)


def hint(language: str) -> str:
    """What to do where a difference is right."""
    return f"If it is right, give the reason in curriculum/translations/{language}/{NAME} (see the README)."
