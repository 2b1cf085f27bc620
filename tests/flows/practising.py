"""Practice in a browser: answer the question in sight, right or wrong, by what stands on the page."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from lms.config import CHECKOUT
from lms.content import check
from lms.content.types.questions import (
    MatchingPairs,
    MultipleChoice,
    Numeric,
    Ordering,
    SingleChoice,
    TrueFalse,
)


def choose(page: Page, *, right: bool) -> None:
    """Choose the right answer, or a whole one that is not right."""
    module, item = page.url.split("?")[0].rstrip("/").split("/")[-2:]
    question = check.load(CHECKOUT).pools[module].question(item)
    said = {part: text.text for part, text in question.text(page.url.split("/")[3]).parts.items()}
    match question:
        case SingleChoice():
            tick(page, said[question.right if right else other(question.options, question.right)])
        case MultipleChoice():
            wrong = [part for part in question.options if part not in question.right]
            chosen = [*question.right] if right else [*wrong, *question.right][: len(question.right)]
            for part in chosen:
                tick(page, said[part])
        case TrueFalse():
            truth = "true" if question.answer == right else "false"
            page.locator(f"label.choice input[value={truth}]").check()
            tick(page, said[question.right_reason])
        case Ordering():
            steps = question.steps if right else question.steps[::-1]
            for place, part in enumerate(steps, start=1):
                label_of(page, said[part]).locator("select").select_option(str(place))
        case Numeric(answer=answer, tolerance=tolerance):
            page.locator("fieldset input[type=text]").fill(str(answer if right else answer + tolerance + 1))
        case MatchingPairs():
            for stem, fits in question.fits.items():
                fit = fits if right else other(question.answers, fits)
                label_of(page, said[stem]).locator("select").select_option(label=said[fit])


def other(parts: tuple[str, ...], right: str) -> str:
    return next(part for part in parts if part != right)


def tick(page: Page, text: str) -> None:
    label_of(page, text).locator("input").check()


def label_of(page: Page, text: str) -> Locator:
    """The answer with this text; what keeps its words whole is no part of it."""
    labels = page.locator("label.choice")
    place = labels.evaluate_all(
        """(all, text) => {
          const bare = words => words.replace(/[\\s\\u2060]+/g, ' ').trim();
          return all.findIndex(one => bare(one.querySelector('span').textContent) === bare(text));
        }""",
        text,
    )
    assert place >= 0, f"{text} is no answer of {page.url}"
    return labels.nth(place)
