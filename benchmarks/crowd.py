"""Invented people in every branch, and what the ledger holds of them: as many as asked for, in bulk."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any, Final

from sqlalchemy import func, insert, select, text

from lms import clock, db
from lms.accounts.queries import people as people_queries
from lms.accounts.services import people as people_service
from lms.accounts.services import units
from lms.accounts.services.people import Person
from lms.content import registry
from lms.records.queries.ledger import ledger_entries
from lms.records.services.achievements import Certification, LedgerEntry

_BATCH: Final = 2000
_LOOKED_AT: Final = 100  # people whose rows are held against the rules

# Parts of names, in own letters and in Latin ones; a name is a row of them, the first ones are the most common.
_PARTS: Final = {
    "km": (
        "សុខ Sok,ចាន់ Chan,ដារា Dara,វណ្ណា Vanna,បុប្ផា Bopha,រតនា Ratana,ស្រី Srey,ពៅ Pov,លី Ly,ហ៊ុន Hun,"
        "គឹម Kim,សុភា Sophea,មុនី Mony,រស្មី Raksmey,ធារី Theary,វិចិត្រ Vichet,សម្បត្តិ Sambath,ណារ៉ុង Narong,"
        "ផល្លា Phalla,កញ្ញា Kanha,ច័ន្ទ Chanth,ម៉ៅ Mao,អៀម Eam,ឈួន Chhuon,ឡុង Long,ទេព Tep,នាង Neang,យ៉ាន Yan"
    ),
    "lo": (
        "ສົມ Som,ພອນ Phone,ຄຳ Kham,ບຸນ Boun,ແກ້ວ Keo,ມະນີ Mani,ຈັນ Chan,ສີ Si,ວົງ Vong,ໄຊ Xay,ຫຼ້າ La,ນ້ອຍ Noy,"
        "ດາລາ Dala,ໝອນ Mone,ທອງ Thong,ສະຫວັນ Savanh,ວິໄລ Vilay,ອ່ອນ One,ເພັດ Phet,ສຸກ Souk,ຮຸ່ງ Houng,ໃຈ Chai,"
        "ປານີ Pani,ຕຸ້ຍ Touy,ພູ Phou,ຂັນ Khan"
    ),
    "th": (
        "สม Som,ชาย Chai,ศรี Sri,แก้ว Kaeo,มาลี Malee,น้ำ Nam,ฝน Fon,ศักดิ์ Sak,สิทธิ์ Sit,ทอง Thong,บุญ Bun,ใจ Jai,"
        "ดาว Dao,พร Phon,วัฒน์ Wat,กิตติ Kitti,เพ็ญ Phen,รุ่ง Rung,อ้อย Oi,นุช Nut,จันทร์ Jan,ปั้น Pan,เล็ก Lek,"
        "ไพ Phai,ธนา Thana,หนู Nu"
    ),
}
_COUNTRIES: Final = {"khm": ("KH", "km"), "lao": ("LA", "lo"), "tha": ("TH", "th")}


def settle(count: int, *, named: int) -> None:
    """Make the units and so many people in an empty, migrated database, and commit.

    `named` of them have names of their own, all others the same names again: those are made in a moment.
    """
    units.settle(tuple(registry.current().societies.values()), actor=None)
    people = _people(random.Random(4))
    named = min(count, named)
    for start in range(0, named, _BATCH):
        db.session.execute(insert(Person), [next(people) for _ in range(min(_BATCH, named - start))])
        db.session.commit()
    for copy in range(1, count // named):
        _again(copy, named)
        db.session.commit()
    _tidy()


def _again(copy: int, named: int) -> None:
    """The same people once more, under other numbers."""
    given: dict[str, Any] = {
        column.name: column
        for column in (
            *(Person.name, Person.latin_name, Person.name_key, Person.name_order, Person.language),
            *(Person.unit_id, Person.created_at, Person.sex, Person.birth_year),
        )
    }
    given["number"] = Person.number + f"-{copy}"
    given["number_key"] = Person.number_key + f"{copy}"
    given["society"] = Person.society
    given["search_key"] = Person.search_key + f"{copy} "
    first = select(*given.values()).where(Person.id <= named)
    db.session.execute(insert(Person).from_select(list(given), first))


def _people(draw: random.Random) -> Iterator[dict[str, Any]]:
    branches = {
        society: [
            people_queries.unit_by_code(branch.code).id
            for branch in registry.current().societies[society].branches
        ]
        for society in _COUNTRIES
    }
    parts = {language: [part.split() for part in row.split(",")] for language, row in _PARTS.items()}
    weights = {language: [1 / (place + 5) for place in range(len(row))] for language, row in parts.items()}
    at = datetime(2026, 11, 25, tzinfo=UTC)
    number = 0
    while True:
        for society, (code, language) in _COUNTRIES.items():
            family, given = (
                draw.choices(parts[language], weights[language], k=draw.choice(sizes))
                for sizes in ((1, 2), (2, 3))
            )
            names = [
                " ".join("".join(one[side] for one in row) for row in (family, given)) for side in (0, 1)
            ]
            values = people_service.name_values(names[0], names[1].title(), language)
            number += 1
            yield {
                **values, "number": f"{code}-{number:06}", "language": language, "created_at": at,
                "unit_id": draw.choice(branches[society]),
                "sex": draw.choice(("female", "female", "male", "male", "other", "")),
                "birth_year": draw.choice((None, *range(1955, 2009))),
            }  # fmt: skip


# --- the ledger ---------------------------------------------------------------------------------------------
#
# Three entries for each person and each award, by a number that looks drawn: 12 of 20 were trained twice, 6 were
# trained and extended, one was trained and revoked, and of one an entry was corrected. The day of the training that
# counts lies in the last four years, on one of the first 28 days of a month: so months can be added by every
# database as the rules add them.

_TWICE, _EXTENDED, _REVOKED = "turn < 12", "turn BETWEEN 12 AND 17", "turn = 18"
_MONTHS_BEFORE = 30  # a training before the one that counts is over by then, its grace too


def train() -> None:
    """Give everybody in the database three entries for each award, the same standing in the projection; commit."""
    _insert(LedgerEntry.__tablename__, _entries())
    _insert(Certification.__tablename__, _certifications())
    _tidy()
    _agree()


def certify() -> None:
    """Only the projection of that: for lists and exports, which do not ask the ledger."""
    _insert(Certification.__tablename__, _certifications())
    _tidy()


def _insert(table: str, columns: dict[str, str]) -> None:
    entry = table == LedgerEntry.__tablename__
    turns = " CROSS JOIN (SELECT 1 AS n UNION ALL SELECT 2 UNION ALL SELECT 3) AS entry" if entry else ""
    awards = " UNION ALL ".join(
        f"SELECT {place} AS place, '{module.id}' AS award, {module.award.validity_months} AS months"
        for place, module in enumerate(registry.current().modules)
    )
    drawn = "(CAST(person.id AS bigint) * 7919 + award.place * 104729) % 1000003"
    pairs = (
        f"SELECT person.id AS person_id, person.unit_id, person.language, award.award, award.months,"
        f" {drawn} % 20 AS turn, {drawn} / 20 % 48 AS back, {drawn} / 960 % 28 AS day,"
        f" ((person.id - 1) * 5 + award.place) * 3 AS before"
        f" FROM person CROSS JOIN ({awards}) AS award"
    )
    first = clock.today().replace(day=1)
    trained = _moved(f"'{_months_before(first, 48)}'", months="back", days="day")
    known = f"SELECT pair.*, {trained} AS trained FROM ({pairs}) AS pair"
    values = ", ".join(columns.values())
    db.session.execute(
        text(f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM ({known}) AS known{turns}")
    )
    db.session.commit()


def _entries() -> dict[str, str]:
    before = _moved("trained", months=f"-{_MONTHS_BEFORE}")
    next_day = _moved("trained", days="1")
    effective = (
        f"CASE WHEN {_TWICE} THEN CASE n WHEN 1 THEN {before} ELSE trained END"
        f" WHEN turn = 19 THEN CASE n WHEN 3 THEN trained ELSE {before} END"
        f" ELSE CASE n WHEN 3 THEN {next_day} ELSE trained END END"
    )
    kind = (
        f"CASE WHEN {_TWICE} THEN CASE n WHEN 3 THEN 'certified' ELSE 'achieved' END"
        f" WHEN turn = 19 THEN CASE n WHEN 2 THEN 'corrected' ELSE 'achieved' END"
        f" WHEN n = 1 THEN 'achieved' WHEN n = 2 THEN 'certified'"
        f" WHEN {_REVOKED} THEN 'revoked' ELSE 'extended' END"
    )
    attempt = (
        """'{"attempt": "b-' || (before + n) || '", "score": 90, "language": "' || language ||"""
        """ '", "module_version": "1.0"}'"""
    )
    listed = """'{"source": "List of the year", "file": "list.xlsx", "line": ' || person_id || '}'"""
    rests = """'{"rests_on": [' || (before + n - 1) || ']}'"""
    evidence = (
        f"CASE {kind} WHEN 'achieved' THEN"
        f" CASE WHEN {effective} = trained AND turn <> 19 THEN {attempt} ELSE {listed} END ELSE {rests} END"
    )
    end = _moved("trained", months="months")
    later = _moved("trained", months="months + 6")
    return {
        "id": "before + n",
        "person_id": "person_id",
        "award": "award",
        "kind": kind,
        "requirement": f"CASE {kind} WHEN 'achieved' THEN 'post-test' ELSE '' END",
        "effective_on": effective,
        "recorded_at": _at_noon("trained"),
        "reason": f"CASE WHEN {kind} IN ('extended', 'revoked', 'corrected') THEN 'Decided' ELSE '' END",
        "evidence": f"CAST({evidence} AS JSON)" if _on_postgresql() else evidence,
        "evidence_key": "lpad(to_hex(before + n), 64, '0')"
        if _on_postgresql()
        else "printf('%064x', before + n)",
        "unit_id": "unit_id",
        "expires_on": f"CASE {kind} WHEN 'certified' THEN {end} WHEN 'extended' THEN {later} END",
        "corrects_id": f"CASE {kind} WHEN 'corrected' THEN before + 1 END",
    }


def _certifications() -> dict[str, str]:
    ends = f"months + CASE WHEN {_EXTENDED} THEN 6 ELSE 0 END"
    rests = (
        f"CASE WHEN {_TWICE} THEN '[' || (before + 2) || ']' WHEN turn = 19 THEN '[' || (before + 3) || ']'"
        f" ELSE '[' || (before + 1) || ', ' || (before + 3) || ']' END"
    )
    return {
        "person_id": "person_id",
        "award": "award",
        "unit_id": "unit_id",
        "issued_on": "trained",
        "expires_on": _moved("trained", months=ends),
        "grace_until": _moved("trained", months=ends, days="90"),
        "revoked_on": f"CASE WHEN {_REVOKED} THEN {_moved('trained', days='1')} END",
        "entry_ids": f"CAST({rests} AS JSON)" if _on_postgresql() else rests,
    }


def _moved(day: str, *, months: str = "0", days: str = "0") -> str:
    """A day so many months and days later, in the words of the database."""
    if _on_postgresql():
        moved = f"make_interval(months => CAST({months} AS integer), days => CAST({days} AS integer))"
        return f"CAST(CAST({day} AS date) + {moved} AS date)"
    return f"date({day}, ({months}) || ' months', ({days}) || ' days')"


def _at_noon(day: str) -> str:
    return f"{day} + time '05:00'" if _on_postgresql() else f"{day} || ' 05:00:00.000000'"


def _months_before(first: date, months: int) -> date:
    place = first.year * 12 + first.month - 1 - months
    return date(place // 12, place % 12 + 1, 1)


def _on_postgresql() -> bool:
    return db.db.engine.dialect.name == "postgresql"


def _tidy() -> None:
    """What PostgreSQL does by itself in its spare time. SQLite collects statistics when it is told to only: never."""
    if _on_postgresql():
        with db.db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


def _agree() -> None:
    """That the rules say of some people what the projection was filled with."""
    most = db.session.scalar(select(func.max(Person.id))) or 1
    ids = list(range(1, most, max(1, most // _LOOKED_AT)))
    for row in db.session.scalars(select(Certification).where(Certification.person_id.in_(ids))):
        then = ledger_entries.standing_of(row.person_id, row.award, clock.today())
        found = (row.issued_on, row.expires_on, row.grace_until, row.revoked_on, tuple(row.entry_ids))
        said = (then.issued_on, then.expires_on, then.grace_until, then.revoked_on, then.rests_on)
        assert found == said, (row.person_id, row.award, found, said)
    db.session.remove()
