"""What Sala writes can be read by its own account alone, and its cookies by nobody else."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask_migrate import upgrade

from lms import config, db, workers
from lms.app import create_app
from lms.files import atomic
from tests.conftest import settings_for


@pytest.fixture
def _everybody_may_read() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.mark.usefixtures("_everybody_may_read")
def test_a_new_instance_is_for_its_own_account_alone(tmp_path: Path) -> None:
    instance = tmp_path / "srv" / "instance"
    settings = config.from_environment({"SALA_INSTANCE": str(instance)})
    app = create_app(replace(settings, jobs_embedded=False))
    with app.app_context():
        upgrade()
        with db.db.engine.connect() as connection:  # its log is there while somebody is connected
            connection.exec_driver_sql("UPDATE unit SET code = code")
            connection.commit()
            workers._queue(app).sweep()
            atomic.write(instance / "certificates" / "one.pdf", b"%PDF")
            found = {path.relative_to(tmp_path): path.stat().st_mode for path in tmp_path.rglob("*")}
        db.db.engine.dispose()
    names = {str(path) for path in found}
    assert names >= {
        "srv/instance/secret_key",
        "srv/instance/sala.sqlite3",
        "srv/instance/sala.sqlite3-wal",
        "srv/instance/jobs.sqlite3",
        "srv/instance/certificates/one.pdf",
    }
    open_to_others = {str(path): stat.filemode(mode) for path, mode in found.items() if mode & 0o077}
    assert open_to_others == {}


def test_a_file_that_is_there_keeps_the_mode_that_an_operator_gave_it(tmp_path: Path) -> None:
    file = tmp_path / "sala.sqlite3"
    file.touch()
    file.chmod(0o640)
    app = create_app(settings_for(f"sqlite:///{file}", tmp_path))
    with app.app_context():
        upgrade()
        db.db.engine.dispose()
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


@pytest.mark.parametrize(
    ("base_url", "name", "secure"),
    [("https://sala.example.org", "__Host-sala", True), ("http://localhost", "sala", False)],
)
def test_behind_https_cookies_are_of_this_host_alone(
    tmp_path: Path, base_url: str, name: str, secure: bool
) -> None:
    settings = replace(settings_for(f"sqlite:///{tmp_path / 'x.sqlite3'}", tmp_path), base_url=base_url)
    answer = create_app(settings).test_client().get("/en/sign-in/", base_url=base_url)
    [cookie] = answer.headers.getlist("Set-Cookie")
    parts = [part.strip() for part in cookie.split(";")]
    assert parts[0].startswith(f"{name}=")
    assert {"HttpOnly", "Path=/", "SameSite=Lax"} <= set(parts)
    assert ("Secure" in parts) is secure
    assert not [part for part in parts if part.startswith("Domain")]
