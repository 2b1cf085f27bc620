"""Paths of categories as Moodle writes them: `$course$/top/hiv/10-hiv-and-aids`, a slash in a name doubled."""

from __future__ import annotations

import re
from typing import Final

_BETWEEN = re.compile("(?<!/)/(?!/)")
_CONTEXT = re.compile(r"\$[a-z0-9]+\$")  # where the category stands in Moodle, which means nothing here
_TOP: Final = "top"


def path_of(written: str) -> tuple[str, ...]:
    """The names of a path, the widest first, without the place that it has in a Moodle."""
    names = [name.strip().replace("//", "/") for name in _BETWEEN.split(written.strip())]
    if names and _CONTEXT.fullmatch(names[0]):
        names = names[1:]
        if names and names[0] == _TOP:
            names = names[1:]
    return tuple(name for name in names if name)


def written(path: tuple[str, ...]) -> str:
    """A path below the course into which somebody imports."""
    return "/".join(["$course$", _TOP, *(name.replace("/", "//") for name in path)])
