"""A module in one language as a book: which chapters, in which order, with which words around the lessons.

Makes HTML for `lms.pdf`: the same content on the same day gives the same HTML, and `digest` names it. Knows no
files, no jobs and no requests.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal, TypeAlias, get_args

from flask import render_template
from flask_babel import force_locale
from flask_babel import gettext as _
from markupsafe import Markup

from lms import clock, pdf
from lms.content import registry
from lms.content.approvals import approvals_of
from lms.content.english_beside import english_beside, in_brackets
from lms.content.lessons import html as markdown
from lms.content.lessons.blocks import Block
from lms.content.lessons.last_days import shown_on
from lms.content.types.curriculum import SOURCE, Lesson, LessonText, Module, ModuleText
from lms.content.types.glossary import Term, find_terms
from lms.courses.presenters import lesson_body, society
from lms.handbooks.domain import print_layout
from lms.handbooks.domain.print_layout import Section, Sheet
from lms.text.collation import sort_key

Kind: TypeAlias = Literal["handbook", "trainer-pack"]
Standing: TypeAlias = Literal["source", "untranslated", "draft", "reviewed", "approved"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

# A5 goes into a bag, can be read on a phone without moving the page about, and prints two to a sheet of A4. The
# trainer's tables need the width of A4, and the sheets in it are copied on office paper.
PAPER: Final[Mapping[Kind, str]] = MappingProxyType({"handbook": "A5", "trainer-pack": "A4"})
_TEMPLATES: Final = Path(__file__).parent.parent.parent / "templates" / "handbooks"
_NOTE_LINES: Final = 40  # more than fit on a page: the style keeps those that fill it
_ATTENDANCE_LINES: Final = 30


@dataclass(frozen=True)
class Book:
    """Which book: of a module, in a language, for whom."""

    module: Module
    language: str
    kind: Kind

    @property
    def has_sheets(self) -> bool:
        """Whether there are sheets to copy in it: of a trainer's guide with a table that is filled in."""
        guide = self.module.trainer
        if self.kind != "trainer-pack" or guide is None:
            return False
        return bool(print_layout.sheets(guide.text(self.language).blocks, ""))

    @property
    def stylesheets(self) -> tuple[Path, ...]:
        """What it looks like."""
        return _TEMPLATES / "book.css", _TEMPLATES / f"{PAPER[self.kind].lower()}.css"


@dataclass(frozen=True)
class Chapter:
    """A chapter as the contents list it, and its HTML. `language` is the one that its title is in.

    `number` is a lesson's.
    """

    id: str
    title: str
    language: str
    sections: tuple[Section, ...]
    html: Markup
    number: int | None = None


Draw: TypeAlias = Callable[[], Chapter]


def plan(book: Book) -> list[Draw]:
    """The chapters to come, in order; each takes a moment to make, so that progress can be shown."""
    module, guide = book.module, book.module.trainer
    drawn: list[Draw] = [
        partial(_lesson, book, lesson, number) for number, lesson in enumerate(module.lessons, 1)
    ]
    if book.kind == "trainer-pack" and guide is not None:
        with force_locale(book.language):
            found = print_layout.sheets(guide.text(book.language).blocks, _("Points given"))
        drawn.insert(0, partial(_guide, book, guide))
        drawn.extend([partial(_sheets, book, found)] if found else [])
        drawn.append(partial(_attendance, book))
    terms = _terms(book)
    return [*drawn, *([partial(_glossary, book, terms)] if terms else []), partial(_sources, book)]


def page(book: Book, chapters: Sequence[Chapter]) -> str:
    """The whole book as HTML: cover, contents, chapters."""
    module = book.module
    return _filled(
        "book",
        book,
        chapters=chapters,
        icon=Markup(module.icon_svg.replace("currentColor", "#fff")),
        language_name=registry.current().language(book.language).name,
        standing=_standing(book),
        approvals=approvals_of(registry.current(), module, book.language),
    )


def digest(book: Book) -> str:
    """The name of a book's content: another one whenever a sentence, a number or the layout changes.

    The first time it takes as long as writing the whole book: nobody's transaction should be open.
    """
    return _outline(book)[0]


def length(book: Book) -> int:
    """How many chapters there are; known with the digest."""
    return _outline(book)[1]


def _outline(book: Book) -> tuple[str, int]:
    return _written(
        book.module.id, book.language, book.kind, registry.current().digest, clock.today().isoformat()
    )


# The library's digest and the day are there to be remembered: local services are printed for a limited time.
@lru_cache(maxsize=256)
def _written(module: str, language: str, kind: Kind, content: str, day: str) -> tuple[str, int]:
    book = Book(registry.module(module), language, kind)
    chapters = [draw() for draw in plan(book)]
    html = page(book, chapters)
    parts = [html.encode(), *(sheet.read_bytes() for sheet in book.stylesheets), _press()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:20], len(chapters)


@cache
def _press() -> bytes:
    fonts = (pdf.FONTS / "SHA256SUMS").read_bytes()
    return fonts + Path(pdf.__file__).read_bytes() + version("weasyprint").encode()


# --- Chapters -----------------------------------------------------------------------------------------


def _guide(book: Book, guide: Lesson) -> Chapter:
    text = guide.text(book.language)
    body = _body(book, text.blocks, "guide")
    html = _filled("guide", book, id="guide", text=text, body=body, note_lines=_NOTE_LINES)
    return Chapter("guide", text.title, text.language, print_layout.sections(body), Markup(html))


def _lesson(book: Book, lesson: Lesson, number: int) -> Chapter:
    text, name = lesson.text(book.language), f"lesson-{number}"
    blocks, answers = print_layout.questions_and_answers(text.blocks)
    html = _filled(
        "lesson",
        book,
        id=name,
        number=number,
        lesson=lesson,
        read_first=[registry.current().lesson(before) for before in lesson.after],
        text=text,
        body=_body(book, blocks, name),
        answers=[(answer, _body(book, answer.blocks, name)) for answer in answers],
        note_lines=_NOTE_LINES,
    )
    return Chapter(name, text.title, text.language, (), Markup(html), number)


def _sheets(book: Book, found: Sequence[Sheet]) -> Chapter:
    drawn = [(sheet, _body(book, (*sheet.before, sheet.table, *sheet.after), "sheets")) for sheet in found]
    return _ours(book, "sheets", sheets=drawn)


def _attendance(book: Book) -> Chapter:
    return _ours(book, "attendance", lines=_ATTENDANCE_LINES)


def _sources(book: Book) -> Chapter:
    return _ours(book, "sources", sources=book.module.sources.values())


def _glossary(book: Book, terms: Sequence[Term]) -> Chapter:
    named = ((term.id, term.word(book.language).text, term.word(SOURCE).text) for term in terms)
    beside = {key: in_brackets(english_beside(word, english)) for key, word, english in named}
    return _ours(book, "glossary", terms=terms, beside=beside)


def _ours(book: Book, name: str, **values: object) -> Chapter:
    """A chapter that has words of the interface for a title, not of the content."""
    with force_locale(book.language):
        titles = {
            "sheets": _("Evaluation sheets"),
            "attendance": _("Attendance sheet"),
            "glossary": _("Words explained"),
            "sources": _("Sources"),
        }
    html = _filled(name, book, id=name, title=titles[name], **values)
    return Chapter(name, titles[name], book.language, (), Markup(html))


def _filled(template: str, book: Book, **values: object) -> str:
    with force_locale(book.language):
        return render_template(
            f"handbooks/{template}.html",
            book=book,
            module=book.module,
            module_text=book.module.text(book.language),
            language=book.language,
            labels=lesson_body.labels(),
            **values,
        )


def _body(book: Book, blocks: Sequence[Block], chapter: str) -> Markup:
    """Blocks of the content as they stand on paper. Content is sanitised by `lms.content.lessons.html`."""
    with force_locale(book.language):
        html = markdown.render(
            shown_on(blocks, clock.today()),
            language=book.language,
            labels=lesson_body.labels() | {"answer": _("Answer")},
            local=lambda keys: _filled("local", book, societies=society.all_with(keys, book.language)),
            address=str,  # pictures are files beside the lesson
            trainer=book.kind == "trainer-pack",
        )
    return Markup(print_layout.within(print_layout.unbroken(print_layout.opened(html)), chapter))


def _standing(book: Book) -> Standing:
    """How far the translation of the whole book is: as far as its least finished text."""
    texts: list[ModuleText | LessonText] = [book.module.text(book.language), *_texts(book)]
    found = {"untranslated" if text.language != book.language else text.status for text in texts}
    order: tuple[Standing, ...] = ("untranslated", "draft", "reviewed", "approved")
    return next((standing for standing in order if standing in found), "source")


def _terms(book: Book) -> list[Term]:
    """The terms of the glossary that the book's texts use, in the order of a dictionary of its language."""
    glossary = registry.current().glossary
    found = {
        found.term.id: found.term
        for text in _texts(book)
        for words, language in _paragraphs(text)
        for found in find_terms(words, glossary, language)
    }
    return sorted(found.values(), key=lambda term: sort_key(term.word(book.language).text, book.language))


def _texts(book: Book) -> list[LessonText]:
    guide = [book.module.trainer] if book.module.trainer and book.kind == "trainer-pack" else []
    return [part.text(book.language) for part in (*guide, *book.module.lessons)]


def _paragraphs(text: LessonText) -> Iterator[tuple[str, str]]:
    """Everything that is written in a text, each with its language."""
    yield "\n".join((text.title, *text.objectives)), text.language
    for block in text.blocks:
        yield f"{block.title}\n{block.text}", block.language
