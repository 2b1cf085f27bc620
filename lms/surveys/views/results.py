"""Pages for staff: rounds of a survey in a Society, and what its groups answered. Never what one person answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from lms import clock, web
from lms.accounts import auth
from lms.accounts.queries import units
from lms.accounts.services import people
from lms.accounts.services.people import Scope
from lms.content import registry
from lms.content.types.surveys import Survey
from lms.errors import NotFound, RuleBroken
from lms.i18n import current_language
from lms.surveys import queries
from lms.surveys.domain.paper_form import is_on_paper
from lms.surveys.domain.rounds import earliest_begin
from lms.surveys.forms.rounds import RoundForm
from lms.surveys.presenters import invitations
from lms.surveys.presenters.channels import shown_channels
from lms.surveys.presenters.results import shown_results
from lms.surveys.queries import Round
from lms.surveys.services import answers, rounds
from lms.surveys.services.rounds import note_export
from lms.surveys.views.answers import survey_by_id
from lms.surveys.views.channel_files import channels_download
from lms.web import carried_fields

bp = web.blueprint("survey_results", __name__)

WORDS: Final = {
    "round-open": _l("A round is open already, or its results are being made. Please look at it first."),
}
_USUAL: Final = timedelta(days=21)
_WORDS: Final = carried_fields.labelled(
    {
        "begins_on": _l("First day"),
        "ends_on": _l("Last day"),
        "society": _l("National Society"),
        "survey": _l("Survey"),
    },
    {
        "begins_on": carried_fields.as_day,
        "ends_on": carried_fields.as_day,
        "survey": lambda survey_id: _title_of(survey_id),
        "society": lambda code: units.name_of(code, current_language()).text,
    },
)


@bp.get("/surveys/results/")
@web.access("surveys.read")
def overview() -> str:
    """The rounds of a Society, and the results of the newest or of a chosen one."""
    return _page(survey_asked_for(), society_of(request.args.get("society", "")), RoundForm(_usual_days()))


@bp.post("/surveys/results/channels.<any(csv, xlsx):ending>")
@web.access("surveys.read")
def channels_file(ending: str) -> ResponseReturnValue:
    """The channels of a round as CSV or XLSX, which is noted."""
    survey, society = survey_asked_for(), society_of(request.form.get("society", ""))
    over = [each for each in queries.rounds_of(society, survey.id) if each.results is not None]
    chosen = round_over(over, request.form.get("round"))
    shown = shown_channels(survey, chosen, current_language()) if chosen else None
    if chosen is None or shown is None:
        raise NotFound(society)
    note_export(auth.signed_in_person(), society, chosen.id)
    return channels_download(shown, f"{survey.id}-{society}-{chosen.ends_on.isoformat()}", ending)


@bp.post("/surveys/results/begin/")
@web.access("surveys.run")
@carried_fields.kept_as(_l("A round of a survey"), _WORDS)
def begin() -> ResponseReturnValue:
    """Begin a round."""
    survey, society = survey_asked_for(), society_of(request.form.get("society", ""), whole=True)
    form = RoundForm(request.form)
    if (days := form.days()) is not None:
        try:
            rounds.begin_round(society, survey, *days, actor=auth.signed_in_person())
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            return _back(society, "begun")
    return _page(survey, society, form), 422


@bp.post("/surveys/results/end/")
@web.access("surveys.run")
@carried_fields.kept_as(_l("A round of a survey"), _WORDS)
def end() -> ResponseReturnValue:
    """Move the last day of the open round."""
    survey, society = survey_asked_for(), society_of(request.form.get("society", ""), whole=True)
    form = RoundForm(request.form)
    if (day := form.last_day()) is not None:
        try:
            rounds.move_end(society, survey, day, actor=auth.signed_in_person())
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            return _back(society, "moved")
    return _page(survey, society, form), 422


def refused_file(survey: Survey, society: str, broken: RuleBroken) -> str:
    """The page of rounds, with what is wrong with a file of answers."""
    return _page(survey, society, RoundForm(_usual_days()), web.message_for(broken))


def _usual_days() -> dict[str, str]:
    today = clock.today()
    return {"begins_on": today.isoformat(), "ends_on": (today + _USUAL).isoformat()}


def _back(society: str, said: str) -> ResponseReturnValue:
    return redirect(overview_of(survey_asked_for(), society, said), 303)


def overview_of(survey: Survey, society: str, said: str) -> str:
    """The page of rounds, with what was done just now."""
    other = None if survey.id == answers.INVITED_TO else survey.id
    return url_for("survey_results.overview", survey=other, society=society) + f"&{said}=1"


def survey_asked_for(*, has_form: bool = True) -> Survey:
    """The survey that the page is about: the one to which everybody is invited, or another one. Raises NotFound.

    `has_form`: the form may be read; else the address alone says it.
    """
    asked = request.values if has_form else request.args
    return survey_by_id(asked.get("survey") or answers.INVITED_TO)


def society_of(code: str, *, whole: bool = False) -> str:
    """The Society that is asked for, or the first one of the reader's. Raises NotFound for any other.

    `whole`: a Society of which only a part is theirs is none.
    """
    known = _societies(auth.scope(), whole=whole)
    if not known or (code and code not in known):
        raise NotFound(code)
    return code or known[0]


def _societies(scope: Scope, *, whole: bool = False) -> list[str]:
    """The codes of the Societies that a scope reaches, in the order of the content."""
    places = units.places(scope, current_language())
    theirs = {place.unit.code if whole else place.unit.society for place in places}
    return [code for code in units.societies() if code in theirs]


def _title_of(survey_id: str) -> str:
    survey = registry.current().surveys.get(survey_id)
    return survey.title.text(current_language()).text if survey else survey_id


def round_over(over: Sequence[Round], asked: str | None) -> Round | None:
    """The round whose results are asked for, or the newest."""
    return next((each for each in over if str(each.id) == asked), next(iter(over), None))


def _may_run(society: str) -> bool:
    person = auth.signed_in_person()
    return society in _societies(people.scope_of(person, "surveys.run"), whole=True)


def _page(survey: Survey, society: str, form: RoundForm, file_error: str = "") -> str:
    language, content, today = current_language(), registry.current(), clock.today()
    known = queries.rounds_of(society, survey.id)
    current = next((each for each in known if each.results is None), None)
    over = [each for each in known if each.results is not None]
    chosen = round_over(over, request.args.get("round"))
    return render_template(
        "surveys/results.html",
        survey=survey,
        society=units.name_of(society, language),
        society_code=society,
        societies=[(code, units.name_of(code, language)) for code in _societies(auth.scope())],
        may_run=_may_run(society),
        current=current,
        is_open=current is not None and current.span.is_open(today),
        can_be_typed=is_on_paper(survey) and queries.find_open_round(society, survey) is not None,
        over=over,
        chosen=chosen,
        surveys=content.surveys.values(),
        results=shown_results(survey, chosen, over, content, language) if chosen else None,
        channels=shown_channels(survey, chosen, language) if chosen else None,
        form=form,
        file_error=file_error,
        earliest=earliest_begin([each.span for each in known], today),
        texts=invitations.texts(survey, current) if current else [],
        language=language,
    )
