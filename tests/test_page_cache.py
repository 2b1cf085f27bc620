"""Public pages: the same bytes for everybody, kept by phones, sent small."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from collections.abc import Callable
from datetime import UTC, datetime

import brotli
import pytest

from lms import clock
from lms.content import registry
from lms.web import critical_css
from tests.client import StrictClient
from tests.people import People

LESSON = "/km/modules/pss/look-listen-link/"


def test_a_lesson_is_the_same_for_everybody_and_sets_no_cookie(client: StrictClient, people: People) -> None:
    stranger = client.get(LESSON)
    client.sign_in("KH-1001", language="km")
    sokha = client.get(LESSON)
    assert sokha.data == stranger.data
    assert "Set-Cookie" not in stranger.headers
    assert "Cookie" not in stranger.headers["Vary"]
    assert stranger.headers["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_a_lesson_kept_for_everybody_forgets_what_the_first_reader_had_in_the_address(
    client: StrictClient,
) -> None:
    first = client.get(f"{LESSON}?from=a-chat").get_data(as_text=True)
    assert 'href="/th/modules/pss/look-listen-link/"' in first
    assert "a-chat" not in first


def test_a_phone_that_has_the_lesson_is_told_so_in_a_few_bytes(client: StrictClient) -> None:
    first = client.get(LESSON)
    again = client.get(LESSON, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""
    assert client.get(LESSON, headers={"If-None-Match": '"another"'}).status_code == 200


@pytest.mark.parametrize(("accepted", "unpack"), [("gzip, br", brotli.decompress), ("gzip", gzip.decompress)])
def test_a_lesson_travels_compressed(
    client: StrictClient, accepted: str, unpack: Callable[[bytes], bytes]
) -> None:
    plain = client.get(LESSON).data
    small = client.get(LESSON, headers={"Accept-Encoding": accepted})
    assert unpack(small.data) == plain
    assert small.headers["Vary"] == "Accept-Encoding"


def test_the_next_lesson_costs_at_most_twelve_kilobytes(client: StrictClient) -> None:
    for module in registry.current().modules:
        for lesson in module.lessons:
            page = client.get(f"/km/modules/{module.id}/{lesson.slug}/", headers={"Accept-Encoding": "br"})
            assert len(page.data) <= 12 * 1024, f"{module.id}/{lesson.slug}"


def test_a_lesson_has_one_script_and_no_sheet_to_wait_for(client: StrictClient) -> None:
    page = client.get(LESSON).get_data(as_text=True)
    assert '<link rel="stylesheet' not in page
    [address] = re.findall('<script[^>]* src="([^"]+)"', page)
    script = client.get(address, headers={"Accept-Encoding": "br"})
    assert script.mimetype == "text/javascript"
    assert script.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert len(script.data) <= 4 * 1024
    assert "immutable" not in client.get("/script.js?v=old").headers["Cache-Control"]


def test_the_inline_styles_are_those_that_the_policy_allows_and_small(
    client: StrictClient,
) -> None:
    page = client.get(LESSON)
    assert f"<style>{critical_css.CRITICAL}</style>" in page.get_data(as_text=True)
    assert f"<style>{critical_css.READING}</style>" in page.get_data(as_text=True)
    for block in (critical_css.CRITICAL, critical_css.READING):
        digest = base64.b64encode(hashlib.sha256(block.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in page.headers["Content-Security-Policy"]
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    assert len(brotli.compress(critical_css.CRITICAL.encode())) <= 5 * 1024
    assert len(brotli.compress(critical_css.READING.encode())) <= 3 * 1024


def test_a_new_day_makes_the_page_anew_because_a_number_may_have_become_too_old(client: StrictClient) -> None:
    shelf = client.application.extensions["sala.pages"]
    with clock.frozen(datetime(2026, 11, 24, 5, tzinfo=UTC)):
        client.get(LESSON)
        made = shelf.pages[LESSON]
        client.get(LESSON)
        assert shelf.pages[LESSON] is made
    with clock.frozen(datetime(2026, 11, 25, 5, tzinfo=UTC)):
        client.get(LESSON)
        assert shelf.pages[LESSON] is not made


@pytest.mark.parametrize(("accepted", "unpack"), [("gzip, br", brotli.decompress), ("gzip", gzip.decompress)])
def test_the_paper_of_a_test_travels_compressed_and_small(
    client: StrictClient, people: People, accepted: str, unpack: Callable[[bytes], bytes]
) -> None:
    client.sign_in("KH-1001", language="km")
    paper = client.send("/km/quizzes/pss/").location
    small = client.get(paper, headers={"Accept-Encoding": accepted})
    assert len(small.data) <= 12 * 1024
    assert b"<fieldset" in unpack(small.data)
    assert "Accept-Encoding" in small.headers["Vary"]


def test_a_ready_page_is_handed_out_before_the_application_is_asked(client: StrictClient) -> None:
    first = client.get(LESSON, headers={"Accept-Encoding": "br"})
    ready = client.get(LESSON, headers={"Accept-Encoding": "br"})
    assert ready.data == first.data
    assert ready.headers["ETag"] == first.headers["ETag"]
    for name in (
        "Content-Security-Policy",
        "Cache-Control",
        "X-Content-Type-Options",
        "Vary",
        "Referrer-Policy",
    ):
        assert ready.headers[name] == first.headers[name], name
    assert client.head(LESSON).status_code == 200
    assert client.post(LESSON).status_code == 405
