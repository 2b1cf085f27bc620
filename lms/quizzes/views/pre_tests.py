"""Pages of pre-tests: what it is, and what it showed. The questions are a page of `tests`, as those of every test."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms import clock, web
from lms.accounts.auth import signed_in_person
from lms.i18n import current_language
from lms.quizzes import presenters
from lms.quizzes.services import attempts, pre_tests

bp = web.blueprint("pre_tests", __name__)


@bp.get("/quizzes/<module>/before/")
@web.access("signed-in")
def start(module: str) -> str:
    """What a pre-test is, and the button to begin or go on; or why there is none now."""
    about = pre_tests.pre_test_overview(signed_in_person(), module)
    return render_template(
        "quizzes/pre_test.html",
        about=about,
        module=about.module,
        saved=bool(request.args.get("saved")) and about.open_uuid is not None,
    )


@bp.post("/quizzes/<module>/before/")
@web.access("signed-in")
def begin(module: str) -> ResponseReturnValue:
    """Draw a pre-test, or find the open one, and go there. Where none can be begun, its page says why."""
    uuid = pre_tests.open_pre_test(signed_in_person(), module, current_language())
    if uuid is None:
        return redirect(url_for(".start", module=module), 303)
    return redirect(url_for("quizzes.paper", module=module, uuid=uuid), 303)


def result_page(found: attempts.TestForm, *, again: bool) -> str:
    """How many were right, and what to do next: whether to the test, what comes before it, which lessons help."""
    person, module = signed_in_person(), found.module
    result = pre_tests.pre_test_result(person, found.uuid)
    return render_template(
        "quizzes/pre_test_result.html",
        module=module,
        result=result,
        again=again,
        reread=None if result is None else presenters.lessons_to_read(module, result),
        missing=attempts.missing_prerequisites(person, module, clock.today()),
        unread=pre_tests.unread_before_outreach(person, module),
        language=current_language(),
    )
