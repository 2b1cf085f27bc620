"""The page on which sheets are typed: checked first, saved only as it was seen; one row at a time for the script."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Flask, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from lms import clock, db, web
from lms.accounts import auth
from lms.accounts.auth import signed_in_person
from lms.content import registry
from lms.errors import RuleBroken
from lms.i18n import current_language
from lms.quizzes.forms import paper_sheets as sheet_forms
from lms.quizzes.forms.paper_sheets import SheetPage
from lms.quizzes.presenters import paper_sheets
from lms.quizzes.queries import paper_people
from lms.quizzes.queries.paper_people import Owners
from lms.quizzes.services import paper_forms, paper_hindrances, paper_results
from lms.quizzes.services.paper_forms import PrintedTest
from lms.records.queries import retyped_slips
from lms.records.queries.test_waits import test_waits
from lms.web import carried_fields

bp = web.blueprint("paper_results", __name__)


def init_app(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(bp)
    retyped_slips.marked_again.connect(paper_people.marked_again)
    test_waits.connect(paper_hindrances.waits_by_slips)


@bp.get("/paper/<form_code>/results/")
@web.access("papers.enter")
def sheets(form_code: str) -> str:
    """A row for each person, still empty."""
    form = paper_forms.find_form(form_code)
    return _page(form, sheet_forms.empty_page(clock.today(), current_language()))


@bp.post("/paper/<form_code>/results/")
@web.access("papers.enter")
@carried_fields.kept_as(_l("Tests on paper"), is_private=True)
def send(form_code: str) -> ResponseReturnValue:
    """Say of each row what it is; save them all once that was seen. What is not clear comes back as it was typed.

    People are searched for while others may write; what is saved is checked once more, with those who were found.
    """
    owners, answer = _owners(), None
    with web.expensive_work(), db.reading():
        form = paper_forms.find_form(form_code)
        page = _read(form, owners)
        if not _is_to_save(page):
            answer = _page(form, page, tried=True), 200 if page.is_whole else 422
        is_new = _tells_somebody_new(form, page)
    if is_new:
        _keep_marks_seen(form)
    if answer:
        return answer
    paper_results.hold_people(page.clear)
    page = _read(form, owners)
    try:
        counts = _save(form, page)
    except RuleBroken as broken:
        return _page(form, page, tried=True, error=paper_sheets.problem(broken)), 422
    if page.unclear:
        left = _read(form, owners, typed=sheet_forms.typed_rows(request.form, page.unclear))
        return _page(form, left, tried=True, saved=paper_sheets.saved(counts))
    return redirect(url_for("paper_tests.form", form_code=form.code, **counts), 303)


def _tells_somebody_new(form: PrintedTest, page: SheetPage) -> bool:
    """Whether the page shows marks to somebody of whom it is not kept yet that they can know the key."""
    return page.tells_of_key and not paper_forms.is_kept_as_knowing(form, signed_in_person())


def _keep_marks_seen(form: PrintedTest) -> None:
    """In a transaction of its own: the page of rows that are refused keeps nothing else, and no check waits for it."""
    paper_forms.note_marks_seen(form, signed_in_person())
    db.session.commit()


def _is_to_save(page: SheetPage) -> bool:
    """Whether the button that was pressed saves the page as it is: all of its rows, or those that are clear."""
    act = request.form.get("act")
    return page.is_whole if act == "save" else act == "save-clear" and page.is_partly_clear


def _save(form: PrintedTest, page: SheetPage) -> dict[str, Any]:
    if page.seen != request.form.get("seen") or page.on is None or not _is_to_save(page):
        raise RuleBroken("changed-meanwhile")
    who = signed_in_person()
    counts = paper_results.save_sheets(form, page.clear, page.on, language=page.language, actor=who)
    return {str(name): number for name, number in counts.items()}


@bp.post("/paper/<form_code>/row/")
@web.access("papers.enter")
def row(form_code: str) -> dict[str, str]:
    """What the page would say of its first row: the script asks when a row is typed. Nothing is saved."""
    with db.reading():
        form = paper_forms.find_form(form_code)
        page = _read(form, _owners(), most=1)
        said, is_new = _said_of(page, form), _tells_somebody_new(form, page)
    if is_new:
        _keep_marks_seen(form)
    return said


def _said_of(page: SheetPage, form: PrintedTest) -> dict[str, str]:
    first = page.rows[0]
    if first.broken or page.broken_day:
        broken = first.broken or page.broken_day
        said = paper_sheets.problem(broken) if broken and not first.is_empty else ""
        return {"field": first.field or "on", "error": said, "name": "", "marks": "", "outcome": ""}
    return {
        "field": "",
        "error": "",
        "name": f"{first.person.name} · {first.person.number}" if first.person else "",
        "marks": paper_sheets.marks(first.checked, form),
        "outcome": paper_sheets.outcome(first.checked),
    }


def _owners() -> Owners:
    return Owners(auth.scope(), adds=auth.may("people.write"))


def _read(
    form: PrintedTest,
    owners: Owners,
    *,
    most: int = sheet_forms.MOST_ROWS,
    typed: MultiDict[str, str] | None = None,
) -> SheetPage:
    languages = [one.code for one in registry.current().languages]
    typed = typed or request.form
    return sheet_forms.read_page(form, typed, owners, languages, signed_in_person(), most=most)


def _page(
    form: PrintedTest, page: SheetPage, *, tried: bool = False, error: str = "", saved: Sequence[str] = ()
) -> str:
    said = {f"{row.field}-{row.number}": paper_sheets.problem(row.broken) for row in page.rows if row.broken}
    places = {f"{row.field}-{row.number}": row.number for row in page.rows}
    problems = [
        (id_, _("Row %(row)s: %(problem)s", row=places[id_], problem=words)) for id_, words in said.items()
    ]
    if tried and page.broken_day:
        said["on"] = paper_sheets.problem(page.broken_day)
        problems.insert(0, ("on", said["on"]))
    return render_template(
        "quizzes/printed/sheets.html",
        form=form,
        page=page,
        problems=problems,
        said=said,
        tried=tried,
        error=error,
        saved=saved,
        is_maker=paper_forms.is_maker(form, signed_in_person()),
        letters_of=paper_sheets.letters_of,
        marks=paper_sheets.marks,
        outcome=paper_sheets.outcome,
        printed_in=registry.current().languages,
        today=clock.today(),
        most=sheet_forms.MOST_ROWS,
        language=current_language(),
    )
