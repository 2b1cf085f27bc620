"""Commands of privacy: `flask privacy …`."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from lms.config import current_settings
from lms.data_inventory import DAYS
from lms.db import session
from lms.privacy.services import retention

group = AppGroup("privacy", help="Personal data: how long they are kept.")


@group.command("retention")
def retention_now() -> None:
    """Remove what is over, rule by rule. The background does the same once a day."""
    for rule in retention.RULES:
        rows = retention.apply(rule)
        session.commit()
        click.echo(f"{rule}: {rows} rows older than {DAYS[rule]} days")
    settings = current_settings()
    click.echo(f"files of erased people: {retention.tidy(settings)}")
