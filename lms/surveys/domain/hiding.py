"""Which parts of a group may be shown, so that no number is about few people, nor follows from those that are. Pure.

A part of fewer than LEAST is hidden. The whole is shown beside the parts, so what is hidden together is a part as
well: if that is unsafe, the smallest part that is shown goes too, until it is safe. Nothing tells a hidden part that is
empty from one that is small: with a hidden zero, "four and four" is as possible as "nobody and eight".
Source: the training-needs assessment, section 6, rule 5.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeVar

from lms.records.domain import small_groups

LEAST: Final = small_groups.LEAST

_Answer = TypeVar("_Answer")


def is_large(answers: Sequence[object]) -> bool:
    """Whether a group is large enough to be counted."""
    return len(answers) >= LEAST


def is_mixed(answers: Sequence[object]) -> bool:
    """Whether a group is large enough, and not all of it said the same: then it would be known what each one said."""
    return is_large(answers) and any(answer != answers[0] for answer in answers)


def is_apart(people: int, of: int) -> bool:
    """Whether those who chose something, and those who did not, are enough: else it is known what nearly all said."""
    return small_groups.is_apart(people, of)


def visible_parts(
    parts: Mapping[str, Sequence[_Answer]], is_safe: Callable[[Sequence[_Answer]], bool]
) -> frozenset[str]:
    """The parts of a whole that may be shown beside it. Each answer stands in one part; "" is never shown."""
    visible = {name for name, answers in parts.items() if name and is_safe(answers)}
    while visible:
        rest = [answer for name, answers in parts.items() if name not in visible for answer in answers]
        if not rest or is_safe(rest):
            break
        visible.remove(min(visible, key=lambda name: (len(parts[name]), name)))
    return frozenset(visible)
