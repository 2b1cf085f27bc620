"""A form of very many fields: half a megabyte of "a&a&a" would become a page of eleven."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl

import pytest
from werkzeug.datastructures import MultiDict

from lms import clock
from lms.web import carried_fields
from lms.web.request_input import MOST_FIELDS
from tests.client import StrictClient
from tests.people import People

URLENCODED = "application/x-www-form-urlencoded"


@pytest.fixture
def taken_apart(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many letters of forms were taken apart."""
    seen: list[int] = []

    def noting(text: str, *args: Any, **kwargs: Any) -> Any:
        seen.append(len(text))
        return parse_qsl(text, *args, **kwargs)

    monkeypatch.setattr("werkzeug.formparser.parse_qsl", noting)
    return seen


@pytest.mark.parametrize(
    "address",
    ["/en/sign-in/", "/en/quizzes/pss/00000000-0000-4000-8000-000000000000/", "/en/card/xxxx", "/en/me/pin/"],
)
def test_a_form_of_too_many_fields_is_refused_before_it_is_taken_apart(
    client: StrictClient, people: People, taken_apart: list[int], address: str
) -> None:
    answer = client.post(
        address,
        data="a&" * 249_000,
        content_type=URLENCODED,
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert answer.status_code == 413
    assert "This is too large" in answer.get_data(as_text=True)
    assert taken_apart == []


def test_a_form_of_as_many_fields_as_allowed_is_read(client: StrictClient, taken_apart: list[int]) -> None:
    for fields, status in ((MOST_FIELDS, 400), (MOST_FIELDS + 1, 413)):
        sent = "&".join(["a=1"] * fields)
        assert client.post("/en/sign-in/", data=sent, content_type=URLENCODED).status_code == status
    assert len(taken_apart) == 1


def test_files_come_with_no_more_fields_either(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1200")
    sent = {"kind": ["people"] * MOST_FIELDS, "csrf_token": "x"}
    answer = client.post("/en/people/imports/", data=sent, content_type="multipart/form-data")
    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("form", "carried"),
    [
        ([("csrf_token", "x" * 99), ("a", "1"), ("a", "2")], [("a", "1"), ("a", "2")]),
        ([], []),
        ([("a", "")] * MOST_FIELDS, [("a", "")] * MOST_FIELDS),
        ([("a", "")] * (MOST_FIELDS + 1), None),
        ([("a", "x" * (carried_fields.LONGEST - 1))], [("a", "x" * (carried_fields.LONGEST - 1))]),
        ([("a", "x" * carried_fields.LONGEST)], None),
        ([("x" * carried_fields.LONGEST, "x")], None),
    ],
)
def test_what_a_page_carries_on(form: list[tuple[str, str]], carried: list[tuple[str, str]] | None) -> None:
    assert carried_fields.bounded(MultiDict(form)) == carried


def test_the_page_that_asks_for_the_pin_carries_no_more_than_a_form_of_ours_sends(
    client: StrictClient, people: People
) -> None:
    with clock.frozen(clock.now()):
        client.sign_in("KH-1200", lasting=False)
    with clock.frozen(clock.now() + timedelta(hours=1)):
        address = "/en/people/KH-1001/roles/"
        role = {"role": "trainer", "unit": "KH-12"}
        asked = client.send(address, role)
        assert (asked.status_code, asked.text.count('name="role" value="trainer"')) == (403, 1)
        answer = client.send(address, {**role, "why": '"' * 400_000})
        assert (answer.status_code, answer.text.count("&#34;")) == (413, 0)
