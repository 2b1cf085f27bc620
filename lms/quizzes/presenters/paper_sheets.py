"""What is said of a typed sheet: whose it is, its marks, what is wrong, in which questions two rows differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms import web
from lms.accounts.services.people import Person
from lms.content.types.curriculum import Module
from lms.errors import RuleBroken
from lms.i18n import current_language, day
from lms.quizzes.domain import paper_sheet
from lms.quizzes.queries.paper_people import TypedMarks
from lms.quizzes.services.paper_forms import PrintedTest
from lms.quizzes.services.paper_results import CheckedSheet, Outcome

WORDS: Final = {
    "no-paper-form": _l("This module has too few questions that a letter can answer."),
    "before-the-form": _l("This test was made on %(day)s, after that day. Please check the day."),
    "form-changed": _l(
        "Questions of this test were changed since it was printed: it can no longer be marked."
    ),
    "own-sheet": _l("This is your own test. Somebody else has to type it."),
    "made-it": _l(
        "This person made the test, opened its key, or checked or typed slips of it: they can know the key. Another "
        "test counts for them, or one on the phone."
    ),
    "passed-on-another-day": _l(
        "The slip of this person is typed already, with the day %(day)s, and passed. If that day is wrong, HR moves "
        "it: Training records, the person, “Correct this entry”. A second try needs another test."
    ),
    "same-as-taken-back": _l(
        "HR has corrected the pass that this row gave: it does not count. Please look at the slip. If it was somebody "
        "else's that was typed before, take that away first, on the page of the test."
    ),
    "pass-after-correction": _l(
        "HR has corrected a pass of this person in this test. If this is really their slip, please give it to HR, who "
        "can type it."
    ),
    "pass-taken-back": _l(
        "By the row that was typed before, this person passed. HR corrects that first: Training records, the person, "
        "“Correct this entry” below the test in the history, without a day. Then type the right row here. To revoke "
        "the certificate does not help."
    ),
    "pass-of-another": _l(
        "By this slip the person passed. HR corrects that first: Training records, the person, “Correct this entry” "
        "below the test in the history, without a day. Then type the slip for the right person."
    ),
    "typed-for-closed": _l("The account of this person is closed. Please ask HR, who can open it again."),
    "needs-first": _l(
        "This slip cannot count: on that day the person did not hold the certificate that comes first (%(modules)s)."
    ),
    "must-wait-until": _l(
        "This slip cannot count: after %(attempts)s tests that were not passed there is a wait. A test of "
        "%(day)s or later counts."
    ),
    "not-on-paper-after": _l(
        "This slip cannot count: on that day the person needed the certificate of another module first (%(modules)s), "
        "or a wait after earlier tests. Please ask the person, who sees it on the page of the test, or HR."
    ),
    "row-too-short": _l(
        "This row has %(typed)s places, the slip has %(boxes)s boxes. Type a dash for each empty box."
    ),
    "row-too-long": _l("This row has %(typed)s places, the slip has only %(boxes)s boxes."),
    "row-keyboard": _l(
        "The keyboard is on Khmer, Lao or Thai: please switch it to English letters, then type this row again."
    ),
    "row-letter": _l(
        "Question %(number)s: “%(typed)s” is not one of A to %(last)s. Please look at the slip; if it is not clear "
        "there, type a dash."
    ),
    "row-twice": _l(
        "Question %(number)s: “%(typed)s” has a letter twice. Please look at the slip; if it is so there, type dashes."
    ),
    "row-one-of-each": _l(
        "Question %(number)s: “%(typed)s” needs A or B, and one of C to %(last)s. Please look at the slip; if it is "
        "not so there, type dashes."
    ),
    "slip-without-owner": _l("The number or the name is missing. Please look at the slip."),
    "no-sheet-owner": _l(
        "Nobody in your places has this number or name. Please look at the slip. If it is right, ask HR to add them, "
        "or give the slip to HR, who type it with the code of the test."
    ),
    "no-sheet-owner-yet": _l(
        "Nobody in your places has this number or name. Please look at the slip. If it is right, add the person first. "
        "HR of another branch type the slips of their people with the code of the test."
    ),
    "perhaps-sheet-owner": _l("Do you mean %(people)s? Please type the number, or the whole name."),
    "several-sheet-owners": _l("Several people: %(people)s. Please type the number."),
    "twice-on-page": _l("This person stands in row %(row)s already."),
}

OUTCOMES: Final[Mapping[Outcome, LazyString]] = {
    "same": _l("Already there, nothing changes."),
    "asked": _l("Another row was typed before. Please choose which one is right."),
    "kept": _l("The row that was typed before stays."),
    "replaced": _l("This row takes the place of the one before."),
}


def problem(broken: RuleBroken) -> str:
    """What is wrong, with days, people and modules as they are read."""
    shown = {name: _read(value) for name, value in broken.values.items()}
    return web.message_for(RuleBroken(broken.code, field=broken.field, **shown))


def _read(value: object) -> object:
    if isinstance(value, list):
        return ", ".join(map(_named, value))
    return day(value) if isinstance(value, date) else value


def _named(one: Person | Module) -> str:
    if isinstance(one, Module):
        return one.text(current_language()).title
    return f"{one.name} ({one.number})"


def outcome(checked: CheckedSheet | None) -> str:
    """What saving a row does, or what is to be chosen first."""
    if checked is None:
        return ""
    return " ".join(filter(None, (_outcome(checked), _without_certificate(checked))))


def _without_certificate(checked: CheckedSheet) -> str:
    """That a pass brings no certificate, and why, as far as the reader may know it."""
    if checked.revoked_on is None:
        return ""
    if not checked.says_why:
        return _("No certificate follows from it for now. HR can say why.")
    return _(
        "It brings no certificate: that was revoked on %(day)s. HR can make it count again: Training records, the "
        "person, “Reinstate”.",
        day=day(checked.revoked_on),
    )


def _outcome(checked: CheckedSheet) -> str:
    if checked.asks_whether_empty:
        return _(
            "No box of this row has a letter. Please look at the slip, and say whether it is really empty."
        )
    if checked.outcome == "asked" and checked.other_day:
        return _(
            "This slip is typed already, with the day %(day)s. Is it the same slip? Then choose which day is right. A "
            "second try needs another test.",
            day=day(checked.other_day),
        )
    return str(OUTCOMES.get(checked.outcome, ""))


def marks(checked: CheckedSheet | None, form: PrintedTest) -> str:
    """How many questions are right, and whether that is enough; what it needs where it is a matter of safety."""
    if checked is None:
        return ""
    found = checked.marks
    return _marks(checked.right, len(form.questions), found.score, passed=found.passed, form=form)


def typed_marks(typed: TypedMarks, form: PrintedTest) -> str:
    """The same of a slip that is in Sala."""
    said = _marks(typed.right, typed.questions, typed.score, passed=typed.passed, form=form)
    if typed.passed and not typed.counts:
        return " · ".join((said, _("does not count: HR has corrected it")))
    return said


def _marks(right: int, questions: int, score: int, *, passed: bool, form: PrintedTest) -> str:
    said = _("%(right)s of %(all)s right, %(score)s %%", right=right, all=questions, score=score)
    # Not within the last line: before Python 3.12 a sentence in an f-string is not collected.
    if passed:
        outcome = _("Passed")
    elif score >= form.module.award.post_test.pass_mark:
        outcome = _("Not passed: a question about safety is wrong")
    else:
        outcome = _("Not passed")
    return f"{said} · {outcome}"


def letters_of(typed: str, form: PrintedTest) -> Sequence[tuple[str, str]]:
    """What was typed as it stands on the slip, to be compared with it: the number of each question, its letters."""
    return paper_sheet.by_question(form.questions, paper_sheet.tidy_row(typed))


def saved(counts: Mapping[str, int]) -> list[str]:
    """What saving did, a sentence each."""
    new, replaced, same, kept = (counts.get(name, 0) for name in ("new", "replaced", "same", "kept"))
    said = (
        new and ngettext("%(num)s slip was saved.", "%(num)s slips were saved.", new),
        replaced and ngettext("%(num)s row was replaced.", "%(num)s rows were replaced.", replaced),
        same
        and ngettext(
            "%(num)s slip was there already: nothing changed.",
            "%(num)s slips were there already: nothing changed.",
            same,
        ),
        kept
        and ngettext(
            "%(num)s slip stays as it was typed before.",
            "%(num)s slips stay as they were typed before.",
            kept,
        ),
    )
    return [sentence for sentence in said if sentence]
