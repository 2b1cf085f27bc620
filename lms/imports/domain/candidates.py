"""The people whom the lines of a list may be about, by number, phone and name. Pure; offers, never decides.

Only those are kept whom some line may be about: a Society may have a million people and a list ten.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from lms.accounts.domain.volunteer_numbers import key_of
from lms.imports.domain.lines.line_values import SEX_SAID, Values
from lms.imports.domain.name_keys import ANY, Finder, Keys, all_of, keys_of_line, keys_of_person
from lms.imports.domain.name_similarity import (
    foldings,
    is_part,
    romanisations,
    skeletons,
    sounds_apart,
    spellings,
    without_zeros,
)

# "both": the name is spelled the same, and the phone is the same; "named": the name is spelled the same; "name": it is
# alike; "sound": nobody has a name like it, and theirs sounds like it. With the last two it is certain who it is.
# "again": what the line says was recorded of them before and taken back; "near": the same module is recorded of them on
# another day that is close to it; "left": a remark in the name may say that they are no longer with us.
Why: TypeAlias = Literal["number", "both", "phone", "named", "name", "sound", "line", "again", "near", "left"]
# What of a line says that it is somebody else; "moved": that it was on another day; "near": that it may have been, too;
# "line": that another line says it was not passed.
Against: TypeAlias = Literal["", "number", "name", "birth", "sex", "phone", "moved", "near", "line"]

MOST_CANDIDATES: Final = 5  # offered for a line
_MOST_HEARD: Final = 500  # people whose names are compared by their sound; one that more have says too little
NOBODY_YET: Final = 0  # stands for the id of somebody whom another line of the same list brings in


@dataclass(frozen=True, slots=True)  # there are as many as people
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
    """Somebody whom a line may be about, what speaks for it, and what speaks against it."""

    id: int
    why: Why
    against: Against = ""


def keys_of(values: Values, *, hears: bool = False) -> Keys:
    """The keys of a line."""
    return keys_of_line(names_of(values), values.get("birth"), values.get("branch", ANY), hears=hears)


def _keys_of_person(person: Known, *, hears: bool) -> set[int]:
    return keys_of_person((person.name, person.latin_name), person.birth, person.branch, hears=hears)


def _names(person: Known) -> tuple[str, ...]:
    return tuple(filter(None, (person.name, person.latin_name)))


class Index:
    """People by each of their keys; keeps only those that some of the lines, by number, may be about.

    Say first which lines there are (`want`), then give it the people (`add`). `hears`: where nobody has a name that is
    alike, whoever has one that only sounds so is found.
    """

    def __init__(self, *, hears: bool = False) -> None:
        self._hears = hears
        self.by_id: dict[int, Known] = {}
        self._by_number: dict[str, Known] = {}
        self._by_phone: defaultdict[str, list[Known]] = defaultdict(list)
        self._by_bare_number: defaultdict[str, list[Known]] = defaultdict(list)
        self._by_name: defaultdict[int, list[Known]] = defaultdict(list)
        self._numbers_of: defaultdict[int, set[str]] = defaultdict(set)
        self._numbers: set[str] = set()
        self._phones: set[str] = set()
        self._wanted: set[int] = set()
        self._keys: dict[int, Keys] = {}
        self._certain: set[int] = set()

    def settle(self, number: int, person: Known) -> None:
        """Take somebody in of whom it is certain that a line, by its number, is about them: nobody else is sought."""
        self.by_id[person.id] = self._by_number[key_of(person.number)] = person
        self._certain.add(number)

    def is_certain(self, number: int) -> bool:
        """Whether it was settled whom a line is about."""
        return number in self._certain

    def holder_of(self, values: Values) -> Known | None:
        """Whose number a line has, however it is spelled."""
        return self._by_number.get(key_of(str(values.get("number", ""))))

    def sharing_phone(self, values: Values) -> list[Known]:
        """People of ours with the phone of a line: a family may have one together."""
        return self._by_phone.get(str(values.get("phone", "")), [])

    def is_named_so(self, number: int, values: Values, person: Known) -> bool:
        """Whether a line, by its number, spells somebody's name the same, and nothing says that it is another one."""
        return person in self._called(self._keys[number].spelled, values)

    def namesake_in(self, number: int, branch: str) -> Known | None:
        """Somebody of a branch who has the name of a line, by its number, spelled the same, whoever it is."""
        people = (one for key in self._keys[number].spelled for one in self._by_name.get(key, ()))
        return min((one for one in people if one.branch == branch), key=lambda one: one.id, default=None)

    def want(self, lines: Iterable[tuple[int, Values]]) -> None:
        """Take lines in."""
        for number, values in lines:
            self._want(number, values)

    def _want(self, number: int, values: Values) -> None:
        if "number" in values:
            self._numbers.add(_bare(str(values["number"])))
        if "phone" in values:
            self._phones.add(str(values["phone"]))
        keys = self._keys[number] = keys_of(values, hears=self._hears)
        for some in (keys.spelled, keys.sounding, keys.apart, keys.heard):
            self._wanted.update(some)

    def keys_of(self, number: int) -> Keys:
        """The keys of a line."""
        return self._keys[number]

    def add(self, people: Iterable[Known]) -> None:
        """Take people in, as far as they matter."""
        for person in people:
            self._add(person)

    def _add(self, person: Known) -> None:
        bare = _bare(person.number)
        shared = self._wanted & _keys_of_person(person, hears=self._hears) if person.ours else ()
        if not (bare in self._numbers or person.phone in self._phones or shared):
            return
        self.by_id[person.id] = person
        self._by_number[key_of(person.number)] = person
        self._numbers_of[person.id].add(bare)
        if person.ours and person.phone:
            self._by_phone[person.phone].append(person)
        if person.ours:
            self._by_bare_number[bare].append(person)
        for key in shared:
            self._by_name[key].append(person)

    def had_before(self, person: int, number: str) -> None:
        """Take in that a number was somebody's: nobody is found by it, and it speaks against nobody."""
        self._numbers_of[person].add(_bare(number))

    def against(self, values: Values, person: Known, why: Why) -> Against:
        """What of a line says that it is not about somebody; a phone only where nothing but a name speaks for it."""
        number, birth = str(values.get("number", "")), values.get("birth")
        if why != "number" and number and _bare(number) not in self._numbers_of[person.id]:
            return "number"
        if birth and person.birth and birth != person.birth:
            return "birth"
        if why != "sound" and not alike(values, person):
            return "name"
        if why == "named" and _other_sex(values, person):
            return "sex"
        phone = values.get("phone")
        other_phone = bool(phone and person.phone and phone != person.phone)
        return "phone" if why in ("named", "name", "sound") and not number and other_phone else ""

    def offer(self, values: Values, person: Known, why: Why) -> Candidate:
        """Somebody for HR to choose, with what speaks for it and against it."""
        return Candidate(person.id, why, self.against(values, person, why))

    def like(self, number: int, values: Values) -> tuple[Candidate, ...]:
        """People of ours whom a line may be about, by the strength of what speaks for it.

        Of as strong ones those first whose sex is that of the line. Of a line without a number also those whose name is
        the same and whose sex is another one.
        """
        found: dict[int, Why] = {}
        if "number" in values:
            for person in self._by_bare_number[_bare(str(values["number"]))]:
                found.setdefault(person.id, "number")
        keys, sharing = self._keys[number], self.sharing_phone(values)
        named = self._called(keys.spelled, values)
        for person in sorted(sharing, key=lambda one: one not in named):
            found.setdefault(person.id, "both" if person in named else "phone")
        for person in named:
            found.setdefault(person.id, "named")
        apart = self._called(keys.apart, values)
        for person in (*self._called(keys.sounding, values), *apart):
            # A sound that many names share says nothing.
            if person not in apart or len(apart) <= MOST_CANDIDATES:
                found.setdefault(person.id, "name")
        if not found:
            found.update((person.id, "sound") for person in self._heard(keys.heard, values))
        if "number" not in values:  # nothing else tells: the sex in the list, or the one here, may be a slip
            found.update((one.id, "named") for one in self._of_other_sex(keys.spelled, values))
        order = list(dict.fromkeys(found.values()))
        likely = sorted(
            found.items(), key=lambda one: (order.index(one[1]), _unlike(values, self.by_id[one[0]]))
        )
        offered = (self.offer(values, self.by_id[one], why) for one, why in likely)
        return tuple(islice(offered, MOST_CANDIDATES))

    def better_named(self, number: int, values: Values, holder: Known) -> tuple[Candidate, ...]:
        """Whom a line with somebody's number may be about, where its name is spelled as that of somebody else of ours
        and theirs is only alike: who has the number, and who has the name. Nobody where there is no question.
        """
        if number not in self._keys or is_spelled_so(values, holder):
            return ()
        named = [one for one in self._called(self._keys[number].spelled, values) if one.id != holder.id]
        if not named:
            return ()
        first = Candidate(holder.id, "number", self.against(values, holder, "number") or "name")
        return first, *(self.offer(values, one, "named") for one in named[: MOST_CANDIDATES - 1])

    def _heard(self, keys: Iterable[int], values: Values) -> list[Known]:
        """People whose names sound like those of a line, the nearest first."""
        people = self._called((one for one in keys if len(self._by_name.get(one, ())) <= _MOST_HEARD), values)
        far: dict[tuple[str, str], int | None] = {}
        for one in people:
            if (one.name, one.latin_name) not in far:
                apart = (sounds_apart(name, own) for name in names_of(values) for own in _names(one))
                far[one.name, one.latin_name] = min(
                    (step for step in apart if step is not None), default=None
                )
        steps = [(far[one.name, one.latin_name], one) for one in people]
        near = [(step, one) for step, one in steps if step is not None]
        return [one for _, one in sorted(near, key=lambda found: found[0])]

    def _called(self, keys: Iterable[int], values: Values) -> list[Known]:
        people = {
            one.id: one for key in keys for one in self._by_name.get(key, ()) if not _contradicts(values, one)
        }
        return list(people.values())

    def _of_other_sex(self, keys: Iterable[int], values: Values) -> list[Known]:
        """People with a name whom only the sex tells from a line."""
        if "sex" not in values:
            return []
        sexless = {field: value for field, value in values.items() if field != "sex"}
        return [one for one in self._called(keys, sexless) if _other_sex(values, one)]


def is_plain(offered: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the first of those whom a line may be about can be taken without a look at the line.

    Not where something speaks against it, where it is nobody yet, where as much speaks for another one, where who it
    is is no question, or where only the sound of the name speaks for it.
    """
    first, *others = offered
    asked = first["why"] in ("again", "near", "sound")
    taken = first["id"] != NOBODY_YET and not asked and not first.get("against")
    return taken and not any(one["why"] == first["why"] and not one.get("against") for one in others)


def _bare(number: str) -> str:
    return without_zeros(key_of(number))


def names_of(values: Values) -> tuple[str, ...]:
    """The names that a line gives."""
    return tuple(str(values[field]) for field in ("name", "latin_name") if field in values)


def _contradicts(values: Values, person: Known) -> bool:
    """Whether birth year or sex say that they are two people; what is not known says nothing."""
    pairs = ((values.get("birth"), person.birth), (values.get("sex"), person.sex))
    return any(given and known and given != known for given, known in pairs)


def _other_sex(values: Values, person: Known) -> bool:
    """Whether a line of people says another sex than is known of a person; one of trainings only orders by it."""
    said = values.get("sex")
    return bool(said and person.sex and said != person.sex)


def _unlike(values: Values, person: Known) -> int:
    """How unlike the sex that a line says is that of a person: what is not known stands between."""
    said = values.get("sex") or values.get(SEX_SAID)
    return 1 if not (said and person.sex) else 0 if said == person.sex else 2


def is_part_of(values: Values, person: Known) -> bool:
    """Whether a line gives a part of a person's name, or more than is known of it, and nothing else says otherwise."""
    pairs = ((one, other) for one in names_of(values) for other in (person.name, person.latin_name))
    return not _contradicts(values, person) and any(is_part(one, other) for one, other in pairs)


def is_spelled_so(values: Values, person: Known) -> bool:
    """Whether a line that gives names spells one of them as it is spelled here."""
    names = names_of(values)
    return not names or bool(all_of(spellings, names) & all_of(spellings, _names(person)))


def alike(values: Values, person: Known) -> bool:
    """Whether the names of a line, if it has any, may be those of a person."""
    names, theirs = names_of(values), (person.name, person.latin_name)
    finders: tuple[Finder, ...] = (spellings, romanisations, foldings, skeletons)
    return not names or any(all_of(find, names) & all_of(find, theirs) for find in finders)
