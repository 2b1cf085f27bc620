"""Who stands behind each number of the figures: five trainings may be one person's.

Asked for readers who may not see names; see `suppression`. Reads the trainings in a stream and remembers at most LEAST
people for each number, so memory does not grow with them; the database would take longer to count them for every
breakdown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from lms.accounts.services.people import PersonId
from lms.db import session
from lms.reports.domain.figures import EVERYTHING, Behind, Cell, Group, Places, key_of
from lms.reports.domain.suppression import LEAST
from lms.reports.domain.training_counts import Key
from lms.reports.queries import trainings
from lms.reports.queries.trainings import TrainingQuery

_STREAM: Final = 2000  # rows fetched at once


def behind(asked: TrainingQuery, places: Places, groups: Sequence[Group]) -> Behind:
    """The people behind each number of these breakdowns and behind the totals; of many LEAST, whichever."""
    ways = [(group, key_of(group, places)) for group in (EVERYTHING, *groups)]
    people: defaultdict[Cell, set[PersonId]] = defaultdict(set)
    wanting: dict[Key, list[set[PersonId]]] = {}
    for person_id, key in each(asked):
        if key not in wanting:
            wanting[key] = [people[group, way(key), key.sex] for group, way in ways]
        if some := wanting[key]:
            for one in some:
                one.add(person_id)
            wanting[key] = [one for one in some if len(one) < LEAST]
    return people


def each(asked: TrainingQuery) -> Iterator[tuple[PersonId, Key]]:
    """The trainings that `trainings.count` counts, one by one, with the person of each."""
    plain, together = trainings.plain_of(asked), trainings.together_now()
    if plain and asked.units:
        facts = trainings.facts(asked, plain, together).execution_options(yield_per=_STREAM)
        for person_id, *key in session.execute(facts):
            yield person_id, Key._make(key)
    yield from trainings.read_by_rules(asked, plain, together)
