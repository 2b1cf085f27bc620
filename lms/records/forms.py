"""The filter of the roll as it was typed, an error on each field that means nothing; words for statuses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeAlias, TypeVar, get_args

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from lms.accounts.queries import units
from lms.accounts.services.people import Person, RoleName
from lms.content import award_names, registry
from lms.content.types.curriculum import Content
from lms.i18n import current_language, day
from lms.records.domain.age_bands import BANDS, AgeBand
from lms.records.domain.award_rules import RECOGNISED, STATUSES, TRAINED, Status
from lms.records.domain.past_results import PastResult
from lms.records.queries.certification_list import AccountWanted, Filter, RoleWanted, SexWanted, Unit
from lms.records.services import achievements
from lms.text.calendars import read_date
from lms.text.digits import ascii_digits
from lms.web import carried_fields

LONGEST_SEARCH: Final = 100  # characters
_YEARS: Final = range(1950, 2101)  # in which a day of a list may lie
FIELDS: Final = ("q", "branch", "role", "sex", "ages", "account", "status", "module", "as_of", "known_on")

STATUS_WORDS: Final[Mapping[Status, LazyString]] = {
    "valid": _l("Valid"),
    "expiring": _l("Expires within 90 days"),
    "in-grace": _l("Can renew"),
    "expired": _l("Expired"),
    "revoked": _l("Revoked"),
    "never": _l("Not certified"),
}

# Whoever was trained, and holds nothing that counts: no status of a certificate.
TRAINED_WORD: Final = _l("Trained, no certificate")
TRAINED_MEANS: Final = _l(
    "Trained on that day, as a workshop or a list says. A certificate follows from a passed test, or where the Society "
    "decides that the training counts."
)

REQUIREMENT_WORDS: Final[Mapping[str, LazyString]] = {
    "post-test": _l("Post-test passed"),
    "observed-practice": _l("Practice seen by a trainer"),
    "attendance": _l("Attended a training"),
    "trainer-credit": _l("Led a training"),
    TRAINED: _l("Trained"),
    RECOGNISED: _l("Trained; the Society decided that it counts for the certificate"),
}

RESULT_WORDS: Final[Mapping[PastResult, LazyString]] = {
    "": _l("That the person was trained, nothing more"),
    "attended": _l("That the person attended"),
    "passed": _l("That the person passed a test"),
}

ROLE_WORDS: Final[Mapping[RoleWanted, LazyString]] = {
    "volunteer": _l("No role: volunteers"),
    "trainer": _l("Trainer"),
    "hr": _l("HR"),
    "editor": _l("Editor"),
    "viewer": _l("Viewer"),
    "admin": _l("Administrator"),
}

SEX_WORDS: Final[Mapping[SexWanted, LazyString]] = {
    "female": _l("Female"),
    "male": _l("Male"),
    "other": _l("Other sex"),
    "unknown": _l("Not said"),
}

AGE_WORDS: Final[Mapping[AgeBand, LazyString]] = {
    "up-to-24": _l("24 or younger"),
    "25-34": _l("25 to 34"),
    "35-49": _l("35 to 49"),
    "50-up": _l("50 or older"),
    "unknown": _l("Age not known"),
}

ACCOUNT_WORDS: Final[Mapping[AccountWanted, LazyString]] = {
    "active": _l("Active"),
    "inactive": _l("Not active"),
}

Typed: TypeAlias = "MultiDict[str, str]"
_Word = TypeVar("_Word", bound=str)

_ROLES: Final[tuple[RoleWanted, ...]] = ("volunteer", *get_args(RoleName))
_SEXES: Final[tuple[SexWanted, ...]] = get_args(SexWanted)
_ACCOUNTS: Final[tuple[AccountWanted, ...]] = get_args(AccountWanted)


@dataclass(frozen=True)
class FilterForm:
    """What was typed by field, an error by field, and the filter it means: None as long as there are errors."""

    typed: Mapping[str, str]
    errors: Mapping[str, str]
    wanted: Filter | None

    @property
    def fields(self) -> dict[str, str]:
        """The fields that are filled in, for an address or a form that goes on with the same filter."""
        return {name: value for name, value in self.typed.items() if value}


def read_filter(typed: Typed, units: Mapping[str, Unit], content: Content) -> FilterForm:
    """The filter from an address or a form. `units` are those of the reader's scope: others do not exist."""
    values = {name: typed.get(name, "").strip() for name in FIELDS}
    modules = tuple(one.id for one in content.modules)
    errors: dict[str, str] = {}

    def chosen(field: str, among: Iterable[_Word], words: str) -> _Word | None:
        found = next((one for one in among if one == values[field]), None)
        if values[field] and found is None:
            errors[field] = words
        return found

    branch = chosen("branch", units, _("You have no branch with this code. Please choose one from the list."))
    module = chosen("module", modules, _("There is no such module. Please choose one from the list."))
    again = _("There is no such choice. Please choose one from the list.")
    status = chosen("status", STATUSES, _("There is no such status. Please choose one from the list."))
    role, sex = chosen("role", _ROLES, again), chosen("sex", _SEXES, again)
    ages, account = chosen("ages", BANDS, again), chosen("account", _ACCOUNTS, again)
    as_of = read_day(values["as_of"], lambda words: errors.update(as_of=words))
    known_on = read_day(values["known_on"], lambda words: errors.update(known_on=words))
    if len(values["q"]) > LONGEST_SEARCH:
        errors["q"] = _("Please search for %(most)s characters at most.", most=LONGEST_SEARCH)
    if errors:
        return FilterForm(values, errors, None)
    wanted = Filter(
        units=units[branch].below if branch else frozenset(unit.id for unit in units.values()),
        awards=(module,) if module else modules,
        status=status,
        text=values["q"],
        role=role,
        sex=sex,
        ages=ages,
        account=account,
        as_of=as_of,
        known_on=known_on,
    )
    return FilterForm(values, errors, wanted)


def read_day(typed: str, refuse: Callable[[str], Any]) -> date | None:
    """The day of a field, as browsers send it (ISO 8601), in any digits, also of a Buddhist year; None for nothing.

    `refuse` gets the sentence for one that means nothing.
    """
    if not typed:
        return None
    try:
        day = read_date(typed)
    except ValueError:
        day = None
    if day is None or day.year not in _YEARS:
        refuse(_("Please write the day as year-month-day, such as 2026-11-24."))
        return None
    return day


# --- what was typed, on a page that shows it before it is sent on after signing in ----------------------------------

BUTTONS: Final[Mapping[str, LazyString]] = {
    "revoke": _l("Revoke"),
    "reinstate": _l("Reinstate"),
    "extend": _l("Extend"),
    "past": _l("Record the training"),
    "correct": _l("Correct the entry"),
}

_DECISION_LABELS: Final[Mapping[str, LazyString]] = {
    "act": _l("What is to be done"),
    "entry": _l("Entry"),
    "award": _l("Module"),
    "on": _l("Day on which it was completed"),
    "until": _l("New last valid day"),
    "source": _l("Where it is written down"),
    "result": _l("What is written down there"),
    "mark": _l("Mark in percent, if there is one"),
    "recognised": _l("A certificate although no passed test is written down"),
    "reason": _l("Reason"),
    "confirmed": _l("Looked at and confirmed"),
}

_FOR_MANY_LABELS: Final[Mapping[str, LazyString]] = {
    "module": _l("Module"),
    "branch": _l("Branch"),
    "status": _l("Status"),
    "ends_from": _l("Last valid day from"),
    "ends_until": _l("Last valid day to"),
    "until": _l("A day for all"),
    "months": _l("Or so many months longer for each"),
    "reason": _l("Reason"),
    "decision": _l("Looked at and confirmed"),
}


def module_name(value: str) -> str:
    """The name of a module."""
    return award_names.of_award(registry.current(), value, current_language()).text


def branch_name(value: str) -> str:
    """The name of a branch."""
    return units.name_of(value, current_language()).text


def _one_of(known: Mapping[Any, LazyString]) -> Callable[[str], str]:
    def word(value: str) -> str:
        return str(known.get(value, value))

    return word


_DECISION_VALUES: Final[Mapping[str, Callable[[str], str]]] = {
    "act": _one_of(BUTTONS),
    "award": module_name,
    "on": carried_fields.as_day,
    "until": carried_fields.as_day,
    "recognised": carried_fields.as_yes,
    "confirmed": carried_fields.as_yes,
}
_decision_words = carried_fields.labelled(_DECISION_LABELS, _DECISION_VALUES)
_for_many_words = carried_fields.labelled(
    _FOR_MANY_LABELS,
    {
        "module": module_name,
        "branch": branch_name,
        "status": _one_of(STATUS_WORDS),
        **dict.fromkeys(("ends_from", "ends_until", "until"), carried_fields.as_day),
        "decision": carried_fields.as_yes,
    },
)


def decision_in_words(name: str, value: str, subject: Person | None) -> tuple[str, str] | None:
    """A field of a decision about one person."""
    if name == "result":  # where nothing is chosen that says something, too
        return str(_DECISION_LABELS["result"]), _one_of(RESULT_WORDS)(value)
    if name == "entry" and subject is not None:
        return str(_DECISION_LABELS["entry"]), _entry(value, subject)
    return _decision_words(name, value, subject)


def for_many_in_words(name: str, value: str, subject: Any) -> tuple[str, str] | None:
    """A field of a decision on many people; what the page has shown of it is not what was typed."""
    return None if name == "seen" else _for_many_words(name, value, subject)


def _entry(value: str, subject: Person) -> str:
    """An entry of this person's ledger, by its day and module; nothing of anybody else's."""
    number = ascii_digits(value)
    entry = achievements.entry_by_id(int(number)) if number.isdecimal() and len(number) < 10 else None
    if entry is None or entry.person_id not in achievements.people_of(subject.id):
        return value
    return f"{day(entry.effective_on)} · {module_name(entry.award)}"
