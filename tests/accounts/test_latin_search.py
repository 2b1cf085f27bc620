"""A Khmer, Lao or Thai name is found by the ways in which it is usually written in Latin letters; how often, is held.

The measured levels stand in docs/decisions/0022-numbers-phones-and-sounds.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import pytest
from sqlalchemy import select

from lms.accounts.models import Person
from lms.accounts.queries import name_search
from lms.accounts.services import people as people_service
from lms.db import session
from lms.text import collation, search_key, sound_keys
from tests.accounts.latin_spellings import NAMES
from tests.accounts.latin_spellings_held_out import HELD_OUT
from tests.people import People

# A list of names: its language, each name with its spellings.
_Spelled = Mapping[str, Sequence[tuple[str, Sequence[str]]]]
_LISTS: Final[Mapping[str, _Spelled]] = {"tuned": NAMES, "held out": HELD_OUT}


@pytest.mark.parametrize(
    ("which", "language", "recall", "precision", "first_five"),
    [
        ("tuned", "km", 0.97, 0.29, 0.955),
        ("tuned", "lo", 0.995, 0.71, 0.995),
        ("tuned", "th", 0.99, 0.81, 0.99),
        ("held out", "km", 0.975, 0.29, 0.975),
        ("held out", "lo", 0.995, 0.75, 0.995),
        ("held out", "th", 0.995, 0.74, 0.995),
    ],
)
def test_how_many_of_200_names_are_found_by_their_usual_spellings(
    which: str, language: str, recall: float, precision: float, first_five: float
) -> None:
    names = _LISTS[which][language]
    assert len(names) == len({name for name, _ in names}) == 200
    # Among the names of all three languages, as in an office that works with all.
    everybody = {
        name: (search_key.haystack("KH-1", name, ""), collation.sort_key(name, spoken))
        for spoken, some in _LISTS[which].items()
        for name, _ in some
    }
    asked = right = shown = early = 0
    for name, spellings in names:
        for query in spellings:
            found = _found_among(everybody, query)
            asked += 1
            right += name in found
            shown += len(found)
            early += name in found[:5]
    assert right / asked >= recall
    assert right / shown >= precision
    assert early / asked >= first_five


def _found_among(everybody: Mapping[str, tuple[str, bytes]], query: str) -> list[str]:
    """Names whose haystack has every word of the query, in the order in which a page shows them."""
    terms = search_key.terms(query)
    words = [term[0] for term in terms]
    found = [
        (name_search.distance(key, words), order, name)
        for name, (key, order) in everybody.items()
        if all(any(text in key for text in term) for term in terms)
    ]
    return [name for _, _, name in sorted(found)]


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
    made = people_service.create_person(
        people_service.Particulars(number="KH-9", name=name, latin_name="", language="km"),
        people.sokha.unit,
        actor=None,
    )
    session.flush()
    scope = people_service.scope_of(people.chan, "people.read")
    assert [one.number for one in name_search.find(scope, typed).people] == ["KH-9"]
    listed = select(Person.number).where(
        Person.unit_id.in_(scope.units), name_search.condition(typed, Person, scope.units)
    )
    assert session.scalars(listed).all() == ["KH-9"]
    assert made.latin_name == ""


def test_what_is_typed_comes_before_what_only_sounds_so(people: People) -> None:
    for number, name in (("KH-91", "សុខ"), ("KH-92", "Sok")):
        people_service.create_person(
            people_service.Particulars(number=number, name=name, latin_name="", language="km"),
            people.sokha.unit,
            actor=None,
        )
    found = name_search.find(people_service.scope_of(people.chan, "people.read"), "sok").people
    assert [one.number for one in found] == ["KH-92", "KH-1001", "KH-91"]


def test_of_those_who_sound_so_the_likest_name_comes_first(people: People) -> None:
    """The consonants of all three are the same: the vowels tell who is meant."""
    for number, name in (("KH-91", "សុខ សុភា"), ("KH-92", "សុខ សុភី"), ("KH-93", "សុខ សុភៅ")):
        people_service.create_person(
            people_service.Particulars(number=number, name=name, latin_name="", language="km"),
            people.sokha.unit,
            actor=None,
        )
    scope = people_service.scope_of(people.chan, "people.read")
    for typed, number in (("sok sophea", "KH-91"), ("sok sophy", "KH-92"), ("sok sophou", "KH-93")):
        found = [person.number for person in name_search.find(scope, typed).people]
        assert found[0] == number
        assert sorted(found) == ["KH-91", "KH-92", "KH-93"]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("វណ្ណៈ", "vannak"),  # a closed short a
        ("กัลยา", "kanlaya"),  # an l that closes one syllable and begins the next
        ("เพชรรัตน์", "phetcharat"),  # two r of two syllables
        ("ศักดิ์", "sakdi"),  # silenced, written all the same
        ("วงศ์", "wongs"),
        ("ພົມມະວົງ", "phommavongs"),
        ("ລັດສະໝີ", "lasamy"),  # a stop that s has taken in
        ("รุ่งนภา", "rungnapa"),  # ng and n, no gn
    ],
)
def test_a_rule_of_romanisation_holds(name: str, typed: str) -> None:
    assert sound_keys.keys_of(name) & sound_keys.latin_keys_of(typed)


@pytest.mark.parametrize("word", ["", "1001", "KH-1", "~", "x" * 10_000, "សុខ"])
def test_what_is_no_word_in_latin_letters_has_no_sound(word: str) -> None:
    assert len(sound_keys.latin_keys_of(word)) <= 1
    assert all(len(key) < 50 for key in sound_keys.keys_of(word))
