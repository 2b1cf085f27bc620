"""What a command asks before it touches the data of an installation."""

from __future__ import annotations

import click
from flask import current_app

from lms import installation
from lms.config import settings_of


def require_installation() -> None:
    """Another key or another folder than that of the database: refused before anything is done."""
    settings = settings_of(current_app)
    if not settings.secret_key:
        raise click.ClickException(
            f"there is no secret key in {settings.instance}: set SALA_INSTANCE or SALA_SECRET_KEY as the server has "
            "it; on a new site run flask db upgrade first"
        )
    installation.require_in_words()
