"""Two presses at one moment, with real threads on both engines: the last officer stays, and cards are made once."""

from __future__ import annotations

import re
import threading

from flask import Flask
from sqlalchemy import func, select

from lms.accounts.models import Card, Role
from lms.accounts.queries import people as people_queries
from lms.accounts.services import roles
from lms.db import session
from tests.client import StrictClient
from tests.people import People


def _at_once(app: Flask, sent: list[tuple[StrictClient, str, dict[str, str]]]) -> list[int]:
    """What each of some browsers is answered that send a form to an address at one moment."""
    session.commit()  # what was read so far holds a lock outside of requests
    start = threading.Barrier(len(sent))
    answers: list[int] = []

    def press(client: StrictClient, address: str, typed: dict[str, str]) -> None:
        with app.app_context():  # one of its own, as on a server
            start.wait()
            answers.append(client.post(address, data=typed).status_code)

    threads = [threading.Thread(target=press, args=one) for one in sent]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)


def _signed_in(app: Flask, number: str) -> StrictClient:
    client = StrictClient(app, app.response_class)
    client.sign_in(number)
    return client


def test_of_two_last_officers_who_go_at_one_moment_one_stays(app: Flask, people: People) -> None:
    roles.give_role(people.sokha, "hr", people_queries.unit_by_code("khm"), actor=None)
    session.commit()
    sent = []
    for number in ("KH-1200", "KH-1001"):
        client, own = _signed_in(app, number), f"/en/people/{number}/roles/"
        typed = {"role": "hr", "unit": "khm", "act": "take", "sure": "1", "csrf_token": client.token(own)}
        sent.append((client, own, typed))
    assert _at_once(app, sent) == [303, 422]
    session.expire_all()
    khm = people_queries.unit_by_code("khm").id
    assert session.scalar(select(func.count()).select_from(Role).filter_by(name="hr", unit_id=khm)) == 1


def test_of_two_presses_at_one_moment_one_makes_the_cards(app: Flask, people: People) -> None:
    address, sent = "/en/people/cards/?number=KH-1001&again=1", []
    for client in (_signed_in(app, "KH-1200"), _signed_in(app, "KH-1200")):
        page = client.get(address).get_data(as_text=True)
        [newest] = re.findall(r'name="newest" value="(\d+)"', page)
        typed = {"number": "KH-1001", "again": "1", "newest": newest, "csrf_token": client.token(address)}
        sent.append((client, "/en/people/cards.pdf", typed))
    assert _at_once(app, sent) == [200, 422]
    session.expire_all()
    assert session.scalar(select(func.count()).select_from(Card)) == 1
