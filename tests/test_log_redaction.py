"""What of an address stands in a log."""

from __future__ import annotations

import importlib
import logging
import re
import runpy
import socket
import subprocess
import sys
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from gunicorn.config import Config

from lms import config
from lms.gunicorn_worker import PatientWorker
from lms.web import log_redaction
from tests.client import StrictClient

# No types are known of it.
unreadable: Any = importlib.import_module("gunicorn.http.errors")

TOKEN = "AbCd-efGh_ijKl-mnOp_qrSt"


@pytest.mark.parametrize(
    ("address", "logged"),
    [
        (f"/km/card/{TOKEN}", "/km/card/-"),
        (f"GET /km/card/{TOKEN} HTTP/1.1", "GET /km/card/- HTTP/1.1"),
        (f"GET /en/sign-in/?next=/km/card/{TOKEN} HTTP/1.1", "GET /en/sign-in/ HTTP/1.1"),
        (f"/km%2Fcard%2F{TOKEN}", "/km/card/-"),
        (f"//en/card/{TOKEN}", "/en/card/-"),
        (f"/en//card///{TOKEN}", "/en/card/-"),
        (f"/en/card/./{TOKEN}", "/en/card/-"),
        (f"/en/%63ard/{TOKEN}", "/en/card/-"),
        (f"/EN/Card/{TOKEN}/more", "/EN/Card/-"),
        (
            f"GET https://sala.example.org//en/c%61rd/{TOKEN} HTTP/1.1",
            "GET https://sala.example.org/en/card/- HTTP/1.1",
        ),
        ("/en/people/KH%2D1001%0A/edit/", "/en/people/-/edit/"),
        ("//verify/ABCD-EFGH", "/verify/-"),
        ("/%76erify/ABCD-EFGH", "/verify/-"),
        ("/en/search%20x/", "/en/search%20x/"),
        ("/en/people/KH-1001/edit/", "/en/people/-/edit/"),
        ("/en/people/KH-%E1%9F%A1/", "/en/people/-/"),
        ("/en/people/?q=Sokha", "/en/people/"),
        ("/en/people/cards.pdf", "/en/people/cards.pdf"),
        ("/en/people/imports/", "/en/people/imports/"),
        ("/en/people/newton/", "/en/people/-/"),
        ("/en/records/KH-1001/", "/en/records/-/"),
        ("/en/records/expiring/", "/en/records/expiring/"),
        ("/verify/ABCD-EFGH", "/verify/-"),
        ("/en/me/certificates/ABCD-EFGH.pdf", "/en/me/certificates/-"),
        ("/sign-in/khm/back/?code=4711&state=x", "/sign-in/khm/back/"),
        ("/km/modules/pss/look-listen-link/", "/km/modules/pss/look-listen-link/"),
    ],
)
def test_secrets_numbers_codes_and_searches_are_left_out(address: str, logged: str) -> None:
    assert log_redaction.redacted(address) == logged


def test_the_access_log_of_the_server_holds_no_secret_of_a_card(caplog: pytest.LogCaptureFixture) -> None:
    logger_class = runpy.run_path(str(config.CHECKOUT / "gunicorn.conf.py"))["logger_class"]
    settings = Config()
    settings.set("accesslog", "-")
    settings.set("access_log_format", '%(h)s "%(r)s" %(U)s %(q)s %(s)s "%(f)s" %({cookie}i)s %({raw_uri}e)s')
    logger = logger_class(settings)
    logger.access_log.propagate = logger.error_log.propagate = True
    address = f"/km/card/{TOKEN}"
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "GET",
        "RAW_URI": f"{address}?again={TOKEN}",
        "PATH_INFO": address,
        "QUERY_STRING": f"again={TOKEN}",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "203.0.113.7",
        "HTTP_REFERER": f"https://sala.example.org{address}",
        "wsgi.input": BytesIO(),
    }
    answer = SimpleNamespace(status="200 OK", sent=10, headers=[])
    request = SimpleNamespace(headers=[("COOKIE", f"sala={TOKEN}")])
    with caplog.at_level(logging.INFO):
        logger.access(answer, request, environ, timedelta(milliseconds=5))
        logger.exception("Error handling request %s", address)
    assert '203.0.113.7 "GET /km/card/- HTTP/1.1" /km/card/-  200 "-" - -' in caplog.text
    assert "Error handling request /km/card/-" in caplog.text
    assert TOKEN not in caplog.text


@pytest.mark.parametrize(
    ("refusal", "reason"),
    [
        (unreadable.InvalidHeader("Cookie sala=SECRET; a='b'"), "Invalid HTTP Header"),
        (unreadable.InvalidHeaderName("Cookie sala=SECRET"), "Invalid HTTP header name"),
        (unreadable.InvalidRequestLine("ifier=KH-1001&pin=SECRET"), "Invalid HTTP request line"),
        (unreadable.InvalidRequestMethod("pin=SECRET\nx"), "Invalid HTTP method"),
        (unreadable.InvalidHTTPVersion("SECRET"), "Invalid HTTP Version"),
        (unreadable.ObsoleteFolding("sala=SECRET"), "Obsolete line folding is unacceptable"),
        (unreadable.ExpectationFailed("SECRET"), "Unable to comply with expectation"),
        (unreadable.LimitRequestLine(9000, 4094), "Request Line is too large (9000 > 4094)"),
    ],
)
@pytest.mark.parametrize("address", ["203.0.113.7", "2001:db8::7"])
def test_a_request_that_cannot_be_read_is_logged_with_its_reason_and_nothing_of_it(
    caplog: pytest.LogCaptureFixture, refusal: Exception, reason: str, address: str
) -> None:
    logger = runpy.run_path(str(config.CHECKOUT / "gunicorn.conf.py"))["logger_class"](Config())
    logger.error_log.propagate = True
    worker: Any = object.__new__(PatientWorker)
    worker.log = logger
    ours, theirs = socket.socketpair()
    with ours, theirs:
        worker.handle_error(None, ours, (address, 4711), refusal)
    assert [record.getMessage() for record in caplog.records] == [
        f"Invalid request from ip={address}: {reason}"
    ]


def test_a_page_that_breaks_leaves_no_secret_in_the_log(
    client: StrictClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(**values: object) -> str:
        raise LookupError

    monkeypatch.setitem(client.application.view_functions, "accounts.card", broken)
    broken.access = "public"  # type: ignore[attr-defined]
    assert client.get(f"/en/card/{TOKEN}").status_code == 500
    assert "/en/card/- [GET]" in caplog.text
    assert TOKEN not in caplog.text


def test_a_line_of_the_log_says_when_how_bad_and_from_where(tmp_path: Path) -> None:
    """Refused sign-ins are found by the name `sala.security`."""
    program = (
        "import logging, wsgi;"
        f"logging.getLogger('sala.security').warning('refused %s', '/en/card/{TOKEN}');"
        "wsgi.app.logger.error('broken')"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=config.CHECKOUT,
        env={"PATH": "/usr/bin:/bin", "SALA_INSTANCE": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    when = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}"
    first, second = done.stderr.splitlines()
    assert re.fullmatch(f"{when} WARNING sala.security: refused /en/card/-", first)
    assert re.fullmatch(f"{when} ERROR lms: broken", second)


def test_the_log_that_commands_write_has_its_form_and_no_secret(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    log_redaction.set_up()
    logging.getLogger("sala.security").warning("somebody opened /en/card/%s", "a-token-of-a-card")
    written = capsys.readouterr().err
    assert written.endswith("WARNING sala.security: somebody opened /en/card/-\n")
