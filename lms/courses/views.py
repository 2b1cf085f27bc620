"""Pages of the catalogue, modules, lessons, and one's own learning."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from flask import (
    Blueprint,
    Flask,
    make_response,
    redirect,
    render_template,
    request,
    send_from_directory,
    url_for,
)
from markupsafe import Markup
from werkzeug.wrappers import Response

from lms import i18n, web
from lms.accounts import auth
from lms.accounts.auth import signed_in_person
from lms.accounts.services.people import Person
from lms.content import approvals, registry
from lms.content.approvals import Approved
from lms.content.types.curriculum import Lesson, Module
from lms.content.types.societies import Society
from lms.content.whole_words import whole_words
from lms.courses import services
from lms.courses.domain import reader_mark
from lms.courses.presenters import glossary as glossary_presenters
from lms.courses.presenters import glossary_terms, lesson_body
from lms.courses.presenters import society as society_presenters
from lms.errors import NotFound
from lms.i18n import current_language
from lms.web import page_cache

# The address of `mark_read`, in which a tap waits while somebody signs in.
_TAP = re.compile(r"/([^/]+)/me/lessons/([^/]+)/([^/]+)/")

_FORM = re.compile(r"(<form\b(?:(?!novalidate)[^>])*)>")

root = Blueprint("front", __name__)
courses = web.blueprint("courses", __name__)

PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif")


def init_app(app: Flask) -> None:
    """Open the pages of this domain."""
    app.register_blueprint(root)
    app.register_blueprint(courses)
    auth.after_entering(_apply_tap)
    app.jinja_env.filters["finished"] = _finished
    app.jinja_env.globals["module_icon"] = lambda module: Markup(module.icon_svg)


@root.get("/")
@web.access("public")
def front() -> Response:
    """To the catalogue in the reader's language: by choice, then account, then browser, then default.

    Nobody keeps the answer: it may be that of an account.
    """
    answer = redirect(url_for("courses.catalogue", lang=i18n.preferred_language(auth.language_of_account())))
    answer.headers["Vary"] = "Cookie, Accept-Language"
    return answer


@courses.get("/")
@web.access("public")
def catalogue() -> Response:
    """All modules."""
    content = registry.current()
    return page_cache.ready(
        lambda: _page("catalogue", modules=content.modules, before_outreach=content.before_outreach)
    )


@courses.get("/modules/<module>/")
@web.access("public")
def module(module: str) -> Response:
    """One module: what it is about, its lessons, its test."""
    found = registry.module(module)
    return page_cache.ready(lambda: _module_page(found))


@courses.get("/modules/<module>/<lesson>/")
@web.access("public")
def lesson(module: str, lesson: str) -> Response:
    """One lesson."""
    found = registry.module(module)
    opened = registry.lesson(found, lesson)
    return page_cache.ready(lambda: _lesson_page(found, opened))


@courses.get("/modules/<module>/trainer/")
@web.access("public")
def trainer(module: str) -> Response:
    """The session plans of a module."""
    found = registry.module(module)
    if found.trainer is None:
        raise NotFound
    guide = found.trainer
    return page_cache.ready(lambda: _trainer_page(found, guide))


@courses.get("/glossary/")
@web.access("public")
def glossary() -> Response:
    """The key terms, each with its explanation."""
    return page_cache.ready(lambda: _page("glossary", groups=glossary_presenters.groups(current_language())))


@courses.get("/society/")
@web.access("public")
def societies() -> Response:
    """The National Societies."""
    return page_cache.ready(
        lambda: _page("societies", societies=society_presenters.all_with((), current_language()))
    )


@courses.get("/society/<code>/")
@web.access("public")
def society(code: str) -> Response:
    """One Society: its services, its focal points, its branches."""
    found = society_presenters.society(code)
    return page_cache.ready(lambda: _society_page(found))


@root.get("/pictures/<module>/<name>")
@web.access("public")
def picture(module: str, name: str) -> Response:
    """A picture beside a lesson. Nothing else of its folder: a trainer's guide is no picture."""
    if not name.lower().endswith(PICTURES):
        raise NotFound(name)
    return send_from_directory(registry.module(module).folder, name, max_age=86400)


@courses.get("/me/")
@web.access("signed-in")
def me() -> str:
    """My learning: what comes next, what to renew, how far one is."""
    person = signed_in_person()
    return render_template(
        "courses/me.html",
        person=person,
        learning=services.learning_of(person),
        just_read=_just_read(person),
        is_new=bool(request.args.get("new")),
        reader=reader_mark.mark_of(person.id, auth.secret()),
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
        "reader": reader_mark.mark_of(person.id, auth.secret()),
    }


@courses.post("/me/lessons/<module>/<lesson>/")
@web.csrf.exempt
@web.same_site
@auth.kept_through_sign_in
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
        return redirect(url_for("sessions.change", next=here, taken_back="1" if is_own else None), 303)
    if _is_somebody_elses(person):
        return make_response(_read_page(found, read), 409)
    is_new = services.mark_read(person, found, read)
    if is_new and not request.args.get("reader"):
        return redirect(url_for(".read_after_sign_in", module=found.id, lesson=read.slug, saved="1"), 303)
    following = _previous_and_next(found, read)[1]
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
    return _page(
        "read",
        module=module,
        lesson=lesson,
        following=_previous_and_next(module, lesson)[1],
        person=person,
        reader=reader_mark.mark_of(person.id, auth.secret()),
        saved=saved,
        is_somebody_elses=_is_somebody_elses(person),
    )


def _is_somebody_elses(person: Person) -> bool:
    """Whether the page whose button was tapped was opened by another person than who is signed in now."""
    return reader_mark.is_another(request.args.get("reader", ""), person.id, auth.secret())


def _apply_tap(person: Person, address: str) -> str:
    """Mark the lesson whose button somebody tapped before they signed in, and lead to the page that says so.

    Not where somebody else had opened the page: `read_after_sign_in` asks.
    """
    asked = urlsplit(address)
    match = _TAP.fullmatch(asked.path)
    name = match and _lesson_called(f"{match[2]}/{match[3]}")
    opened_by = parse_qs(asked.query).get("reader", [""])[0]
    if not match or not name or reader_mark.is_another(opened_by, person.id, auth.secret()):
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


def _finished(html: str) -> Markup:
    """The body of any page: words that no line ends inside are marked, and every form leaves checking to the server.

    A browser would name what is missing in its own language, not in that of the page.
    """
    whole = whole_words(registry.current()).html(html)
    return Markup(_FORM.sub(r"\1 novalidate>", whole))


def _page(name: str, **values: Any) -> str:
    return render_template(f"courses/{name}.html", language=current_language(), **values)


def _module_page(module: Module) -> str:
    pool = registry.current().pools.get(module.id)
    return _page(
        "module",
        module=module,
        text=module.text(current_language()),
        approved=_approved(module),
        has_test=pool is not None,
        test_items=pool.blueprint.length if pool else 0,
        comes_first=[registry.current().module(name) for name in module.award.prerequisites],
        has_trainer_pack=module.trainer is not None,
    )


def _lesson_page(module: Module, lesson: Lesson) -> str:
    language = current_language()
    text = lesson.text(language)
    previous, following = _previous_and_next(module, lesson)
    marked = glossary_terms.explained(lesson_body.body(module, text, language), language)
    return _page(
        "lesson",
        module=module,
        module_text=module.text(language),
        lesson=lesson,
        text=text,
        approved=_approved(module),
        number=module.lessons.index(lesson) + 1,
        body=marked.body,
        words=marked.words,
        sources=[module.sources[key] for key in lesson.sources],
        read_first=[registry.current().lesson(name) for name in lesson.after],
        previous=previous,
        next=following,
        has_test=module.id in registry.current().pools,
    )


def _trainer_page(module: Module, guide: Lesson) -> str:
    language = current_language()
    text = guide.text(language)
    return _page(
        "trainer",
        module=module,
        module_text=module.text(language),
        text=text,
        approved=_approved(module),
        body=lesson_body.body(module, text, language, trainer=True),
    )


def _society_page(society: Society) -> str:
    language = current_language()
    return _page(
        "society",
        society=society_presenters.whole(society, language),
        societies=society_presenters.all_with((), language),
        branches=society_presenters.branches(society, language),
        own_language=society.language,
    )


def _approved(module: Module) -> tuple[Approved, ...]:
    return approvals.approvals_of(registry.current(), module, current_language())


def _previous_and_next(module: Module, lesson: Lesson) -> tuple[Lesson | None, Lesson | None]:
    place = module.lessons.index(lesson)
    before = module.lessons[place - 1] if place else None
    after = module.lessons[place + 1] if place + 1 < len(module.lessons) else None
    return before, after
