"""What a template may ask: the style block, fonts and files with their version, languages and their addresses.

Knows no domain; `app` hands in the languages and who may do what.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit, urlunsplit

from flask import Flask, current_app, g, request, url_for
from markupsafe import Markup
from werkzeug.exceptions import HTTPException

from lms.config import program_version
from lms.i18n import current_language
from lms.text.titles import greeted
from lms.web import critical_css, menu

_INDENTS = re.compile(r"\s*\n\s*")
_STATIC = Path(__file__).parent.parent / "static"


class PageLanguage(Protocol):
    """A language as the page frame needs it."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def script(self) -> str: ...


class HasLanguage(Protocol):
    """A text that says in which language it is, because it may have fallen back to another."""

    @property
    def language(self) -> str: ...


def unindented(html: Markup) -> Markup:
    """Markup without the spaces before each line. Not for a `pre` or a field with text, where they would be seen."""
    return Markup(_INDENTS.sub("\n", html))


def init_app(
    app: Flask,
    languages: Sequence[PageLanguage],
    *,
    demo: bool,
    may: Callable[[str], bool],
    is_personal: Callable[[], bool],
) -> None:
    """Give the templates their words."""
    by_code: Mapping[str, PageLanguage] = {language.code: language for language in languages}
    app.jinja_env.globals.update(
        asset=asset,
        sheet=sheet,
        critical_css=lambda: Markup(critical_css.CRITICAL),
        reading_css=lambda: Markup(critical_css.READING),
        demo=lambda: demo,
        greeted=greeted,
        lang_of=lang_of,
        is_personal=is_personal,
        languages=lambda: by_code,
        may=may,
        program_version=program_version,
        script_font=lambda: script_font(by_code[current_language()].script),
        staff_menu=lambda: _staff_menu(may),
        translations_of_page=lambda: [(code, _address_in(code)) for code in by_code],
    )
    app.jinja_env.filters["unindented"] = unindented


def _staff_menu(may: Callable[[str], bool]) -> Sequence[menu.Shown]:
    """The menu of the reader. A page asks for it several times, and each time would count what waits."""
    if "staff_menu" not in g:
        g.staff_menu = menu.of_reader(may)
    shown: Sequence[menu.Shown] = g.staff_menu
    return shown


def lang_of(text: HasLanguage) -> Markup:
    """The `lang` attribute for a text that fell back to another language than the page's; else nothing."""
    if text.language == current_language():
        return Markup("")
    return Markup(' lang="{}"').format(text.language)


@lru_cache
def asset(name: str) -> str:
    """The address of a static file with a version, so that it can be kept for a year and still change."""
    digest = hashlib.sha256((_STATIC / name).read_bytes()).hexdigest()[:8]
    return f"/static/{name}?v={digest}"


def sheets() -> list[str]:
    """The names of all style sheets that a page may link; the two that stand in each page are none of them."""
    inline = ("learner", "tokens")
    return sorted(path.stem for path in (_STATIC / "css").glob("*.css") if path.stem not in inline)


@lru_cache
def sheet(name: str) -> Markup:
    """The link to a style sheet that only some pages need (docs/decisions/0036)."""
    return Markup('<link rel="stylesheet" href="{}">\n').format(asset(f"css/{name}.css"))


@lru_cache
def script_font(script: str) -> str | None:
    """The address of the font of a script (ISO 15924 code), to be fetched before the style needs it.

    Latin needs none: every phone has it.
    """
    name = f"fonts/{script.lower()}-400.woff2"
    return f"/static/{name}" if script != "Latn" and (_STATIC / name).exists() else None


def _address_in(language: str) -> str:
    """This page in another language, with what was searched or filtered.

    A page that answers an address nobody knows leads to the front page. A page that is kept for everybody
    (`page_cache.ready`) forgets the question of the one reader for whom it was made.
    """
    if request.endpoint is None:
        return url_for("courses.catalogue", lang=language)
    if not _can_be_opened(request.path):
        return _page_of_the_form(language)
    values = dict(request.view_args or {})
    # An address on paper has no language in it.
    values["lang" if request.path.startswith(f"/{current_language()}/") else "language"] = language
    address = url_for(request.endpoint, **values)
    asked = request.query_string.decode(errors="replace")
    if not asked or g.get("for_everybody") or "?" in address:
        return address
    return f"{address}?{asked}"


def _can_be_opened(path: str) -> bool:
    if request.method == "GET":
        return True
    try:
        current_app.url_map.bind(request.host).match(path, "GET")
    except HTTPException:  # nothing, only a form, or an address with one stroke more
        return False
    return True


def _page_of_the_form(language: str) -> str:
    """Where somebody pressed the button, in another language; nothing can be opened below a form's own address."""
    before = urlsplit(request.referrer or "")
    start = f"/{current_language()}/"
    if before.netloc != request.host or not before.path.startswith(start) or not _can_be_opened(before.path):
        return url_for("courses.catalogue", lang=language)
    return urlunsplit(("", "", f"/{language}/{before.path.removeprefix(start)}", before.query, ""))
