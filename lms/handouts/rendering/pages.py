"""What is printed of a piece in each language: its blocks as HTML, cut where a page may end. Knows no paper.

On paper nothing is tapped: ids and links inside the piece are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import render_template
from flask_babel import force_locale

from lms import clock
from lms.content import registry
from lms.content.lessons import html as markdown
from lms.content.lessons.blocks import Block
from lms.content.lessons.last_days import shown_on
from lms.content.types.handouts import Handout, HandoutText
from lms.courses.presenters import lesson_body, society
from lms.courses.presenters.society import SocietyRow

_ID = re.compile(r' id="[^"]*"')
_LED_IN = ("bullets", "numbers", "table")
_INNER_LINK = re.compile(r'<a href="#[^"]*"[^>]*>(.*?)</a>', re.DOTALL)


@dataclass(frozen=True)
class Printed:
    """A piece in one language. `parts` are HTML that stays together each; `draft` until somebody reviewed it; its
    lists get boxes where it is `ticked`.
    """

    title: str
    language: str
    draft: bool
    parts: tuple[str, ...]
    ticked: bool = False


def printed(handout: Handout, language: str) -> tuple[Printed, ...]:
    """The piece in the reader's language, or in every language that it has, the reader's first."""
    text = handout.text(language)
    texts = {text.language: text}
    if handout.together:
        for other in registry.current().languages:
            texts.setdefault(handout.text(other.code).language, handout.text(other.code))
    return tuple(_printed(one, ticked=handout.ticked) for one in texts.values())


def _printed(text: HandoutText, *, ticked: bool) -> Printed:
    # A paper is in its own language throughout, whatever page it was asked for on.
    with force_locale(text.language):
        parts = tuple(_html(run, text.language) for run in _runs(text.blocks))
    return Printed(text.title, text.language, text.status == "draft", parts, ticked)


def _runs(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Each block alone, but a heading with what follows it, and a line that leads in a list or a table with that."""
    run: list[Block] = []
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        run.append(block)
        leads_in = block.kind == "paragraph" and following is not None and following.kind in _LED_IN
        if block.kind != "heading" and not leads_in:
            yield run
            run = []
    if run:
        yield run


def _html(blocks: Sequence[Block], language: str) -> str:
    html = markdown.render(
        shown_on(blocks, clock.today()),
        language=language,
        labels=lesson_body.labels(),
        local=lambda keys: _local(keys, language),
        address=str,
    )
    return _INNER_LINK.sub(r"\1", _ID.sub("", html))


def _local(keys: tuple[str, ...], language: str) -> str:
    rows = society.all_with(keys, language)
    return render_template(
        "handouts/services.html",
        societies=rows,
        # On a small paper what nobody has confirmed is one line, not one a Society.
        asked=[row for row in rows if not _all_shown(row)],
        danger=any(one.helps_in_danger and not one.shown for row in rows for one in row.services),
        reporting=any(row.hides_a_way_to_report for row in rows),
        language=language,
    )


def _all_shown(row: SocietyRow) -> bool:
    return bool(row.services) and all(service.shown for service in row.services)
