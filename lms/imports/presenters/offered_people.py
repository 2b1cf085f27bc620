"""The people whom a line may be about, as HR reads them: who they are, what speaks for them and what against them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lms.accounts.domain.volunteer_numbers import key_of
from lms.accounts.services.people import Person
from lms.i18n import current_language
from lms.imports.domain import whose_number
from lms.imports.domain.headings.fields import heading
from lms.imports.domain.lines import line_reader
from lms.imports.domain.lines.line_values import LocaleContext, Values
from lms.imports.models import ListImport, ListRow
from lms.imports.presenters import value_texts, wording
from lms.imports.queries import existing_records


@dataclass(frozen=True)
class Candidate:
    """Somebody whom a line may be about, what speaks for it, and what speaks against it: "" for nothing.

    `sex` and `branch` are in words; `branch` is "" where it is that of the list.
    """

    person: Person
    sex: str
    branch: str
    why: str
    against: str
    chosen: bool


def of(
    row: ListRow, list_import: ListImport, usual: LocaleContext, people: Mapping[int, Person]
) -> tuple[Candidate, ...]:
    """Those who are offered for a line, of some people by their ids."""
    if not row.candidates:
        return ()
    values = line_reader.read(row.given, list_import.kind, usual).values
    found = ((people[one["id"]], one) for one in row.candidates if one["id"] in people)
    return tuple(
        Candidate(
            person,
            value_texts.text_of("sex", person.sex) if person.sex else "",
            "" if person.unit_id == list_import.unit_id else value_texts.branch_of(person),
            str(wording.WHY_WORDS.get(one["why"], "")),
            _against(one, values, person),
            person.id == row.person_id,
        )
        for person, one in found
    )


def _against(one: Mapping[str, Any], values: Values, person: Person) -> str:
    """What speaks against somebody: one thing in a sentence of its own, several by the headings of their fields."""
    against = one.get("against", "")
    fields = whose_number.differing(values, existing_records.known_person(person), against)
    if len(fields) > 1:
        language = current_language()
        return str(wording.AGAINST_SEVERAL) % {"fields": ", ".join(heading(one, language) for one in fields)}
    number, word = str(values.get("number", "")), str(wording.AGAINST_WORDS.get(against, ""))
    if against == "line" and number and key_of(number) != key_of(person.number):
        return f"{word}, {wording.AGAINST_WORDS['number']}"
    return word
