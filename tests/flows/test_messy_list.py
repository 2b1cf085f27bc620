"""A messy Thai list in a real browser: in, out, and in again, counted row by row in the database."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.flows.conftest import Server
from tests.flows.signing_in import come_in
from tests.flows.test_thread import follow, no_overflow
from tests.imports import messy

LISTED = messy.ALL[1]  # the CSV in the Thai code page, with semicolons


def people_in(server: Server) -> dict[str, tuple[str, str, str]]:
    """Everybody of the list who is in the database, by number."""
    with sqlite3.connect(f"file:{server.instance / 'sala.sqlite3'}?mode=ro", uri=True) as database:
        rows = database.execute(
            "SELECT number, person.name, latin_name, unit.code FROM person JOIN unit ON unit.id = unit_id "
            "WHERE number LIKE '0001%' AND active"
        ).fetchall()
    return {number: (name, latin, branch) for number, name, latin, branch in rows}


def until_at_rest(page: Page) -> None:
    """The work goes on by itself; the page renews itself until it is done."""
    expect(page.locator("progress")).to_have_count(0, timeout=60_000)


def test_dao_brings_in_a_messy_list_undoes_it_and_brings_it_in_again(
    phone: Page, server: Server, tmp_path: Path
) -> None:
    file = tmp_path / LISTED.file_name
    file.write_bytes(LISTED.build())
    expected = {number: (one.name, one.latin_name, one.branch) for number, one in LISTED.people.items()}
    come_in(phone, server, "TH-0200")

    bring_in(phone, server, file)
    follow(phone, phone.locator("form:has([name=act][value=match]) button"))  # the columns are known
    no_overflow(phone)
    means = phone.locator("select[name^=means-]")
    expect(means).to_have_count(1)
    means.select_option("zeros")
    follow(phone, phone.locator("button[name=act][value=settle]"))
    no_overflow(phone)
    expect(phone.locator("main")).to_contain_text("1.04E+05")  # the one line that cannot be brought in
    follow(phone, phone.locator(".counts button[formaction*='show=create']"))
    for name, _, _ in expected.values():
        expect(phone.locator("main")).to_contain_text(name)
    start(phone)
    assert people_in(server) == expected

    phone.locator("[name=reason]").fill("ผิดรายชื่อ")
    follow(phone, phone.locator("form:has([name=act][value=undo]) button"))
    until_at_rest(phone)
    assert people_in(server) == {}

    bring_in(phone, server, file)
    follow(phone, phone.locator("form:has([name=act][value=match]) button"))
    expect(phone.locator("select[name^=means-]")).to_have_value("zeros")  # remembered
    start(phone)
    assert people_in(server) == expected


def bring_in(page: Page, server: Server, file: Path, language: str = "th", society: str = "tha") -> None:
    page.goto(f"{server.address}/{language}/people/imports/")
    page.locator("select[name=unit]").select_option(society)
    page.locator("input[type=file]").set_input_files(file)
    follow(page, page.locator("main form.card button"))
    expect(page).to_have_url(re.compile("/people/imports/[0-9a-f-]{36}/"))
    no_overflow(page)


def start(page: Page) -> None:
    follow(page, page.locator("button[name=act][value=start]"))
    until_at_rest(page)
    no_overflow(page)


def test_choices_go_with_a_filter_and_are_asked_about_where_they_would_be_lost(
    phone: Page, server: Server, tmp_path: Path
) -> None:
    file = tmp_path / "list.csv"
    file.write_text("ID,Module HIV,Date of birth,Branch\nV-0001,Dara,12/1/33,abc\nV-0002,Pisey,12/2/34,abc\n")
    come_in(phone, server, "KH-0200")
    bring_in(phone, server, file, "en", "khm")
    phone.locator("#column-2").select_option("name")
    assert phone.locator("#column-2").evaluate("field => field.getBoundingClientRect().width") > 200
    follow(phone, phone.locator("form:has([name=act][value=match]) button"))
    means = phone.locator("select[name^=means-]").first
    means.select_option(index=1)
    chosen = means.input_value()
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    phone.on("dialog", stay)
    phone.locator("a.back").click()
    expect(means).to_have_value(chosen)  # still there
    assert asked == ["beforeunload"]
    follow(phone, phone.locator(".counts button").last)
    expect(phone.locator("select[name^=means-]").first).to_have_value(chosen)
    follow(phone, phone.locator("a.back"))
    assert asked == ["beforeunload"]


@pytest.mark.parametrize(
    ("language", "society", "number"),
    [("km", "khm", "KH-0200"), ("lo", "lao", "LA-0200"), ("th", "tha", "TH-0200")],
)
def test_what_is_decided_once_stands_whole_on_a_phone(
    phone: Page, server: Server, tmp_path: Path, language: str, society: str, number: str
) -> None:
    file = tmp_path / f"{society}.csv"
    header = "Volunteer number,Name,Date of birth,Branch\n"
    branch = "មជ្ឈមណ្ឌលសុខភាពខេត្តឧត្តរមានជ័យនិងស្រុកអន្លង់វែង"
    file.write_text(
        f"{header}V-0001,Dara,12/1/33,{branch}\nV-0002,Pisey,12/2/34,abc/def/ghi/jkl/mno/pqr/stu/vwx\n"
    )
    come_in(phone, server, number)
    bring_in(phone, server, file, language, society)
    follow(phone, phone.locator("form:has([name=act][value=match]) button"))
    table = phone.locator(".table:has(select[name^=means-])")
    assert table.locator("select").count() == 3
    width, room = table.evaluate("table => [table.scrollWidth, table.clientWidth]")
    assert width <= room
    no_overflow(phone)
