"""Pages of surveys: the questions, the plan that follows where somebody asked for one, withdrawing."""

from __future__ import annotations

from functools import partial
from uuid import UUID, uuid4

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from lms import web
from lms.accounts.auth import signed_in_person
from lms.content import registry
from lms.content.types.surveys import Survey
from lms.errors import NotFound
from lms.i18n import current_language
from lms.surveys.domain.versions import for_self
from lms.surveys.forms import answers as forms
from lms.surveys.presenters.plan import encouraged_beside, shown
from lms.surveys.queries import find_own_response
from lms.surveys.services import answers, marks
from lms.web import carried_fields

bp = web.blueprint("surveys", __name__)


@bp.get("/surveys/<survey_id>/")
@web.access("signed-in")
def survey(survey_id: str) -> str:
    """The questions; for who has answered, the way to their plan; after sending or withdrawing, what was done."""
    found, person = survey_by_id(survey_id), signed_in_person()
    for said in ("sent", "again", "withdrawn", "answered"):
        if request.args.get(said):
            return _said(found, said)
    if find_own_response(person, found.id) is not None:
        return _said(found, "planned")
    if marks.has_answered(person, found):
        return _said(found, "answered")
    return _page(found, MultiDict(), str(uuid4()))


@bp.post("/surveys/<survey_id>/")
@web.access("signed-in")
@carried_fields.kept_as(_l("Answers to a survey"), is_private=True)
def send(survey_id: str) -> ResponseReturnValue:
    """Keep the answers. What is incomplete is kept nowhere, and comes back as it was typed.

    With `look` nothing is sent yet: the same answers in another language.
    """
    found, typed = survey_by_id(survey_id), request.form
    if typed.get("look"):
        return _page(found, typed, key_of(typed))
    is_older = typed.get("version") != str(found.version)
    if is_older or any(card.is_refused for card in forms.cards(for_self(found), typed, sent=True)):
        return _page(found, typed, key_of(typed), sent=True, is_older=is_older), 422
    wants_plan = found.rules is not None and bool(typed.get(forms.PLAN))
    said = answers.send_answers(
        signed_in_person(), found, key_of(typed), forms.answers(for_self(found), typed),
        language=current_language(), wants_plan=wants_plan,
    )  # fmt: skip
    if find_own_response(signed_in_person(), found.id) is not None:
        again = "1" if said == "again" else None
        return redirect(url_for(".plan", survey_id=found.id, again=again), 303)
    return redirect(url_for(".survey", survey_id=found.id) + f"?{said}=1", 303)


@bp.get("/surveys/<survey_id>/plan/")
@web.access("signed-in")
def plan(survey_id: str) -> str:
    """At most three things to learn, each with the reason; or that there is no plan."""
    found = survey_by_id(survey_id)
    person = signed_in_person()
    made = answers.plan_of(person, found)
    if made is None:
        return _said(found, "none")
    own, its_plan = made
    return render_template(
        "surveys/plan.html",
        survey=found,
        answered_on=own.answered_on,
        plan=its_plan,
        rated=bool(own.answers.ratings),
        rows=shown(its_plan, registry.current(), partial(answers.comes_before_test, person)),
        certified=answers.certified_modules(person),
        to_pre_test=answers.modules_to_pre_test(person),
        encouraged=encouraged_beside(its_plan, registry.current()),
        again=bool(request.args.get("again")),
        language=current_language(),
    )


@bp.post("/surveys/<survey_id>/withdraw/")
@web.access("signed-in")
def withdraw(survey_id: str) -> ResponseReturnValue:
    """Delete one's own answers at once, and the plan with them."""
    found = survey_by_id(survey_id)
    answers.withdraw_answers(signed_in_person(), found)
    return redirect(url_for(".survey", survey_id=found.id, withdrawn="1"), 303)


def survey_by_id(survey_id: str) -> Survey:
    """The survey of an address. Raises NotFound."""
    try:
        return registry.current().surveys[survey_id]
    except KeyError:
        raise NotFound(survey_id) from None


def key_of(typed: MultiDict[str, str]) -> str:
    """The key that the form was given, so that the same form sent twice is one response; a new one where it is lost."""
    try:
        return str(UUID(typed.get("key", "")))
    except ValueError:
        return str(uuid4())


def _page(
    found: Survey, typed: MultiDict[str, str], key: str, *, sent: bool = False, is_older: bool = False
) -> str:
    cards = forms.cards(for_self(found), typed, sent=sent)
    return render_template(
        "surveys/survey.html",
        survey=found,
        cards=cards,
        typed=typed,
        key=key,
        is_older=is_older,
        language=current_language(),
        **forms.where_to_look(cards),
    )


def _said(found: Survey, state: str) -> str:
    """A page of one sentence: `state` is "sent", "again", "answered", "withdrawn", "planned" or "none"."""
    return render_template("surveys/state.html", survey=found, state=state, language=current_language())
