"""Chan sorts the list of people by name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.text.collation import sort_key
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
