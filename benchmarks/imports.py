"""Lists of people brought in: 50,000 invented names in Khmer, Lao and Thai, from the file to the last row.

On both engines. Parsing ends when every cell is a value or a problem; after it come the search for duplicates, the
preview that is stored, and the people themselves with their audit and their search keys. The baseline inserts the same
finished rows into the same table of another database, by the driver's executemany and as many to a transaction, and
does nothing else.
"""

from __future__ import annotations

import gc
import io
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Final

import psycopg
from flask_migrate import upgrade
from openpyxl import Workbook
from sqlalchemy import insert, select

from benchmarks import learners
from benchmarks.table import Row, at_least, at_most
from lms import config, db
from lms.accounts.queries import people as people_queries
from lms.accounts.services import units
from lms.accounts.services.people import Person
from lms.app import create_app
from lms.content import registry
from lms.imports.domain.headings.fields import FIELDS, Kind, heading
from lms.imports.models import ListImport
from lms.imports.services import column_matching, execution, imports, preview
from lms.imports.services.opening import open_import, received
from lms.imports.services.review import line_choices
from lms.imports.services.undo import rollback
from lms.table_files import workbook_subprocess
from tests.postgres import private_server

_LINES: Final = 50_000  # of all lists together
_FEW: Final = 10_000  # of what is measured beside: an undo, past trainings
_ROWS: Final = 2_000  # a second, after parsing: shared/performance.md
_MEGABYTES: Final = 256  # for the process that opens a workbook
# Parts of names, in own letters and in Latin ones; an invented name is a row of them.
_PARTS: Final = {
    "km": "សុខ Sok,ចាន់ Chan,ដារា Dara,វណ្ណា Vanna,រតនា Ratana,ស្រី Srey,លី Ly,គឹម Kim,សុភា Sophea,មុនី Mony,រស្មី Raksmey",
    "lo": "ສົມ Som,ພອນ Phone,ຄຳ Kham,ບຸນ Boun,ແກ້ວ Keo,ມະນີ Mani,ຈັນ Chan,ສີ Si,ວົງ Vong,ໄຊ Xay,ດາລາ Dala,ທອງ Thong",
    "th": "สม Som,ชาย Chai,ศรี Sri,แก้ว Kaeo,มาลี Malee,น้ำ Nam,ฝน Fon,ทอง Thong,บุญ Bun,ใจ Jai,ดาว Dao,พร Phon,จันทร์ Jan",
}
_SEXES: Final = {"km": "ស្រី ប្រុស", "lo": "ຍິງ ຊາຍ", "th": "หญิง ชาย"}
_PHONES: Final = {"km": "012 {:06}", "lo": "020 55{:06}", "th": "081-{:07}"}
_BUDDHIST: Final = 543
_ASKED: Final = ("number", "name", "latin_name", "sex", "birth", "phone", "email", "branch")


def measure() -> list[Row]:
    """Every figure of imports, on both engines, and of the process that opens workbooks."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        urls = [f"sqlite:///{Path(folder) / name}.sqlite3" for name in ("ours", "bare")]
        rows += _measured("SQLite", Path(folder), *urls)
    with tempfile.TemporaryDirectory() as folder, private_server() as url:
        with psycopg.connect(
            url.format(database="postgres").replace("+psycopg", ""), autocommit=True
        ) as admin:
            admin.execute("CREATE DATABASE bare")
        urls = [url.format(database=name) for name in ("postgres", "bare")]
        rows += _measured("PostgreSQL", Path(folder), *urls)
    return rows


# --- what is measured -------------------------------------------------------------------------------------------


@dataclass
class _Clock:
    """Seconds by what they were spent for."""

    spent: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def on(self, what: str) -> Iterator[None]:
        """Spend the time within for something."""
        began = time.perf_counter()
        yield
        self.spent[what] = self.spent.get(what, 0) + time.perf_counter() - began

    def drive(self, work: Iterator[None], what: str, steps: int | None = None) -> None:
        """Some steps of a job, or the rest of it, with the commits that a job makes."""
        with self.on(what):
            for _ in islice(work, steps):
                db.session.commit()
            db.session.commit()


def _measured(engine: str, instance: Path, ours: str, bare: str) -> list[Row]:
    clock, again = _Clock(), _Clock()
    with _house(instance, ours):
        lists = {language: _xlsx(_list(society, language, _LINES // 3)) for society, language in _societies()}
        for society, language in _societies():
            _bring_in(lists[language], "people", society, clock)
        finished = [dict(row) for row in db.session.execute(select(Person.__table__)).mappings()]
        for society, language in _societies():
            _bring_in(lists[language], "people", society, again)
        beside = _beside(engine)
        if engine == "SQLite":
            beside.append(_memory())
    floor = len(finished) / _bare(instance, bare, finished)
    count = len(finished)
    after, parsing = clock.spent["after"], clock.spent["parsing"]
    same = again.spent["after"] + again.spent["parsing"]
    what = f"{engine}, {count:,} people"
    return [
        Row(f"{what}: after parsing, rows/s", count / after, floor, at_least(_ROWS)),
        Row(f"{what}: from the file on, rows/s", count / (after + parsing), floor),
        Row(f"{what}: the same lists again, rows/s", count / same, floor),
        *beside,
    ]


def _beside(engine: str) -> list[Row]:
    """Past trainings of some people, what undoing them takes, and the undo of a list of others."""
    society, language = _societies()[0]
    people = list(_list(society, language, _FEW, first=900_000))
    _bring_in(_xlsx(people), "people", society, _Clock())
    lines = [
        (number, name, "pss", f"{1 + place % 28}/3/2025", "passed")
        for place, (number, name, *_) in enumerate(people[1:])
    ]
    header = [heading(one, "en") for one in ("number", "name", "award", "on", "result")]
    trained, back = _Clock(), _Clock()
    trainings = _bring_in(_xlsx([header, *lines]), "trainings", society, trained)
    others = _bring_in(_xlsx(_list(society, language, _FEW, first=950_000)), "people", society, _Clock())
    for one in (trainings, others):
        imports.undo(one, reason="measured", actor=None)
        db.session.commit()
        back.drive(rollback.undo(one, "measured", None), one.kind)
    return [
        Row(
            f"{engine}, {_FEW:,} past trainings: after parsing, rows/s",
            _FEW / trained.spent["after"],
            budget=at_least(_ROWS),
        ),
        Row(f"{engine}, {_FEW:,} past trainings: undone, rows/s", _FEW / back.spent["trainings"]),
        Row(f"{engine}, {_FEW:,} people: undone, rows/s", _FEW / back.spent["people"]),
    ]


def _bring_in(content: bytes, kind: Kind, society: str, clock: _Clock) -> ListImport:
    """A file from its bytes to the last row, as HR and the jobs do it."""
    with clock.on("parsing"):
        upload = received(content, "list.xlsx")
        list_import = open_import(upload, kind, people_queries.unit_by_code(society), None)
        # A job would decide about so many lines, and here we are the job.
        columns = {int(number): name for number, name in list_import.matching["columns"].items()}
        source = "Measured" if kind == "trainings" else ""
        column_matching.match(list_import, columns, everywhere={}, source=source, decide=False)
        db.session.commit()
    work = preview.plan(list_import)
    lines = len(upload.book.sheets[0].rows) - 1
    clock.drive(work, "parsing", 1 + -(-lines // preview.BATCH))
    clock.drive(work, "after")
    if kind == "people":
        line_choices.choose_for_all(list_import, line_choices.NEW)  # invented names are alike now and then
    if list_import.summary["create"]:
        imports.start(list_import)
        db.session.commit()
        clock.drive(execution.carry_out(list_import, None), "after")
    return list_import


def _bare(instance: Path, url: str, finished: list[dict[str, Any]]) -> float:
    """Seconds to insert finished rows and nothing else."""
    with _house(instance, url):
        engine, size = db.db.engine, execution.BATCHES["create"]
        statement = insert(Person).compile(engine, column_keys=list(finished[0]))
        kinds = {
            column.name: column.type.bind_processor(engine.dialect) for column in Person.__table__.columns
        }
        plain = [
            {name: value if (bind := kinds[name]) is None else bind(value) for name, value in row.items()}
            for row in finished
        ]
        order = statement.positiontup
        rows: list[Any] = [tuple(row[name] for name in order) for row in plain] if order else plain
        with engine.connect() as connection:
            began = time.perf_counter()
            for start in range(0, len(rows), size):
                connection.exec_driver_sql(str(statement), rows[start : start + size])
                connection.commit()
            return time.perf_counter() - began


def _memory() -> Row:
    """What the process that opens a workbook takes at most, beside one that opens a workbook of one line."""
    peak, least = (_peak(_xlsx(_list("khm", "km", lines))) for lines in (_LINES, 1))
    return Row(f"{_LINES:,} lines of XLSX: memory of the reader, MB", peak, least, at_most(_MEGABYTES))


def _peak(content: bytes) -> float:
    """Megabytes: the reader says at its end what it held at most."""
    told = "import sys; sys.stderr.write(open('/proc/self/status').read())"
    command = [sys.executable, "-c", f"from {workbook_subprocess.__name__} import main; main(); {told}"]
    done = subprocess.run(command, input=content, capture_output=True, check=True)
    found = re.search(rb"VmHWM:\s*(\d+) kB", done.stderr)
    return int(found[1]) / 1024 if found else 0


# --- what is brought in -----------------------------------------------------------------------------------------


@contextmanager
def _house(instance: Path, url: str) -> Iterator[None]:
    app = create_app(config.from_environment(learners.environment(instance, SALA_DATABASE_URL=url)))
    with app.app_context():
        upgrade()
        units.settle(tuple(registry.current().societies.values()), actor=None)
        db.session.commit()
        gc.freeze()  # as wsgi.py does
        yield
        db.session.remove()
        db.db.engine.dispose()


def _societies() -> list[tuple[str, str]]:
    return [("khm", "km"), ("lao", "lo"), ("tha", "th")]


def _list(society: str, language: str, lines: int, first: int = 0) -> Iterator[tuple[str, ...]]:
    """The header and the lines of a list, as a Society keeps it: native words, its calendar, local phones."""
    draw = random.Random(f"{society} {first}")
    branches = [branch.native for branch in registry.current().societies[society].branches]
    parts = [part.split() for part in _PARTS[language].split(",")]
    yield tuple(heading(one, language) for one in FIELDS["people"] if one in _ASKED)
    for place in range(first, first + lines):
        family, given = (draw.choices(parts, k=draw.choice(sizes)) for sizes in ((1, 2), (2, 3)))
        own, latin = (
            " ".join("".join(one[side] for one in row) for row in (family, given)) for side in (0, 1)
        )
        branch = draw.choice(branches)
        year = draw.randint(1960, 2008) + (_BUDDHIST if language == "th" else 0)
        yield (
            f"{society.upper()}-{place:06}",
            own,
            latin.title(),
            draw.choice(_SEXES[language].split()),
            f"{draw.randint(1, 28)}/{draw.randint(1, 12)}/{year}",
            _PHONES[language].format(place),
            f"volunteer{place}@example.org",
            branch,
        )


def _xlsx(rows: Iterator[tuple[str, ...]] | list[Any]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
