"""The order of a dictionary in each language, as bytes that a database can sort by. Knows no columns."""

import re
from functools import cache
from typing import Final

import icu

from lms.text.normalise import for_storing
from lms.text.writing_systems import WRITINGS

_SCRIPTS: Final = [(writing.language, re.compile(f"[{writing.block}]")) for writing in WRITINGS]


def sort_key(text: str, language: str) -> bytes:
    """Bytes that compare as the texts do in the language. Keys of two languages or two ICUs do not mix."""
    return _collator(language).getSortKey(for_storing(text))


def sort_key_of_name(name: str, language: str) -> bytes:
    """The same of a name in a list of people who speak several languages.

    Names of one script stand together, in the order of the language that is written in it, whoever has them: somebody
    with a Thai name who reads Lao is looked for among the Thai names, and not between Lao ones.
    """
    first = next(filter(str.isalpha, for_storing(name)), "")
    for place, (own, letters) in enumerate(_SCRIPTS, 1):
        if letters.match(first):
            key = sort_key(name, own)
            # In its own language each script comes first: by its place two of them do not fall between each other.
            return key[:1] + bytes([place]) + key[1:]
    return sort_key(name, language)


@cache
def _collator(language: str) -> icu.Collator:
    return icu.Collator.createInstance(icu.Locale(language))
