"""A survey on paper, for whoever runs a round: the form to print, and the page on which papers are typed."""

from __future__ import annotations

from uuid import uuid4

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from lms import web
from lms.accounts import auth
from lms.accounts.queries import units
from lms.content.types.surveys import Survey
from lms.errors import NotFound, RuleBroken
from lms.i18n import current_language
from lms.surveys import rendering
from lms.surveys.domain.paper_form import LONGEST, is_on_paper
from lms.surveys.domain.versions import for_paper
from lms.surveys.forms.answers import Typed
from lms.surveys.forms.papers import typed_paper
from lms.surveys.queries import Round, find_open_round, is_sent
from lms.surveys.services.papers import take_paper
from lms.surveys.views.answers import key_of
from lms.surveys.views.results import society_of, survey_asked_for
from lms.web import carried_fields
from lms.web.downloads import as_file

bp = web.blueprint("survey_papers", __name__)

_MOST_COUNTED = 9_999


@bp.get("/surveys/results/paper.pdf")
@web.access("surveys.run")
def form() -> Response:
    """The form of the open round, in the language of the address. Raises NotFound where none is open."""
    society, survey = society_of(request.args.get("society", ""), whole=True), _survey(has_form=False)
    current = find_open_round(society, survey)
    if current is None:
        raise NotFound(society)
    language, code = current_language(), _code(survey, society, current)
    name = units.name_of(society, language)
    with web.expensive_work():
        document = rendering.form_on_paper(for_paper(survey, society), name, code, language)
    return as_file(Response(document, content_type="application/pdf"), f"{code}-{language}.pdf")


@bp.get("/surveys/results/papers/")
@web.access("surveys.run")
def papers() -> str:
    """The fields for the next paper, empty; or that no round is open."""
    society, survey = society_of(request.args.get("society", ""), whole=True), _survey(has_form=False)
    return _page(survey, society, MultiDict(), str(uuid4()), typed_so_far=_count(request.args.get("next")))


@bp.post("/surveys/results/papers/")
@web.access("surveys.run")
@carried_fields.kept_as(_l("Answers to a survey"), is_private=True)
def add() -> ResponseReturnValue:
    """Keep the answers of one paper, once, and go on to the next. What was kept is never shown again."""
    society, survey = society_of(request.form.get("society", ""), whole=True), _survey()
    typed, key = request.form, key_of(request.form)
    if is_sent(key):
        return _to_next(survey, society)
    is_older = typed.get("version") != str(survey.version)
    paper = typed_paper(for_paper(survey, society), typed, sent=True)
    if is_older or paper.is_refused:
        return _page(survey, society, typed, key, sent=True, is_older=is_older), 422
    try:
        take_paper(society, survey, key, paper.answers, actor=auth.signed_in_person())
    except RuleBroken as broken:
        return _page(survey, society, typed, key, error=web.message_for(broken)), 422
    return _to_next(survey, society)


def _survey(*, has_form: bool = True) -> Survey:
    survey = survey_asked_for(has_form=has_form)
    if not is_on_paper(survey):
        raise NotFound(survey.id)
    return survey


def _code(survey: Survey, society: str, current: Round) -> str:
    """What a paper and the page of typing have in common: which questions, of which round."""
    return f"{survey.id}-{survey.version}-{society}-{current.id}".upper()


def _count(text: str | None) -> int:
    """How many papers the address says were typed in this sitting. It is kept nowhere."""
    return min(int(text), _MOST_COUNTED) if text and text.isascii() and text.isdecimal() else 0


def _to_next(survey: Survey, society: str) -> ResponseReturnValue:
    typed_so_far = _count(request.form.get("typed", "")[:4]) + 1
    return redirect(url_for(".papers", society=society, survey=survey.id, next=typed_so_far), 303)


def _page(
    survey: Survey,
    society: str,
    typed: Typed,
    key: str,
    *,
    sent: bool = False,
    is_older: bool = False,
    error: str = "",
    typed_so_far: int | None = None,
) -> str:
    current, language = find_open_round(society, survey), current_language()
    return render_template(
        "surveys/papers.html",
        survey=survey,
        society=units.name_of(society, language),
        society_code=society,
        current=current,
        code=_code(survey, society, current) if current else "",
        paper=typed_paper(for_paper(survey, society), typed, sent=sent),
        key=key,
        longest=LONGEST,
        is_typed=bool(typed),
        is_older=is_older,
        error=error,
        typed_so_far=_count(typed.get("typed", "")[:4]) if typed_so_far is None else typed_so_far,
        is_next=bool(typed_so_far),
        language=language,
    )
