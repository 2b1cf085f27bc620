"""How far a typed word is from a name, so that the likest name stands first."""

from __future__ import annotations

import pytest

from lms.text.latin_closeness import apart, rough


@pytest.mark.parametrize(
    ("typed", "meant", "other"),
    [
        ("sophea", "សុភា", "សុភី"),  # ា after a consonant of the second series
        ("dara", "ដារា", "ដារី"),
        ("heng", "ហេង", "អេង"),  # h
        ("malee", "มาลี", "มาลา"),
        ("wanna", "วรรณา", "วันนี"),
        ("jaidee", "ใจดี", "จันดา"),  # a vowel that is written before its consonant
        ("vilay", "ວິໄລ", "ວິລາ"),
        ("bounmy", "ບຸນມີ", "ບຸນມາ"),
    ],
)
def test_the_name_that_is_meant_is_nearer_than_one_of_the_same_consonants(
    typed: str, meant: str, other: str
) -> None:
    assert apart([typed], [meant]) < apart([typed], [other])


def test_each_typed_word_counts_with_the_nearest_part_of_a_name_in_any_order() -> None:
    name = ["សុខ", "សុភា", "សុខសុភា"]
    assert apart(["sok", "sophea"], name) == apart(["sophea", "sok"], name)
    assert apart(["sok"], []) == 3
    assert apart([], name) == 0


def test_a_sound_is_the_same_in_both_scripts() -> None:
    assert rough("សុភា") == rough("sophea")
    assert rough("มาลี") == rough("malee") == rough("mali")
