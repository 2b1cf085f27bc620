"""A test client that checks every answer: strict HTML, no rows changed by reading, no personal page cached."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from typing import Any, Final

import html5lib
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from lms import db
from lms.accounts.models import BrowserSession
from tests import sheets
from tests.people import PIN

FAR_AWAY: Final = datetime(2100, 1, 1, tzinfo=UTC)
_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
_TOKENS = re.compile(
    r'(?:(?<=name="csrf_token" value=")|(?<=name="csrf_token" type="hidden" value="))[\w.-]+(?=")', re.ASCII
)
# Digests of the pages that were found valid, but for their tokens.
_valid: Final[set[bytes]] = set()


class StrictClient(FlaskClient):
    """Fails on invalid HTML, on what stands on a page without its style sheet (tests.sheets), and when a GET tries to
    write (tests.read_only).
    """

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
            undrawn = sheets.missing(response.get_data(as_text=True))
            assert not undrawn, f"{response.request.path} links no sheet for {undrawn}"
            _read_as_written(response)
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

    def sign_in(
        self, number: str, pin: str = PIN, language: str = "en", *, lasting: bool = True
    ) -> TestResponse:
        """Sign in as somebody; the answer is where they land.

        A test that is about something else may skip months: its session lasts, and the PIN counts as just typed. How
        sessions end is tested with `lasting=False`.
        """
        answer = self.send(f"/{language}/sign-in/", {"identifier": number, "pin": pin})
        assert answer.status_code == 303, answer.get_data(as_text=True)
        if lasting:
            self._outlast()
        return answer

    def _outlast(self) -> None:
        with self.session_transaction() as cookie:
            token_hash = hashlib.sha256(cookie["_user_id"].encode()).hexdigest()
        with self.application.app_context():
            row = db.session.scalars(select(BrowserSession).filter_by(token_hash=token_hash)).one()
            row.ends_at = row.confirmed_at = FAR_AWAY
            db.session.commit()


def _read_as_written(response: TestResponse) -> None:
    """Let `get_data(as_text=True)` give the text without what nobody sees: the marks of lms/text/whole_words.py, and
    sentences that a script may show (forms.js).

    They are tested for themselves; `data` still has them.
    """
    marked = response.get_data(as_text=True)
    seen = re.sub(r"(?s)<template .*?</template>", "", marked)
    words = re.sub(r"<span class=(?:w|ph)>([^<]*)</span>", r"\1", seen)
    words = re.sub(r"<span class=pl>([^<]*)</span>", r"\1", words)
    text = re.sub(r"<span class=t>([^<]*)</span>", r"\1", words).replace("\u2060", "")

    def get_data(as_text: bool = False) -> str | bytes:
        return text if as_text else marked.encode()

    response.get_data = get_data  # type: ignore[method-assign, assignment]


def _parse(response: TestResponse) -> None:
    # The same page is asked for again and again, with another token each time: once is enough to know that it is valid.
    page = response.get_data(as_text=True)
    digest = hashlib.sha256(_TOKENS.sub("token", page).encode()).digest()
    if digest in _valid:
        return
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(page)
    errors = [f"{position}: {code} {values}" for position, code, values in parser.errors]
    assert not errors, f"{response.request.path} is not valid HTML: {errors[:5]}"
    _valid.add(digest)
