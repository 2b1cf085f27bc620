"""Pages of post-tests: what it is, the paper, the result."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from flask import Flask, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from lms import clock, web
from lms.accounts.auth import signed_in_person
from lms.errors import NotFound, RuleBroken
from lms.i18n import current_language
from lms.quizzes import forms, presenters, services
from lms.quizzes.domain.attempt_limits import MayStart
from lms.quizzes.views import foreign_answers

bp = web.blueprint("quizzes", __name__)

WORDS = {
    "prerequisites-missing": _l("This test comes after another one. Take that one first."),
    "attempts-exhausted": _l(
        "You have used your %(allowed)s attempts. After the last one there is a wait of %(hours)s hours."
    ),
}


def init_app(app: Flask) -> None:
    """Register the pages and the sentences."""
    app.register_blueprint(bp)
    web.register_messages(WORDS)


@bp.get("/quizzes/<module>/")
@web.access("signed-in")
def start(module: str) -> ResponseReturnValue:
    """What the test is, how many attempts are left, and the button to start or go on."""
    return _start(module)


@bp.post("/quizzes/<module>/")
@web.access("signed-in")
def begin(module: str) -> ResponseReturnValue:
    """Draw a paper, or find the open one, and go there.

    Who wants to go on with one that was sent meanwhile, in another tab, reads its result and begins no new one.
    """
    person, is_new = signed_in_person(), bool(request.form.get("new"))
    sent = None if is_new else services.last_sent(person, module)
    if sent is not None:
        return redirect(url_for(".result", module=module, uuid=sent), 303)
    try:
        uuid = services.open_paper(person, module, current_language())
    except RuleBroken as broken:
        return _start(module, error=web.message_for(broken)), 422
    # Of a new test no answers can have been lost: the page of the test says nothing of the kind then (answers.js).
    return redirect(url_for(".paper", module=module, uuid=uuid, _anchor="new" if is_new else None), 303)


@bp.get("/quizzes/<module>/<uuid:uuid>/")
@web.access("signed-in")
def paper(module: str, uuid: UUID) -> ResponseReturnValue:
    """The paper; the result instead, once it has been handed in."""
    try:
        found = _paper(module, uuid)
    except NotFound:
        return foreign_answers.page(None), 404
    if found.state == "open":
        return _page(found, forms.questions(found.asked, current_language()))
    return _to_result(found)


@bp.post("/quizzes/<module>/<uuid:uuid>/")
@web.access("public")
@web.csrf.exempt  # the token ends with the session; who has sent the form is looked at all the same
@foreign_answers.checked
def submit(module: str, uuid: UUID) -> ResponseReturnValue:
    """Hand in. What is incomplete comes back with everything that was typed.

    So does what belongs to somebody else than who is signed in now: a phone may be shared, while a test is open.
    """
    if not current_user.is_authenticated:
        return foreign_answers.page(request.form), 409
    try:
        found = _paper(module, uuid)
    except NotFound:
        return foreign_answers.page(request.form), 409
    answers = forms.answers(found.asked, request.form)
    if found.state == "open" and len(answers) < found.length:
        return _page(found, forms.questions(found.asked, current_language(), request.form)), 422
    services.submit(signed_in_person(), found.uuid, answers, language=current_language())
    return _to_result(found, again=found.state == "submitted" and bool(answers) and answers != found.answers)


@bp.get("/quizzes/<module>/<uuid:uuid>/result/")
@web.access("signed-in")
def result(module: str, uuid: UUID) -> ResponseReturnValue:
    """The marks, what to do next, and what there is to learn from each question."""
    found = _paper(module, uuid)
    if found.state == "open":
        return redirect(url_for(".paper", module=module, uuid=uuid), 303)
    about = services.overview(signed_in_person(), module)
    safety, others = presenters.lessons_to_reread(found)
    return render_template(
        "quizzes/result.html",
        paper=found,
        again=bool(request.args.get("again")),
        module=found.module,
        marks=found.marks,
        enough=found.marks is not None and found.marks.score >= found.module.award.post_test.pass_mark,
        safety_lessons=safety,
        other_lessons=others,
        feedback=presenters.of_paper(found, current_language()),
        **_turn(about),
    )


def _paper(module: str, uuid: UUID) -> services.TestForm:
    found = services.paper(signed_in_person(), str(uuid))
    if found.module.id != module:
        raise NotFound(str(uuid))
    return found


def _to_result(found: services.TestForm, *, again: bool = False) -> ResponseReturnValue:
    """To the marks; `again`: other answers came after those that count, from a second window."""
    return redirect(
        url_for(".result", module=found.module.id, uuid=found.uuid, again="1" if again else None), 303
    )


def _page(found: services.TestForm, questions: list[forms.QuestionForm]) -> str:
    texts = [question.text for question in questions]
    # One note for the page: on a question that is not translated if there is any, else on the translation.
    note_on = next((text for text in texts if text.language != current_language()), texts[0])
    return render_template(
        "quizzes/paper.html",
        person=signed_in_person(),
        paper=found,
        module=found.module,
        questions=questions,
        note_on=note_on,
        incomplete=[question for question in questions if question.error],
    )


def _start(module: str, *, error: str = "") -> str:
    about = services.overview(signed_in_person(), module)
    passed_on = clock.day_of(about.passed_at) if about.passed_at else None
    return render_template(
        "quizzes/start.html",
        about=about,
        module=about.module,
        rule=about.module.award.post_test,
        passed_on=passed_on,
        error=error,
        **_turn(about),
    )


def _turn(about: services.Overview) -> dict[str, object]:
    """Attempts left, or 0 and from which day and time on there are some again."""
    if isinstance(about.turn, MayStart):
        return {"left": about.turn.left}
    day, time = _on_the_wall(about.turn.until)
    return {"left": 0, "again_day": day, "again_time": time}


def _on_the_wall(instant: datetime) -> tuple[date, str]:
    """Day and time of day in the region, rounded up to a minute: who comes then does not come too early."""
    minute = (instant + timedelta(seconds=59)).astimezone(clock.REGION)
    return clock.day_of(minute), f"{minute:%H:%M}"
