"""Commands: `flask people import FILE` and `flask records import FILE`, the same verbs without pages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click
from sqlalchemy import select

from lms import jobs
from lms.accounts.queries import people, units
from lms.db import session
from lms.errors import NotFound, RuleBroken
from lms.imports.domain.headings.fields import Kind, heading
from lms.imports.domain.lines import column_facts
from lms.imports.models import ListImport, ListRow
from lms.imports.presenters import wording
from lms.imports.queries.imported_files import written_down_in
from lms.imports.services import certificate_choice, column_matching, imports, preview
from lms.imports.services.opening import open_import, received
from lms.imports.services.upload import upload_store

_FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
_UNIT = click.option(
    "--society",
    "unit",
    prompt="Whose list it is: the code of a Society or branch, such as khm or KH-12",
    help="The code of a Society or branch: khm, KH-12.",
)
_DRY = click.option("--dry-run", is_flag=True, help="Say what would be done, and change nothing.")
_OPTIONS = {
    "module-needed": "no column says the module: say it with --award",
    "module-of-result": "the module of all lines is missing: say it with --award",
    "module-twice": "a column says the module: leave --award out",
    "modules-needed": "there is a column for each of several modules: take their results on the page of a list",
    "day-needed": "no column says the date of the training: say it with --on",
}
_ACTIONS = ("create", "update", "same", "fail", "skip")


@click.command("import")
@_FILE
@_UNIT
@_DRY
def people_import(file: Path, unit: str, dry_run: bool) -> None:
    """Bring in a list of people from FILE. Lines that may be about somebody known are left out and named."""
    _bring_in(file, "people", unit, dry_run, {})


@click.command("import")
@_FILE
@_UNIT
@click.option("--award", default="", help="The module of all lines, where no column says it.")
@click.option("--on", default="", help="The day of all lines, where no column says it.")
@click.option(
    "--certify",
    metavar="REASON",
    help="Also issue certificates for lines that show no passed test, for this reason; it stays in the record.",
)
@_DRY
def trainings_import(file: Path, unit: str, award: str, on: str, certify: str | None, dry_run: bool) -> None:
    """Bring in past trainings of people who are here already from FILE. A certificate follows from a passed test."""
    _bring_in(file, "trainings", unit, dry_run, {"award": award, "on": on}, certify)


def _bring_in(
    file: Path,
    kind: Kind,
    unit: str,
    dry_run: bool,
    everywhere: Mapping[str, str],
    certify: str | None = None,
) -> None:
    uuid = ""
    try:
        place = people.unit_by_code(unit)
        list_import = open_import(received(file.read_bytes(), file.name), kind, place, None)
        uuid = list_import.uuid
        _plan(list_import, everywhere)
        if certify is not None:
            certificate_choice.decide(list_import, True, certify)
        _tell(list_import)
        if not dry_run:
            imports.start(list_import)
    except NotFound:
        raise click.ClickException(_missing(unit)) from None
    except RuleBroken as broken:
        _forget(uuid)
        raise click.ClickException(_refusal(broken)) from None
    if dry_run:
        _forget(uuid)
        click.echo("nothing was changed")
    else:
        session.commit()
        _carry_out(list_import)


def _refusal(broken: RuleBroken) -> str:
    """Why a list is refused; what a page asks for below its columns is an option here."""
    return _OPTIONS.get(broken.code) or wording.said({"word": broken.code, "values": broken.values})


def _missing(code: str) -> str:
    """Why there is no unit with a code: nobody knows it, or nobody has set it up on this site."""
    named = {
        code for one in units.societies().values() for code in (one.code, *(b.code for b in one.branches))
    }
    if code not in named:
        return f"there is no Society or branch with the code {code}"
    return (
        f"{code} is not set up yet: an administrator does it under People, Branches (on a new site "
        "`flask people admin` makes the first one, and sets up that person's Society)"
    )


def _forget(uuid: str) -> None:
    """Leave nothing of a list but the line that it was opened; one that waits on a page is left to wait."""
    session.rollback()
    upload_store.remove_unknown(uuid)
    ours = select(ListImport).filter_by(uuid=uuid, actor_id=None)
    list_import = session.scalar(ours)
    if list_import is not None and list_import.state in ("matching", "preview"):
        imports.drop(list_import, actor=None)
        session.delete(list_import)
        session.commit()


def _carry_out(list_import: ListImport) -> None:
    if list_import.job_id is None or not jobs.run(list_import.job_id):
        click.echo("the server that is running has taken it up")
        return
    session.refresh(list_import)
    click.echo(
        f"{list_import.state}: {list_import.summary['done']} lines brought in; import {list_import.uuid}"
    )


def _plan(list_import: ListImport, everywhere: Mapping[str, str]) -> None:
    """Decide about every line. Each batch is committed: a server that is running goes on meanwhile."""
    if list_import.job_id is not None:  # it waited on a page, and is long: a job reads it again
        session.commit()
        jobs.run(list_import.job_id)
        session.refresh(list_import)
        if list_import.state != "preview":
            raise RuleBroken("not-now")
    if list_import.state == "preview":
        return
    chosen = {int(number): field for number, field in list_import.matching["columns"].items()}
    column_matching.match(
        list_import, chosen, everywhere=everywhere, source=written_down_in(list_import), decide=False
    )
    session.commit()
    for _ in preview.plan(list_import):
        session.commit()
    session.commit()


_LEFT_OUT = {
    column_facts.UNREAD_RESULTS: "who has passed",
    column_facts.PASSES_LEFT_OUT: "who has passed",
    column_facts.ABSENCES_LEFT_OUT: "who was there",
}


def _tell(list_import: ListImport) -> None:
    for number, field in sorted(list_import.matching["columns"].items(), key=lambda pair: int(pair[0])):
        click.echo(f"column {number}: {heading(field, 'en')}")
    for fact, seems in _LEFT_OUT.items():
        for name in list_import.matching.get(fact, ()):
            click.echo(f"left out although it seems to say {seems}: {name}", err=True)
    if absent := list_import.matching.get(column_facts.NOT_THERE):
        click.echo(f"left out, not there on any day: {absent[1]} lines ({absent[0]})", err=True)
    if day := list_import.matching.get(column_facts.DAY_LEFT_OUT):
        told = (
            "taken where the last day is empty"
            if day[0] == "beside"
            else "left out, of a first and a last day"
        )
        click.echo(f"{told}: {day[1]}", err=True)
    click.echo(", ".join(f"{list_import.summary[action]} {action}" for action in _ACTIONS))
    if list_import.kind == "trainings":
        forecast = certificate_choice.forecast(list_import)
        click.echo(
            f"{forecast.issued} certificates will be issued; {forecast.open} lines show no passed test"
        )
    asked = select(ListRow).where(ListRow.import_id == list_import.id, ListRow.action.in_(("fail", "skip")))
    for row in session.scalars(asked.order_by(ListRow.line)):
        for problem in row.problems:
            field = heading(problem["field"], "en") if problem["field"] else "line"
            click.echo(f"line {row.line}: {field}: {wording.said(problem)}", err=True)
        if row.candidates and not row.problems:
            click.echo(f"line {row.line}: may be somebody known already; decide on the page", err=True)
