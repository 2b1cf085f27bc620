"""A merge moves nothing: every entry, attempt, attendance and certificate of both is there, during it and after.

Whatever table is added later is compared with the others.
"""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from lms import clock
from lms.accounts.models import Merge
from lms.accounts.services.merging import merges
from lms.accounts.services.people import Person
from lms.certificates.domain.codes import grouped
from lms.certificates.services import certificates, verification
from lms.content import registry
from lms.courses import services
from lms.db import Base, session
from lms.errors import NotFound
from lms.quizzes.domain.kinds import rules_of
from lms.quizzes.services import attempts, overviews
from lms.records.services import achievements
from tests.client import StrictClient
from tests.people import People
from tests.records.history import day, projection_rows

# What says that two records are one, and what is made anew from the ledger.
_ABOUT_THE_MERGE = {"person", "merge", "audit", "certification"}


def _everything() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every other table that has to do with people."""
    session.flush()
    return {
        table.name: sorted(map(tuple, session.execute(select(table)).all()), key=repr)
        for table in Base.metadata.sorted_tables
        if table.name not in _ABOUT_THE_MERGE
    }


def _pass(person: Person, module: str) -> str:
    """Read the lessons of a module, sit its test, and leave another paper open; the paper that was passed."""
    taught = registry.current().module(module)
    for lesson in taught.lessons:
        services.mark_read(person, taught, lesson)
    uuid = attempts.open_paper(person, module, "km")
    asked = attempts.paper(person, uuid).asked
    attempts.submit(
        person, uuid, {one.question.id: rules_of(one.question).key for one in asked}, language="km"
    )
    return uuid


def _teach(person: Person, award: str) -> None:
    """Be there as the one who trains others."""
    evidence = {"workshop": "7b0c", "role": "trainer"}
    achievements.record_achievement(
        person, award, "trainer-credit", on=clock.today(), evidence=evidence, actor=person
    )


@pytest.fixture
def papers(people: People) -> dict[str, str]:
    """Sokha and Ratana have trained, each under a number of her own; the tests that they passed."""
    with day("2026-03-02"):
        passed = {"sokha": _pass(people.sokha, "pss")}
        _teach(people.sokha, "pss")
        attempts.open_paper(people.sokha, "cea", "km")
        achievements.record_past_training(
            people.sokha,
            "cea",
            on=date(2025, 5, 6),
            source="list of 2025",
            reason="paper",
            actor=people.chan,
            result="passed",
        )
    with day("2026-04-07"):
        passed["ratana"] = _pass(people.ratana, "migration")
        _teach(people.ratana, "migration")
        attempts.open_paper(people.ratana, "pss", "km")
        achievements.extend(people.ratana, "migration", date(2029, 1, 1), reason="flood", actor=people.chan)
    session.commit()
    return passed


def _merge(people: People) -> int:
    merges.merge(people.sokha, people.ratana, reason="Entered twice", actor=people.chan)
    return session.scalars(select(Merge.id)).one()


def test_no_row_of_either_is_changed_by_a_merge_or_by_undoing_it(
    people: People, papers: dict[str, str]
) -> None:
    before, held = _everything(), projection_rows()
    with day("2026-05-04"):
        merge_id = _merge(people)
        assert _everything() == before
        assert {row[0] for row in projection_rows()} == {people.sokha.id}
        merges.undo_merge(merge_id, actor=people.chan)
    assert _everything() == before
    assert projection_rows() == held
    assert sum(map(len, before.values())) > 30, "there was something to lose"


def test_all_of_both_belongs_to_the_one_who_stays(people: People, papers: dict[str, str]) -> None:
    sokha, ratana = people.sokha, people.ratana
    entries = {entry.id for one in (sokha, ratana) for entry in achievements.entries_of(one.id)}
    codes = {paper.code for one in (sokha, ratana) for paper in certificates.certificates_of(one.id)}
    met = {entry.requirement for one in (sokha, ratana) for entry in achievements.entries_of(one.id)}
    assert {"post-test", "trainer-credit"} <= met
    assert len(codes) == 3
    with day("2026-05-04") as today:
        _merge(people)
        assert {entry.id for entry in achievements.entries_of(sokha.id)} == entries
        assert {paper.code for paper in certificates.certificates_of(sokha.id)} == codes
        for code in codes:
            assert verification.verify(code, today).state == "valid"
        standings = achievements.standings_of(sokha, today)
        assert standings["migration"].expires_on == date(2029, 1, 1)
        assert {standings[award].status for award in ("pss", "cea", "migration")} == {"valid"}
        assert overviews.overview(sokha, "migration").passed_at is not None


def test_what_was_answered_and_read_stays_with_the_record_it_was_answered_in(
    people: People, papers: dict[str, str]
) -> None:
    """Whoever joins two records may be wrong about them, or want to read somebody's answers."""
    sokha = people.sokha
    with day("2026-05-04"):
        _merge(people)
        assert attempts.paper(sokha, papers["sokha"]).state == "submitted"
        with pytest.raises(NotFound):
            attempts.paper(sokha, papers["ratana"])
        assert overviews.overview(sokha, "pss").open_paper is None, "the open one is Ratana's"
        assert overviews.overview(sokha, "cea").open_paper is not None
        modules = services.learning_of(sokha).modules
        read = {one.module.id: len(one.read) == len(one.module.lessons) for one in modules}
        assert (read["pss"], read["migration"]) == (True, False)


def test_after_undoing_it_each_sees_the_own_tests_alone(people: People, papers: dict[str, str]) -> None:
    with day("2026-05-04"):
        merges.undo_merge(_merge(people), actor=people.chan)
        assert attempts.paper(people.ratana, papers["ratana"]).state == "submitted"
        with pytest.raises(NotFound):
            attempts.paper(people.sokha, papers["ratana"])
        assert overviews.overview(people.sokha, "migration").passed_at is None


def test_whoever_signs_in_with_either_number_sees_the_certificates_of_both(
    client: StrictClient, people: People, papers: dict[str, str]
) -> None:
    codes = {
        paper.code for one in (people.sokha, people.ratana) for paper in certificates.certificates_of(one.id)
    }
    with day("2026-05-04"):
        _merge(people)
        session.commit()
        client.sign_in("KH-1002")
        page = client.get("/en/me/certificates/").get_data(as_text=True)
        assert all(f"/en/me/certificates/{grouped(code)}.pdf" in page for code in codes)
        assert client.get(f"/en/quizzes/migration/{papers['ratana']}/result/").status_code == 404
        assert client.get(f"/en/quizzes/pss/{papers['sokha']}/result/").status_code == 200
