"""Asking to be erased, and the queue of HR: once, in time, by the right ones, and never by accident."""

from __future__ import annotations

import re
import threading
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from lms import clock
from lms.accounts.models import Person
from lms.accounts.services import people as people_service
from lms.accounts.services.merging import merges
from lms.accounts.services.people import PersonId
from lms.audit import AuditLine, Lookup
from lms.config import settings_of
from lms.db import session
from lms.errors import RuleBroken
from lms.privacy.models import ErasureRequest
from lms.privacy.services import erasure, requests
from lms.records.domain.past_results import PastResult
from lms.records.services import achievements
from lms.reports.queries import trainings
from tests.client import StrictClient
from tests.imports.files import brought, text
from tests.people import PIN, SECRET, People
from tests.records.history import day


def instance_of(app: Flask) -> Path:
    folder: Path = settings_of(app).instance
    return folder


def asked_by(person: Person) -> ErasureRequest:
    """An open request of somebody, stored."""
    request = requests.ask_erasure(person, actor=person)
    session.commit()
    return request


def address_of(request: ErasureRequest) -> str:
    return f"/en/people/erasures/{request.id}/"


def test_sokha_asks_and_takes_it_back(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1001")
    token = {"csrf_token": client.token("/en/me/data/")}
    with day("2026-03-01"):
        for _ in range(2):  # a double tap is one request
            assert client.post("/en/me/data/erasure/", data={**token, "confirm-pin": PIN}).status_code == 303
        page = client.get("/en/me/data/").get_data(as_text=True)
    assert "31 March 2026" in page
    assert "taken back" not in client.get("/en/me/data/").get_data(as_text=True)
    answer = client.post("/en/me/data/erasure/back/", data=token, follow_redirects=True)
    assert "Your request was taken back." in answer.get_data(as_text=True)
    assert [row.outcome for row in session.scalars(select(ErasureRequest))] == ["withdrawn"]
    assert requests.open_request_of(people.sokha) is None
    requests.withdraw_erasure(people.sokha)


def test_one_tap_of_whoever_holds_the_phone_asks_for_nothing(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1001")
    token = {"csrf_token": client.token("/en/me/data/")}
    asked = client.post("/en/me/data/erasure/", data=token)
    assert asked.status_code == 403
    page = asked.get_data(as_text=True)
    assert 'name="confirm-pin"' in page
    assert "other people" not in page
    assert client.post("/en/me/data/erasure/", data={**token, "confirm-pin": "135792"}).status_code == 422
    assert session.scalars(select(ErasureRequest)).all() == []


def test_my_learning_says_that_a_request_waits_and_leads_to_taking_it_back(
    client: StrictClient, people: People
) -> None:
    client.sign_in("KH-1001")
    assert "/en/me/data/#erase" not in client.get("/en/me/").get_data(as_text=True)
    with day("2026-03-01"):
        asked_by(people.sokha)
    page = client.get("/en/me/").get_data(as_text=True)
    assert "You asked to be erased. HR of your Society answers until 31 March 2026." in page
    assert 'href="/en/me/data/#erase"' in page
    client.post("/en/me/data/erasure/back/", data={"csrf_token": client.token("/en/me/data/")})
    assert "/en/me/data/#erase" not in client.get("/en/me/").get_data(as_text=True)


def test_chan_refuses_with_a_reason_that_sokha_is_told(
    client: StrictClient, app: Flask, people: People
) -> None:
    request = requests.ask_erasure(people.sokha, actor=people.sokha)
    address = f"/en/people/erasures/{request.id}/"
    session.commit()
    client.sign_in("KH-1200")
    assert client.send(address, {"answer": "refuse", "reason": " "}).status_code == 422
    assert client.send(address, {"answer": "refuse", "reason": "x" * 501}).status_code == 422
    assert client.send(address, {"answer": "nonsense"}).status_code == 404
    why = "An open case of the donor needs the list until June."
    assert client.send(address, {"answer": "refuse", "reason": why}).status_code == 303
    assert why in client.get(address).get_data(as_text=True)
    sokha = StrictClient(app, app.response_class)
    sokha.sign_in("KH-1001")
    assert why in sokha.get("/en/me/data/").get_data(as_text=True)


def _was_trained(people: People, person: Person, award: str, on: date, result: PastResult) -> None:
    achievements.record_past_training(
        person, award, on=on, source="List", reason="Found", actor=people.chan, result=result
    )


def test_chan_reads_each_training_that_totals_go_on_counting_once(
    client: StrictClient, app: Flask, people: People
) -> None:
    """A training that two joined records have both, one whose day was corrected, and one without a certificate."""
    with day("2026-11-24"):
        _was_trained(people, people.sokha, "pss", date(2026, 3, 10), "passed")
        _was_trained(people, people.ratana, "pss", date(2026, 3, 10), "passed")
        _was_trained(people, people.sokha, "hiv", date(2026, 4, 1), "passed")
        wrong = next(
            one
            for one in achievements.entries_of(people.sokha.id)
            if one.award == "hiv" and one.kind == "achieved"
        )
        achievements.correct(wrong, reason="Mistyped", actor=people.chan, on=date(2026, 4, 2))
        _was_trained(people, people.sokha, "pgi", date(2026, 5, 1), "")
    merges.merge(people.sokha, people.ratana, reason="twice in the list", actor=people.chan)
    request = asked_by(people.sokha)
    client.sign_in("KH-1200")
    with day("2026-11-25"):
        page = client.get(address_of(request)).get_data(as_text=True)
    kept = re.findall(r"<li>(\d+ \w+ 2026) · ", page.partition("Totals keep counting:")[2])
    assert kept == ["1 May 2026", "2 April 2026", "10 March 2026"]
    counted = trainings.count(
        trainings.TrainingQuery(
            frozenset({people.sokha.unit_id, people.ratana.unit_id}),
            date(2026, 1, 1),
            date(2026, 12, 31),
            frozenset({"pss", "hiv", "pgi"}),
        )
    )
    assert sum(counted.trainings.values()) == len(kept), "as the reports count them"


def test_a_request_is_answered_once_and_not_by_the_one_who_asked(app: Flask, people: People) -> None:
    request = requests.ask_erasure(people.chan, actor=people.chan)
    settings = settings_of(app)
    with pytest.raises(RuleBroken, match="own-request"):
        erasure.erase(request, actor=people.chan, folder=settings.instance, secret=SECRET)
    other = requests.ask_erasure(people.sokha, actor=people.chan)
    requests.refuse_erasure(other, reason="a reason", actor=people.chan)
    with pytest.raises(RuleBroken, match="already-decided"):
        erasure.erase(other, actor=people.chan, folder=settings.instance, secret=SECRET)


def test_somebody_without_a_phone_asks_chan_who_writes_it_down(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1200")
    assert client.send("/en/people/erasures/", {"number": "kh-1001"}).status_code == 303
    assert client.send("/en/people/erasures/", {"number": "TH-1001"}).status_code == 422
    page = client.get("/en/people/erasures/").get_data(as_text=True)
    assert "សុខា" in page
    assert "overdue" not in page
    with clock.frozen(clock.now() + 2 * requests.ANSWER_WITHIN):
        assert "overdue" in client.get("/en/people/erasures/").get_data(as_text=True)


def test_dao_sees_no_request_of_another_society(client: StrictClient, people: People) -> None:
    request = requests.ask_erasure(people.sokha, actor=people.sokha)
    session.commit()
    client.sign_in("TH-1200")
    assert "សុខា" not in client.get("/en/people/erasures/").get_data(as_text=True)
    assert client.get(f"/en/people/erasures/{request.id}/").status_code == 404
    token = {"csrf_token": client.token("/en/people/erasures/"), "answer": "erase", "sure": "1"}
    assert client.post(f"/en/people/erasures/{request.id}/", data=token).status_code == 404
    assert people.sokha.name == "សុខា"


def test_the_button_pressed_twice_erases_once(client: StrictClient, people: People) -> None:
    request = asked_by(people.sokha)
    client.sign_in("KH-1200")
    sent = {"csrf_token": client.token(address_of(request)), "answer": "erase", "sure": "1"}
    assert [client.post(address_of(request), data=sent).status_code for _ in range(2)] == [303, 422]
    page = client.get(address_of(request)).get_data(as_text=True)
    assert "This person was erased on" in page
    assert len(session.scalars(select(AuditLine).filter_by(act="privacy.erased")).all()) == 1


def test_a_button_that_was_touched_by_mistake_erases_nobody(client: StrictClient, people: People) -> None:
    request = asked_by(people.sokha)
    client.sign_in("KH-1200")
    answer = client.send(address_of(request), {"answer": "erase"})
    assert answer.status_code == 422
    assert "Please tick the box first" in answer.get_data(as_text=True)
    assert people.sokha.name == "សុខា"


def test_two_officers_who_answer_at_one_moment_do_it_once(app: Flask, people: People) -> None:
    request_id, chan_id = asked_by(people.sokha).id, people.chan.id
    session.commit()  # nobody waits for this test
    together = threading.Barrier(2)
    outcomes: list[str] = []

    def answer() -> None:
        with app.app_context():
            together.wait()
            try:
                request = session.get_one(ErasureRequest, request_id)
                chan = session.get_one(Person, chan_id)
                erasure.erase(request, actor=chan, folder=instance_of(app), secret=SECRET)
                session.commit()
                outcomes.append("erased")
            except RuleBroken as broken:
                session.rollback()
                outcomes.append(broken.code)

    threads = [threading.Thread(target=answer) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["already-decided", "erased"]


def test_who_was_erased_cannot_be_asked_for_again(client: StrictClient, people: People) -> None:
    request = asked_by(people.sokha)
    client.sign_in("KH-1200")
    assert client.send(address_of(request), {"answer": "erase", "sure": "1"}).status_code == 303
    for number in ("KH-1001", f"ERASED-{people.sokha.id}"):
        assert client.send("/en/people/erasures/", {"number": number}).status_code == 422
    assert len(session.scalars(select(ErasureRequest)).all()) == 1


def test_a_request_that_was_taken_back_erases_nobody(
    app: Flask, client: StrictClient, people: People
) -> None:
    """Chan has the page open while Sokha changes her mind."""
    request = asked_by(people.sokha)
    client.sign_in("KH-1200")
    sent = {"csrf_token": client.token(address_of(request)), "answer": "erase", "sure": "1"}
    sokha = StrictClient(app, app.response_class)
    sokha.sign_in("KH-1001")
    assert sokha.send("/en/me/data/erasure/back/", {}, form="/en/me/data/").status_code == 303
    answer = client.post(address_of(request), data=sent)
    assert answer.status_code == 422
    assert "This request was answered already." in answer.get_data(as_text=True)
    assert people.sokha.name == "សុខា"
    assert "សុខា" not in client.get("/en/people/erasures/").get_data(as_text=True)


def test_sokha_may_ask_again_after_she_took_it_back(people: People) -> None:
    first = asked_by(people.sokha)
    requests.withdraw_erasure(people.sokha)
    assert asked_by(people.sokha).id != first.id


def test_while_a_list_with_the_person_is_being_brought_in_chan_is_asked_to_wait(
    client: StrictClient, people: People
) -> None:
    content = text(["Volunteer number", "Name"], ["KH-1001", "Sokha"])
    brought(content, "list.csv", "people", people.chan.unit, people.chan).state = "running"
    request = asked_by(people.sokha)
    client.sign_in("KH-1200")
    answer = client.send(address_of(request), {"answer": "erase", "sure": "1"})
    assert answer.status_code == 422
    assert "is being brought in just now" in answer.get_data(as_text=True)
    assert people.sokha.name == "សុខា"


def test_chan_erases_nobody_who_stands_above_and_never_the_last_administrator(
    app: Flask, people: People
) -> None:
    people_service.give_role(people.ratana, "admin", people.chan.unit, actor=None)
    request = asked_by(people.ratana)
    with pytest.raises(RuleBroken, match="holds-more"):
        erasure.erase(request, actor=people.chan, folder=instance_of(app), secret=SECRET)
    region = people.chan.unit.parent
    assert region is not None
    people_service.give_role(people.noy, "admin", region, actor=None)
    erasure.erase(request, actor=people.noy, folder=instance_of(app), secret=SECRET)
    assert people.ratana.name == ""
    last = asked_by(people.noy)
    with pytest.raises(RuleBroken, match="own-request"):
        erasure.erase(last, actor=people.noy, folder=instance_of(app), secret=SECRET)


def test_a_request_of_a_record_that_was_merged_meanwhile_is_the_persons(
    client: StrictClient, app: Flask, people: People
) -> None:
    with day("2026-03-01"):
        request = asked_by(people.ratana)
        merges.merge(people.sokha, people.ratana, reason="the same", actor=people.chan)
        assert asked_by(people.sokha).id == request.id
        client.sign_in("KH-1001")
        assert "31 March 2026" in client.get("/en/me/data/").get_data(as_text=True)
        erasure.erase(request, actor=people.chan, folder=instance_of(app), secret=SECRET)
    assert (people.sokha.name, people.ratana.name) == ("", "")


def test_chan_who_opens_a_request_has_looked_at_the_person(client: StrictClient, people: People) -> None:
    request = asked_by(people.sokha)
    client.sign_in("KH-1200")
    client.get(address_of(request)).close()
    session.rollback()
    looks = session.execute(select(Lookup.person_id, Lookup.actor_id, Lookup.page)).all()
    assert [tuple(look) for look in looks] == [(people.sokha.id, people.chan.id, "erasures.one")]


def test_what_goes_and_what_stays_is_said_before_it_happens(client: StrictClient, people: People) -> None:
    request = asked_by(people.sokha)
    client.sign_in("KH-1200")
    page = client.get(address_of(request)).get_data(as_text=True)
    goes, stays = page.split("What stays, without a name")
    for what in ("Name and volunteer number", "Phone number and e-mail address", "Which lessons were read"):
        assert what in goes
        assert what not in stays
    for what in ("Training record", "Branch", "Sex and age group", "That a certificate was issued"):
        assert what in stays


def test_asking_costs_a_person_nothing_until_it_is_answered(client: StrictClient, people: People) -> None:
    asked_by(people.sokha)
    client.sign_in("KH-1001")
    assert client.get("/en/me/").status_code == 200
    number: PersonId = people.sokha.id
    assert session.get_one(Person, number).active


def test_chan_sees_on_every_page_of_hers_how_many_wait_and_dao_and_bopha_see_none(
    client: StrictClient, people: People
) -> None:
    requests.ask_erasure(people.sokha, actor=people.sokha)
    session.commit()
    waiting = '<span class="waiting">1</span>'
    for number, seen in (("KH-1200", True), ("TH-1200", False), ("KH-1100", False)):
        client.sign_in(number)
        for page in ("/en/me/", "/en/people/"):
            assert (waiting in client.get(page).text) is seen
        client.send("/en/sign-out/", form="/en/me/")
    client.sign_in("KH-1200")
    requests.refuse_erasure(
        session.scalars(select(ErasureRequest)).one(), reason="She is on duty", actor=people.chan
    )
    session.commit()
    assert waiting not in client.get("/en/people/").text


def _joined(people: People) -> ErasureRequest:
    """Ratana asks to be erased; then somebody finds that she is Sokha."""
    request = asked_by(people.ratana)
    merges.merge(people.sokha, people.ratana, reason="the same", actor=people.chan)
    session.commit()
    return request


def test_the_page_names_every_record_that_goes_and_so_does_the_box(
    client: StrictClient, people: People
) -> None:
    request = _joined(people)
    client.sign_in("KH-1200")
    page = client.get(address_of(request)).get_data(as_text=True)
    before, _, box = page.partition('type="checkbox"')
    box = box.partition("</label>")[0]
    for person in (people.sokha, people.ratana):
        for part in (before, box):
            assert person.name in part
            assert person.number in part
    assert "All of these records are erased" in before


def test_a_box_that_named_one_record_does_not_erase_two(client: StrictClient, people: People) -> None:
    request = asked_by(people.ratana)
    client.sign_in("KH-1200")
    sent = {"csrf_token": client.token(address_of(request)), "answer": "erase", "sure": "1"}
    merges.merge(people.sokha, people.ratana, reason="the same", actor=people.chan)
    session.commit()
    answer = client.post(address_of(request), data=sent)
    assert answer.status_code == 422
    assert "Records were merged, or a merge was undone, since you opened this page" in answer.get_data(
        as_text=True
    )
    assert (people.sokha.name, people.ratana.name) == ("សុខា", "រតនា")
    assert client.send(address_of(request), {"answer": "erase", "sure": "2"}).status_code == 303
    assert (people.sokha.name, people.ratana.name) == ("", "")


def test_of_two_requests_of_one_person_none_is_left_waiting(client: StrictClient, people: People) -> None:
    asked_by(people.sokha)
    request = _joined(people)
    client.sign_in("KH-1200")
    assert client.send(address_of(request), {"answer": "erase", "sure": "2"}).status_code == 303
    assert {one.outcome for one in session.scalars(select(ErasureRequest))} == {"erased"}
    assert "Nobody waits for an answer." in client.get("/en/people/erasures/").get_data(as_text=True)


@pytest.mark.parametrize("who", ["sokha", "ratana"])
def test_the_page_of_a_join_says_that_a_request_of_either_waits(
    client: StrictClient, people: People, who: str
) -> None:
    client.sign_in("KH-1200")
    compare = "/en/people/KH-1001/merge/?with=KH-1002"
    assert "asked to be erased" not in client.get(compare).get_data(as_text=True)
    asking: Person = getattr(people, who)
    asked_by(asking)
    page = client.get(compare).get_data(as_text=True)
    assert f"{asking.number} asked to be erased. When the records are merged, a yes erases both." in page
