"""The shelf of printable pieces, each piece on the screen, and its papers."""

from __future__ import annotations

import pytest

from lms.config import Settings
from lms.content import registry
from tests.client import StrictClient
from tests.content.tree import Tree
from tests.pdfs import text_of

CARD_PDF = "/km/library/card.pdf"


def test_sokha_finds_the_pieces_with_what_they_are_for(client: StrictClient, tree: Tree) -> None:
    page = client.get("/km/library/").get_data(as_text=True)
    assert 'href="/km/library/card/"' in page
    assert "អ្វីដែលត្រូវធ្វើមុន។" in page
    assert page.index("/library/card/") < page.index("/library/slip/")


def test_a_shelf_with_nothing_on_it_says_so(client: StrictClient, tree: Tree) -> None:
    for name in ("library/10-card.md", "library/20-slip.md"):
        tree.remove(f"curriculum/{name}")
        tree.remove(f"curriculum/translations/km/{name}")
    registry.load(tree.root)
    assert "There is nothing to print yet." in client.get("/en/library/").get_data(as_text=True)


def test_sokha_reads_a_piece_and_finds_its_papers(client: StrictClient, tree: Tree) -> None:
    page = client.get("/km/library/card/").get_data(as_text=True)
    assert "នៅជាមួយគាត់។" in page
    assert 'href="/km/library/card.pdf"' in page
    assert 'href="/km/library/card-two-up.pdf"' in page
    assert 'href="/km/modules/help/"' in page
    assert "World Health Organization" in page
    slip = client.get("/en/library/slip/").get_data(as_text=True)
    assert "in every language" in slip
    assert "Sources" not in slip


def test_the_words_of_a_piece_are_explained_too(client: StrictClient, tree: Tree) -> None:
    tree.write(
        "curriculum/glossary.yaml",
        "groups: {all: All}\nterms: {water: {group: all, explain: It is drunk., words: {en: {text: water}}}}\n",
    )
    registry.load(tree.root)
    page = client.get("/en/library/card/").get_data(as_text=True)
    assert '<a class="term" id="t-water" href="#w-water">Water</a>' in page
    assert "Words on this page" in page


@pytest.mark.parametrize("address", ["library/none/", "library/none.pdf", "library/none-two-up.pdf"])
def test_a_piece_that_is_not_there_is_not_found(client: StrictClient, tree: Tree, address: str) -> None:
    assert client.get(f"/en/{address}").status_code == 404


def test_a_paper_is_drawn_once_and_then_kept(client: StrictClient, tree: Tree, settings: Settings) -> None:
    first = client.get(CARD_PDF)
    assert first.mimetype == "application/pdf"
    assert first.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert 'inline; filename="card-km.pdf"' in first.headers["Content-Disposition"]
    assert "នៅជាមួយគាត់។" in text_of(first.data)
    (kept,) = (settings.instance / "handouts").iterdir()
    kept.write_bytes(b"kept")
    assert client.get(CARD_PDF).data == b"kept"
    assert client.get(CARD_PDF, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_a_changed_piece_is_drawn_anew(client: StrictClient, tree: Tree, settings: Settings) -> None:
    before = client.get("/en/library/card.pdf")
    tree.replace("curriculum/library/10-card.md", "Look first", "Look around first")
    registry.load(tree.root)
    after = client.get("/en/library/card.pdf", headers={"If-None-Match": before.headers["ETag"]})
    assert "Look around first" in text_of(after.data)
    assert len(list((settings.instance / "handouts").iterdir())) == 1


def test_a_sheet_holds_four_cards_and_a_slip_speaks_both_languages(client: StrictClient, tree: Tree) -> None:
    assert text_of(client.get("/en/library/card-two-up.pdf").data).count("Look first") == 4
    slip = text_of(client.get("/km/library/slip.pdf").data)
    assert slip.index("សរសេរដោយដៃ") < slip.index("Write by hand")
    assert "Draft" not in slip
