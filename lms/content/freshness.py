"""Which units of a translation are older than their English text: digests, and the rule of alignment. Pure.

A unit is what is translated in one go: a title, an objective, a top-level block of a lesson, a question, a text
of a YAML file. The lock remembers for each the digest of the English text that the translation was made from.
Knows no files, no blocks and no languages; `translated` applies it to what is read, `lockfiles` stores it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from hashlib import sha256
from types import MappingProxyType
from typing import Literal, TypeAlias

State: TypeAlias = Literal["missing", "stale", "fresh"]
Entry: TypeAlias = "Mapping[str, str | tuple[str, ...]]"  # unit, or list of units, -> digest or digests
Alike: TypeAlias = Callable[[int, int], bool]

DIGEST_LENGTH = 16  # hexadecimal digits: 64 bits, enough against accident, and nobody gains from a collision
UNKNOWN = ""  # stands in a lock for a unit of which nobody said what it was made from

_NOTHING: Entry = MappingProxyType({})


@dataclass(frozen=True)
class Place:
    """What stands in a translation for one English unit of a list.

    `at` is the position in the translation, None where nothing there fits; `old` the digest of the English text
    that it was made from, None where nobody knows.
    """

    at: int | None
    state: State
    old: str | None


@dataclass(frozen=True)
class Unit:
    """One unit of one translated file. `said` is the translation, None where nothing there belongs to it.

    `made_from` is the digest of the English text that it was made from and `old` that text, as far as they are
    known; `at` its position in a list of the translation, from 0, None where it stands alone.
    """

    key: str
    state: State
    english: str
    made_from: str | None = None
    old: str | None = None
    said: str | None = None
    at: int | None = None


@dataclass(frozen=True)
class TranslatedFile:
    """A file as it stands in one language. `status` is None where there is no such file yet.

    `name` is its path below the folder of the language; `lists` says how many units each list of the translation
    has; `gone` holds those of them whose English was taken out.
    """

    name: str
    status: str | None
    units: tuple[Unit, ...]
    lists: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    gone: tuple[str, ...] = ()

    def count(self, state: State) -> int:
        """How many of the units are in a state."""
        return sum(1 for unit in self.units if unit.state == state)


@dataclass(frozen=True)
class Locks:
    """What all locks say: language -> file -> units, and the English texts behind the digests."""

    languages: Mapping[str, Mapping[str, Entry]] = field(default_factory=lambda: MappingProxyType({}))
    texts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def entry(self, language: str, file: str) -> Entry:
        """The units of a file; empty where the lock does not know it, so that all of it is stale."""
        return self.languages.get(language, {}).get(file, _NOTHING)


def normalised(text: str) -> str:
    """The text with single spaces: how it is laid out in its file is nobody's business."""
    return " ".join(text.split())


def digest(text: str) -> str:
    """The digest of an English text, the same for any layout of it."""
    return sha256(normalised(text).encode()).hexdigest()[:DIGEST_LENGTH]


def place(english: str, locked: str | None) -> Place:
    """The place of a single unit that is translated, by what the lock has for it."""
    if locked is not None and digest(english) == locked:
        return Place(0, "fresh", locked)
    return Place(0, "stale", locked or None)


def places(
    source: Sequence[str], lock: Sequence[str] | None, count: int, alike: Alike
) -> tuple[Place, ...] | None:
    """What a translation of `count` units has for each unit of a list of English digests (`source`).

    A lock is parallel to the translation that it was made for. While both are as long, the lock says which
    English unit each translated one belongs to, also after the English list grew or shrank; once the translation
    has the length of the English list again, it is taken one by one. `alike(i, j)` tells whether English unit i
    is built as translated unit j. None where the two lists do not fit: the translation is broken, not old.
    """
    one_by_one = count == len(source) and all(alike(at, at) for at in range(count))
    if lock is None:
        return tuple(Place(at, "stale", None) for at in range(count)) if one_by_one else None
    if len(lock) == count and not (one_by_one and len(lock) == len(source)):
        return _by_lock(source, lock, alike)
    if not one_by_one:
        return None
    if len(lock) == count:
        # By position alone: a block that moved is stale in both places, so that none is shown for another.
        return tuple(
            Place(at, "fresh" if now == then else "stale", then or None)
            for at, (now, then) in enumerate(zip(source, lock, strict=True))
        )
    olds = _pairs(source, lock)
    return tuple(_taken(at, now, lock, olds.get(at)) for at, now in enumerate(source))


def _taken(at: int, now: str, lock: Sequence[str], then: int | None) -> Place:
    old = None if then is None else lock[then] or None
    return Place(at, "fresh" if old == now else "stale", old)


def _by_lock(source: Sequence[str], lock: Sequence[str], alike: Alike) -> tuple[Place, ...] | None:
    found = []
    pairs = _pairs(source, lock)
    for at, now in enumerate(source):
        then = pairs.get(at)
        if then is None:
            found.append(Place(None, "missing", None))
            continue
        fits = alike(at, then)
        if lock[then] == now:
            if not fits:
                return None
            found.append(Place(then, "fresh", now))
        else:
            found.append(Place(then if fits else None, "stale", lock[then] or None))
    return tuple(found)


def _pairs(source: Sequence[str], lock: Sequence[str]) -> dict[int, int]:
    """Positions in the lock by positions in the source; what changed is paired in order, what is new is left out."""
    return dict(_aligned(source, lock))


def _aligned(source: Sequence[str], lock: Sequence[str]) -> Iterator[tuple[int, int]]:
    matcher = SequenceMatcher(None, lock, source, autojunk=False)
    for kind, lock_from, lock_to, source_from, source_to in matcher.get_opcodes():
        if kind in ("equal", "replace"):
            yield from zip(range(source_from, source_to), range(lock_from, lock_to), strict=False)
