"""What can go wrong around every command, told in a sentence: no trace through our code, status 1."""

from __future__ import annotations

from contextlib import nullcontext

import click
from flask import Flask, has_app_context
from flask.cli import ScriptInfo
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from lms.config import Settings, settings_of
from lms.db import connections, schema_state
from lms.errors import BadSetting, disk_is_full


def told(command: click.Command, *, needs_tables: bool = True) -> None:
    """Let a command, or all commands of a group, tell of what goes wrong in a sentence.

    To migrations the tables are older by nature: where one fails, that is not the reason.
    """
    invoke = command.invoke
    if "invoke" in vars(command):  # told already: commands are there once, applications several times
        return

    def invoke_in_words(context: click.Context) -> object:
        try:
            return invoke(context)
        except Exception as error:
            app = context.ensure_object(ScriptInfo).load_app()
            sentence = sentence_of(error, settings_of(app))
            if not sentence and needs_tables:
                sentence = _other_tables(error, app)
            if not sentence:
                raise
            raise click.ClickException(sentence) from None

    command.invoke = invoke_in_words  # type: ignore[method-assign, assignment]


def sentence_of(error: Exception, settings: Settings) -> str:
    """What an operator can do something about; empty for a fault of ours."""
    if isinstance(error, BadSetting):
        return str(error)
    if disk_is_full(error):
        return "there is no room on the disk"
    if connections.is_away(error):
        named, reason = connections.named(settings), _reason(error)
        if connections.tells_password(reason, settings):
            return f"the database does not answer ({named})"
        return f"the database does not answer: {reason} ({named})"
    if isinstance(error, OSError) and error.filename:
        return f"{error.strerror}: {error.filename}"
    return ""


def _other_tables(error: Exception, app: Flask) -> str:
    if not isinstance(error, SQLAlchemyError):
        return ""
    # The context of the command is over, unless somebody runs it inside one.
    with nullcontext() if has_app_context() else app.app_context():
        return schema_state.problem_after_failure()


def _reason(error: BaseException) -> str:
    """What the driver says, in a line: host, port, role and database."""
    while isinstance(error, DBAPIError) and error.orig is not None:
        error = error.orig
    return str(error).strip().partition("\n")[0].removeprefix("connection failed: ")
