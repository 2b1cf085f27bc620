"""Forms of the people pages. Text is read as it is typed; the services decide."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, StringField, ValidationError
from wtforms.validators import DataRequired

from lms import clock, web
from lms.accounts.domain import contact, phone_texts
from lms.accounts.forms.person_words import CHOOSE, FIELD_WORDS, NAME_TITLE, SEX_WORDS
from lms.accounts.queries.people import LONGEST_NAME
from lms.accounts.queries.units import Place
from lms.accounts.services.people import Particulars, Person
from lms.accounts.services.roles import refuse_higher
from lms.errors import RuleBroken
from lms.i18n import year
from lms.text.normalise import for_name
from lms.text.titles import behind_glued, stored_name

_NEEDED: Final = _l("Please fill this in.")
_GLUED: Final = _l(
    "Is คุณ a title here? Then please take it off. If the name itself begins so, please tick that below the name."
)
_BETWEEN: Final = "-"  # between the ids of people
_BRACKET: Final = re.compile(r"[(（\[]")
_BRACKETED: Final = _l(
    "Do the brackets belong to the name? Then please tick that below it. If not, please take them out. Write nothing "
    "about anybody's health."
)


_CHANGED: Final = _l(
    "Somebody else has changed this person meanwhile. Nothing of yours is lost: please look at what is new, "
    "and save again if yours is right."
)


def sentence(broken: RuleBroken) -> str:
    """A broken rule in words; of a change in between, what it means for these forms."""
    return str(_CHANGED) if broken.code == "changed-meanwhile" else web.message_for(broken)


def above(actor: Person, subject: Person) -> str:
    """Who can do it instead, where somebody holds a role that the actor cannot give; empty where nobody has to."""
    try:
        refuse_higher(actor, subject)
    except RuleBroken as broken:
        return web.message_for(broken)
    return ""


class ListField(StringField):
    """One of a list. WTForms has its own, which says in English only that something else was chosen."""

    choices: Sequence[tuple[str, object]] = ()


def _listed(form: FlaskForm, field: ListField) -> None:
    if (field.data or "") not in {value for value, _label in field.choices}:
        raise ValidationError(CHOOSE)


# The fields of a person that are typed.
TYPED: Final = ("number", "name", "latin_name", "language", "phone", "email", "sex", "birth_year")


def texts_of(person: Person) -> dict[str, str]:
    """What is stored, as a form shows it: the year of birth as the reader counts years, which is understood again."""
    values = ((name, getattr(person, name)) for name in TYPED)
    texts = {name: "" if value is None else str(value) for name, value in values}
    return texts if person.birth_year is None else {**texts, "birth_year": year(person.birth_year)}


class PersonForm(FlaskForm):
    """What is known of somebody. `version` is that of the row which the form showed.

    A name that is in `stored` stays as it is; of another one a title goes, as in lists. Where only somebody who knows
    the person can tell whether it begins with one, `whole_name` is the name of which that was said.
    """

    stored: Collection[str] = ()

    number = StringField(FIELD_WORDS["number"])
    name = StringField(FIELD_WORDS["name"], [DataRequired(_NEEDED)])
    latin_name = StringField(FIELD_WORDS["latin_name"])
    language = ListField(FIELD_WORDS["language"], [_listed])
    phone = StringField(FIELD_WORDS["phone"])
    email = StringField(FIELD_WORDS["email"])
    sex = ListField(FIELD_WORDS["sex"], [_listed])
    birth_year = StringField(FIELD_WORDS["birth_year"])
    whole_name = HiddenField()
    whole_latin_name = HiddenField()
    version = HiddenField()

    def __init__(self, languages: Mapping[str, str], **given: Any) -> None:
        super().__init__(**given)
        self.language.choices = list(languages.items())
        self.sex.choices = list(SEX_WORDS.items())

    def validate_number(self, field: Field) -> None:
        """Not emptied; the services say what else is wrong."""
        if field.data is not None and not field.data.strip():
            raise ValidationError(_NEEDED)

    def validate_name(self, field: Field) -> None:
        """Not with a title written together with it, or with brackets, unless it was said to be the name."""
        if self.asked_whole and self.asked_whole != self.whole_name.data:
            raise ValidationError(_BRACKETED if _BRACKET.search(self.asked_whole) else _GLUED)

    def validate_latin_name(self, field: Field) -> None:
        """Not with brackets, unless they were said to belong to the name."""
        if self.asked_whole_latin and self.asked_whole_latin != self.whole_latin_name.data:
            raise ValidationError(_BRACKETED)

    @property
    def asked_whole(self) -> str:
        """The name, where it begins with what may be a title or the name itself, or has something in brackets; empty
        where there is no such doubt.
        """
        typed = for_name(self.name.data or "", LONGEST_NAME)
        return typed if typed not in self.stored and (behind_glued(typed) or _BRACKET.search(typed)) else ""

    @property
    def asked_whole_latin(self) -> str:
        """The name in Latin letters, where it has something in brackets."""
        typed = for_name(self.latin_name.data or "", LONGEST_NAME)
        return typed if typed not in self.stored and _BRACKET.search(typed) else ""

    def validate_birth_year(self, field: Field) -> None:
        """Any digits, and years of the Buddhist era."""
        try:
            contact.birth_year(field.data or "", clock.today().year)
        except RuleBroken as broken:
            years = {name: year(int(str(value))) for name, value in broken.values.items()}
            raise ValidationError(web.message_for(RuleBroken(broken.code, **years))) from None

    def validate_email(self, field: Field) -> None:
        """Nothing, or an address."""
        try:
            contact.email(field.data or "")
        except RuleBroken as broken:
            raise ValidationError(web.message_for(broken)) from None

    @property
    def given(self) -> Particulars:
        """What was typed; without a year of birth that cannot be read."""
        return Particulars(
            name=self._name(self.name),
            latin_name=self._name(self.latin_name),
            language=self.language.data or "",
            number=self.number.data or "",
            phone=phone_texts.read(self.phone.data or "").number,
            email=self.email.data or "",
            # A form without the field says nothing.
            sex=next((one for one in SEX_WORDS if one == (self.sex.data or "")), ""),
            birth_year=self._birth_year(),
        )

    def _birth_year(self) -> int | None:
        try:
            return contact.birth_year(self.birth_year.data or "", clock.today().year)
        except RuleBroken:
            return None

    @property
    def left(self) -> tuple[str, ...]:
        """Words of what was typed and is not stored."""
        names = ((self._name(field), for_name(field.data or "", LONGEST_NAME)) for field in self._names)
        title = (NAME_TITLE,) if any(name != typed for name, typed in names) else ()
        return (*title, *phone_texts.read(self.phone.data or "").left)

    @property
    def _names(self) -> tuple[StringField, ...]:
        return (self.name, self.latin_name)

    def _name(self, field: StringField) -> str:
        typed = for_name(field.data or "", LONGEST_NAME)
        return typed if typed in self.stored else stored_name(typed)

    @property
    def typed(self) -> dict[str, str]:
        """The fields of a person as texts, as they were typed."""
        return {name: str(self._fields[name].data or "") for name in TYPED}

    def take(self, values: Mapping[str, str]) -> None:
        """Put other texts into fields."""
        for name, value in values.items():
            self._fields[name].data = value

    def blame(self, broken: RuleBroken) -> None:
        """Put what is wrong on its field, or above the form."""
        field = self._fields.get(broken.field or "")
        if field is None:
            self.form_errors.append(sentence(broken))
        else:
            field.errors = [*field.errors, web.message_for(broken)]

    def blame_all(self, broken: Iterable[RuleBroken]) -> bool:
        """Put on its field what else is wrong with fields of which nothing is said yet; whether anything is wrong."""
        for one in broken:
            field = self._fields.get(one.field or "")
            if field is None or not field.errors:
                self.blame(one)
        return bool(self.errors)


class NewPersonForm(PersonForm):
    """Somebody who is not here yet. `sure`: the likely duplicates that were looked at. Without a language: the
    Society's.
    """

    unit = ListField(FIELD_WORDS["unit"], [_listed])
    sure = HiddenField()

    def __init__(self, languages: Mapping[str, str], places: list[Place]) -> None:
        super().__init__({"": _("Language of the Society"), **languages})
        self.unit.choices = [("", _("Please choose")), *((one.unit.code, one.name.text) for one in places)]

    def is_said_of(self, same: Iterable[Person]) -> bool:
        """Whether it was said that it is none of these people: it stays said while something else is put right."""
        return {str(one.id) for one in same} <= set((self.sure.data or "").split(_BETWEEN))

    def validate_unit(self, field: Field) -> None:
        """Chosen."""
        if not field.data:
            raise ValidationError(CHOOSE)


def looked_at(people: Iterable[Person]) -> str:
    """What a form says of people of whom it is none."""
    return _BETWEEN.join(str(one.id) for one in people)
