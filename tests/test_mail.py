"""Letters: to a real server of this machine, and never without one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from lms import config, mail
from lms.config import Settings
from lms.errors import BadSetting
from tests.conftest import settings_for
from tests.mailbox import mailbox


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings without a mail server."""
    return settings_for("sqlite://", tmp_path)


def test_a_letter_arrives_as_it_was_written(settings: Settings) -> None:
    with (
        mailbox() as box,
        mail.post(replace(settings, mail_url=box.url)) as post,
        pytest.raises(ValueError, match="may not contain"),
    ):
        post.send("sokha@example.org\nBcc: dao@example.org", "Hello", "Hello")
    assert box.letters == []


def test_without_a_server_nothing_can_be_sent(settings: Settings) -> None:
    assert not mail.may_send(settings)
    with pytest.raises(mail.NoMailError), mail.post(settings):
        pass


@pytest.mark.parametrize(
    "url",
    [
        "mail.example.org",
        "http://mail.example.org?from=sala@example.org",
        "smtp://mail.example.org",
        "smtp://mail.example.org?from=sala",
        "smtp://mail.example.org:port?from=sala@example.org",
        "smtp://?from=sala@example.org",
    ],
)
def test_a_wrong_server_stops_the_start_without_telling_its_password(url: str, tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="SALA_MAIL_URL") as refused:
        config.from_environment({"SALA_INSTANCE": str(tmp_path), "SALA_MAIL_URL": url})
    assert url not in str(refused.value)


def test_a_right_server_is_taken(tmp_path: Path) -> None:
    url = "smtps://sala:secret@mail.example.org:465?from=sala@example.org"
    read = config.from_environment({"SALA_INSTANCE": str(tmp_path), "SALA_MAIL_URL": url})
    assert read.mail_url == url
