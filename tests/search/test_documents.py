"""What there is to find: every page with words for volunteers, in the language of the reader."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml

from lms.content import loader
from lms.content.lessons.blocks import Block
from lms.content.types.curriculum import Content
from lms.content.types.glossary import Glossary, Term, Word
from lms.content.types.handouts import Handout, HandoutText
from lms.content.types.societies import NamedText
from lms.search.domain.documents import Document, documents
from lms.search.domain.index import Index
from lms.search.domain.passages import Passage
from tests.content.test_load_cases import a_case
from tests.content.tree import Tree
from tests.search.shelves import found, shown

TERM = Term(
    id="consent",
    group="protection",
    marked=True,
    words={
        "en": Word("consent", ("consent", "consents"), "en", None),
        "km": Word("ការយល់ព្រម", ("យល់ព្រម",), "km", "high"),
    },
    explanations={"en": NamedText("A yes that is free.", "en", "source")},
)
CARD = HandoutText(
    title="Five sentences",
    summary="How to ask.",
    blocks=(
        Block("key", "", 1, "en", children=(Block("paragraph", "May I write **this** down?", 2, "en"),)),
    ),
    language="en",
    status="source",
)
HANDOUT = Handout("10-five", "five", 1, "A6", (), None, together=False, texts={"en": CARD})


@pytest.fixture
def library(tree: Tree) -> Content:
    """The small tree of the content tests, with a term and a pocket card."""
    read = loader.load(tree.root)
    return replace(read, glossary=Glossary((), (TERM,)), handouts=(HANDOUT,))


def one(library: Content, name: str, language: str) -> Document:
    (document,) = (each for each in documents(library, language) if each.name == name)
    return document


def test_modules_lessons_terms_and_cards_can_be_found_and_no_trainer_notes(library: Content) -> None:
    kinds = [(document.kind, document.module, document.name) for document in documents(library, "en")]
    assert kinds == [
        ("module", "help", ""),
        ("lesson", "help", "look"),
        ("lesson", "help", "link"),
        ("term", "", "consent"),
        ("handout", "", "five"),
    ]
    texts = [passage.text for document in documents(library, "en") for passage in document.passages]
    assert not any("Bring paper" in text or "Plan the day" in text for text in texts)
    assert not any("What first?" in text and "Run" in text for text in texts)


def test_a_case_is_found_by_how_it_begins_and_never_by_a_step(tree: Tree, library: Content) -> None:
    tree.write("curriculum/cases/at-the-well.yaml", yaml.safe_dump(a_case() | {"lesson": "help/10-look"}))
    cases = replace(library, cases=loader.load(tree.root).cases)
    found = one(cases, "at-the-well", "km")
    assert (found.kind, found.module, found.title) == ("case", "help", Passage("At the well", "en"))
    assert [passage.text for passage in found.passages] == ["A woman comes with two buckets."]


def test_a_reader_of_khmer_finds_khmer_and_english_where_there_is_no_translation(library: Content) -> None:
    assert one(library, "look", "km").title == Passage("សង្កេត និងស្ដាប់", "km")
    assert one(library, "link", "km").title == Passage("Link", "en")


def test_objectives_and_services_of_the_societies_are_searched(library: Content) -> None:
    passages = one(library, "look", "km").passages
    assert Passage("នគរបាល", "km", "what-helps", aside=True) in passages
    assert Passage("Child helpline", "en", "what-helps", aside=True) in passages
    assert passages[-1] == Passage("បង្ហាញរបៀបស្ដាប់", "km")


def test_a_service_that_no_society_has_is_left_out(library: Content) -> None:
    without = replace(library, societies={"khm": replace(library.societies["khm"], services=())})
    assert Passage("នគរបាល", "km", "what-helps", aside=True) not in one(without, "look", "km").passages


def test_a_term_is_found_by_its_forms_and_by_its_english_word(library: Content) -> None:
    index = Index(documents(library, "km"))
    for query in ("ការយល់ព្រម", "យល់ព្រម", "consents", "free"):
        (hit,) = found(index.find(query)).hits
        assert (hit.document.kind, hit.document.name) == ("term", "consent")
    assert [name.text for name in one(library, "consent", "en").also] == ["consents"]
    assert [name.text for name in one(library, "consent", "km").also] == ["យល់ព្រម", "consent", "consents"]


def test_a_term_shows_its_explanation_whatever_it_was_found_by(library: Content) -> None:
    index = Index(documents(library, "km"))
    for query in ("ការយល់ព្រម", "consents"):
        (hit,) = found(index.find(query)).hits
        assert shown(hit.snippet) == "A yes that is free."
    assert [document.name for document in found(index.find("consnt")).similar] == ["consent"]


def test_a_pocket_card_is_found_by_what_is_printed_on_it(library: Content) -> None:
    (hit,) = found(Index(documents(library, "km")).find("write this")).hits
    assert (hit.document.name, shown(hit.snippet)) == ("five", "May I [write] [this] down?")
