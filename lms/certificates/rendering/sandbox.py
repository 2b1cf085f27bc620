"""A sandboxed template for a certificate design: it gets plain values and nothing else.

A design is content: whoever writes one may place texts, but cannot reach rows, files or the program.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from jinja2 import DictLoader, StrictUndefined, Template, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from lms.certificates.domain.certificate_data import Value
from lms.errors import SalaError

# An empty loader: a template cannot include another file. A name that nobody gave is an error, not a gap.
_sandbox = ImmutableSandboxedEnvironment(
    loader=DictLoader({}), undefined=StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True
)


class TemplateBrokenError(SalaError):
    """A design's template asks for what it is not given, or is not a template. Says what and where."""


def fill(source: str, values: Mapping[str, Value]) -> str:
    """The HTML of a template. Raises TemplateBrokenError, and TypeError on values that are not plain."""
    _refuse_objects(values)
    try:
        return _parsed(source).render(values)
    except TemplateError as error:
        raise TemplateBrokenError(f"line {getattr(error, 'lineno', '?')}: {error}") from error


@lru_cache(maxsize=32)
def _parsed(source: str) -> Template:
    return _sandbox.from_string(source)


def _refuse_objects(values: Mapping[str, object]) -> None:
    # A row or a module handed in by mistake would open more than its text.
    for key, value in values.items():
        if isinstance(value, dict):
            _refuse_objects(value)
        elif value is not None and type(value) is not str:
            raise TypeError(f"{key} is not a plain value: {type(value).__name__}")
