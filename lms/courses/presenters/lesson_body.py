"""A lesson's blocks become the body of a page: labels in the reader's language, services of every Society."""

from __future__ import annotations

from collections.abc import Sequence

from flask import render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from lms import clock
from lms.content.lessons import html as markdown
from lms.content.lessons import table_cells
from lms.content.lessons.blocks import Block
from lms.content.lessons.conversation import Story
from lms.content.lessons.last_days import shown_on
from lms.content.types.curriculum import Module
from lms.courses.presenters import society


def body(
    module: Module,
    blocks: Sequence[Block],
    language: str,
    *,
    stories: Sequence[Story] = (),
    trainer: bool = False,
) -> Markup:
    """The HTML of a card or a guide in the page's language. Content is sanitised by `lms.content.lessons.html`."""
    html = markdown.render(
        shown_on(blocks, clock.today()),
        language=language,
        labels=labels(),
        local=lambda keys: _local(keys, language),
        address=lambda name: url_for("front.picture", module=module.id, name=name),
        trainer=trainer,
        stories=stories,
    )
    return Markup(table_cells.with_headings(html))


def labels() -> dict[str, str]:
    """What stands above each kind of block, and above what is older than its English text."""
    return {
        "key": _("Remember"),
        "safety": _("For everyone's safety"),
        "scenario": _("A story"),
        "choice": _("What if you …"),
        "better": _("Better"),
        "risky": _("Risky"),
        "activity": _("Do it"),
        "check": _("Ask yourself"),
        "answer": _("Show the answer"),
        "local": _("In your country"),
        "trainer": _("For the trainer"),
        "stale": _("The English text of this part has changed since it was translated."),
        "withheld": _(
            "This part is shown in English, because the translation is older than the English text."
        ),
        "untranslated": _("This part has not been translated yet. You see it in English."),
    }


def _local(keys: tuple[str, ...], language: str) -> str:
    return render_template("courses/local.html", societies=society.all_with(keys, language))
