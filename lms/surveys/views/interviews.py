"""Pages for who asks others: the questions for one person after another. Nothing of the last one is left."""

from __future__ import annotations

from uuid import uuid4

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from lms import web
from lms.accounts.auth import signed_in_person
from lms.content.types.surveys import Survey
from lms.errors import NotFound
from lms.i18n import current_language
from lms.surveys.domain.versions import for_interview
from lms.surveys.forms import answers as forms
from lms.surveys.queries import Round, entered_by, find_open_round, is_sent
from lms.surveys.services.interviews import add_interview
from lms.surveys.views.answers import key_of, survey_by_id
from lms.web import carried_fields

bp = web.blueprint("survey_interviews", __name__)


@bp.get("/surveys/<survey_id>/interview/")
@web.access("signed-in")
def interview(survey_id: str) -> str:
    """The questions for the next person, empty; or that no round is open."""
    found = _survey(survey_id)
    current = find_open_round(signed_in_person().society, found)
    return _page(found, current, MultiDict(), str(uuid4()), is_next=bool(request.args.get("next")))


@bp.post("/surveys/<survey_id>/interview/")
@web.access("signed-in")
@carried_fields.kept_as(_l("Answers to a survey"), is_private=True)
def add(survey_id: str) -> ResponseReturnValue:
    """Keep the answers of one person, once, and go on to the next. What is incomplete is kept nowhere.

    What has been sent is never shown again, not where the form comes back by the browser's own ways either.
    """
    found, person, typed = _survey(survey_id), signed_in_person(), request.form
    key = key_of(typed)
    if is_sent(key):
        return _to_next(found)
    current = find_open_round(person.society, found)
    if typed.get("look") or current is None:
        return _page(found, current, typed, key)
    asked = for_interview(found, person.society)
    is_older = typed.get("version") != str(found.version)
    if is_older or any(card.is_refused for card in forms.cards(asked, typed, sent=True)):
        return _page(found, current, typed, key, sent=True, is_older=is_older), 422
    add_interview(person, found, key, forms.answers(asked, typed), language=current_language())
    return _to_next(found)


def _to_next(found: Survey) -> ResponseReturnValue:
    return redirect(url_for(".interview", survey_id=found.id, next="1"), 303)


def _survey(survey_id: str) -> Survey:
    found = survey_by_id(survey_id)
    if found.interview is None:
        raise NotFound(survey_id)
    return found


def _page(
    found: Survey,
    current: Round | None,
    typed: MultiDict[str, str],
    key: str,
    *,
    sent: bool = False,
    is_older: bool = False,
    is_next: bool = False,
) -> str:
    person = signed_in_person()
    language = current_language()
    if current is None:
        return render_template("surveys/state.html", survey=found, state="closed", language=language)
    cards = forms.cards(for_interview(found, person.society), typed, sent=sent)
    return render_template(
        "surveys/interview.html",
        survey=found,
        cards=cards,
        typed=typed,
        key=key,
        is_older=is_older,
        is_next=is_next,
        entered=entered_by(person, current.id),
        language=language,
        **forms.where_to_look(cards),
    )
