"""Which secret key and which instance folder belong to a database: one row, and a marker file in the folder.

Two machines with two keys would make every PIN void, two folders would keep the certificates of people who were erased.
Both are refused at the start. The row holds a fingerprint of the key, from which the key cannot be computed.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import os
import secrets
import time
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import click
from flask import Flask, current_app, request
from sqlalchemy import CheckConstraint, String, inspect, select, text
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.exceptions import ServiceUnavailable

from lms import clock, secret_keys
from lms.config import Settings, settings_of
from lms.data_inventory import impersonal
from lms.db import Base, Instant, connections, db, session
from lms.errors import SalaError
from lms.files import atomic

UNFINISHED: Final = "restore_unfinished"  # a table that is there while a restore is under way
_TEXT: Final = b"the secret key of Sala"

_log = logging.getLogger(__name__)


class Installation(Base):
    """The one row: what belongs to this database. `site` is random; the marker file says the same."""

    __tablename__ = "installation"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    site: Mapped[str] = mapped_column(String(32))
    secret_fingerprint: Mapped[str] = mapped_column(String(64))
    registered_at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        CheckConstraint("id = 1", name="one_row"),
        {"info": impersonal("what belongs to a database: no person")},
    )


class WrongInstallation(SalaError):
    """The key, the folder or the state of the database is not the one to work with; the message says what to do."""


_OTHER_KEY: Final = (
    "{place} is not the key of this database: no PIN would fit. Set the key that it was used with (every machine has "
    "the same one; without SALA_SECRET_KEY it is in {folder}/secret_key). A wrong key that was taken at an upgrade: "
    "go back to the copy that was made before it, and upgrade with the right one. If the key is lost or has to be "
    "replaced: flask backup FILE --without-key, then flask installation new-key"
)
_LOST_KEY: Final = (
    "The secret key of this database is neither in SALA_SECRET_KEY nor in {folder}/secret_key: put back the one that "
    "you keep elsewhere. If it is lost: flask backup FILE --without-key, then flask installation new-key"
)
_NO_KEY_YET: Final = (
    "People have PINs here, and the key that sealed them is neither in SALA_SECRET_KEY nor in {folder}/secret_key: set "
    "it, or put the file back. Nothing was changed. If it is lost: set a new one in SALA_SECRET_KEY, then flask "
    "installation new-key, which makes every PIN void"
)
_TWO_KEYS: Final = (
    "SALA_SECRET_KEY is another key than that in {folder}/secret_key, and this database does not know yet which one "
    "sealed its PINs. Nothing was changed. If it is that of the file: take SALA_SECRET_KEY away. If it is that of "
    "SALA_SECRET_KEY: move the file to another place. If both are wrong: flask installation new-key takes "
    "SALA_SECRET_KEY and makes every PIN void"
)
_OTHER_FOLDER: Final = (
    "{folder} is not the instance folder of this database. All machines share one folder (SALA_INSTANCE): whoever is "
    "erased has to be removed from every copy. If the old folder is gone or was moved: flask installation new-folder"
)
_UNFINISHED: Final = (
    "A restore of this database was cut off. Run `flask restore FILE` again (with --replace, where there were people "
    "before), or `flask restore --abandon` to go back to what was there before."
)


def fingerprint(secret: str) -> str:
    """What tells one secret key from another; nobody computes the key from it (HMAC-SHA256, hexadecimal)."""
    return hmac.new(secret.encode(), _TEXT, hashlib.sha256).hexdigest()


def current_settings() -> Settings:
    """The settings of the present application."""
    return settings_of(current_app)


def row() -> Installation | None:
    """What the database knows; None for one without migrations, or before the first start."""
    if not inspect(session.connection()).has_table(Installation.__tablename__):
        return None
    return session.scalar(select(Installation))


def has_people() -> bool:
    """Whether people live in the database, whatever version its tables are of."""
    if not inspect(session.connection()).has_table("person"):
        return False
    return session.execute(text("SELECT 1 FROM person LIMIT 1")).first() is not None


def _refuse_doubtful_key(settings: Settings) -> None:
    """Where the database knows no key yet: refuse one that cannot be that of its people, or need not be."""
    wrong = ""
    if settings.key_source in ("new", "lost", "none"):
        wrong = _NO_KEY_YET
    elif settings.key_source == "setting":
        other = secret_keys.in_file(settings.instance)
        wrong = _TWO_KEYS if other not in (None, settings.secret_key.strip()) else ""
    if wrong and has_people():
        secret_keys.forget_new(settings.instance)
        raise WrongInstallation(wrong.format(folder=settings.instance))


def register(settings: Settings) -> Installation:
    """Let the database know key and folder, where it knows none. Commits."""
    known = row()
    if known is not None:
        return known
    # The marker comes first: of two processes on one machine both read the same one.
    new = Installation(
        id=1,
        site=_marked(settings.instance),
        secret_fingerprint=fingerprint(settings.secret_key),
        registered_at=clock.now(),
    )
    session.add(new)
    _keep_key(settings)
    try:
        session.commit()
    except (
        IntegrityError
    ):  # another process was faster; a machine with another folder sees it when that is compared
        session.rollback()
    return session.scalars(select(Installation)).one()


def refuse_unfinished() -> None:
    """Refuse to work in the middle of a restore. Raises WrongInstallation."""
    if inspect(session.connection()).has_table(UNFINISHED):
        raise WrongInstallation(_UNFINISHED)


def check(settings: Settings, *, any_key: bool = False) -> bool:
    """Refuse to work with another key, another folder, or in the middle of a restore. Raises WrongInstallation.

    False where the database has no tables yet. Registers key and folder where the database knows none, unless people
    live there who have their PINs by another key.
    """
    try:
        refuse_unfinished()
        known = row()
        if known is None:
            _refuse_doubtful_key(settings)
            if not inspect(session.connection()).has_table(Installation.__tablename__):
                return False
            known = register(settings)
        problems = problems_with(known, settings, any_key=any_key)
    finally:
        session.rollback()
    if problems:
        secret_keys.forget_new(settings.instance)
        raise WrongInstallation(problems[0])
    return True


def problems_with(known: Installation, settings: Settings, *, any_key: bool = False) -> list[str]:
    """What is wrong with the key and the folder, in words."""
    problems = []
    if not any_key and not is_key_of(known, settings):
        sentence = _OTHER_KEY if settings.key_source in ("setting", "file") else _LOST_KEY
        problems.append(sentence.format(place=settings.key_place, folder=settings.instance))
    if not is_folder_of(known, settings):
        problems.append(_OTHER_FOLDER.format(folder=settings.instance))
    return problems


def is_key_of(known: Installation, settings: Settings) -> bool:
    """Whether the present secret key is the one that the database was used with."""
    return hmac.compare_digest(known.secret_fingerprint, fingerprint(settings.secret_key))


def require(*, any_key: bool = False) -> None:
    """Before a command: refuse as `check` does. A database that is away is told of by the command itself."""
    try:
        check(settings_of(current_app), any_key=any_key)
    except SQLAlchemyError as error:
        if not connections.is_away(error):
            raise


def require_in_words(*, any_key: bool = False) -> None:
    """`require` for a group of commands: without a trace."""
    try:
        require(any_key=any_key)
    except WrongInstallation as wrong:
        raise click.ClickException(str(wrong)) from None


def require_for_command() -> None:
    """Another key or another folder than that of the database: refused before a command does anything."""
    settings = current_settings()
    if not settings.secret_key:
        raise click.ClickException(
            f"there is no secret key in {settings.instance}: set SALA_INSTANCE or SALA_SECRET_KEY as the server has "
            "it; on a new site run flask db upgrade first"
        )
    require_in_words()


def is_folder_of(known: Installation, settings: Settings) -> bool:
    """Whether the present instance folder is the one that the database was used with."""
    return _site_of(settings.instance) == known.site


def take_folder(known: Installation, settings: Settings) -> None:
    """Let the present instance folder be that of the database from now on."""
    known.site = _marked(settings.instance)
    session.flush()


def take_key(known: Installation, settings: Settings) -> None:
    """Let the present secret key be that of the database from now on."""
    known.secret_fingerprint = fingerprint(settings.secret_key)
    session.flush()
    _keep_key(settings)


def _keep_key(settings: Settings) -> None:
    if settings.key_source in ("new", "lost"):
        try:
            secret_keys.keep(settings.secret_key, settings.instance)
        except FileExistsError:
            raise WrongInstallation(
                "Another process has made a secret key just now: run this once more"
            ) from None


def _site_of(folder: Path) -> str | None:
    try:
        return (folder / secret_keys.MARKER).read_text().strip() or None
    except FileNotFoundError:
        return None


def _marked(folder: Path) -> str:
    """What the marker file says; it is made where it is missing."""
    site = _site_of(folder)
    if site is None:
        folder.mkdir(parents=True, exist_ok=True)
        new = folder / f".{secret_keys.MARKER}-{secrets.token_hex(8)}"
        atomic.write(new, f"{secrets.token_hex(16)}\n".encode())
        try:
            os.link(
                new, folder / secret_keys.MARKER
            )  # whole or not at all, and never over that of a faster process
        except FileExistsError:
            pass
        finally:
            new.unlink()
        site = (folder / secret_keys.MARKER).read_text().strip()
    return site


def init_app(app: Flask) -> None:
    """Let no page and no job work with another key or folder, also where the database was away at the start."""
    app.extensions["sala.checked"] = False
    app.extensions["sala.check-again"] = 0.0
    app.before_request(_before_request)


def starts(app: Flask) -> None:
    """At the start of a server: refuse now what can be known now. Raises WrongInstallation."""
    with app.app_context():
        try:
            checked(app)
        finally:
            # What was opened here must not be carried into the processes that are made from this one.
            session.remove()
            db.engine.dispose()


def checked(app: Flask) -> bool:
    """Whether key and folder were found to be right; looks once. Raises WrongInstallation.

    False while the database is away or has no tables: looked at again after some seconds, so that pages which need
    no database do not wait for it.
    """
    if app.extensions["sala.checked"]:
        return True
    if time.monotonic() < app.extensions["sala.check-again"]:
        return False
    try:
        app.extensions["sala.checked"] = check(settings_of(app))
    except SQLAlchemyError as error:
        if not connections.is_away(error):
            raise
        _log.warning("the database does not answer: key and folder are looked at later")
    if not app.extensions["sala.checked"]:
        app.extensions["sala.check-again"] = time.monotonic() + connections.RETRY_SECONDS
    return bool(app.extensions["sala.checked"])


def _before_request() -> None:
    app: Any = current_app
    if request.endpoint == "health.alive":
        return
    try:
        checked(app)
    except WrongInstallation as wrong:
        _log.critical("%s", wrong)
        raise ServiceUnavailable from None
