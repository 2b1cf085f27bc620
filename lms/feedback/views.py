"""Was this lesson clear? Two taps of who is signed in; and for editors what groups of people said."""

from __future__ import annotations

from flask import Flask, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from lms import web
from lms.accounts import auth
from lms.accounts.auth import next_page, signed_in_person
from lms.content import registry
from lms.content.types.curriculum import SOURCE, Lesson, Module
from lms.courses.presenters import lesson_cards
from lms.feedback import forms, queries, services
from lms.feedback.domain.opinions import Place, version_of
from lms.feedback.presenters import lessons
from lms.feedback.presenters.wording import WHY
from lms.i18n import current_language

bp = web.blueprint("feedback", __name__)


def init_app(app: Flask) -> None:
    """Register the pages. That of editors stands below the one of translations, which leads there."""
    app.register_blueprint(bp)


@bp.get("/me/lessons/<module>/<lesson>/clear/")
@web.access("signed-in")
def answer(module: str, lesson: str) -> str:
    """What somebody has said of a lesson, and the next question. `change`: the first one again."""
    found = registry.module(module)
    return _page(found, registry.lesson(found, lesson))


@bp.post("/me/lessons/<module>/<lesson>/clear/")
@web.csrf.exempt
@web.same_site
@next_page.kept_through_sign_in
@web.access("signed-in")
def send(module: str, lesson: str) -> Response:
    """Keep what was tapped. The buttons stand on a page that is the same for everybody and so holds no token.

    Who signs in only after the tap is asked once more: who held the phone when it was tapped is not known.
    """
    found = registry.module(module)
    read = registry.lesson(found, lesson)
    person = signed_in_person()
    if auth.is_another(request.args.get("reader", ""), person):
        return make_response(_page(found, read, problem="another"), 409)
    opinion = forms.opinion_from(request.form, len(lesson_cards.titles(read, current_language())))
    if opinion is None:
        return make_response(_page(found, read, problem="unknown"), 422)
    services.say(person, _place(found, read), opinion)
    return redirect(url_for(".answer", module=found.id, lesson=read.slug), 303)


@bp.get("/translations/<module>/clear/")
@web.access("translations.read")
def module(module: str) -> str:
    """What groups said of each lesson of a module, by language."""
    found = registry.module(module)
    content = registry.current()
    return render_template(
        "feedback/lessons.html",
        module=found,
        modules=content.modules,
        targets=content.languages,
        rows=lessons.rows(found, content.languages, queries.counted_in(found.id)),
        language=current_language(),
    )


def _place(module: Module, lesson: Lesson) -> Place:
    language = current_language()
    return Place(module.id, lesson.id, language, version_of(lesson.text(language)))


def _page(module: Module, lesson: Lesson, problem: str = "") -> str:
    person, language = signed_in_person(), current_language()
    return render_template(
        "feedback/answer.html",
        module=module,
        lesson=lesson,
        text=lesson.text(language),
        opinion=services.opinion_of(person, _place(module, lesson)),
        asks_anew=bool(request.args.get("change") or problem),
        whys=[(why, words) for why, words in WHY.items() if why != "translation" or language != SOURCE],
        titles=lesson_cards.titles(lesson, language),
        reader=auth.mark_of(person),
        person=person,
        problem=problem,
        language=language,
    )
