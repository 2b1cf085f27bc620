"""Slips that were typed again: what is known of them comes from tests, if they are there."""

from __future__ import annotations

from lms.records.queries import retyped_slips


def test_where_no_tests_are_connected_no_slip_was_typed_again() -> None:
    assert retyped_slips._none_known(["an attempt"]) == ()
