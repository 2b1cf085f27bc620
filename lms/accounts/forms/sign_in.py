"""Forms of signing in. Text is read as it is typed; the services decide."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, HiddenField, PasswordField, StringField, ValidationError
from wtforms.validators import DataRequired

from lms import web
from lms.accounts.domain import pins
from lms.errors import RuleBroken

_NEEDED = _l("Please fill this in.")


class _SaysWhatIsWrong(FlaskForm):
    def blame(self, broken: RuleBroken) -> None:
        """Put what is wrong on its field, or above the form."""
        field = self._fields.get(broken.field or "")
        if field is None:
            self.form_errors.append(web.message_for(broken))
        else:
            field.errors = [*field.errors, web.message_for(broken)]


class SignInForm(_SaysWhatIsWrong):
    """Number, phone or e-mail, and PIN."""

    identifier = StringField(_l("Volunteer number, phone or e-mail"), [DataRequired(_NEEDED)])
    pin = PasswordField(_l("PIN"), [DataRequired(_NEEDED)])
    # Asked where number or phone and PIN belong to accounts of several Societies.
    society = StringField(_l("Your Society"))
    mine = BooleanField(_l("This phone is mine alone: keep me signed in for 30 days"))


class PasskeyForm(_SaysWhatIsWrong):
    """A passkey that the browser has made: what it says, what the person calls the device, and the PIN."""

    name = StringField(_l("What you call this device, such as: office laptop"))
    pin = PasswordField(_l("Your PIN"), [DataRequired(_NEEDED)])
    passkey = HiddenField()


class AccountForm(_SaysWhatIsWrong):
    """The PIN of whoever connects the account that they have with their Society."""

    pin = PasswordField(_l("Your PIN"), [DataRequired(_NEEDED)])

    def __init__(self) -> None:
        super().__init__(prefix="account-")  # on the page of the passkeys, whose form asks for the PIN, too


class NewPinForm(FlaskForm):
    """A PIN, typed twice."""

    pin = PasswordField(
        _l("New PIN: at least %(shortest)s digits", shortest=pins.SHORTEST), [DataRequired(_NEEDED)]
    )
    again = PasswordField(_l("The same PIN again"), [DataRequired(_NEEDED)])

    def validate_again(self, field: Field) -> None:
        """Typed on two keyboards, in two scripts, it is still the same PIN."""
        if pins.read(field.data) != pins.read(self.pin.data or ""):
            raise ValidationError(web.message_for(RuleBroken("pins-differ")))


class ChangePinForm(NewPinForm, _SaysWhatIsWrong):
    """The PIN that somebody has, and the one that they wish to have, twice."""

    old = PasswordField(_l("The PIN that you have now"), [DataRequired(_NEEDED)])
