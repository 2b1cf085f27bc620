"""A translated text beside its source: what has to be the same in both, and what is worth a second look. Pure.

Links, placeholders, strong words and English left standing are faults (figures: `figures`). Length is a hint:
languages differ in it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from statistics import median

_LINK = re.compile(r"\]\(([^()\s]+)\)")
# What a program fills in: %(name)s of the catalogues, {name} of certificate wordings; not the {#id} of headings.
_PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|\{[a-z_]+\}")
_STRONG = re.compile(r"\*\*(?=\S)(?:(?!\n\s*\n).)+?(?<=\S)\*\*", re.DOTALL)
_LATIN_RUN = re.compile(r"[A-Za-z][A-Za-z'’]*(?:[ ,;:]+[A-Za-z][A-Za-z'’]*)+")
_SENTENCE = 7  # words: names of organisations and terms in brackets are shorter, sentences seldom
_SHORT = 40  # characters of English below which a length says nothing
_LONG = 60  # letters of English above which a quarter says that something is missing
_LEAST_SHARE = 4  # the shortest translations that are right have more than half of the letters
_FAR = 1.9  # times the usual length of the language, or as far below it


def differences(source: str, translation: str) -> Iterator[str]:
    """What a translation has lost or added: links, placeholders and strong words, in any order."""
    for what, pattern in (("link", _LINK), ("placeholder", _PLACEHOLDER)):
        theirs, ours = Counter(pattern.findall(source)), Counter(pattern.findall(translation))
        for lost in theirs - ours:
            yield f"the {what} `{lost}` of the source is missing"
        for added in ours - theirs:
            yield f"the {what} `{added}` is not in the source"
    strong, kept = (len(_STRONG.findall(text)) for text in (source, translation))
    if strong != kept:
        yield f"the source has {strong} **strong** places, this has {kept}"


def english_left(translation: str) -> str | None:
    """The first run of English words that is long enough for a sentence, or None."""
    for run in _LATIN_RUN.finditer(translation):
        if len(re.findall(r"[A-Za-z'’]+", run[0])) >= _SENTENCE:
            return run[0]
    return None


def much_shorter(source: str, translation: str) -> bool:
    """Whether so little is said that a part may be missing. Letters are counted with the vowels above and below."""
    letters = _letters(source)
    return letters > _LONG and _letters(translation) * _LEAST_SHARE < letters


def _letters(text: str) -> int:
    return sum(1 for sign in text if unicodedata.category(sign)[0] in "LM")


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
