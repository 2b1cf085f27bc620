"""HTML in, PDF/A-3a out: our own fonts, lines broken where a script allows it, text that can be copied right.

The same input gives the same bytes on every machine. WeasyPrint is imported when the first PDF is made: it
costs a second and many megabytes. Knows no certificates, no people and no web.
"""

from __future__ import annotations

import atexit
import hashlib
import logging
import os
import re
import threading
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from lms.errors import SalaError
from lms.text.graphemes import clusters
from lms.text.line_breaks import with_break_opportunities
from lms.text.normalise import for_storing
from lms.text.whole_words import WholeWords
from lms.text.writing_systems import WRITINGS, ZERO_WIDTH_SPACE

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from weasyprint import CSS, Attachment, Document
    from weasyprint.draw.text import Drawer, Stream, TextBox
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

FONTS: Final = Path(__file__).parent / "fonts"
_VARIANT: Final = "pdf/a-3a"  # tagged, archived, "a": the text can be read out; scripts.md section 9
_WEIGHTS: Final = {"Regular": 400, "Bold": 700}
_OUR_SCRIPTS = re.compile(f"[{''.join(writing.block for writing in WRITINGS)}]")
_IMAGE = re.compile(r"data:image/(svg\+xml|png)[;,]")
_SILENT = frozenset({"style", "script", "title", "svg"})  # elements whose text is not laid out in lines

_LONGEST_WHOLE: Final = 10  # letters with their signs
_NOWHERE: Final = 1 << 62  # behind the end of every text

# Pango and FreeType are not made for several threads on one set of fonts.
_one_at_a_time = threading.Lock()


class PdfBrokenError(SalaError):
    """A PDF would not be right: a missing glyph, an unknown style, a file that may not be opened."""


@dataclass(frozen=True)
class AttachedFile:
    """A text that lies in a PDF as a file of its own. `made` is its date."""

    name: str
    description: str
    text: str
    made: datetime


def render(
    html: str,
    *,
    stylesheets: Sequence[Path],
    folder: Path,
    whole: WholeWords | None = None,
    attached: Sequence[AttachedFile] = (),
) -> bytes:
    """The PDF of a page with `<html lang>` and `<title>`; its date is `<meta name="dcterms.created">`.

    Pictures and style sheets are files of `folder` or below; pictures may also be `data:` addresses; nothing
    else is opened. No line of Khmer or Lao ends inside a word of `whole`; Thai lines are broken by Pango, which takes
    no such list. Raises PdfBrokenError on whatever WeasyPrint would only have warned of.
    """
    sheets = [(path, path.stat().st_mtime_ns) for path in stylesheets]
    with _one_at_a_time, _complaints() as complaints:
        document = _laid_out(html, sheets, folder, whole)
        pdf = document.write_pdf(
            pdf_variant=_VARIANT,
            pdf_identifier=_identifier(html, stylesheets, attached),
            attachments=_attachments(attached),
        )
    if complaints:
        raise PdfBrokenError("; ".join(dict.fromkeys(complaints)))
    return pdf


def lay_out(
    html: str, *, stylesheets: Sequence[Path], folder: Path, whole: WholeWords | None = None
) -> Document:
    """The page as boxes with sizes, for checks of a design. As `render`, but without a PDF."""
    sheets = [(path, path.stat().st_mtime_ns) for path in stylesheets]
    with _one_at_a_time:
        return _laid_out(html, sheets, folder, whole)


def bound(documents: Sequence[Document], *, title: str, identifier: str) -> bytes:
    """One PDF of several documents that were laid out, at least one, in their order.

    `identifier` tells it from every other PDF. Raises as `render`.
    """
    with _one_at_a_time, _complaints() as complaints:
        whole = documents[0].copy([page for document in documents for page in document.pages])
        whole.metadata = copy(whole.metadata)
        whole.metadata.title = title  # not the name of the first person
        pdf = whole.write_pdf(pdf_variant=_VARIANT, pdf_identifier=identifier.encode())
    if complaints:
        raise PdfBrokenError("; ".join(dict.fromkeys(complaints)))
    return pdf


def _laid_out(
    html: str, sheets: Sequence[tuple[Path, int]], folder: Path, whole: WholeWords | None
) -> Document:
    press = _press()
    from weasyprint import HTML

    page = HTML(string=html, base_url=f"{folder.as_uri()}/", url_fetcher=_fetcher(folder))
    _mark_breaks(page.etree_element, "en", whole)
    styles = [press.faces, *(_sheet(path, changed, folder) for path, changed in sheets)]
    return page.render(font_config=press.fonts, stylesheets=styles, pdf_variant=_VARIANT)


def _attachments(attached: Sequence[AttachedFile]) -> list[Attachment]:
    from weasyprint import Attachment

    return [
        Attachment(
            string=one.text,
            name=one.name,
            description=one.description,
            relationship="Data",
            created=one.made,
            modified=one.made,
        )
        for one in attached
    ]


def _identifier(html: str, stylesheets: Sequence[Path], attached: Sequence[AttachedFile]) -> bytes:
    # Every PDF has an identifier; a random one would make each drawing of one certificate another file.
    digest = hashlib.sha256(html.encode())
    for path in stylesheets:
        digest.update(path.read_bytes())
    for file in attached:
        digest.update(file.text.encode())
    return digest.hexdigest()[:32].encode()


# --- The press: imported and set up once a process ----------------------------------------------------


@dataclass(frozen=True)
class _Press:
    fonts: FontConfiguration
    faces: CSS


@cache
def _press() -> _Press:
    with _no_system_fonts(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "No fonts configured in FontConfig")
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration

        fonts = FontConfiguration()
    _draw_with_text()
    # It keeps files in a temporary folder and takes them away when it is given up: too late at the very end.
    atexit.register(_press.cache_clear)
    return _Press(fonts, weasyprint.CSS(string=_faces(), url_fetcher=_fetcher(FONTS), font_config=fonts))


@cache  # once a process, however often the press is set up: twice would say each text twice
def _draw_with_text() -> None:
    from weasyprint.draw import text

    text.draw_first_line = _with_text(text.draw_first_line)


@contextmanager
def _no_system_fonts() -> Iterator[None]:
    # Without this a glyph that our fonts lack would come from whatever the machine has, or not at all.
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(FONTS / "no-system-fonts.conf")
    try:
        yield
    finally:
        del os.environ["FONTCONFIG_FILE"]
        if before is not None:
            os.environ["FONTCONFIG_FILE"] = before


def _faces() -> str:
    """@font-face for every file of the folder, named as the file is; Latin comes first, then the others."""
    rules, families = [], []
    for path in sorted(FONTS.glob("*.ttf")):
        family, _, style = path.stem.partition("-")
        families.append(family)
        source = f"font-family: {family}; font-weight: {_WEIGHTS[style]}; src: url({path.as_uri()})"
        rules.append(f"@font-face {{ {source} }}")
    names = ", ".join(dict.fromkeys(families))
    return "\n".join([*rules, f"html {{ font-family: {names} }}"])


@lru_cache(maxsize=32)
def _sheet(path: Path, changed: int, folder: Path) -> CSS:
    """A parsed style sheet. `changed` is its modification time: an edited one is parsed anew."""
    from weasyprint import CSS

    return CSS(
        string=path.read_text(encoding="utf-8"),
        base_url=path.as_uri(),
        url_fetcher=_fetcher(folder),
        font_config=_press().fonts,
    )


@cache
def _fetcher(folder: Path) -> URLFetcher:
    """Opens files below the folder or among the fonts, and pictures written into the page. Nothing else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Closed(URLFetcher):
        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
            if not _IMAGE.match(url) and not _is_inside(url, (folder, FONTS)):
                raise PdfBrokenError(f"{url[:80]} may not be opened")
            return super().fetch(url, headers)

    return Closed(allowed_protocols=("file", "data"), allow_redirects=False)


def _is_inside(url: str, folders: Sequence[Path]) -> bool:
    parts = urlsplit(url)
    if parts.scheme != "file" or parts.netloc:
        return False
    path = Path(unquote(parts.path)).resolve()
    return any(path.is_relative_to(folder.resolve()) for folder in folders)


# --- Lines and text -----------------------------------------------------------------------------------


def _mark_breaks(element: Element, language: str, whole: WholeWords | None) -> None:
    """Put a zero-width space wherever a line of our scripts may end: the layout engine breaks Thai alone."""
    language = element.get("lang", language)
    if element.tag in _SILENT:
        return
    element.text = _marked(element.text, language, whole)
    for child in element:
        _mark_breaks(child, language, whole)
        child.tail = _marked(child.tail, language, whole)


def _marked(text: str | None, language: str, whole: WholeWords | None) -> str | None:
    if not text or not _OUR_SCRIPTS.search(text):
        return text
    marked = with_break_opportunities(text, language)
    spans = list(_whole_spans(for_storing(text), whole)) if whole else []
    return "".join(_without_marks_within(marked, spans)) if spans else marked


def _whole_spans(text: str, whole: WholeWords) -> Iterator[tuple[int, int]]:
    # What is longer may be wider than a cell of a table.
    return (
        (start, end) for start, end in whole.spans(text) if len(clusters(text[start:end])) <= _LONGEST_WHOLE
    )


def _without_marks_within(marked: str, spans: Sequence[tuple[int, int]]) -> Iterator[str]:
    """A marked text without the marks inside of words. `spans` are places in the text without any marks."""
    at, following = 0, iter(spans)
    start, end = next(following)
    for character in marked:
        if character != ZERO_WIDTH_SPACE:
            yield character
            at += 1
            continue
        while end <= at:
            start, end = next(following, (_NOWHERE, _NOWHERE))
        if not start < at < end:
            yield character


def _with_text(draw: Drawer) -> Drawer:
    """A drawer of lines that also says which text each shows.

    From glyphs alone a reader of the PDF gets the order of drawing: copied names are wrong in all four
    scripts (WeasyPrint issue 2841). ISO 32000-1, 14.9.4: /ActualText stands for what is drawn within.
    """

    def draw_line(stream: Stream, textbox: TextBox, *rest: object) -> list[object]:
        text = textbox.pango_layout.text
        if not _OUR_SCRIPTS.search(text):
            return draw(stream, textbox, *rest)
        written = "\ufeff" + text.replace(ZERO_WIDTH_SPACE, "")
        actual = f"<</ActualText <{written.encode('utf-16-be').hex()}>>>"
        stream.begin_marked_content("Span", actual.encode("ascii"))
        try:
            return draw(stream, textbox, *rest)
        finally:
            stream.end_marked_content()

    return draw_line


# --- Complaints ---------------------------------------------------------------------------------------


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """What WeasyPrint says while it works; the lock makes sure that it speaks of one page only."""
    logger, collector = logging.getLogger("weasyprint"), _Collector()
    logger.addHandler(collector)
    try:
        yield collector.messages
    finally:
        logger.removeHandler(collector)
