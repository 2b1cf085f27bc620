"""The wall of certificates: what is held, what ends soon, what to renew first and where an empty place leads."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from lms.certificates.domain import codes, wall
from lms.certificates.domain.wall import Next
from lms.certificates.services import certificates
from lms.content import registry
from lms.courses.domain.next_step import ModuleState, TestState
from lms.db import session
from lms.records.domain.award_rules import Status
from lms.records.services import decisions
from tests.client import StrictClient
from tests.people import People
from tests.records.history import AWARD, day, passes

NEXT: list[tuple[Status, int, TestState, Next]] = [
    ("never", 0, "ready", "lesson"),
    ("never", 3, "ready", "lesson"),
    ("never", 5, "ready", "test"),
    ("never", 5, "open", "test"),
    ("never", 5, "locked", "module"),
    ("never", 5, "waiting", "module"),
    ("never", 5, "none", "module"),
    ("expired", 5, "ready", "test"),
    ("expired", 2, "ready", "lesson"),
    ("in-grace", 0, "ready", "test"),
    ("in-grace", 0, "waiting", "module"),
    ("revoked", 5, "ready", "ask"),
]


@pytest.mark.parametrize(("status", "read", "test", "expected"), NEXT)
def test_an_empty_place_leads_to_what_fills_it(
    status: Status, read: int, test: TestState, expected: Next
) -> None:
    assert wall.next_of(ModuleState(status, read, 5, test)) == expected


RENEW: list[tuple[list[tuple[Status, TestState]], list[int]]] = [
    ([], []),
    ([("valid", "ready"), ("never", "ready"), ("expired", "ready"), ("revoked", "ready")], []),
    ([("expiring", "ready")], [0]),
    ([("expiring", "waiting"), ("in-grace", "locked")], []),
    ([("expiring", "ready"), ("valid", "ready"), ("in-grace", "ready")], [2, 0]),
    ([("expiring", "open"), ("expiring", "ready")], [0, 1]),
]


@pytest.mark.parametrize(("modules", "expected"), RENEW)
def test_what_has_ended_is_renewed_before_what_ends_soon(
    modules: list[tuple[Status, TestState]], expected: list[int]
) -> None:
    assert wall.to_renew([ModuleState(status, 5, 5, test) for status, test in modules]) == expected


def tiles(client: StrictClient, on: date) -> dict[str, str]:
    """The tile of each module in words, and the page under ""."""
    with day(on.isoformat()):
        page = client.get("/en/me/certificates/").get_data(as_text=True)
    found = re.findall(r'<li class="tile[^"]*" data-module="([^"]+)">(.*?)</li>', page, re.DOTALL)
    return {name: " ".join(re.sub("<[^>]*>", " ", tile).split()) for name, tile in found} | {"": page}


def test_sokhas_wall_has_a_place_for_each_module_and_counts_what_she_holds(
    client: StrictClient, people: People
) -> None:
    with day("2026-11-24"):
        passes(people.sokha, "a-1")
    session.commit()
    held = certificates.certificates_of(people.sokha.id)[0]
    assert held.expires_on
    client.sign_in("KH-1001")
    wall_ = tiles(client, date(2026, 11, 25))
    assert set(wall_) - {""} == {module.id for module in registry.current().modules}
    assert f"1 of {len(wall_) - 1}" in wall_[""]
    assert "✓ 24/11/2028" in wall_[AWARD]  # seen; what is read out has the whole sentence
    assert "Valid until 24 November 2028" in wall_[AWARD]
    assert "Renew" not in wall_[""]
    assert "Start reading" in next(words for name, words in wall_.items() if name not in (AWARD, ""))
    code = codes.grouped(held.code)
    assert f'href="/en/me/certificates/{code}.pdf"' in wall_[""]
    assert f'data-share="/verify/{code}"' in wall_[""]


def test_what_ends_soon_counts_its_days_and_stands_above_with_its_button(
    client: StrictClient, people: People
) -> None:
    with day("2026-11-24"):
        passes(people.sokha, "a-1")
    session.commit()
    end = certificates.certificates_of(people.sokha.id)[0].expires_on
    assert end
    client.sign_in("KH-1001")
    soon = tiles(client, end - timedelta(days=21))
    assert "◔ 21 days left" in soon[AWARD]
    assert f'<a class="button main" href="/en/quizzes/{AWARD}/">Renew the certificate</a>' in soon[""]
    assert "◔ 1 day left" in tiles(client, end - timedelta(days=1))[AWARD]
    assert "◔ Last day today" in tiles(client, end)[AWARD]
    after = tiles(client, end + timedelta(days=1))
    assert "◑ Can renew" in after[AWARD]
    assert "Renew the certificate" in after[""]


def test_a_revoked_certificate_is_no_place_to_learn_but_to_ask(client: StrictClient, people: People) -> None:
    with day("2026-11-24"):
        passes(people.sokha, "a-1")
    decisions.revoke(people.sokha, AWARD, reason="Issued to the wrong person", actor=people.chan)
    session.commit()
    client.sign_in("KH-1001")
    words = tiles(client, date(2027, 1, 1))
    assert "✕ Revoked" in words[AWARD]
    assert "ask the HR of your Society" in words[""]
    assert ".pdf" not in words[""]
