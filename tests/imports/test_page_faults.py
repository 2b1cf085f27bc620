"""What goes wrong on the way to a page or from it: slow lines, double taps, full disks, cells that want to run."""

from __future__ import annotations

import errno
import io
from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import func, select, text
from werkzeug.datastructures import FileStorage
from werkzeug.test import stream_encode_multipart

from lms import db, web
from lms.db import session
from lms.imports.domain.values import cell_text
from lms.imports.models import ColumnMatching, ListImport, ListRow
from lms.imports.services import column_matching
from lms.imports.views import import_steps
from lms.text.normalise import for_name
from tests.client import StrictClient
from tests.engines import ON_SQLITE, little_room
from tests.imports import files
from tests.imports.test_pages import DARA, IMPORTS, matched, step, upload
from tests.people import People


@pytest.fixture
def chan(client: StrictClient, people: People) -> StrictClient:
    client.sign_in("KH-1200")
    return client


class SlowLine(io.BytesIO):
    """A file that arrives bit by bit; somebody else does something meanwhile."""

    def __init__(self, content: bytes, meanwhile: Callable[[], None]) -> None:
        super().__init__(content)
        self._meanwhile = meanwhile

    def readinto(self, buffer: Any, /) -> int:
        self._meanwhile()
        return super().readinto(buffer)

    def read(self, size: int | None = -1, /) -> bytes:
        self._meanwhile()
        return super().read(size)


def test_nobody_waits_for_the_database_while_a_file_comes_in_over_a_slow_line(chan: StrictClient) -> None:
    token, written = chan.token(IMPORTS), []

    def write() -> None:
        """Somebody hands in a test on another thread, and waits for nobody."""
        with db.db.engine.connect() as other:
            other.execute(text("UPDATE person SET version = version WHERE number = 'KH-1200'"))
            other.rollback()
        written.append(1)

    file = FileStorage(io.BytesIO(files.xlsx(files.PEOPLE, DARA)), "list.xlsx")
    fields = {"csrf_token": token, "kind": "people", "unit": "khm", "file": file}
    stream, length, boundary = stream_encode_multipart(fields)
    sent = SlowLine(stream.read(), write)
    kind = f'multipart/form-data; boundary="{boundary}"'
    answer = chan.post(IMPORTS, input_stream=sent, content_type=kind, content_length=length)
    assert answer.status_code == 303
    assert written


def test_a_file_that_was_sent_twice_at_one_moment_is_one_import(app: Flask, people: People) -> None:
    content, both = files.xlsx(files.PEOPLE, DARA), Barrier(2)
    found: list[str] = []

    def send() -> None:
        with app.app_context():
            client = StrictClient(app, app.response_class)
            client.sign_in("KH-1200")
            both.wait(timeout=60)
            found.append(str(upload(client, content).location))

    session.commit()
    taps = [Thread(target=send) for _ in range(2)]
    for tap in taps:
        tap.start()
    for tap in taps:
        tap.join()
    assert len(found) == 2
    assert len(set(found)) == 1
    assert session.scalar(select(func.count()).select_from(ListImport)) == 1


def test_a_form_of_another_site_brings_nothing_in(chan: StrictClient) -> None:
    file = (io.BytesIO(files.xlsx(files.PEOPLE, DARA)), "list.xlsx")
    answer = chan.post(IMPORTS, data={"kind": "people", "unit": "khm", "file": file})
    assert answer.status_code == 400
    assert session.scalar(select(func.count()).select_from(ListImport)) == 0


# --- the disk is full -------------------------------------------------------------------------------------------


def test_chan_is_told_when_there_is_no_room_for_the_file(
    chan: StrictClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*, apply_exemptions: bool = False) -> None:
        if not apply_exemptions:
            raise OSError(errno.ENOSPC, "No space left on device")

    token = chan.token(IMPORTS)
    with monkeypatch.context() as disk:
        disk.setattr(web.csrf, "protect", full)  # there the file is received
        answer = chan.post(IMPORTS, data={"csrf_token": token})
    assert answer.status_code == 507
    assert "The disk of the server is full, and nothing was changed." in answer.get_data(as_text=True)


@ON_SQLITE
def test_chan_is_told_when_there_is_no_room_in_the_database_and_the_list_is_as_it_was(
    chan: StrictClient,
) -> None:
    lines = [[f"V-{number}", f"Dara {'a' * 100} {number}"] for number in range(400)]
    address = upload(chan, files.text(["ID", "Name"], *lines)).location
    session.commit()
    with little_room(5):
        answer = step(chan, address, "match", **{"column-1": "number", "column-2": "name"})
    assert answer.status_code == 507
    assert "There is no room left on our side" in answer.get_data(as_text=True)
    assert session.scalars(select(ListImport.state)).all() == ["matching"]
    assert step(chan, address, "match", **{"column-1": "number", "column-2": "name"}).status_code == 303


# --- cells that want to run -------------------------------------------------------------------------------------


def rows_of(list_import: ListImport) -> list[ListRow]:
    asked = select(ListRow).where(ListRow.import_id == list_import.id)
    return list(session.scalars(asked.order_by(ListRow.line)))


FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(A1)", '=HYPERLINK("http://example.org";"x")')


def test_no_cell_of_a_file_that_goes_out_is_a_formula(chan: StrictClient) -> None:
    lines = [[f"V-{place}", formula, "?"] for place, formula in enumerate(FORMULAS)]
    address = matched(chan, files.text(["ID", "Name", "Sex"], *lines))
    table = chan.send(f"{address}failed.csv", form=address).get_data().decode("utf-8-sig")
    for line, formula in zip(table.splitlines()[1:], FORMULAS, strict=True):
        assert f"'{formula[:2]}" in line
    book = load_workbook(io.BytesIO(chan.send(f"{address}failed.xlsx", form=address).data))
    cells = [
        cell for row in book.worksheets[0].iter_rows(min_row=2) for cell in row if cell.value is not None
    ]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert [cell.value for cell in cells if cell.data_type == "n"] == [2, 3, 4, 5, 6]  # the lines
    assert {cell.value for cell in cells} >= set(FORMULAS)


def test_cells_of_lines_that_come_back_are_the_same_when_they_come_in_again(chan: StrictClient) -> None:
    typed = ["\uff1d1+1", " =1+1", "\u200b=1+1", "+855", "a;=1", "Dara"]
    lines = [[f"V-{place}", name, "?"] for place, name in enumerate(typed)]
    first = matched(chan, files.text(["ID", "Name", "Sex"], *lines))
    back = chan.send(f"{first}failed.csv", form=first).get_data()
    for name in typed[:4]:
        assert f",'{name}," in back.decode()
    matched(chan, back)
    before, after = session.scalars(select(ListImport).order_by(ListImport.id))
    names = [
        [cell_text.clean(row.given["name"]) for row in rows_of(list_import)]
        for list_import in (before, after)
    ]
    assert names[0] == names[1] == [for_name(name) for name in typed]


def test_a_formula_of_a_file_that_comes_in_is_never_worked_out(chan: StrictClient) -> None:
    """A workbook whose program has stored no result shows nothing there, and nothing is what is read."""
    address = matched(chan, files.xlsx(["ID", "Name", "Sex"], ["V-1", "=1+1", "F"]))
    page = chan.get(address).get_data(as_text=True)
    assert "Please fill in the name." in page
    assert "=1+1" not in page


# --- what HR sees -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["km", "lo", "th"])
def test_problems_are_said_in_the_language_of_the_reader(chan: StrictClient, language: str) -> None:
    address = matched(chan, files.text(["ID", "Name", "Sex", "Phone"], ["", "", "F", "12"]))
    page = chan.get(address.replace("/en/", f"/{language}/")).get_data(as_text=True)
    for sentence in ("Please fill in the name.", "Please fill in the number", "This phone"):
        assert sentence not in page


def test_a_cell_of_ten_thousand_letters_is_shown_in_part_and_marks_of_direction_not_at_all(
    chan: StrictClient,
) -> None:
    address = matched(
        chan, files.text(["ID", "Name", "Sex"], ["V-1", "ស" * 10_000, "F"], ["V-2", "ស\u202eុខា", "?"])
    )
    page = chan.get(address).get_data(as_text=True)
    assert "longer than 120 characters" in page
    assert "ស" * 131 not in page
    assert "\u202e" not in page
    assert "សុខា" in page


def test_somebody_who_stands_in_a_list_twice_is_asked_about(chan: StrictClient) -> None:
    lines = ([f"V-{number}", "ដារ៉ា", "5/3/1990", "F"] for number in (1, 2))
    address = matched(chan, files.text(["ID", "Name", "Date of birth", "Sex"], *lines))
    page = chan.get(f"{address}?show=undecided").get_data(as_text=True)
    assert "stands in line 2. Is it one person, or two?" in page
    assert 'name="line-3" value="new"' in page
    assert step(chan, address, "choose", **{"line-3": "0"}).status_code == 404
    assert step(chan, address, "choose", **{"line-3": "new"}).status_code == 303
    assert "Bring in 2 lines" in chan.get(address).get_data(as_text=True)


def test_two_lines_for_one_person_are_refused(chan: StrictClient, people: People) -> None:
    lines = (["KH-01001", "Sokkha", "F"], ["V-2", "Sok Ha", "F"])
    address = matched(chan, files.text(["ID", "Name", "Sex"], *lines))
    who = str(people.sokha.id)
    refused = step(chan, address, "choose", **{"line-2": who, "line-3": who})
    assert refused.status_code == 422
    assert "You have chosen the same person for lines 2 and 3." in refused.get_data(as_text=True)
    step(chan, address, "all-first")
    page = chan.get(address).get_data(as_text=True)
    assert "Bring in 1 line" in page


def test_a_list_whose_file_is_lost_says_so_and_can_be_dropped(
    app: Flask, chan: StrictClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lms import jobs
    from lms.imports.services.upload import upload_store

    monkeypatch.setattr(column_matching, "SHORT", 0)
    address = matched(chan, files.text(["ID", "Name", "Sex"], ["V-1", "Dara", "F"]))
    page = chan.get(address)
    assert page.headers["Refresh"] == "3"
    upload_store.remove(address.rstrip("/").rsplit("/", 1)[1])
    jobs.run_due(app)
    page = chan.get(address)
    assert "Refresh" not in page.headers
    assert "no longer kept" in page.get_data(as_text=True)
    assert step(chan, address, "drop").status_code == 303


NUMBERS = {"column-1": "number", "column-2": "name"}
# What no page of ours sends: places and fields that there are not.
CRAFTED: tuple[dict[str, str], ...] = (
    *({f"column-{number}": "phone"} for number in ("0", "3", "77", "999999999", "9" * 40, "x", "-1", "")),
    *({f"column-{number}": "zz\0"} for number in ("2", "6", "999999999")),
    {"column-2": "on"},
    {"line-0": "new", "line-999999999": "first", "line-": "skip", "line-2": "zz\0"},
    {"person": "999999999"},
    {"person": "-1"},
    {"means-1": "KH-12"},
    {"field-999999999": "branch", "key-999999999": "zz\0", "means-999999999": "zz\0"},
    {"sheet": "zz\0", "all-award": "zz\0", "all-on": "zz\0", "source": "zz\0"},
    {"show": "zz\0", "after": "9" * 40},
)


# Those that take a list out of its state come last.
ACTS = sorted(
    (*import_steps._STEPS, "zz\0", ""), key=("sheet", "back", "start", "undo", "drop", "again").__contains__
)


@pytest.mark.parametrize("crafted", CRAFTED, ids=lambda crafted: " ".join(crafted)[:40])
def test_a_step_with_places_and_fields_that_there_are_not_is_refused_or_does_without_them(
    chan: StrictClient, crafted: dict[str, str]
) -> None:
    content, token = files.text(["ID", "Name"], ["V-1", "Dara"]), chan.token(IMPORTS)
    for address in (upload(chan, content).location, matched(chan, content + b"V-2,Pisey\n")):
        for act in ACTS:
            sent = {"csrf_token": token, "act": act, **NUMBERS, **crafted}
            assert chan.post(address, data=sent).status_code in {303, 404, 422}, act
            assert chan.get(address).status_code == 200, act


def test_columns_that_the_table_has_not_are_refused_before_anything_is_stored(chan: StrictClient) -> None:
    address = upload(chan, files.text(["ID", "Name"], ["V-1", "Dara"])).location
    before = session.scalars(select(ListImport.matching)).one()
    for number in ("0", "3", "77", "999999999"):
        refused = step(chan, address, "match", **NUMBERS, **{f"column-{number}": "phone"})
        assert refused.status_code == 422
        assert 'id="columns-error"' in refused.get_data(as_text=True)
    assert step(chan, address, "match", **{**NUMBERS, "column-2": "zz\0"}).status_code == 404
    session.expire_all()
    list_import = session.scalars(select(ListImport)).one()
    assert (list_import.state, list_import.matching, list_import.job_id) == ("matching", before, None)
    assert session.scalars(select(ColumnMatching)).all() == []
    assert step(chan, address, "match", **NUMBERS, **{"column-77": ""}).status_code == 303


def test_nobody_says_at_once_of_more_lines_than_a_page_shows_whom_they_are_about(chan: StrictClient) -> None:
    lines = [[f"V-{line:03}", "សុខា"] for line in range(2, 53)]
    address = matched(chan, files.text(["ID", "Name"], *lines))
    choices = {f"line-{line}": "new" for line in range(2, 53)}
    assert step(chan, address, "choose", **choices).status_code == 404
    assert choices.popitem()
    assert step(chan, address, "choose", **choices).status_code == 303
