"""curriculum/pictures/ -> the names of its pictures: the places of the border world, and its people."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from lms.content.checks.svg import picture_problems
from lms.content.loaders.context import Reading

PEOPLE: Final = "people.svg"
_PICTURE: Final = re.compile(r"[a-z][a-z0-9-]*\.svg")
_FACE: Final = re.compile(r'class="p" id="([a-z]+-[a-z]+)"')


class WorldPictures(NamedTuple):
    """The names of the pictures, and of the faces in that of the people: `khamla-calm`."""

    names: frozenset[str]
    faces: frozenset[str]


def read_pictures(reading: Reading) -> WorldPictures:
    """The pictures that are there; what is wrong with one is noted."""
    names, faces = set(), frozenset[str]()
    for path in reading.entries(reading.root / "curriculum" / "pictures"):
        if path.is_dir() or not _PICTURE.fullmatch(path.name):
            reading.unknown(path, ("place-river.svg", PEOPLE))
        elif (svg := reading.text(path)) is not None:
            reading.problems.extend(picture_problems(reading.name(path), svg))
            names.add(path.name)
            faces |= frozenset(_FACE.findall(svg)) if path.name == PEOPLE else frozenset()
    return WorldPictures(frozenset(names), faces)
