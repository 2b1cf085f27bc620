"""Commands: `flask installation status | new-key | new-folder`, for what belongs to a database beside its rows."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup
from flask_migrate import upgrade

from lms import audit, installation
from lms.accounts.services import key_rotation
from lms.backup import restore
from lms.backup.manifest import BackupRefused
from lms.certificates.rendering import key_store
from lms.certificates.services import signing
from lms.config import Settings, settings_of
from lms.db import schema_state, session

group = AppGroup("installation", help="The secret key and the folder that belong to the database.")


def current_settings() -> Settings:
    return settings_of(current_app)


@group.command("status")
def status() -> None:
    """Say whether the secret key and the instance folder set here are those of the database."""
    known = _known()
    other = "ANOTHER ONE" if current_settings().key_source in ("setting", "file") else "LOST"
    click.echo("secret key: " + ("the one" if installation.is_key_of(known, current_settings()) else other))
    folder = "the one" if installation.is_folder_of(known, current_settings()) else "ANOTHER ONE"
    click.echo(f"instance folder {current_settings().instance}: {folder}")
    click.echo(certificate_key_told())
    if problems := installation.problems_with(known, current_settings()):
        raise click.ClickException("\n".join(problems))


@group.command("new-key")
@click.option("--yes", is_flag=True, help="Do not ask.")
def new_key(yes: bool) -> None:
    """Let the secret key that is set now be the one of the database. Stop Sala first; set it on every machine.

    What the old key has sealed becomes void: every PIN, every passkey, every session. Cards that were not used yet
    stay good; everybody else needs a new one. Backups made before need the old key. A database of 0.2, which
    knows no key yet, is brought up to date first.
    """
    _refuse_in_use()
    if not current_settings().secret_key:
        raise click.ClickException("there is no secret key: set the new one in SALA_SECRET_KEY")
    people_count = _take_first_key(yes) if _knows_no_key() else _take_other_key(yes)
    session.commit()
    click.echo(
        f"new key; {_need_cards(people_count)}: flask people card NUMBER, or a whole branch on its page"
    )


def _take_other_key(yes: bool) -> int:
    """In the place of the one that the database knows; how many people then need a new card."""
    known = _known()
    if installation.is_key_of(known, current_settings()):
        raise click.ClickException("the key that is set is the one of the database already")
    people_count = key_rotation.count_sealed()
    if not yes:
        click.confirm(f"{_need_cards(people_count, 'then ')}. Go on?", abort=True)
        _refuse_in_use()  # once more: the answer may have taken a while
        known = _known()
    key_rotation.forget_sealed()
    installation.take_key(known, current_settings())
    audit.note(None, "installation.new-key", "installation", 1, people=people_count)
    return people_count


def _take_first_key(yes: bool) -> int:
    """Where the database knows none yet; how many people then need a new card."""
    if not yes:
        click.confirm(
            "The tables are brought up to date, and every PIN becomes void. Is there a copy of the database?",
            abort=True,
        )
        _refuse_in_use()
    session.remove()
    current_app.extensions["sala.restoring"] = True
    try:
        upgrade()
    except SystemExit:
        raise click.ClickException("the tables could not be brought up to date; see above") from None
    finally:
        current_app.extensions["sala.restoring"] = False
    people_count = key_rotation.forget_sealed()
    audit.note(None, "installation.new-key", "installation", 1, people=people_count)
    installation.register(current_settings())  # commits: what the old key has sealed goes at the same moment
    return people_count


@group.command("new-folder")
@click.option("--yes", is_flag=True, help="Do not ask.")
def new_folder(yes: bool) -> None:
    """Let the instance folder that is set now be the one of the database, where the old one was moved or is gone.

    Stop Sala first: it would go on putting certificates into the old folder.
    """
    _refuse_in_use()
    known = _known()
    if installation.is_folder_of(known, current_settings()):
        raise click.ClickException("the folder that is set is the one of the database already")
    if not yes:
        click.confirm(
            "A copy that goes on lying elsewhere keeps certificates of people who are erased. Is it gone?",
            abort=True,
        )
        _refuse_in_use()
        known = _known()
    installation.take_folder(known, current_settings())
    audit.note(None, "installation.new-folder", "installation", 1)
    session.commit()
    click.echo(f"{current_settings().instance} is the instance folder now; every machine has to share it")


def certificate_key_told() -> str:
    """Whether this machine has the private key that certificates are signed with, for an operator."""
    match signing.state(current_settings()):
        case "none":
            return "key of certificates: none yet; it is made when the next certificate is drawn"
        case "ready":
            return "key of certificates: the one"
        case _:
            folder = current_settings().instance / key_store.FOLDER
            return (
                f"key of certificates: LOST. New certificates can be checked with network only. Put back {folder}, "
                "which no backup holds; or make a new one: flask certificates new-key. What was signed stays good"
            )


def _need_cards(people: int, then: str = "") -> str:
    return (
        f"{people} person {then}needs a new card" if people == 1 else f"{people} people {then}need a new card"
    )


def _refuse_in_use() -> None:
    try:
        restore.refuse_in_use(current_settings())
    except BackupRefused as refused:
        raise click.ClickException(str(refused)) from None


def _refuse_unfinished() -> None:
    try:
        installation.refuse_unfinished()
    except installation.WrongInstallation as wrong:
        raise click.ClickException(str(wrong)) from None


def _knows_no_key() -> bool:
    """Whether people live in a database that does not know yet which key is theirs."""
    _refuse_unfinished()
    return installation.row() is None and installation.has_people()


def _known() -> installation.Installation:
    _refuse_unfinished()
    known = installation.row()
    if known is None:
        raise click.ClickException(schema_state.problem_with(schema_state.versions()) or schema_state.NO_KEY)
    return known
