"""The commands an operator types."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import func, select

from lms import clock, demo, jobs
from lms.accounts.models import Person
from lms.app import create_app
from lms.config import CHECKOUT, settings_of
from lms.content import registry
from lms.db import db, session
from lms.records.domain.validity import status_on
from lms.records.services import achievements
from lms.records.services.bulk_extension import KIND
from tests import read_only
from tests.client import StrictClient
from tests.conftest import settings_for
from tests.people import People
from tests.records.history import certified_until

EVIDENCE: dict[str, str | int] = {
    "attempt": "1",
    "score": 90,
    "language": "km",
    "module_version": "2026.1",
}


@pytest.fixture
def operator(app: Flask) -> FlaskCliRunner:
    return app.test_cli_runner()


def test_content_check_counts_what_is_there_and_finds_no_problem(operator: FlaskCliRunner) -> None:
    said = operator.invoke(args=["content", "check"])
    assert said.exit_code == 0
    lessons = sum(len(module.lessons) for module in registry.current().modules)
    questions = sum(len(pool.questions) for pool in registry.current().pools.values())
    counted = f"{len(registry.current().modules)} modules, {lessons} lessons, {questions} questions"
    assert said.output == f"{counted}, 3 Societies, 4 languages: 0 problems\n"


def test_the_version_is_that_of_the_project(operator: FlaskCliRunner) -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert operator.invoke(args=["version"]).output == f"Sala {project['version']}\n"


def test_places_that_name_lessons_by_number_are_listed_in_each_language(operator: FlaskCliRunner) -> None:
    listed = operator.invoke(args=["content", "lesson-numbers"]).output.splitlines()
    assert any(line.startswith("curriculum/modules/cea/trainer.md:") for line in listed)
    translated = [line for line in listed if line.startswith("curriculum/translations/")]
    for language in ("km", "lo", "th"):
        own = [line for line in translated if line.startswith(f"curriculum/translations/{language}/")]
        assert 0 < len(own) <= len(listed) - len(translated), "at most as many as in English"


def test_a_card_is_printed_for_a_number_and_opens_once(
    operator: FlaskCliRunner, client: StrictClient, people: People, tmp_path: Path
) -> None:
    said = operator.invoke(args=["people", "card", "KH-1001", "--output", str(tmp_path / "card.pdf")])
    assert (tmp_path / "card.pdf").read_bytes().startswith(b"%PDF")
    [address] = re.findall(r"http://localhost(/km/card/\S+)", said.output)
    assert client.get(address).status_code == 200
    client.send(address, {"pin": "804159", "again": "804159"})
    assert client.get(address).status_code == 410


def test_a_card_is_left_where_only_the_account_of_sala_reads_it(
    app: Flask, operator: FlaskCliRunner, people: People, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "checkout"
    here.mkdir()
    monkeypatch.chdir(here)
    said = operator.invoke(args=["people", "card", "KH-1001"])
    card = settings_of(app).instance / "card-KH-1001.pdf"
    assert said.output.startswith(f"{card}: good for one sign-in, ")
    assert said.output.endswith("Delete the file when it is printed.\n")
    assert card.read_bytes().startswith(b"%PDF")
    assert card.stat().st_mode & 0o077 == 0
    assert list(here.iterdir()) == []


def test_the_first_administrator_comes_in_by_a_link_and_looks_after_the_house(
    operator: FlaskCliRunner, client: StrictClient
) -> None:
    said = operator.invoke(args=["people", "admin", "kh-9001", "ចាន់", "--latin", "Chan", "--society", "khm"])
    assert said.exit_code == 0, said.output
    [address] = re.findall(r"http://localhost(/km/card/\S+)", said.output)
    assert client.send(address, {"pin": "804159", "again": "804159"}).status_code == 303
    assert client.get("/en/people/").status_code == 200
    assert client.send("/en/people/units/", {"society": "lao"}, form="/en/people/new/").status_code == 303
    assert "Vientiane" in client.get("/en/people/units/").get_data(as_text=True)


def test_another_administrator_is_asked_for_on_purpose(operator: FlaskCliRunner, people: People) -> None:
    first = ["people", "admin", "IF-1", "Robin", "--society", "tha", "--language", "en"]
    assert operator.invoke(args=first).exit_code == 0
    again = operator.invoke(args=["people", "admin", "IF-2", "Alex", "--society", "tha"])
    assert (again.exit_code, "There is an administrator already" in again.output) == (1, True)
    assert "--another" in again.output
    assert "flask people card NUMBER" in again.output
    another = ["people", "admin", "IF-2", "Alex", "--society", "tha", "--another"]
    assert operator.invoke(args=another).exit_code == 0
    taken = operator.invoke(args=another)
    assert (taken.exit_code, "already has the number" in taken.output) == (1, True)


def test_an_administrator_needs_a_society_that_there_is(operator: FlaskCliRunner) -> None:
    said = operator.invoke(args=["people", "admin", "IF-1", "Robin", "--society", "xx"])
    assert (said.exit_code, "khm, lao, tha" in said.output) == (1, True)


def test_an_administrator_speaks_a_language_that_there_is(operator: FlaskCliRunner) -> None:
    wanted = ["people", "admin", "IF-1", "Robin", "--society", "tha", "--language", "xx"]
    said = operator.invoke(args=wanted)
    assert (said.exit_code, "there is no language xx: en, km, lo, th" in said.output) == (1, True)
    assert session.scalar(select(func.count(Person.id))) == 0


@pytest.mark.parametrize("unit", ["lao", "KH-12"])
def test_a_list_for_what_is_not_set_up_yet_says_what_to_do(
    operator: FlaskCliRunner, tmp_path: Path, unit: str
) -> None:
    """On a new site; the code is right."""
    (tmp_path / "list.csv").write_text("Number,Name\n1,Sok\n")
    said = operator.invoke(args=["people", "import", str(tmp_path / "list.csv"), "--society", unit])
    assert said.exit_code == 1
    assert f"{unit} is not set up yet" in said.output
    assert "flask people admin" in said.output
    assert "People, Branches" in said.output
    unknown = operator.invoke(args=["people", "import", str(tmp_path / "list.csv"), "--society", "XX-1"])
    assert "there is no Society or branch with the code XX-1" in unknown.output


def test_a_card_for_nobody_is_refused_with_the_number(operator: FlaskCliRunner) -> None:
    said = operator.invoke(args=["people", "card", "KH-9999"])
    assert said.exit_code == 1
    assert "nobody has the number KH-9999" in said.output


EXTEND = ["records", "extend", "--award", "pss", "--branch", "KH-12", "--reason", "Flood"]


def test_a_branch_is_extended_by_one_command(operator: FlaskCliRunner, people: People) -> None:
    certified_until(people.sokha, "2028-11-24")
    certified_until(people.malee, "2028-11-24")
    refused = operator.invoke(args=[*EXTEND, "--until", "2029-05-24"], input="n\n")
    assert "KH-1001: 2028-11-24 -> 2029-05-24" in refused.output
    assert "1 will be extended, 0 stay as they are" in refused.output
    assert "Sokha" not in refused.output
    assert refused.exit_code == 1
    said = operator.invoke(args=[*EXTEND, "--until", "2029-05-24"], input="y\n")
    assert "done, 1 extended" in said.output
    operator.invoke(args=[*EXTEND, "--months", "1", "--yes"])
    [held] = achievements.certifications_of(people.sokha.id)
    assert held.expires_on == date(2029, 6, 24)
    [other] = achievements.certifications_of(people.malee.id)
    assert other.expires_on == date(2028, 11, 24)


def test_a_dry_run_says_whom_it_would_extend_and_changes_nothing(
    operator: FlaskCliRunner, people: People
) -> None:
    certified_until(people.sokha, "2028-11-24")
    certified_until(people.ratana, "2028-12-31")
    chosen = [*EXTEND, "--until", "2029-05-24", "--ends-until", "2028-11-30", "--dry-run"]
    said = operator.invoke(args=chosen)
    assert said.output == "KH-1001: 2028-11-24 -> 2029-05-24\n1 will be extended, 0 stay as they are\n"
    assert [entry.kind for entry in achievements.entries_of(people.sokha.id)].count("extended") == 0
    assert session.scalar(select(func.count()).select_from(jobs.Job).where(jobs.Job.kind == KIND)) == 0


def test_the_command_says_who_decided(operator: FlaskCliRunner, people: People) -> None:
    certified_until(people.sokha, "2028-11-24")
    chosen = [*EXTEND, "--until", "2029-05-24", "--yes", "--by"]
    assert operator.invoke(args=[*chosen, "KH-1200"]).exit_code == 0
    assert achievements.entries_of(people.sokha.id)[0].actor_id == people.chan.id
    outsider = operator.invoke(args=[*chosen, "TH-1200"])
    assert (outsider.exit_code, "does not decide for all" in outsider.output) == (1, True)
    nobody = operator.invoke(args=[*chosen, "KH-9999"])
    assert (nobody.exit_code, "there is no KH-9999" in nobody.output) == (1, True)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ([], "Please fill in the new end"),
        (["--months", "0"], "Please write a number from 1 to 120."),
        (["--until", "2029-05-24", "--months", "1"], "not both"),
        (["--until", "2029-05-24", "--branch", "KH-99"], "there is no KH-99"),
        (["--until", "2029-05-24", "--award", "knots"], "there is no knots"),
        (["--until", "2029-05-24"], "This would extend nobody."),
        (["--until", "2029-05-24", "--reason", " "], "Please write the reason."),
    ],
)
def test_an_extension_that_makes_no_sense_is_refused(
    operator: FlaskCliRunner, people: People, more: list[str], says: str
) -> None:
    said = operator.invoke(args=[*EXTEND, *more, "--yes"])
    assert said.exit_code == 1
    assert says in said.output


def test_rebuild_says_how_many_certifications_there_are(operator: FlaskCliRunner, people: People) -> None:
    achievements.record_achievement(
        people.sokha, "pss", "post-test", on=date(2026, 11, 1), evidence=EVIDENCE, actor=people.sokha
    )
    session.commit()
    assert operator.invoke(args=["records", "rebuild"]).output == "1 certifications\n"


def test_the_sample_of_a_design_is_drawn(operator: FlaskCliRunner, tmp_path: Path) -> None:
    target = tmp_path / "sample.pdf"
    assert (
        operator.invoke(
            args=["certificates", "render", "--language", "lo", "--output", str(target)]
        ).exit_code
        == 0
    )
    assert target.read_bytes().startswith(b"%PDF")


def test_work_that_is_due_is_done_at_once_when_asked(operator: FlaskCliRunner, people: People) -> None:
    achievements.record_achievement(
        people.sokha, "pss", "post-test", on=date(2026, 11, 1), evidence=EVIDENCE, actor=people.sokha
    )
    session.commit()
    assert operator.invoke(args=["jobs", "run", "--once"]).output == "1 jobs done\n"
    assert session.scalars(select(jobs.Job.state)).all() == ["done"]


def test_no_invented_people_settle_where_no_demo_was_asked_for(operator: FlaskCliRunner) -> None:
    assert "SALA_DEMO is not 1" in operator.invoke(args=["demo", "seed"]).output
    assert session.scalar(select(func.count()).select_from(Person)) == 0


def test_the_invented_people_settle_once(tmp_path: Path) -> None:
    settings = settings_for(f"sqlite:///{tmp_path}/sala.sqlite3", tmp_path)
    app = create_app(settings.__class__(**{**settings.__dict__, "demo": True}))
    with app.app_context():
        operator = app.test_cli_runner()
        assert operator.invoke(args=["db", "upgrade"]).exit_code == 0
        read_only.watch(app)
        assert "56 invented people" in operator.invoke(args=["demo", "seed"]).output
        assert "people live here already" in operator.invoke(args=["demo", "seed"]).output
        # Robin, who sees no names, has figures on the first day, too: they count what was recorded by last month.
        recorded = session.scalars(select(achievements.LedgerEntry)).all()
        assert len(recorded) > 15
        assert all(clock.day_of(one.recorded_at) == one.effective_on for one in recorded)
        for number in ("KH-0001", "LA-0001", "TH-0001", "KH-0200", "IF-0001", "AD-0001"):
            visitor = StrictClient(app, app.response_class)
            visitor.sign_in(number, demo.PIN)
        assert "invented people" in visitor.get("/en/").get_data(as_text=True)
        # A class that has left took a test: its trainer has something to look at, and nobody passed.
        trainer = StrictClient(app, app.response_class)
        trainer.sign_in("KH-0100", demo.PIN)
        hard = trainer.get("/en/reports/answers/").get_data(as_text=True)
        assert "<b>24</b> people whose answers count" in hard
        assert re.search(r"<b>\d+ %</b>", hard)
        # It answered the survey, too.
        needs = trainer.get("/en/surveys/results/").get_data(as_text=True)
        assert "<b>29</b> people answered" in needs
        assert " people</span>" in hard
        held = {
            status_on(
                clock.today(),
                expires_on=one.expires_on,
                grace_until=one.grace_until,
                revoked_on=one.revoked_on,
            )
            for one in session.scalars(select(achievements.Certification))
        }
        assert held == {"valid", "expiring", "in-grace", "expired"}
        session.remove()
        db.engine.dispose()


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("SALA_DEMO", "perhaps", "SALA_DEMO: expected one of 0, 1"),
        ("SALA_CONTENT", "/nowhere", "SALA_CONTENT: "),
    ],
)
def test_sala_does_not_start_on_a_wrong_setting_and_names_it(
    tmp_path: Path, setting: str, value: str, said: str
) -> None:
    environment = {"PATH": "/usr/bin:/bin", "SALA_INSTANCE": str(tmp_path), setting: value}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "content", "check"]
    done = subprocess.run(command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert f"Sala does not start.\n{said}" in done.stderr
    assert "Traceback" not in done.stderr


def test_sala_does_not_start_on_broken_content_and_lists_every_problem(tmp_path: Path) -> None:
    for folder in ("curriculum", "quizzes", "certificates"):
        subprocess.run(["cp", "-r", str(CHECKOUT / folder), str(tmp_path)], check=True)
    lesson = tmp_path / "curriculum" / "modules" / "pss" / "30-listening.md"
    lesson.write_text(lesson.read_text().replace("/// key", "/// kye").replace("minutes: 15", "minuts: 15"))
    translated = tmp_path / "curriculum" / "translations" / "km" / "modules" / "hiv" / "20-prevention.md"
    translated.write_text(translated.read_text().replace("72", "27"))
    environment = {"PATH": "/usr/bin:/bin", "SALA_INSTANCE": str(tmp_path), "SALA_CONTENT": str(tmp_path)}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "content", "check"]
    done = subprocess.run(command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "30-listening.md:4: " in done.stderr
    assert "minutes" in done.stderr
    assert "`key`" in done.stderr
    assert "the figure 27 is not in the English text" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_handbook_is_drawn_to_be_looked_at(operator: FlaskCliRunner, tmp_path: Path) -> None:
    said = operator.invoke(args=["handbooks", "render", "pss", "th", "--output", str(tmp_path / "book.pdf")])
    assert said.output == f"{tmp_path / 'book.pdf'}\n"
    assert (tmp_path / "book.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(("module", "language"), [("none", "km"), ("pss", "xx")])
def test_a_handbook_that_does_not_exist_is_named(
    operator: FlaskCliRunner, module: str, language: str
) -> None:
    said = operator.invoke(args=["handbooks", "render", module, language, "--trainer"])
    assert said.exit_code == 1
    assert said.output == f"Error: there is no trainer-pack of {module} in {language}\n"
