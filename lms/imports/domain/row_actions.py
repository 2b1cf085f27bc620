"""What is to be done with each line: create, update, nothing, or ask. Pure: lines and people in, decisions out.

A line is somebody who is known only when the number says so and the name agrees. Everything less is offered to HR
and left alone until they have decided: two people must never become one unseen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from lms.accounts.domain.contact import YOUNGEST
from lms.accounts.domain.volunteer_numbers import checked, key_of
from lms.errors import RuleBroken
from lms.imports.domain import whose_number
from lms.imports.domain.candidates import NOBODY_YET, Candidate, Index, Known, alike, is_part_of, names_of
from lms.imports.domain.days_of_list import DaysOfList
from lms.imports.domain.kept_names import by_script, kept_names
from lms.imports.domain.lines import odd_numbers
from lms.imports.domain.lines.duplicate_lines import Twins, numbers_again, written_numbers
from lms.imports.domain.lines.line_reader import NO_MODULE
from lms.imports.domain.lines.line_values import Problem, Read, Values
from lms.records.domain import past_results

# Words of what is said of a line.
NAME_TWICE: Final = "name-twice"
NAMESAKE: Final = "namesake"
NAMESAKE_HERE: Final = "namesake-here"
NUMBER_AGAIN: Final = "number-again"
ODD_NUMBER: Final = "number-odd"
NUMBER_OF_ANOTHER: Final = "number-of-another"
NUMBER_NEEDED: Final = "number-needed-if-new"
SAID_BEFORE: Final = "said-before"
TAKEN_BACK: Final = "corrected-before"
NEAR: Final = "recorded-near"
NEAR_LINE: Final = "line-near"

NO_NUMBER: Final = Problem("number", NUMBER_NEEDED, {})

Action: TypeAlias = Literal["create", "update", "same", "fail", "skip"]
# A line's field -> what a person has it as.
_COLUMNS: Final = ("name", "latin_name", "phone", "email", "sex", "birth", "branch", "language")


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with a line. `before` holds the present value of each field that an update changes."""

    action: Action
    person: int | None = None
    problems: tuple[Problem, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    before: Mapping[str, str | int] = field(default_factory=dict)


def as_stored(values: Values, person: Known) -> dict[str, str | int]:
    """What a line says of somebody who is known, by the field that it is stored in."""
    said, kept = by_script(values, person), kept_names(values, person)
    return {field: value for field, value in said.items() if field not in kept}


def changes(values: Values, person: Known) -> dict[str, str | int]:
    """What a line says otherwise than it is known of a person, by field: the values of the line."""
    said = as_stored(values, person)
    return {
        field: said[field] for field in _COLUMNS if field in said and said[field] != getattr(person, field)
    }


# --- a list of people -------------------------------------------------------------------------------------------


def people(
    lines: Sequence[tuple[int, Read]], index: Index, told: Collection[int] = (), *, home: str = ""
) -> Iterator[tuple[int, Decision]]:
    """Decide about each line of a list of people, by its number; of those `told`, HR has said that they are people.

    `home`: the branch of whoever is new and has none in their line.
    """
    odd = odd_numbers.lines_of(lines).difference(told)
    seen = written_numbers(lines)
    again = numbers_again(lines, seen)
    twins = Twins()
    for number, read in lines:
        twice = (*_twice("number", number, read.values, seen), *_joined(number, read.values, index, seen))
        problems = [*read.problems, *twice[:1], *_refused(read.values, index)]
        shared = (*_twice("phone", number, read.values, seen), *_shared(number, read.values, index))[:1]
        decision = (
            _hindered(number, read.values, index, problems)
            if problems
            else _person(number, read.values, index)
        )
        if decision.action != "fail":
            decision = replace(decision, problems=(*decision.problems, *shared))
        keys = index.keys_of(number)
        first = twins.first_of(number, read, keys.spelled)
        namesake = twins.namesake_of(number, read, keys.folded, keys.spelled)
        if decision.action == "create" and first != number:
            alike_line = Problem("name", NAME_TWICE, {"line": first})
            decision = Decision("skip", problems=(alike_line,), candidates=(Candidate(NOBODY_YET, "line"),))
        elif decision.action == "create" and number in odd:
            label = Problem("number", ODD_NUMBER, {"number": read.values["number"]})
            decision = Decision(
                "skip", problems=(label, *shared), candidates=(Candidate(NOBODY_YET, "line"),)
            )
        elif decision.action == "create" and read.has_left:
            asked = (Candidate(NOBODY_YET, "left"),)
            decision = Decision("skip", problems=decision.problems, candidates=asked)
        elif decision.action == "create":
            named = _namesakes(number, namesake, index, str(read.values.get("branch", home)))
            decision = replace(decision, problems=(*named, *decision.problems))
        if number in again and decision.action != "fail":
            below = Problem("number", NUMBER_AGAIN, {"line": again[number]})
            decision = replace(decision, problems=(*decision.problems, below))
        yield number, decision


def _namesakes(line: int, namesake: int, index: Index, branch: str) -> Iterator[Problem]:
    """A hint, never a hindrance: somebody of the branch has the name of somebody new, or another line has it.

    Who it is stands as a number of a row: a name would be that of somebody else within the line.
    """
    if (known := index.namesake_in(line, branch)) is not None:
        yield Problem("name", NAMESAKE_HERE, {"person": known.id})
    if namesake != line:
        yield Problem("name", NAMESAKE, {"line": namesake})


def _twice(what: str, line: int, values: Values, seen: dict[tuple[str, Any], int]) -> Iterator[Problem]:
    if what in values:
        key = key_of(str(values[what])) if what == "number" else str(values[what])
        first = seen.setdefault((what, key), line)
        if first != line:
            yield Problem(what, f"{what}-twice", {"line": first})


def _refused(values: Values, index: Index) -> Iterator[Problem]:
    """What keeps a number from becoming somebody's; of those who have theirs already nothing is refused."""
    if "number" in values and index.holder_of(values) is None:
        try:
            checked(str(values["number"]))
        except RuleBroken as broken:
            yield Problem("number", broken.code, broken.values)


def _joined(line: int, values: Values, index: Index, seen: dict[tuple[str, Any], int]) -> Iterator[Problem]:
    """Two numbers of one person: their records were joined, and the old one would overwrite what the other says."""
    holder = index.holder_of(values)
    if holder is not None and holder.ours and alike(values, holder):
        first = seen.setdefault(("person", holder.id), line)
        if first != line:
            yield Problem("number", "person-twice", {"line": first})


def _shared(number: int, values: Values, index: Index) -> Iterator[Problem]:
    """A hint, never a hindrance: families share a phone, but hardly ever a name as well."""
    holder = index.holder_of(values)
    others = [one for one in index.sharing_phone(values) if holder is None or one.id != holder.id]
    if any(index.is_named_so(number, values, one) for one in others):
        yield Problem("phone", "phone-and-name", {})
    elif others:
        yield Problem("phone", "phone-shared", {})


def _hindered(number: int, values: Values, index: Index, problems: Sequence[Problem]) -> Decision:
    """What becomes of a line with problems: where only the number is missing, it may be about somebody who has one."""
    candidates = (
        _offered(number, values, index) if [one.word for one in problems] == ["number-missing"] else ()
    )
    if candidates:
        return Decision("skip", problems=(NO_NUMBER,), candidates=candidates)
    return Decision("fail", problems=tuple(problems))


def _offered(number: int, values: Values, index: Index) -> tuple[Candidate, ...]:
    """Who is offered for a line of people. With another name the phone says nothing: it is a family's."""
    return tuple(
        one for one in index.like(number, values) if one.why != "phone" or alike(values, index.by_id[one.id])
    )


def _person(number: int, values: Values, index: Index) -> Decision:
    known = index.holder_of(values)
    if known is not None and not known.ours:
        return _failed("number", "number-taken", number=values["number"])
    if known is None:
        candidates = _offered(number, values, index)
        return Decision("skip", candidates=candidates) if candidates else Decision("create")
    if asked := whose_number.asked_about(number, values, known, index):
        return Decision("skip", problems=(number_of_another(values),), candidates=asked)
    return decided(values, known)


def decided(values: Values, person: Known) -> Decision:
    """What follows from knowing that a line is about this person."""
    new = changes(values, person)
    before = {field: getattr(person, field) for field in new}
    return Decision("update" if new else "same", person.id, before=before)


def number_of_another(values: Values) -> Problem:
    """That a line cannot be about somebody new: its number is taken."""
    return Problem("number", NUMBER_OF_ANOTHER, {"number": values["number"]})


def _failed(on: str, word: str, **values: Any) -> Decision:
    return Decision("fail", problems=(Problem(on, word, values),))


# --- a list of past trainings -----------------------------------------------------------------------------------

# A person, an award and a day in ISO 8601.
Fact: TypeAlias = tuple[int, str, str]


class Ledger(NamedTuple):
    """What is recorded of the people of a list, what was taken back, of the first what is known to be passed, and of
    the second what counts on another day instead; `births` are the years of birth that are known, `days` those on which
    people were trained, by person and award: a test that was taken here, or a session that was led, is none. `marks`
    are those of what is passed, in percent, where they are known.
    """

    counted: Set[Fact]
    corrected: Set[Fact]
    passed: Set[Fact] = frozenset()
    moved: Set[Fact] = frozenset()
    births: Mapping[int, int] = MappingProxyType({})
    days: Mapping[tuple[int, str], Set[date]] = MappingProxyType({})
    marks: Mapping[Fact, int] = MappingProxyType({})


class Said(NamedTuple):
    """The line of a list that says something first, and whether it says that it was passed."""

    line: int
    passed: bool


class Seen(NamedTuple):
    """What the lines of a list have said so far: of whom and what, and on which days."""

    facts: dict[Fact, Said]
    days: DaysOfList


def trainings(
    lines: Iterable[tuple[int, Read]], index: Index, ledger: Ledger, own: Set[int] = frozenset()
) -> Iterator[tuple[int, Decision]]:
    """Decide about each line of a list of past trainings, by its number.

    `own`: all ids of the person who brings the list in. Nobody records a training of their own.
    """
    seen = Seen({}, DaysOfList())
    for number, read in lines:
        if read.problems:
            yield number, Decision("fail", problems=(*read.problems, *_nobody(number, read.values, index)))
            continue
        if not read.passed:
            yield number, Decision("skip", problems=(_not_passed(read),))
            continue
        decision = who(number, read.values, index)
        if decision.person is not None:
            decision = recorded(number, read, decision.person, ledger, seen, own)
        elif decision.candidates:
            asked = (_near_too(one, read, ledger) for one in decision.candidates)
            decision = replace(decision, candidates=tuple(asked))
        yield number, decision


def _not_passed(read: Read) -> Problem:
    if read.left:
        return Problem("award" if read.left == NO_MODULE else "result", read.left, {})
    if read.mark is None or read.needed is None:
        return Problem("result", "not-passed", {})
    return Problem("result", "mark-too-low", {"mark": read.mark, "needed": read.needed})


def who(number: int, values: Values, index: Index) -> Decision:
    """Whom a line of trainings is about: somebody certain, somebody to choose, or nobody."""
    known = index.holder_of(values)
    if known is not None and (index.is_certain(number) or (known.ours and _agrees(values, known))):
        asked = index.better_named(number, values, known)
        return Decision("skip", candidates=asked) if asked else Decision("create", known.id)
    candidates = index.like(number, values)
    if candidates:
        first = candidates[0]
        certain = first.why in ("both", "phone") and "number" not in values and names_of(values)
        if len(candidates) == 1 and certain and not first.against:
            return Decision("create", first.id)
        return Decision("skip", candidates=candidates)
    return _failed("number" if "number" in values else "name", "person-unknown")


def _nobody(number: int, values: Values, index: Index) -> tuple[Problem, ...]:
    """That nobody is meant by a line that is not understood either: HR reads both at once, not one after the other."""
    if "number" not in values and not names_of(values):
        return ()
    decision = who(number, values, index)
    return decision.problems if decision.action == "fail" else ()


def _agrees(values: Values, known: Known) -> bool:
    """Whether the name of a line is that of whoever has its number. A part is enough here: it changes no name."""
    return alike(values, known) or is_part_of(values, known)


def is_recorded(person: int, read: Read, ledger: Ledger) -> bool:
    """Whether the ledger says already what a line says of somebody: a pass only where a pass is recorded."""
    fact = fact_of(person, read)
    return fact in ledger.counted and (fact in ledger.passed or read.result != "passed")


def fact_of(person: int, read: Read) -> Fact:
    """What a line says, if it is about this person."""
    return (person, str(read.values["award"]), str(read.values["on"]))


def say_the_same(one: Said, other: Said) -> bool:
    """Whether two lines about one fact say nothing more than the first of them: then they cannot be two trainings."""
    first, second = sorted((one, other))
    return first.passed or not second.passed


def _near_too(one: Candidate, read: Read, ledger: Ledger) -> Candidate:
    return one if one.against or not near(one.id, read, ledger) else one._replace(against="near")


def near(person: int, read: Read, ledger: Ledger) -> str:
    """The other day close to that of a line on which somebody was trained in its module; "" for none.

    Nothing where the day itself is recorded already: then the line says more of the same training.
    """
    on = _day(read)
    days = ledger.days.get((person, str(read.values["award"])), frozenset())
    found = past_results.close_by(on, days)
    return "" if found is None or found == on else found.isoformat()


def _day(read: Read) -> date:
    return date.fromisoformat(str(read.values["on"]))


def _birth(read: Read) -> int | None:
    """What the line itself says."""
    return int(read.values["birth"]) if "birth" in read.values else None


def recorded(
    number: int, read: Read, person: int, ledger: Ledger, seen: Seen, own: Set[int] = frozenset()
) -> Decision:
    """What follows from knowing whom a training is about. `seen` collects what the list has said before."""
    if person in own:
        return _failed("", "own-record")
    if past_results.is_too_young(_day(read), ledger.births.get(person) or _birth(read)):
        return replace(_failed("on", "too-young", age=YOUNGEST), person=person)
    fact = fact_of(person, read)
    passed = read.result == "passed"
    if is_recorded(person, read, ledger):
        return Decision("same", person)
    first = seen.facts.get(fact)
    if first is not None and (first.passed or not passed):
        return Decision("same", person, (Problem("", SAID_BEFORE, {"line": first.line}),))
    seen.facts[fact] = Said(number, passed)
    beside = seen.days.near(person, fact[1], _day(read))
    seen.days.add(number, person, fact[1], _day(read))
    if fact in ledger.corrected:
        # Who it is, is certain. Whether it is right after all is the question.
        asked = Candidate(person, "again", "moved" if fact in ledger.moved else "")
        return Decision("skip", person, (Problem("", TAKEN_BACK, {}),), (asked,))
    if other := near(person, read, ledger):
        # Who it is, is certain, too. Whether it is another training is the question.
        problem = Problem("on", NEAR, {"on": other})
        return Decision("skip", person, (problem,), (Candidate(person, "near"),))
    if beside is not None:
        problem = Problem("on", NEAR_LINE, {"on": beside.on.isoformat(), "line": beside.line})
        return Decision("skip", person, (problem,), (Candidate(person, "near"),))
    return Decision("create", person)
