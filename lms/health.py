"""For operators: is the process alive, and can it do its work?"""

from __future__ import annotations

from flask import Blueprint, Flask
from sqlalchemy import text

from lms import web
from lms.db import session

health = Blueprint("health", __name__)


def init_app(app: Flask) -> None:
    """Open the two addresses."""
    app.register_blueprint(health)


@health.get("/healthz")
@web.access("public")
def alive() -> tuple[str, int, dict[str, str]]:
    """The process answers."""
    return "alive\n", 200, {"Content-Type": "text/plain"}


@health.get("/readyz")
@web.access("public")
def ready() -> tuple[str, int, dict[str, str]]:
    """The database answers. The content is loaded, or the process would not run."""
    session.execute(text("SELECT 1"))
    return "ready\n", 200, {"Content-Type": "text/plain"}
