"""How many trainings were completed, by everything that a figure is broken down by: one question to the ledger.

The database answers where one entry completes an award, which is nearly all. Awards that ask for more than one
thing, and people who were found to be one, are few: those are read by the rules (`completions`). A test holds the
two against each other. Reads in streams; knows no web and no language.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby, islice
from typing import Any, Final, TypeVar

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    exists,
    extract,
    func,
    literal,
    not_,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from lms.accounts.services.people import Person, PersonId
from lms.content import registry
from lms.db import session
from lms.records.domain.age_bands import STARTS, band_of
from lms.records.domain.award_rules import AwardRules, Entry
from lms.records.queries import as_of
from lms.records.queries.ledger import ledger_entries
from lms.records.services.achievements import LedgerEntry
from lms.reports.domain.completions import LISTED, completions
from lms.reports.domain.training_counts import Counted, Key, Mode, Turn

_Item = TypeVar("_Item")

_STREAM: Final = 2000  # rows fetched at once
_BATCH: Final = 500  # people asked for at once


@dataclass(frozen=True)
class TrainingQuery:
    """Which trainings are counted: completed from `first` to `last` (both included) in these units, of these
    awards; with `known_on`, by what had been recorded until the end of that day.

    The unit is the one of the day of the training: totals of the past do not move with people.
    """

    units: frozenset[int]
    first: date
    last: date
    awards: frozenset[str]
    known_on: date | None = None


def count(asked: TrainingQuery) -> Counted:
    """The trainings that were asked for, read once in a stream: whom they are about is ticked off on the way."""
    plain, together = plain_of(asked), together_now()
    trainings: Counter[tuple[Any, ...]] = Counter()
    # A byte for each person there is: less than a list of those who were met.
    met = bytearray(1 + (session.scalar(select(func.max(Person.id))) or 0))
    if plain and asked.units:
        each = facts(asked, plain, together).execution_options(yield_per=_STREAM)
        for row in session.execute(each):
            trainings[row[1:]] += 1
            met[row[0]] = 1
    for person_id, key in read_by_rules(asked, plain, together):
        trainings[key] += 1
        met[person_id] = 1
    return Counted({Key(*key): number for key, number in trainings.items()}, met.count(1))


def plain_of(asked: TrainingQuery) -> Mapping[str, AwardRules]:
    """The awards that the database can count, with their rules."""
    return {
        one: known
        for one in asked.awards
        if _is_plain(known := ledger_entries.rules_or_retired(one), asked.last)
    }


def _is_plain(rules: AwardRules, last: date) -> bool:
    """Whether one entry completes the award, and did on every day until the last one that is asked for."""
    begun = [True, *(until < last for until, _ in rules.earlier)]
    versions = [*(version for _, version in rules.earlier), rules]
    return all(len(one.requires) == 1 for one, has_begun in zip(versions, begun, strict=True) if has_begun)


# --- by the database ----------------------------------------------------------------------------------------


def facts(
    asked: TrainingQuery, plain: Mapping[str, AwardRules], together: Mapping[PersonId, PersonId]
) -> Select[*tuple[Any, ...]]:
    """One row a training, with everything it is counted under and the id of its person."""
    entry, before = aliased(LedgerEntry), aliased(LedgerEntry)
    year, month = extract("year", entry.effective_on), extract("month", entry.effective_on)
    age = year - Person.birth_year
    earlier = exists().where(
        before.person_id == entry.person_id,
        before.award == entry.award,
        before.effective_on < entry.effective_on,
        *_completing(before, plain, asked.known_on, one_by_one=True),
    )
    return (
        select(
            entry.person_id.label("person_id"),
            year.label("year"),
            case(*((month <= 3 * number, number) for number in (1, 2, 3)), else_=4).label("quarter"),
            entry.unit_id.label("unit_id"),
            entry.award.label("award"),
            case((Person.sex == "", "unknown"), else_=Person.sex).label("sex"),
            case(
                (Person.birth_year.is_(None), "unknown"),
                *((age >= first, band) for first, band in STARTS if first),
                else_=STARTS[-1][1],
            ).label("ages"),
            func.coalesce(entry.evidence["language"].as_string(), Person.language).label("language"),
            _mode(entry).label("mode"),
            case((earlier, "refresher"), else_="first").label("turn"),
        )
        .join(Person, Person.id == entry.person_id)
        .where(*_wanted(entry, asked, plain, together))
    )


def _mode(entry: Any) -> ColumnElement[str]:
    """How a training is known; of one that was recorded anew on another day, what its first entry says."""
    first = aliased(LedgerEntry)
    # Corrections that were made before they kept what they correct have nothing of their own.
    of_first = select(_own_mode(first)).where(
        first.id == entry.evidence["corrects"].as_integer(), first.person_id == entry.person_id
    )
    mode: ColumnElement[str] = func.coalesce(_own_mode(entry), of_first.scalar_subquery(), "unknown")
    return mode


def _own_mode(entry: Any) -> ColumnElement[str | None]:
    return case(
        (entry.evidence["paper"].as_string().is_not(None), "paper"),
        (entry.evidence["attempt"].as_string().is_not(None), "quiz"),
        (entry.evidence["workshop"].as_string().is_not(None), "workshop"),
        (entry.requirement.in_(LISTED), "listed"),
        (entry.evidence["source"].as_string().is_not(None), "imported"),
        else_=None,
    )


def _wanted(
    entry: Any, asked: TrainingQuery, plain: Mapping[str, AwardRules], together: Mapping[PersonId, PersonId]
) -> Iterator[ColumnElement[bool]]:
    yield entry.effective_on.between(asked.first, asked.last)
    yield entry.unit_id.in_(asked.units)
    if together:
        yield entry.person_id.not_in(_ids_together())
    yield from _completing(entry, plain, asked.known_on)
    again = aliased(LedgerEntry)
    yield not_(
        exists().where(
            again.person_id == entry.person_id,
            again.award == entry.award,
            again.effective_on == entry.effective_on,
            again.id > entry.id,
            *_completing(again, plain, asked.known_on),
        )
    )


def _completing(
    entry: Any, plain: Mapping[str, AwardRules], known_on: date | None, *, one_by_one: bool = False
) -> Iterator[ColumnElement[bool]]:
    """That an entry completes its award and was not taken back. `one_by_one`: asked again for each training."""
    yield entry.kind == "achieved"
    by_condition: defaultdict[tuple[tuple[date | None, str], ...], list[str]] = defaultdict(list)
    for award, rules in plain.items():
        versions = (*rules.earlier, (None, rules))
        by_condition[tuple((until, min(version.requires, default="")) for until, version in versions)].append(
            award
        )
    yield or_(
        *(and_(entry.award.in_(awards), _met(entry, versions)) for versions, awards in by_condition.items())
    )
    correction = aliased(LedgerEntry)
    taken_back = select(correction.id).where(correction.corrects_id == entry.id)
    if known_on is not None:
        yield entry.recorded_at < as_of.end_of(known_on)
        taken_back = taken_back.where(correction.recorded_at < as_of.end_of(known_on))
    # An entry is corrected once at most. As a value it is looked up; with NOT EXISTS, which is better for many at
    # once, PostgreSQL reads all corrections each time.
    yield taken_back.scalar_subquery().is_(None) if one_by_one else not_(taken_back.exists())


def _met(entry: Any, versions: Iterable[tuple[date | None, str]]) -> ColumnElement[bool]:
    """What was asked for on the day of the entry."""
    *earlier, (_, now) = versions
    past_ones = ((entry.effective_on <= until, literal(requirement)) for until, requirement in earlier)
    asked: ColumnElement[str] = case(*past_ones, else_=literal(now)) if earlier else literal(now)
    met: ColumnElement[bool] = or_(entry.requirement == asked, entry.requirement.in_(LISTED))
    return met


# --- by the rules -------------------------------------------------------------------------------------------


def together_now() -> Mapping[PersonId, PersonId]:
    """Everybody who has more than one record, with the one under whom they stand."""
    speaks = as_of.speakers()
    return {**speaks, **{canonical: canonical for canonical in speaks.values()}}


def _ids_together() -> Select[PersonId]:
    merged = aliased(Person)
    return select(Person.id).where(
        or_(Person.merged_into_id.is_not(None), exists().where(merged.merged_into_id == Person.id))
    )


def read_by_rules(
    asked: TrainingQuery, plain: Mapping[str, AwardRules], together: Mapping[PersonId, PersonId]
) -> Iterator[tuple[PersonId, Key]]:
    """The trainings that the database does not count, with the person of each."""
    societies = ledger_entries.societies_of_units()
    for some in _batches(_entries_by_person(asked, plain, together)):
        about = select(Person.id, Person.sex, Person.birth_year, Person.language)
        people = {
            row.id: row for row in session.execute(about.where(Person.id.in_([one for one, _ in some])))
        }
        for person_id, rows in some:
            by_award: defaultdict[str, list[Any]] = defaultdict(list)
            for row in rows:
                by_award[row.award].append(row)
            for award, found in by_award.items():
                keys = _keys(asked, people[person_id], award, found, societies)
                yield from ((person_id, key) for key in keys)


def _entries_by_person(
    asked: TrainingQuery, plain: Mapping[str, AwardRules], together: Mapping[PersonId, PersonId]
) -> Iterator[tuple[PersonId, list[Any]]]:
    entry = LedgerEntry
    query = select(
        *(entry.id, entry.kind, entry.effective_on, entry.recorded_at, entry.requirement, entry.expires_on),
        *(entry.corrects_id, entry.unit_id, entry.person_id, entry.award, entry.evidence),
    ).where(entry.award.in_(asked.awards))
    grouped: defaultdict[PersonId, list[Any]] = defaultdict(list)
    if together:
        for row in session.execute(query.where(entry.person_id.in_(_ids_together()))):
            grouped[together[row.person_id]].append(row)
    yield from grouped.items()
    if rest := asked.awards - plain.keys():
        others = query.where(entry.award.in_(rest), entry.person_id.not_in(_ids_together()))
        rows = session.execute(others.order_by(entry.person_id).execution_options(yield_per=_STREAM))
        for person_id, group in groupby(rows, key=lambda row: row.person_id):
            yield person_id, list(group)


def _keys(
    asked: TrainingQuery, person: Any, award: str, rows: Iterable[Any], societies: Mapping[int, str]
) -> Iterator[Key]:
    by_id = {row.id: row for row in rows}
    entries = [
        Entry(
            *(row.id, row.kind, row.effective_on, row.recorded_at, row.requirement, row.expires_on),
            *(row.corrects_id, societies.get(row.unit_id, "")),
        )
        for row in by_id.values()
    ]
    found = completions(entries, ledger_entries.rules_or_retired(award), known_on=asked.known_on)
    for place, entry in enumerate(found):
        row = by_id[entry.id]
        mode = mode_of(row) or mode_of(by_id.get(row.evidence.get("corrects"))) or "unknown"
        if asked.first <= entry.on <= asked.last and row.unit_id in asked.units:
            yield _key(person, row, mode, "refresher" if place else "first")


def mode_of(row: Any) -> Mode | None:
    """How a training is known by its own entry; None where it does not say, or there is none."""
    if row is None:
        return None
    if row.evidence.get("attempt") is not None:
        return "quiz" if row.evidence.get("paper") is None else "paper"
    if row.evidence.get("workshop") is not None:
        return "workshop"
    if row.requirement in LISTED:
        return "listed"
    return "imported" if row.evidence.get("source") is not None else None


def _key(person: Any, row: Any, mode: Mode, turn: Turn) -> Key:
    on: date = row.effective_on
    return Key(
        on.year,
        (on.month + 2) // 3,
        row.unit_id,
        row.award,
        person.sex or "unknown",
        band_of(person.birth_year, on.year),
        row.evidence.get("language") or person.language,
        mode,
        turn,
    )


def _batches(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    rest = iter(items)
    while some := list(islice(rest, _BATCH)):
        yield some


def awards_taught() -> frozenset[str]:
    """The awards of all modules."""
    return frozenset(module.id for module in registry.current().modules)
