"""The one script of every page: a file for each topic (static/js), sent as one, since each request costs a phone a
whole round trip. What only few pages need stays a file of its own.

Nothing is translated or renamed: comments are left out, and each file is a block, so that its names are its own.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from flask import Blueprint, Flask, request, url_for
from werkzeug.wrappers import Response

from lms import web
from lms.web.page_cache import compressed
from lms.web.page_store import Body

PARTS: Final = ("page", "forms", "words", "cards", "asked")
_FOLDER: Final = Path(__file__).parent.parent / "static" / "js"
_COMMENT = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)

bp = Blueprint("script", __name__)


def init_app(app: Flask) -> None:
    """Open its address, and offer it to the pages."""
    app.register_blueprint(bp)
    app.jinja_env.globals["page_script"] = address


@bp.get("/script.js")
@web.access("public")
def script() -> Response:
    """The script. Its address carries a word of what is in it, so that a phone keeps it for a year."""
    body = _body()
    content, more = body.encoded(request.headers.get("Accept-Encoding", ""))
    is_this = request.args.get("v") == body.digest[:8]
    age = "public, max-age=31536000, immutable" if is_this else "public, max-age=0, must-revalidate"
    headers = {"Cache-Control": age, "Vary": "Accept-Encoding", **more}
    return Response(content, mimetype="text/javascript", headers=headers)


def address() -> str:
    """Where the pages find it."""
    return url_for("script.script", v=_body().digest[:8])


@lru_cache(maxsize=1)
def _body() -> Body:
    parts = ((_FOLDER / f"{name}.js").read_text(encoding="utf-8") for name in PARTS)
    return compressed("".join(f"{{\n{_COMMENT.sub('', part)}}}\n" for part in parts).encode())
