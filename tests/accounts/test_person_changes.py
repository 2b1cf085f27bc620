"""Correcting, moving, closing and opening accounts: who may, and what else follows."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from lms.accounts.models import Card
from lms.accounts.queries import people as people_queries
from lms.accounts.services import open_cards, person_changes, roles, sessions, sign_in
from lms.accounts.services import people as people_service
from lms.accounts.services.merging import merges
from lms.accounts.services.people import Person
from lms.accounts.services.person_changes import particulars_of
from lms.audit import AuditLine
from lms.db import session
from lms.errors import NotFound, RuleBroken
from lms.records.services import achievements
from tests.people import People
from tests.records.history import AWARD, certified_until, day


def _lines(act: str) -> list[AuditLine]:
    return list(session.scalars(select(AuditLine).filter_by(act=act).order_by(AuditLine.id)))


def test_chan_corrects_what_is_known_of_sokha(people: People) -> None:
    given = replace(
        particulars_of(people.sokha),
        name=" សុខា\u200b ចាន់\u200f",
        latin_name="Sokha  Chan",
        phone="012 345 678",
        email="sokha@example.org",
        sex="female",
        birth_year=1998,
    )
    changed = person_changes.edit_person(people.sokha, given, actor=people.chan, version=0, country="KH")
    assert set(changed) == {"name", "latin_name", "phone", "email", "sex", "birth_year"}
    sokha = people.sokha
    assert (sokha.name, sokha.latin_name, sokha.name_key) == (
        "សុខា ចាន់",
        "Sokha Chan",
        "សុខា ចាន់ sokha chan",
    )
    assert (sokha.phone, sokha.email, sokha.version) == ("+85512345678", "sokha@example.org", 1)
    [line] = _lines("accounts.edit")
    assert line.facts == {"version": 1, "changed": sorted(changed)}, "names of fields, never what they hold"


def test_nothing_changed_is_nothing_noted(people: People) -> None:
    assert person_changes.edit_person(people.sokha, particulars_of(people.sokha), actor=people.chan) == ()
    assert (people.sokha.version, _lines("accounts.edit")) == (0, [])


@pytest.mark.parametrize("name", ["Noy", "ណយ", "น้อย"])
def test_another_language_leaves_the_name_where_it_is_in_lists(people: People, name: str) -> None:
    known = replace(particulars_of(people.noy), name=name)
    person_changes.edit_person(people.noy, known, actor=people.chan)
    before = people.noy.name_order
    person_changes.edit_person(people.noy, replace(known, language="en"), actor=people.chan)
    assert people.noy.name_order == before


def test_the_second_of_two_editors_is_told_what_the_first_changed(people: People) -> None:
    seen = particulars_of(people.sokha)
    person_changes.edit_person(
        people.sokha, replace(seen, phone="+85512345678"), actor=people.chan, version=0
    )
    person_changes.move_person(people.sokha, people_queries.unit_by_code("khm"), actor=people.chan, version=1)
    with pytest.raises(RuleBroken, match="changed-meanwhile") as broken:
        person_changes.edit_person(people.sokha, replace(seen, sex="male"), actor=people.chan, version=0)
    assert broken.value.values == {"changed": ("phone", "unit")}
    assert people.sokha.sex == ""
    with pytest.raises(RuleBroken, match="changed-meanwhile"):
        person_changes.move_person(
            people.sokha, people_queries.unit_by_code("KH-12"), actor=people.chan, version=1
        )
    with pytest.raises(RuleBroken, match="changed-meanwhile"):
        person_changes.deactivate(people.sokha, reason="left", actor=people.chan, version=1)


def test_a_phone_that_was_stored_too_short_hinders_no_other_correction(people: People) -> None:
    people.malee.phone = "+6681234000"
    for typed in ("+6681234000", "081-234-000"):
        given = replace(particulars_of(people.malee), sex="female", phone=typed)
        person_changes.edit_person(people.malee, given, actor=None, country="TH")
        assert (people.malee.sex, people.malee.phone) == ("female", "+6681234000")
    given = replace(particulars_of(people.malee), phone="081-234-111")
    with pytest.raises(RuleBroken, match="phone-length"):
        person_changes.edit_person(people.malee, given, actor=None, country="TH")


def test_a_lao_mobile_stored_without_020_can_be_put_right(people: People) -> None:
    people.malee.phone = "+85698765433"
    session.commit()
    given = replace(particulars_of(people.malee), phone="020 98765433")
    person_changes.edit_person(people.malee, given, actor=None, country="LA")
    assert people.malee.phone == "+8562098765433"


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"name": " "}, "name-missing"),
        ({"name": "ក" * 10_000}, "too-long"),
        ({"latin_name": "Sokha \U0001f600"}, "name-cannot-be-drawn"),
        ({"phone": "12"}, "phone-unreadable"),
        ({"phone": "+66 81 234 000"}, "phone-length"),
        ({"email": "sokha"}, "email-unreadable"),
    ],
)
def test_what_cannot_be_kept_changes_nothing(people: People, changes: dict[str, Any], word: str) -> None:
    people.ratana.phone = "+85512000111"
    session.commit()
    given = replace(particulars_of(people.sokha), sex="female", **changes)
    with pytest.raises(RuleBroken, match=word):
        person_changes.edit_person(people.sokha, given, actor=people.chan)
    session.commit()
    assert (people.sokha.name, people.sokha.sex, people.sokha.version) == ("សុខា", "", 0)


def test_two_officers_at_one_moment_do_not_overwrite_each_other(app: Flask, people: People) -> None:
    start, chan_id, sokha_id = threading.Barrier(2), people.chan.id, people.sokha.id
    session.commit()
    outcomes: list[str] = []

    def officer(sex: str) -> None:
        with app.app_context():
            sokha, chan = people_queries.person_by_id(sokha_id), people_queries.person_by_id(chan_id)
            assert sokha is not None
            given = replace(particulars_of(sokha), birth_year=1990 if sex == "male" else 1991)
            session.rollback()
            start.wait()
            try:
                person_changes.edit_person(sokha, given, actor=chan, version=0)
                session.commit()
                outcomes.append("stored")
            except RuleBroken as broken:
                outcomes.append(broken.code)
            finally:
                session.remove()

    officers = [threading.Thread(target=officer, args=(sex,)) for sex in ("male", "female")]
    for one in officers:
        one.start()
    for one in officers:
        one.join()
    assert sorted(outcomes) == ["changed-meanwhile", "stored"]


def test_a_move_takes_the_list_along_and_leaves_the_past_where_it_was(people: People) -> None:
    certified_until(people.sokha, "2028-11-24")
    phnom_penh, khm = people_queries.unit_by_code("KH-12"), people_queries.unit_by_code("khm")
    with day("2026-12-01"):
        person_changes.move_person(people.sokha, khm, actor=people.chan)
        achievements.revoke(people.sokha, AWARD, reason="Sat it for a friend", actor=people.chan)
    [held] = achievements.certifications_of(people.sokha.id)
    assert held.unit_id == khm.id
    units = {entry.kind: entry.unit_id for entry in achievements.entries_of(people.sokha.id)}
    assert units == {"achieved": phnom_penh.id, "certified": phnom_penh.id, "revoked": khm.id}
    [line] = _lines("accounts.move")
    assert line.facts == {"version": 1, "changed": ["unit"], "before": "KH-12", "unit": "khm"}
    person_changes.move_person(people.sokha, khm, actor=people.chan)
    assert people.sokha.version == 1, "there already"


def test_roles_stay_where_they_were_given(people: People) -> None:
    person_changes.move_person(people.bopha, people_queries.unit_by_code("khm"), actor=people.chan)
    assert [(role.name, role.unit.code) for role in people.bopha.roles] == [("trainer", "KH-12")]


def test_who_leaves_cannot_sign_in_and_keeps_the_record(people: People) -> None:
    certified_until(people.sokha, "2028-11-24")
    token = sign_in.issue_card(people.sokha, actor=people.bopha)
    sessions.start_session(people.sokha, keep=True)
    for _ in range(2):
        person_changes.deactivate(people.sokha, reason="left", actor=people.chan)
    assert not people.sokha.active
    assert sessions.sessions_of([people.sokha.id]) == []
    with pytest.raises(NotFound):
        sign_in.holder_of(token)
    with pytest.raises(RuleBroken, match="not-active"):
        sign_in.issue_card(people.sokha, actor=people.bopha)
    assert len(achievements.certifications_of(people.sokha.id)) == 1
    assert [line.facts["reason"] for line in _lines("accounts.deactivate")] == ["left"]
    people.sokha.pin_hash = people.ratana.pin_hash
    for _ in range(2):
        person_changes.reactivate(people.sokha, actor=people.chan)
    assert (people.sokha.active, people.sokha.pin_hash) == (True, None)
    assert len(_lines("accounts.reactivate")) == 1


def test_chan_cannot_end_the_own_account_or_that_of_an_administrator(people: People) -> None:
    with pytest.raises(RuleBroken, match="not-yourself"):
        person_changes.deactivate(people.chan, reason="left", actor=people.chan)
    people_service.give_role(people.noy, "admin", people_queries.unit_by_code("mekong"), actor=None)
    with pytest.raises(RuleBroken, match="holds-more"):
        person_changes.deactivate(people.noy, reason="left", actor=people.chan)
    with pytest.raises(RuleBroken, match="last-admin"):
        person_changes.deactivate(people.noy, reason="left", actor=None)
    people_service.give_role(people.dao, "admin", people_queries.unit_by_code("mekong"), actor=None)
    person_changes.deactivate(people.noy, reason="left", actor=people.dao)
    with pytest.raises(RuleBroken, match="holds-more"):
        person_changes.reactivate(people.noy, actor=people.chan)


def _moves_to_malees_branch(sokha: Person, chan: Person) -> None:
    person_changes.move_person(sokha, people_queries.unit_by_code("TH-27"), actor=chan)


ACTS: dict[str, Callable[[Person, Person], object]] = {
    "edit": lambda sokha, who: person_changes.edit_person(sokha, particulars_of(sokha), actor=who),
    "move": lambda sokha, who: person_changes.move_person(
        sokha, people_queries.unit_by_code("khm"), actor=who
    ),
    "deactivate": lambda sokha, who: person_changes.deactivate(sokha, reason="left", actor=who),
    "reactivate": lambda sokha, who: person_changes.reactivate(sokha, actor=who),
    "role": lambda sokha, who: people_service.give_role(
        sokha, "trainer", people_queries.unit_by_code("KH-12"), actor=who
    ),
    "card": lambda sokha, who: sign_in.issue_card(sokha, actor=who),
    "withdraw": lambda sokha, who: sign_in.withdraw_card(sokha, 0, actor=who),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", ["dao", "noy", "ratana"])
def test_nobody_without_the_right_reaches_sokha(people: People, act: str, who: str) -> None:
    with pytest.raises(NotFound):
        ACTS[act](people.sokha, getattr(people, who))


def test_chan_moves_nobody_into_another_society(people: People) -> None:
    with pytest.raises(NotFound):
        _moves_to_malees_branch(people.sokha, people.chan)


def _open_card(person: Person) -> Card:
    card = open_cards.open_card_of(person)
    assert card is not None
    return card


# What Chan does with Sokha, and the line that it leaves.
AUDITED: dict[str, Callable[[Person, Person], object]] = {
    "accounts.edit": lambda sokha, chan: person_changes.edit_person(
        sokha, replace(particulars_of(sokha), sex="female"), actor=chan
    ),
    "accounts.move": lambda sokha, chan: person_changes.move_person(
        sokha, people_queries.unit_by_code("khm"), actor=chan
    ),
    "accounts.deactivate": lambda sokha, chan: person_changes.deactivate(sokha, reason="left", actor=chan),
    "accounts.reactivate": lambda sokha, chan: person_changes.reactivate(sokha, actor=chan),
    "accounts.role": lambda sokha, chan: people_service.give_role(
        sokha, "trainer", people_queries.unit_by_code("KH-12"), actor=chan
    ),
    "accounts.role-taken": lambda sokha, chan: roles.take_role(
        sokha, "trainer", people_queries.unit_by_code("KH-12"), actor=chan
    ),
    "accounts.card": lambda sokha, chan: sign_in.issue_card(sokha, actor=chan),
    "accounts.card-withdrawn": lambda sokha, chan: sign_in.withdraw_card(
        sokha, _open_card(sokha).id, actor=chan
    ),
    "accounts.merge": lambda sokha, chan: merges.merge(
        _somebody("KH-1002"), sokha, reason="Entered twice", actor=chan
    ),
}


def test_every_act_leaves_one_line_with_who_did_it_to_whom_and_nothing_personal(people: People) -> None:
    people.sokha.phone = "+85512345678"
    vanna = people_service.create_person(
        people_service.Particulars(number="KH-2001", name="វណ្ណា", latin_name="Vanna", language="km"),
        people.sokha.unit,
        actor=people.chan,
    )
    for act in AUDITED.values():
        act(people.sokha, people.chan)
    [merged] = merges.merged_into(people.ratana)
    merges.undo_merge(merged.id, actor=people.chan)
    done = [*AUDITED, "accounts.merge-undone"]
    lines = session.scalars(
        select(AuditLine)
        .where(AuditLine.record_id == str(people.sokha.id), AuditLine.actor_id == people.chan.id)
        .order_by(AuditLine.id)
    ).all()
    assert [line.act for line in lines] == done
    [made] = session.scalars(select(AuditLine).filter_by(act="accounts.create", record_id=str(vanna.id)))
    assert made.actor_id == people.chan.id
    for line in [*lines, made]:
        said = str(line.facts)
        assert not any(word in said for word in ("Sokha", "សុខា", "12345678", "KH-1001", "Vanna", "female"))


def _at_one_moment(app: Flask, acts: list[Callable[[], object]]) -> list[str]:
    """Do each in a transaction of its own, all at once; what came of each, in the order of words."""
    start, outcomes = threading.Barrier(len(acts)), list[str]()

    def do(act: Callable[[], object]) -> None:
        with app.app_context():
            start.wait()
            try:
                act()
                session.commit()
                outcomes.append("done")
            except RuleBroken as broken:
                outcomes.append(broken.code)
            finally:
                session.remove()

    session.commit()
    threads = [threading.Thread(target=do, args=(act,)) for act in acts]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return sorted(outcomes)


def _somebody(number: str) -> Person:
    found = people_queries.person_by_number(number)
    assert found is not None
    return found


def test_a_double_tap_gives_a_role_once(app: Flask, people: People) -> None:
    def give() -> None:
        people_service.give_role(
            _somebody("KH-1001"), "trainer", people_queries.unit_by_code("KH-12"), actor=_somebody("KH-1200")
        )

    assert _at_one_moment(app, [give, give, give]) == ["done", "done", "done"]
    session.expire_all()
    assert [role.name for role in people.sokha.roles] == ["trainer"]
    assert len([line for line in _lines("accounts.role") if line.actor_id == people.chan.id]) == 1


def test_a_double_tap_adds_a_person_once(app: Flask, people: People) -> None:
    def add() -> None:
        people_service.create_person(
            people_service.Particulars(number="KH-2001", name="វណ្ណា", latin_name="Vanna", language="km"),
            people_queries.unit_by_code("KH-12"),
            actor=_somebody("KH-1200"),
        )

    assert _at_one_moment(app, [add, add]) == ["done", "number-taken"]


def test_two_officers_who_merge_the_same_two_either_way_merge_them_once(app: Flask, people: People) -> None:
    def merge(kept: str, merged: str) -> Callable[[], object]:
        return lambda: merges.merge(
            _somebody(kept), _somebody(merged), reason="Entered twice", actor=_somebody("KH-1200")
        )

    both = _at_one_moment(app, [merge("KH-1001", "KH-1002"), merge("KH-1002", "KH-1001")])
    assert both.count("done") == 1
    assert set(both) <= {"done", "already-merged", "same-record"}  # the number leads to whoever stays by now


def test_closing_a_lost_card_leaves_the_one_that_was_made_since(people: People) -> None:
    sign_in.issue_card(people.sokha, actor=people.chan)
    lost = _open_card(people.sokha).id
    new = sign_in.issue_card(people.sokha, actor=people.chan)
    sign_in.withdraw_card(people.sokha, lost, actor=people.chan)
    assert sign_in.holder_of(new) is people.sokha
    newer = _open_card(people.sokha).id
    for _ in range(2):
        sign_in.withdraw_card(people.sokha, newer, actor=people.chan)
    with pytest.raises(NotFound):
        sign_in.holder_of(new)
    assert len(session.scalars(select(AuditLine).filter_by(act="accounts.card-withdrawn")).all()) == 1
