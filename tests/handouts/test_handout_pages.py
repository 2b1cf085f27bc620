"""What is printed of a piece: each language in full, nothing that asks to be tapped."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask

from lms import clock
from lms.content import registry
from lms.handouts.rendering.pages import printed
from tests.content.tree import Tree


def test_the_reader_gets_the_piece_in_their_language(app: Flask, tree: Tree) -> None:
    card = registry.current().handout("card")
    with app.test_request_context("/km/"):
        (khmer,) = printed(card, "km")
        (english,) = printed(card, "lo")
    assert (khmer.language, khmer.title, khmer.draft) == ("km", "ប័ណ្ណ", True)
    assert (english.language, english.draft) == ("en", False)


@pytest.mark.parametrize(
    ("reader", "order"), [("km", ["km", "en"]), ("en", ["en", "km"]), ("th", ["en", "km"])]
)
def test_a_piece_for_two_readers_is_printed_in_every_language(
    app: Flask, tree: Tree, reader: str, order: list[str]
) -> None:
    with app.test_request_context("/en/"):
        assert [one.language for one in printed(registry.current().handout("slip"), reader)] == order


def test_a_heading_stays_with_what_it_is_about(app: Flask, tree: Tree) -> None:
    with app.test_request_context("/en/"):
        (card,) = printed(registry.current().handout("card"), "en")
    first, listing, safety, local = card.parts
    assert first == "<p>Look first: see the list.</p>"
    assert listing.startswith("<h2>The list</h2>")
    assert "<li>Water</li>" in listing
    assert "Stay with" in safety
    assert "Who can help" in local


def test_a_line_stays_with_the_list_that_it_leads_in_and_a_last_heading_is_not_lost(
    app: Flask, tree: Tree
) -> None:
    tree.replace("curriculum/library/20-slip.md", "## Form", "Bring:\n\n- paper\n\n## Form")
    tree.write(
        "curriculum/library/20-slip.md",
        (tree.root / "curriculum/library/20-slip.md").read_text() + "\n## The end {#end}\n",
    )
    tree.remove("curriculum/translations/km/library/20-slip.md")
    registry.load(tree.root)
    with app.test_request_context("/en/"):
        (slip,) = printed(registry.current().handout("slip"), "en")
    assert [part.count("<") > 0 and part[:4] for part in slip.parts] == ["<p>B", "<h2>", "<h2>"]
    assert slip.parts[2] == "<h2>The end</h2>"


def test_a_paper_names_every_society_with_its_number_or_whom_to_ask(app: Flask, tree: Tree) -> None:
    def local() -> str:
        with app.test_request_context("/en/"):
            return printed(registry.current().handout("card"), "en")[0].parts[-1]

    with clock.frozen(datetime(2026, 4, 1, 5, tzinfo=UTC)):
        assert "<strong>117</strong> (checked on 1 March 2026)" in local()
        assert "Ask your branch" in local()  # nobody has named the focal point
        tree.replace("curriculum/library/10-card.md", "- police\n- branch-focal-point", "- police")
        tree.remove("curriculum/translations/km/library/10-card.md")
        registry.load(tree.root)
        assert "Ask your branch" not in local()
    with clock.frozen(datetime(2027, 4, 1, 5, tzinfo=UTC)):
        assert "117" not in local()
        assert "<strong>Cambodian Red Cross</strong>: Ask your branch" in local()
        assert "in danger go to the nearest hospital" in local()  # nobody has confirmed the police
        tree.replace("curriculum/library/10-card.md", "- police", "- legal-aid")
        registry.load(tree.root)
        assert "Ask your branch, or the person who leads your team." in local()
