"""What a file of Moodle says of a question beside its words: category and tags, as we write and read them. Pure.

Tags look like `level:apply`. Others belong to the Moodle that the file comes from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, get_args

from lms.content.types.questions import Level, Question, QuestionText
from lms.quizzes.domain.moodle_questions import KIND_TAG

_LANGUAGE: Final = "language"
_LEVEL: Final = "level"
_SAFETY: Final = "safety"
_PARTS: Final = "parts"
_KIND: Final = KIND_TAG.rstrip(":")
_OURS: Final = (_LANGUAGE, _LEVEL, _SAFETY, _PARTS)
_ALIKE: Final = ("order", "match")  # kinds that Moodle has one type for
LEVELS: Final[tuple[Level, ...]] = get_args(Level)
LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Labels:
    """What the tags of a question say; empty where nothing is said. `others` are no tags of ours."""

    language: str = ""
    level: str = ""
    safety: str = ""
    parts: str = ""
    others: tuple[str, ...] = ()


def tags_of(question: Question, text: QuestionText) -> tuple[str, ...]:
    """The tags of a question in the language that it is really in. Its parts are named where they are not a, b, c …"""
    return tuple(_tags(question, text))


def _tags(question: Question, text: QuestionText) -> Iterator[str]:
    yield f"{_LANGUAGE}:{text.language}"
    yield f"{_LEVEL}:{question.level}"
    if question.safety is not None:
        yield f"{_SAFETY}:{question.safety}"
    if question.kind in _ALIKE:
        yield f"{KIND_TAG}{question.kind}"
    parts = "".join(question.parts)
    if parts != LETTERS[: len(parts)]:
        yield f"{_PARTS}:{parts}"


def labels_of(tags: tuple[str, ...]) -> Labels:
    """The labels that tags make; of two for one thing the first counts, and the other is none of ours."""
    said: dict[str, str] = {}
    others = []
    for tag in tags:
        name, colon, value = tag.partition(":")
        if colon and name in _OURS and name not in said and _is_known(name, value):
            said[name] = value
        elif not (name == _KIND and value in _ALIKE):  # read where the kind is chosen
            others.append(tag)
    return _labels(said, tuple(others))


def _is_known(name: str, value: str) -> bool:
    if name == _LEVEL:
        return value in LEVELS
    return name != _PARTS or (set(value) <= set(LETTERS) and len(set(value)) == len(value))


def _labels(said: Mapping[str, str], others: tuple[str, ...]) -> Labels:
    language, level, safety, parts = (said.get(name, "") for name in _OURS)
    return Labels(language, level, safety, parts, others)
