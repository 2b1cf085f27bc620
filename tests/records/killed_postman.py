"""A process that sends letters and is killed in the middle, as by a power cut."""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from lms import clock, jobs
from lms.app import create_app
from lms.mail import Post
from tests.conftest import settings_for


def main(database_url: str, instance: str, mail_url: str, moment: str) -> None:
    """Work on what is due; die at the first letter, `before` it goes or `after`."""
    app = create_app(replace(settings_for(database_url, Path(instance)), mail_url=mail_url))
    send = Post.send

    def send_and_die(post: Post, to: str, subject: str, text: str) -> None:
        if moment == "after":
            send(post, to, subject, text)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(Post, send.__name__, send_and_die)
    with clock.frozen(datetime(2026, 11, 24, 5, tzinfo=UTC)):
        jobs.run_due(app)


if __name__ == "__main__":
    main(*sys.argv[1:])
