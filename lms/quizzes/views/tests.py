"""Pages of post-tests: what it is, the paper, the result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from flask import Flask, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from lms import clock, web
from lms.accounts import auth
from lms.accounts.auth import signed_in_person
from lms.errors import NotFound, RuleBroken
from lms.i18n import current_language
from lms.quizzes import forms, presenters
from lms.quizzes.domain import answers_merging
from lms.quizzes.domain.answers_merging import Saved
from lms.quizzes.domain.attempt_limits import MayStart
from lms.quizzes.domain.practice import Missed, round_of
from lms.quizzes.forms.kinds.question_fields import Typed
from lms.quizzes.presenters.wording import UNLOCKED
from lms.quizzes.queries.missed import missed_by
from lms.quizzes.services import attempts, overviews, parallel, saved_answers
from lms.quizzes.services.practice_need import practice_of
from lms.quizzes.services.pre_tests import hand_in_pre_test
from lms.quizzes.views import foreign_answers, pre_tests

bp = web.blueprint("quizzes", __name__)

WORDS = {
    "prerequisites-missing": _l("This test comes after another one. Take that one first."),
    "attempts-exhausted": _l(
        "You have used your %(allowed)s attempts. After the last one there is a wait of %(hours)s hours."
    ),
    "attempts-used-meanwhile": _l(
        "While this test was open, your %(allowed)s attempts were used, on paper too. Your answers are kept. Please "
        "send them after a wait of %(hours)s hours."
    ),
}


def init_app(app: Flask) -> None:
    """Register the pages and the sentences."""
    app.register_blueprint(bp)
    app.register_blueprint(pre_tests.bp)
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
    sent = None if is_new else overviews.last_sent(person, module)
    if sent is not None:
        return redirect(url_for(".result", module=module, uuid=sent), 303)
    try:
        uuid = attempts.open_paper(person, module, current_language())
    except RuleBroken as broken:
        return _start(module, error=web.message_for(broken)), 422
    return redirect(url_for(".paper", module=module, uuid=uuid), 303)


@bp.get("/quizzes/<module>/<uuid:uuid>/")
@web.access("signed-in")
def paper(module: str, uuid: UUID) -> ResponseReturnValue:
    """The paper with what was answered so far; the result instead, once it has been handed in."""
    try:
        found = _paper(module, uuid)
    except NotFound:
        return foreign_answers.page(None), 404
    if found.state == "open":
        return _page(found)
    return _to_result(found)


@bp.get("/quizzes/<module>/<uuid:uuid>/answers/")
@web.access("signed-in")
def saved(module: str, uuid: UUID) -> dict[str, object]:
    """What is saved by now: a page that stayed open, or that a browser kept, catches up with another phone."""
    found = _paper(module, uuid)
    rows = saved_answers.saved(found.uuid)
    return {
        "seen": _seen(rows),
        "answers": {
            f"q{number}": [[name, value] for name, values in one.fields.items() for value in values]
            for number, one in rows.items()
        },
    }


@bp.post("/quizzes/<module>/<uuid:uuid>/answers/")
@web.access("public")
@web.csrf.exempt  # a test may be open for days, longer than a token; who has sent the form is looked at all the same
@web.same_site
def save(module: str, uuid: UUID) -> ResponseReturnValue:
    """Keep the answers to some questions (`question`: their numbers) as they stand now; the script does, tap by tap.

    `seen`: what the page knew as it was tapped; `newest`: it did not have to wait, so nothing was tapped later. The
    status tells what it cannot save: nobody is signed in (401), or somebody else (404), it is over (409), or another
    page or phone may have answered the question since (412).
    """
    if not current_user.is_authenticated:
        return "", 401
    found = _paper(module, uuid, hold=True)
    if found.state != "open":
        return "", 409
    tapped = set(request.form.getlist("question"))
    typed = forms.typed_answers([each for each in found.asked if str(each.number) in tapped], request.form)
    kept, seen = saved_answers.saved(found.uuid), forms.read_seen(request.form.get("seen"))
    may_be_older = not request.form.get("newest") and any(
        answers_merging.is_older(fields, kept.get(number), seen) for number, fields in typed.items()
    )
    if may_be_older:
        return "", 412
    return "", 204, {"Seen": saved_answers.save(found.uuid, typed).isoformat()}


@bp.post("/quizzes/<module>/<uuid:uuid>/")
@web.access("public")
@web.csrf.exempt  # the token ends with the session; who has sent the form is looked at all the same
@foreign_answers.checked
def submit(module: str, uuid: UUID) -> ResponseReturnValue:
    """Hand in, or keep it all for later (`act=later`). What is incomplete is kept, and comes back as it was typed;
    who does not know it may leave it out of a pre-test (`act=gaps`).

    So does what belongs to somebody else than who is signed in now: a phone may be shared, while a test is open.
    """
    asked = attempts.asked_of_anybody(module, str(uuid))
    if not current_user.is_authenticated:
        return foreign_answers.page(asked), 409
    try:
        found = _paper(module, uuid, hold=True)
    except NotFound:
        return foreign_answers.page(asked), 409
    auth.take_as_personal()
    typed, differing = _with_what_came_later(found)
    answers, act = forms.answers(found.asked, typed), request.form.get("act")
    is_pre, later = found.form == "pre", act == "later"
    has_gaps = len(answers) < found.length and not (is_pre and act == "gaps")
    if found.state == "open" and (later or differing or has_gaps):
        saved_answers.save(found.uuid, forms.typed_answers(found.asked, typed))
        web.keep_changes()
        if later:
            return redirect(url_for("pre_tests.start" if is_pre else ".start", module=module, saved="1"), 303)
        return _page(found, typed, differing=differing), 409 if differing else 422
    hand_in = hand_in_pre_test if is_pre else attempts.submit
    try:
        hand_in(signed_in_person(), found.uuid, answers, language=current_language())
    except RuleBroken as broken:
        saved_answers.save(found.uuid, forms.typed_answers(found.asked, typed))
        web.keep_changes()
        return _page(found, typed, error=web.message_for(broken)), 422
    return _to_result(found, again=found.state == "submitted" and bool(answers) and answers != found.answers)


@bp.get("/quizzes/<module>/<uuid:uuid>/result/")
@web.access("signed-in")
def result(module: str, uuid: UUID) -> ResponseReturnValue:
    """The marks, what to do next, and what there is to learn from each question."""
    try:
        found = _paper(module, uuid)
    except NotFound:
        return foreign_answers.page(None), 404
    if found.state == "open":
        return redirect(url_for(".paper", module=module, uuid=uuid), 303)
    if found.form == "pre":
        return pre_tests.result_page(found, again=bool(request.args.get("again")))
    person = signed_in_person()
    about = overviews.overview(person, module)
    passed = found.marks is not None and found.marks.passed
    certificate = attempts.certificate_of(person, module) if passed else None
    # Only then something may have been revoked, or be missing.
    standing = attempts.standing_now(person, module) if passed and certificate is None else None
    return render_template(
        "quizzes/result.html",
        paper=found,
        again=bool(request.args.get("again")),
        module=found.module,
        marks=found.marks,
        enough=found.marks is not None and found.marks.score >= found.module.award.post_test.pass_mark,
        certificate=certificate,
        learning=attempts.learning_of(person) if passed else None,
        revoked_on=standing.revoked_on if standing else None,
        practice=practice_of(person, found.module, standing) if standing else "",
        passed_on=_passed_on(about),
        is_open=about.open_paper is not None,
        reread=presenters.lessons_to_reread(found),
        practise=_to_practise(found),
        parallel=parallel.offered(found, about.last_sent),
        feedback=presenters.of_paper(found, current_language()),
        language=current_language(),
        **_turn(about),
    )


def _paper(module: str, uuid: UUID, *, hold: bool = False) -> attempts.TestForm:
    found = attempts.paper(signed_in_person(), str(uuid), hold=hold)
    if found.module.id != module:
        raise NotFound(str(uuid))
    return found


def _to_result(found: attempts.TestForm, *, again: bool = False) -> ResponseReturnValue:
    """To the marks; `again`: other answers came after those that count, from a second window."""
    return redirect(
        url_for(".result", module=found.module.id, uuid=found.uuid, again="1" if again else None), 303
    )


def _with_what_came_later(found: attempts.TestForm) -> tuple[Typed, list[int]]:
    """What was sent, with what was answered later on another page; the numbers of the questions of which that holds."""
    sent, taps = forms.typed_answers(found.asked, request.form), forms.read_taps(request.form.get("taps"))
    seen = forms.read_seen(request.form.get("seen"))
    merged = answers_merging.merged(sent, saved_answers.saved(found.uuid), seen=seen, tapped=taps)
    return forms.as_typed(merged.values()), answers_merging.differing(sent, merged)


def _seen(rows: Mapping[int, Saved]) -> str:
    """The instant of the newest answer, as a page of the test hands it back; empty without one."""
    newest = max((one.at for one in rows.values()), default=None)
    return newest.isoformat() if newest else ""


def _page(
    found: attempts.TestForm, sent: Typed | None = None, *, differing: Sequence[int] = (), error: str = ""
) -> str:
    """The paper with what is saved; or with what was sent, and what is missing, unless some have to be looked at."""
    saved = saved_answers.saved(found.uuid)
    typed = forms.as_typed([one.fields for one in saved.values()]) if sent is None else sent
    is_sent, is_pre = sent is not None and not differing, found.form == "pre"
    # What is left out of a pre-test is no mistake: it is asked about before sending, and no question is marked.
    questions = forms.questions(found.asked, current_language(), typed, sent=is_sent and not is_pre)
    lacking = [question for question in questions if not question.is_whole]
    has_gaps = is_sent and is_pre and bool(lacking) and not error
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
        lacking=lacking if has_gaps else [],
        # Where it opens, unless the address names a question: at what is still to be answered.
        here=lacking[0].name if lacking and not has_gaps else "review",
        seen=_seen(saved),
        differing=[question for question in questions if question.number in differing],
        error=error,
    )


def _start(module: str, *, error: str = "") -> str:
    person = signed_in_person()
    about, standing = overviews.overview(person, module), attempts.standing_now(person, module)
    return render_template(
        "quizzes/start.html",
        about=about,
        renews=attempts.renews(standing, about.module),
        module=about.module,
        rule=about.module.award.post_test,
        passed_on=_passed_on(about),
        revoked_on=standing.revoked_on,
        practice=practice_of(person, about.module, standing),
        error=error,
        unlocked_words=UNLOCKED,
        saved=bool(request.args.get("saved")) and about.open_paper is not None,
        **_turn(about),
    )


def _passed_on(about: overviews.Overview) -> date | None:
    return clock.day_of(about.passed_at) if about.passed_at else None


def _turn(about: overviews.Overview) -> dict[str, object]:
    """Attempts left, or 0 and from which day and time on there are some again."""
    if isinstance(about.turn, MayStart):
        return {"left": about.turn.left}
    day, time = _on_the_wall(about.turn.until)
    return {"left": 0, "again_day": day, "again_time": time}


def _to_practise(found: attempts.TestForm) -> Missed | None:
    """What to begin with of the module's questions that are due for practice; nothing after a test without a fault."""
    if found.right == found.length:
        return None
    due = round_of(missed_by(signed_in_person()), clock.today(), only=found.module.id)
    return due[0] if due else None


def _on_the_wall(instant: datetime) -> tuple[date, str]:
    """Day and time of day in the region, rounded up to a minute: who comes then does not come too early."""
    minute = (instant + timedelta(seconds=59)).astimezone(clock.REGION)
    return clock.day_of(minute), f"{minute:%H:%M}"
