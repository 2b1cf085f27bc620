"""What somebody still needs of observed practice, by module. Reads, never writes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from lms.accounts.queries.people import society_code_of
from lms.accounts.services.people import Person
from lms.content import registry
from lms.records.domain.award_rules import OBSERVED, Standing
from lms.records.domain.practice_need import PracticeNeed, practice_need
from lms.records.queries.ledger.ledger_entries import all_entries, rules_of


def practice_needs(
    person: Person, standings: Mapping[str, Standing], today: date
) -> Mapping[str, PracticeNeed]:
    """By module what is still needed; of those with a standing, only modules whose award asks for practice on the day.

    Nothing is asked of the database where none does.
    """
    # What is required is the same in every Society.
    rules = {one.id: rules_of(one) for one in registry.current().modules if one.id in standings}
    asked = {module: rule for module, rule in rules.items() if OBSERVED in rule.in_force(today).requires}
    if not asked:
        return {}
    entries, society = all_entries(person.id, *asked), society_code_of(person)
    return {
        module: practice_need(entries.get(module, ()), rule, standings[module], today, society)
        for module, rule in asked.items()
    }
