"""What is to be done with each line: create, update, nothing, or ask. Pure: lines and people in, decisions out.

A line is somebody who is known only when the number says so and the name agrees. Everything less is offered to HR
and left alone until they have decided: two people must never become one unseen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from lms.rosters.cells import Problem, Read, Values
from lms.rosters.likeness import skeleton, spelling, without_zeros

Action: TypeAlias = Literal["create", "update", "same", "fail", "skip"]
Why: TypeAlias = Literal["number", "phone", "name"]

MOST_CANDIDATES: Final = 5  # offered for a line
# A line's field -> what a person has it as.
_COLUMNS: Final = ("name", "latin_name", "phone", "email", "sex", "birth", "branch", "language")


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


@dataclass(frozen=True)
class Decision:
    """What to do with a line. `before` holds the present value of each field that an update changes."""

    action: Action
    person: int | None = None
    problems: tuple[Problem, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    before: Mapping[str, str | int] = field(default_factory=dict)


class Keys(NamedTuple):
    """By what a line, or a person, is found."""

    numbers: frozenset[str]
    phones: frozenset[str]
    spellings: frozenset[str]
    skeletons: frozenset[str]


def keys_of(values: Iterable[Values]) -> Keys:
    """The keys of many lines: who has none of them need not be looked at."""
    lines = list(values)
    names = [str(one[field]) for one in lines for field in ("name", "latin_name") if field in one]
    return Keys(
        frozenset(without_zeros(str(one["number"])) for one in lines if "number" in one),
        frozenset(str(one["phone"]) for one in lines if "phone" in one),
        frozenset(map(spelling, names)) - {""},
        frozenset(map(skeleton, names)) - {""},
    )


class Index:
    """People by each of their keys; keeps only those that some line may be about."""

    def __init__(self, people: Iterable[Known], wanted: Keys) -> None:
        self.by_id: dict[int, Known] = {}
        self.by_number: dict[str, Known] = {}
        self.by_phone: dict[str, Known] = {}
        self._by_bare_number: defaultdict[str, list[Known]] = defaultdict(list)
        self._by_spelling: defaultdict[str, list[Known]] = defaultdict(list)
        self._by_skeleton: defaultdict[str, list[Known]] = defaultdict(list)
        for person in people:
            self._add(person, wanted)

    def _add(self, person: Known, wanted: Keys) -> None:
        bare, names = without_zeros(person.number), (person.name, person.latin_name)
        spellings = wanted.spellings & set(map(spelling, names)) if person.ours else frozenset()
        skeletons = wanted.skeletons & set(map(skeleton, names)) if person.ours else frozenset()
        if not (bare in wanted.numbers or person.phone in wanted.phones or spellings or skeletons):
            return
        self.by_id[person.id] = person
        self.by_number[person.number] = person
        if person.phone:
            self.by_phone[person.phone] = person
        if person.ours:
            self._by_bare_number[bare].append(person)
        for key in spellings:
            self._by_spelling[key].append(person)
        for key in skeletons:
            self._by_skeleton[key].append(person)

    def like(self, values: Values) -> tuple[Candidate, ...]:
        """People of ours whom a line may be about, by the strength of what speaks for it."""
        found: dict[int, Why] = {}
        if "number" in values:
            for person in self._by_bare_number[without_zeros(str(values["number"]))]:
                found.setdefault(person.id, "number")
        person_by_phone = self.by_phone.get(str(values.get("phone", "")))
        if person_by_phone is not None and person_by_phone.ours:
            found.setdefault(person_by_phone.id, "phone")
        for name in _names(values):
            for person in self._by_spelling[spelling(name)]:
                if not _contradicts(values, person):
                    found.setdefault(person.id, "name")
            for person in self._by_skeleton[skeleton(name)]:
                if not _contradicts(values, person) and values.get("birth") == person.birth:
                    found.setdefault(person.id, "name")
        return tuple(Candidate(*one) for one in list(found.items())[:MOST_CANDIDATES])


def _names(values: Values) -> list[str]:
    return [str(values[field]) for field in ("name", "latin_name") if field in values]


def _contradicts(values: Values, person: Known) -> bool:
    """Whether birth year or sex say that they are two people; what is not known says nothing."""
    pairs = ((values.get("birth"), person.birth), (values.get("sex"), person.sex))
    return any(given and known and given != known for given, known in pairs)


def alike(values: Values, person: Known) -> bool:
    """Whether the names of a line, if it has any, may be those of a person."""
    names = _names(values)
    theirs = (person.name, person.latin_name)
    spellings, skeletons = set(map(spelling, theirs)), set(map(skeleton, theirs)) - {""}
    return not names or any(spelling(name) in spellings or skeleton(name) in skeletons for name in names)


def changes(values: Values, person: Known) -> dict[str, str | int]:
    """What a line says otherwise than it is known of a person, by field: the values of the line."""
    said = dict(values)
    if "latin_name" not in said and _is_latin(str(said.get("name", ""))) and not _is_latin(person.name):
        said["latin_name"] = said.pop(
            "name"
        )  # a list in Latin letters does not take away the name in its script
    return {
        field: said[field] for field in _COLUMNS if field in said and said[field] != getattr(person, field)
    }


def _is_latin(name: str) -> bool:
    return all(letter < "\u0250" or not letter.isalpha() for letter in name)


# --- a list of people -------------------------------------------------------------------------------------------


def people(lines: Iterable[tuple[int, Read]], index: Index) -> Iterator[tuple[int, Decision]]:
    """Decide about each line of a list of people, by its number."""
    seen: dict[tuple[str, str], int] = {}
    for number, read in lines:
        problems = [*read.problems, *_twice(number, read.values, seen)]
        yield number, Decision("fail", problems=tuple(problems)) if problems else _person(read.values, index)


def _twice(line: int, values: Values, seen: dict[tuple[str, str], int]) -> Iterator[Problem]:
    for what, word in (("number", "number-twice"), ("phone", "phone-twice")):
        if what in values:
            first = seen.setdefault((what, str(values[what])), line)
            if first != line:
                yield Problem(what, word, {"line": first})


def _person(values: Values, index: Index) -> Decision:
    known = index.by_number.get(str(values["number"]))
    if known is not None and not known.ours:
        return _failed("number", "number-taken", number=values["number"])
    owner = index.by_phone.get(str(values.get("phone", "")))
    if owner is not None and not owner.ours:
        return _failed("phone", "phone-taken")
    if known is None:
        candidates = index.like(values)
        return Decision("skip", candidates=candidates) if candidates else Decision("create")
    if not alike(values, known):
        return Decision("skip", candidates=(Candidate(known.id, "number"),))
    if owner not in (None, known):
        return _failed("phone", "phone-taken")
    return decided(values, known)


def decided(values: Values, person: Known) -> Decision:
    """What follows from knowing that a line is about this person."""
    new = changes(values, person)
    before = {field: getattr(person, field) for field in new}
    return Decision("update" if new else "same", person.id, before=before)


def _failed(on: str, word: str, **values: Any) -> Decision:
    return Decision("fail", problems=(Problem(on, word, values),))


# --- a list of past trainings -----------------------------------------------------------------------------------

# A person, an award and a day in ISO 8601.
Fact: TypeAlias = tuple[int, str, str]


class Ledger(NamedTuple):
    """What is recorded of the people of a list, and what was taken back."""

    counted: Set[Fact]
    corrected: Set[Fact]


def trainings(
    lines: Iterable[tuple[int, Read]], index: Index, ledger: Ledger
) -> Iterator[tuple[int, Decision]]:
    """Decide about each line of a list of past trainings, by its number."""
    seen: set[Fact] = set()
    for number, read in lines:
        if read.problems:
            yield number, Decision("fail", problems=read.problems)
            continue
        if not read.passed:
            yield number, Decision("skip", problems=(Problem("result", "not-passed", {}),))
            continue
        decision = who(read.values, index)
        if decision.person is not None:
            decision = recorded(read.values, decision.person, ledger, seen)
        yield number, decision


def who(values: Values, index: Index) -> Decision:
    """Whom a line of trainings is about: somebody certain, somebody to choose, or nobody."""
    known = index.by_number.get(str(values.get("number", "")))
    if known is not None and known.ours and alike(values, known):
        return Decision("create", known.id)
    candidates = index.like(values)
    if candidates:
        first = index.by_id[candidates[0].id]
        certain = candidates[0].why == "phone" and "number" not in values and _names(values)
        if len(candidates) == 1 and certain and alike(values, first):
            return Decision("create", first.id)
        return Decision("skip", candidates=candidates)
    return _failed("number" if "number" in values else "name", "person-unknown")


def recorded(values: Values, person: int, ledger: Ledger, seen: set[Fact]) -> Decision:
    """What follows from knowing whom a training is about. `seen` collects what the list has said before."""
    fact = (person, str(values["award"]), str(values["on"]))
    if fact in ledger.counted or fact in seen:
        return Decision("same", person)
    seen.add(fact)
    if fact in ledger.corrected:
        taken_back = (Problem("on", "corrected-before", {}),)
        return Decision("skip", person, taken_back, (Candidate(person, "number"),))
    return Decision("create", person)
