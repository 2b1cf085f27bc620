"""How well a channel suits a topic, and which channels are named for it. Pure: shares in, names out.

Source: the training-needs assessment, section 4. A personal topic is one for which a channel has to be private.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

PRIVATE: Final = 0.7  # of those who use it so many have to call it private enough, for a personal topic
UNWANTED: Final = (
    0.1  # more of a group than this never want it for messages on health: not for a personal topic
)
BEST: Final = 2  # channels that are named for a topic


@dataclass(frozen=True)
class Weights:
    """What counts how much; together 1."""

    reach: float
    trust: float
    privacy: float
    preference: float


GENERAL: Final = Weights(reach=0.4, trust=0.3, privacy=0.0, preference=0.3)
PERSONAL: Final = Weights(reach=0.3, trust=0.3, privacy=0.2, preference=0.2)


@dataclass(frozen=True)
class Shares:
    """What a group says of a channel, each from 0 to 1.

    `reach`: use it weekly. `trust`: the mean step of the scale, of the highest one. `privacy`: of those who use it say
    that it is private enough; `unwanted`: never want it for messages on health; both None where too few said so.
    `preference`: name it the best one for the topic.
    """

    reach: float
    trust: float
    privacy: float | None
    unwanted: float | None
    preference: float


def weights_of(is_personal: bool) -> Weights:
    """What counts how much for a topic."""
    return PERSONAL if is_personal else GENERAL


def is_disqualified(privacy: float | None, unwanted: float | None) -> bool:
    """Whether a channel must not be used for a personal topic. What is not known is not trusted with one."""
    return privacy is None or privacy < PRIVATE or unwanted is None or unwanted > UNWANTED


def score(shares: Shares, *, is_personal: bool) -> float | None:
    """How well a channel suits a topic, from 0 to 1; None where it must not be used for it."""
    if is_personal and is_disqualified(shares.privacy, shares.unwanted):
        return None
    weights = weights_of(is_personal)
    return (
        weights.reach * shares.reach
        + weights.trust * shares.trust
        + weights.privacy * (shares.privacy or 0.0)
        + weights.preference * shares.preference
    )


@dataclass(frozen=True)
class Named:
    """The channels that are named for a topic: the best, and one beside them that needs no phone."""

    best: tuple[str, ...]
    beside: str | None


def named_channels(scores: Mapping[str, float], face_to_face: Collection[str]) -> Named:
    """The two best channels and always one more that needs no phone, where there is one.

    Of equal ones the first in the order of `scores` goes first.
    """
    order = sorted(scores, key=lambda channel: -scores[channel])  # stable
    beside = next((channel for channel in order[BEST:] if channel in face_to_face), None)
    return Named(tuple(order[:BEST]), beside)
