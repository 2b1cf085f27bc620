"""Places dealt out in a proportion. Pure; knows no questions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

_Key = TypeVar("_Key")


def shares(wanted: Mapping[_Key, int], length: int, room: Mapping[_Key, int]) -> dict[_Key, int]:
    """`length` places dealt out in the proportion of `wanted`, by the largest remainder; never more than there is room.

    Of equal remainders the first one gets the place. Whoever has no more room leaves it to the next.
    """
    total = sum(wanted.values()) or 1
    dealt = {key: min(number * length // total, room[key]) for key, number in wanted.items()}
    in_order = sorted(wanted, key=lambda key: -(wanted[key] * length % total))
    while sum(dealt.values()) < length:
        more = [key for key in in_order if dealt[key] < room[key]][: length - sum(dealt.values())]
        if not more:
            break
        dealt |= {key: dealt[key] + 1 for key in more}
    return dealt
