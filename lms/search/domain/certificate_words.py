"""Whether somebody looks for a certificate: by its words, or with the code that is printed on it. Pure."""

from __future__ import annotations

import re
from typing import Final

from lms.certificates.domain import codes
from lms.text.digits import ascii_digits
from lms.text.normalise import for_comparing

# What a certificate is called, in every language at once: whoever checks one may type in any of them.
_WORDS: Final = tuple(
    map(
        for_comparing,
        (
            *("certificate", "diploma", "verify", "qr code"),
            *("វិញ្ញាបនបត្រ", "វិញ្ញាបនប័ត្រ", "ផ្ទៀងផ្ទាត់"),
            *("ໃບຢັ້ງຢືນ", "ໃບປະກາດ", "ປະກາດສະນີຍະບັດ"),
            *("ใบประกาศ", "ประกาศนียบัตร", "ใบรับรอง", "วุฒิบัตร", "เกียรติบัตร"),
        ),
    )
)
_LONGEST: Final = 60  # characters: a longer text tells of something else
_GROUPED: Final = re.compile(r"[0-9A-Z]{4}[- ][0-9A-Z]{4}[- ][0-9A-Z]{4}")


def asks_for_certificate(query: str) -> bool:
    """Whether a certificate is named in what is searched for."""
    if len(query) > _LONGEST:
        return False
    key = for_comparing(query)
    return any(word in key for word in _WORDS)


def code_in(query: str) -> str | None:
    """The code of a certificate that was typed, as it is printed; also one with a slip, where it is written in groups.

    A word of twelve letters is a word.
    """
    typed = ascii_digits(query).strip().upper()
    if len(typed) > _LONGEST:
        return None
    mixed = any(one.isdigit() for one in typed) and any(one.isalpha() for one in typed)
    grouped = _GROUPED.fullmatch(typed) is not None
    code = codes.read_code(typed)
    if code is not None and (mixed or grouped):
        return codes.grouped(code)
    return typed.replace(" ", "-") if grouped and mixed else None
