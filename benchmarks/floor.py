"""The floor of a lesson on a phone ("f2"): the same text, its style inline, its font preloaded, and nothing else.

Made from the lesson as it is served, so that both say the same; headings, paragraphs and lists are kept.
"""

from __future__ import annotations

import shutil
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

from lms.config import CHECKOUT

_KEPT: Final = frozenset(
    {"h1", "h2", "h3", "h4", "p", "ul", "ol", "li", "dl", "dt", "dd", "strong", "em", "summary", "details"}
    | {"table", "thead", "tbody", "tr", "th", "td", "figcaption"}
)
_SILENT: Final = frozenset({"svg", "form", "nav", "script", "style"})
_STYLE: Final = (
    '@font-face{font-family:F;src:url(/floor.woff2) format("woff2");font-display:swap;unicode-range:U+1780-17FF}'
    "body{font:1.125rem/1.95 F,system-ui,sans-serif;max-width:44rem;margin:0 auto;padding:0 1rem}"
    "h1,h2,h3,h4{line-height:1.8}"
)


def write(folder: Path, lesson: str, font: str) -> None:
    """Write floor.html and floor.woff2 for a served `lesson` (HTML); `font` is a file name among the static ones."""
    reader = _Reader()
    reader.feed(lesson)
    (folder / "floor.html").write_text(
        '<!doctype html><html lang="km"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">'
        '<title>Floor</title><link rel="preload" href="/floor.woff2" as="font" type="font/woff2" crossorigin>'
        f"<style>{_STYLE}</style></head><body>{''.join(reader.written)}</body></html>",
        encoding="utf-8",
    )
    shutil.copy(CHECKOUT / "lms" / "static" / "fonts" / font, folder / "floor.woff2")


class _Reader(HTMLParser):
    """Takes the text of <main> with its plain elements, without attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.written: list[str] = []
        self._inside = False
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = self._inside or tag == "main"
        self._silent += tag in _SILENT
        self._write(f"<{tag}>", tag)

    def handle_endtag(self, tag: str) -> None:
        self._write(f"</{tag}>", tag)
        self._silent -= tag in _SILENT
        self._inside = self._inside and tag != "main"

    def handle_data(self, data: str) -> None:
        self._write(escape(data))

    def _write(self, text: str, tag: str = "p") -> None:
        if self._inside and not self._silent and tag in _KEPT:
            self.written.append(text)
