"""Commands: `flask backup FILE`, `flask backup verify FILE`, `flask restore FILE`."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from lms import installation
from lms.backup import dump
from lms.backup import restore as restoring
from lms.backup import verify as verifying
from lms.backup.installation_commands import certificate_key_told
from lms.backup.manifest import BackupRefused, Manifest
from lms.backup.restore import Wanted
from lms.config import Settings, settings_of
from lms.errors import disk_is_full
from lms.privacy.services.erasure_list import Entry, ListDamaged

_NOT_OUR_KEY = (
    "The secret key set here is NOT the one of it: to restore it, set the key that the database was used with; "
    "if that is lost, flask restore --new-key brings back all but PINs and passkeys."
)

Command = TypeVar("Command", bound=Callable[..., Any])


class _Backup(AppGroup):
    """`flask backup FILE` is `flask backup create FILE`; a file called like a command is written ./verify."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read a first argument that is no command as a file, or an option of `create`."""
        if args and args[0] not in (*self.commands, "--help"):
            args = ["create", *args]
        return super().parse_args(ctx, args)


group = _Backup(
    "backup", help="Backups: `flask backup FILE` makes one, `flask backup verify FILE` checks one."
)


def current_settings() -> Settings:
    return settings_of(current_app)


@contextmanager
def _in_words() -> Iterator[None]:
    """What can go wrong outside of Sala is told in a sentence, without a trace."""
    try:
        yield
    except (BackupRefused, ListDamaged) as refused:
        raise click.ClickException(str(refused)) from None
    except (OSError, sqlite3.Error, SQLAlchemyError) as error:
        if disk_is_full(error):
            raise click.ClickException("the disk is full: nothing was changed") from None
        if isinstance(error, OSError):
            raise click.ClickException(f"{error.strerror or error}: {error.filename or ''}") from None
        raise


@group.command("create")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--without-key", is_flag=True, help="The secret key of the database is not the one set here, or is lost."
)
def create(file: Path, without_key: bool) -> None:
    """Write everything that cannot be made again to a new FILE; people go on working meanwhile."""
    with _in_words():
        installation.require_in_words(any_key=without_key)
        manifest = dump.dump(file.absolute(), current_settings())
    click.echo(f"{file}: {_told(manifest)}")
    click.echo(
        "It holds personal data: keep it where only operators can read it, and delete it after some weeks."
    )
    ours = manifest.secret_fingerprint == installation.fingerprint(current_settings().secret_key)
    click.echo(_about_key(current_settings()) if ours else _NOT_OUR_KEY)
    click.echo(
        f"Nor is the list of erasures: copy {current_settings().erasure_list} to another machine each day."
    )


@group.command("verify")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def verify(file: Path) -> None:
    """Check a backup: every byte, and that the database can read its copy."""
    with _in_words():
        manifest = verifying.verify(file, current_settings())
    click.echo(f"{file}: whole; {_told(manifest)}")
    ours = manifest.secret_fingerprint == installation.fingerprint(current_settings().secret_key)
    click.echo("The secret key set here belongs to it." if ours else _NOT_OUR_KEY)


@click.command("restore")
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Although there are people in the database: they go.")
@click.option(
    "--erasures",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A copy of the list of erasures from another machine.",
)
@click.option(
    "--without-erasures", is_flag=True, help="The list of erasures is lost: who was erased comes back."
)
@click.option("--new-key", is_flag=True, help="The secret key is lost: every PIN becomes void.")
@click.option("--abandon", is_flag=True, help="Go back to what was there before a restore that was cut off.")
@with_appcontext
def restore(
    file: Path | None,
    replace: bool,
    erasures: Path | None,
    without_erasures: bool,
    new_key: bool,
    abandon: bool,
) -> None:
    """Bring back a backup from FILE, whole or not at all, and erase again who was erased since. Stop Sala first."""
    if abandon == (file is not None):
        raise click.UsageError("give either a FILE or --abandon")
    with _in_words():
        if file is None:
            back = restoring.abandon(current_settings())
            click.echo("back to what was there before" if back else "no restore was cut off")
            return
        wanted = Wanted(replace, new_key, erasures, without_erasures)
        restored = restoring.restore(file, current_settings(), wanted)
    click.echo(f"restored: {_told(restored.manifest)}")
    click.echo(f"list of erasures: {_entries_told(restored.entries)}")
    click.echo(f"erased once more: {restored.erased_again}")
    click.echo(certificate_key_told())
    if without_erasures:
        click.echo(
            "WHOEVER WAS ERASED AFTER THIS BACKUP AND IS ON NO LIST IS BACK: look it up, and erase them again."
        )
    if restored.void:
        click.echo(
            f"void PINs and passkeys: {restored.void} "
            f"{'person needs' if restored.void == 1 else 'people need'} a new card (flask people card NUMBER)"
        )


def _entries_told(entries: Sequence[Entry]) -> str:
    if not entries:
        return "no entry: nobody was ever erased"
    last = max(entry.at for entry in entries)
    return f"{len(entries)} {'entry' if len(entries) == 1 else 'entries'}, the last of {last:%Y-%m-%d}"


def _told(manifest: Manifest) -> str:
    people, rows = manifest.rows.get("person", 0), sum(manifest.rows.values())
    counted = "1 person" if people == 1 else f"{people} people"
    size = sum(member.bytes for member in manifest.members.values()) / 1_000_000
    return (
        f"Sala {manifest.sala}, {manifest.engine}, migration {manifest.migration}, made {manifest.made_at}, "
        f"{counted}, {rows} rows, {len(manifest.members) - 1} files, {size:.1f} MB"
    )


def _about_key(settings: Settings) -> str:
    kept = settings.key_place if settings.key_source == "setting" else f"the file {settings.key_place}"
    return f"The secret key is not in it: keep {kept} in another place (a password safe). Without it no PIN fits."
