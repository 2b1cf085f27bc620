"""A translated text beside its source: what has to be the same in both, and what is worth a second look. Pure.

Links, placeholders and English left standing are faults. Length and numbers are hints: languages differ in length,
and "two" may well be written 2.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from statistics import median

from lms.scripts.digits import ascii_digits

_LINK = re.compile(r"\]\(([^()\s]+)\)")
# What a program fills in: %(name)s of the catalogues, {name} of certificate wordings; not the {#id} of headings.
_PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|\{[a-z_]+\}")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_LATIN_RUN = re.compile(r"[A-Za-z][A-Za-z'’]*(?:[ ,;:]+[A-Za-z][A-Za-z'’]*)+")
_SENTENCE = 7  # words: names of organisations and terms in brackets are shorter, sentences seldom
_SHORT = 40  # characters of English below which a length says nothing
_SPELLED = 10  # the largest number that is often written as a word
_FAR = 1.9  # times the usual length of the language, or as far below it


def differences(source: str, translation: str) -> Iterator[str]:
    """What a translation has lost or added: links and placeholders, in whatever order they stand."""
    for what, pattern in (("link", _LINK), ("placeholder", _PLACEHOLDER)):
        theirs, ours = Counter(pattern.findall(source)), Counter(pattern.findall(translation))
        for lost in theirs - ours:
            yield f"the {what} `{lost}` of the source is missing"
        for added in ours - theirs:
            yield f"the {what} `{added}` is not in the source"


def english_left(translation: str) -> str | None:
    """The first run of English words that is long enough for a sentence, or None."""
    for run in _LATIN_RUN.finditer(translation):
        if len(re.findall(r"[A-Za-z'’]+", run[0])) >= _SENTENCE:
            return run[0]
    return None


def numbers_lost(source: str, translation: str) -> list[str]:
    """The figures of the source that the translation does not have, in any digits and any order.

    Small numbers are passed over: one language writes them as words where another uses figures. A figure more in
    the translation is no loss: Thai texts often give the Buddhist year beside the other one.
    """
    return sorted((_figures(source) - _figures(translation)).elements())


def _figures(text: str) -> Counter[str]:
    found = (number.replace(",", "") for number in _NUMBER.findall(ascii_digits(text)))
    return Counter(number for number in found if "." in number or int(number) > _SPELLED)


def length_outliers(pairs: Iterable[tuple[str, str]]) -> list[int]:
    """Positions of those pairs (source, translation) whose length is far from what is usual among them.

    Length is counted in characters; usual is the median of the ratios. Short sources are passed over.
    """
    ratios = {
        at: len(translation) / len(source)
        for at, (source, translation) in enumerate(pairs)
        if len(source) >= _SHORT
    }
    usual = median(ratios.values()) if ratios else 1.0
    return [at for at, ratio in ratios.items() if not usual / _FAR <= ratio <= usual * _FAR]
