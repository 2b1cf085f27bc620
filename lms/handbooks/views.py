"""Pages of handbooks: what there is and how far it is, a button to have one made, the files."""

from __future__ import annotations

from urllib.parse import quote

from flask import (
    Flask,
    Response,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import web
from lms.config import current_settings
from lms.content import registry
from lms.handbooks import services
from lms.handbooks.services import Book, BookState
from lms.i18n import current_language

bp = web.blueprint("handbooks", __name__)


def init_app(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(bp)


@bp.get("/modules/<module>/handbook/")
@web.access("public")
def books(module: str) -> Response:
    """The books of a module in this language. While one is made, the page looks again every three seconds."""
    found = _states(module)
    page = _page("books", module, books=found, address_of=_address)
    return web.watched(page, going_on=any(one.stage == "making" for one in found))


@bp.post("/modules/<module>/handbook/")
@web.csrf.exempt
@web.same_site
@web.access("public")
def make(module: str) -> ResponseReturnValue:
    """Have a book made, then back to the page, which shows how far it is.

    Open to everybody, as the books are: a book is made once for its content, and an order for one that is there
    or under way does nothing. So whoever presses the button, and however often: at most modules × languages × 2
    books are drawn for one state of the content. As on lesson pages the browser's own word counts, that the click
    came from here.
    """
    book = services.book_of(module, current_language(), request.form.get("book", ""))
    services.order(book, current_settings())
    return redirect(url_for("handbooks.books", module=module), 303)


@bp.get("/modules/<module>/handbook.pdf")
@web.access("public")
def handbook(module: str) -> ResponseReturnValue:
    """The participants' handbook."""
    return _download(services.book_of(module, current_language(), "handbook"))


@bp.get("/modules/<module>/trainer-pack.pdf")
@web.access("public")
def trainer_pack(module: str) -> ResponseReturnValue:
    """The trainer's pack."""
    return _download(services.book_of(module, current_language(), "trainer-pack"))


def _download(book: Book) -> ResponseReturnValue:
    """The file; a part of it when a download goes on after a break; 404 with the way to the button before."""
    now = services.state_of(book, current_settings())
    if now.stage != "ready":
        return _page("missing", book.module.id), 404
    path = services.path_of(now, current_settings())
    response = send_file(path, mimetype="application/pdf", etag=now.digest, conditional=True)
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    response.headers["Content-Disposition"] = _attachment(book)
    return response


def _states(module: str) -> list[BookState]:
    return [
        services.state_of(book, current_settings()) for book in services.books_of(module, current_language())
    ]


def _page(name: str, module: str, **values: object) -> str:
    about = registry.module(module)
    text = about.text(current_language())
    return render_template(f"handbooks/{name}.html", module=about, text=text, **values)


def _address(state: BookState) -> str:
    view = "handbook" if state.book.kind == "handbook" else "trainer_pack"
    return url_for(f"handbooks.{view}", module=state.book.module.id)


def _attachment(book: Book) -> str:
    """A file name for old programs (ASCII) and one in the reader's script for the others (RFC 6266)."""
    kind = _("Handbook") if book.kind == "handbook" else _("Trainer pack")
    own = f"{book.module.text(book.language).title} – {kind} {book.module.version}.pdf"
    plain = f"{book.module.id}-{book.kind}-{book.language}.pdf"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(own, safe='')}"
