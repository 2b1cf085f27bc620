"""The page that shows every component once in every state, for those who build pages; in a demonstration only.

Tests look at it in each language, light and dark, and refuse a component that does not stand on it.
"""

from __future__ import annotations

from typing import Final

from flask import Flask, current_app, render_template

from lms import clock, web
from lms.config import current_settings
from lms.content import registry
from lms.errors import NotFound
from lms.i18n import current_language
from lms.web.template_globals import sheets

bp = web.blueprint("components", __name__)

_DESK: Final = ("staff", "desk", "reports")  # style sheets that learners never get


def init_app(app: Flask) -> None:
    """Open the two pages."""
    app.register_blueprint(bp)


@bp.get("/components/")
@web.access("public")
def learner() -> str:
    """What pages of learners are made of."""
    return _page("learner", [name for name in sheets() if name not in _DESK])


@bp.get("/components/desk/")
@web.access("public")
def desk() -> str:
    """What pages of staff are made of."""
    return _page("desk", [name for name in sheets() if name in ("forms", *_DESK)])


def _page(side: str, linked: list[str]) -> str:
    if not current_settings().demo:
        raise NotFound(side)
    content = registry.current()
    return render_template(
        "examples/components.html",
        side=side,
        linked=linked,
        examples=current_app.jinja_env.list_templates(
            filter_func=lambda name: name.startswith(f"examples/{side}/")
        ),
        modules=content.modules,
        today=clock.today(),
        language=current_language(),
    )
