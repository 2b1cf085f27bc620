"""Erasing: nothing of the person is left anywhere, and the totals of the past are what they were."""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from lms import db, jobs
from lms.accounts.models import Person
from lms.accounts.queries.people import merged_ids
from lms.audit import AuditLine
from lms.certificates.domain import codes
from lms.config import settings_of
from lms.db import Base, session
from lms.errors import RuleBroken
from lms.imports.models import ListImport, ListRow
from lms.imports.services import imports
from lms.privacy.models import ErasureRequest
from lms.privacy.services import erasure, requests
from lms.records.models import Certification, LedgerEntry
from lms.records.services import achievements
from lms.reports.domain import training_counts
from lms.reports.queries import trainings
from lms.reports.queries.trainings import TrainingQuery
from tests.client import StrictClient
from tests.engines import ON_SQLITE
from tests.people import SECRET, People
from tests.privacy import everywhere, lives
from tests.privacy.conftest import written
from tests.privacy.lives import Life
from tests.records.history import day, passes, projection_rows

# Words of the inventory: what has one of these is to be gone.
GOING = {"until-erased", "old-card", "old-failures", "closed-import", "old-lookup", "old-reminder"}
NOTHING: tuple[object, ...] = (None, "", b"", [], {})

# Three letters that nobody else's name holds.
LATIN_PIECE, NAME_PIECE = "phe", "ចន្"


def request_of(person: Person) -> ErasureRequest:
    request = requests.open_request_of(person)
    assert request is not None
    return request


def erase(app: Flask, life: Life) -> None:
    """Chan erases the person in the browser."""
    client = StrictClient(app, app.response_class)
    with day("2026-02-05"):
        client.sign_in(life.people.chan.number)
        address = f"/en/people/erasures/{request_of(life.person).id}/"
        assert client.send(address, {"answer": "erase", "sure": "2"}).status_code == 303
        for page in ("/en/people/erasures/", address, "/en/records/", "/en/people/"):
            assert client.get(page).status_code == 200
        jobs.run_due(app)
    session.expire_all()


def totals() -> Counter[tuple[object, ...]]:
    """How many facts there are by module, kind, day, branch and sex."""
    rows = session.execute(
        select(
            LedgerEntry.award, LedgerEntry.kind, LedgerEntry.effective_on, LedgerEntry.unit_id, Person.sex
        ).join(Person, Person.id == LedgerEntry.person_id)
    )
    return Counter(tuple(row) for row in rows)


def figures() -> training_counts.Counted:
    """All figures for donors, by everything that they are broken down by."""
    units = frozenset(session.scalars(select(LedgerEntry.unit_id)))
    return trainings.count(
        TrainingQuery(units, date(2020, 1, 1), date(2030, 1, 1), trainings.awards_taught())
    )


def test_after_erasing_nothing_of_the_person_is_found_anywhere(
    app: Flask, life: Life, caplog: pytest.LogCaptureFixture
) -> None:
    instance = settings_of(app).instance
    found = everywhere.hits(everywhere.database_texts(), lives.TRACES)
    # The search finds what there is to find, in every place that holds something now.
    places = {place.split(".")[0] for place, _ in found} - {"person_search", "person_search_data"}
    assert places == {
        *("person", "former_number", "passkey", "oidc_account", "certificate", "merge"),
        *("roster_import", "roster_row"),
        *("job", "reported_total", "erasure_request", "workshop", "workshop_walk_in"),
    }
    kept = everywhere.hits(everywhere.file_texts(instance), lives.TRACES)
    # Of lists that are dealt with a phone stays as it is stored, and no sign more.
    everything = set(lives.TRACES) - {"name without space", "phone as typed"}
    assert {what for _, what in (*found, *kept)} >= everything
    assert {"name in Latin letters", "another spelling"} <= {what for _, what in kept}
    erase(app, life)
    assert everywhere.hits(everywhere.database_texts(), lives.TRACES) == []
    assert everywhere.hits(everywhere.file_texts(instance), lives.TRACES) == []
    log = (("log", line) for line in (*life.log, *written(caplog)))
    assert everywhere.hits(log, lives.TRACES) == []


def test_the_person_of_these_tests_has_a_value_in_every_column_that_goes(life: Life) -> None:
    """After a new column: give it a value in lives.py. What is empty before proves nothing by being empty after."""
    held = session.get_one(Person, life.person.id)
    goes = [
        column.name
        for column in Person.__table__.columns
        if "personal" in column.info and column.info["personal"].kept == "until-erased"
    ]
    assert "phone" in goes
    assert [name for name in goes if getattr(held, name) in (None, "", b"")] == []


def test_after_erasing_no_certificate_of_the_person_lies_anywhere(app: Flask, life: Life) -> None:
    """Letters of our scripts come out of a PDF in pieces: so the files themselves have to be gone."""
    folder: Path = settings_of(app).instance
    assert {path.stem for path in (folder / "certificates").iterdir()} & set(life.codes)
    erase(app, life)
    assert [path for path in folder.rglob("*") if path.stem in life.codes] == []
    assert list((folder / "imports").iterdir()) == []


@ON_SQLITE
def test_after_erasing_the_file_of_the_database_holds_nothing_between_its_rows(
    app: Flask, life: Life
) -> None:
    """Neither in free pages nor in the log of SQLite; those of PostgreSQL are its own, autovacuum clears them."""
    file = Path(db.db.engine.url.database or "")
    searched = everywhere.bytes_of(lives.TRACES)

    def found() -> set[str]:
        session.remove()
        content = b"".join(path.read_bytes() for path in sorted(file.parent.glob(f"{file.name}*")))
        return {what for what, forms in searched.items() if any(form in content for form in forms)}

    assert found() >= {*("name", "name in Latin letters", "number", "phone", "e-mail", "order of the name")}
    erase(app, life)
    assert found() == set()


def pieces_of_names() -> set[str]:
    """What the index of names holds: PostgreSQL's follows the column, SQLite's has tables of its own."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(
            text("CREATE VIRTUAL TABLE IF NOT EXISTS temp.pieces USING fts5vocab(main, person_search, row)")
        )
        found = set(session.scalars(text("SELECT term FROM temp.pieces")))
        session.commit()
        return found
    kept = session.scalars(text("SELECT person_search_pieces(search_key)::text FROM person"))
    return {piece for key in kept for piece in key.replace("'", "").split(" ")}


def test_after_erasing_the_index_of_names_holds_no_piece_of_the_name(app: Flask, life: Life) -> None:
    theirs = {LATIN_PIECE, NAME_PIECE}
    assert theirs <= pieces_of_names()
    erase(app, life)
    assert pieces_of_names() & theirs == set()


@ON_SQLITE
def test_an_index_made_by_an_older_sqlite_is_tidied(app: Flask, life: Life) -> None:
    """Before 3.42 it kept the pieces of names that were removed: Debian 12 has such a one."""
    session.execute(text("INSERT INTO person_search(person_search, rank) VALUES ('secure-delete', 0)"))
    session.commit()
    erase(app, life)
    raw = session.scalars(text("SELECT block FROM person_search_data")).all()
    assert LATIN_PIECE not in " ".join(bytes(block).decode(errors="replace") for block in raw)
    assert pieces_of_names() & {LATIN_PIECE, NAME_PIECE} == set()


def test_after_erasing_the_totals_are_what_they_were(app: Flask, life: Life) -> None:
    before, rows = totals(), session.scalar(select(func.count()).select_from(Certification))
    donors = figures()
    assert {key[0] for key in before} >= {"pss", "cea", "hiv"}
    assert {key.ages for key in donors.trainings} == {"25-34"}
    erase(app, life)
    assert totals() == before
    assert figures() == donors
    assert session.scalar(select(func.count()).select_from(Certification)) == rows
    kept = projection_rows()
    with day("2026-02-05"):
        achievements.rebuild()
    assert projection_rows() == kept


def test_what_is_said_to_go_is_gone(app: Flask, life: Life) -> None:
    """The inventory's word against every column: nothing stays of what is kept until somebody is erased."""
    ids = merged_ids(life.person)
    erase(app, life)
    left = []
    for table in Base.metadata.sorted_tables:
        owners = ("id",) if table.name == "person" else ("person_id", "kept_id")
        owner = next((one for one in owners if one in table.columns), None)
        going = [
            column
            for column in table.columns
            if "personal" in column.info and column.info["personal"].kept in GOING
        ]
        if not going or owner is None:
            continue
        for row in session.execute(select(*going).where(table.columns[owner].in_(ids))):
            left += [str(column) for column, value in zip(going, row, strict=True) if value not in NOTHING]
    # A line of a list and a number stay as the place of somebody; what they hold is empty, or made of an id.
    assert set(left) == {
        *("person.number", "person.number_key", "person.search_key", "roster_row.person_id"),
        "roster_row.before",
    }
    numbers = session.scalars(select(Person.number).where(Person.id.in_(ids)))
    assert set(numbers) == {f"ERASED-{one}" for one in ids}
    kept = session.scalars(select(ListRow.before).where(ListRow.person_id.in_(ids))).all()
    assert {key for before in kept for key in before} <= {"entries"}


def test_a_check_of_the_paper_says_that_the_holders_data_were_removed(
    app: Flask, client: StrictClient, life: Life
) -> None:
    erase(app, life)
    for code in life.codes:
        page = unescape(client.get(f"/verify/{codes.grouped(code)}?language=en").get_data(as_text=True))
        assert "The holder's data were removed" in page
        assert "Valid" not in page.replace("Valid until</dt>", "")


def test_who_was_erased_can_no_longer_sign_in_and_is_on_no_list(
    app: Flask, client: StrictClient, life: Life
) -> None:
    theirs = StrictClient(app, app.response_class)
    theirs.sign_in(lives.NUMBER)
    erase(app, life)
    assert theirs.get("/en/me/").status_code == 302  # the phone that was still signed in
    person = session.get_one(Person, life.person.id)
    assert (person.active, person.pin_hash, person.name) == (False, None, "")
    client.sign_in(life.people.chan.number)
    for address in ("/en/records/", "/en/people/"):
        assert client.get(f"{address}{person.number}/").status_code == 404
        assert person.number not in client.get(address).get_data(as_text=True)


def test_a_line_about_somebody_else_stays(app: Flask, life: Life) -> None:
    erase(app, life)
    given = session.scalars(select(ListRow.given).order_by(ListRow.id)).all()
    # KH-88009 came in by a list that was undone: of those whom that removed nothing is left either.
    assert [line["number"] for line in given if line] == ["KH-88001", "KH-88002"]
    assert all(candidates == [] for candidates in session.scalars(select(ListRow.candidates)))


def test_a_list_can_still_be_undone_after_somebody_on_it_was_erased(app: Flask, life: Life) -> None:
    first, trained = (roster_of(life, name) for name in (lives.DONE, lives.TRAININGS))
    # A training whose certificate was extended stays: Chan has taken the extension back.
    for entry in achievements.entries_of(life.person.id):
        if (entry.kind, entry.award) == ("extended", "cea"):
            achievements.correct(entry, reason="no flood there", actor=life.people.chan)
    session.commit()
    erase(app, life)
    for list_import in (first, trained):
        imports.undo(list_import, reason="the wrong list", actor=life.people.chan)
        session.commit()
        jobs.run_due(app)
        session.expire_all()
        assert list_import.state == "undone"
    assert session.scalar(select(Person.id).where(Person.number == "KH-88001")) is None
    corrected = select(LedgerEntry.person_id).where(LedgerEntry.corrects_id.is_not(None))
    assert life.person.id in session.scalars(corrected).all()


def test_lists_that_wait_and_name_the_person_are_dropped_with_their_files(app: Flask, life: Life) -> None:
    waiting = [roster_of(life, name) for name in (lives.OPEN, lives.SPELLED)]
    erase(app, life)
    assert [list_import.state for list_import in waiting] == ["dropped", "dropped"]


def roster_of(life: Life, file_name: str) -> ListImport:
    return session.scalars(select(ListImport).filter_by(file_name=file_name)).one()


def test_the_audit_names_nobody_but_knows_that_chan_erased(app: Flask, life: Life) -> None:
    erase(app, life)
    line = session.scalars(select(AuditLine).filter_by(act="privacy.erased")).one()
    assert (line.actor_id, line.record_id) == (life.people.chan.id, str(life.person.id))


@pytest.mark.parametrize(
    "reason",
    ["Sokha was ill", "see the list of sokha, 2025", "សុខា​ចូលរួម", "volunteer kh 1001", "KH-១០០១"],
)
def test_the_ledger_takes_no_reason_that_names_the_person(people: People, reason: str) -> None:
    """What is written there cannot be taken back when somebody is erased."""
    with pytest.raises(RuleBroken, match="names-somebody"):
        achievements.record_past_training(
            people.sokha,
            "pss",
            on=date(2025, 1, 1),
            source="a list",
            reason=reason,
            actor=people.chan,
            result="passed",
        )
    with pytest.raises(RuleBroken, match="names-somebody"):
        achievements.record_past_training(
            people.sokha,
            "pss",
            on=date(2025, 1, 1),
            source=reason,
            reason="on paper",
            actor=people.chan,
            result="passed",
        )


def test_a_word_that_only_holds_the_letters_of_a_name_is_fine(people: People) -> None:
    achievements.record_past_training(
        people.chan,
        "pss",
        on=date(2025, 1, 1),
        source="list of the merchants",
        reason="a change",
        actor=None,
        result="passed",
    )


def test_a_paper_that_is_being_drawn_while_its_holder_is_erased_does_not_stay(
    app: Flask, people: People
) -> None:
    settings = settings_of(app)
    shutil.rmtree(settings.instance / "certificates", ignore_errors=True)
    with day("2026-02-03"):
        passes(people.ratana, "a-1")
        request = requests.ask_erasure(people.ratana, actor=people.ratana)
        session.commit()
        erasure.erase(request, actor=people.chan, folder=settings.instance, secret=SECRET)
        session.commit()
        jobs.run_due(app)  # the drawing was queued before
    assert list((settings.instance / "certificates").glob("*.pdf")) == []
