"""Looking for people by a part of their name, against the plain scan of all names that it replaces.

100,000 invented people on each engine; on PostgreSQL as many hundred thousands as SALA_BENCH_PEOPLE says (1000000
takes some minutes).
The scan is the least that can be asked without an index: it misses other spellings, and whole words come anywhere.
"""

from __future__ import annotations

import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from flask_migrate import upgrade
from sqlalchemy import func, insert, or_, select, text

from benchmarks import learners
from benchmarks.processes import alternating
from benchmarks.table import Row, at_most
from lms import config, db
from lms.accounts import name_search, places, service
from lms.accounts.permissions import Scope
from lms.accounts.service import Person, Unit
from lms.app import create_app
from lms.content import shelf
from lms.scripts.normalise import for_comparing
from tests.postgres import private_server

_PEOPLE: Final = 100_000
_BATCH: Final = 2000
_ROUNDS: Final = 3
_TIMES: Final = 5
_SHOWN: Final = 50

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
# In the Cambodian Society: what few have, what many have, what nobody has.
_TYPED: Final = (
    ("a whole name, signs left out", "ចនរតនា"),
    ("a name that many have", "ratana"),
    ("part of a common name", "opha"),
    ("two letters", "លី"),
    ("one letter", "ស"),
    ("two words", "sok vanna"),
    ("a number", "012345"),
    ("a name that nobody has", "nosuchname"),
    ("two letters that nobody has", "zq"),
)


def measure() -> list[Row]:
    """Every figure of the search for people, on both engines."""
    with tempfile.TemporaryDirectory() as folder:
        rows = _measured("SQLite", "", Path(folder), _PEOPLE)
    count = int(os.environ.get("SALA_BENCH_PEOPLE", _PEOPLE))
    with tempfile.TemporaryDirectory() as folder, private_server() as url:
        return [*rows, *_measured("PostgreSQL", url.format(database="postgres"), Path(folder), count)]


def _measured(engine: str, url: str, instance: Path, count: int) -> list[Row]:
    given = {"SALA_DATABASE_URL": url} if url else {}
    app = create_app(config.from_environment(learners.environment(instance, **given)))
    with app.app_context():
        upgrade()
        places.settle(tuple(shelf.library().societies.values()), actor=None)
        _settle(count)
        db.session.execute(text("ANALYZE"))
        db.session.commit()
        rows: list[Row] = []
        units = frozenset(db.session.scalars(select(Unit.id)))
        ours = frozenset(db.session.scalars(select(Person.unit_id).where(Person.language == "km").distinct()))
        for where, scope in (("the Society", Scope(ours)), ("all", Scope(units))):
            rows += [
                _row(f"{engine}, {count:,}: {what}, {where}, ms", scope, typed) for what, typed in _TYPED
            ]
        db.session.remove()
        db.db.engine.dispose()
    return rows


def _row(what: str, scope: Scope, typed: str) -> Row:
    key = for_comparing(typed)

    def find() -> None:
        name_search.find(scope, typed, _SHOWN)

    def scan() -> None:
        columns = (Person.name_key, func.lower(Person.number))
        wanted = or_(*(one.contains(key, autoescape=True) for one in columns))
        query = select(Person.id, Person.name).where(Person.unit_id.in_(scope.units), wanted)
        db.session.execute(query.order_by(Person.name_order, Person.id).limit(_SHOWN)).all()

    return Row(what, *alternating(_timed(find), _timed(scan), _ROUNDS), at_most(50))


def _timed(once: Callable[[], None]) -> Callable[[], float]:
    """A measurement: the median of several runs in milliseconds."""

    def measured() -> float:
        taken = []
        for _ in range(_TIMES):
            db.session.expunge_all()
            began = time.perf_counter()
            once()
            taken.append(time.perf_counter() - began)
        return statistics.median(taken) * 1000

    return measured


def _settle(count: int) -> None:
    draw = random.Random(4)
    branches = {
        society: [
            service.unit_by_code(branch.code).id for branch in shelf.library().societies[society].branches
        ]
        for society in _COUNTRIES
    }
    people = _people(draw, branches)
    for _ in range(_PEOPLE // _BATCH):
        db.session.execute(insert(Person), [next(people) for _ in range(_BATCH)])
        db.session.commit()
    for copy in range(1, count // _PEOPLE):
        _again(copy)
        db.session.commit()


def _again(copy: int) -> None:
    """The same people once more, under other numbers."""
    given: dict[str, Any] = {
        column.name: column
        for column in (Person.name, Person.latin_name, Person.name_key, Person.name_order, Person.language)
    }
    given |= {"unit_id": Person.unit_id, "created_at": Person.created_at}
    given["number"] = Person.number + f"-{copy}"
    given["search_key"] = Person.search_key + f"{copy} "
    first = select(*given.values()).where(Person.id <= _PEOPLE)
    db.session.execute(insert(Person).from_select(list(given), first))


def _people(draw: random.Random, branches: dict[str, list[Any]]) -> Iterator[dict[str, Any]]:
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
            values = service.name_values(names[0], names[1].title(), language)
            number += 1
            yield {
                **values, "number": f"{code}-{number:06}", "language": language, "created_at": at,
                "unit_id": draw.choice(branches[society]),
            }  # fmt: skip
