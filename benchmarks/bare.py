"""The baselines: the least that each task costs with the same server, framework and libraries. Knows no lms."""

from __future__ import annotations

import hashlib
import importlib
import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

import brotli
from flask import Flask, Response, render_template, request
from sqlalchemy import create_engine, insert, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

MEMBERS: Final = 10_000

_TEMPLATE: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ member.name }}</title></head>
<body><h1>Hello, {{ member.name }}</h1>
<ul>{% for number in range(10) %}<li><a href="/lessons/{{ number }}/">Lesson {{ number }}</a></li>{% endfor %}</ul>
</body></html>"""


class Base(DeclarativeBase):
    """The tables of the baseline."""


class Member(Base):
    """Somebody to look up by number."""

    __tablename__ = "member"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    unit: Mapped[str]


def hello() -> Flask:
    """One route, one word: the least that a request costs."""
    app = Flask("hello")
    app.add_url_rule("/", view_func=lambda: "hello")
    return app


def fill(database: str) -> None:
    """Make the database of `page`: a table with an index and MEMBERS rows."""
    engine = create_engine(database)
    Base.metadata.create_all(engine)
    rows = [
        {"number": f"KH-{number}", "name": f"Member {number}", "unit": "KH-1"} for number in range(MEMBERS)
    ]
    with Session(engine) as session:
        session.execute(insert(Member), rows)
        session.commit()
    engine.dispose()


def page(database: str) -> Flask:
    """One indexed query through SQLAlchemy and one template: the least that a personal page costs."""
    app = Flask("page")
    engine = create_engine(database)
    template = app.jinja_env.from_string(_TEMPLATE)

    @app.get("/")
    def member() -> str:
        with Session(engine) as session:
            found = session.scalars(select(Member).where(Member.number == "KH-4711")).one()
            return render_template(template, member=found)

    return app


def floor(folder: str) -> Flask:
    """The lesson as `floor.html` and `floor.woff2` of a folder: the least that a readable lesson costs a phone."""
    app = Flask("floor", static_folder=None)
    html = (Path(folder) / "floor.html").read_bytes()
    packed, tag = brotli.compress(html, quality=11), hashlib.sha256(html).hexdigest()[:16]
    font = (Path(folder) / "floor.woff2").read_bytes()

    @app.get("/")
    def lesson() -> Response:
        fresh = request.if_none_match.contains_weak(tag)
        answer = Response(status=304) if fresh else Response(packed, content_type="text/html; charset=utf-8")
        answer.headers.extend({"ETag": f'W/"{tag}"', "Cache-Control": "max-age=0, must-revalidate"})
        if not fresh:
            answer.headers["Content-Encoding"] = "br"
        return answer

    @app.get("/floor.woff2")
    def letters() -> Response:
        return Response(font, content_type="font/woff2", headers={"Cache-Control": "max-age=31536000"})

    return app


def furnished(names: str) -> Flask:
    """`hello` with the modules imported that are listed in a JSON file: what the libraries cost, without us."""
    for name in _listed(Path(names)):
        # Some modules are made by others under names that cannot be imported.
        with suppress(ImportError):
            importlib.import_module(name)
    return hello()


def _listed(path: Path) -> Iterator[str]:
    for name in json.loads(path.read_text()):
        yield str(name)
