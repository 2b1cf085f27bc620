"""What the forms of people say: fields, roles, states and what was done, and a field as a sentence shows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from babel import Locale
from flask import current_app
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.accounts.forms.remarks import NUMBER_BEFORE, PHONE_SHARED
from lms.accounts.queries import units
from lms.accounts.queries.people_list import Active
from lms.accounts.services.people import Person, RoleName, Sex
from lms.accounts.services.person_changes import Leaving
from lms.i18n import current_language

CHOOSE: Final = _l("Please choose one from the list.")
ROLE_WORDS: Final[Mapping[RoleName, LazyString]] = {
    "trainer": _l("Trainer"),
    "hr": _l("HR"),
    "editor": _l("Editor of lessons"),
    "viewer": _l("Viewer of figures"),
    "admin": _l("Administrator"),
}
SEX_WORDS: Final[Mapping[Sex, LazyString]] = {
    "": _l("Not known"),
    "female": _l("Female"),
    "male": _l("Male"),
    "other": _l("Other"),
}
LEAVING_WORDS: Final[Mapping[Leaving, LazyString]] = {
    "left": _l("Left the Red Cross"),
    "paused": _l("Pauses for some time"),
    "mistake": _l("Entered by mistake"),
}
ACTIVE_WORDS: Final[Mapping[Active, LazyString]] = {
    "active": _l("Active"),
    "inactive": _l("Not active"),
    "all": _l("All"),
}
DONE_WORDS: Final[Mapping[str, LazyString]] = {
    "add": _l("The person was added."),
    "edit": _l("Your changes were saved."),
    "same": _l("Nothing was changed: everything was as you typed it."),
    "move": _l("This person was moved to another branch."),
    "active": _l("The account was changed."),
    "merge": _l("The two records are one now: everything of both counts here."),
    "unmerge": _l("The merge is undone: both records stand for themselves again."),
}
FIELD_WORDS: Final[Mapping[str, LazyString]] = {
    "number": _l("Volunteer number"),
    "name": _l("Name"),
    "latin_name": _l("Name in Latin letters"),
    "language": _l("Language"),
    "phone": _l("Phone"),
    "email": _l("E-mail"),
    "sex": _l("Sex"),
    "birth_year": _l("Year of birth"),
    "unit": _l("Branch"),
    "active": _l("Whether active"),
}

# Beside them, of a form that waits while somebody signs in.
_BESIDE: Final[Mapping[str, LazyString]] = {
    "sure": _l("It is somebody else: add this person"),
    "whole_name": _l("The name itself is this"),
}

NAME_TITLE: Final = "name-title"
# What of a form was not stored, or is worth a look, as the page says it after saving; by its word in the address.
LEFT_WORDS: Final[Mapping[str, LazyString]] = {
    NAME_TITLE: _l("The title before the name is not stored; lists leave it out, too."),
    "second-phone": _l("Only the first phone is kept."),
    "phone-words": _l("Only the number is kept, not the words beside it."),
    "phone-extension": _l("Only the number is kept: an extension cannot be stored."),
    PHONE_SHARED: _l(
        "Somebody of yours has the same phone. A family may share one; please look whether it is right."
    ),
    NUMBER_BEFORE: _l(
        "This was the number of somebody else of yours until it was corrected. Their papers may still carry it: please "
        "look whether it is right."
    ),
}


def words_of_left(left: str) -> list[LazyString]:
    """What was not stored, in words; `left` are the words of an address, with commas between them."""
    names = left.split(",")
    return [words for name, words in LEFT_WORDS.items() if name in names]


def languages_for(person: Person | None = None) -> dict[str, str]:
    """The languages that can be chosen, each with its own name; somebody keeps one that has no pages yet."""
    codes = dict.fromkeys(current_app.config["LANGUAGES"])
    if person is not None:
        codes[person.language] = None
    return {code: Locale.parse(code).get_language_name(code) or code for code in codes}


def in_words(name: str, value: str, subject: Person | None) -> tuple[str, str] | None:
    """A field about a person as the form says it: for a page that shows what was typed before signing in."""
    label = str({**FIELD_WORDS, **_BESIDE}.get(name, name))
    match name:
        case "sex":
            return label, next((str(word) for sex, word in SEX_WORDS.items() if sex == value), value)
        case "language":
            return label, languages_for(subject).get(value, value)
        case "unit" if value:
            return label, units.name_of(value, current_language()).text
        case "sure":
            return label, str(_("Yes"))
    return label, value
