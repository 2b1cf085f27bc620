"""The form that asks for the code on a certificate."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, StringField, ValidationError
from wtforms.validators import InputRequired

from lms.certificates.domain import codes


class CodeForm(FlaskForm):
    """Asks for a code. It changes nothing and stands in the address, so it carries no token."""

    code = StringField(
        _l("Certificate code"), [InputRequired(_l("Type the code that stands on the certificate."))]
    )

    class Meta:
        csrf = False

    def validate_code(self, field: Field) -> None:
        """A code that cannot be one is mistyped: it has the wrong length or the wrong check character."""
        if codes.read_code(field.data) is None:
            raise ValidationError(
                _l(
                    "This is not the code of a certificate. "
                    "It has 12 letters and digits; please compare them one by one."
                )
            )
