"""Pages of tests on paper: make a form for a group, print it in each language, see whose sheets are typed."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from lms import clock, db, web
from lms.accounts import auth
from lms.accounts.auth import signed_in_person
from lms.accounts.services.roles import scope_of
from lms.content import registry
from lms.errors import NotFound, RuleBroken
from lms.i18n import current_language
from lms.quizzes import rendering
from lms.quizzes.presenters import paper_sheets
from lms.quizzes.queries import paper_people, sitting
from lms.quizzes.services import paper_forms, paper_removal
from lms.quizzes.services.paper_forms import PrintedTest
from lms.web import menu

bp = web.blueprint("paper_tests", __name__)
_COUNTED = ("new", "replaced", "same", "kept")


def init_app(app: Flask) -> None:
    """Register the pages, the sentences and the place in the menu."""
    app.register_blueprint(bp)
    web.register_messages(paper_sheets.WORDS)
    title, short = _l("Tests on paper"), _l("Paper")
    menu.register(app, menu.Entry(56, "papers.enter", "paper_tests.overview", title, short=short))


@bp.get("/paper/")
@web.access("papers.enter")
def overview() -> ResponseReturnValue:
    """Make a form, open one by the code that stands on it, or one of those made last."""
    typed = request.args.get("code", "").strip()
    if not typed:
        return _overview()
    try:
        found = paper_forms.find_form(typed)
    except NotFound:
        return _overview(code=typed), 404
    return redirect(url_for(".form", form_code=found.code))


@bp.post("/paper/")
@web.access("papers.enter")
def make() -> ResponseReturnValue:
    """Draw a form for a group."""
    try:
        code = paper_forms.make_form(request.form.get("module", ""), signed_in_person())
    except RuleBroken as broken:
        return _overview(error=paper_sheets.problem(broken)), 422
    return redirect(url_for(".form", form_code=code), 303)


@bp.get("/paper/<form_code>/")
@web.access("papers.enter")
def form(form_code: str) -> str:
    """What to print in which language, then the way to the rows; the people whose sheets are typed."""
    return _form_page(paper_forms.find_form(form_code))


@bp.post("/paper/<form_code>/")
@web.access("papers.enter")
def take_away(form_code: str) -> ResponseReturnValue:
    """Take away a slip that was typed for the wrong person."""
    found, units = paper_forms.find_form(form_code), auth.scope().units
    try:
        paper_removal.take_away(found, request.form.get("slip", ""), units, signed_in_person())
    except RuleBroken as broken:
        return _form_page(found, error=paper_sheets.problem(broken)), 422
    return redirect(url_for(".form", form_code=found.code, taken=1), 303)


def _form_page(found: PrintedTest, *, error: str = "") -> str:
    reader = signed_in_person()
    counts = {name: request.args.get(name, 0, int) for name in _COUNTED}
    return render_template(
        "quizzes/printed/form.html",
        form=found,
        printed_in=registry.current().languages,
        before=paper_people.typed_before(auth.scope(), found.code, reader, scope_of(reader, "records.read")),
        marks=paper_sheets.typed_marks,
        may_open_key=paper_forms.may_open_key(found, reader),
        is_maker=paper_forms.is_maker(found, reader),
        may_sit=sitting.may_sit(auth.scope(), reader, [one.id for one in found.comes_first], clock.today()),
        taken_away="taken" in request.args,
        error=error,
        saved=paper_sheets.saved({name: min(max(count, 0), 1000) for name, count in counts.items()}),
        language=current_language(),
    )


@bp.get("/paper/<form_code>/questions.pdf")
@web.access("papers.enter")
def questions(form_code: str) -> Response:
    """The questions, one copy for each person."""
    return _pdf(form_code, rendering.questions, "questions")


@bp.get("/paper/<form_code>/answers.pdf")
@web.access("papers.enter")
def answers(form_code: str) -> Response:
    """Slips with a box for each letter, several on a page."""
    return _pdf(form_code, rendering.answers, "answers")


@bp.post("/paper/<form_code>/key.pdf")
@web.access("papers.enter")
def key(form_code: str) -> Response:
    """The right letters, for who takes the test. A button, since it is kept who opened them."""
    form = paper_forms.find_form(form_code)
    if not paper_forms.may_open_key(form, signed_in_person()):
        raise NotFound(form_code)
    document = _pdf(form_code, rendering.key, "key")
    paper_forms.note_key_opened(form, signed_in_person())
    shown = document.headers["Content-Disposition"]
    document.headers["Content-Disposition"] = shown.replace(
        "inline", "attachment"
    )  # a reload opens nothing again
    return document


def _overview(*, code: str = "", error: str = "") -> str:
    content = registry.current()
    return render_template(
        "quizzes/printed/overview.html",
        modules=[module for module in content.modules if module.id in content.pools],
        forms=paper_forms.forms_by(signed_in_person()),
        code=code,
        error=error,
        language=current_language(),
    )


def _pdf(form_code: str, draw: Callable[[PrintedTest, str], bytes], name: str) -> Response:
    found = paper_forms.find_form(form_code)
    if found.changed:
        raise NotFound(form_code)
    with web.expensive_work(), db.reading():
        document = draw(found, current_language())
    file_name = f"{found.module.id}-{found.spoken}-{name}-{current_language()}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{file_name}"'}
    return Response(document, content_type="application/pdf", headers=headers)
