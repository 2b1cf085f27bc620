"""The page of a lesson as cards: what stands on which, before any style or script."""

from __future__ import annotations

import re

import pytest

from lms.content import registry
from tests.client import StrictClient

LESSON = "/en/modules/pss/look-listen-link/"


def cards_of(client: StrictClient, address: str) -> list[str]:
    answer = client.get(address)
    assert answer.status_code == 200
    article = answer.get_data(as_text=True).split("<article")[1].split("</article>")[0]
    return re.split(r'<section class="c"', article)[1:]


def test_the_first_card_says_where_and_why_and_the_last_one_ends_the_lesson(client: StrictClient) -> None:
    first, *between, last = cards_of(client, LESSON)
    assert first.index("20.svg") < first.index("<h1>") < first.index("After this lesson you can")
    assert "<summary>After this lesson you can</summary>" in first
    assert 'href="#all"' in first
    assert "<summary>Sources</summary>" in last
    assert 'action="/en/me/lessons/pss/look-listen-link/"' in last
    assert 'rel="next" href="/en/modules/pss/listening/"' in last
    for card in between:
        assert "<h1" not in card
        assert "<form" not in card
        assert "Sources" not in card


def test_each_card_leads_to_the_one_before_and_the_one_after_and_out_to_the_module(
    client: StrictClient,
) -> None:
    cards = cards_of(client, LESSON)
    assert len(cards) == 6
    for number, card in enumerate(cards, start=1):
        steps = re.findall(r'class="button [a-z]+ step" href="#c(\d)"', card)
        assert steps == [str(step) for step in (number - 1, number + 1) if 1 <= step <= len(cards)]
        assert card.count('href="/en/modules/pss/"') == 1
        assert f'id="c{number}" tabindex="-1" aria-label="{number}/6: ' in card


def test_a_card_is_announced_by_its_heading(client: StrictClient) -> None:
    names = [re.findall('aria-label="([^"]+)"', card)[0] for card in cards_of(client, LESSON)]
    assert names == [
        "1/6: Psychological first aid: Look, Listen, Link",
        "2/6: Prepare, three steps, and an end",
        "3/6: Linking",
        "4/6: When grief comes: missing, dead, not known",
        "5/6: “Leave me alone”",
        "6/6: Under which heading?",
    ]
    assert re.findall('aria-label="([^"]+)"', cards_of(client, "/en/modules/pss/caring-for-volunteers/")[-1])[
        0
    ] == ("6/6: Remember")


def test_a_word_is_explained_on_the_card_where_it_stands_first(client: StrictClient) -> None:
    seen: set[str] = set()
    for card in cards_of(client, "/km/modules/hiv/testing/"):
        marked, explained = re.findall(' id="t-([^"]+)"', card), re.findall(' id="w-([^"]+)"', card)
        assert marked == explained
        assert not seen & set(marked)
        seen |= set(marked)
    assert len(seen) > 3


@pytest.mark.parametrize("language", ["en", "km", "lo", "th"])
def test_links_into_a_lesson_lead_to_a_card(client: StrictClient, language: str) -> None:
    """Ids of headings, as the search and everyday words name them, stand inside the cards of every lesson."""
    for said in registry.current().everyday:
        for lead in said.leads:
            module, lesson = registry.current().lesson(lead.lesson)
            cards = cards_of(client, f"/{language}/modules/{module.id}/{lesson.slug}/")
            if lead.anchor:
                assert sum(f'id="{lead.anchor}"' in card for card in cards) == 1


def test_dara_answers_with_his_face_what_malee_says(client: StrictClient) -> None:
    """The story stands on a card of its own; who speaks is one file for all moods and lessons."""
    story = cards_of(client, LESSON)[4]
    assert re.findall(r'src="/pictures/world/people.svg\?v=[0-9a-f]{8}#([a-z-]+)" alt=""', story) == [
        *("samnang-hurt", "samnang-worried", "samnang-calm", "samnang-worried"),
    ]
    assert story.count('<details class="choice" name="s1">') == 3
    assert [word.split("<")[0] for word in story.split('<p class="label">')[3:]] == [
        *("✕ Risky", "✓ Better", "✕ Risky"),
    ]
    assert "people.svg" not in "".join(cards_of(client, "/en/modules/hiv/testing/"))


@pytest.mark.parametrize("language", ["en", "km", "lo", "th"])
def test_the_picture_above_a_lesson_says_what_it_shows(client: StrictClient, language: str) -> None:
    for module in registry.current().modules:
        for lesson in module.lessons:
            said = lesson.text(language).scene_words
            assert said
            assert language == "en" or said != lesson.text("en").scene_words
    first = cards_of(client, f"/{language}/modules/pss/look-listen-link/")[0]
    words = registry.current().module("pss").lesson("20-look-listen-link").text(language).scene_words
    assert f'alt="{words}"' in first
