"""A site of 0.2 has people with PINs, and a database that knows no key: no wrong one is taken in silence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from flask_migrate import downgrade
from sqlalchemy import delete, select, text

from lms import installation
from lms.accounts.models import Person
from lms.app import create_app
from lms.audit import AuditLine
from lms.config import from_environment, settings_of
from lms.db import db, schema_state, session
from tests import read_only
from tests.client import StrictClient
from tests.people import PIN, People

OTHER_KEY = "another secret that is long enough for tests"
BEFORE = "0006"  # the tables of 0.2

Site = Callable[..., Flask]


def let_go() -> None:
    session.remove()
    db.engine.dispose()


@pytest.fixture
def right(app: Flask) -> str:
    """The key that has sealed the PINs."""
    settings = settings_of(app)
    return settings.secret_key


@pytest.fixture
def of_before(app: Flask, people: People) -> None:
    """The database as the version before left it."""
    let_go()
    downgrade(revision=BEFORE)
    let_go()


@pytest.fixture
def site(app: Flask, tmp_path: Path) -> Site:
    """The new version on the database of before, with a folder of before: it has no marker."""

    def made(*, setting: str = "", file: str = "", may_create: bool = True) -> Flask:
        folder = tmp_path / "instance"
        folder.mkdir(exist_ok=True)
        if file:
            (folder / "secret_key").write_text(file)
        given = {
            "SALA_DATABASE_URL": settings_of(app).database_url,
            "SALA_INSTANCE": str(folder),
            "SALA_SECRET_KEY": setting,
            "SALA_BASE_URL": "http://localhost",
            "SALA_JOBS": "external",  # threads would outlive the test, and take the jobs of others
        }
        return create_app(from_environment(given, may_create=may_create))

    return made


@contextmanager
def inside(one: Flask) -> Iterator[None]:
    with one.app_context():
        yield
        let_go()


def typed(one: Flask, *words: str) -> Result:
    with inside(one):
        return one.test_cli_runner().invoke(args=list(words))


def keys_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*secret_key*"))


@pytest.mark.usefixtures("of_before")
def test_an_upgrade_without_the_setting_makes_no_key_of_its_own(
    site: Site, right: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    said = typed(site(), "db", "upgrade")
    assert said.exit_code == 1
    assert f"neither in SALA_SECRET_KEY nor in {tmp_path}/instance/secret_key" in caplog.text
    assert "flask installation new-key, which makes every PIN void" in caplog.text
    assert keys_in(tmp_path) == []
    assert schema_state.versions() == {BEFORE}
    let_go()
    said = typed(site(setting=right), "db", "upgrade")
    assert said.exit_code == 0, said.output
    assert "the key in SALA_SECRET_KEY from now on belongs to this database" in said.output
    assert "from now on" not in typed(site(setting=right), "db", "upgrade").output
    installation.starts(site(setting=right))


@pytest.mark.usefixtures("of_before")
@pytest.mark.parametrize("wrong", ["setting", "file"])
def test_two_keys_are_refused_until_one_of_them_goes(
    site: Site, right: str, wrong: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    keys = {"setting": right, "file": right, wrong: OTHER_KEY}
    said = typed(site(**keys), "db", "upgrade")
    assert said.exit_code == 1
    assert f"SALA_SECRET_KEY is another key than that in {tmp_path}/instance/secret_key" in caplog.text
    assert right not in caplog.text
    assert OTHER_KEY not in caplog.text
    assert schema_state.versions() == {BEFORE}
    let_go()
    (tmp_path / "instance" / "secret_key").unlink()
    keys[wrong] = ""
    said = typed(site(**keys), "db", "upgrade")
    assert said.exit_code == 0, said.output
    place = "SALA_SECRET_KEY" if wrong == "file" else f"{tmp_path}/instance/secret_key"
    assert f"the key in {place} from now on belongs to this database" in said.output


@pytest.mark.usefixtures("people")
def test_a_first_start_of_the_server_takes_no_new_key_either(site: Site, right: str, tmp_path: Path) -> None:
    """The tables are there, cut off before the database knew its key."""
    session.execute(delete(installation.Installation))
    session.commit()
    let_go()
    with pytest.raises(installation.WrongInstallation, match="People have PINs here"):
        installation.starts(site())
    assert keys_in(tmp_path) == []
    with pytest.raises(installation.WrongInstallation, match="is another key than that in"):
        installation.starts(site(setting=OTHER_KEY, file=right))
    installation.starts(site(setting=right, file=right))


@pytest.mark.usefixtures("of_before")
@pytest.mark.parametrize("words", [["backup", "one"], ["people", "card", "KH-1001"]])
def test_a_command_before_the_upgrade_registers_nothing(
    site: Site, words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = typed(site(may_create=False), *words)
    assert said.exit_code == 1
    assert keys_in(tmp_path) == []
    assert schema_state.versions() == {BEFORE}
    let_go()


@pytest.mark.usefixtures("of_before")
@pytest.mark.parametrize("file", ["", "one more secret that is long enough for tests"])
def test_where_the_key_is_lost_a_new_one_is_taken_on_purpose(site: Site, file: str) -> None:
    changed = site(setting=OTHER_KEY, file=file)
    with inside(changed):
        operator = changed.test_cli_runner()
        refused = operator.invoke(args=["installation", "new-key"], input="n\n")
        assert (refused.exit_code, "every PIN becomes void" in refused.output) == (1, True), refused.output
        assert schema_state.versions() == {BEFORE}
        let_go()
        said = operator.invoke(args=["installation", "new-key", "--yes"])
        assert said.exit_code == 0, said.output
        assert "new key; 7 people need a new card" in said.output
        assert session.scalars(select(Person.pin_hash)).all() == [None] * 7
        (line,) = session.scalars(select(AuditLine).filter_by(act="installation.new-key"))
        assert line.facts == {"people": 7}
    installation.starts(site(setting=OTHER_KEY))


@pytest.mark.usefixtures("of_before")
def test_no_key_at_all_is_no_new_key(site: Site) -> None:
    said = typed(site(may_create=False), "installation", "new-key", "--yes")
    assert (said.exit_code, "set the new one in SALA_SECRET_KEY" in said.output) == (1, True), said.output


def test_an_empty_site_keeps_the_key_that_was_made_for_it(site: Site, app: Flask, tmp_path: Path) -> None:
    let_go()
    session.execute(delete(installation.Installation))
    session.commit()
    let_go()
    first, again = site(), site()
    assert keys_in(tmp_path) == ["secret_key.new"]
    installation.starts(first)
    assert keys_in(tmp_path) == ["secret_key"]
    installation.starts(again)
    installation.starts(site())


@pytest.mark.usefixtures("people")
def test_a_wrong_key_is_told_with_the_place_where_it_stands(site: Site, right: str, tmp_path: Path) -> None:
    session.execute(delete(installation.Installation))
    session.commit()
    let_go()
    installation.starts(site(setting=right))
    for keys, place in (
        ({"setting": OTHER_KEY}, "SALA_SECRET_KEY"),
        ({"file": OTHER_KEY}, f"{tmp_path}/instance/secret_key"),
    ):
        with pytest.raises(installation.WrongInstallation, match=f"^{place} is not the key") as refused:
            installation.starts(site(**keys))
        assert "go back to the copy that was made before it" in str(refused.value)


@pytest.mark.usefixtures("of_before")
def test_with_the_right_key_everybody_signs_in_after_the_upgrade(site: Site, right: str) -> None:
    new = site(file=right)
    with inside(new):
        assert new.test_cli_runner().invoke(args=["db", "upgrade"]).exit_code == 0
        assert session.scalar(text("SELECT count(*) FROM person WHERE pin_hash IS NOT NULL")) == 7
        session.remove()
        read_only.watch(new)
        StrictClient(new, new.response_class).sign_in("KH-1001", PIN)
