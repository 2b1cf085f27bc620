"""Pages of who talked with a group: write it down, one's own talks, correct one, take one away."""

from __future__ import annotations

from flask import Flask, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from lms import clock, web
from lms.accounts.auth import signed_in_person
from lms.community import services
from lms.community.domain.counts import AGES, SEXES
from lms.community.domain.talks import CHANGES, LANGUAGES, OLDEST, PLACES, may_change
from lms.community.forms import TalkForm, age_field, first_form, form_of, talk_in_words
from lms.community.presenters import wording
from lms.community.queries import own_sums, own_talks
from lms.errors import RuleBroken
from lms.records.forms import AGE_WORDS
from lms.web import carried_fields

bp = web.blueprint("community", __name__)

_MOST = 50  # talks that are listed; all of them stand on “My data”
_SAID = ("saved", "again", "corrected", "gone", "back", "settled")


def init_app(app: Flask) -> None:
    """Register the pages and the sentences."""
    app.register_blueprint(bp)
    web.register_messages(wording.WORDS)


@bp.get("/me/talks/")
@web.access("signed-in")
def mine() -> str:
    """One's own talks, and how many people that is."""
    return _own_page(next((one for one in _SAID if request.args.get(one)), ""), request.args.get("gone", ""))


@bp.get("/me/talks/new/")
@web.access("signed-in")
def new() -> str:
    """An empty form: today, in one's own language."""
    return _form_page(first_form())


@bp.post("/me/talks/new/")
@web.access("signed-in")
@carried_fields.kept_as(_l("A talk with a group"), talk_in_words)
def record() -> ResponseReturnValue:
    """Write it down, once."""
    form, person = TalkForm(request.form), signed_in_person()
    talk = form.talk()
    try:
        is_new = services.record_talk(person, form.key, talk) if talk else False
    except RuleBroken as broken:
        form.refuse(broken)
    if talk is None or form.errors:
        return _form_page(form), 422
    return redirect(url_for(".mine", saved="1") if is_new else url_for(".mine", again="1"), 303)


@bp.get("/me/talks/<uuid>/")
@web.access("signed-in")
def edit(uuid: str) -> ResponseReturnValue:
    """A talk as it was written down, to correct it."""
    row = services.find_own_talk(signed_in_person(), uuid)
    if not may_change(row.recorded_on, clock.today()):
        return redirect(url_for(".mine", settled="1"), 303)
    return _form_page(form_of(row), uuid)


@bp.post("/me/talks/<uuid>/")
@web.access("signed-in")
@carried_fields.kept_as(_l("A talk with a group"), talk_in_words)
def correct(uuid: str) -> ResponseReturnValue:
    """Correct it."""
    services.find_own_talk(signed_in_person(), uuid)
    form = TalkForm(request.form)
    talk = form.talk()
    try:
        if talk is not None:
            services.correct_talk(signed_in_person(), uuid, talk)
    except RuleBroken as broken:
        if broken.field is None:
            return _own_page("settled"), 422
        form.refuse(broken)
    if talk is None or form.errors:
        return _form_page(form, uuid), 422
    return redirect(url_for(".mine", corrected="1"), 303)


@bp.post("/me/talks/<uuid>/take-away/")
@web.access("signed-in")
def take_away(uuid: str) -> ResponseReturnValue:
    """Let it count no more."""
    try:
        services.take_away(signed_in_person(), uuid)
    except RuleBroken:
        return _own_page("settled"), 422
    return redirect(url_for(".mine", gone=uuid), 303)


@bp.post("/me/talks/<uuid>/put-back/")
@web.access("signed-in")
def put_back(uuid: str) -> ResponseReturnValue:
    """Let it count again."""
    try:
        services.put_back(signed_in_person(), uuid)
    except RuleBroken:
        return _own_page("settled"), 422
    return redirect(url_for(".mine", back="1"), 303)


def _own_page(said: str, gone: str = "") -> str:
    person, today = signed_in_person(), clock.today()
    talks = own_talks(person, _MOST + 1)
    return render_template(
        "community/mine.html",
        talks=talks[:_MOST],
        has_more=len(talks) > _MOST,
        sums=wording.sums_in_words(*own_sums(person)),
        said=said,
        gone=next((one.uuid for one in talks if one.uuid == gone and one.withdrawn_on), ""),
        may_change=lambda talk: may_change(talk.recorded_on, today),
        topic_name=wording.topic_name,
        place_name=wording.place_name,
        languages_in_words=wording.languages_in_words,
        sexes=wording.SEX_WORDS,
        days=CHANGES.days,
    )


def _form_page(form: TalkForm, uuid: str = "") -> str:
    today = clock.today()
    topics = services.topics()
    if uuid and form.topic and form.topic not in topics:
        topics = [form.topic, *topics]
    return render_template(
        "community/talk.html",
        form=form,
        uuid=uuid,
        earliest=today - OLDEST,
        today=today,
        topics=[(one, wording.topic_name(one)) for one in topics],
        places=[(one, wording.place_name(one)) for one in PLACES],
        spoken=[(one, wording.language_name(one)) for one in LANGUAGES],
        sexes=[(sex, wording.SEX_WORDS[sex]) for sex in SEXES],
        ages=[(band, AGE_WORDS[band]) for band in AGES],
        age_field=age_field,
    )
