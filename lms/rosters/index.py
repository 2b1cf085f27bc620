"""The people whom the lines of a list may be about, by number, phone and name. Pure; offers, never decides.

Only those are kept whom some line may be about: a Society may have a million people and a list ten.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, TypeAlias

from lms.rosters.cells import Values
from lms.rosters.likeness import is_latin, romanisations, skeletons, spellings, without_zeros

Why: TypeAlias = Literal["number", "phone", "name", "line"]

MOST_CANDIDATES: Final = 5  # offered for a line
NOBODY_YET: Final = 0  # stands for the id of somebody whom another line of the same list brings in


@dataclass(frozen=True)
class Known:
    """Somebody who is in Sala. `ours` is False outside the units of the import: then nothing about them is said.

    Empty texts and a birth year of 0 stand for what is not known.
    """

    id: int
    ours: bool
    number: str
    name: str
    latin_name: str
    phone: str
    email: str
    sex: str
    birth: int
    branch: str
    language: str


class Candidate(NamedTuple):
    """Somebody whom a line may be about, and what speaks for it."""

    id: int
    why: Why


class Keys(NamedTuple):
    """What the names of a line, or of a person, are found by: see `likeness`. No key of one kind is one of another."""

    spelled: frozenset[str]
    romanised: frozenset[str]
    heard: frozenset[str]


def keys_of(names: Iterable[str]) -> Keys:
    """The keys of all names of somebody."""
    spelled, romanised, heard = (
        frozenset(key for name in names for key in find(name))
        for find in (spellings, romanisations, skeletons)
    )
    return Keys(spelled, romanised, heard)


_NONE: Final = Keys(frozenset(), frozenset(), frozenset())


class Index:
    """People by each of their keys; keeps only those that some of these lines may be about."""

    def __init__(self, lines: Iterable[Values]) -> None:
        self.by_id: dict[int, Known] = {}
        self.by_number: dict[str, Known] = {}
        self.by_phone: dict[str, Known] = {}
        self._by_bare_number: defaultdict[str, list[Known]] = defaultdict(list)
        self._by_name: tuple[defaultdict[str, list[Known]], ...] = tuple(
            defaultdict(list) for _ in Keys._fields
        )
        self._numbers: set[str] = set()
        self._phones: set[str] = set()
        self._wanted: tuple[set[str], ...] = tuple(set() for _ in Keys._fields)
        self._keys: dict[tuple[str, ...], Keys] = {}
        for values in lines:
            self._want(values)

    def _want(self, values: Values) -> None:
        if "number" in values:
            self._numbers.add(without_zeros(str(values["number"])))
        if "phone" in values:
            self._phones.add(str(values["phone"]))
        for wanted, keys in zip(self._wanted, self.keys_of(values), strict=True):
            wanted |= keys

    def keys_of(self, values: Values) -> Keys:
        """The keys of a line: worked out once."""
        names = names_of(values)
        if names not in self._keys:
            self._keys[names] = keys_of(names)
        return self._keys[names]

    def add(self, people: Iterable[Known]) -> None:
        """Take people in, as far as they matter."""
        for person in people:
            self._add(person)

    def _add(self, person: Known) -> None:
        bare = without_zeros(person.number)
        names = keys_of((person.name, person.latin_name)) if person.ours else _NONE
        shared = [wanted & keys for wanted, keys in zip(self._wanted, names, strict=True)]
        if not (bare in self._numbers or person.phone in self._phones or any(shared)):
            return
        self.by_id[person.id] = person
        self.by_number[person.number] = person
        if person.phone:
            self.by_phone[person.phone] = person
        if person.ours:
            self._by_bare_number[bare].append(person)
        for found, keys in zip(self._by_name, shared, strict=True):
            for key in keys:
                found[key].append(person)

    def like(self, values: Values) -> tuple[Candidate, ...]:
        """People of ours whom a line may be about, by the strength of what speaks for it."""
        found: dict[int, Why] = {}
        if "number" in values:
            for person in self._by_bare_number[without_zeros(str(values["number"]))]:
                found.setdefault(person.id, "number")
        person_by_phone = self.by_phone.get(str(values.get("phone", "")))
        if person_by_phone is not None and person_by_phone.ours:
            found.setdefault(person_by_phone.id, "phone")
        for person in self._of_this_name(values):
            found.setdefault(person.id, "name")
        return tuple(Candidate(*one) for one in list(found.items())[:MOST_CANDIDATES])

    def _of_this_name(self, values: Values) -> Iterator[Known]:
        """Who is called so: spelled the same; written otherwise in Latin letters; in another script."""
        spelled, romanised, heard = (
            [person for key in keys for person in people.get(key, ()) if not _contradicts(values, person)]
            for keys, people in zip(self.keys_of(values), self._by_name, strict=True)
        )
        yield from spelled
        yield from (person for person in romanised if _same_place(values, person))
        yield from (person for person in heard if values.get("birth") == person.birth)
        # Where two scripts leave nothing else to compare, and few sound like this: the names may be one.
        unlike = {
            person.id: person for person in heard if _same_place(values, person) and _apart(values, person)
        }
        if len(unlike) <= MOST_CANDIDATES:
            yield from unlike.values()


def names_of(values: Values) -> tuple[str, ...]:
    """The names that a line gives."""
    return tuple(str(values[field]) for field in ("name", "latin_name") if field in values)


def _contradicts(values: Values, person: Known) -> bool:
    """Whether birth year or sex say that they are two people; what is not known says nothing."""
    pairs = ((values.get("birth"), person.birth), (values.get("sex"), person.sex))
    return any(given and known and given != known for given, known in pairs)


def _same_place(values: Values, person: Known) -> bool:
    return values.get("branch", person.branch) == person.branch


def _apart(values: Values, person: Known) -> bool:
    """Whether no name of a line is in a script of the person's names."""
    theirs = {is_latin(name) for name in (person.name, person.latin_name)}
    return not theirs & {is_latin(name) for name in names_of(values)}


def alike(values: Values, person: Known) -> bool:
    """Whether the names of a line, if it has any, may be those of a person."""
    names = names_of(values)
    theirs = keys_of((person.name, person.latin_name))
    return not names or any(ours & other for ours, other in zip(keys_of(names), theirs, strict=True))
