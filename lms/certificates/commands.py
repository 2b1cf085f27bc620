"""Commands: `flask certificates render`, `new-key` and `check-badge`."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import click
from flask.cli import AppGroup, with_appcontext

from lms import clock
from lms.certificates.domain import codes
from lms.certificates.services import badge_checks, drawing, signing, verification
from lms.config import current_settings
from lms.db import session
from lms.installation import require_for_command

group = AppGroup("certificates", help="Certificates.")


@group.command("render")
@click.option("--design", default="standard", show_default=True)
@click.option("--language", default="en", show_default=True)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), default=Path("certificate.pdf"))
def certificates_render(design: str, language: str, output: Path) -> None:
    """Draw the sample of a certificate design, to look at it."""
    output.write_bytes(drawing.render_sample(design, language))
    click.echo(str(output))


@group.command("new-key")
@click.option("--yes", is_flag=True, help="Do not ask.")
@with_appcontext
def certificates_new_key(yes: bool) -> None:
    """Make another key that signs certificates. What the one before has signed stays good; its private part goes."""
    require_for_command()
    if not yes:
        click.confirm(
            "Certificates that are drawn from now on are signed with another key. Go on?", abort=True
        )
    key = signing.new_key(current_settings())
    session.commit()
    click.echo(f"key {key.number} of certificates: {key.public}")


@group.command("check-badge")
@click.argument("file", type=click.File("rb"))
@with_appcontext
def certificates_check_badge(file: BinaryIO) -> None:
    """Say whether a badge (a JSON file) is of this site and unchanged, and what its certificate is worth today."""
    certificate = badge_checks.certificate_of(file.read(), current_settings())
    if certificate is None:
        raise click.ClickException(
            "This is no badge of this site, or it was changed, or its holder's data were removed."
        )
    state = verification.state_of(certificate, clock.today())
    click.echo(f"Genuine. Certificate {codes.grouped(certificate.code)} ({certificate.award}): {state}.")
