"""What I typed and what somebody else has saved meanwhile: neither is lost unseen."""

from __future__ import annotations

import pytest

from lms.accounts.domain import three_way_merge

SHOWN = {"name": "Sokha", "phone": ""}


@pytest.mark.parametrize(
    ("theirs", "mine", "values", "both"),
    [
        ({"name": "Sokha", "phone": "1"}, {"name": "Sok", "phone": ""}, {"name": "Sok", "phone": "1"}, set()),
        ({"name": "Sokha", "phone": "1"}, {"name": "Sokha", "phone": "2"}, {"name": "Sokha", "phone": "2"}, {"phone"}),
        ({"name": "Sokha", "phone": "1"}, {"name": "Sokha", "phone": "1"}, {"name": "Sokha", "phone": "1"}, set()),
        (SHOWN, {"name": "", "phone": "2"}, {"name": "", "phone": "2"}, set()),
    ],
)  # fmt: skip
def test_only_what_i_changed_is_mine(
    theirs: dict[str, str], mine: dict[str, str], values: dict[str, str], both: set[str]
) -> None:
    assert three_way_merge.merge(SHOWN, theirs, mine) == three_way_merge.Merged(values, frozenset(both))


def test_a_form_that_does_not_say_what_it_showed_leaves_every_difference_to_me() -> None:
    merged = three_way_merge.merge({}, {"name": "Sokha", "phone": "1"}, {"name": "Sokha", "phone": "2"})
    assert merged == three_way_merge.Merged({"name": "Sokha", "phone": "2"}, frozenset({"phone"}))
