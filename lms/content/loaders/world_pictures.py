"""curriculum/pictures/ -> the names of its pictures: the places of the border world, and its people."""

from __future__ import annotations

import re
from typing import Final

from lms.content.checks.svg import picture_problems
from lms.content.loaders.context import Reading

_PICTURE: Final = re.compile(r"[a-z][a-z0-9-]*\.svg")


def read_pictures(reading: Reading) -> frozenset[str]:
    """The pictures that are there; what is wrong with one is noted."""
    names = set()
    for path in reading.entries(reading.root / "curriculum" / "pictures"):
        if path.is_dir() or not _PICTURE.fullmatch(path.name):
            reading.unknown(path, ("place-river.svg", "people.svg"))
        elif (svg := reading.text(path)) is not None:
            reading.problems.extend(picture_problems(reading.name(path), svg))
            names.add(path.name)
    return frozenset(names)
