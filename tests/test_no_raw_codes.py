"""What the program calls units, modules and awards is nobody's language: no page shows it to anybody."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape

import pytest

from lms.accounts.models import RoleName
from lms.accounts.services import people as people_service
from lms.content import registry
from lms.db import session
from lms.privacy.services import requests
from tests.client import StrictClient
from tests.people import People
from tests.records.history import day, passes

_LINK = re.compile(r'<(?:a|form)\b[^>]*(?:href|action)="(/[^"#]*)')
_UNSEEN = re.compile(r"<(script|style|svg)\b.*?</\1>|<!--.*?-->|<[^>]*>", re.DOTALL)
_PAGES_OF_ONE_KIND = 2


def visible(page: str) -> str:
    return unescape(_UNSEEN.sub(" ", page))


def codes() -> re.Pattern[str]:
    """The codes of the region, of Societies, of branches, of modules (which are those of awards, too)."""
    library = registry.current()
    # "hiv" and "migration" are written as words, too: the first in capitals, the other not on English pages.
    names = [
        "mekong",
        *library.societies,
        *(module.id for module in library.modules if module.id != "migration"),
    ]
    branches = [branch.code for society in library.societies.values() for branch in society.branches]
    return re.compile(rf"(?<![\w/.@-])(?:{'|'.join(map(re.escape, [*names, *branches]))})(?![\w/.@-])")


@pytest.mark.parametrize("language", ["en", "km", "lo", "th"])
def test_no_page_of_anybody_shows_a_raw_code(client: StrictClient, people: People, language: str) -> None:
    with day("2026-11-24"):
        passes(people.sokha, "a-1")
    region = people_service.ensure_unit("region", "mekong", None)
    leaders: list[tuple[str, RoleName]] = [("AD-0001", "admin"), ("IF-0001", "viewer")]
    for number, role in leaders:
        leader = people_service.create_person(
            people_service.Particulars(number=number, name="Alex", latin_name="Alex", language=language),
            region,
            actor=None,
        )
        leader.pin_hash = people.sokha.pin_hash
        requests.see_notice(leader, language)
        people_service.give_role(leader, role, region, actor=None)
    session.commit()
    everybody = [people.sokha.number, people.bopha.number, people.noy.number, people.chan.number]
    pattern, wrong = codes(), []
    adapter = client.application.url_map.bind("localhost")
    for number in ("", *everybody, *(number for number, _ in leaders)):
        visitor = StrictClient(client.application, client.application.response_class)
        if number:
            visitor.sign_in(number, language=language)
        waiting, seen, kinds = [f"/{language}/", f"/{language}/me/"], set(), Counter[str]()
        while waiting:
            address = unescape(waiting.pop(0))
            path = address.partition("?")[0]
            if (
                address in seen
                or path.endswith((".pdf", ".json", ".csv", ".xlsx", ".po"))
                or "sign-out" in path
            ):
                continue
            seen.add(address)
            if not path.startswith((f"/{language}/", "/verify/")) or not adapter.test(path, "GET"):
                continue
            kind = f"{adapter.match(path, 'GET')[0]}{'?' in address}"
            kinds[kind] += 1
            if kinds[kind] > _PAGES_OF_ONE_KIND:
                continue
            answer = visitor.get(address)
            if answer.status_code != 200 or answer.mimetype != "text/html":
                continue
            page = answer.get_data(as_text=True)
            wrong += [
                f"{number or 'nobody'} {address}: {match[0]}" for match in pattern.finditer(visible(page))
            ]
            waiting += _LINK.findall(page)
        assert len(seen) > 20
    assert sorted(set(wrong)) == []
