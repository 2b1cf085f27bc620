"""Commands: `flask --app wsgi …`. Each does one verb, commits once, and says what it did."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click
from flask import Flask
from flask.cli import AppGroup, ScriptInfo, with_appcontext
from flask_migrate import Migrate
from flask_migrate.cli import db as migrations  # type: ignore[import-not-found]

from lms import clock, command_errors, demo, installation, jobs, workers
from lms.accounts import commands as people
from lms.backup import commands, installation_commands
from lms.certificates import commands as certificates
from lms.config import current_settings, program_version
from lms.content import check, registry
from lms.content.checks import answer_lengths, lesson_numbers, option_sets, translation_qa
from lms.content.checks.ending_figures import ending_figures
from lms.db import Base, connections, db, exclusive, schema_state, session
from lms.errors import NotFound
from lms.handbooks import services
from lms.imports import commands as import_commands
from lms.installation import require_for_command
from lms.privacy import commands as privacy
from lms.quizzes import commands as quizzes
from lms.quizzes.presenters import item_analysis
from lms.quizzes.queries.first_papers import analysis_of
from lms.records import commands as records
from lms.records.services import reminders
from lms.surveys import commands as surveys
from lms.translations import commands as translations

content = AppGroup("content", help="Lessons, questions, translations, Societies.")


_guarded = with_appcontext(require_for_command)
ledger = AppGroup("records", help="The training ledger.", callback=_guarded)
books = AppGroup("handbooks", help="Handbooks and trainer packs.")
work = AppGroup("jobs", help="Background work.", callback=_guarded)
demonstration = AppGroup("demo", help="Invented people to try Sala with.", callback=_guarded)


def init_app(app: Flask) -> None:
    """Add the commands, and the migrations (`flask db …`)."""
    # Batches: SQLite changes a table by making it anew.
    Migrate(
        app, db, directory=str(schema_state.MIGRATIONS), render_as_batch=True, metadatas={"": Base.metadata}
    )
    for group in (
        content,
        people.group,
        ledger,
        certificates.group,
        books,
        work,
        demonstration,
        translations.group,
        quizzes.group,
        surveys.group,
        privacy.group,
        installation_commands.group,
        commands.group,
        commands.restore,
        version_command,
    ):
        command_errors.told(group)
        app.cli.add_command(group)
    command_errors.told(migrations, needs_tables=False)
    migrations.commands["upgrade"].callback = db_upgrade
    privacy.group.callback = _guarded
    surveys.group.callback = _guarded
    people.group.callback = _guarded
    people.group.add_command(import_commands.people_import)
    ledger.add_command(import_commands.trainings_import)
    ledger.add_command(records.rebuild)
    ledger.add_command(records.extend)


@click.command("version")
def version_command() -> None:
    """Say which version of Sala this is."""
    click.echo(f"Sala {program_version()}")


_upgrade = migrations.commands["upgrade"].callback


@click.pass_context
def db_upgrade(context: click.Context, /, **chosen: Any) -> None:
    """Upgrade the tables, and say from where to where."""
    connections.refuse_encoding(current_settings())
    before, knew = _stage()
    context.invoke(_upgrade, **chosen)
    after, knows = _stage()
    done = f"from {before} to {after}" if before != after else f"nothing to do, they are at {after}"
    if not chosen["sql"]:
        click.echo(f"tables of the database: {done}")
    if knows and not knew:
        click.echo(f"the key in {current_settings().key_place} from now on belongs to this database")


def _stage() -> tuple[str, bool]:
    """The migration at which the tables are, and whether the database knows its key."""
    try:
        return ", ".join(sorted(schema_state.versions())) or "none", installation.row() is not None
    finally:
        session.remove()


@content.command("check")
def content_check() -> None:
    """List every problem of the content; exit 1 if there is one."""
    # Sala does not start on content that cannot be read: what is left to find shows in the drawing.
    read = registry.current()
    problems = check.beyond_reading(current_settings().content, read)
    for problem in problems:
        click.echo(str(problem), err=True)
    for note in translation_qa.notes(read):
        click.echo(f"to look at: {note}")
    lessons = sum(len(module.lessons) for module in read.modules)
    questions = sum(len(pool.questions) for pool in read.pools.values())
    click.echo(
        f"{len(read.modules)} modules, {lessons} lessons, {questions} questions, "
        f"{len(read.societies)} Societies, {len(read.languages)} languages: {len(problems)} problems"
    )
    if problems:
        sys.exit(1)


@content.command("lesson-numbers")
def content_lesson_numbers() -> None:
    """List every place that names a lesson by its number: they move with a lesson that is not put last."""
    for place in lesson_numbers.places(current_settings().content):
        click.echo(str(place))


@content.command("report")
@click.argument("language")
def content_report(language: str) -> None:
    """List what a reviewer of LANGUAGE may look at: odd lengths, differences accepted, words not the glossary's.

    Then the figures that have left their page or soon will, and the questions that people's answers speak against, in
    LANGUAGE or in all, where this site has answers.
    """
    found = list(translation_qa.remarks(registry.current(), language))
    for remark in found:
        click.echo(str(remark))
    click.echo(f"{len(found)} remarks; each may be right as it is")
    for name, pool in registry.current().pools.items():
        seen = answer_lengths.lengths_in(pool, language)
        note = f": more than {answer_lengths.TARGET} % give the answer away" if seen.gives_away else ""
        click.echo(
            f"{name}: of {seen.questions} questions with one best answer it is the longest in {seen.longest}, "
            f"the shortest in {seen.shortest}{note}"
        )
        care = option_sets.care_in(pool, language)
        click.echo(
            f"{name}: {care.reasoned} say when each wrong answer would be right, {care.in_sets} stand in option sets, "
            f"{care.with_number} have a number that may decide; right answers from first to last place: "
            f"{', '.join(map(str, care.positions))}"
        )
    ended = [*ending_figures(registry.current(), clock.today())]
    for line in ended:
        click.echo(line)
    click.echo(f"{len(ended)} paragraphs with figures to look up again")
    _report_answers(language)


def _report_answers(language: str) -> None:
    """What people's answers say against questions. A checkout without a site has none, and is told so."""
    library = registry.current()
    try:
        problem = schema_state.problem_with(schema_state.versions())
        if problem:
            click.echo(f"answers to the questions were not looked at: {problem}")
            return
        lines = [
            line
            for pool in library.pools.values()
            for line in item_analysis.remark_lines(analysis_of(pool, clock.today()), library, language)
        ]
    finally:
        session.remove()
    for line in lines:
        click.echo(f"answers: {line}")
    click.echo(f"{len(lines)} questions that people's answers speak against")


@ledger.command("remind")
def records_remind() -> None:
    """Queue the letters to those whose certificate ends soon and who agreed to e-mail. It is done daily anyway."""
    if not current_settings().mail_url:
        click.echo("no e-mail: SALA_MAIL_URL is not set")
        return
    number = jobs.enqueue(reminders.KIND).id
    session.commit()
    click.echo(f"job {number}")


@books.command("render")
@click.argument("module")
@click.argument("language")
@click.option("--trainer", is_flag=True, help="The trainer pack instead of the handbook.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="The PDF to write.")
def handbooks_render(module: str, language: str, trainer: bool, output: Path | None) -> None:
    """Draw a book of a MODULE in a LANGUAGE, to look at it."""
    kind = "trainer-pack" if trainer else "handbook"
    try:
        book = services.book_of(module, registry.current().language(language).code, kind)
    except (NotFound, KeyError):
        raise click.ClickException(f"there is no {kind} of {module} in {language}") from None
    target = output or Path(f"{module}-{kind}-{language}.pdf")
    target.write_bytes(services.render(book))
    click.echo(str(target))


@work.command("run")
@click.option("--once", is_flag=True, help="Do what is due, then stop.")
def jobs_run(once: bool) -> None:
    """Do background work here instead of inside the web server (set SALA_JOBS=external there)."""
    app = click.get_current_context().ensure_object(ScriptInfo).load_app()
    if once:
        click.echo(f"{jobs.run_due(app)} jobs done")
    else:
        workers.run_forever(app)


@demonstration.command("seed")
def demo_seed() -> None:
    """Settle the invented people; only where SALA_DEMO=1 and nobody lives here yet."""
    if not current_settings().demo:
        click.echo("no demo: SALA_DEMO is not 1")
        return
    with exclusive.one_at_a_time(
        current_settings(), waiting=lambda: click.echo("waiting for another command", err=True)
    ):
        count = demo.seed(current_settings().secret_key)
        session.commit()
    made = f"{count} invented people; those whom README names sign in with the PIN {demo.PIN}"
    click.echo(made if count else "people live here already")
