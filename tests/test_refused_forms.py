"""A form that is refused says so at the top of the page, with a way to the field, wherever the field stands."""

from __future__ import annotations

import re

import html5lib
import pytest
from flask import Flask

from lms.accounts.services import sign_in
from lms.db import session
from tests.client import StrictClient
from tests.imports.files import text
from tests.imports.test_pages import matched, step
from tests.imports.test_trainings import HEADER
from tests.imports.test_unsaved_choices import form_of, press, run
from tests.people import People


@pytest.fixture
def chan(client: StrictClient, people: People) -> StrictClient:
    client.sign_in("KH-1200")
    return client


def summary_of(page: str) -> tuple[str, list[str]]:
    """What the first alert of a page says, and the fields that it leads to; it takes the focus, and they are there."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    main = next(one for one in tree.iter("main"))
    alert = next(one for one in main.iter() if one.get("role") == "alert")
    assert ("autofocus" in alert.attrib, alert.get("tabindex")) == (True, "-1")
    fields = [link.get("href", "").removeprefix("#") for link in alert.iter("a")]
    assert set(fields) <= {one.get("id") for one in tree.iter()}
    return " ".join("".join(alert.itertext()).split()), fields


def test_certificates_without_a_reason_are_refused_at_the_top_and_choices_are_kept(
    chan: StrictClient,
) -> None:
    lines = [
        ["KH-1001", "សុខា", "pss", "05/03/2026", "attended", ""],
        ["", "រតនា", "pss", "06/03/2026", "attended", ""],
    ]
    address = matched(chan, text(HEADER, *lines), "trainings", source="A list")
    page = chan.get(f"{address}?show=undecided").get_data(as_text=True)
    asked = re.search(r'name="line-3" value="(\d+)"', page)
    assert asked
    sent = {**form_of(page), "line-3": asked[1], "issue": "1", "act": "certificates"}
    answer = chan.post(address, data=sent)
    assert answer.status_code == 422
    said, fields = summary_of(answer.get_data(as_text=True))
    assert "Please write the reason." in said
    assert fields == ["certificates-reason"]
    assert "What you chose is saved." in answer.get_data(as_text=True)
    assert "Bring in 2 lines" in chan.get(address).get_data(as_text=True)


def test_an_undo_without_a_reason_is_refused_at_the_top(app: Flask, chan: StrictClient) -> None:
    address = matched(chan, text(["ID", "Name"], ["V-1", "ដារ៉ា"]))
    press(chan, address, "start")
    run(app)
    answer = step(chan, address, "undo", reason=" ")
    assert answer.status_code == 422
    assert summary_of(answer.get_data(as_text=True))[1] == ["reason"]


def test_a_past_training_with_a_mark_in_points_is_refused_at_the_top(chan: StrictClient) -> None:
    sent = {"award": "pss", "on": "2025-03-05", "source": "A list", "mark": "18/20", "reason": "a list"}
    answer = chan.send("/en/records/KH-1001/", {"act": "past", "result": "passed", **sent})
    assert answer.status_code == 422
    assert summary_of(answer.get_data(as_text=True))[1] == ["mark-past"]


def test_two_different_pins_are_refused_at_the_top(client: StrictClient, people: People) -> None:
    secret = sign_in.issue_card(people.ratana, actor=people.chan)
    session.commit()
    answer = client.send(f"/en/card/{secret}", {"pin": "135790", "again": "135791"})
    assert answer.status_code == 422
    assert summary_of(answer.get_data(as_text=True))[1] == ["again"]


@pytest.mark.parametrize("address", ["/en/people/new/", "/en/people/KH-1001/edit/"])
def test_a_form_of_a_person_is_refused_at_the_top(chan: StrictClient, address: str) -> None:
    sent = {
        "name": "",
        "email": "nobody",
        "number": "KH-2001",
        "unit": "KH-12",
        "language": "km",
        "version": "0",
    }
    answer = chan.send(address, sent)
    assert answer.status_code == 422
    assert summary_of(answer.get_data(as_text=True))[1] == ["name", "email"]


def test_an_extension_for_many_without_a_reason_is_refused_at_the_top(chan: StrictClient) -> None:
    answer = chan.send("/en/records/extend/", {"module": "pss", "reason": " "})
    assert answer.status_code == 422
    assert summary_of(answer.get_data(as_text=True))[1] == ["reason-many"]
