"""Sentences of imports: states, kinds, what is done with a line, and every word that a rule or a cell can raise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from lms import web
from lms.accounts.domain import phones
from lms.accounts.queries import units
from lms.content import award_names, registry
from lms.errors import RuleBroken
from lms.i18n import current_language, day, year
from lms.imports.domain.candidates import Against, Why
from lms.imports.domain.headings.fields import Kind
from lms.imports.domain.row_actions import Action
from lms.imports.models import State
from lms.imports.presenters.undo_words import UNDO_WORDS
from lms.imports.services.review.shown_lines import Show
from lms.records.domain.past_results import MOST_YEARS

KIND_WORDS: Final[Mapping[Kind, LazyString]] = {
    "people": _l("People"),
    "trainings": _l("Past trainings"),
}
STATE_WORDS: Final[Mapping[State, LazyString]] = {
    "matching": _l("Columns to be matched"),
    "preview": _l("Ready to be looked through"),
    "running": _l("At work"),
    "done": _l("Done"),
    "undone": _l("Undone"),
    "dropped": _l("Not carried out"),
}
ACTION_WORDS: Final[Mapping[Kind, Mapping[Action, LazyString]]] = {
    "people": {
        "create": _l("New"),
        "update": _l("Changed"),
        "same": _l("Nothing new"),
        "fail": _l("Cannot be brought in"),
        "skip": _l("Left out"),
    },
    "trainings": {
        "create": _l("Recorded"),
        "update": _l("Changed"),
        "same": _l("Recorded before"),
        "fail": _l("Cannot be brought in"),
        "skip": _l("Left out"),
    },
}
SHOW_WORDS: Final[Mapping[Show, LazyString]] = {
    "problems": _l("With problems"),
    "undecided": _l("To be decided"),
    "otherwise": _l("Recorded otherwise"),
    "remarked": _l("With a remark"),
    "create": _l("New"),
    "update": _l("Changed"),
    "same": _l("Nothing new"),
    "skip": _l("Left out"),
    "all": _l("All lines"),
}
UNDONE_IN_PART: Final = _l("Partly undone")
NOT_UNDONE: Final = _l("Not taken back")
PARTLY_UNDONE: Final = _l("Not wholly taken back")
LEFT_UNDECIDED: Final = _l("Left out: not decided")
WHY_WORDS: Final[Mapping[Why, LazyString]] = {
    "number": _l("the number is the same, or nearly"),
    "both": _l("the name and the phone are the same"),
    "phone": _l("the phone is the same"),
    "named": _l("the name is the same"),
    "name": _l("the name is alike"),
    "sound": _l("the name sounds alike"),
    "line": _l("another line of this list is alike"),
}
AGAINST_WORDS: Final[Mapping[Against, LazyString]] = {
    "number": _l("but the number in the list is another one"),
    "name": _l("but the name in the list is another one"),
    "birth": _l("but the year of birth in the list is another one"),
    "sex": _l("but the list says otherwise: sex"),
    "phone": _l("but the phone in the list is another one"),
    "near": _l("but the same module is recorded for this person on another day close by"),
    "line": _l("but another line says otherwise"),
    "moved": _l("but HR has corrected the day since: it is recorded on another day"),
}
# Of who differs in several fields, each by its heading.
AGAINST_SEVERAL: Final = _l("but the list says otherwise: %(fields)s")

_CONTRADICTION: Final = _l(
    "The list says “%(said)s”, but the mark is %(mark)s %% and the pass mark of this module is %(needed)s %%. Please "
    "correct the list, or leave the column of the mark out; that holds for this list only."
)
WORDS: Final[Mapping[str, LazyString]] = {
    # the file
    "file-empty": _l("There is nothing in this file. Please choose the one with the list."),
    "file-too-large": _l("This file is larger than %(most)s MB. Please divide the list and bring in the parts."),
    "file-no-list": _l(
        "This is no list but a picture, a document or something else. Please choose the file with the list."
    ),
    "file-unreadable": _l(
        "This file cannot be opened. Please open it in your spreadsheet program and save it as XLSX or CSV."
    ),
    "file-locked": _l("This file is protected by a password. Please save it without one."),
    "file-swells": _l(
        "This file holds far more than a list of people. Please copy the list into a new, empty file and save that."
    ),
    "encoding-unknown": _l(
        "The letters of this file cannot be read. Please save it as XLSX, or as CSV in UTF-8."
    ),
    "letters-lost": _l(
        "The letters of this file are lost: it has question marks instead. Please open the list once more in your "
        "spreadsheet program and save it as “CSV UTF-8” or .xlsx."
    ),
    "too-many-rows": _l("This list has more than %(most)s lines. Please divide it and bring in the parts."),
    "too-many-columns": _l("This table has more than %(most)s columns. Please take out those that are not needed."),
    "no-table": _l("There is no table in this sheet: a line of headings, and below it a line for each person."),
    "no-room": _l("The disk of the server is full: the file was not kept, and nothing was changed. Please tell IT."),
    "too-many-open": _l(
        "%(most)s lists of your Society wait already. Please bring some of them in first, or press “Do not bring this "
        "list in” on those that nobody needs."
    ),
    "file-gone": _l("This file is no longer kept. Please bring it in again."),
    "file-missing": _l("Please choose a file."),
    "no-society": _l("Please choose a Society or a branch."),
    # the steps
    "not-now": _l("Somebody has taken this import further meanwhile. Please look at where it stands now."),
    "nothing-to-do": _l("There is nothing to be changed. Please decide about lines first, or mend the list."),
    "lines-forgotten": _l("The lines of this import are no longer kept, so it cannot be undone as a whole."),
    "field-twice": _l("Two columns cannot both be “%(name)s”. Please leave one of them out."),
    "result-and-days": _l(
        "A column for the result and columns for the days cannot both say how the training went. Please leave the one "
        "or the others out."
    ),
    "number-needed": _l(
        "A column for the volunteer number is needed: people sign in with it. If your list has none, please add one, "
        "such as %(first)s, %(second)s, and bring the list in again."
    ),
    "field-needed": _l("A column for “%(name)s” is needed. Please say which one it is."),
    "module-needed": _l(
        "The module is missing. If it is the same for all lines, please choose it below the table, under “What holds "
        "for all lines and has no column”. If not, please say which column it is."
    ),
    "modules-needed": _l(
        "This list has a column for each module: %(names)s. Please bring it in once for each module: choose the module "
        "below the table, under “What holds for all lines and has no column”, take its column as the result, and leave "
        "the columns of the other modules out."
    ),
    "module-of-result": _l(
        "The module is missing. The heading “%(name)s” names the module “%(module)s”: it is chosen below the table "
        "now. If that is right, please press the button again."
    ),
    "module-twice": _l(
        "The column “%(name)s” is taken as the module, and another choice below the table says the module of all "
        "lines. Both cannot be: please leave the column out, take it as something else, or choose “There is a column "
        "for it” below the table."
    ),
    "day-twice": _l(
        "A column is taken as the date of the training, and another date is written below the table for all lines. "
        "Both cannot be: please leave the column out, or empty the date below the table."
    ),
    "module-ticked": _l(
        "The column “%(name)s” has ticks or results and no names of modules. Please take it as the result, and choose "
        "its module below the table, under “What holds for all lines and has no column”."
    ),
    "practice-no-test": _l(
        "The column “%(name)s” says how the observed practice went, and not the test. Please leave it out: lists do "
        "not record observed practice."
    ),
    "day-needed": _l(
        "The date of the training is missing. If it is the same for all lines, please write it below the table, under "
        "“What holds for all lines and has no column”. If not, please say which column it is."
    ),
    # a cell that needs a decision, and what of a cell is not stored
    "name-parts-differ": _l(
        "The name is “%(whole)s”, its parts are “%(parts)s”. Please leave one of these columns out, or correct "
        "the list."
    ),
    "name-bracketed": _l(
        "The name has something in brackets. Is it part of the name? Please say so once for all lines."
    ),
    "brackets-not-stored": _l("What is in brackets is not stored."),
    "brackets-of-leaver": _l(
        "What is in brackets is not stored. It may say that this person is no longer with you: should this line come "
        "in?"
    ),
    "digits-lost": _l(
        "A spreadsheet has shortened “%(typed)s”: its last digits are lost. Please set the column to text there and "
        "type the number again."
    ),
    "number-short": _l(
        "“%(typed)s” has fewer digits than “%(like)s”. Is it “%(longer)s”? Please say so once for all lines."
    ),
    "number-shape": _l(
        "“%(typed)s” looks otherwise than “%(like)s”. Is it “%(fitting)s”? Please say so once for all lines."
    ),
    "number-several": _l(
        "“%(typed)s” are several numbers, and each person has one. Please write a line for each person."
    ),
    "name-several": _l(
        "This looks like the names of two people. Please write a line for each of them, with a number of their own."
    ),
    "second-phone": _l("Only the first phone is kept."),
    "phone-words": _l("Only the number is kept, not the words beside it."),
    "phone-extension": _l("Only the number is kept: an extension cannot be stored."),
    "number-says-nothing": _l("“%(typed)s” is no volunteer number: the cell counts as empty."),
    "cell-lost": _l("The spreadsheet has an error here (%(typed)s): the cell counts as empty."),
    "formula-lost": _l(
        "The result of a formula is not in the file: the cell counts as empty. Please open the file in your "
        "spreadsheet program, save it and bring it in again."
    ),
    "not-stored": _l("This text is not stored."),
    "name-kept": _l("stays: %(name)s"),
    "name-here": _l("in Sala: %(name)s"),
    "number-kept": _l(
        "The number stays %(number)s; %(typed)s is not stored. It can be corrected on the page of the person."
    ),
    "sex-ticked-twice": _l("More than one sex is ticked: the sex is not stored."),
    "began-on": _l("It began on %(day)s. The last day is the one that counts."),
    "other-weekday": _l("The weekday in the list is not that of this day. Please look whether the day is right."),
    # a cell
    "date-unreadable": _l("This is not a date. Please write it as 31/01/2024 or 2024-01-31."),
    "date-incomplete": _l("Day, month or year is missing. Please write the whole date, such as 31/01/2024."),
    "date-impossible": _l("There is no such day. Please check it."),
    "year-short": _l(
        "A year of two digits could mean two different years. Please say once for all lines which ones they are."
    ),
    "date-order": _l(
        "Some dates of this list can only be read with the month first. Please say once for all lines whether the day "
        "is first."
    ),
    "age-no-year": _l("This is an age, not a year of birth. Please write the year or the day of birth."),
    "birth-unlikely": _l("Born in %(year)s? Please check the year."),
    "sex-unknown": _l("“%(typed)s” is not a word that we know for female, male or other."),
    "language-unknown": _l("“%(typed)s” is none of the languages here."),
    "branch-unknown": _l("You have no branch called “%(typed)s”. Please write its name or code."),
    "branch-abroad": _l(
        "This list is of %(unit)s; “%(typed)s” is of %(society)s. If the whole list is theirs, it has to be brought "
        "in as a list of %(society)s."
    ),
    "branch-elsewhere": _l("This list is of %(unit)s; “%(typed)s” is another branch."),
    "award-unknown": _l("There is no module called “%(typed)s”. Please write its title or code."),
    "award-several": _l(
        "“%(typed)s” names several modules: %(modules)s. Each of them needs a line of its own: please write one line "
        "for each module."
    ),
    "module-left-out": _l("You have said that this is no module of Sala, so there is nothing to record."),
    "award-missing": _l("The module is missing."),
    "date-missing": _l("The date is missing."),
    "nobody-named": _l("A number, a phone or a name is needed to know who it is."),
    "result-unknown": _l("“%(typed)s” does not say whether the training was passed."),
    "attendance-unknown": _l(
        "“%(typed)s” says how much of the training somebody was there for; it is no mark. Please say once for all "
        "lines whether that counts as attended."
    ),
    "absences-unknown": _l(
        "“%(typed)s” says for how much of the training somebody was absent. Please say once for all lines whether that "
        "counts as attended."
    ),
    "passed-and-absent": _l(
        "The list says that this person has passed, and was absent on every day. Please say once for all such lines "
        "which is right."
    ),
    "tick-unknown": _l("“%(typed)s” is no tick: it does not say who failed or was absent."),
    "result-and-failed": _l(
        "One tick says passed or present, another one not passed or absent. Please correct the list."
    ),
    "result-left-out": _l("You have said that lines like this one are left out."),
    "result-unsaid": _l(
        "Nothing says here how the training went, so the line is left out. You can decide "
        "otherwise, once for all lines."
    ),
    "points-unknown": _l("“%(typed)s”: out of how many points? Please say so once for all lines."),
    "points-too-many": _l(
        "“%(typed)s” is more than the full mark, which is %(most)s. Please correct the list, or say once for all lines "
        "out of how many points the marks are."
    ),
    "number-twice": _l("The number stands in line %(line)s already."),
    "number-again": _l(
        "Line %(line)s has the same number and stays out. Please look which of the two lines is right."
    ),
    "person-twice": _l(
        "This is the same person as in line %(line)s: the records with these two numbers were joined. Please keep the "
        "line that is right."
    ),
    "number-of-another": _l(
        "Somebody already has the number %(number)s. Somebody new needs another number: please give one in the list."
    ),
    "number-needed-if-new": _l(
        "The number is missing. Is it one of these people? Somebody new needs a number: please give one in the list."
    ),
    "number-holder": _l("The number is that of %(name)s, %(branch)s."),
    "phone-twice": _l("Line %(line)s has the same phone. A family may share one; please look whether it is right."),
    "phone-shared": _l(
        "Somebody of yours has the same phone. A family may share one; please look whether it is right."
    ),
    "phone-and-name": _l(
        "Somebody of yours has the same name and the same phone. Please look whether it is the same person."
    ),
    "name-twice": _l(
        "The same name with the same year of birth or phone stands in line %(line)s. Is it one person, or two?"
    ),
    "namesake": _l("Line %(line)s has the same name, or nearly. Please look whether it is somebody else."),
    "namesake-here": _l("Somebody of this branch has the same name. Please look whether it is somebody else."),
    "namesake-named": _l(
        "Somebody of this branch has the same name: %(name)s (%(number)s). Please look whether it is somebody else."
    ),
    "number-odd": _l(
        "“%(number)s” does not look like the other numbers of this list. Is it the number of a person?"
    ),
    "chosen-twice": _l(
        "You have chosen the same person for lines %(line)s and %(own)s. A list of people has one line for each "
        "person: please leave one of the two out, or say of one that it is somebody else."
    ),
    "person-unknown": _l(
        "We find nobody of yours for this line. Is the person written otherwise here, or called otherwise by now, for "
        "example after a wedding? Then please write the volunteer number or the phone into the line. If the person is "
        "new, please bring in the list of people first."
    ),
    "not-there": _l("Not there, so there is nothing to record."),
    "line-says-otherwise": _l("Line %(line)s says of the same training that it was not passed. Which one is right?"),
    "nothing-recorded": _l("Nothing was recorded in this module when the file was written."),
    "not-passed": _l("Not passed, so there is nothing to record."),
    "mark-too-low": _l(
        "The mark is %(mark)s %%, the pass mark of this module is %(needed)s %%: not passed, so there is nothing to "
        "record."
    ),
    "mark-unknown": _l("“%(typed)s” is not a mark."),
    "mark-of-passed": _CONTRADICTION,
    "mark-of-failed": _CONTRADICTION,
    "corrected-before": _l(
        "This was recorded before and taken back as a mistake. Please check whether it is right after all."
    ),
    "recorded-again": _l("This was recorded before and taken back as a mistake. It is recorded again."),
    "corrected-meanwhile": _l(
        "This was recorded before, and taken back while this list waited. Please bring this line in again: Sala then "
        "asks whether it is right after all."
    ),
    "recorded-near": _l(
        "This module is recorded for this person already, on %(day)s. Is it the same training with another day, or "
        "another training?"
    ),
    "line-near": _l(
        "Line %(line)s of this list has the same module for this person, on %(day)s. Is it the same training, or "
        "another one?"
    ),
    "recorded-beside": _l("It is recorded as another training beside that of %(day)s."),
    "was-recorded-again": _l("This was taken back as a mistake before; with this list it was recorded again."),
    "was-taken-back": _l("This was recorded before and taken back as a mistake."),
    "was-recorded-beside": _l("It was recorded as another training beside that of %(day)s."),
    "is-recorded-near": _l("This module is recorded for this person on %(day)s, too."),
    "recorded-passed-mark": _l(
        "%(number)s is recorded as passed with %(mark)s %% on this day. The list says otherwise, but does not change "
        "it. If the list is right, please correct that entry on the page of the person."
    ),
    "recorded-passed": _l(
        "%(number)s is recorded as passed on this day. The list says otherwise, but does not change it. If the list "
        "is right, please correct that entry on the page of the person."
    ),
    "recorded-trained": _l(
        "%(number)s is recorded as trained on this day. The list says otherwise, but does not change it. If the list "
        "is right, please correct that entry on the page of the person."
    ),
    "recorded-passed-unsaid": _l(
        "%(number)s is recorded as passed on this day. This line does not say how it went, and changes nothing. If it "
        "was not passed, please correct that entry on the page of the person."
    ),
    "recorded-passed-near": _l(
        "%(number)s is recorded as passed in this module on %(day)s. This line does not say so, and changes nothing. "
        "If it is the same training, please correct that entry on the page of the person."
    ),
    "recorded-perhaps": _l("Please look first whether this line is really about %(number)s."),
    "said-before": _l("The same stands in line %(line)s of this list."),
    "account-closed": _l(
        "This person is here already, but the account is closed. Open it on the page of the person, then bring this "
        "line in again."
    ),
    **UNDO_WORDS,
}  # fmt: skip


# What can hinder the work on a list that was taken in already.
OF_WORK: Final = frozenset({"file-gone", "no-table", "no-society"})


# What sentences need that lines of older imports do not say.
_ADDED_SINCE: Final[Mapping[str, Mapping[str, str | LazyString]]] = {
    "phone-unreadable": {"code": phones.code_of(None)},
    "mark-of-passed": {"said": _l("Passed")},
    "mark-of-failed": {"said": _l("Not passed")},
    "too-long-ago": {"years": str(MOST_YEARS)},
}

_OF_ANOTHER_DAY: Final = frozenset(
    {
        *("recorded-near", "line-near", "recorded-beside", "was-recorded-beside", "is-recorded-near"),
        "recorded-passed-near",
    }
)


def ranges(numbers: Sequence[int]) -> str:
    """Numbers of lines in their order, as short as one can read them: "4, 14–16"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def said(problem: Mapping[str, Any]) -> str:
    """What is wrong, with a cell or with the whole list, as a sentence in the reader's language."""
    word, values = problem["word"], dict(problem["values"])
    for unit in ("unit", "society") if word in ("branch-elsewhere", "branch-abroad") else ():
        if unit in values:
            values[unit] = units.name_of(values[unit], current_language()).text
    if word == "award-several":
        content, language = registry.current(), current_language()
        named = [award_names.of_award(content, award, language).text for award in values["modules"]]
        values["modules"] = ", ".join(named)
    if word == "birth-unlikely":
        values["year"] = year(int(values["year"]))
    if "on" in values and ("file" in values or word in _OF_ANOTHER_DAY):
        values["day"] = day(date.fromisoformat(values["on"]), current_language())
    return web.message_for(RuleBroken(word, **{**_ADDED_SINCE.get(word, {}), **values}))
