"""`flask surveys …`: a survey as an XLSForm, and what KoboToolbox and ODK collected with it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import click
from flask.cli import AppGroup

from lms import web
from lms.content import registry
from lms.content.types.surveys import Survey
from lms.db import session
from lms.errors import RuleBroken
from lms.files import atomic
from lms.surveys.presenters.collected import Look, look
from lms.surveys.presenters.xlsform import write_xlsform
from lms.surveys.services import answers, collected

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


@group.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--round", "society", required=True, help="The code of the Society whose open round it is: khm."
)
@click.option("--survey", default=answers.INVITED_TO, show_default=True, help="The survey.")
@click.option("--dry-run", is_flag=True, help="Say what would be taken in, and change nothing.")
def import_command(file: Path, society: str, survey: str, dry_run: bool) -> None:
    """Take the answers of FILE, from KoboToolbox or ODK, into an open round. Each submission counts once."""
    found_survey = _survey(survey)
    try:
        found = collected.look_through(collected.read_file(file.read_bytes()), society, found_survey)
        taken = 0 if dry_run else collected.take_in(found.new, society, found_survey, actor=None)
    except RuleBroken as broken:
        raise click.ClickException(web.message_for(broken)) from None
    session.commit()
    for line in _told(look(found)):
        click.echo(line)
    click.echo(f"{len(found.new)} would be taken in, nothing changed" if dry_run else f"{taken} taken in")


def _told(shown: Look) -> Iterator[str]:
    """What the page of a file says, a line each."""
    yield from (f"left out, {words}: {count}" for count, words in shown.left_out)
    yield from (f"line {line}, column {column}: {words}" for line, column, words in shown.faults)
    if shown.more_faults:
        yield f"and {shown.more_faults} more"
    lists = {
        "questions without a column": shown.missing,
        "columns that are no questions, not read": shown.unknown,
        "columns of the program, not kept": shown.noted,
        "sheets that are not read": shown.sheets,
    }
    yield from (f"{words}: {', '.join(names)}" for words, names in lists.items() if names)
    if shown.is_page:
        yield "this is one page of several: bring in the others, too"


def _survey(survey_id: str) -> Survey:
    surveys = registry.current().surveys
    if survey_id not in surveys:
        raise click.BadParameter(f"{survey_id} is not one of {', '.join(surveys)}", param_hint="survey")
    return surveys[survey_id]
