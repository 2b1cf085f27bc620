"""HR opens, prints and reissues certificates and reads their codes, also of volunteers without a phone."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import cast

import pytest
from flask import Flask
from sqlalchemy import select

from lms import jobs
from lms.accounts.services import people as people_service
from lms.accounts.services.people import Person
from lms.audit import AuditLine, Lookup
from lms.certificates import personal_data, queries
from lms.certificates.domain import codes
from lms.certificates.domain.status import State
from lms.certificates.models import Certificate
from lms.certificates.rendering import store
from lms.certificates.services import bulk_print, certificates, issuing, verification
from lms.config import settings_of
from lms.db import session
from lms.errors import NotFound, RuleBroken
from lms.records.services import achievements
from lms.work_limits import ExpensiveWork
from tests.client import StrictClient
from tests.erasures import erasure_of
from tests.people import People
from tests.records.history import AWARD, day, passes

TODAY = "2026-11-24"
MANY = "/en/records/certificates/"
OF_SOKHA = "/en/records/KH-1001/certificates/"


def _certificate(person: Person) -> Certificate:
    return certificates.certificates_of(person.id)[0]


@pytest.fixture
def chan(client: StrictClient, people: People) -> StrictClient:
    with day(TODAY):
        passes(people.sokha, "a-1")
        achievements.record_past_training(
            *(people.ratana, AWARD),
            on=date(2026, 3, 5),
            source="List of the branch",
            reason="Decision 12",
            actor=people.chan,
            result="attended",
            recognised=True,
        )
    session.commit()
    client.sign_in("KH-1200")
    return client


def _text(client: StrictClient, address: str, status: int = 200) -> str:
    with day(TODAY):
        answer = client.get(address)
        page = html.unescape(answer.get_data(as_text=True))
        answer.close()  # as a server does once the last byte is out: only then the look is remembered
    assert answer.status_code == status
    return page


def _send(client: StrictClient, address: str, form: str, **typed: str | list[str]) -> tuple[int, str]:
    with day(TODAY):
        answer = client.send(address, typed, form=form)
    return answer.status_code, html.unescape(answer.get_data(as_text=True))


def test_chan_reads_the_code_and_opens_the_certificate(chan: StrictClient, people: People) -> None:
    code = codes.grouped(_certificate(people.sokha).code)
    page = _text(chan, OF_SOKHA)
    assert code in page
    assert "Printed name: សុខា" in page
    assert OF_SOKHA in _text(chan, "/en/records/KH-1001/")
    with day(TODAY):
        answer = chan.get(f"{OF_SOKHA}{code}.pdf")
        assert answer.data.startswith(b"%PDF")
        answer.close()
    session.rollback()
    pages = set(session.scalars(select(Lookup.page).where(Lookup.person_id == people.sokha.id)))
    assert pages >= {"certificates.person", "certificates.opened"}


def test_a_certificate_that_has_to_be_drawn_first_waits_for_its_turn(
    chan: StrictClient, people: People, tmp_path: Path
) -> None:
    address = f"{OF_SOKHA}{codes.grouped(_certificate(people.sokha).code)}.pdf"
    extensions = chan.application.extensions
    store.remove(extensions["sala.settings"].instance, _certificate(people.sokha).code)
    bounds, before = ExpensiveWork(tmp_path / "locks", patience=0), extensions["sala.expensive-work"]
    extensions["sala.expensive-work"] = bounds
    try:
        with bounds.turn(1), bounds.turn(2):
            assert chan.get(address).status_code == 503
        assert chan.get(address).status_code == 200
        with bounds.turn(1), bounds.turn(2):
            assert chan.get(address).status_code == 200, "what is kept costs nothing"
    finally:
        extensions["sala.expensive-work"] = before


def test_a_certificate_of_somebody_else_is_not_on_sokhas_page(chan: StrictClient, people: People) -> None:
    code = codes.grouped(_certificate(people.ratana).code)
    assert chan.get(f"{OF_SOKHA}{code}.pdf").status_code == 404


def test_dao_opens_prints_and_reissues_nothing_of_another_society(chan: StrictClient, people: People) -> None:
    code = codes.grouped(_certificate(people.sokha).code)
    client = StrictClient(chan.application, chan.application.response_class)
    client.sign_in("TH-1200")
    assert client.get(OF_SOKHA).status_code == 404
    assert client.get(f"{OF_SOKHA}{code}.pdf").status_code == 404
    assert code not in _text(client, MANY)
    assert _send(client, f"{OF_SOKHA}{code}/", "/en/records/extend/")[0] == 404
    for act in ("print", "reissue"):
        status, page = _send(client, MANY, "/en/records/extend/", act=act, code=code, confirmed="1")
        assert (status, "Please choose at least one certificate." in page) == (422, True)


def test_chan_reissues_and_the_old_code_says_replaced(chan: StrictClient, people: People) -> None:
    old = _certificate(people.sokha)
    people.sokha.name = "សុខា ចាន់"
    session.commit()
    for _ in range(2):  # the button was pressed twice
        status, _page = _send(chan, f"{OF_SOKHA}{codes.grouped(old.code)}/", OF_SOKHA)
        assert status == 303
    session.expire_all()
    new = _certificate(people.sokha)
    assert (new.edition, new.name, new.basis) == (2, "សុខា ចាន់", "test")
    with day(TODAY) as today:
        assert verification.verify(old.code, today).state == "replaced"
        assert verification.verify(new.code, today).state == "valid"


def test_nobody_reissues_their_own(chan: StrictClient, people: People) -> None:
    with day(TODAY):
        passes(people.chan, "a-2")
        session.commit()
        own = _certificate(people.chan)
        with pytest.raises(RuleBroken) as broken:
            issuing.replace(own, people.chan, actor=people.chan)
    assert broken.value.code == "own-record"
    status, page = _send(
        chan, f"/en/records/KH-1200/certificates/{codes.grouped(own.code)}/", "/en/records/extend/"
    )
    assert (status, "This is your own record." in page) == (422, True)


def test_what_was_revoked_is_not_reissued(chan: StrictClient, people: People) -> None:
    with day(TODAY):
        achievements.revoke(people.sokha, AWARD, reason="Sat it for a friend", actor=people.chan)
    session.commit()
    code = codes.grouped(_certificate(people.sokha).code)
    status, page = _send(chan, f"{OF_SOKHA}{code}/", "/en/records/extend/")
    assert (status, "revoked or withdrawn cannot be reissued" in page) == (422, True)


def test_an_old_certificate_that_says_passed_is_reissued_with_what_is_known(
    chan: StrictClient, people: People
) -> None:
    old = _certificate(people.ratana)
    old.basis, old.made_on, old.module_version = None, None, "2026.1"  # as they were before
    session.commit()
    address = "/en/records/KH-1002/certificates/"
    assert "The present certificate says that a test was passed." in _text(chan, address)
    with day(TODAY) as today:
        said = verification.verify(old.code, today)
        assert (said.trained_on is not None, said.issued_on) == (True, None), (
            "when it was issued is not known"
        )
    assert _send(chan, f"{address}{codes.grouped(old.code)}/", address)[0] == 303
    session.expire_all()
    new = _certificate(people.ratana)
    assert (new.basis, new.module_version, new.made_on) == ("list", "", date(2026, 11, 24))


def test_chan_prints_many_as_one_file(app: Flask, chan: StrictClient, people: People) -> None:
    both = [_certificate(people.sokha), _certificate(people.ratana)]
    page = _text(chan, MANY)
    assert all(codes.grouped(one.code) in page for one in both)
    told = "also where it was extended since. Whoever checks its code is told the new date."
    assert told in page
    assert "For papers with the new date" in page
    status, _page = _send(chan, MANY, MANY, act="print-all")
    assert status == 303
    jobs.run_due(app)
    session.expire_all()
    job = session.scalars(select(jobs.Job).where(jobs.Job.kind == bulk_print.KIND)).one()
    assert job.state == "done"
    assert told in _text(chan, f"{MANY}print/{job.id}/")
    assert "The file with 2 certificates is ready." in _text(chan, f"{MANY}print/{job.id}/")
    answer = chan.get(f"{MANY}print/{job.id}.pdf")
    assert answer.data.startswith(b"%PDF")
    assert len(re.findall(rb"/Type /Page\b", answer.data)) in (0, 2)  # pages may be packed in object streams
    noted = session.scalars(select(AuditLine).where(AuditLine.act == "certificates.printed")).all()
    assert {(line.actor_id, line.record_id) for line in noted} == {
        (people.chan.id, str(one.id)) for one in both
    }
    with pytest.raises(NotFound):
        bulk_print.find(job.id, people.dao)
    settings = settings_of(app)
    personal_data.erase(erasure_of(people.ratana))
    session.commit()
    assert store.read_print(settings.instance, job.args["file"]) is None
    assert "This file is no longer kept." in _text(chan, f"{MANY}print/{job.id}/")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"branch": "KH-99"}, "You have no branch with this code."),
        ({"branch": "TH-27"}, "You have no branch with this code."),
        ({"branch": "KH-12", "module": "hvi"}, "There is no such module."),
    ],
)
def test_a_branch_or_module_that_there_is_not_prints_nothing(
    chan: StrictClient, people: People, typed: dict[str, str], said: str
) -> None:
    status, page = _send(chan, MANY, MANY, act="print-all", **typed)
    assert (status, said in page) == (422, True)
    asked = "&".join(f"{name}={value}" for name, value in typed.items())
    assert said in _text(chan, f"{MANY}?{asked}", 422)
    assert not session.scalars(select(jobs.Job).where(jobs.Job.kind == bulk_print.KIND)).all()


def test_certificates_of_two_people_of_one_name_do_not_alternate(chan: StrictClient, people: People) -> None:
    with day(TODAY):
        for person in (people.ratana, people.sokha):
            people_service.set_name(person, "សុខា", "")
            achievements.record_past_training(
                *(person, "hiv"),
                on=date(2026, 3, 6),
                source="List of the branch",
                reason="Decision 12",
                actor=people.chan,
                recognised=True,
            )
    session.commit()
    listed = re.findall(r"<span class=\"meta\">(KH-100[12])", _text(chan, MANY))
    assert listed == ["KH-1001", "KH-1001", "KH-1002", "KH-1002"]


def _mistaken(person: Person, actor: Person) -> None:
    """The training of a person turns out to be somebody else's."""
    with day(TODAY):
        said = next(one for one in achievements.entries_of(person.id) if one.kind == "achieved")
        achievements.correct(said, reason="It was somebody else", actor=actor)
    session.commit()


def test_what_was_revoked_or_withdrawn_is_left_out_of_the_print_and_counted(
    app: Flask, chan: StrictClient, people: People
) -> None:
    _mistaken(people.ratana, people.chan)
    counts, withdrawn = _certificate(people.sokha), _certificate(people.ratana)
    listed = _text(chan, MANY)
    assert "2 certificates" in listed
    assert "Print 1 certificate (PDF)" in listed
    for act, chosen in (("print-all", []), ("print", [counts.code, withdrawn.code])):
        assert _send(chan, MANY, MANY, act=act, code=chosen)[0] == 303
        job = session.scalars(select(jobs.Job).where(jobs.Job.kind == bulk_print.KIND)).all()[-1]
        assert job.args["certificates"] == [counts.id]
        page = _text(chan, f"{MANY}print/{job.id}/")
        assert "1 certificate is left out: it was withdrawn, because its record was corrected." in page
        assert codes.grouped(withdrawn.code) in page, "which one it is"
    status, page = _send(chan, MANY, MANY, act="print", code=withdrawn.code)
    assert (status, "None of these certificates can be printed" in page) == (422, True)


def test_a_print_is_not_given_once_a_certificate_in_it_is_revoked(
    app: Flask, chan: StrictClient, people: People
) -> None:
    _send(chan, MANY, MANY, act="print-all")
    jobs.run_due(app)
    job = session.scalars(select(jobs.Job).where(jobs.Job.kind == bulk_print.KIND)).one()
    with day(TODAY):
        assert chan.get(f"{MANY}print/{job.id}.pdf").status_code == 200
        achievements.revoke(people.sokha, AWARD, reason="Sat it for a friend", actor=people.chan)
        session.commit()
        assert chan.get(f"{MANY}print/{job.id}.pdf").status_code == 404
    assert "This file is no longer kept." in _text(chan, f"{MANY}print/{job.id}/")
    _send(chan, MANY, MANY, act="print-all")
    again = session.scalars(select(jobs.Job).where(jobs.Job.kind == bulk_print.KIND)).all()[-1]
    assert "1 certificate is left out: it was revoked." in _text(chan, f"{MANY}print/{again.id}/")
    with day(TODAY):
        assert "Print 1 certificate (PDF)" in _text(chan, MANY)


def test_a_certificate_that_does_not_count_is_not_opened(chan: StrictClient, people: People) -> None:
    address = f"/en/records/KH-1002/certificates/{codes.grouped(_certificate(people.ratana).code)}.pdf"
    _mistaken(people.ratana, people.chan)
    page = _text(chan, address, 410)
    assert "Withdrawn: the record behind this certificate was corrected." in page
    assert 'href="/en/records/KH-1002/certificates/"' in page


def test_of_a_withdrawn_certificate_without_a_name_there_is_no_paper(
    chan: StrictClient, people: People
) -> None:
    """Its code still says that it was withdrawn; as a file it is not there, as any other of whoever was removed."""
    certificate = _certificate(people.ratana)
    address = f"/en/records/KH-1002/certificates/{codes.grouped(certificate.code)}.pdf"
    _mistaken(people.ratana, people.chan)
    personal_data.blank([people.ratana.id], Path(chan.application.instance_path))
    session.commit()
    assert verification.state_of(certificate, date(2026, 11, 24)) == "withdrawn"
    assert chan.get(address).status_code == 404


def test_chan_reissues_the_chosen_ones_once_it_is_confirmed(chan: StrictClient, people: People) -> None:
    code = _certificate(people.sokha).code
    status, page = _send(chan, MANY, MANY, act="reissue", code=code)
    assert (status, "Please confirm" in page) == (422, True)
    assert f'value="{code}" checked' in page  # nothing chosen is lost
    assert _send(chan, MANY, MANY, act="reissue", code=code, confirmed="1")[0] == 303
    session.expire_all()
    assert (_certificate(people.sokha).edition, _certificate(people.ratana).edition) == (2, 1)


def test_the_list_says_which_name_is_printed_where_sokha_is_called_otherwise_by_now(
    chan: StrictClient, people: People
) -> None:
    old = _certificate(people.sokha).name
    assert "Printed name" not in _text(chan, MANY)
    people.sokha.name = "សុខា កែវ"
    session.commit()
    page = _text(chan, MANY)
    assert f"Printed name: {old}" in page
    assert page.count("Printed name") == 1
    assert f'href="{OF_SOKHA}">Reissue with the name of today</a>' in page
    code = _certificate(people.sokha).code
    _send(chan, MANY, MANY, act="reissue", code=code, confirmed="1")
    session.expire_all()
    assert "Printed name" not in _text(chan, MANY)


def test_what_was_withdrawn_has_its_printed_name_and_no_way_to_reissue(
    chan: StrictClient, people: People
) -> None:
    people.sokha.name = "សុខា កែវ"
    _mistaken(people.sokha, people.chan)
    page = _text(chan, MANY)
    assert "Printed name" in page
    assert "Reissue with the name of today" not in page  # it was withdrawn: there is nothing to reissue


def test_nothing_chosen_is_said(chan: StrictClient) -> None:
    status, page = _send(chan, MANY, MANY, act="print")
    assert (status, "Please choose at least one certificate." in page) == (422, True)


@pytest.mark.parametrize("language", ["km", "lo", "th"])
def test_the_pages_open_in_every_language(chan: StrictClient, language: str) -> None:
    assert "សុខា" in _text(chan, f"/{language}/records/certificates/?branch=KH-12&module=pss&page=9")
    assert "សុខា" in _text(chan, f"/{language}/records/KH-1001/certificates/")


@pytest.mark.parametrize(("state", "shown"), [("valid", "KH-1001"), ("withdrawn", "KH-1002")])
def test_chan_narrows_the_list_to_a_state(chan: StrictClient, people: People, state: str, shown: str) -> None:
    _mistaken(people.ratana, people.chan)
    assert set(re.findall(r"KH-100[12]", _text(chan, MANY))) == {"KH-1001", "KH-1002"}
    page = _text(chan, f"{MANY}?state={state}")
    assert set(re.findall(r"KH-100[12]", page)) == {shown}
    assert f'value="{state}" selected' in page
    for other in ("expired", "revoked"):
        assert "No certificate is in this state." in _text(chan, f"{MANY}?state={other}")
    assert "There is no such status." in _text(chan, f"{MANY}?state=lost", 422)


def test_a_state_is_the_same_in_the_list_and_in_the_database(chan: StrictClient, people: People) -> None:
    with day("2026-11-25"):
        achievements.revoke(people.sokha, AWARD, reason="Because", actor=people.chan)
    session.commit()
    every = queries.Choice(frozenset({people.sokha.unit_id, people.ratana.unit_id}))
    for on in (date(2026, 11, 25), date(2031, 1, 1)):
        for paper in queries.first(every, 9, on):
            state = verification.state_of(paper, on)
            assert paper in queries.first(replace(every, state=state), 9, on)
            others = {"valid", "expired", "revoked", "withdrawn"} - {state}
            for other in others:
                assert paper not in queries.first(replace(every, state=cast("State", other)), 9, on)


def test_who_reissues_a_selection_reads_which_of_them_does_not_count(
    chan: StrictClient, people: People
) -> None:
    _mistaken(people.ratana, people.chan)
    counts, withdrawn = _certificate(people.sokha), _certificate(people.ratana)
    chosen = [counts.code, withdrawn.code]
    status, page = _send(chan, MANY, MANY, act="reissue", confirmed="1", code=chosen)
    assert status == 422
    assert f"cannot be reissued: {codes.grouped(withdrawn.code)}." in page
    assert _certificate(people.sokha) == counts


def test_the_latin_name_that_a_certificate_carries_stands_beside_the_other(
    chan: StrictClient, people: People
) -> None:
    paper = _certificate(people.sokha)
    paper.latin_name = "Sokha Printed"
    session.commit()
    assert f"Printed name: {paper.name} · Sokha Printed" in _text(chan, OF_SOKHA)
