"""The order of a dictionary in each language, as bytes that a database can sort by. Knows no columns."""

from functools import cache

import icu

from lms.text.normalise import for_storing


def sort_key(text: str, language: str) -> bytes:
    """Bytes that compare as the texts do in the language. Keys of two languages or two ICUs do not mix."""
    return _collator(language).getSortKey(for_storing(text))


@cache
def _collator(language: str) -> icu.Collator:
    return icu.Collator.createInstance(icu.Locale(language))
