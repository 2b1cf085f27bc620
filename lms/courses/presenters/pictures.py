"""Pictures of the content: where their files are, and their addresses.

An address carries a word of what is in the picture, so that a phone keeps it for a year and still sees a new one at
once.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from flask import url_for
from werkzeug.security import safe_join

from lms.config import current_settings
from lms.content import registry
from lms.content.lessons.conversation import Faces
from lms.content.loaders.world_pictures import PEOPLE
from lms.content.types.curriculum import Face
from lms.errors import NotFound
from lms.web.page_cache import compressed
from lms.web.page_store import Body

PICTURES: Final = (".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif")
WORLD: Final = "world"  # in the place of a module: curriculum/pictures, where places and people are


def address_of(module: str, name: str) -> str:
    """The address of a picture with a word of what is in it."""
    return url_for("front.picture", module=module, name=name, v=word_of(body_of(path_of(module, name))))


def faces_of(face: Face) -> Faces:
    """The addresses of a face in its three moods: one file, fetched once for all lessons."""
    people = address_of(WORLD, PEOPLE)
    return Faces(*(f"{people}#{shown}" for shown in face.shown))


def path_of(module: str, name: str) -> Path:
    """The file of a picture. Raises NotFound, also for what is no picture: a trainer's guide stands beside them."""
    world = current_settings().content / "curriculum" / "pictures"
    folder = world if module == WORLD else registry.module(module).folder
    path = safe_join(str(folder), name)
    if path is None or not name.lower().endswith(PICTURES) or not Path(path).is_file():
        raise NotFound(name)
    return Path(path)


def word_of(body: Body) -> str:
    """The word of what is in a picture."""
    return body.digest[:8]


def body_of(path: Path) -> Body:
    """The bytes of a picture; anew where its file was changed."""
    seen = path.stat()
    return _read(path, seen.st_mtime_ns, seen.st_size)


@lru_cache(maxsize=128)
def _read(path: Path, changed: int, size: int) -> Body:
    return compressed(path.read_bytes())
