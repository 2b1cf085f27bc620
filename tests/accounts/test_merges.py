"""Two records of one person: everything of both counts, and it can be undone."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from lms.accounts.models import Merge
from lms.accounts.queries import people as people_queries
from lms.accounts.queries import people_list
from lms.accounts.queries.people_list import Filter
from lms.accounts.services import people as people_service
from lms.accounts.services import person_changes, sign_in
from lms.accounts.services.merging import merges
from lms.accounts.services.people import Person
from lms.audit import AuditLine
from lms.db import session
from lms.errors import NotFound, RuleBroken
from lms.records.services import achievements
from tests.people import PIN, SECRET, People
from tests.records.history import AWARD, certified_until, day

BECAUSE = "The same woman, entered twice"


def _merge(kept: Person, merged: Person, actor: Person | None = None) -> int:
    merges.merge(kept, merged, reason=BECAUSE, actor=actor)
    return session.scalars(select(Merge.id).order_by(Merge.id.desc()).limit(1)).one()


def _sign_in(identifier: str) -> Person:
    return sign_in.sign_in(identifier, PIN, address="", secret=SECRET, regions=("KH",))


def test_what_both_achieved_counts_for_one_and_apart_again(people: People) -> None:
    certified_until(people.ratana, "2028-11-24")
    with day("2026-12-01") as today:
        merge_id = _merge(people.sokha, people.ratana, people.chan)
        assert achievements.status_of(people.sokha.id, AWARD, today).status == "valid"
        [held] = achievements.certifications_of(people.sokha.id)
        assert held.person_id == people.sokha.id
        assert merges.undo_merge(merge_id, actor=people.chan) is people.ratana
        assert achievements.status_of(people.sokha.id, AWARD, today).status == "never"
        assert achievements.certifications_of(people.sokha.id) == []
        [held] = achievements.certifications_of(people.ratana.id)
        assert held.person_id == people.ratana.id
    assert (people.ratana.active, people.ratana.merged_into_id) == (True, None)


def test_both_numbers_and_phones_lead_to_the_one_that_is_kept(people: People) -> None:
    people.ratana.phone = "+85512345678"
    merge_id = _merge(people.sokha, people.ratana, people.chan)
    assert people_queries.person_by_number("kh-1002") is people.sokha
    for identifier in ("KH-1001", "KH-1002", "012 345 678"):
        assert _sign_in(identifier).id == people.sokha.id
    units = frozenset({people.sokha.unit_id})
    for text in ("KH-1002", "Ratana", "012345678"):
        assert people_list.page(Filter(units, text, known=units)).people == (people.sokha,)
    assert people.ratana not in people_list.page(Filter(units, active="all")).people
    merges.undo_merge(merge_id, actor=people.chan)
    assert people_queries.person_by_number("KH-1002") is people.ratana
    assert _sign_in("KH-1002").id == people.ratana.id


def test_a_chain_of_merges_ends_at_one_and_comes_apart_in_any_order(people: People) -> None:
    first = _merge(people.ratana, people.noy)
    second = _merge(people.sokha, people.ratana)
    assert people.noy.merged_into_id == people.sokha.id
    assert set(people_queries.merged_ids(people.sokha)) == {people.sokha.id, people.ratana.id, people.noy.id}
    assert [one.number for one in merges.merged_into(people.sokha)] == ["KH-1300", "KH-1002"]
    merges.undo_merge(second, actor=None)
    assert people.noy.merged_into_id == people.ratana.id
    assert people.ratana.merged_into_id is None
    _merge(people.sokha, people.ratana)
    merges.undo_merge(first, actor=None)
    assert people.noy.merged_into_id is None
    assert people.ratana.merged_into_id == people.sokha.id


def test_an_account_that_was_closed_before_stays_closed_after_undoing(people: People) -> None:
    person_changes.deactivate(people.ratana, reason="left", actor=people.chan)
    merge_id = _merge(people.sokha, people.ratana, people.chan)
    with pytest.raises(RuleBroken, match="is-merged"):
        person_changes.reactivate(people.ratana, actor=people.chan)
    for _ in range(2):
        merges.undo_merge(merge_id, actor=people.chan)
    assert not people.ratana.active


def test_a_merge_is_noted_with_ids_and_its_reason_stands_in_its_row(people: People) -> None:
    merge_id = _merge(people.sokha, people.ratana, people.chan)
    merges.undo_merge(merge_id, actor=people.chan)
    lines = session.scalars(select(AuditLine).where(AuditLine.act.like("accounts.merge%")))
    told = {"kept": people.sokha.id, "merge": merge_id}
    assert [(line.act, line.actor_id, line.facts) for line in lines] == [
        ("accounts.merge", people.chan.id, {**told, "was_active": True}),
        ("accounts.merge-undone", people.chan.id, told),
    ]


@pytest.mark.parametrize(
    ("kept", "merged", "who", "word"),
    [
        ("sokha", "sokha", "chan", "same-record"),
        ("sokha", "chan", "chan", "not-yourself"),
        ("sokha", "noy", "chan", "holds-more"),
        ("sokha", "noy", None, "last-admin"),
    ],
)
def test_what_cannot_be_merged(people: People, kept: str, merged: str, who: str | None, word: str) -> None:
    people_service.give_role(people.noy, "admin", people_queries.unit_by_code("mekong"), actor=None)
    actor = getattr(people, who) if who else None
    with pytest.raises(RuleBroken, match=word):
        _merge(getattr(people, kept), getattr(people, merged), actor)


@pytest.mark.parametrize(("reason", "word"), [(" \u200b", "reason-missing"), ("x" * 10_000, "too-long")])
def test_a_merge_needs_a_reason(people: People, reason: str, word: str) -> None:
    with pytest.raises(RuleBroken, match=word):
        merges.merge(people.sokha, people.ratana, reason=reason, actor=people.chan)
    assert people.ratana.active


def test_a_second_tap_merges_nothing_more(people: People) -> None:
    _merge(people.sokha, people.ratana, people.chan)
    for kept, merged in ((people.sokha, people.ratana), (people.ratana, people.sokha)):
        with pytest.raises(RuleBroken, match="already-merged"):
            _merge(kept, merged, people.chan)


def test_dao_merges_nobody_of_another_society_and_undoes_nothing_there(people: People) -> None:
    for kept, merged in ((people.sokha, people.ratana), (people.malee, people.sokha)):
        with pytest.raises(NotFound):
            _merge(kept, merged, people.dao)
    merge_id = _merge(people.sokha, people.ratana, people.chan)
    with pytest.raises(NotFound):
        merges.undo_merge(merge_id, actor=people.dao)
    assert people.ratana.merged_into_id == people.sokha.id


def test_there_is_nothing_to_undo_where_nothing_was_merged(app: Flask) -> None:
    with pytest.raises(NotFound):
        merges.undo_merge(1, actor=None)
