"""Chan sorts the list of people by name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.text.collation import sort_key, sort_key_of_name
from tests.text.cases import SORTED, Text
from tests.text.soup import soup


@pytest.mark.parametrize("case", SORTED, ids=lambda case: case.id)
def test_chan_sees_names_in_the_order_of_the_dictionary(case: Text) -> None:
    names = case.text.split()
    for shuffled in (sorted(names), names[::-1], sorted(names, key=len)):
        assert sorted(shuffled, key=lambda name: sort_key(name, case.language)) == names


@given(soup, st.sampled_from(["km", "lo", "th", "my", "en", "zz"]))
def test_every_name_has_a_place(name: str, language: str) -> None:
    assert sort_key(name, language) == sort_key(name, language)


def test_two_ways_to_type_a_name_have_the_same_place() -> None:
    assert sort_key("\u0e99\u0ecd\u0ec9\u0eb2", "lo") == sort_key("\u0e99\u0ec9\u0eb3", "lo")


def test_names_of_one_script_stand_together_in_its_order_whatever_language_their_people_read() -> None:
    """And where they stood before: above the names in Latin letters, which are one alphabet for all."""
    khmer, lao = ["កល្យាណ", "ដារា", "អូន"], ["ກອງ", "ບຸນມີ", "ຮັກ"]
    thai, latin = ["กานดา", "เกษม", "ขวัญ", "มาลี", "ฮานา"], ["Aye", "Dara", "Zin"]
    in_order = [*khmer, *lao, *thai, *latin]
    backwards = in_order[::-1]
    for turn in range(4):
        read = {name: ("km", "lo", "th", "en")[(place + turn) % 4] for place, name in enumerate(in_order)}
        assert sorted(backwards, key=lambda name: sort_key_of_name(name, read[name])) == in_order
