"""Figures leave the page by themselves after their last day, in every language, and Noy is told in time."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.content import registry
from lms.content.checks.ending_figures import SOON, ending_figures
from lms.content.lessons import cards
from lms.content.lessons.blocks import parse
from lms.content.lessons.last_days import shown_on
from lms.content.types.curriculum import Content
from tests.records.history import day

TEXT = "Before.\n\nIn 2024 it was 40. {until=2026-12-31}\n\nAfter."


@pytest.mark.parametrize(
    ("today", "shown"),
    [("2026-12-31", ["Before.", "In 2024 it was 40.", "After."]), ("2027-01-01", ["Before.", "After."])],
)
def test_a_paragraph_is_shown_on_its_last_day_and_not_on_the_next(today: str, shown: list[str]) -> None:
    blocks, problems = parse("f.md", TEXT, 1, "en")
    assert problems == []
    assert [block.text for block in shown_on(blocks, date.fromisoformat(today))] == shown


@pytest.mark.parametrize(
    "text",
    [
        "In 2024 it was 40. {until=soon}",
        "In 2024 it was 40. {until=2026-13-01}",
        "- a list\n- with it {until=2026-12-31}",
        "/// key\n\nIn a block. {until=2026-12-31}\n\n///",
    ],
)
def test_noy_is_told_where_a_last_day_may_stand(text: str) -> None:
    _, problems = parse("f.md", text, 1, "en")
    (problem,) = problems
    assert "is not the last day of a paragraph" in problem.message
    assert "{until=2027-07-31}" in problem.hint


def with_figures(content: Content) -> list[tuple[str, str]]:
    """The module and the lesson of every paragraph with a last day."""
    return [
        (module.id, lesson.id)
        for module in content.modules
        for lesson in module.lessons
        for block in lesson.text("en").blocks
        if block.until
    ]


@pytest.mark.parametrize("language", ["en", "km", "lo", "th"])
def test_every_language_has_the_days_of_the_source_and_shows_no_mark(app: Flask, language: str) -> None:
    content = registry.current()
    assert len(with_figures(content)) >= 5
    for module in content.modules:
        for lesson in module.lessons:
            source, ours = (lesson.text(code).blocks for code in ("en", language))
            assert [block.until for block in ours] == [block.until for block in source], lesson.id
            assert not any("until=" in block.text for block in ours)


@pytest.mark.parametrize(("on", "is_there"), [("2026-12-31", True), ("2027-01-01", False)])
def test_the_page_of_a_lesson_loses_the_figure_by_itself(
    app: Flask, client: FlaskClient, on: str, *, is_there: bool
) -> None:
    with day(on):
        page = client.get("/km/modules/hiv/hiv-and-aids/").get_data(as_text=True)
    assert ("40.8" in page) is is_there
    assert "{until" not in page


def test_noy_reads_which_figures_have_left_and_which_leave_soon(app: Flask) -> None:
    content = registry.current()
    lines = [*ending_figures(content, date(2026, 12, 2))]
    assert any(
        line.startswith("modules/hiv/40-treatment.md:") and "left the page after" in line for line in lines
    )
    assert any(
        line.startswith("modules/hiv/10-") and "leaves the page after 2026-12-31" in line for line in lines
    )
    assert not any("864,114" in line for line in lines)
    assert SOON == 90


def test_no_card_is_left_empty_when_all_its_figures_have_gone(app: Flask) -> None:
    for module in registry.current().modules:
        for lesson in module.lessons:
            for card in cards.cut(lesson.text("en").blocks):
                left = shown_on(card, date(2100, 1, 1))
                assert any(block.kind != "heading" for block in left), (lesson.id, card[0].line)
