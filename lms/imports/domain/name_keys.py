"""What the names of a line, and of somebody who is here, are found by. Pure: names in, hashes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple, TypeAlias

from lms.imports.domain.name_similarity import (
    foldings,
    homophones,
    is_latin,
    romanisations,
    skeletons,
    sounds,
    spellings,
)

Finder: TypeAlias = Callable[[str], frozenset[str]]

# Written otherwise, and the same to the ear or to whoever leaves a sign out.
_WRITTEN: Final[tuple[Finder, ...]] = (homophones, romanisations, foldings)
ANY: Final = ""  # stands for every branch


class Keys(NamedTuple):
    """What the names of a line are found by, as hashes: a list of 50,000 people has half a million of them.

    `spelled`: spelled the same. `sounding`: written with other letters of the same sound or without a sign, and no
    other branch; or the same consonants and the same year of birth. `apart`: the same consonants where two scripts
    leave nothing else to compare. `heard`: the consonants that are spoken, and no other branch. `folded`: the same
    without its signs, in whichever branch.
    """

    spelled: tuple[int, ...]
    sounding: tuple[int, ...]
    apart: tuple[int, ...]
    heard: tuple[int, ...]
    folded: tuple[int, ...]


def keys_of_line(names: tuple[str, ...], birth: object, branch: object, *, hears: bool) -> Keys:
    """The keys of a line; `hears`: also those of what is spoken."""
    skeleton = all_of(skeletons, names)
    written = [hash(("written", key, branch)) for find in _WRITTEN for key in all_of(find, names)]
    born = [hash(("born", key, birth)) for key in skeleton] if birth else []
    apart = [hash(("apart", key, not latin, branch)) for latin in _one_script(names) for key in skeleton]
    heard = [hash(("heard", key, branch)) for key in all_of(sounds, names)] if hears else []
    folded = (hash(("folded", key)) for key in all_of(foldings, names))
    return Keys(tuple(_spelled(names)), (*written, *born), tuple(apart), tuple(heard), tuple(folded))


def keys_of_person(names: tuple[str, ...], birth: int, branch: str, *, hears: bool) -> set[int]:
    """The keys of somebody who is here, whichever of them a line may have."""
    places = (branch, ANY)
    skeleton = all_of(skeletons, names)
    keys = set(_spelled(names))
    written = [key for find in _WRITTEN for key in all_of(find, names)]
    keys.update(hash(("written", key, place)) for key in written for place in places)
    keys.update(hash(("born", key, birth)) for key in skeleton)
    for latin in _one_script(names):
        keys.update(hash(("apart", key, latin, place)) for key in skeleton for place in places)
    if hears:
        keys.update(hash(("heard", key, place)) for key in all_of(sounds, names) for place in places)
    return keys


def _spelled(names: Iterable[str]) -> Iterator[int]:
    return (hash(("spelled", key)) for key in all_of(spellings, names))


def all_of(find: Finder, names: Iterable[str]) -> set[str]:
    """The keys of one kind of some names."""
    return {key for name in names for key in find(name)}


def _one_script(names: Iterable[str]) -> set[bool]:
    """Whether the names are in Latin letters, where all of them are, or none."""
    scripts = {is_latin(name) for name in names if name}
    return scripts if len(scripts) == 1 else set()
