"""From a piece to paper: as large as fits its pages, one piece a page or as many as an A4 sheet holds.

An A4 sheet is cut into four A6 or two A5. All copies on a side are alike, so both sides of a sheet fit each other
however a printer turns it. Knows no content files, no rows and no addresses.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias

from flask import render_template
from flask_babel import force_locale

from lms import pdf
from lms.content import registry
from lms.content.types.handouts import Format
from lms.content.whole_words import whole_words
from lms.handouts.rendering.pages import Printed

Layout: TypeAlias = Literal["single", "sheet"]

COPIES: Final[dict[Format, int]] = {"A5": 2, "A6": 4}
MOST_PAGES: Final = 2  # front and back
_FOLDER = Path(__file__).parent.parent.parent / "templates" / "handouts"
_SHEET = _FOLDER / "paper.css"
# Points, the largest first. Below the last nobody reads Khmer or Lao at arm's length.
_SIZES: Final[dict[Format, tuple[float, ...]]] = {
    "A5": (11, 10.5, 10, 9.5, 9, 8.5, 8, 7.5, 7),
    "A6": (10.5, 10, 9.5, 9, 8.5, 8, 7.5, 7, 6.5, 6),
}


@dataclass(frozen=True)
class _Side:
    """One page of a piece in one language: what stands on it, in type of `size` points."""

    piece: Printed
    size: float
    parts: tuple[str, ...]
    number: int
    count: int


def digest(pieces: Sequence[Printed], paper: Format, layout: Layout) -> str:
    """A digest of everything that a paper is made of, this module and its templates included."""
    content = json.dumps([asdict(piece) for piece in pieces] + [paper, layout])
    made = hashlib.sha256(content.encode())
    for path in (Path(__file__), *sorted(_FOLDER.iterdir())):
        made.update(path.read_bytes())
    return made.hexdigest()[:16]


def draw(pieces: Sequence[Printed], paper: Format, layout: Layout) -> bytes:
    """The PDF. Raises PdfBrokenError if a part is larger than its paper in the smallest type."""
    sides = [side for piece in pieces for side in _sides(piece, paper)]
    html = _filled("paper.html", pieces[0], sides=sides, paper=paper, copies=_copies(paper, layout))
    return pdf.render(html, stylesheets=[_SHEET], folder=_FOLDER, whole=whole_words(registry.current()))


def _copies(paper: Format, layout: Layout) -> int:
    return COPIES[paper] if layout == "sheet" else 1


def _sides(piece: Printed, paper: Format) -> list[_Side]:
    """The pages of a piece in the largest type in which it has two, or else in the smallest there is."""
    fitting: tuple[float, list[list[str]]] | None = None
    for size in _SIZES[paper]:
        pages = _pages(piece, paper, size)
        if pages is not None:
            fitting = size, pages
            if len(pages) <= MOST_PAGES:
                break
    if fitting is None:
        raise pdf.PdfBrokenError(f"a part of “{piece.title}” is larger than {paper}")
    size, pages = fitting
    return [
        _Side(piece, size, tuple(parts), number, len(pages)) for number, parts in enumerate(pages, start=1)
    ]


def _pages(piece: Printed, paper: Format, size: float) -> list[list[str]] | None:
    """Which parts stand on which page in this type; None if one of them does not fit on a page."""
    html = _filled("measure.html", piece, parts=piece.parts, size=size, paper=paper)
    document = pdf.lay_out(html, stylesheets=[_SHEET], folder=_FOLDER, whole=whole_words(registry.current()))
    pages = [sorted(int(name.removeprefix("p")) for name in page.anchors) for page in document.pages]
    if sum(map(len, pages)) > len(piece.parts):  # a part that was cut stands on both its pages
        return None
    return [[piece.parts[number] for number in page] for page in pages]


def _filled(template: str, piece: Printed, **values: object) -> str:
    with force_locale(piece.language):
        return render_template(
            f"handouts/{template}", piece=piece, title=piece.title, language=piece.language, **values
        )
