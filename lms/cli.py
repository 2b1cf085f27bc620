"""Commands: `flask --app wsgi …`. Each does one verb, commits once, and says what it did."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, BinaryIO

import click
from flask import Flask, current_app
from flask.cli import AppGroup, ScriptInfo, with_appcontext
from flask_migrate import Migrate
from flask_migrate.cli import db as migrations  # type: ignore[import-not-found]

from lms import clock, command_errors, demo, installation, jobs, web, workers
from lms.accounts import rendering
from lms.accounts.auth import person_reference
from lms.accounts.domain import volunteer_numbers
from lms.accounts.queries import people as people_queries
from lms.accounts.services import bootstrap_admin, sign_in
from lms.backup import commands, installation_commands
from lms.certificates.domain import codes
from lms.certificates.services import badge_checks, drawing, signing, verification
from lms.config import current_settings, program_version, settings_of
from lms.content import check, registry
from lms.content.checks import answer_lengths, lesson_numbers, option_sets, translation_qa
from lms.content.checks.ending_figures import ending_figures
from lms.db import Base, connections, db, exclusive, schema_state, session
from lms.errors import NotFound, RuleBroken
from lms.files import atomic
from lms.handbooks import services
from lms.imports import commands as import_commands
from lms.privacy import commands as privacy
from lms.quizzes import commands as quizzes
from lms.quizzes.presenters import item_analysis
from lms.quizzes.queries.first_papers import analysis_of
from lms.records import commands as records
from lms.records.services import reminders
from lms.surveys import commands as surveys
from lms.translations import commands as translations

content = AppGroup("content", help="Lessons, questions, translations, Societies.")


def _require() -> None:
    """Another key or another folder than that of the database: refused before anything is done."""
    settings = settings_of(current_app)
    if not settings.secret_key:
        raise click.ClickException(
            f"there is no secret key in {settings.instance}: set SALA_INSTANCE or SALA_SECRET_KEY as the server has "
            "it; on a new site run flask db upgrade first"
        )
    installation.require_in_words()


_guarded = with_appcontext(_require)
people = AppGroup("people", help="People and their cards.", callback=_guarded)
ledger = AppGroup("records", help="The training ledger.", callback=_guarded)
papers = AppGroup("certificates", help="Certificates.")
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
        people,
        ledger,
        papers,
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
    people.add_command(import_commands.people_import)
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


@people.command("card")
@click.argument("number")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The PDF to write; otherwise in the instance folder.",
)
def people_card(number: str, output: Path | None) -> None:
    """Draw a sign-in card for the person with this NUMBER. Earlier cards and their PIN stop working.

    Where several Societies have the number, write the Society before it: tha:000123.
    """
    person = people_queries.person_by_number(number)
    if person is None:
        several = [person_reference.named(one) for one in people_queries.people_by_number(number)]
        known = f"several people have the number {number}: {', '.join(several)}"
        raise click.ClickException(known if several else f"nobody has the number {number}")
    # Whoever has the file can sign in: it goes where only our own account reads, not among the files of a checkout.
    target = output or current_settings().instance / f"card-{volunteer_numbers.in_address(person.number)}.pdf"
    if not target.parent.is_dir():  # before the earlier card stops working
        raise click.ClickException(f"there is no folder {target.parent}")
    card = rendering.card_of(person, sign_in.issue_card(person, actor=None), current_settings().base_url)
    session.commit()  # nobody waits for the drawing; if that fails the command is repeated
    atomic.write(target, rendering.card_pdf(card))
    click.echo(f"{target}: good for one sign-in, {card.address}\nDelete the file when it is printed.")


@people.command("admin")
@click.argument("number")
@click.argument("name")
@click.option(
    "--society", required=True, help="The code of the Society where the person is at home: khm, lao, tha."
)
@click.option("--latin", "latin_name", help="The name in Latin letters, where NAME is in another script.")
@click.option("--language", help="The language of the person; that of the Society where it is left out.")
@click.option("--another", is_flag=True, help="Although there is an administrator already.")
def people_admin(
    number: str, name: str, society: str, latin_name: str | None, language: str | None, another: bool
) -> None:
    """Settle the first administrator, called NAME, with a volunteer NUMBER. Prints a link that signs in once."""
    home = registry.current().societies.get(society)
    if home is None:
        raise click.ClickException(
            f"there is no Society {society}: {', '.join(registry.current().societies)}"
        )
    languages = [one.code for one in registry.current().languages]
    if language and language not in languages:
        raise click.ClickException(f"there is no language {language}: {', '.join(languages)}")
    try:
        person, token = bootstrap_admin.found(
            number=number,
            name=name,
            latin_name=latin_name or "",
            language=language or home.language,
            society=home,
            another=another,
        )
    except RuleBroken as broken:
        said = web.message_for(broken)
        if broken.code == "has-an-admin":
            said += (
                " For one more: --another. For a new card of somebody who is there: flask people card NUMBER"
            )
        raise click.ClickException(said) from None
    session.commit()
    click.echo(f"{person.number} is an administrator. The card is good for one sign-in, within 14 days:")
    click.echo(rendering.address(person, token, current_settings().base_url))


@ledger.command("remind")
def records_remind() -> None:
    """Queue the letters to those whose certificate ends soon and who agreed to e-mail. It is done daily anyway."""
    if not current_settings().mail_url:
        click.echo("no e-mail: SALA_MAIL_URL is not set")
        return
    number = jobs.enqueue(reminders.KIND).id
    session.commit()
    click.echo(f"job {number}")


@papers.command("render")
@click.option("--design", default="standard", show_default=True)
@click.option("--language", default="en", show_default=True)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), default=Path("certificate.pdf"))
def certificates_render(design: str, language: str, output: Path) -> None:
    """Draw the sample of a certificate design, to look at it."""
    output.write_bytes(drawing.render_sample(design, language))
    click.echo(str(output))


@papers.command("new-key")
@click.option("--yes", is_flag=True, help="Do not ask.")
@with_appcontext
def certificates_new_key(yes: bool) -> None:
    """Make another key that signs certificates. What the one before has signed stays good; its private part goes."""
    _require()
    if not yes:
        click.confirm(
            "Certificates that are drawn from now on are signed with another key. Go on?", abort=True
        )
    key = signing.new_key(current_settings())
    session.commit()
    click.echo(f"key {key.number} of certificates: {key.public}")


@papers.command("check-badge")
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
