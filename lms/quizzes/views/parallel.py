"""The page of one more question about what a missed safety question asked; the answer says at once what is right."""

from __future__ import annotations

from uuid import UUID

from flask import Flask, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms import web
from lms.accounts.auth import signed_in_person
from lms.content import registry
from lms.errors import NotFound
from lms.i18n import current_language
from lms.quizzes import forms, presenters
from lms.quizzes.domain import kinds
from lms.quizzes.services import attempts, parallel
from lms.quizzes.services.attempts import ShownItem, TestForm

bp = web.blueprint("parallel", __name__)


def init_app(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(bp)


@bp.get("/quizzes/<module>/<uuid:uuid>/again/<item>/")
@web.access("signed-in")
def question(module: str, uuid: UUID, item: str) -> ResponseReturnValue:
    """The other question; the result, where there is none to try any more."""
    test, shown = _asked(module, uuid, item)
    return _to_result(test) if shown is None else _question(test, item, shown)


@bp.post("/quizzes/<module>/<uuid:uuid>/again/<item>/")
@web.access("signed-in")
def answer(module: str, uuid: UUID, item: str) -> ResponseReturnValue:
    """What is right, and why. Nothing of it is kept."""
    test, shown = _asked(module, uuid, item)
    if shown is None:
        return _to_result(test)
    if request.form.get("asked") != _digest(module):
        return _question(test, item, shown, is_changed=True), 409
    given = forms.answers([shown], request.form).get(shown.question.id)
    if given is None:
        return _question(test, item, shown, is_sent=True), 422
    right = kinds.rules_of(shown.question).is_right(given)
    return render_template(
        "quizzes/parallel_answered.html",
        test=test,
        module=test.module,
        feedback=presenters.of_answer(shown, given, right, current_language()),
        lesson=test.module.lesson(shown.question.lesson),
    )


def _asked(module: str, uuid: UUID, item: str) -> tuple[TestForm, ShownItem | None]:
    person = signed_in_person()
    test = attempts.paper(person, str(uuid))
    if test.module.id != module or all(one.question.id != item for one in test.asked):
        raise NotFound(item)
    return test, parallel.shown(person, test, item)


def _digest(module: str) -> str:
    return registry.current().pools[module].digest[:16]


def _to_result(test: TestForm) -> ResponseReturnValue:
    return redirect(url_for("quizzes.result", module=test.module.id, uuid=test.uuid), 303)


def _question(
    test: TestForm, item: str, shown: ShownItem, *, is_sent: bool = False, is_changed: bool = False
) -> str:
    (row,) = forms.questions([shown], current_language(), request.form if is_sent else None, sent=is_sent)
    return render_template(
        "quizzes/parallel_question.html",
        test=test,
        module=test.module,
        item=item,
        question=row,
        asked=_digest(test.module.id),
        is_changed=is_changed,
    )
