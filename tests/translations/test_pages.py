"""What readers and Noy the editor see of a small tree in which the English has changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from lms.config import CHECKOUT
from lms.content import approvals, registry
from tests.client import StrictClient
from tests.content.tree import SOCIETY, Tree
from tests.people import People

LOOK = "curriculum/modules/help/10-look.md"
PAGE = "modules/help/look/"


@pytest.fixture
def tree(app: Flask, tmp_path: Path) -> Iterator[Tree]:
    """The house opens on a small tree; the real content returns afterwards."""
    made = Tree(tmp_path)
    reopen(app, made.root)
    yield made
    reopen(app, CHECKOUT)


def reopen(app: Flask, root: Path) -> None:
    registry.load(root)
    app.extensions["sala.pages"].__init__()


def edit(app: Flask, tree: Tree, file: str, old: str, new: str) -> None:
    tree.replace(file, old, new)
    reopen(app, tree.root)


def text_of(client: StrictClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_a_stale_block_stands_under_a_note_and_a_fresh_page_has_none(
    app: Flask, client: StrictClient, tree: Tree
) -> None:
    assert 'class="older"' not in text_of(client, f"/km/{PAGE}")
    edit(app, tree, LOOK, "Be calm.", "Be calm. Breathe.")
    page = text_of(client, f"/km/{PAGE}")
    assert page.count('<div class="older"><p class="notice small">') == 1
    assert 'class="older"' not in text_of(client, f"/en/{PAGE}")


def test_a_stale_safety_block_is_shown_in_english_with_a_note(
    app: Flask, client: StrictClient, tree: Tree
) -> None:
    edit(app, tree, LOOK, "Stay with the person.", "Stay until help comes.")
    part = text_of(client, f"/km/{PAGE}").split('<div class="older" lang="en">')[1].split("</div>")[0]
    assert part.startswith('<p class="notice small" lang="km">')
    assert "Stay until help comes." in part


def test_title_and_objectives_carry_their_note(app: Flask, client: StrictClient, tree: Tree) -> None:
    edit(app, tree, LOOK, "title: Look and listen", "title: Look, then listen")
    edit(app, tree, LOOK, "Name two things to look for", "Name three things\n  - Sit still")
    edit(app, tree, "curriculum/modules/help/module.yaml", "How a volunteer helps.", "How to help.")
    page = text_of(client, f"/km/{PAGE}")
    assert page.count('<small class="soft" lang="km">') == 3
    assert '<li lang="en">Sit still <small class="soft" lang="km">' in page
    assert '<p><small class="soft" lang="km">' in text_of(client, "/km/modules/help/")


def approve(app: Flask, tree: Tree, digest: str) -> None:
    line = f'{{module: help, language: km, digest: "{digest}", on: "2026-01-31", by: Head of Training}}'
    tree.write("curriculum/societies/khm.yaml", f"{SOCIETY}approvals:\n  - {line}\n")
    reopen(app, tree.root)


def test_an_approved_module_says_by_whom_and_when_on_each_of_its_pages(
    app: Flask, client: StrictClient, tree: Tree
) -> None:
    library = registry.current()
    approve(app, tree, approvals.digest_of(library.module("help"), library.pools["help"], "km"))
    for address in ("/km/modules/help/", f"/km/{PAGE}"):
        note = text_of(client, address).split('<p class="banner good">')[1].split("</p>")[0]
        assert "កាកបាទក្រហមកម្ពុជា" in note
    assert "banner good" not in text_of(client, "/en/modules/help/")


def test_a_module_that_changed_since_says_so(
    app: Flask, client: StrictClient, people: People, tree: Tree
) -> None:
    approve(app, tree, "0123456789abcdef")
    page = text_of(client, "/km/modules/help/")
    assert "banner good" not in page
    assert "កាកបាទក្រហមកម្ពុជា" in page
    client.sign_in("KH-1300")
    said = "Changed since it was approved by the Cambodian Red Cross, 31 January 2026."
    assert said in text_of(client, "/en/translations/help/km/")
    assert said in text_of(client, "/en/translations/")


def test_noy_finds_the_translations_from_her_own_page_and_sokha_is_offered_none(
    client: StrictClient, people: People
) -> None:
    client.sign_in("KH-1001")
    assert "/en/translations/" not in text_of(client, "/en/me/")
    noy = StrictClient(client.application, client.application.response_class)
    noy.sign_in("KH-1300")
    assert 'href="/en/translations/"' in text_of(noy, "/en/me/")


def test_noy_sees_old_and_new_english_side_by_side_with_the_words_that_changed(
    app: Flask, client: StrictClient, people: People, tree: Tree
) -> None:
    client.sign_in("KH-1300")
    edit(app, tree, LOOK, "Sokha waits.", 'Sokha sits & "waits" &lt;b&gt;.')
    assert 'href="/en/translations/help/km/"' in text_of(client, "/en/translations/")
    page = text_of(client, "/en/translations/help/km/")
    assert "<del>waits.</del>" in page
    assert "<ins>sits &amp; &#34;waits&#34; &amp;lt;b&amp;gt;.</ins>" in page
    assert "curriculum/translations/km/modules/help/10-look.md" in page
    assert "translations stamp km help --file modules/help/10-look.md --unit blocks/5" in page
    assert "Part 5: old" in page


def test_noy_sees_what_is_missing_unknown_or_no_longer_needed(
    app: Flask, client: StrictClient, people: People, tree: Tree
) -> None:
    client.sign_in("KH-1300")
    edit(app, tree, LOOK, "> A quote.\n", "")
    page = text_of(client, "/en/translations/help/km/")
    assert "Objective 1: missing" in page
    assert "Question help-002: missing" in page
    assert "No longer in the English text: take it out of the translation" in page
    tree.replace(LOOK, "| Shaking | Fear |\n", "| Shaking | Fear |\n\n> A quote.\n")
    tree.forget()
    reopen(app, tree.root)
    page = text_of(client, "/en/translations/help/km/")
    assert "Nobody noted from which English text it was translated." in page
    for name in ("Title", "Summary", "Who it is for", "Part 1", "Question help-001"):
        assert f"{name}: old" in page


def test_noy_sees_what_belongs_to_no_module_apart(
    app: Flask, client: StrictClient, people: People, tree: Tree
) -> None:
    client.sign_in("KH-1300")
    edit(app, tree, "curriculum/societies/khm.yaml", "name: Cambodian", "name: The Cambodian")
    page = text_of(client, "/en/translations/km/")
    assert "translations stamp km --file societies/khm.yaml --unit name" in page


@pytest.mark.parametrize("address", ["/en/translations/pss/en/", "/en/translations/none/km/"])
def test_only_modules_and_languages_that_exist_have_a_page(
    client: StrictClient, people: People, address: str
) -> None:
    client.sign_in("KH-1300")
    assert client.get(address).status_code == 404
