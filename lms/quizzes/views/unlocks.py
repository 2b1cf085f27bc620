"""The page on which a trainer or HR lets somebody try a test again before its wait is over."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from lms import web
from lms.accounts import auth
from lms.accounts.services.people import Person
from lms.content import registry
from lms.errors import RuleBroken
from lms.i18n import current_language
from lms.quizzes.presenters.wording import ROLE_WORDS
from lms.quizzes.queries.unlocks import unlocks_of
from lms.quizzes.services import unlocks
from lms.web import carried_fields

bp = web.blueprint("unlocks", __name__)

WORDS = {
    "own-test": _l("This is your own test. Another trainer, or HR, can let you try again."),
    "no-such-test": _l("There is no such choice. Please choose one from the list."),
}
_LABELS = {"module": _l("Module"), "reason": _l("Reason"), "words": _l("Words for the person")}


def init_app(app: Flask) -> None:
    """Register the page and the sentences."""
    app.register_blueprint(bp)
    web.register_messages(WORDS)


@bp.get("/people/<number>/unlock/")
@web.access("tests.unlock")
def person(number: str) -> str:
    """For which test, and why; who was let try again before."""
    return _page(auth.person_in_scope(number), {}, {})


@bp.post("/people/<number>/unlock/")
@web.access("tests.unlock")
@carried_fields.kept_as(_l("Let somebody try a test again"), carried_fields.labelled(_LABELS))
def give(number: str) -> ResponseReturnValue:
    """End the wait, if there is one."""
    subject, typed = auth.person_in_scope(number), request.form
    module, reason, words = (typed.get(name, "") for name in _LABELS)
    try:
        unlocks.unlock(subject, module, reason, words, actor=auth.signed_in_person())
    except RuleBroken as broken:
        return _page(subject, typed, {broken.field or "": web.message_for(broken)}), 422
    return redirect(url_for(".person", number=subject.number, done=module), 303)


def _page(subject: Person, typed: Mapping[str, str], errors: Mapping[str, str]) -> str:
    content = registry.current()
    modules = [module for module in content.modules if module.id in content.pools]
    try:
        unlocks.refuse_own_test(subject, auth.signed_in_person())
    except RuleBroken as broken:
        errors = {"": web.message_for(broken)}
    done = next((one for one in modules if one.id == request.args.get("done")), None)
    return render_template(
        "quizzes/unlock.html",
        subject=subject,
        modules=modules,
        titles={module.id: module.text(current_language()) for module in content.modules},
        given=unlocks_of(subject),
        role_words=ROLE_WORDS,
        done=done,
        typed=typed,
        errors=errors,
        is_own="" in errors,
        longest=(unlocks.LONGEST_REASON, unlocks.LONGEST_WORDS),
    )
