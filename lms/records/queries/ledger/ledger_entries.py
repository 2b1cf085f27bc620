"""Entries of the ledger as the rules read them, and the rules of each award. Reads, never writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, select

from lms.accounts.queries import unit_tree
from lms.accounts.queries.people import merged_ids
from lms.accounts.services.people import Person, PersonId
from lms.content import registry
from lms.content.types.curriculum import Award, EarlierAward, Module
from lms.content.types.societies import StricterAward
from lms.db import session
from lms.records.domain import award_rules as award_rules_rules
from lms.records.domain.award_rules import AwardRules, Entry, Standing
from lms.records.models import LedgerEntry

# The module is gone from the content: what was decided and told to people stands, nothing new follows.
_RETIRED = AwardRules(validity_months=None, requires=frozenset(), opens_days=0, grace_days=0)


def award_rules(award: str) -> AwardRules | None:
    """The rules of an award, or None when its module is no longer taught."""
    return next((rules_of(module) for module in registry.current().modules if module.id == award), None)


def rules_or_retired(award: str) -> AwardRules:
    """The rules by which a ledger is read, also that of an award which is no longer taught."""
    return award_rules(award) or _RETIRED


def rules_of(module: Module) -> AwardRules:
    """The award rules of a module, past ones and those of the Societies included, as plain numbers."""
    stricter = {
        code: society.awards[module.id]
        for code, society in registry.current().societies.items()
        if module.id in society.awards
    }
    earlier = tuple((version.until, _plain(version)) for version in module.award.earlier)
    return _plain(module.award, earlier, stricter)


def _plain(
    given: Award | EarlierAward,
    earlier: tuple[tuple[date, AwardRules], ...] = (),
    stricter: Mapping[str, StricterAward] | None = None,
) -> AwardRules:
    return AwardRules(
        validity_months=given.validity_months,
        requires=frozenset(given.requires),
        opens_days=given.refresher.opens_days,
        grace_days=given.refresher.grace_days,
        trainer_credit=given.trainer_credit,
        earlier=earlier,
        societies=stricter,
    )


def societies_of_units() -> Mapping[int, str]:
    """The code of the Society to which each unit belongs; nothing where no Society has rules of its own."""
    if not any(society.awards for society in registry.current().societies.values()):
        return {}
    return unit_tree.societies()


def canonical_person(person: Person) -> Person:
    """The person under whom all records stand: who was merged into another one is spoken for by that one."""
    while person.merged_into_id is not None:
        person = session.get_one(Person, person.merged_into_id)
    return person


def ids_of(person_id: PersonId) -> tuple[PersonId, ...]:
    """All whose records are read together with this person's, the one who speaks for them first."""
    return merged_ids(canonical_person(session.get_one(Person, person_id)))


def entries(person_id: PersonId, award: str) -> Sequence[Entry]:
    """What the rules need to know of a person's ledger for one award."""
    return all_entries(person_id, award).get(award, [])


def all_entries(person_id: PersonId, *awards: str) -> Mapping[str, Sequence[Entry]]:
    """What the rules need to know of a person's ledger, by award: of the given awards, or of all."""
    query = select(LedgerEntry).where(LedgerEntry.person_id.in_(ids_of(person_id)))
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    societies = societies_of_units()
    for row in session.scalars(query.where(LedgerEntry.award.in_(awards)) if awards else query):
        found[row.award].append(entry_of(row, societies))
    return found


def entry_of(row: LedgerEntry | Row[Any], societies: Mapping[int, str]) -> Entry:
    """A row of the ledger as the rules read it; `societies` as `societies_of_units` gives them."""
    return Entry(
        row.id,
        row.kind,
        row.effective_on,
        row.recorded_at,
        row.requirement,
        row.expires_on,
        row.corrects_id,
        societies.get(row.unit_id, ""),
    )


def standing_of(person_id: PersonId, award: str, as_of: date, *, known_on: date | None = None) -> Standing:
    """The standing of a person for an award as of the end of a day, by what was recorded until `known_on`."""
    return award_rules_rules.standing(
        entries(person_id, award), rules_or_retired(award), as_of, known_on=known_on
    )
