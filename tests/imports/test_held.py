"""Nobody waits for a list: while its lines are looked through, others can write."""

from __future__ import annotations

import io
import re
from typing import Final

import pytest
from flask import Flask, request
from sqlalchemy import select

from lms import jobs
from lms.db import session
from lms.imports.domain.candidates import Index
from lms.imports.domain.columns import table_detection
from lms.imports.models import ListImport, ListRow
from lms.imports.services import column_matching, preview
from lms.imports.services.upload import upload_store
from lms.table_files import files
from tests.client import StrictClient
from tests.held import watching
from tests.imports.files import text, xlsx
from tests.people import People

IMPORTS: Final = "/en/people/imports/"
MANY: Final = tuple((f"V-{number:04}", f"សុខ {number}", "F") for number in range(column_matching.SHORT + 1))

# Few lines, with very much in their cells.
WORDY: Final = tuple(
    (f"V-{number:03}", f"{number} {'ក្រុង' * 90}", f"{number} {'ស្រុក' * 60}", "P.P.") for number in range(150)
)


@pytest.fixture
def chan(client: StrictClient, people: People) -> StrictClient:
    client.sign_in("KH-1200")
    return client


@pytest.fixture
def free(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether somebody else could write, each time that all lines of a list were read, looked through or kept."""
    found: list[bool] = []
    written = ("person.version", "roster_import.state", "failed_sign_ins.failures")
    watch = watching(found, app, *written, may_read=True)
    slow = ((table_detection, "find"), (files, "unpacked"), (files, "packed"), (upload_store, "keep"))
    for module, name in (*slow, (preview, "facts_of"), (preview, "groups_of"), (Index, "want")):
        monkeypatch.setattr(module, name, watch(getattr(module, name)))
    return found


def opened(chan: StrictClient, content: bytes) -> str:
    sent = {"kind": "people", "unit": "khm", "file": (io.BytesIO(content), "list.xlsx")}
    return chan.send(IMPORTS, sent).location


def step(chan: StrictClient, address: str, act: str, **more: str) -> int:
    return chan.send(address, {"act": act, **more}).status_code


def chosen(chan: StrictClient, address: str) -> dict[str, str]:
    page = chan.get(address).get_data(as_text=True)
    return dict(re.findall(r'<select id="(column-\d+)".*?<option value="(\w+)" selected', page, re.DOTALL))


def test_others_can_write_while_chan_brings_a_list_in(chan: StrictClient, free: list[bool]) -> None:
    opened(chan, text(("Volunteer number", "Name", "Sex"), *MANY))
    assert free
    assert all(free)


def test_others_can_write_while_chan_says_what_the_columns_are(
    chan: StrictClient, app: Flask, free: list[bool]
) -> None:
    address = opened(chan, text(("Volunteer number", "Name", "What Chan has to explain"), *MANY))
    columns = {"column-1": "number", "column-2": "name", "column-3": "sex"}
    free.clear()
    assert step(chan, address, "match", **columns) == 303
    assert free
    assert all(free)
    free.clear()
    session.commit()
    jobs.run_due(app)
    assert free
    assert all(free)
    assert "Bring in 501 lines" in chan.get(address).get_data(as_text=True)


def test_others_can_write_while_few_lines_with_very_long_cells_are_read(
    chan: StrictClient, app: Flask, free: list[bool]
) -> None:
    headings = ("Volunteer number", "Name", "Family name", "Branch")
    address = opened(chan, text(headings, *WORDY, ["Total", "150", "", ""]))
    columns = {"column-1": "number", "column-2": "name", "column-3": "family_name", "column-4": "branch"}
    steps: list[tuple[str, dict[str, str]]] = [
        ("match", columns),
        ("settle", {"field-1": "branch", "key-1": "pp", "means-1": "KH-12"}),
        ("people", {"person": "152"}),
    ]
    for act, more in steps:
        free.clear()
        assert step(chan, address, act, **more) == 303
        session.commit()
        jobs.run_due(app)
        assert free
        assert all(free), act
        assert "Refresh" not in chan.get(address).headers


def test_others_can_write_while_chan_is_told_what_is_wrong_with_the_columns(
    chan: StrictClient, free: list[bool]
) -> None:
    address = opened(chan, text(("Volunteer number", "Name", "Sex"), *MANY))
    free.clear()
    assert step(chan, address, "match", **{"column-1": "name", "column-2": "name"}) == 422
    assert free
    assert all(free)


def test_others_can_write_while_chan_takes_another_sheet(chan: StrictClient, free: list[bool]) -> None:
    address = opened(chan, xlsx(("Volunteer number", "Name", "Sex"), *MANY, name="People"))
    free.clear()
    assert step(chan, address, "sheet", sheet="People") == 303
    assert free
    assert all(free)


def test_a_list_is_looked_through_once_when_it_is_brought_in(chan: StrictClient, free: list[bool]) -> None:
    """Once to find its table; beside it, it is written down and kept."""
    opened(chan, text(("Volunteer number", "Name", "Sex"), *MANY))
    assert len(free) == 3


def test_columns_that_were_said_while_the_list_was_dropped_bring_nothing_back(
    chan: StrictClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another window drops the list while its lines are looked through."""
    address = opened(chan, text(("Volunteer number", "Name", "Sex"), *MANY))
    columns, find = chosen(chan, address), table_detection.find

    def dropped_meanwhile(*args: object) -> object:
        if request.method == "POST":
            session.scalars(select(ListImport)).one().state = "dropped"
            session.commit()
        return find(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(table_detection, "find", dropped_meanwhile)
    assert step(chan, address, "match", **columns) == 422
    monkeypatch.undo()
    session.expire_all()
    assert session.scalars(select(ListImport.state)).one() == "dropped"
    assert session.scalars(select(ListRow)).all() == []
