"""An erasure looks through all lists before it writes: nobody waits for as long as lists are. Counted, not timed."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import g
from sqlalchemy import select

from lms.accounts.queries.identifying_text import IdentifyingText, identifying_text_of
from lms.db import session
from lms.errors import RuleBroken
from lms.imports.models import ListImport, ListRow
from lms.imports.services import imports, mentions, opening
from lms.privacy.models import ErasureRequest
from lms.privacy.services import erasure, requests
from tests.client import StrictClient
from tests.imports.files import brought, text
from tests.people import SECRET, People

HEADINGS = ("Volunteer number", "Name", "Branch")
OTHERS = [(f"KH-20{row}", f"Somebody {row}", "Phnom Penh") for row in range(10, 40)]


def waiting_list(people: People, *rows: tuple[str, str, str], name: str = "list.csv") -> ListImport:
    """A list that Chan has brought in and not decided about."""
    made = brought(text(HEADINGS, *rows), name, "people", people.chan.unit, people.chan)
    session.commit()
    return made


def asked_by_ratana(people: People) -> ErasureRequest:
    request = requests.ask_erasure(people.ratana, actor=people.ratana)
    session.commit()
    return request


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """For each line that is looked at: whether others can write meanwhile."""
    seen: list[bool] = []
    tell = IdentifyingText.tell

    def telling(self: IdentifyingText, line: str) -> bool:
        seen.append(bool(g.get("only_reads", False)))
        return tell(self, line)

    monkeypatch.setattr(IdentifyingText, "tell", telling)
    return seen


def test_lists_are_looked_through_while_others_can_write(
    client: StrictClient, people: People, looked_at: list[bool]
) -> None:
    waiting = waiting_list(people, *OTHERS, ("KH-1002", "រតនា", "Phnom Penh"))
    staying = waiting_list(people, *OTHERS, name="others.csv")
    request = asked_by_ratana(people)
    client.sign_in("KH-1200")
    address, sent = f"/en/people/erasures/{request.id}/", {"answer": "erase", "sure": "1"}
    assert client.send(address, {"answer": "erase"}, form="/en/me/data/").status_code == 422
    assert client.send(address, sent, form="/en/me/data/").status_code == 303
    assert looked_at.count(True) >= 2 * len(OTHERS)
    assert looked_at.count(False) == 0
    session.expire_all()
    assert (waiting.state, staying.state) == ("dropped", "matching")


def test_what_has_changed_since_is_looked_through_again(people: People, tmp_path: Path) -> None:
    waiting_list(people, *OTHERS)
    request = asked_by_ratana(people)
    found = erasure.look_up(request)
    named = waiting_list(people, ("KH-1002", "រតនា", "Phnom Penh"), name="later.csv")
    erasure.erase(request, actor=people.chan, folder=tmp_path, secret=SECRET, looked_up=found)
    assert named.state == "dropped"


def test_a_line_that_was_given_to_the_person_since_is_found(people: People) -> None:
    waiting = waiting_list(people, *OTHERS)
    row = ListRow(
        import_id=waiting.id,
        line=2,
        action="skip",
        given={},
        problems=[],
        candidates=[],
        before={},
        done=False,
    )
    session.add(row)
    session.flush()
    ids = [people.ratana.id]
    before = mentions.look_up(ids, identifying_text_of(ids))
    assert not before.lists[waiting.id].brings_back
    row.candidates = [{"id": people.ratana.id, "why": "name"}]
    session.flush()
    after = mentions.look_up(ids, identifying_text_of(ids), before)
    assert after.lists[waiting.id].brings_back
    assert after.lines() == [row.id]


def test_what_was_looked_up_of_somebody_else_or_of_an_old_name_does_not_count(people: People) -> None:
    named = waiting_list(people, ("KH-9", "Chan Ratana", "Phnom Penh"))
    ids = [people.ratana.id]
    before = mentions.look_up(ids, identifying_text_of(ids))
    assert not before.lists[named.id].brings_back
    people.ratana.latin_name = "Ratana Chan"
    session.flush()
    assert mentions.look_up(ids, identifying_text_of(ids), before).lists[named.id].brings_back


def test_a_society_has_no_more_than_so_many_lists_that_wait(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What waits is looked through for everybody who is erased. Those of another Society do not count."""
    monkeypatch.setattr(opening, "MOST_OPEN", 2)
    first = waiting_list(people, OTHERS[0])
    waiting_list(people, OTHERS[1], name="second.csv")
    with pytest.raises(RuleBroken, match="too-many-open"):
        waiting_list(people, OTHERS[2], name="third.csv")
    thai = text(HEADINGS, ("TH-5", "มานี", "Sa Kaeo"))
    assert brought(thai, "thai.csv", "people", people.dao.unit, people.dao).state == "matching"
    assert waiting_list(people, OTHERS[0]).id == first.id, "the same file is no further list"
    imports.drop(first, actor=people.chan)
    session.commit()
    assert waiting_list(people, OTHERS[2], name="third.csv").state == "matching"
    assert session.scalars(select(ListImport.state).where(ListImport.id == first.id)).one() == "dropped"
