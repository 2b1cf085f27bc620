"""Finding people by any part of their names: in any script, however typed, and only whom one may see."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import ColumnElement, insert, literal, select, text
from sqlalchemy.orm import aliased

from lms.accounts.domain.permissions import Scope
from lms.accounts.models import Person
from lms.accounts.queries import name_search
from lms.accounts.queries import people as people_queries
from lms.accounts.queries.name_search import MOST
from lms.accounts.services import people as people_service
from lms.db import session
from lms.text import collation
from lms.text.graphemes import clusters
from lms.text.search_key import words
from tests.people import People


def _scope(person: Person) -> Scope:
    return people_service.scope_of(person, "records.read")


def _settle(number: str, name: str, latin: str, code: str = "KH-12", language: str = "km") -> Person:
    unit = people_queries.unit_by_code(code)
    return people_service.create_person(
        people_service.Particulars(number=number, name=name, latin_name=latin, language=language),
        unit,
        actor=None,
    )


def _found(scope: Scope, typed: str, limit: int = 50) -> list[str]:
    """The numbers that are found, after making sure that the condition of a list finds the same people."""
    found = name_search.find(scope, typed, limit)
    listed = select(Person.number).where(
        Person.unit_id.in_(scope.units), name_search.condition(typed, Person, scope.units)
    )
    if not found.more and words(typed):
        assert {one.number for one in found.people} == set(session.scalars(listed))
    return [one.number for one in found.people]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("សុខា", ["KH-1001"]),
        ("សុខ\u200bា", ["KH-1001"]),
        ("ខា", ["KH-1001"]),
        ("ស", ["KH-1001"]),
        ("SOKHA", ["KH-1001"]),
        ("okh", ["KH-1001"]),
        ("kh-1001", ["KH-1001"]),
        ("១០០១", ["KH-1001"]),
        ("sokha 1001", ["KH-1001"]),
        ("1001 សុខា", ["KH-1001"]),
        ("ចាន", ["KH-1200"]),  # the sign at the end left out
        ("Malee", []),  # of another Society
        ("มาลี", []),
        ("ratana sokha", []),  # all words, of one person
        ("100%", []),
        ("_", []),
        ("'", []),
        ('"', []),
        ("\\", []),
        ("zz", []),
        ("it's", []),
        ('sok"ha', []),
        ("sok\\ha", []),
        ("", []),
    ],
)
def test_chan_finds_the_people_of_her_society_however_she_types(
    people: People, typed: str, found: list[str]
) -> None:
    assert _found(_scope(people.chan), typed) == found


def test_dao_finds_hers_and_nobody_finds_anybody_without_a_scope(people: People) -> None:
    assert _found(_scope(people.dao), "มาล") == ["TH-1001"]
    assert _found(_scope(people.dao), "Sokha") == []
    assert _found(Scope(frozenset()), "Sokha") == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("V-302", ["V-0302"]),
        ("v302", ["V-0302"]),
        ("V-0302", ["V-0302"]),
        ("V-30", ["V-0302"]),  # still typing
        ("V-2", []),
        ("W-302", []),
    ],
)
def test_the_zeros_of_a_number_need_not_be_typed(people: People, typed: str, found: list[str]) -> None:
    _settle("V-0302", "ស្រីនិច", "Sreynich")
    assert _found(_scope(people.chan), typed) == found


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("ນ້ຳຝົນ", "ນຳຝົນ"),
        ("ນ້ຳຝົນ", "ນໍ້າ"),
        ("น้ำฝน", "นํ้าฝน"),
        ("ศักดิ์สิทธิ์", "ศักดิสิทธิ"),
        ("ប៉ាង", "បាង"),
        ("ចន្ទ្រា", "ចន្រ្ទា"),
        ("ស្ដើង", "ស្តើង"),
        ("ຫຼ້າ", "ຫລາ"),
    ],
)
def test_tones_signs_and_their_order_need_not_be_right(people: People, name: str, typed: str) -> None:
    _settle("KH-3000", name, "Somebody")
    assert _found(_scope(people.chan), typed) == ["KH-3000"]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("แก้วใส", "แก้วไส"),
        ("มะลิ", "มลิ"),
        ("วิชัย", "วิไช"),
        ("วิไชย", "วิไช"),
        ("สมชัย", "สมไช"),
        ("ศรีสุข", "ศรีสุก"),
        ("ณัฐพล", "นัทพน"),
        ("วรรณา ใจดี", "วันนา ใจดี"),
        ("ວົງໄຊ", "ວົງໃຊ"),
        ("សុវណ្ណ", "សុវណ្ន"),
        ("บุญมี", "นาง บุญมี"),
        ("บุญมี ใจดี", "นางบุญมี"),
        ("ບຸນມີ", "ທ້າວ ບຸນມີ"),
        ("សុភា", "លោកស្រី សុភា"),
        ("Sophea", "Mrs. Sophea"),
    ],
)
def test_a_name_is_found_by_another_spelling_of_its_sounds_and_behind_a_title(
    people: People, name: str, typed: str
) -> None:
    _settle("KH-3000", name, "")
    assert _found(_scope(people.chan), typed) == ["KH-3000"]


def test_what_only_sounds_so_is_left_out_where_somebody_is_spelled_so(people: People) -> None:
    _settle("KH-3000", "วิชัย", "")
    _settle("KH-3001", "วิไช", "")
    assert _found(_scope(people.chan), "วิไช") == ["KH-3001"]


def test_a_name_with_other_sounds_is_not_found(people: People) -> None:
    _settle("KH-3000", "สมชาย", "")
    assert _found(_scope(people.chan), "สมใจนึก") == []
    assert _found(_scope(people.chan), "วิชัย") == []


def test_every_row_of_clusters_of_a_name_finds_it(people: People) -> None:
    names = ("ហ៊ុនស្រីពៅ", "ນ້ອຍຈັນທະລັງສີ", "ศักดิ์สิทธิ์ชัย")
    for number, name in enumerate(names):
        made = _settle(f"KH-300{number}", name, f"Name {number}")
        row = clusters(name)
        for start in range(len(row)):
            for end in range(start + 1, len(row) + 1):
                typed = "".join(row[start:end])
                assert made.number in _found(_scope(people.chan), typed), typed


def test_whole_words_come_first_then_the_order_of_names(people: People) -> None:
    _settle("KH-3001", "កញ្ញា", "Solika")
    _settle("KH-3002", "លីដា", "Lida")
    _settle("KH-3003", "សុខ លី", "Sok Li")
    _settle("KH-3004", "ចាន់ លី", "Chan Li")
    assert _found(_scope(people.chan), "li") == ["KH-3004", "KH-3003", "KH-3001", "KH-3002"]
    some = name_search.find(_scope(people.chan), "li", 3)
    assert ([one.number for one in some.people], some.more) == (["KH-3004", "KH-3003", "KH-3001"], True)


def _settle_many(unit_id: int, count: int) -> None:
    order = collation.sort_key_of_name("ដារា", "km")
    session.execute(
        insert(Person),
        [
            {
                "number": f"KH-5{number:05}",
                "name": "ដារា",
                "latin_name": "Dara",
                "name_key": "ដារា dara",
                "name_order": order,
                "language": "km",
                "unit_id": unit_id,
                "created_at": datetime(2026, 1, 1, tzinfo=UTC),
            }
            for number in range(count)
        ],
    )


@pytest.mark.parametrize("typed", ["dara", "da", "ដ"])
def test_of_very_many_the_whole_words_are_still_the_first(people: People, typed: str) -> None:
    _settle_many(people.sokha.unit_id, MOST + 1)
    _settle("KH-9000", "ហុន ដ", "Da Hun")
    found = name_search.find(_scope(people.chan), typed, 5)
    assert (len(found.people), found.more) == (5, True)
    assert (found.people[0].number == "KH-9000") is (typed != "dara")
    everybody = select(Person.number).where(
        Person.unit_id == people.sokha.unit_id, name_search.condition(typed)
    )
    assert len(session.scalars(everybody).all()) == MOST + 1 + (typed != "dara")


@pytest.mark.parametrize("most_read", [40_000, 600])
def test_what_many_have_is_read_and_not_looked_up_unless_that_takes_too_long(
    people: People, monkeypatch: pytest.MonkeyPatch, most_read: int
) -> None:
    """Of 100 keys all are Dara's: 750 should hold enough of them."""
    _settle_many(people.sokha.unit_id, 760)
    asked: list[str] = []
    indexed = name_search._indexed

    def watched(terms: list[tuple[str, ...]]) -> Iterator[ColumnElement[bool]]:
        asked.extend(term[0] for term in terms)
        return indexed(terms)

    monkeypatch.setattr(name_search, "_indexed", watched)
    monkeypatch.setattr(name_search, "_SAMPLE", 100)
    monkeypatch.setattr(name_search, "_MOST_READ", most_read)
    found = name_search.find(_scope(people.chan), "dar", 5)
    assert ([one.latin_name for one in found.people], found.more) == (["Dara"] * 5, True)
    assert ("dar" in asked) is (most_read == 600)


def test_a_person_beyond_the_first_thousands_is_found_by_the_index(people: People) -> None:
    _settle_many(people.sokha.unit_id, 4100)
    _settle("KH-9000", "វិចិត្រ", "Vichet")
    for typed in ("វិចិត", "vichet", "vi", "9000", "ចិ", "v"):
        assert _found(_scope(people.chan), typed) == ["KH-9000"], typed


def test_the_condition_can_be_about_another_row_of_people(people: People) -> None:
    other = aliased(Person)
    query = select(other.number).where(name_search.condition("sok", other))
    assert session.scalars(query).all() == ["KH-1001"]
    assert len(session.scalars(select(Person.id).where(name_search.condition(" ", Person))).all()) == 7


def test_a_new_name_or_number_is_found_and_the_old_one_is_not(people: People) -> None:
    people_service.set_name(people.sokha, "វណ្ណា", "Vanna")
    people.sokha.number = "KH-7777"
    session.commit()
    assert _found(_scope(people.chan), "vanna") == ["KH-7777"]
    assert _found(_scope(people.chan), "7777") == ["KH-7777"]
    assert _found(_scope(people.chan), "sokha") == []
    assert _found(_scope(people.chan), "សុខា") == []


def test_a_merged_record_is_found_through_the_one_that_is_kept(people: People) -> None:
    people.ratana.merged_into_id = people.sokha.id
    session.flush()
    found = name_search.find(_scope(people.chan), "ratana")
    assert [one.number for one in found.people] == ["KH-1001"]
    assert [one.number for one in name_search.find(_scope(people.chan), "KH-100").people] == ["KH-1001"]


def _left() -> str:
    """All that the index knows."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(
            text("CREATE VIRTUAL TABLE temp.known USING fts5vocab('main', 'person_search', 'row')")
        )
        return "\n".join(session.scalars(text("SELECT term FROM temp.known")))
    pieces = text("SELECT tsvector_to_array(person_search_pieces(search_key)) FROM person")
    return "\n".join(piece for row in session.scalars(pieces) for piece in row)


def test_nothing_of_an_erased_name_is_left(people: People) -> None:
    people.sokha.number, people.sokha.name, people.sokha.latin_name = "ERASED-1", "", ""
    people.sokha.erased_at = datetime(2026, 11, 25, tzinfo=UTC)
    session.commit()
    assert people.sokha.search_key == " erased 1 erased1 "
    assert name_search.find(_scope(people.chan), "erased").people == ()
    assert name_search.find(_scope(people.chan), "sokha").people == ()
    left = _left()
    assert "rat" in left
    assert not any(piece in left for piece in ("sok", "okh", "kha", "សុខ", "ខា "))


def test_a_deleted_person_leaves_the_index(people: People) -> None:
    made = _settle("KH-3000", "ហ៊ុន", "Hunxq")
    session.flush()
    session.delete(made)
    session.flush()
    assert _found(_scope(people.chan), "hunxq") == []
    assert "nxq" not in _left()


def test_those_who_were_there_before_are_found_after_the_migration(people: People) -> None:
    session.remove()
    downgrade(revision="0002")
    upgrade()
    found = select(Person.number).where(name_search.condition("សុខា"), literal(1) == 1)
    assert session.scalars(found).all() == ["KH-1001"]
