"""Ready pages: built once, kept compressed, the same bytes for everybody, no cookie, 304 where nothing changed."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import brotli
from flask import Flask, Response, current_app, request

from lms import clock, styles

# Caches and phones ask again each time; the answer is a 304 of a few bytes until the content changes.
_CACHE = "public, max-age=0, must-revalidate"


@dataclass(frozen=True)
class ReadyPage:
    """The bytes of one page in each encoding."""

    plain: bytes
    gzip: bytes
    brotli: bytes
    etag: str


class _Shelf:
    """Pages by address. Local services are shown for a limited time, so a new day starts an empty shelf."""

    def __init__(self) -> None:
        self.day: date | None = None
        self.pages: dict[str, ReadyPage] = {}

    def page(self, address: str, build: Callable[[], str]) -> ReadyPage:
        today = clock.today()
        if today != self.day:
            self.day, self.pages = today, {}
        if address not in self.pages:
            self.pages[address] = _make(build().encode())
        return self.pages[address]


def _make(body: bytes) -> ReadyPage:
    return ReadyPage(
        plain=body,
        gzip=gzip.compress(body, compresslevel=9, mtime=0),
        brotli=brotli.compress(body, quality=11),
        etag=hashlib.sha256(body).hexdigest()[:16],
    )


def init_app(app: Flask) -> None:
    """Start with an empty shelf."""
    app.extensions["sala.pages"] = _Shelf()


def ready(build: Callable[[], str]) -> Response:
    """The ready page of the present address; `build` makes its HTML the first time.

    `build` must depend on the address and the content alone: what it makes is shown to everybody. Call it only
    for addresses that exist, so that the shelf stays finite.
    """
    shelf: _Shelf = current_app.extensions["sala.pages"]
    page = shelf.page(request.path, build)
    response = Response(status=304) if request.if_none_match.contains_weak(page.etag) else _full(page)
    response.headers.extend(
        {
            "ETag": f'W/"{page.etag}"',
            "Cache-Control": _CACHE,
            "Vary": "Accept-Encoding",
            "Content-Security-Policy": styles.CONTENT_SECURITY_POLICY,
        }
    )
    return response


def _full(page: ReadyPage) -> Response:
    accepted = request.headers.get("Accept-Encoding", "")
    for encoding, body in (("br", page.brotli), ("gzip", page.gzip)):
        if encoding in accepted:
            return Response(
                body, content_type="text/html; charset=utf-8", headers={"Content-Encoding": encoding}
            )
    return Response(page.plain, content_type="text/html; charset=utf-8")
