"""Pages of the catalogue, modules, lessons, words and Societies: the same for everybody."""

from __future__ import annotations

import re
from typing import Any

from flask import (
    Blueprint,
    Flask,
    redirect,
    render_template,
    url_for,
)
from markupsafe import Markup
from werkzeug.wrappers import Response

from lms import i18n, web
from lms.accounts import auth
from lms.content import approvals, registry
from lms.content.approvals import Approved
from lms.content.types.curriculum import Lesson, Module
from lms.content.types.societies import Society
from lms.content.whole_words import whole_words
from lms.courses.presenters import glossary as glossary_presenters
from lms.courses.presenters import lesson_body, lesson_cards
from lms.courses.presenters import society as society_presenters
from lms.errors import NotFound
from lms.i18n import current_language
from lms.web import page_cache

_FORM = re.compile(r"(<form\b(?:(?!novalidate)[^>])*)>")

root = Blueprint("front", __name__)
courses = web.blueprint("courses", __name__)


def init_app(app: Flask) -> None:
    """Open the pages of this domain."""
    app.register_blueprint(root)
    app.register_blueprint(courses)
    app.jinja_env.filters["finished"] = _finished


@root.get("/")
@web.access("public")
def front() -> Response:
    """To the catalogue in the reader's language: by choice, then account, then browser, then default.

    Nobody keeps the answer: it may be that of an account.
    """
    answer = redirect(url_for("courses.catalogue", lang=i18n.preferred_language(auth.language_of_account())))
    answer.headers["Vary"] = "Cookie, Accept-Language"
    return answer


@courses.get("/")
@web.access("public")
def catalogue() -> Response:
    """All modules."""
    content = registry.current()
    return page_cache.ready(
        lambda: page(
            "catalogue",
            modules=content.modules,
            before_outreach=content.before_outreach,
            pictures=content.pictures,
        )
    )


@courses.get("/modules/<module>/")
@web.access("public")
def module(module: str) -> Response:
    """One module: what it is about, its lessons, its test."""
    found = registry.module(module)
    return page_cache.ready(lambda: _module_page(found))


@courses.get("/modules/<module>/<lesson>/")
@web.access("public")
def lesson(module: str, lesson: str) -> Response:
    """One lesson."""
    found = registry.module(module)
    opened = registry.lesson(found, lesson)
    return page_cache.ready(lambda: _lesson_page(found, opened))


@courses.get("/modules/<module>/trainer/")
@web.access("public")
def trainer(module: str) -> Response:
    """The session plans of a module."""
    found = registry.module(module)
    if found.trainer is None:
        raise NotFound
    guide = found.trainer
    return page_cache.ready(lambda: _trainer_page(found, guide))


@courses.get("/glossary/")
@web.access("public")
def glossary() -> Response:
    """The key terms, each with its explanation."""
    return page_cache.ready(lambda: page("glossary", groups=glossary_presenters.groups(current_language())))


@courses.get("/society/")
@web.access("public")
def societies() -> Response:
    """The National Societies."""
    return page_cache.ready(
        lambda: page("societies", societies=society_presenters.all_with((), current_language()))
    )


@courses.get("/society/<code>/")
@web.access("public")
def society(code: str) -> Response:
    """One Society: its services, its focal points, its branches."""
    found = society_presenters.society(code)
    return page_cache.ready(lambda: _society_page(found))


def _finished(html: str) -> Markup:
    """The body of any page: words that no line ends inside are marked, and every form leaves checking to the server.

    A browser would name what is missing in its own language, not in that of the page.
    """
    whole = whole_words(registry.current()).html(html)
    return Markup(_FORM.sub(r"\1 novalidate>", whole))


def page(name: str, **values: Any) -> str:
    return render_template(f"courses/{name}.html", language=current_language(), **values)


def _module_page(module: Module) -> str:
    pool = registry.current().pools.get(module.id)
    return page(
        "module",
        module=module,
        text=module.text(current_language()),
        approved=_approved(module),
        has_test=pool is not None,
        test_items=pool.blueprint.length if pool else 0,
        pre_test_items=pool.blueprint.pre_test_length if pool else 0,
        comes_first=[registry.current().module(name) for name in module.award.prerequisites],
        has_trainer_pack=module.trainer is not None,
    )


def _lesson_page(module: Module, lesson: Lesson) -> str:
    language = current_language()
    text = lesson.text(language)
    previous, following = previous_and_next(module, lesson)
    return page(
        "lesson",
        module=module,
        module_text=module.text(language),
        lesson=lesson,
        text=text,
        approved=_approved(module),
        number=module.lessons.index(lesson) + 1,
        cards=lesson_cards.cards(module, lesson, language),
        sources=[module.sources[key] for key in lesson.sources],
        read_first=[registry.current().lesson(name) for name in lesson.after],
        previous=previous,
        next=following,
        has_test=module.id in registry.current().pools,
    )


def _trainer_page(module: Module, guide: Lesson) -> str:
    language = current_language()
    text = guide.text(language)
    return page(
        "trainer",
        module=module,
        module_text=module.text(language),
        text=text,
        approved=_approved(module),
        body=lesson_body.body(module, text.blocks, language, trainer=True),
    )


def _society_page(society: Society) -> str:
    language = current_language()
    return page(
        "society",
        society=society_presenters.whole(society, language),
        societies=society_presenters.all_with((), language),
        branches=society_presenters.branches(society, language),
        own_language=society.language,
    )


def _approved(module: Module) -> tuple[Approved, ...]:
    return approvals.approvals_of(registry.current(), module, current_language())


def previous_and_next(module: Module, lesson: Lesson) -> tuple[Lesson | None, Lesson | None]:
    place = module.lessons.index(lesson)
    before = module.lessons[place - 1] if place else None
    after = module.lessons[place + 1] if place + 1 < len(module.lessons) else None
    return before, after
