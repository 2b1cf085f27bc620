"""A test client that checks every answer: strict HTML, no rows changed by reading, no personal page cached."""

from __future__ import annotations

import re
from typing import Any

import html5lib
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from lms import db
from tests.people import PIN

_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


class StrictClient(FlaskClient):
    """Fails on invalid HTML and when a GET tries to write (see tests.read_only)."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        # As on a server, each request has a context and a transaction of its own; the test's ends here.
        db.session.commit()
        try:
            with self.application.app_context():
                response = super().open(*args, **kwargs)
        finally:
            db.session.expire_all()
        refused = self.application.extensions["tests.read_only"].take()
        assert not refused, f"reading {response.request.path} wanted to write: {refused}"
        if response.mimetype == "text/html" and response.data and "Content-Encoding" not in response.headers:
            _parse(response)
        return response

    def token(self, address: str) -> str:
        """The CSRF token of the form at an address."""
        page = self.get(address).get_data(as_text=True)
        found = _TOKEN.search(page)
        assert found, f"{address} holds no form"
        return found[1]

    def send(
        self, address: str, data: dict[str, Any] | None = None, *, form: str | None = None
    ) -> TestResponse:
        """Fill in the form at `form` (or at the address itself) and send it."""
        return self.post(address, data={"csrf_token": self.token(form or address), **(data or {})})

    def sign_in(self, number: str, pin: str = PIN, language: str = "en") -> TestResponse:
        """Sign in as somebody; the answer is where they land."""
        answer = self.send(f"/{language}/sign-in/", {"identifier": number, "pin": pin})
        assert answer.status_code == 303, answer.get_data(as_text=True)
        return answer


def _parse(response: TestResponse) -> None:
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(response.get_data(as_text=True))
    errors = [f"{position}: {code} {values}" for position, code, values in parser.errors]
    assert not errors, f"{response.request.path} is not valid HTML: {errors[:5]}"
