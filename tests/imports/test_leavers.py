"""New people of whom a remark says that they left or died wait for HR; lines with a remark are counted and shown."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import select

from lms import jobs
from lms.db import session
from lms.imports.models import ListImport, ListRow
from lms.imports.services import forgetting
from tests.client import StrictClient
from tests.imports.files import text
from tests.imports.test_pages import matched, step
from tests.people import People

LIST = text(
    ["ID", "Name", "Phone"],
    ["V-1", "ສົມສີ ວົງສາ (ອອກແລ້ວ)", ""],
    ["V-2", "ບຸນມາ ສີດາ (ເສຍຊີວິດ)", ""],
    ["V-3", "ແກ້ວ ມະນີ (ຍ້າຍໄປໄທ)", ""],
    ["V-4", "ຄຳຫຼ້າ ພິມພາ", "012 345 678"],
    ["V-5", "ດາວ ຈັນທະລາ", "012 345 678"],
)


@pytest.fixture
def chan(client: StrictClient, people: People) -> StrictClient:
    client.sign_in("KH-1200")
    return client


def page(chan: StrictClient, address: str, show: str = "all") -> str:
    return chan.get(f"{address}?show={show}").get_data(as_text=True)


def test_whoever_may_have_left_waits_until_chan_has_said_whether_the_line_comes_in(
    chan: StrictClient,
) -> None:
    address = matched(chan, LIST)
    shown = page(chan, address)
    assert "Bring in 2 lines" in shown
    assert "In 3 lines a remark behind the name may say" in shown
    assert "new people" not in page(chan, address, "undecided")

    step(chan, address, "choose", **{"line-2": "new", "line-3": "skip"})
    shown = page(chan, address)
    assert "Bring in 3 lines" in shown
    assert "In 1 line a remark behind the name may say" in shown


@pytest.mark.parametrize(("act", "coming"), [("none-left", 2), ("all-left", 5)])
def test_chan_decides_once_about_all_of_them(chan: StrictClient, act: str, coming: int) -> None:
    address = matched(chan, LIST)

    step(chan, address, act)

    shown = page(chan, address)
    assert f"Bring in {coming} lines" in shown
    assert "People who may have left" not in shown


def test_all_lines_about_somebody_new_are_not_those_of_leavers(chan: StrictClient) -> None:
    address = matched(chan, LIST + text(["V-6", "រតនា", ""]))

    step(chan, address, "all-new")

    assert "In 3 lines a remark behind the name may say" in page(chan, address)


def test_nobody_keeps_afterwards_that_somebody_may_have_left(app: Flask, chan: StrictClient) -> None:
    address = matched(chan, LIST)
    step(chan, address, "start")
    session.commit()
    jobs.run_due(app)
    session.expire_all()

    (found,) = session.scalars(select(ListImport))
    assert found.matching[forgetting.FORGOTTEN]
    kept = [one["why"] for row in session.scalars(select(ListRow)) for one in row.candidates]
    assert kept == ["line", "line", "line"]


def test_of_what_stayed_out_a_list_that_is_dealt_with_says_that_it_did(
    app: Flask, chan: StrictClient
) -> None:
    address = matched(chan, LIST)
    assert "3 lines stay out" in page(chan, address)
    step(chan, address, "start")
    session.commit()
    jobs.run_due(app)

    shown = page(chan, address)
    assert "3 lines were not brought in" in shown
    assert "stay out" not in shown


def test_above_the_lines_stands_how_many_have_a_remark_and_a_filter_shows_them(chan: StrictClient) -> None:
    address = matched(chan, LIST)
    assert "1 line that is not left out has a remark" in page(chan, address)

    shown = page(chan, address, "remarked")
    assert re.findall(r'<th scope="row">(\d+)</th>', shown) == ["6"]


def test_the_file_of_lines_that_stay_out_says_that_they_may_have_left(chan: StrictClient) -> None:
    """It said that the line may be somebody known already, of whom there was nobody."""
    address = matched(chan, LIST)
    written = chan.send(f"{address}failed.csv", form=address).get_data().decode("utf-8-sig")
    assert "They may have left; nobody has decided." in written
    assert "somebody who is known already" not in written


@pytest.mark.parametrize("decided", [True, False])
def test_who_may_have_left_does_not_come_in_by_the_file_of_lines_that_stayed_out(
    app: Flask, chan: StrictClient, decided: bool
) -> None:
    """Without its brackets the name came in with the lines that Chan had mended, and nobody asked."""
    address = matched(chan, LIST + text(["", "ຈັນດີ ແສງດາວ", ""]))
    if decided:
        step(chan, address, "none-left")
    step(chan, address, "start")
    session.commit()
    jobs.run_due(app)
    session.expire_all()
    written = chan.send(f"{address}failed.csv", form=address).get_data().decode("utf-8-sig")
    assert "ຈັນດີ" in written
    assert not [name for name in ("ສົມສີ", "ບຸນມາ", "ແກ້ວ") if name in written]
