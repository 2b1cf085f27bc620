"""One's own learning: what comes next, what was read. A tap on "I have read this" waits while somebody signs in."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from flask import Flask, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from lms import clock, web
from lms.accounts import auth
from lms.accounts.auth import mark_of, next_page, signed_in_person
from lms.accounts.services.people import Person
from lms.content import registry
from lms.content.types.curriculum import Lesson, Module
from lms.courses import services
from lms.courses.views.catalogue import courses, page, previous_and_next
from lms.i18n import current_language

# The address of `mark_read`, in which a tap waits while somebody signs in.
_TAP = re.compile(r"/([^/]+)/me/lessons/([^/]+)/([^/]+)/")


def init_app(app: Flask) -> None:
    """Let a tap wait through the sign-in. The pages stand in the blueprint of the catalogue."""
    next_page.after_entering(_apply_tap)


@courses.get("/me/")
@web.access("signed-in")
def me() -> str:
    """My learning: what comes next, what to renew, how far one is."""
    person = signed_in_person()
    return render_template(
        "courses/me.html",
        person=person,
        learning=services.learning_of(person),
        practice_due=services.practice_due(person, clock.today()),
        survey=services.survey_of(person),
        workshops=services.workshops_of(person),
        past_workshops=services.has_past_workshops(person),
        to_ask=services.survey_to_ask(person),
        just_read=_just_read(person),
        is_new=bool(request.args.get("new")),
        reader=auth.mark_of(person),
        language=current_language(),
    )


@courses.get("/me/read/")
@web.access("signed-in")
def lessons_read() -> dict[str, list[str] | str]:
    """For the script on pages that are the same for everybody: what one has read, one's Society, who that is."""
    person = signed_in_person()
    return {
        "lessons": sorted(services.lessons_read_by(person)),
        "society": person.society,
        "name": person.name,
        "reader": auth.mark_of(person),
    }


@courses.post("/me/lessons/<module>/<lesson>/")
@web.csrf.exempt
@web.same_site
@next_page.kept_through_sign_in
@web.access("signed-in")
def mark_read(module: str, lesson: str) -> Response:
    """Mark a lesson as read, then on to the next one. `act=take-back` undoes it.

    The button stands on a page that is the same for everyone and so holds no token: instead the browser's own
    word counts, that the click came from this site. A script adds whose button it is. Where it is somebody else's,
    nothing is marked; where nobody knows, the answer says for whom it was.
    """
    found = registry.module(module)
    read = registry.lesson(found, lesson)
    person = signed_in_person()
    if request.form.get("act") == "take-back":
        is_own = not _is_somebody_elses(person)
        if is_own:
            services.forget_read(person, found, read)
        here = url_for("courses.lesson", module=found.id, lesson=read.slug)
        return redirect(
            url_for("sessions.change", next=here, taken_back=mark_of(person) if is_own else None), 303
        )
    if _is_somebody_elses(person):
        return make_response(_read_page(found, read), 409)
    is_new = services.mark_read(person, found, read)
    if is_new and not request.args.get("reader"):
        return redirect(url_for(".read_after_sign_in", module=found.id, lesson=read.slug, saved="1"), 303)
    following = previous_and_next(found, read)[1]
    if following:
        # Behind the "#" nothing is asked for, so the page stays the same for everybody; its script says the name.
        saved = "saved" if is_new else None
        return redirect(url_for("courses.lesson", module=found.id, lesson=following.slug, _anchor=saved), 303)
    return redirect(_own_page_after(found, read, is_new=is_new), 303)


@courses.get("/me/lessons/<module>/<lesson>/")
@web.access("signed-in")
def read_after_sign_in(module: str, lesson: str) -> str:
    """Where a tap on "I have read this lesson" leads when it is not certain whose it is: the same button, once more.

    Somebody signed in on another page, or the page was opened by somebody else, or by nobody that we know.
    """
    found = registry.module(module)
    return _read_page(found, registry.lesson(found, lesson))


def _read_page(module: Module, lesson: Lesson) -> str:
    """Whose lesson it is now: saved a moment ago, or the button that saves it for who is signed in."""
    person = signed_in_person()
    saved = bool(request.args.get("saved")) and f"{module.id}/{lesson.id}" in services.lessons_read_by(person)
    return page(
        "read",
        module=module,
        lesson=lesson,
        following=previous_and_next(module, lesson)[1],
        person=person,
        reader=auth.mark_of(person),
        saved=saved,
        is_somebody_elses=_is_somebody_elses(person),
    )


def _is_somebody_elses(person: Person) -> bool:
    """Whether the page whose button was tapped was opened by another person than who is signed in now."""
    return auth.is_another(request.args.get("reader", ""), person)


def _apply_tap(person: Person, address: str) -> str:
    """Mark the lesson whose button somebody tapped before they signed in, and lead to the page that says so.

    Not where somebody else had opened the page: `read_after_sign_in` asks.
    """
    asked = urlsplit(address)
    match = _TAP.fullmatch(asked.path)
    name = match and _lesson_called(f"{match[2]}/{match[3]}")
    opened_by = parse_qs(asked.query).get("reader", [""])[0]
    if not match or not name or auth.is_another(opened_by, person):
        return address
    module, lesson = name
    is_new = services.mark_read(person, module, lesson)
    return _own_page_after(module, lesson, is_new=is_new, language=match[1])


def _own_page_after(module: Module, lesson: Lesson, *, is_new: bool, language: str = "") -> str:
    """The address of one's own page that says what was marked; `is_new`: and that it can be taken back."""
    read = f"{module.id}/{lesson.id}"
    return url_for("courses.me", lang=language or current_language(), read=read, new="1" if is_new else None)


def _just_read(person: Person) -> tuple[Module, Lesson] | None:
    """The lesson that the address says was marked a moment ago, if it was."""
    name = request.args.get("read", "")
    return _lesson_called(name) if name and name in services.lessons_read_by(person) else None


def _lesson_called(name: str) -> tuple[Module, Lesson] | None:
    """The lesson that "module/lesson" names, by id or address; None where there is none."""
    try:
        return registry.current().lesson(name)
    except KeyError:
        return None
