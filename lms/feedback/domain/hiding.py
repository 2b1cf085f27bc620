"""What editors see of answers about a lesson: numbers of five people and more, from which no smaller one follows. Pure.

Three ways to part a group stand beside its whole: clear or not, the reasons, the cards. Which parts have a number is
decided as for surveys (lms/surveys/domain/hiding.py). Another part of five and more is named without one, since "forty
people, and most of them did not understand" is what editors need; of how many it is, the reader must not be told by
what is left. So whatever is named leaves room for four in the others, and nobody is as possible as four.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from lms.surveys.domain.hiding import LEAST, is_large, visible_parts

CLEAR: Final = "clear"
UNCLEAR: Final = "unclear"

# None: five or more. A part that is not there: fewer than five, or nobody.
Numbers: TypeAlias = Mapping[str, int | None]


@dataclass(frozen=True)
class Tally:
    """How many people said what of a lesson. All reasons and all cards are there, "" for who named none; each of those
    who found it unclear stands in one of each.
    """

    clear: int
    whys: Mapping[str, int]
    cards: Mapping[str, int]

    @property
    def unclear(self) -> int:
        """How many found it unclear."""
        return sum(self.whys.values())


@dataclass(frozen=True)
class Shown:
    """What may be shown of it: the number of people, then of each part a number, or that it is five or more."""

    people: int
    opinions: Numbers
    whys: Numbers
    cards: Numbers


def shown(tally: Tally) -> Shown | None:
    """What editors see; None below five people."""
    people = tally.clear + tally.unclear
    if people < LEAST:
        return None
    opinions = _named({CLEAR: tally.clear, UNCLEAR: tally.unclear}, people)
    unclear = opinions.get(UNCLEAR)
    if unclear is None:  # numbers of its parts would add up to one that is not told
        whys, cards = (_named(counts, people, numbers=False) for counts in (tally.whys, tally.cards))
    else:
        whys, cards = (_named(counts, unclear) for counts in (tally.whys, tally.cards))
    return Shown(people, opinions, whys, cards)


def _named(counts: Mapping[str, int], whole: int, *, numbers: bool = True) -> Numbers:
    """The parts that are named, in the order of `counts`, beside a `whole` that is known or is known to be larger."""
    exact = _with_number(counts) if numbers else frozenset()
    if exact:
        return {name: count for name, count in counts.items() if name in exact}
    large = sorted((-count, name) for name, count in counts.items() if name and count >= LEAST)
    room = max(0, whole - (LEAST - 1)) // LEAST
    named = {name for _, name in large[:room]}
    return dict.fromkeys(name for name in counts if name in named)


def _with_number(counts: Mapping[str, int]) -> frozenset[str]:
    """Whose number is told. Where what is left is nobody, that would be told, too: then the smallest of them is not."""
    visible = visible_parts({name: [name] * count for name, count in counts.items()}, is_large)
    hidden = counts.keys() - visible
    if not visible or not hidden or any(counts[name] for name in hidden):
        return visible
    return visible - {min(visible, key=lambda name: (counts[name], name))}
