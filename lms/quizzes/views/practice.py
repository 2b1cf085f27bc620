"""Pages of practice: what is due, one question, what is right about it and when it comes back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from flask import Flask, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms import clock, web
from lms.accounts.auth import signed_in_person
from lms.content import registry
from lms.content.types.questions import Question
from lms.errors import NotFound
from lms.i18n import current_language
from lms.quizzes import forms, presenters
from lms.quizzes.domain.practice import ROUND, Missed, round_of
from lms.quizzes.forms.practice import Asking, read_asking
from lms.quizzes.presenters.practice import Place, practice_list
from lms.quizzes.queries.missed import missed_by
from lms.quizzes.services import practice
from lms.quizzes.services.practice import NeverAskedError, Outcome

bp = web.blueprint("practice", __name__)


def init_app(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(bp)


@bp.get("/practise/")
@web.access("signed-in")
def overview() -> str:
    """What is due today, and when the rest comes back."""
    listed = practice_list(missed_by(signed_in_person()), clock.today())
    return render_template(
        "quizzes/practise.html",
        listed=listed,
        done=_number("done", ROUND),
        pictures=registry.current().pictures,
        language=current_language(),
    )


@bp.get("/practise/<module>/<item>/")
@web.access("signed-in")
def question(module: str, item: str) -> ResponseReturnValue:
    """One question; when it comes back, where it was answered; the list, where it is not to be practised."""
    mine = missed_by(signed_in_person())
    missed = _one_of(mine, module, item)
    return redirect(url_for(".overview")) if missed is None else _as_it_is(mine, missed)


@bp.post("/practise/<module>/<item>/")
@web.access("signed-in")
def answer(module: str, item: str) -> ResponseReturnValue:
    """Answer it: the page says at once what is right, and why. Sent again it says the same, and counts no more."""
    person, asking = signed_in_person(), read_asking(request.form.get("asked", ""))
    mine = missed_by(person)
    missed = _one_of(mine, module, item)
    if asking is None or not asking.is_of(registry.current().pools.get(module)):
        return _to_list() if missed is None else (_as_it_is(mine, missed, is_changed=True), 409)
    try:
        shown = practice.shown(person, module, item, asking.due, _asked_place().number)
        given = forms.answers([shown], request.form).get(item)
        if given is None:
            if missed is None or missed.due != asking.due:
                return _to_list()
            return _asked(mine, missed, is_sent=True), 422
        outcome = practice.answer(person, module, item, asking.due, given)
    except NotFound:
        return _to_list()
    except NeverAskedError:
        return _to_list() if missed is None else (_as_it_is(mine, missed, is_changed=True), 409)
    feedback = presenters.of_answer(shown, given, outcome.right, current_language())
    return _answered(missed_by(person), module, shown.question, outcome, feedback)


def _one_of(mine: Sequence[Missed], module: str, item: str) -> Missed | None:
    return next((one for one in mine if (one.module, one.item) == (module, item)), None)


def _to_list() -> ResponseReturnValue:
    return redirect(url_for(".overview"), 303)


def _number(name: str, most: int) -> int:
    """A number of an address, which anybody may write; 0 where it is none."""
    typed = request.args.get(name, "")
    return min(int(typed), most) if typed.isascii() and typed.isdecimal() and len(typed) < 3 else 0


def _asked_place() -> Place:
    """Where one is in a round, as the address says."""
    done, only = _number("done", ROUND - 1), request.args.get("only", "")
    return Place(only if only in registry.current().pools else "", done + 1, ROUND)


def _as_it_is(mine: Sequence[Missed], missed: Missed, *, is_changed: bool = False) -> str:
    """The question where it is due, else when it comes back."""
    if missed.due.on <= clock.today():
        return _asked(mine, missed, is_changed=is_changed)
    question = registry.current().pools[missed.module].question(missed.item)
    return _answered(mine, missed.module, question, Outcome(right=False, counted=False, due=missed.due))


def _asked(mine: Sequence[Missed], missed: Missed, *, is_sent: bool = False, is_changed: bool = False) -> str:
    place = _asked_place()
    others = [one for one in mine if one != missed]
    place = place.before(round_of(others, clock.today(), only=place.only, done=place.number))
    shown = practice.shown(signed_in_person(), missed.module, missed.item, missed.due, place.number)
    (row,) = forms.questions([shown], current_language(), request.form if is_sent else None, sent=is_sent)
    return render_template(
        "quizzes/practise_question.html",
        module=registry.current().module(missed.module),
        place=place,
        item=missed.item,
        question=row,
        asking=Asking(missed.due, registry.current().pools[missed.module].digest).as_field(),
        is_changed=is_changed,
    )


def _answered(
    mine: Sequence[Missed],
    module: str,
    question: Question,
    outcome: Outcome,
    feedback: presenters.Feedback | None = None,
) -> str:
    """What is right about an answer; without one, that it was answered before."""
    place = _asked_place()
    left = round_of(mine, clock.today(), only=place.only, done=place.number)
    about = registry.current().module(module)
    return render_template(
        "quizzes/practise_answered.html",
        module=about,
        place=place.before(left),
        outcome=outcome,
        feedback=feedback,
        lesson=about.lesson(question.lesson),
        tomorrow=clock.today() + timedelta(days=1),
        following=left[0] if left else None,
    )
