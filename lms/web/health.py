"""For operators: is the process alive, and can it do its work?"""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Flask, current_app
from sqlalchemy.exc import SQLAlchemyError

from lms import web
from lms.config import Settings, current_settings
from lms.db import connections, schema_state

AGAIN = {"Retry-After": str(connections.RETRY_SECONDS)}

health = Blueprint("health", __name__)


def also(app: Flask, problem: Callable[[Settings], str]) -> None:
    """Ask somebody above, too: `problem` answers what keeps the site from doing its work, or nothing."""
    app.extensions["sala.health"] = problem


def init_app(app: Flask) -> None:
    """Open the two addresses."""
    app.register_blueprint(health)


@health.get("/healthz")
@web.access("public")
def alive() -> tuple[str, int, dict[str, str]]:
    """The process answers. Browsers ask, too, before a form leaves its page (forms.js)."""
    return "alive\n", 200, {"Content-Type": "text/plain"}


@health.get("/readyz")
@web.access("public")
def ready() -> tuple[str, int, dict[str, str]]:
    """The database answers and is of this version. The content is loaded, or the process would not run."""
    try:
        problem = schema_state.problem_with(schema_state.versions()) or current_app.extensions["sala.health"](
            current_settings()
        )
    except SQLAlchemyError as error:
        if not connections.is_away(error):
            raise
        return "the database does not answer\n", 503, {"Content-Type": "text/plain", **AGAIN}
    answer = f"not ready: {problem}" if problem else "ready"
    return f"{answer}\n", 503 if problem else 200, {"Content-Type": "text/plain"}
