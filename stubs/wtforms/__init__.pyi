# The part of WTForms 3.3 that Sala uses; the package ships no types.
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from markupsafe import Markup
from wtforms.validators import ValidationError as ValidationError

class Label:
    text: str

class Field:
    id: str
    name: str
    data: Any
    label: Label
    errors: Sequence[str]
    def __init__(
        self, label: object = None, validators: Sequence[Callable[..., None]] = (), **kwargs: Any
    ) -> None: ...
    def __call__(self, **attributes: object) -> Markup: ...

class StringField(Field):
    data: str | None

class PasswordField(StringField): ...
class HiddenField(StringField): ...

class BooleanField(Field):
    data: bool

class Form:
    _fields: Mapping[str, Field]
    form_errors: list[str]
    errors: Mapping[str, Sequence[str]]
    def __init__(self, formdata: object = ..., **kwargs: Any) -> None: ...
    def validate(self) -> bool: ...
