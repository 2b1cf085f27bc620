"""Pictures of the content: covers of modules, scenes of lessons, and the world in which they play.

A picture is a file that a Society can replace. Its address carries a word of what is in it, so that a phone keeps it
for a year and still sees a new one at once.
"""

from __future__ import annotations

import mimetypes
from functools import lru_cache
from pathlib import Path
from typing import Final

from flask import Flask, request, url_for
from werkzeug.security import safe_join
from werkzeug.wrappers import Response

from lms import web
from lms.config import current_settings
from lms.content import registry
from lms.courses.views.catalogue import root
from lms.errors import NotFound
from lms.web.page_cache import compressed
from lms.web.page_store import Body

PICTURES: Final = (".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif")
WORLD: Final = "world"  # in the place of a module: curriculum/pictures, where places and people are
_YEAR: Final = "public, max-age=31536000, immutable"
_DAY: Final = "public, max-age=86400"


def init_app(app: Flask) -> None:
    """Offer the addresses of pictures to the pages."""
    app.jinja_env.globals["picture"] = address_of


@root.get("/pictures/<module>/<name>")
@web.access("public")
def picture(module: str, name: str) -> Response:
    """A picture. Nothing else of its folder: a trainer's guide is no picture."""
    path = _path_of(module, name)
    body = _body_of(path)
    is_this = request.args.get("v") == _word_of(body)
    headers = {
        "Cache-Control": _YEAR if is_this else _DAY,
        "ETag": f'"{body.digest}"',
        "Vary": "Accept-Encoding",
    }
    if request.if_none_match.contains_weak(body.digest):
        return Response(status=304, headers=headers)
    accepted = request.headers.get("Accept-Encoding", "") if path.suffix == ".svg" else ""
    content, more = body.encoded(accepted)
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return Response(content, mimetype=kind, headers={**headers, **more})


def address_of(module: str, name: str) -> str:
    """The address of a picture with a word of what is in it."""
    return url_for("front.picture", module=module, name=name, v=_word_of(_body_of(_path_of(module, name))))


def _path_of(module: str, name: str) -> Path:
    world = current_settings().content / "curriculum" / "pictures"
    folder = world if module == WORLD else registry.module(module).folder
    path = safe_join(str(folder), name)
    if path is None or not name.lower().endswith(PICTURES) or not Path(path).is_file():
        raise NotFound(name)
    return Path(path)


def _word_of(body: Body) -> str:
    return body.digest[:8]


def _body_of(path: Path) -> Body:
    seen = path.stat()
    return _read(path, seen.st_mtime_ns, seen.st_size)


@lru_cache(maxsize=128)
def _read(path: Path, changed: int, size: int) -> Body:
    """The bytes of a file; anew where it was changed."""
    return compressed(path.read_bytes())
