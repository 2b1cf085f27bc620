"""Walk-ins: added in the room, matched later, lost for nobody; never a person of Sala by themselves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import delete, func, select

from lms import clock
from lms.accounts.services.people import Person, scope_of
from lms.db import session
from lms.errors import NotFound, RuleBroken
from lms.records.models import LedgerEntry
from lms.workshops.models import (
    Workshop,
    WorkshopMark,
    WorkshopParticipant,
    WorkshopWalkIn,
    WorkshopWalkInMark,
)
from lms.workshops.personal_data import drop_old_names
from lms.workshops.queries.roster import roster_of
from lms.workshops.queries.walk_ins import walk_ins_of
from lms.workshops.services import closing
from lms.workshops.services.attendance import save_attendance
from lms.workshops.services.matching import match_walk_in
from lms.workshops.services.walk_ins import Typed, add_walk_in
from tests.people import People
from tests.records.history import day
from tests.workshops.planned import MONDAY, TUESDAY, close, everywhere, held, note, planned, volunteer


def came(
    people: People, workshop: Workshop, name: str, phone: str = "", half_day: int = 1, **more: Any
) -> WorkshopWalkIn:
    """Bopha adds somebody who is on no list."""
    typed = Typed(more.pop("key", "") or str(uuid4()), name, phone, **more)
    return add_walk_in(workshop, half_day, typed, everywhere(), actor=people.bopha)


def say_who(
    workshop: Workshop, row: WorkshopWalkIn, person: Person, actor: Person, *, hr: bool = False
) -> None:
    """Match a walk-in."""
    match_walk_in(workshop, row.id, person, everywhere(), actor=actor, is_hr=hr)


def entries(person: Person) -> list[str]:
    """What the ledger says of somebody."""
    asked = select(LedgerEntry.requirement).where(LedgerEntry.person_id == person.id)
    return [one or "" for one in session.scalars(asked)]


def test_who_was_never_matched_is_a_number_and_nothing_is_recorded(people: People) -> None:
    with day("2026-11-23"):
        workshop = planned(people)
        held(people, workshop, [people.sokha])
        came(people, workshop, "Dara")
        before = session.scalar(select(func.count()).select_from(LedgerEntry))
        found = closing.closing_of(workshop)
        assert (found.walk_ins, found.figures["people"], found.figures["came"]) == (1, 1, 1)
        close(workshop, people.bopha)
    assert workshop.figures is not None
    assert workshop.figures["walk_ins"] == 1
    assert entries(people.sokha) == ["training"]
    written = session.scalar(select(func.count()).select_from(LedgerEntry))
    assert written == (before or 0) + 2, "Sokha's training, and that Bopha led it"


def test_a_walk_in_who_is_matched_before_closing_is_recorded_like_everybody(people: People) -> None:
    with day("2026-11-23"):
        workshop = planned(people)
        row = came(people, workshop, "Ratana")
        save_attendance(workshop, 1, {}, {}, everywhere(), actor=people.bopha)
        say_who(workshop, row, people.ratana, people.bopha)
        close(workshop, people.bopha)
    assert [line.person.id for line in roster_of(workshop)] == [people.ratana.id]
    assert entries(people.ratana) == ["training"]
    assert session.scalars(select(WorkshopWalkIn)).all() == []


def test_who_comes_on_the_second_half_day_was_not_there_in_the_first(people: People) -> None:
    with day("2026-11-24"):
        workshop = planned(people, days=[(MONDAY, "am"), (TUESDAY, "am")])
        held(people, workshop, [people.sokha])
        row = came(people, workshop, "Ratana", half_day=2)
        assert walk_ins_of(workshop)[0].states == ("absent", "present")
        say_who(workshop, row, people.ratana, people.bopha)
    states = {line.person.id: line.states for line in roster_of(workshop)}
    assert states[people.ratana.id] == ("absent", "present")


def test_on_the_list_already_what_says_more_that_they_came_counts(people: People) -> None:
    with day("2026-11-24"):
        workshop = planned(people, days=[(MONDAY, "am"), (TUESDAY, "am")])
        held(people, workshop, [people.sokha], absent=[people.ratana])
        row = came(people, workshop, "Ratana of the market")
        save_attendance(*(workshop, 1, {}, {}, everywhere()), actor=people.bopha, walk_ins={row.id: "late"})
        say_who(workshop, row, people.ratana, people.bopha)
    states = {line.person.id: line.states for line in roster_of(workshop)}
    assert states[people.ratana.id] == ("late", "absent")
    assert len(states) == 2


def test_the_same_walk_in_sent_twice_is_one_and_typed_twice_is_asked_about(people: People) -> None:
    with day("2026-11-23"):
        workshop = planned(people)
        held(people, workshop, [people.sokha])
        key = str(uuid4())
        assert came(people, workshop, "Dara", "012 345 678", key=key) is came(
            people, workshop, "Dara", "012 345 678", key=key
        )
        for name, phone in (("dara ", ""), ("Somebody", "+855 12 345 678"), ("sokha", ""), ("សុខា", "")):
            with pytest.raises(RuleBroken, match="walk-in-again"):
                came(people, workshop, name, phone)
        came(people, workshop, "Dara", is_another=True)
    assert len(walk_ins_of(workshop)) == 2


@pytest.mark.parametrize(
    ("name", "code"), [("  ", "walk-in-name-missing"), ("x" * 121, "walk-in-name-too-long")]
)
def test_a_walk_in_has_a_name_that_fits(people: People, name: str, code: str) -> None:
    with day("2026-11-23"):
        workshop = planned(people)
        with pytest.raises(RuleBroken, match=code):
            came(people, workshop, name)


def test_a_phone_that_cannot_be_read_is_kept_as_it_was_typed(people: People) -> None:
    with day("2026-11-23"):
        workshop = planned(people)
        assert came(people, workshop, "Dara", "12 34").phone == "12 34"
        assert came(people, workshop, "Vanna", "012 345 678").phone == "+85512345678"


def test_nobody_is_added_before_the_day_or_once_it_is_closed(people: People) -> None:
    with day("2026-11-22"), pytest.raises(RuleBroken, match="not-begun"):
        came(people, planned(people), "Dara")
    with day("2026-11-23"):
        workshop = planned(people)
        held(people, workshop, [people.sokha])
        close(workshop, people.bopha)
        with pytest.raises(RuleBroken, match="workshop-closed"):
            came(people, workshop, "Dara")


def test_after_closing_chan_says_who_it_was_and_bopha_does_not(people: People) -> None:
    with day("2026-11-23"):
        workshop = planned(people)
        held(people, workshop, [people.sokha])
        row = came(people, workshop, "Ratana")
        close(workshop, people.bopha)
        with pytest.raises(RuleBroken, match="workshop-closed"):
            say_who(workshop, row, people.ratana, people.bopha)
        say_who(workshop, row, people.ratana, people.chan, hr=True)
    assert entries(people.ratana) == ["training"]
    assert workshop.figures is not None
    assert [workshop.figures[one] for one in ("people", "came", "walk_ins")] == [2, 2, 0]
    assert workshop.figures["modules"]["pss"] == {"attended": 2, "passed": 0, "practised": 0, "both": 0}
    assert all(line.outcomes["pss"]["recorded"] for line in roster_of(workshop))


def test_who_was_absent_by_another_name_is_recorded_after_closing_and_counted_once(people: People) -> None:
    with day("2026-11-23"):
        workshop = planned(people)
        held(people, workshop, [people.sokha], absent=[people.ratana])
        row = came(people, workshop, "Ratana of the market")
        close(workshop, people.bopha)
        say_who(workshop, row, people.ratana, people.chan, hr=True)
    assert entries(people.ratana) == ["training"]
    assert workshop.figures is not None
    assert [workshop.figures[one] for one in ("people", "came", "walk_ins")] == [2, 2, 0]


def test_figures_do_not_move_by_who_was_erased_since(people: People) -> None:
    with day("2026-11-23"):
        workshop = planned(people)
        held(people, workshop, [people.sokha])
        row = came(people, workshop, "Ratana")
        close(workshop, people.bopha)
        for rows in (WorkshopMark, WorkshopParticipant):  # Sokha was erased
            session.execute(delete(rows))
        say_who(workshop, row, people.ratana, people.chan, hr=True)
    assert workshop.figures is not None
    assert [workshop.figures[one] for one in ("people", "came", "walk_ins")] == [2, 2, 0]


def test_names_that_nobody_knows_go_and_the_number_stays_for_closing_anew(people: People) -> None:
    with day("2026-11-23"):
        workshop = planned(people)
        held(people, workshop, [people.sokha])
        came(people, workshop, "Dara", "012 345 678")
        close(workshop, people.bopha)
    with day("2027-02-23"):
        assert drop_old_names(clock.now() - timedelta(days=90)) == 1
        [line] = walk_ins_of(workshop)
        assert (line.row.name, line.row.phone) == ("", "")
        closing.reopen(workshop, "A mark was wrong.", actor=people.chan)
        close(workshop, people.chan)
    assert workshop.figures is not None
    assert workshop.figures["walk_ins"] == 1


def test_an_orientation_records_nothing_for_a_walk_in_that_is_matched_afterwards(people: People) -> None:
    with day("2026-11-23"):
        workshop = planned(people, kind="orientation", modules=())
        held(people, workshop, [people.sokha])
        row = came(people, workshop, "Ratana")
        close(workshop, people.bopha)
        say_who(workshop, row, people.ratana, people.chan, hr=True)
    assert entries(people.ratana) == []


def test_who_leads_it_and_who_says_it_are_no_walk_in(people: People) -> None:
    with day("2026-11-23"):
        workshop = planned(people)
        held(people, workshop, [people.sokha])
        row = came(people, workshop, "Chan")
        with pytest.raises(RuleBroken, match="leads-it"):
            say_who(workshop, row, people.bopha, people.bopha)
        close(workshop, people.bopha)
        with pytest.raises(RuleBroken, match="own-workshop"):
            say_who(workshop, row, people.chan, people.chan, hr=True)


def test_dao_neither_sees_nor_matches_a_walk_in_that_bopha_has_added(people: People) -> None:
    with day("2026-11-23"):
        workshop = planned(people)
        row = came(people, workshop, "Malee")
        thai = scope_of(people.dao, "workshops.run")
        with pytest.raises(NotFound):
            match_walk_in(workshop, row.id, people.malee, thai, actor=people.dao, is_hr=True)


def test_a_changed_walk_in_is_shown_again_before_closing(people: People) -> None:
    with day("2026-11-23"):
        workshop = planned(people)
        held(people, workshop, [people.sokha])
        seen = closing.closing_of(workshop).seen
        came(people, workshop, "Dara")
        with pytest.raises(RuleBroken, match="changed-meanwhile"):
            closing.close(workshop, seen, actor=people.bopha)


def test_a_walk_in_who_was_tapped_away_is_not_counted(people: People) -> None:
    with day("2026-11-23"):
        workshop = planned(people)
        held(people, workshop, [people.sokha])
        row = came(people, workshop, "Dara")
        save_attendance(*(workshop, 1, {}, {}, everywhere()), actor=people.bopha, walk_ins={row.id: "absent"})
        assert closing.closing_of(workshop).walk_ins == 0
    assert session.scalars(select(WorkshopWalkInMark.state)).all() == ["absent"]


def test_a_workshop_of_walk_ins_alone_is_saved_and_closed(people: People) -> None:
    with day("2026-11-23"):
        workshop = planned(people)
        came(people, workshop, "Dara")
        note(people.bopha, workshop, {})
        close(workshop, people.bopha)
    assert workshop.closed_at is not None


def test_another_volunteer_of_the_same_name_is_matched_once(people: People) -> None:
    with day("2026-11-23"):
        workshop = planned(people)
        other = volunteer(people, "KH-1055", "វណ្ណា", "Vanna")
        held(people, workshop, [people.sokha])
        row = came(people, workshop, "Vanna")
        say_who(workshop, row, other, people.bopha)
        with pytest.raises(NotFound):
            say_who(workshop, row, other, people.bopha)
