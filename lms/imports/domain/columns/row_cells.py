"""What one cell of a row may be: a number or the name of somebody, or a word of those who sign. Pure."""

from __future__ import annotations

import re
from typing import Final

from lms.imports.domain import footer_names
from lms.imports.domain.columns import signature_lines
from lms.imports.domain.headings import fields as columns
from lms.imports.domain.values import totals
from lms.text.digits import ascii_digits

_SIGNATURES: Final = re.compile(
    "|".join(re.escape(columns.key(word)) for word in footer_names.SIGNATURES.split("|"))
)
DOTS: Final = re.compile(r"(?:\.\s?){5}|…{2}|_{4}")  # where somebody is to sign
_NO_NAME: Final = re.compile(r"[(].*[)]$")  # of those who sign
_NO_NAME_WITHIN: Final = re.compile(r"[\d:៖]")


def shape(number: str) -> str:
    """What numbers of one list have in common: the letters, and how many digits."""
    return re.sub(r"\d", "0", ascii_digits(number))


def digits(cell: str) -> str:
    """The digits of a cell, as far as a number of somebody goes."""
    return "".join(sign for sign in ascii_digits(cell) if sign.isdecimal())[:15]


def is_number(cell: str) -> bool:
    """Whether the number of somebody can stand in a cell: one with a digit, no day, no phone and no label."""
    if not digits(cell):
        return False
    if cell.isascii() and cell.replace("-", "").isalnum():  # as most are
        return True
    others = (signature_lines.is_dated, signature_lines.is_phone, signature_lines.is_label, is_signature)
    return not any(is_other(cell) for is_other in others)


def is_name(cell: str) -> bool:
    """Whether a cell can be a name: no word for a sum or for who signs, no digits, nothing in brackets."""
    text = ascii_digits(cell)
    return bool(text.strip()) and not (
        _NO_NAME_WITHIN.search(text)
        or _NO_NAME.match(text.strip())
        or DOTS.search(text)
        or totals.is_said(cell)
        or is_signature(cell)
    )


def is_signature(cell: str) -> bool:
    """Whether a cell holds a word of those who sign."""
    return bool(_SIGNATURES.search(columns.key(cell))) or signature_lines.is_name_with_role(cell)
