"""All that is held about one person, from every feature, by the words of the inventory. Reads, never writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, get_args

from lms import clock
from lms.accounts.queries.people import merged_ids
from lms.accounts.services.people import Person, PersonId
from lms.data_inventory import WITHOUT_COLUMN, Fact, Personal, PersonalDataItem, What
from lms.db import Base
from lms.privacy.services.holders import HOLDERS
from lms.privacy.services.notice import NOTICE_VERSION


def inventory() -> list[Personal]:
    """What Sala holds about people, each kind once, in the order of the words."""
    columns = [column for table in Base.metadata.tables.values() for column in table.columns]
    found: dict[What, Personal] = {
        column.info["personal"].what: column.info["personal"]
        for column in columns
        if "personal" in column.info
    }
    found |= {one.what: one for one in WITHOUT_COLUMN}
    return [found[what] for what in get_args(What)]


def data_about(person: Person) -> Mapping[What, Sequence[PersonalDataItem]]:
    """Everything about a person, their merged records included, by what it is.

    What was answered, practised and read is of their own record alone (decision 18).
    """
    ids: tuple[PersonId, ...] = merged_ids(person)
    found: defaultdict[What, list[PersonalDataItem]] = defaultdict(list)
    for holder in HOLDERS:
        for one in holder.export(ids):
            found[one.what].append(one)
    return {what: found[what] for what in get_args(What) if what in found}


def is_joined(person: Person) -> bool:
    """Whether other records were merged into the person's, of which not everything is shown."""
    return len(merged_ids(person)) > 1


def as_json(person: Person) -> dict[str, Any]:
    """The same as plain values for a file: instants in UTC and days as ISO 8601, words as they are stored."""
    return {
        "made_at": clock.now().isoformat(),
        "notice": NOTICE_VERSION,
        "held": {
            what: [{name: _plain(fact) for name, fact in one.facts.items()} for one in some]
            for what, some in data_about(person).items()
        },
    }


def _plain(fact: Fact) -> Any:
    return fact.isoformat() if isinstance(fact, (date, datetime)) else fact
