"""Commands: `flask records extend` and `flask records rebuild`, the verbs of HR's pages without pages."""

from __future__ import annotations

from datetime import date, datetime
from uuid import uuid4

import click

from lms import jobs, web
from lms.accounts.auth import person_reference
from lms.accounts.queries import people
from lms.accounts.services import people as people_service
from lms.accounts.services.people import Person
from lms.content import registry
from lms.db import session
from lms.errors import NotFound, RuleBroken
from lms.jobs import Job
from lms.records.domain.validity import Status
from lms.records.queries.ending_awards import Choice
from lms.records.services import achievements, bulk_extension
from lms.records.services.bulk_extension import Change, Preview

_DAY = click.DateTime(["%Y-%m-%d"])
_STATUSES: tuple[Status, ...] = ("valid", "expiring", "in-grace", "expired")


@click.command("rebuild")
def rebuild() -> None:
    """Make the current state anew from the ledger."""
    count = achievements.rebuild()
    session.commit()
    click.echo(f"{count} certifications")


@click.command("extend")
@click.option("--award", required=True, help="The module, for example pss.")
@click.option("--branch", required=True, help="The code of a branch or a Society, for example KH-12 or khm.")
@click.option("--status", type=click.Choice(_STATUSES), help="Only who stands so today.")
@click.option("--ends-from", type=_DAY, help="Only whose last valid day is this day or later.")
@click.option("--ends-until", type=_DAY, help="Only whose last valid day is this day or earlier.")
@click.option("--until", type=_DAY, help="The new last valid day.")
@click.option("--months", type=int, help="Or: so many months after each one's present end.")
@click.option("--reason", required=True, help="Stays in the record for good: no names, nothing about health.")
@click.option(
    "--by", "number", help="The number of the officer who decided it; they may write records there."
)
@click.option("--dry-run", is_flag=True, help="Say whom it would extend, and change nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def extend(
    award: str,
    branch: str,
    status: Status | None,
    ends_from: datetime | None,
    ends_until: datetime | None,
    until: datetime | None,
    months: int | None,
    reason: str,
    number: str | None,
    dry_run: bool,
    yes: bool,
) -> None:
    """Extend an award for everybody of a branch who holds it, by one decision. Says whom first, and asks."""
    try:
        units = bulk_extension.units_of(branch)
        choice = Choice(units, _taught(award), status, _day(ends_from), _day(ends_until))
        change, actor = Change(_day(until), months), _officer(number, choice)
        achievements.written(reason)
        preview = bulk_extension.preview_somebody(choice, change, actor)
        _tell(preview)
        if dry_run:
            return
        if not yes:
            session.rollback()  # nobody waits while somebody reads
            click.confirm("Extend them?", abort=True)
        job = _decide(choice, change, reason, actor, preview.seen)
    except RuleBroken as broken:
        raise click.ClickException(web.message_for(broken)) from None
    except NotFound as missing:
        raise click.ClickException(f"there is no {missing}") from None
    click.echo(f"job {job.id}: {job.state}, {job.args.get('extended', 0)} extended")


def _taught(award: str) -> str:
    if award not in {module.id for module in registry.current().modules}:
        raise NotFound(award)
    return award


def _day(typed: datetime | None) -> date | None:
    return None if typed is None else typed.date()


def _officer(number: str | None, choice: Choice) -> Person | None:
    """Who decided, as the entries will say. Raises NotFound, and click's error for one who may not decide it."""
    if number is None:
        return None
    actor = people.person_by_number(number)
    if actor is None:
        several = people.people_by_number(number)
        if several:
            raise click.ClickException(web.message_for(person_reference.of_several(several)))
        raise NotFound(number)
    if not choice.units <= people_service.scope_of(actor, "records.write").units:
        raise click.ClickException(f"{number} does not decide for all of this branch")
    return actor


def _tell(preview: Preview) -> None:
    """Say whom it meets, by number: a terminal keeps what it shows, so no names."""
    for one in preview.shown:
        click.echo(f"{one.number}: {one.before} -> {one.after}")
    if preview.count > len(preview.shown):
        click.echo(f"and {preview.count - len(preview.shown)} more")
    click.echo(f"{preview.count} will be extended, {preview.left} stay as they are")
    if preview.over:
        click.echo(f"{preview.over} of them are over, {preview.certified} new certificates are made")
    if preview.expired:
        click.echo(f"{preview.expired} have expired and are left out: --status expired extends them")
    if preview.own:
        click.echo("not the officer's own: somebody else decides about it")


def _decide(choice: Choice, change: Change, reason: str, actor: Person | None, seen: str) -> Job:
    decision = str(uuid4())
    job = bulk_extension.extend_many(choice, change, reason=reason, actor=actor, decision=decision, seen=seen)
    session.commit()
    jobs.run(job.id)
    return job
