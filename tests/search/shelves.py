"""Small documents to look for words in, and the shown form of what was found."""

from __future__ import annotations

from collections.abc import Sequence

from lms.search.domain.documents import Document
from lms.search.domain.index import Answer, Found, Index
from lms.search.domain.passages import Passage
from lms.search.domain.snippets import Part


def lesson(name: str, title: str, *texts: str, language: str = "en") -> Document:
    """A lesson whose texts stand below the headings `one`, `two` and so on."""
    anchors = ("one", "two", "three", "four")
    passages = tuple(Passage(text, language, anchor) for text, anchor in zip(texts, anchors, strict=False))
    return Document("lesson", "pss", name, Passage(title, language), passages)


def shown(parts: Sequence[Part]) -> str:
    """The parts as one text with [marks]."""
    return "".join(f"[{part.text}]" if part.marked else part.text for part in parts)


def found(answer: Answer) -> Found:
    """The answer, which is one with results."""
    assert isinstance(answer, Found)
    return answer


def names(index: Index, query: str) -> list[str]:
    """The lessons that are found, the best first."""
    return [hit.document.name for hit in found(index.find(query)).hits]
