"""Ready pages: built once, kept compressed, the same bytes for everybody, no cookie, 304 where nothing changed."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable, Iterable
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

import brotli
from flask import Flask, Response, current_app, g, request

from lms import clock
from lms.config import Settings, settings_of
from lms.files.versions import version_of
from lms.web import critical_css
from lms.web.page_store import Body, PageStore, digest_of

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

# Caches and phones ask again each time; the answer is a 304 of a few bytes until the content changes.
_CACHE = "public, max-age=0, must-revalidate"

_HEADERS = [
    ("Cache-Control", _CACHE),
    ("Vary", "Accept-Encoding"),
    ("Content-Security-Policy", critical_css.CONTENT_SECURITY_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
]
# Another version of these may write a page in another way.
_LIBRARIES: Final = ("Flask", "Jinja2", "Markdown", "nh3", "Flask-Babel", "babel", "brotli", "pyicu-wheels")
_TYPE = [("Content-Type", "text/html; charset=utf-8")]


class ReadyPage(Body):
    """The bytes of one page in each encoding, and how they are answered."""

    def headers(self) -> list[tuple[str, str]]:
        """What every answer with this page says, 304 included."""
        return [("ETag", f'W/"{self.digest}"'), *_HEADERS]

    def answer(self, accepted: str) -> tuple[bytes, list[tuple[str, str]]]:
        """The bytes for what a browser accepts, and the headers that describe them."""
        body, headers = self.encoded(accepted)
        return body, [*_TYPE, *headers.items()]


class _Pages:
    """Pages by address. Local services are shown for a limited time, so a new day starts with none.

    With a store the pages are those of all processes; without, each process has its own.
    """

    def __init__(self, store: PageStore | None = None) -> None:
        self.day: date | None = None
        self.pages: dict[str, ReadyPage] = {}
        self.store = store
        self._building = threading.Lock()

    def ready(self, address: str) -> ReadyPage | None:
        """The page of an address if this process has had it in its hands today."""
        today = clock.today()
        if today != self.day:
            self.day, self.pages = today, {}
        return self.pages.get(address)

    def page(self, address: str, build: Callable[[], str]) -> ReadyPage:
        """The page of an address, built now if nobody did today. Who asks meanwhile waits for the one who builds."""
        page = self.ready(address)
        if page is None:
            with self.store.building(address) if self.store else self._building:
                # Kept in hand: another thread may drop them at midnight between the two lines.
                page = self.ready(address) or self._found_or_built(address, build)
                self.pages[address] = page
        return page

    def _found_or_built(self, address: str, build: Callable[[], str]) -> ReadyPage:
        today = clock.today()
        body = self.store.find(today, address) if self.store else None
        if body is None:
            html = build().encode()
            # To compress takes longer than to build, and most pages are tomorrow what they are today.
            body = (self.store.body(digest_of(html)) if self.store else None) or compressed(html)
            if (
                self.store and clock.today() == today
            ):  # a page over which it turned midnight is of neither day
                self.store.keep(today, address, body)
        return ReadyPage(body.plain, body.gzip, body.brotli, body.digest)


def compressed(body: bytes) -> Body:
    """Some bytes in each encoding."""
    return Body(
        plain=body,
        gzip=gzip.compress(body, compresslevel=9, mtime=0),
        brotli=brotli.compress(body, quality=11),
        digest=digest_of(body),
    )


def compress(response: Response) -> None:
    """Send a page that is made for one person compressed, too.

    Lengths of such pages tell an attacker nothing here: a request that another site starts carries no cookie of
    ours (SameSite), so nobody can make a browser ask for one with guesses in it.
    """
    if response.mimetype != "text/html" or response.is_streamed or "Content-Encoding" in response.headers:
        return
    response.vary.add("Accept-Encoding")
    accepted = request.headers.get("Accept-Encoding", "")
    body = response.get_data()
    if "br" in accepted:
        # An eighth less than at quality 4, for a third of a millisecond: a slow line takes longer over those bytes.
        response.set_data(brotli.compress(body, quality=8))
        response.headers["Content-Encoding"] = "br"
    elif "gzip" in accepted:
        response.set_data(gzip.compress(body, compresslevel=5, mtime=0))
        response.headers["Content-Encoding"] = "gzip"


def init_app(app: Flask) -> None:
    """Start without ready pages. What is not ready is compressed as it is made."""
    settings = settings_of(app)
    app.extensions["sala.pages"] = _Pages(PageStore(settings.instance / "pages", _version(settings)))

    @app.after_request
    def _compressed(response: Response) -> Response:
        compress(response)
        return response


def _version(settings: Settings) -> str:
    """A word for everything that a page is made of: content, program, libraries, settings."""
    content = (settings.content / name for name in ("curriculum", "quizzes", "certificates"))
    libraries = (f"{name} {version(name)}" for name in _LIBRARIES)
    return version_of(
        (Path(__file__).parent.parent, *content), (*libraries, settings.base_url, str(settings.demo))
    )


def ready(build: Callable[[], str]) -> Response:
    """The ready page of the present address; `build` makes its HTML the first time.

    `build` must depend on the address and the content alone: what it makes is shown to everybody. Call it only
    for addresses that exist, so that their number stays finite.
    """
    pages: _Pages = current_app.extensions["sala.pages"]
    g.for_everybody = True
    page = pages.page(request.path, build)
    if request.if_none_match.contains_weak(page.digest):
        return Response(status=304, headers=page.headers())
    body, headers = page.answer(request.headers.get("Accept-Encoding", ""))
    return Response(body, headers=[*page.headers(), *headers])


def passing(html: str) -> Response:
    """A public page that is not kept, because there are as many as there are questions: an answer to a search.

    Caches may hold it as they may hold a ready page.
    """
    etag = digest_of(html.encode())
    headers = [("ETag", f'W/"{etag}"'), *_HEADERS]
    if request.if_none_match.contains_weak(etag):
        return Response(status=304, headers=headers)
    return Response(html, headers=headers)


class Counter:
    """Hands out what is ready before the application is asked, which would cost three times as much.

    Nothing of the request but its address, its cached copy and the encodings it accepts counts here.
    """

    def __init__(self, app: Flask) -> None:
        self._app = app.wsgi_app
        self._pages: _Pages = app.extensions["sala.pages"]

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        page = self._pages.ready(environ["PATH_INFO"]) if environ["REQUEST_METHOD"] == "GET" else None
        if page is None:
            return self._app(environ, start_response)
        if f'"{page.digest}"' in environ.get("HTTP_IF_NONE_MATCH", ""):
            start_response("304 NOT MODIFIED", page.headers())
            return []
        body, headers = page.answer(environ.get("HTTP_ACCEPT_ENCODING", ""))
        start_response("200 OK", [*page.headers(), *headers])
        return [body]
