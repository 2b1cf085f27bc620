"""A Khmer, Lao or Thai name is found by the ways in which it is usually written in Latin letters; how often, is held.

The measured levels stand in docs/decisions/0022-numbers-phones-and-sounds.md.
"""

from __future__ import annotations

import pytest
from sqlalchemy import select

from lms.accounts import name_search, service
from lms.accounts.models import Person
from lms.db import session
from lms.scripts import finding, sounding
from tests.accounts.latin_spellings import NAMES
from tests.people import People

RECALL = {"km": 0.97, "lo": 0.98, "th": 0.99}
PRECISION = {"km": 0.29, "lo": 0.7, "th": 0.8}


def _finds(query: str, key: str) -> bool:
    return all(any(text in key for text in term) for term in finding.terms(query))


@pytest.mark.parametrize("language", ["km", "lo", "th"])
def test_how_many_of_200_names_are_found_by_their_usual_spellings(language: str) -> None:
    names = NAMES[language]
    assert len(names) == len({spelled.name for spelled in names}) == 200
    # Among the names of all three languages, as in an office that works with all.
    keys = [
        (spelled, finding.haystack("KH-1", spelled.name, "")) for some in NAMES.values() for spelled in some
    ]
    asked = right = shown = 0
    for spelled in names:
        own = finding.haystack("KH-1", spelled.name, "")
        for query in spelled.latin:
            asked += 1
            right += _finds(query, own)
            shown += sum(_finds(query, key) for _, key in keys)
    assert right / asked >= RECALL[language]
    assert right / shown >= PRECISION[language]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("សុខ ដារា", "sok dara"),
        ("វិចិត្រ", "vicheth"),
        ("สมชาย ใจดี", "somchai"),
        ("สมชาย ใจดี", "som chai"),
        ("ສົມໄຊ ແກ້ວມະນີ", "somxay"),
        ("ສົມໄຊ ແກ້ວມະນີ", "somsay keomany"),
    ],
)
def test_a_name_is_found_by_a_latin_spelling_that_nobody_has_stored(
    people: People, name: str, typed: str
) -> None:
    made = service.create_person(
        number="KH-9", name=name, latin_name="", language="km", unit=people.sokha.unit, actor=None
    )
    session.flush()
    scope = service.scope_of(people.chan, "people.read")
    assert [one.number for one in name_search.find(scope, typed).people] == ["KH-9"]
    listed = select(Person.number).where(
        Person.unit_id.in_(scope.units), name_search.condition(typed, Person, scope.units)
    )
    assert session.scalars(listed).all() == ["KH-9"]
    assert made.latin_name == ""


def test_what_is_typed_comes_before_what_only_sounds_so(people: People) -> None:
    for number, name in (("KH-91", "សុខ"), ("KH-92", "Sok")):
        service.create_person(
            number=number, name=name, latin_name="", language="km", unit=people.sokha.unit, actor=None
        )
    found = name_search.find(service.scope_of(people.chan, "people.read"), "sok").people
    assert [one.number for one in found] == ["KH-92", "KH-1001", "KH-91"]


@pytest.mark.parametrize("word", ["", "1001", "KH-1", "~", "x" * 10_000, "សុខ"])
def test_what_is_no_word_in_latin_letters_has_no_sound(word: str) -> None:
    assert len(sounding.latin_keys_of(word)) <= 1
    assert all(len(key) < 50 for key in sounding.keys_of(word))
