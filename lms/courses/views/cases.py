"""The page of a branching case: a lesson's situation in two decisions. The same for everybody; nothing is kept."""

from __future__ import annotations

from flask import Flask
from werkzeug.wrappers import Response

from lms import web
from lms.content import registry
from lms.content.types.cases import BranchingCase
from lms.content.types.curriculum import Lesson, Module
from lms.courses.views.catalogue import courses, page
from lms.i18n import current_language
from lms.web import page_cache


def init_app(app: Flask) -> None:
    """Offer the cases of a module, or of one of its lessons, to the pages that lead to them."""
    app.jinja_env.globals["cases_of"] = lambda module, lesson="": registry.current().cases_of(module, lesson)


@courses.get("/modules/<module>/cases/<case>/")
@web.access("public")
def case(module: str, case: str) -> Response:
    """One case: decide, say how sure, read what happens."""
    found = registry.module(module)
    opened = registry.case(found, case)
    lesson = registry.current().lesson(opened.lesson)[1]
    return page_cache.ready(lambda: _page(found, lesson, opened))


def _page(module: Module, lesson: Lesson, opened: BranchingCase) -> str:
    language = current_language()
    return page(
        "case",
        module=module,
        lesson=lesson,
        lesson_text=lesson.text(language),
        case=opened,
        is_draft=language in opened.drafts,
    )
