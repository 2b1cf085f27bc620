"""Pages of the library: all printable pieces, each piece to read, and its papers to print."""

from __future__ import annotations

from urllib.parse import quote

from flask import Flask, Response, render_template, request
from flask_babel import force_locale
from flask_babel import gettext as _

from lms import clock, web
from lms.config import current_settings
from lms.content import registry
from lms.content.lessons import html as markdown
from lms.content.lessons import table_cells
from lms.content.lessons.last_days import shown_on
from lms.content.types.curriculum import Source
from lms.content.types.handouts import Handout
from lms.courses.presenters import glossary_terms, lesson_body, society
from lms.errors import NotFound
from lms.handouts.rendering import document as drawing
from lms.handouts.rendering import pages as pieces
from lms.handouts.rendering import store
from lms.handouts.rendering.document import Layout
from lms.i18n import current_language
from lms.web import page_cache

bp = web.blueprint("handouts", __name__)


def init_app(app: Flask) -> None:
    """Open the pages of this domain."""
    app.register_blueprint(bp)
    app.jinja_env.globals["draft_words"] = _draft_words


@bp.get("/library/")
@web.access("public")
def library() -> Response:
    """Every piece with what it is for and the size of its paper."""
    return page_cache.ready(lambda: _page("library", handouts=registry.current().handouts))


@bp.get("/library/<slug>/")
@web.access("public")
def piece(slug: str) -> Response:
    """One piece, to read on the screen."""
    handout = _handout(slug)
    return page_cache.ready(lambda: _piece_page(handout))


@bp.get("/library/<slug>.pdf")
@web.access("public")
def paper(slug: str) -> Response:
    """The piece on its own paper."""
    return _pdf(_handout(slug), "single")


@bp.get("/library/<slug>-two-up.pdf")
@web.access("public")
def sheet(slug: str) -> Response:
    """Several copies of the piece on A4, to be cut."""
    return _pdf(_handout(slug), "sheet")


def _handout(slug: str) -> Handout:
    try:
        return registry.current().handout(slug)
    except KeyError:
        raise NotFound from None


def _page(name: str, **values: object) -> str:
    return render_template(
        f"handouts/{name}.html", language=current_language(), copies=drawing.COPIES, **values
    )


def _piece_page(handout: Handout) -> str:
    language = current_language()
    text = handout.text(language)
    html = markdown.render(
        shown_on(text.blocks, clock.today()),
        language=language,
        labels=lesson_body.labels(),
        local=lambda keys: render_template("courses/local.html", societies=society.all_with(keys, language)),
        address=str,
    )
    marked = glossary_terms.explained(table_cells.with_headings(html), language)
    return _page(
        "piece",
        handout=handout,
        text=text,
        body=marked.body,
        words=marked.words,
        sources=[_source(name) for name in handout.sources],
        module=None if handout.module is None else registry.module(handout.module),
    )


def _source(name: str) -> Source:
    module, _slash, key = name.partition("/")
    return registry.current().module(module).sources[key]


def _pdf(handout: Handout, layout: Layout) -> Response:
    """The paper, drawn now unless it was drawn before with the same content."""
    language = current_language()
    printed = pieces.printed(handout, language)
    digest = drawing.digest(printed, handout.paper, layout)
    headers = {"ETag": f'"{digest}"', "Cache-Control": "public, max-age=0, must-revalidate"}
    if request.if_none_match.contains(digest):
        return Response(status=304, headers=headers)
    settings = current_settings()
    name = f"{handout.slug}.{layout}.{language}"
    document = store.read(settings.instance, name, digest)
    if document is None:
        with web.expensive_work():
            document = store.read(
                settings.instance, name, digest
            )  # another reader may have had it drawn meanwhile
            if document is None:
                document = drawing.draw(printed, handout.paper, layout)
                store.keep(settings.instance, name, digest, document)
    headers["Content-Disposition"] = _inline(handout, language)
    return Response(document, content_type="application/pdf", headers=headers)


def _inline(handout: Handout, language: str) -> str:
    """Shown by the browser, and named well when it is kept: in Latin for old programs, in the own script else."""
    own = f"{handout.text(language).title}.pdf"
    return f"inline; filename=\"{handout.slug}-{language}.pdf\"; filename*=UTF-8''{quote(own, safe='')}"


def _draft_words(language: str) -> str:
    with force_locale(language):
        return _("Draft translation")
