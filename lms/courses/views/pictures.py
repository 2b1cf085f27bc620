"""Pictures of the content: covers of modules, scenes of lessons, and the world in which they play.

A picture is a file that a Society can replace.
"""

from __future__ import annotations

import mimetypes
from typing import Final

from flask import Flask, request
from werkzeug.wrappers import Response

from lms import web
from lms.courses.presenters import pictures
from lms.courses.presenters.practice_rule import practice_words
from lms.courses.views.catalogue import root

_YEAR: Final = "public, max-age=31536000, immutable"
_DAY: Final = "public, max-age=86400"


def init_app(app: Flask) -> None:
    """Offer the addresses of pictures to the pages."""
    app.jinja_env.globals["picture"] = pictures.address_of
    app.jinja_env.globals["practice_words"] = practice_words


@root.get("/pictures/<module>/<name>")
@web.access("public")
def picture(module: str, name: str) -> Response:
    """A picture. Nothing else of its folder: a trainer's guide is no picture."""
    path = pictures.path_of(module, name)
    body = pictures.body_of(path)
    is_this = request.args.get("v") == pictures.word_of(body)
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
