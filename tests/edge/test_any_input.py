"""Whatever is sent to whatever address by whomever: the answer says what is wrong with it, and takes no long work."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask_wtf import csrf
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from lms import web
from lms.accounts.services import people as people_service
from lms.config import settings_of
from lms.db import session
from lms.imports.queries import locale_context
from tests.client import StrictClient
from tests.edge.bad_input import (
    GOOD_FIELDS,
    MARKS,
    NO_PAPER,
    PARTS,
    VALUES,
    Visitor,
    address_of,
    nothing_is_kept,
    part,
    places_of,
    visitor,
)
from tests.people import People
from tests.work import counted_work

WHO = ["", "KH-1001", "KH-1100", "KH-1300", "KH-1200", "VIEWER", "ADMIN"]


@pytest.fixture
def browser(request: pytest.FixtureRequest, client: StrictClient, people: People) -> Iterator[Visitor]:
    """The browser of one of the people, or of nobody."""
    if request.param in ("VIEWER", "ADMIN"):
        unit = people.chan.unit.parent if request.param == "ADMIN" else people.chan.unit
        assert unit is not None
        people_service.give_role(people.chan, request.param.lower(), unit, actor=None)
        session.commit()
    made = visitor(client, "KH-1200" if request.param in ("VIEWER", "ADMIN") else request.param)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            csrf, "validate_csrf", lambda *args, **kwargs: None
        )  # whoever has an account has a token
        yield made
    for paper in settings_of(made.application).instance.rglob("*.pdf"):
        if paper.read_bytes() == NO_PAPER:
            paper.unlink()  # the next test draws its own


def rules(app: Flask, who: str) -> list[Rule]:
    """All addresses; those that are the same for everybody are enough for nobody and for HR."""
    everybody = who in ("", "KH-1200")
    return [
        rule
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static" and (everybody or web.access_of(rule.endpoint) != "public")
    ]


def places(rule: Rule) -> list[str]:
    """The parts of an address to spoil. The language is taken in one place for all, and looked at with one address."""
    return [name for name in places_of(rule) if name != "lang" or rule.rule == "/<lang:lang>/me/"]


def _rules_of(browser: Visitor, request: pytest.FixtureRequest) -> list[Rule]:
    with browser.application.app_context():
        return rules(browser.application, request.node.callspec.params["browser"])


def is_turned_away(answer: TestResponse) -> bool:
    return answer.status_code == 403 or "/sign-in/?next" in answer.headers.get("Location", "")


@pytest.mark.parametrize("browser", WHO, indirect=True)
def test_no_part_of_an_address_breaks_a_page(browser: Visitor, request: pytest.FixtureRequest) -> None:
    broken = []
    with nothing_is_kept():
        for rule in _rules_of(browser, request):
            parts = PARTS[-2:] if is_turned_away(browser.sends(rule, address_of(rule), {})) else PARTS
            for name in places(rule):
                for text in parts:
                    address = address_of(rule, **{name: part(text)})
                    answer = browser.sends(rule, address, {})
                    if answer.status_code >= 500:
                        broken.append(f"{rule.rule} {name}={text[:20]!r}: {answer.status_code}")
    assert broken == []


@pytest.mark.parametrize("browser", WHO, indirect=True)
def test_no_value_of_a_field_breaks_a_page_or_takes_long_work(
    browser: Visitor, request: pytest.FixtureRequest
) -> None:
    broken = []
    with nothing_is_kept() as looked_at:
        for rule in _rules_of(browser, request):
            address = address_of(rule)
            looked_at.clear()
            first = browser.sends(rule, address, GOOD_FIELDS)
            if first.status_code >= 500:
                broken.append(f"{rule.rule} with good fields: {first.status_code}")
            # A page that looks at nothing gets fields all the same, once.
            fields = sorted(looked_at - {"csrf_token", "language"}) or ["nothing"]
            requests: list[tuple[str, dict[str, Any]]] = [
                *((name, {**GOOD_FIELDS, name: value}) for name in fields for value in VALUES),
                *((name, {key: good for key, good in GOOD_FIELDS.items() if key != name}) for name in fields),
                *((name, {**GOOD_FIELDS, name: [GOOD_FIELDS.get(name, "1"), "2\0"]}) for name in fields),
                *(("everything", dict.fromkeys(fields, value)) for value in VALUES[:10]),
                ("nothing", {}),
            ]
            # Who is turned away before anything is read is turned away whatever is sent.
            for name, typed in requests[-2:] if is_turned_away(first) else requests:
                with counted_work() as work:
                    answer = browser.sends(rule, address, typed)
                if answer.status_code >= 500:
                    value = str(typed.get(name))[:20]
                    broken.append(f"{rule.rule} {name}={value!r}: {answer.status_code}")
                if work.steps > 4 * len(MARKS):
                    broken.append(f"{rule.rule} {name}: {work.steps} steps")
    assert broken == []


@pytest.mark.parametrize("browser", ["", "KH-1200"], indirect=True)
@pytest.mark.parametrize(
    "header",
    ["Accept-Language", "Accept-Encoding", "Cookie", "If-None-Match", "If-Modified-Since", "Range", "Origin",
     "Sec-Fetch-Site", "Referer", "Content-Type", "User-Agent", "X-Forwarded-For"],
)  # fmt: skip
def test_no_header_breaks_a_page(browser: Visitor, header: str) -> None:
    values = (
        "x" * 8000, "en;q=" + "9" * 400, ",".join(["km;q=0.1"] * 800), "\u00e0\u0327".encode().decode("latin-1") * 2000,
        "bytes=0-9" + "9" * 5000, "sala=x; language=%00", 'W/"' + "a" * 5000,
        "multipart/form-data; boundary=" + "-" * 300,
    )  # fmt: skip
    browser.get("/en/search?q=a")  # what is made ready once for everybody is not the work of this request
    broken = []
    for address in (
        "/",
        "/en/",
        "/km/modules/pss/",
        "/en/search?q=a",
        "/en/me/",
        "/pictures/pss/icon.svg",
        "/readyz",
    ):
        for value in values:
            for method in ("GET", "POST"):
                with counted_work() as work:
                    answer = browser.open(address, method=method, headers={header: value})
                if answer.status_code >= 500 or work.steps > 20_000:
                    broken.append(
                        f"{method} {address} {header}: {value[:20]!r}: {answer.status_code}, {work.steps}"
                    )
    assert broken == []


@pytest.mark.parametrize("browser", ["KH-1200"], indirect=True)
@pytest.mark.parametrize("name", ["\0.csv", "a" * 5000 + ".csv", MARKS + ".csv", "\u202e.csv"])
@pytest.mark.parametrize(
    "content", [b"number,name\n1,a\0b\n", f"number,name\n1,{MARKS}\n".encode(), b"\xed\xa0\x80,b"]
)
def test_no_list_breaks_an_import(browser: Visitor, name: str, content: bytes) -> None:
    locale_context.names_of_branches()  # learnt once in a process, whatever list comes
    with nothing_is_kept(), counted_work() as work:
        typed = {"kind": "people", "unit": "khm", "file": (io.BytesIO(content), name)}
        answer = browser.post("/en/people/imports/", data=typed)
    assert answer.status_code < 500
    assert work.steps <= 4 * len(MARKS)
