"""What somebody still needs of observed practice, by module. Reads, never writes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from lms.accounts.queries.people import society_code_of
from lms.accounts.services.people import Person
from lms.content import registry
from lms.records.domain.award_rules import OBSERVED, Standing
from lms.records.domain.practice_need import PracticeNeed, practice_need
from lms.records.queries.ledger_entries import all_entries, rules_of


def practice_needs(
    person: Person, standings: Mapping[str, Standing], today: date
) -> Mapping[str, PracticeNeed]:
    """By module what is still needed; only modules whose award asks for practice on the day are in it."""
    society = society_code_of(person)
    rules = {one.id: rules_of(one) for one in registry.current().modules}
    asked = [module for module, rule in rules.items() if OBSERVED in rule.in_force(today, society).requires]
    entries = all_entries(person.id, *asked) if asked else {}
    return {
        module: practice_need(entries.get(module, ()), rules[module], standings[module], today, society)
        for module in asked
    }
