"""`flask surveys …`: a survey as an XLSForm, and what KoboToolbox and ODK collected with it."""

from __future__ import annotations

import io
from pathlib import Path

import click
from flask.cli import AppGroup

from lms.content import registry
from lms.content.types.surveys import Survey
from lms.files import atomic
from lms.surveys.presenters.xlsform import write_xlsform

group = AppGroup("surveys", help="Surveys out to KoboToolbox and ODK, and answers in from them.")


@group.command("xlsform")
@click.argument("survey")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def xlsform_command(survey: str, file: Path) -> None:
    """Write a SURVEY as an XLSForm into FILE, for KoboToolbox and ODK."""
    found, written = _survey(survey), io.BytesIO()
    write_xlsform(written, found)
    atomic.write(file, written.getvalue())
    click.echo(f"{file}: the survey {found.id}, version {found.version}")


def _survey(survey_id: str) -> Survey:
    surveys = registry.current().surveys
    if survey_id not in surveys:
        raise click.BadParameter(f"{survey_id} is not one of {', '.join(surveys)}", param_hint="SURVEY")
    return surveys[survey_id]
