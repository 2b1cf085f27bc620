"""What every answer keeps, and whom the site does not answer for: files, ready pages, pages of one person, errors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from werkzeug.test import Client

from lms.web.edge_middleware import OuterEdge
from lms.web.request_input import encodings, is_trusted, trusted_hosts
from tests.client import StrictClient
from tests.conftest import settings_for
from tests.people import People

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

ADDRESSES = (
    "/static/css/tokens.css",
    "/static/js/nothing.js",
    "/en/",
    "/en/sign-in/",
    "/en/nothing/",
    "/healthz",
    "/pictures/pss/icon.svg",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_answer_is_guessed_at_or_given_to_other_sites(client: StrictClient, address: str) -> None:
    for _ in range(2):  # the second time a page is ready
        answer = client.get(address)
        assert answer.headers.getlist("X-Content-Type-Options") == ["nosniff"]
        assert "Access-Control-Allow-Origin" not in answer.headers


def behind_https(app: Flask, base_url: str = "https://sala.example.org", *, demo: bool = False) -> Client:
    settings = replace(settings_for("sqlite://", Path("/nowhere")), base_url=base_url, demo=demo)

    def behind(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """The application of the tests, which knows itself by another name."""
        return app.wsgi_app({**environ, "HTTP_HOST": "localhost"}, start_response)

    return Client(OuterEdge(behind, settings))


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_site_behind_https_tells_browsers_to_stay_there(app: Flask, address: str) -> None:
    answer = behind_https(app).get(address, headers={"Host": "sala.example.org"})
    assert answer.status_code != 421
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_a_site_without_https_does_not_promise_it(client: StrictClient) -> None:
    assert "Strict-Transport-Security" not in client.get("/en/").headers


@pytest.mark.parametrize("address", ["/en/", "/en/sign-in/", "/static/css/tokens.css", "/"])
@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "sala.example.org.evil.example",
        "sala.example.org@evil",
        "sala.example.org:80.evil",
        "[",
    ],
)
def test_the_site_does_not_answer_for_a_name_that_is_not_its_own(app: Flask, host: str, address: str) -> None:
    answer = behind_https(app).get(address, headers={"Host": host})
    assert answer.status_code == 421
    assert host not in answer.get_data(as_text=True)


def test_a_probe_that_knows_only_the_number_of_the_machine_is_answered(app: Flask) -> None:
    assert behind_https(app).get("/healthz", headers={"Host": "10.0.0.7:8000"}).status_code == 200


@pytest.mark.parametrize("address", ["/", "/km", "/en/modules/pss", "/en/nothing/"])
def test_nobody_is_led_where_a_visitor_says_that_the_site_stands(client: StrictClient, address: str) -> None:
    answer = client.get(address, base_url="http://localhost//evil.example")
    assert answer.status_code in {302, 308, 404}
    assert "evil" not in f"{answer.headers} {answer.get_data(as_text=True)}"


HOSTS = [
    ("https://sala.example.org", False, "sala.example.org", True),
    ("https://sala.example.org", False, "SALA.example.org:443", True),
    ("https://sala.example.org", False, "sala.example.org.", True),
    ("https://sala.example.org", False, "localhost", False),
    ("https://sala.example.org", True, "localhost:8000", True),
    ("http://127.0.0.1:8000", False, "localhost:8000", True),
    ("http://127.0.0.1:8000", False, "[::1]:8000", True),
    ("http://127.0.0.1:8000", False, "127.0.0.2", False),
    ("http://127.0.0.1:8000", False, "localhost/evil", False),
    ("http://127.0.0.1:8000", False, "evil#@localhost", False),
    ("http://127.0.0.1:8000", False, "", False),
    ("http://127.0.0.1:8000", False, "127.0.0.1:8464.evil", False),
    ("http://127.0.0.1:8000", False, "127.0.0.1:evil", False),
    ("http://127.0.0.1:8000", False, "127.0.0.1:80:80", False),
    ("http://127.0.0.1:8000", False, "127.0.0.1:\u0e51", False),
    ("http://127.0.0.1:8000", False, "[::1]evil", False),
    ("http://127.0.0.1:8000", False, "evil[::1]:80", False),
    ("http://127.0.0.1:8000", False, "127.0.0.1:", True),
    ("http://127.0.0.1:8000", False, "[::1]", True),
]


@pytest.mark.parametrize(("base_url", "demo", "host", "trusted"), HOSTS)
def test_the_names_of_a_site_are_its_own_and_in_a_demo_those_of_the_machine(
    base_url: str, demo: bool, host: str, trusted: bool
) -> None:
    assert is_trusted(host, trusted_hosts(base_url, demo=demo)) is trusted


ACCEPTED = [
    ("", ""),
    ("br", "br"),
    ("gzip, deflate, br", "br, gzip"),
    ("gzip, br;q=0", "gzip"),
    ("br;q=0, gzip;q=0", ""),
    ("br;q=0.5, gzip;q=1.0", "gzip"),
    ("br;q=0.000", ""),
    ("BR", "br"),
    ("*", "br, gzip"),
    ("*;q=0", ""),
    ("identity", ""),
    ("brotli", ""),
    ("br;q=nonsense", ""),
    ("br," * 1000, ""),
]


@pytest.mark.parametrize(("header", "chosen"), ACCEPTED)
def test_an_encoding_is_used_only_for_a_browser_that_takes_it(header: str, chosen: str) -> None:
    assert encodings(header) == chosen


@pytest.mark.parametrize("address", ["/en/modules/pss/", "/static/css/tokens.css", "/en/sign-in/"])
def test_a_browser_that_takes_no_brotli_gets_none(client: StrictClient, address: str) -> None:
    for _ in range(2):
        answer = client.get(address, headers={"Accept-Encoding": "br;q=0, gzip"})
        assert answer.headers.get("Content-Encoding") in (None, "gzip")


def test_pictures_are_served_and_nothing_else_of_their_folder(client: StrictClient, people: People) -> None:
    assert client.get("/pictures/pss/icon.svg").status_code == 200
    for name in (
        "module.yaml",
        "trainer.md",
        "20-look-listen-link.md",
        ".svg/../module.yaml",
        "module.yaml%00.svg",
    ):
        assert client.get(f"/pictures/pss/{name}").status_code == 404, name
