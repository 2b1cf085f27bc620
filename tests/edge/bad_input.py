"""Requests that nobody sends by accident: to every address, in every part of it and every field that a page reads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final
from urllib.parse import quote, urlencode

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from lms import db, pdf, web
from lms.content import registry
from lms.web import request_input
from tests.client import StrictClient

MARKS: Final = "a" + "\u0301\u0327" * 20_000  # 80 kB: it took ten seconds
LONG: Final = "9" * 100_000
# Each as a part of an address, a value of a query and a field of a form.
VALUES: Final = (
    "",
    "0",
    "-1",
    str(2**31),
    str(2**63),
    "1" + "0" * 30,
    "9" * 5000,  # Python itself refuses to read more than 4,300 digits
    "a\0b",
    "\ud800",
    "[" * 3000,
    "१२३",
    LONG,
    MARKS,
)
PARTS: Final = (
    "0",
    "-1",
    str(2**31),
    str(2**63),
    "9" * 5000,
    "a%00b",
    "%ED%A0%80",
    "%2e%2e",
    "१",
    LONG[:8000],  # no server takes a longer line
    MARKS[:1000],
)
NO_PAPER: Final = b"%PDF-1.7"  # in place of what is drawn
_FORM: Final = "application/x-www-form-urlencoded"
_PLACE: Final = re.compile(r"<(?:[^:>]*:)?([a-z_]+)>")
# Of what an address is made that leads somewhere, and what is typed into a form that is in order.
GOOD_PARTS: Final = {
    "lang": "en", "number": "KH-1001", "module": "pss", "lesson": "look-listen-link", "token": "x" * 24,
    "code": "AAAA-AAAA-AAAA", "society": "khm", "target": "km", "name": "icon.svg", "kind": "people",
    "purpose": "reminders-email", "uuid": "00000000-0000-4000-8000-000000000000", "ending": "csv",
    "request_id": "1", "job_id": "1", "total_id": "1", "print_id": "1", "item": "pss-001", "survey_id": "channels",
    "form_code": "AAAAAA", "half_day": "1", "person_id": "1", "walk_in": "1", "room_code": "AAAAAZ",
    "list_number": "1", "case": "the-shed",
}  # fmt: skip
GOOD_FIELDS: Final = {
    "identifier": "KH-1001", "pin": "246813", "name": "Dara", "latin_name": "Dara", "language": "km", "sex": "female",
    "number": "KH-1002", "unit": "KH-12", "branch": "KH-12", "kind": "people", "module": "pss", "award": "pss",
    "on": "2026-01-05", "until": "2027-01-05", "first": "2026-01-01", "last": "2026-02-01", "reason": "As agreed.",
    "source": "List of January", "act": "past", "other": "KH-1002", "role": "trainer", "active": "active",
    "status": "valid", "days": "90", "channel": "message", "q": "listen", "sure": "yes", "again": "975318",
    "female": "1", "male": "1", "unknown": "0", "people": "KH-1001", "code": "AAAA-AAAA-AAAA", "answer": "agree",
    "why": "left", "leaving": "left", "version": "1", "who": "KH-1001", "letters": "ABC", "choice": "now",
    "place": "Phnom Penh", "part": "am", "trainer": "KH-1100", "numbers": "KH-1001", "seen": "1p", "key": "1",
    "words": "Try again.", "topic": "referral", "unsaid": "1",
}  # fmt: skip


class _Recording(MultiDict[str, str]):
    """Fields, and which of them a page looked at."""

    def __init__(self, typed: Any, looked_at: set[str]) -> None:
        super().__init__(typed)
        self.looked_at = looked_at

    def __getitem__(self, key: str) -> str:
        self.looked_at.add(key)
        return super().__getitem__(key)

    def get(self, key: str, *rest: Any, **more: Any) -> Any:
        self.looked_at.add(key)
        return super().get(key, *rest, **more)

    def getlist(self, key: str, *rest: Any, **more: Any) -> Any:
        self.looked_at.add(key)
        return super().getlist(key, *rest, **more)

    def __contains__(self, key: object) -> bool:
        self.looked_at.add(str(key))
        return super().__contains__(key)


class Visitor(FlaskClient):
    """A client whose requests leave nothing behind: each meets the same people."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        db.session.rollback()
        with self.application.app_context():
            answer = super().open(*args, **kwargs)
        answer.get_data()
        return answer

    def sends(self, rule: Rule, address: str, typed: Mapping[str, Any]) -> TestResponse:
        """The request of a rule with fields: in a form where it takes one, else in the address."""
        headers = {"Sec-Fetch-Site": "same-origin"}
        sent = urlencode(list(typed.items()), doseq=True, errors="surrogatepass")
        if "POST" in (rule.methods or ()):
            return self.post(address, data=sent, content_type=_FORM, headers=headers)
        return self.get(address, query_string=sent, headers=headers)


def visitor(client: StrictClient, number: str) -> Visitor:
    """A browser of whoever has this number, or of nobody."""
    made = Visitor(client.application, client.application.response_class)
    if number:
        client.sign_in(number)
        cookie = client.get_cookie("sala")
        assert cookie is not None
        made.set_cookie("sala", cookie.value)
    return made


@contextmanager
def nothing_is_kept() -> Iterator[set[str]]:
    """Changes are written to the database and taken back, papers are not drawn. Gives the fields that pages look at."""
    looked_at: set[str] = set()
    read = request_input._without_unstorable
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(web, "_commit_once", _take_back)
        patch.setattr(request_input, "_without_unstorable", lambda typed: _Recording(read(typed), looked_at))
        patch.setattr(pdf, "render", lambda *args, **kwargs: NO_PAPER)
        yield looked_at


def _take_back(response: object) -> None:
    db.session.flush()
    db.session.rollback()


def address_of(rule: Rule, **parts: str) -> str:
    """An address of a rule. Parts that are not given are good ones."""
    return _PLACE.sub(lambda place: parts.get(place[1]) or _good(place[1]), rule.rule)


def places_of(rule: Rule) -> list[str]:
    """The names of the parts of a rule's address."""
    return _PLACE.findall(rule.rule)


def part(text: str) -> str:
    """A text as a part of an address."""
    return quote(text, safe="%", errors="replace")


def _good(name: str) -> str:
    return registry.current().handouts[0].slug if name == "slug" else GOOD_PARTS[name]
