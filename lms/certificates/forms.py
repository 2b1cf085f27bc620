"""The form that asks for the code on a certificate."""

from __future__ import annotations

from typing import Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, StringField, ValidationError
from wtforms.validators import InputRequired

from lms.certificates.domain import codes
from lms.certificates.domain.codes import Slip

_SHOWN: Final = 5  # characters of what was typed by mistake


class CodeForm(FlaskForm):
    """Asks for a code. It changes nothing and stands in the address, so it carries no token."""

    code = StringField(
        _l("Certificate code"), [InputRequired(_l("Type the code that stands on the certificate."))]
    )

    class Meta:
        csrf = False

    def validate_code(self, field: Field) -> None:
        """A code that cannot be one is mistyped; it is said where, as far as the characters alone tell."""
        slip = codes.slip_in(field.data)
        if slip is not None:
            raise ValidationError(_sentence(slip))


def _sentence(slip: Slip) -> str:
    if slip.kind == "foreign":
        return _(
            "No code has “%(characters)s” in it. Please look at that place on the certificate again.",
            characters=slip.characters[:_SHOWN],
        )
    if slip.kind == "length":
        return _(
            "A code has 12 letters and digits; here the number is %(count)s. Please compare them one by one.",
            count=len(slip.characters),
        )
    return _(
        "One letter or digit is wrong, or two have changed places. Please compare each group: %(groups)s.",
        groups=codes.grouped(slip.characters).replace("-", " · "),
    )
