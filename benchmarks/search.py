"""Search in the whole curriculum, all languages after one another; against a plain scan of the same texts.

The scan is the least that an answer could cost without an index: it finds half letters, misses other spellings,
ranks nothing and marks nothing.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Final

from benchmarks.processes import alternating
from benchmarks.table import Row, at_most
from lms.config import CHECKOUT
from lms.content import loader
from lms.search.domain.documents import Document, documents
from lms.search.domain.index import Index

_ROUNDS: Final = 5
_TIMES: Final = 20
# What people look for, in each language: a common word, a rare one, two words, and one that stands nowhere.
_LANGUAGES: Final = ("en", "km", "lo", "th")
_QUERIES: Final = (
    ("a common word", ("volunteer", "អ្នកស្ម័គ្រចិត្ត", "ອາສາສະໝັກ", "อาสาสมัคร")),
    ("a rare word", ("burnout", "កញ្ឆា", "ຢາເສບຕິດ", "หมดไฟ")),
    ("two words", ("listen child", "ស្ដាប់ កុមារ", "ຟັງ ເດັກ", "ฟัง เด็ก")),
    ("a mistyped word", ("volonter", "អ្នកស្មគ្រចិត", "ອາສາສະມັກກ", "อาสาสมคร")),
)


def measure() -> list[Row]:
    """Every figure of the search."""
    library = loader.load(CHECKOUT)
    shelves = [tuple(documents(library, language)) for language in _LANGUAGES]
    began = time.perf_counter()
    indexes = [Index(shelf) for shelf in shelves]
    built = (time.perf_counter() - began) * 1000
    rows = [_row(name, queries, shelves, indexes) for name, queries in _QUERIES]
    return [*rows, Row("index of all languages built, ms", built)]


def _row(
    name: str, queries: tuple[str, ...], shelves: list[tuple[Document, ...]], indexes: list[Index]
) -> Row:
    texts = [[text for document in shelf for text in _texts(document)] for shelf in shelves]

    def ours() -> None:
        for query, index in zip(queries, indexes, strict=True):
            index.find(query)

    def scan() -> None:
        for query, lines in zip(queries, texts, strict=True):
            [line for line in lines if query in line]

    what = f"{name} in all languages, ms (plain scan)"
    return Row(what, *alternating(_timed(ours), _timed(scan), _ROUNDS), at_most(20))


def _texts(document: Document) -> list[str]:
    return [passage.text for passage in (document.title, *document.also, *document.passages)]


def _timed(once: Callable[[], None]) -> Callable[[], float]:
    """A measurement: the median of several runs in milliseconds."""

    def measured() -> float:
        taken = []
        for _ in range(_TIMES):
            began = time.perf_counter()
            once()
            taken.append(time.perf_counter() - began)
        return statistics.median(taken) * 1000

    return measured
