"""Papers of a workshop: who stands on them, how much room there is, what the pack leaves out."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from lms import clock
from lms.audit import AuditLine
from lms.config import settings_of
from lms.db import session
from lms.handbooks import services as handbooks
from lms.quizzes.models import PaperKeyOpening
from lms.quizzes.services import paper_forms
from lms.workshops.domain.sheets import free_rows, is_across, tables_of
from lms.workshops.models import WorkshopBranch
from lms.workshops.presenters.sheets import poster_texts, printed_workshop
from lms.workshops.queries.roster import roster_of
from lms.workshops.rendering import sheets
from lms.workshops.services.roster import add_people
from tests.client import StrictClient
from tests.pdfs import text_of
from tests.people import People
from tests.workshops.planned import MONDAY, UUID, everywhere, planned

PAPERS = f"/en/workshops/{UUID}/papers/"


@pytest.mark.parametrize(
    ("half_days", "tables", "across"),
    [(1, [1], False), (3, [3], False), (4, [4], True), (6, [6], True), (7, [4, 3], True), (12, [6, 6], True)],
)
def test_a_thumb_has_room_in_each_half_day(half_days: int, tables: list[int], across: bool) -> None:
    cut = tables_of(range(half_days))
    assert [len(one) for one in cut] == tables
    assert any(is_across(len(one)) for one in cut) is across


def test_a_workshop_without_half_days_has_no_table() -> None:
    assert tables_of([]) == []


@pytest.mark.parametrize(("people", "rows"), [(0, 5), (30, 5), (31, 6), (120, 20)])
def test_there_are_free_rows_for_walk_ins(people: int, rows: int) -> None:
    assert free_rows(people) == rows


def names_in(content: bytes) -> dict[str, bytes]:
    """The files of a zip."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


@pytest.mark.parametrize("language", ["en", "km", "lo", "th"])
def test_the_sheet_is_drawn_in_each_language_with_each_name_in_its_own_script(
    app: Flask, people: People, language: str
) -> None:
    workshop = planned(people, days=[(MONDAY, "day")])
    add_people(workshop, [people.sokha, people.malee], actor=people.bopha)
    with app.test_request_context(f"/{language}/"):
        values = printed_workshop(workshop, roster_of(workshop), everywhere(), language)
        drawn = sheets.sign_in_sheet(values)
        listed = sheets.roster(values)
        wall = sheets.poster(
            "PFA", "Phnom Penh", "https://sala.example.org/check-in/", poster_texts(), language
        )
    for pdf in (drawn, listed):
        assert "KH-1001" in text_of(pdf)
        assert "TH-1001" in text_of(pdf)
    assert "sala.example.org/check-in/" in text_of(wall)


def test_bopha_takes_out_the_names_of_her_branches_alone(client: StrictClient, people: People) -> None:
    workshop = planned(people, days=[(clock.today(), "am")])
    workshop.branches.append(WorkshopBranch(unit_id=people.malee.unit_id))
    add_people(workshop, [people.sokha, people.malee], actor=people.bopha)
    session.commit()
    client.sign_in("KH-1100")
    answer = client.send(f"{PAPERS}sign-in.zip", form=PAPERS)
    files = names_in(answer.data)
    assert list(files) == ["sign-in-km.pdf"]
    text = text_of(files["sign-in-km.pdf"])
    assert "KH-1001" in text
    assert "TH-1001" not in text
    line = session.scalars(select(AuditLine).filter_by(act="workshops.papers")).one()
    assert line.facts == {"what": "sign-in"}
    assert client.send(f"{PAPERS}poster.pdf", form=PAPERS).data.startswith(b"%PDF")
    assert client.send(f"{PAPERS}feedback.pdf", form=PAPERS).data.startswith(b"%PDF")


def test_the_key_is_in_the_pack_only_where_it_was_ticked(client: StrictClient, people: People) -> None:
    planned(people, days=[(clock.today(), "am")])
    code = paper_forms.make_form("pss", people.bopha, seed=1)
    paper_forms.make_form("hiv", people.bopha, seed=1)  # of no module of this workshop
    paper_forms.make_form("pss", people.chan, seed=2)  # of somebody else
    session.commit()
    client.sign_in("KH-1100")
    page = client.get(PAPERS).get_data(as_text=True)
    assert "Whoever made a test or has opened its key is not marked by it." in page
    assert page.count('name="test"') == 1
    spoken = paper_forms.find_form(code).spoken
    without = names_in(client.send(f"{PAPERS}pack.zip", {"test": code}, form=PAPERS).data)
    papers = {"sign-in-km.pdf", "list-km.pdf", "poster.pdf", "feedback.pdf"}
    test = {f"pss-{spoken}-questions-km.pdf", f"pss-{spoken}-answers-km.pdf"}
    assert set(without) == papers | test
    with_key = names_in(client.send(f"{PAPERS}pack.zip", {"test": code, "key": "yes"}, form=PAPERS).data)
    assert set(with_key) == papers | test | {f"pss-{spoken}-key-km.pdf"}
    assert session.scalars(select(PaperKeyOpening)).all() == [], "who made it is known to know it"


def test_trainer_packs_are_made_in_the_background_and_stand_in_the_pack_once_they_are(
    app: Flask, client: StrictClient, people: People
) -> None:
    planned(people, days=[(clock.today(), "am")])
    session.commit()
    client.sign_in("KH-1100")
    assert "Not made yet" in client.get(PAPERS).get_data(as_text=True)
    assert client.send(f"{PAPERS}books/", form=PAPERS).status_code == 303
    answer = client.get(PAPERS)
    assert "Being made" in answer.get_data(as_text=True)
    assert answer.headers["Refresh"] == "3"
    state = handbooks.state_of(handbooks.book_of("pss", "km", "trainer-pack"), settings_of(app))
    path: Path = handbooks.path_of(state, settings_of(app))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"%PDF the book")
    try:
        files = names_in(client.send(f"{PAPERS}pack.zip", form=PAPERS).data)
    finally:
        path.unlink()
    assert files["pss-trainer-pack-km.pdf"] == b"%PDF the book"
