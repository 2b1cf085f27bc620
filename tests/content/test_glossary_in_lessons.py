"""A tap on a word in a real lesson explains what the word means there, not another thing of the same name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lms.config import CHECKOUT
from lms.content import check
from lms.content.lessons.blocks import Block
from lms.content.types.curriculum import Content
from lms.content.types.glossary import find_terms


@pytest.fixture(scope="module")
def library() -> Content:
    return check.load(CHECKOUT)


def texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        yield block.text
        yield from texts(block.children)


def marked(library: Content, language: str, term: str) -> Iterator[tuple[str, str]]:
    """Each place of a term in lessons and printable pieces: as it stands there, and what follows."""
    pages = [lesson.text(language).blocks for module in library.modules for lesson in module.lessons]
    pages += [handout.text(language).blocks for handout in library.handouts]
    for text in (text for blocks in pages for text in texts(blocks)):
        for found in find_terms(text, library.glossary, language):
            if found.term.id == term:
                yield text[found.start : found.end], text[found.end :]


@pytest.mark.parametrize(
    ("language", "form"),
    [("en", "channel"), ("en", "channels"), ("lo", "ຊ່ອງທາງ"), ("th", "ช่องทาง")],
)
def test_the_channel_for_reports_is_not_explained_as_a_radio_or_a_poster(
    library: Content, language: str, form: str
) -> None:
    assert form not in [word for word, _ in marked(library, language, "communication-channel")]


def test_pay_slips_are_not_explained_as_referral_slips(library: Content) -> None:
    assert "slips" not in [word for word, _ in marked(library, "en", "referral-slip")]


def test_a_husband_who_allows_something_is_not_explained_as_consent(library: Content) -> None:
    assert not [rest for _, rest in marked(library, "km", "informed-consent") if rest.startswith("ពីប្ដី")]
