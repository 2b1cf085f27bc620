"""Whatever is wrong with the database or the disk, a command says it in a sentence, without a trace."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from click.testing import Result
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import text

from lms.app import create_app
from lms.config import Settings
from lms.db import db, session
from tests import read_only
from tests.client import StrictClient
from tests.conftest import settings_for
from tests.engines import ON_SQLITE, little_room
from tests.people import PIN, People
from tests.records.history import certified_until
from tests.test_starting import run

NONE = "the database has no tables yet; run: flask --app wsgi db upgrade"
COMMANDS = [
    ["people", "admin", "AD-1", "Somebody", "--society", "khm"],
    ["people", "card", "KH-0001"],
    ["backup", "now.backup"],
    ["records", "rebuild"],
    ["privacy", "retention"],
    ["jobs", "run", "--once"],
]


def told(said: Result) -> str:
    """The one sentence of a command that failed."""
    assert said.exit_code == 1, said.output
    assert isinstance(said.exception, SystemExit), repr(said.exception)
    lines = said.output.strip().splitlines()
    assert len(lines) <= 2
    return lines[0]


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.chdir(tmp_path)
    return settings_for(f"sqlite:///{tmp_path}/new.sqlite3", tmp_path / "instance")


@pytest.fixture
def new(settings: Settings) -> Iterator[Flask]:
    """Sala with a database without tables."""
    app = create_app(settings)
    app.config.update(TESTING=True, PROPAGATE_EXCEPTIONS=False)
    with app.app_context():
        yield app
        session.remove()
        db.engine.dispose()


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_database_without_tables_is_named(new: Flask, words: list[str]) -> None:
    assert told(new.test_cli_runner().invoke(args=words)) == f"Error: {NONE}"


def test_the_report_for_reviewers_needs_no_tables_and_says_that_it_saw_no_answers(new: Flask) -> None:
    said = new.test_cli_runner().invoke(args=["content", "report", "km"])
    assert said.exit_code == 0, said.output
    assert said.output.splitlines()[-1] == f"answers to the questions were not looked at: {NONE}"


@pytest.mark.parametrize("words", [*COMMANDS[:3], ["installation", "status"]], ids=" ".join)
def test_a_database_with_older_tables_is_named_and_the_copy_that_comes_first(
    new: Flask, words: list[str]
) -> None:
    upgrade(revision="0002")
    said = told(new.test_cli_runner().invoke(args=words))
    assert said.startswith("Error: the tables of the database are older than this program; keep a copy first")
    assert "cp -a of the instance folder" in said


def test_a_server_that_does_not_answer_is_named_without_the_password(settings: Settings) -> None:
    url = "postgresql+psycopg://sala:sesame@127.0.0.1:1/sala"
    app = create_app(replace(settings, database_url=url, database_timeout=1))
    for words in (*COMMANDS, ["db", "upgrade"], ["db", "current"]):
        said = told(app.test_cli_runner().invoke(args=words))
        assert said.startswith("Error: the database does not answer: "), words
        assert said.endswith("(the server 127.0.0.1:1, the database sala)"), words
        assert "refused" in said
        assert "sesame" not in said


def test_a_file_that_cannot_be_opened_is_named_with_the_reason(new: Flask, settings: Settings) -> None:
    file = Path(settings.database_url.removeprefix("sqlite:///"))
    db.engine.dispose()
    file.unlink(missing_ok=True)
    file.mkdir()
    for words in COMMANDS:
        said = told(new.test_cli_runner().invoke(args=words))
        assert said == f"Error: the database does not answer: unable to open database file (the file {file})"


@pytest.mark.parametrize("password", ["heim%40127.0.0.1", "127.0.0.1", "connection%2Fx"])
def test_what_a_driver_says_is_left_out_where_it_holds_a_part_of_the_password(
    settings: Settings, password: str
) -> None:
    url = f"postgresql+psycopg://sala:{password}@127.0.0.1:1/sala"
    app = create_app(replace(settings, database_url=url, database_timeout=1))
    said = told(app.test_cli_runner().invoke(args=["people", "card", "KH-1"]))
    assert said == "Error: the database does not answer (the server 127.0.0.1:1, the database sala)"


@pytest.mark.parametrize(
    ("user", "database", "why"), [("nobody", "postgres", "nobody"), ("sala", "nothing", "nothing")]
)
def test_a_role_or_a_database_that_is_not_there_is_named(
    settings: Settings, postgres: str, user: str, database: str, why: str
) -> None:
    url = postgres.format(database=database).replace("sala@", f"{user}@")
    app = create_app(replace(settings, database_url=url))
    said = told(app.test_cli_runner().invoke(args=["people", "card", "KH-0001"]))
    assert said.startswith("Error: the database does not answer: ")
    assert f'"{why}" does not exist' in said


@pytest.mark.parametrize("words", [["people", "card", "KH-1001"], ["records", "rebuild"]], ids=" ".join)
@ON_SQLITE
def test_a_full_disk_is_named(app: Flask, people: People, words: list[str], tmp_path: Path) -> None:
    target = [] if words[0] == "records" else ["--output", str(tmp_path / "card.pdf")]
    if words[0] == "records":
        certified_until(people.sokha, "2027-01-01")
    table = "certification" if words[0] == "records" else "card"
    with little_room(5):
        session.execute(text("CREATE TABLE filler (words BLOB)"))
        session.execute(
            text(
                f"CREATE TRIGGER fill AFTER INSERT ON {table} BEGIN INSERT INTO filler VALUES (zeroblob(99999)); END"
            )
        )
        session.commit()
        said = app.test_cli_runner().invoke(args=[*words, *target])
    assert told(said) == "Error: there is no room on the disk"


def test_a_card_for_a_folder_that_is_not_there_voids_no_card(
    app: Flask, people: People, tmp_path: Path
) -> None:
    """And makes no folder."""
    target = tmp_path / "nodir" / "card.pdf"
    before = session.scalar(text("SELECT count(*) FROM card"))
    said = app.test_cli_runner().invoke(args=["people", "card", "KH-1001", "--output", str(target)])
    assert told(said) == f"Error: there is no folder {target.parent}"
    assert not target.parent.exists()
    assert session.scalar(text("SELECT count(*) FROM card")) == before


def test_a_page_on_older_tables_is_away_for_a_moment(new: Flask) -> None:
    """After the new program was installed and before the upgrade."""
    upgrade(revision="0002")
    session.remove()
    read_only.watch(new)
    visitor = StrictClient(new, new.response_class)
    answer = visitor.send("/en/sign-in/", {"identifier": "KH-0001", "pin": PIN})
    assert answer.status_code == 503
    assert "Sala cannot answer just now" in answer.get_data(as_text=True)


def test_a_database_that_cannot_hold_our_scripts_is_refused(postgres: str, tmp_path: Path) -> None:
    admin = postgres.format(database="postgres").replace("+psycopg", "")
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS ascii WITH (FORCE)")
        connection.execute("CREATE DATABASE ascii ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0")
        url = postgres.format(database="ascii")
        done = run({"SALA_INSTANCE": str(tmp_path), "SALA_DATABASE_URL": url}, "db", "upgrade")
        connection.execute("DROP DATABASE ascii WITH (FORCE)")
    assert done.returncode == 1
    assert "needs the encoding UTF8" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_upgrade_says_from_where_to_where(new: Flask) -> None:
    upgrade(revision="0002")
    session.remove()
    operator = new.test_cli_runner()
    assert "tables of the database: from 0002 to 00" in operator.invoke(args=["db", "upgrade"]).output
    assert (
        "tables of the database: nothing to do, they are at 00"
        in operator.invoke(args=["db", "upgrade"]).output
    )
