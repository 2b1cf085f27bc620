"""A workshop of many: what its pages and its closing ask of the database does not grow with the people."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import pytest
from sqlalchemy import event

from lms import clock, db
from lms.db import session
from lms.workshops.domain.attendance import State
from lms.workshops.models import Workshop
from lms.workshops.queries.roster import roster_of
from lms.workshops.services import closing
from lms.workshops.services.attendance import save_attendance
from lms.workshops.services.roster import add_people
from tests.client import StrictClient
from tests.people import People
from tests.workshops.planned import UUID, close, everywhere, note, planned, volunteer

PAGE: Final = f"/en/workshops/{UUID}/"
PRESENT: Final[State] = "present"
LATE: Final[State] = "late"


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements. What nobody holds any more is collected before, not at some moment while they are counted: an

    object that is still there, expired, is asked for by a statement of its own.
    """
    gc.collect()
    found: list[str] = []

    def keep(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        found.append(statement)

    engine = db.db.engine
    event.listen(engine, "before_cursor_execute", keep)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", keep)


def with_people(people: People, numbers: range, modules: tuple[str, ...] = ("pss", "hiv")) -> Workshop:
    """A workshop of today with some more people on its list."""
    known = session.get(Workshop, UUID) or planned(people, modules=modules, days=[(clock.today(), "am")])
    some = [volunteer(people, f"KH-8{number:03}", f"សុខ{number}", f"Sok {number}") for number in numbers]
    add_people(known, some, actor=people.bopha)
    session.commit()
    return known


@pytest.mark.parametrize(
    "page", ["", "attendance/1/", "close/", "practice/pss/", "practice/hiv/", "report.pdf", "people/"]
)
def test_a_page_asks_as_much_for_thirty_people_as_for_ten(
    client: StrictClient, people: People, page: str
) -> None:
    client.sign_in("KH-1100")
    asked: list[int] = []
    for numbers in (range(10), range(10, 30)):
        if page == "report.pdf" and asked:
            closing.reopen(session.get_one(Workshop, UUID), "More people came", actor=people.chan)
        workshop = with_people(people, numbers)
        if page == "report.pdf":
            note(people.bopha, workshop, {})
            close(workshop, people.bopha)
            session.commit()
        client.get(f"{PAGE}{page}")  # what is kept for the next time is kept now
        session.expire_all()
        with counted() as statements:
            assert client.get(f"{PAGE}{page}").status_code == 200
        asked.append(len(statements))
    assert asked[1] <= asked[0], Counter(statements).most_common()


def _saved(people: People, workshop: Workshop) -> None:
    ids = [line.person.id for line in roster_of(workshop)]
    seen, late = dict.fromkeys(ids, PRESENT), dict.fromkeys(ids, LATE)
    save_attendance(workshop, 1, seen, late, everywhere(), actor=people.bopha)


def _closed(people: People, workshop: Workshop) -> None:
    close(workshop, people.bopha)


def _opened(people: People, workshop: Workshop) -> None:
    closing.reopen(workshop, "A mistake", actor=people.chan)


@pytest.mark.parametrize(
    ("before", "verb"),
    [
        ((), _saved),
        ((_saved,), _closed),
        ((_saved, _closed), _opened),
    ],
)
def test_a_verb_asks_as_much_for_thirty_people_as_for_ten(
    people: People,
    before: tuple[Callable[[People, Workshop], None], ...],
    verb: Callable[[People, Workshop], None],
) -> None:
    asked: list[int] = []
    for count in (10, 30):
        with session.begin_nested() as step:
            workshop = with_people_here(people, count)
            for one in before:
                one(people, workshop)
            session.flush()
            session.expire_all()
            with counted() as statements:
                verb(people, workshop)
                session.flush()
            asked.append(len(statements))
            step.rollback()
        session.expire_all()
    assert asked[1] <= asked[0] + 1, asked


def with_people_here(people: People, count: int) -> Workshop:
    """As `with_people`, and nothing is stored."""
    made = planned(people, modules=("pss", "hiv"), days=[(clock.today(), "am")])
    some = [volunteer(people, f"KH-8{number:03}", f"សុខ{number}", f"Sok {number}") for number in range(count)]
    add_people(made, some, actor=people.bopha)
    return made
