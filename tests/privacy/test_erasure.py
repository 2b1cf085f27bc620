"""Erasing: nothing of the person is left anywhere, and the totals of the past are what they were."""

from __future__ import annotations

import logging
import shutil
from collections import Counter
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from lms import clock, db, jobs
from lms.accounts.models import Person
from lms.audit import AuditLine
from lms.certificates import codes
from lms.db import session
from lms.errors import RuleBroken
from lms.privacy import erasing, service
from lms.privacy.models import ErasureRequest
from lms.records import service as records
from lms.records.models import Certification, LedgerEntry
from lms.rosters.models import RosterRow
from tests.client import StrictClient
from tests.people import SECRET, People
from tests.privacy import everywhere, lives
from tests.privacy.lives import Life
from tests.records.history import day, passes, projection_rows

# Three letters that nobody else's name holds.
LATIN_PIECE, NAME_PIECE = "phe", "ចន្"


@pytest.fixture
def life(app: Flask, people: People, caplog: pytest.LogCaptureFixture) -> Life:
    caplog.set_level(logging.DEBUG)
    # The folder is that of the whole session: what other tests drew is not of this person.
    for folder in ("certificates", "imports"):
        shutil.rmtree(app.extensions["sala.settings"].instance / folder, ignore_errors=True)
    return lives.live(app, people)


def request_of(person: Person) -> ErasureRequest:
    request = service.open_request_of(person)
    assert request is not None
    return request


def erase(app: Flask, people: People, life: Life) -> None:
    """Chan erases the person in the browser."""
    client = StrictClient(app, app.response_class)
    client.sign_in(people.chan.number)
    address = f"/en/people/erasures/{request_of(life.person).id}/"
    assert client.send(address, {"answer": "erase"}).status_code == 303
    for page in ("/en/people/erasures/", address, "/en/records/", "/en/people/"):
        assert client.get(page).status_code == 200
    jobs.run_due(app)


def totals() -> Counter[tuple[object, ...]]:
    """How many facts there are by module, kind, day, branch and sex."""
    rows = session.execute(
        select(
            LedgerEntry.award, LedgerEntry.kind, LedgerEntry.effective_on, LedgerEntry.unit_id, Person.sex
        ).join(Person, Person.id == LedgerEntry.person_id)
    )
    return Counter(tuple(row) for row in rows)


def test_after_erasing_nothing_of_the_person_is_found_anywhere(
    app: Flask, people: People, life: Life, caplog: pytest.LogCaptureFixture
) -> None:
    instance = app.extensions["sala.settings"].instance
    found = everywhere.hits(everywhere.database_texts(), lives.TRACES)
    # The search finds what there is to find, in every place that holds something now.
    places = {place.split(".")[0] for place, _ in found} - {"person_search"}
    assert places == {"person", "certificate", "merge", "roster_import", "roster_row"}
    assert {what for _, what in found} >= set(lives.TRACES) - {"phone without code", "name without space"}
    assert everywhere.hits(everywhere.file_texts(instance), lives.TRACES)
    with day("2026-02-05"):
        erase(app, people, life)
    assert everywhere.hits(everywhere.database_texts(), lives.TRACES) == []
    assert everywhere.hits(everywhere.file_texts(instance), lives.TRACES) == []
    log = ((record.name, record.getMessage()) for record in caplog.records)
    assert everywhere.hits(log, lives.TRACES) == []


def test_after_erasing_the_file_of_the_database_holds_nothing_between_its_rows(
    app: Flask, people: People, life: Life
) -> None:
    file = db.db.engine.url.database or ""
    if db.db.engine.dialect.name != "sqlite":
        return  # the pages of PostgreSQL are its own: autovacuum clears them

    def found() -> list[str]:
        content = b"".join(
            path.read_bytes() for path in sorted(Path(file).parent.glob(Path(file).name + "*"))
        )
        return [
            what
            for what in ("name", "name in Latin letters", "phone", "e-mail")
            if lives.TRACES[what].encode() in content
        ]

    assert len(found()) == 4
    with day("2026-02-05"):
        erase(app, people, life)
    session.remove()
    assert found() == []


def test_after_erasing_the_index_of_names_holds_no_piece_of_the_name(
    app: Flask, people: People, life: Life
) -> None:
    """PostgreSQL's follows the column; SQLite's is a table with pieces of three letters."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("CREATE VIRTUAL TABLE temp.pieces USING fts5vocab(main, person_search, row)"))
        session.commit()

    def pieces() -> set[str]:
        if session.get_bind().dialect.name == "sqlite":
            return set(session.scalars(text("SELECT term FROM temp.pieces")))
        kept = session.scalars(text("SELECT person_search_pieces(search_key)::text FROM person"))
        return {piece for key in kept for piece in key.replace("'", "").split(" ")}

    theirs = {LATIN_PIECE, NAME_PIECE}
    assert theirs <= pieces()
    with day("2026-02-05"):
        erase(app, people, life)
    assert pieces() & theirs == set()


def test_after_erasing_the_totals_are_what_they_were(app: Flask, people: People, life: Life) -> None:
    before, rows = totals(), session.scalar(select(func.count()).select_from(Certification))
    assert {key[0] for key in before} >= {"pss", "cea"}
    with day("2026-02-05"):
        erase(app, people, life)
        assert totals() == before
        assert session.scalar(select(func.count()).select_from(Certification)) == rows
        kept = projection_rows()
        records.rebuild()
        assert projection_rows() == kept


def test_a_check_of_the_paper_says_that_the_holders_data_were_removed(
    app: Flask, people: People, client: StrictClient, life: Life
) -> None:
    with day("2026-02-05"):
        erase(app, people, life)
        for code in life.codes:
            page = unescape(client.get(f"/verify/{codes.grouped(code)}?language=en").get_data(as_text=True))
            assert "The holder's data were removed" in page
            assert "Valid" not in page.replace("Valid until</dt>", "")


def test_who_was_erased_can_no_longer_sign_in_and_is_on_no_list(
    app: Flask, people: People, client: StrictClient, life: Life
) -> None:
    with day("2026-02-05"):
        erase(app, people, life)
        person = session.get_one(Person, life.person.id)
        assert (person.active, person.pin_hash, person.name, person.number) == (
            *(False, None, ""),
            f"ERASED-{person.id}",
        )
        client.sign_in(people.chan.number)
        assert client.get(f"/en/records/{person.number}/").status_code == 404
        assert person.number not in client.get("/en/records/").get_data(as_text=True)
        assert client.get(f"/en/people/{person.number}/").status_code == 404


def test_a_line_about_somebody_else_stays_but_no_longer_points_to_the_erased(
    app: Flask, people: People, life: Life
) -> None:
    with day("2026-02-05"):
        erase(app, people, life)
    rows = session.scalars(select(RosterRow).order_by(RosterRow.line)).all()
    assert [row.given for row in rows] == [{}, {}, {"name": "Ratana"}]
    assert [row.candidates for row in rows] == [[], [], []]


def test_the_audit_names_nobody_but_knows_that_chan_erased(app: Flask, people: People, life: Life) -> None:
    with day("2026-02-05"):
        erase(app, people, life)
    line = session.scalars(select(AuditLine).filter_by(act="privacy.erased")).one()
    assert (line.actor_id, line.record_id) == (people.chan.id, str(life.person.id))


@pytest.mark.parametrize(
    "reason",
    ["Sokha was ill", "see the list of sokha, 2025", "សុខា​ចូលរួម", "volunteer kh 1001", "KH-១០០១"],
)
def test_the_ledger_takes_no_reason_that_names_the_person(people: People, reason: str) -> None:
    """What is written there cannot be taken back when somebody is erased."""
    with pytest.raises(RuleBroken, match="names-somebody"):
        records.record_past_training(
            people.sokha, "pss", on=date(2025, 1, 1), source="a list", reason=reason, actor=people.chan
        )
    with pytest.raises(RuleBroken, match="names-somebody"):
        records.record_past_training(
            people.sokha, "pss", on=date(2025, 1, 1), source=reason, reason="on paper", actor=people.chan
        )


def test_a_word_that_only_holds_the_letters_of_a_name_is_fine(people: People) -> None:
    records.record_past_training(
        people.chan, "pss", on=date(2025, 1, 1), source="list of the merchants", reason="a change", actor=None
    )


# --- asking and answering -----------------------------------------------------------------------------------


def test_sokha_asks_and_takes_it_back(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1001")
    token = {"csrf_token": client.token("/en/me/data/")}
    with day("2026-03-01"):
        for _ in range(2):  # a double tap is one request
            assert client.post("/en/me/data/erasure/", data=token).status_code == 303
        page = client.get("/en/me/data/").get_data(as_text=True)
    assert "31 March 2026" in page
    client.post("/en/me/data/erasure/", data={**token, "withdraw": "1"})
    assert [row.outcome for row in session.scalars(select(ErasureRequest))] == ["withdrawn"]
    assert service.open_request_of(people.sokha) is None
    service.withdraw_erasure(people.sokha)


def test_chan_refuses_with_a_reason_that_sokha_is_told(
    client: StrictClient, app: Flask, people: People
) -> None:
    request = service.ask_erasure(people.sokha, actor=people.sokha)
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


def test_a_request_is_answered_once_and_not_by_the_one_who_asked(app: Flask, people: People) -> None:
    request = service.ask_erasure(people.chan, actor=people.chan)
    settings = app.extensions["sala.settings"]
    with pytest.raises(RuleBroken, match="own-request"):
        erasing.erase(request, actor=people.chan, folder=settings.instance, secret=SECRET)
    other = service.ask_erasure(people.sokha, actor=people.chan)
    service.refuse_erasure(other, reason="a reason", actor=people.chan)
    with pytest.raises(RuleBroken, match="already-decided"):
        erasing.erase(other, actor=people.chan, folder=settings.instance, secret=SECRET)


def test_somebody_without_a_phone_asks_chan_who_writes_it_down(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1200")
    assert client.send("/en/people/erasures/", {"number": "kh-1001"}).status_code == 303
    assert client.send("/en/people/erasures/", {"number": "TH-1001"}).status_code == 422
    page = client.get("/en/people/erasures/").get_data(as_text=True)
    assert "សុខា" in page
    assert "overdue" not in page
    with clock.frozen(clock.now() + 2 * service.ANSWER_WITHIN):
        assert "overdue" in client.get("/en/people/erasures/").get_data(as_text=True)


def test_dao_sees_no_request_of_another_society(client: StrictClient, people: People) -> None:
    request = service.ask_erasure(people.sokha, actor=people.sokha)
    session.commit()
    client.sign_in("TH-1200")
    assert "សុខា" not in client.get("/en/people/erasures/").get_data(as_text=True)
    assert client.get(f"/en/people/erasures/{request.id}/").status_code == 404
    token = {"csrf_token": client.token("/en/people/erasures/"), "answer": "erase"}
    assert client.post(f"/en/people/erasures/{request.id}/", data=token).status_code == 404
    assert people.sokha.name == "សុខា"


def test_a_paper_that_is_being_drawn_while_its_holder_is_erased_does_not_stay(
    app: Flask, people: People
) -> None:
    settings = app.extensions["sala.settings"]
    shutil.rmtree(settings.instance / "certificates", ignore_errors=True)
    with day("2026-02-03"):
        passes(people.ratana, "a-1")
        request = service.ask_erasure(people.ratana, actor=people.ratana)
        session.commit()
        erasing.erase(request, actor=people.chan, folder=settings.instance, secret=SECRET)
        session.commit()
        jobs.run_due(app)  # the drawing was queued before
    assert list((settings.instance / "certificates").glob("*.pdf")) == []
