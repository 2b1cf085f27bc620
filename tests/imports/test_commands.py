"""`flask people import` and `flask records import`: the same verbs from a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from lms.accounts.queries import people as people_queries
from lms.accounts.services.people import Person
from lms.db import session
from lms.imports.models import ListImport
from lms.imports.services import column_matching
from lms.imports.services.upload import upload_store
from lms.records.services import achievements
from tests.imports.files import text
from tests.imports.test_people import bring_in
from tests.people import People


def run(app: Flask, *arguments: str) -> Result:
    session.commit()
    result = app.test_cli_runner().invoke(args=list(arguments))
    session.expire_all()
    return result


def numbers() -> list[str]:
    return list(
        session.scalars(select(Person.number).where(Person.number.startswith("V-")).order_by(Person.number))
    )


def test_a_dry_run_says_everything_and_changes_nothing(app: Flask, people: People, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    lines = (["V-1", "Dara", "f"], ["V-2", "", "?"], ["V-3", "សុខា", "f"])
    file.write_bytes(text(["ID", "Name", "Sex"], *lines))
    left = set(upload_store.folder().glob("*"))
    result = run(app, "people", "import", str(file), "--society", "khm", "--dry-run")
    assert result.exit_code == 0, result.output
    assert "column 1: Volunteer number" in result.output
    assert "1 create, 0 update, 0 same, 1 fail, 1 skip" in result.output
    assert "line 3: Sex:" in result.output
    assert "line 4: may be somebody known already" in result.output
    assert "nothing was changed" in result.output
    assert (numbers(), session.scalars(select(ListImport)).all()) == ([], [])
    assert set(upload_store.folder().glob("*")) == left


def test_people_are_brought_in(app: Flask, people: People, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(text(["ID", "Name"], *([f"V-{number}", f"Dara {number}"] for number in range(600))))
    result = run(app, "people", "import", str(file), "--society", "KH-12")
    assert result.exit_code == 0, result.output
    assert "done: 600 lines brought in" in result.output
    person = people_queries.person_by_number("V-599")
    assert person is not None
    assert person.unit.code == "KH-12"


def test_past_trainings_are_brought_in(app: Flask, people: People, tmp_path: Path) -> None:
    file = tmp_path / "trained.csv"
    file.write_bytes(text(["ID", "Date", "Result"], ["KH-1001", "5/3/2025", "passed"]))
    missing = run(app, "records", "import", str(file), "--society", "khm")
    assert missing.exit_code == 1
    assert "no column says the module: say it with --award" in missing.output
    arguments = ("records", "import", str(file), "--society", "khm", "--award", "pss")
    twice = run(app, *arguments, "--on", "1/1/2025")
    assert twice.exit_code == 1
    assert "Both cannot be" in twice.output
    assert "done: 1 lines brought in" in run(app, *arguments).output
    assert [one.award for one in achievements.certifications_of(people.sokha.id)] == ["pss"]


def test_what_is_left_out_of_a_list_of_trainings_is_said(app: Flask, people: People, tmp_path: Path) -> None:
    file = tmp_path / "trained.csv"
    header, line = ["ID", "วันเริ่ม", "วันสิ้นสุด", "Result", "Remark"], ["KH-1001", "4/3/2025", "5/3/2025"]
    file.write_bytes(
        text(header, [*line, "passed", ""], [*line, "passed", "ขาด"], [*line, "passed", "by bus"])
    )
    arguments = ("records", "import", str(file), "--society", "khm", "--award", "pss", "--dry-run")
    output = run(app, *arguments).output
    assert "left out although it seems to say who was there: Remark" in output
    assert "taken where the last day is empty: วันเริ่ม" in output


def test_what_cannot_be_is_said(app: Flask, people: People, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(b"\x81\x8d\xff")
    unknown = run(app, "people", "import", str(file), "--society", "atlantis")
    assert "no Society or branch with the code atlantis" in unknown.output
    assert "letters of this file" in run(app, "people", "import", str(file), "--society", "khm").output


def test_a_list_that_waits_in_its_preview_is_taken_up(app: Flask, people: People, tmp_path: Path) -> None:
    content = text(["ID", "Name"], ["V-1", "Dara"])
    file = tmp_path / "list.csv"
    file.write_bytes(content)
    list_import = bring_in(people, content)
    assert "done: 1 lines brought in" in run(app, "people", "import", str(file), "--society", "khm").output
    assert session.get_one(ListImport, list_import.id).state == "done"


def test_a_long_list_that_waits_is_read_again_before_it_is_taken_up(
    app: Flask, people: People, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = text(["ID", "Name"], ["V-1", "Dara"], ["V-2", "Pisey"])
    waiting = bring_in(people, content)
    monkeypatch.setattr(column_matching, "SHORT", 1)
    file = tmp_path / "list.csv"
    file.write_bytes(content)
    result = run(app, "people", "import", str(file), "--society", "khm")
    assert result.exit_code == 0, result.output
    assert "2 create, 0 update" in result.output
    assert (session.get_one(ListImport, waiting.id).state, numbers()) == ("done", ["V-1", "V-2"])


def test_the_same_list_again_says_that_there_is_nothing_to_do_and_leaves_nothing(
    app: Flask, people: People, tmp_path: Path
) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(text(["ID", "Name"], *([f"V-{number}", f"Dara {number}"] for number in range(3))))
    left = set(upload_store.folder().glob("*"))
    assert "done: 3 lines" in run(app, "people", "import", str(file), "--society", "khm").output
    again = run(app, "people", "import", str(file), "--society", "khm")
    assert again.exit_code == 1
    assert "0 create, 0 update, 3 same, 0 fail, 0 skip" in again.output
    assert "There is nothing to be changed." in again.output
    assert session.scalars(select(ListImport.state)).all() == ["done"]
    assert set(upload_store.folder().glob("*")) == left


def test_whose_list_it_is_is_asked_where_it_was_not_said(app: Flask, people: People, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(text(["ID", "Name"], ["V-1", "Dara"]))
    session.commit()
    result = app.test_cli_runner().invoke(args=["people", "import", str(file)], input="KH-12\n")
    assert "done: 1 lines brought in" in result.output
