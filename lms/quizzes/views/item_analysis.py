"""A page for editors: what the answers of many people say about the questions of a module."""

from __future__ import annotations

from flask import Flask, render_template, request
from flask_babel import lazy_gettext as _l

from lms import clock, web
from lms.content import registry
from lms.errors import NotFound
from lms.i18n import current_language
from lms.quizzes.presenters import item_analysis
from lms.quizzes.queries.first_papers import analysis_of
from lms.web import menu
from lms.web.menu import Entry

bp = web.blueprint("item_analysis", __name__)


def init_app(app: Flask) -> None:
    """Register the page."""
    app.register_blueprint(bp)
    menu.register(
        app, Entry(75, "translations.read", "item_analysis.overview", _l("Questions"), icon="questions")
    )


@bp.get("/questions/")
@web.access("translations.read")
@web.expensive
def overview() -> str:
    """The questions of a module, those that may do harm first."""
    content, language = registry.current(), current_language()
    modules = [module for module in content.modules if module.id in content.pools]
    chosen = next((one for one in modules if one.id == request.args.get("module", modules[0].id)), None)
    if chosen is None:
        raise NotFound
    result = analysis_of(content.pools[chosen.id], clock.today())
    return render_template(
        "quizzes/item_analysis.html",
        modules=modules,
        module=chosen,
        language=language,
        result=result,
        reliability=item_analysis.number(result.reliability),
        rows=item_analysis.rows(result, content, language),
        explanations=item_analysis.explanations(),
        sources=item_analysis.SOURCES,
    )
