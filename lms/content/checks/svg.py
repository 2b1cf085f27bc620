"""Check SVG: an icon before it may stand in a page as it is: shapes and strokes only, nothing that loads or
runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.parsers.expat import ExpatError, ParserCreate

from lms.content.problems import Problem, listed

_LARGEST = 4096  # characters; an icon of lines has some hundreds
_NAMESPACE = "http://www.w3.org/2000/svg"
_ACTIVE = re.compile(
    r"<script|<foreignObject|<!ENTITY|\son[a-z]+\s*=\s*[\"\']|href\s*=\s*[\"'](?!#)", re.IGNORECASE
)
_SHAPES = ("circle", "ellipse", "g", "line", "path", "polygon", "polyline", "rect", "svg")
_ATTRIBUTES = frozenset(
    {
        *("viewBox", "width", "height", "transform", "opacity", "aria-hidden", "focusable"),
        *("fill", "fill-rule", "clip-rule", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin"),
        *("d", "cx", "cy", "r", "rx", "ry", "x", "y", "x1", "y1", "x2", "y2", "points"),
    }
)


def picture_problems(file: str, svg: str) -> list[Problem]:
    """What a picture beside a lesson may not hold: it has an address of its own, where a script would run."""
    return [
        Problem(file, number, f"`{found[0].strip()}` has no place in a picture", "Export it as plain SVG.")
        for number, line in enumerate(svg.split("\n"), 1)
        if (found := _ACTIVE.search(line))
    ]


def icon_problems(file: str, svg: str) -> list[Problem]:
    """Everything that keeps this SVG from being an icon."""
    if len(svg) > _LARGEST:
        return [
            Problem(file, 1, f"the icon is longer than {_LARGEST} characters", "Draw it with fewer lines.")
        ]
    if "<!" in svg or "<?" in svg:
        return [Problem(file, 1, "the icon holds a comment or a declaration", "Start it with `<svg`.")]
    faults: list[Problem] = []
    parser = ParserCreate(namespace_separator=" ")
    seen: list[str] = []

    def element(name: str, attributes: dict[str, str]) -> None:
        line = parser.CurrentLineNumber
        faults.extend(Problem(file, line, *fault) for fault in _faults(name, attributes, first=not seen))
        seen.append(name)

    parser.StartElementHandler = element
    try:
        parser.Parse(svg, True)
    except ExpatError as error:
        return [Problem(file, error.lineno, "this is not SVG", "Is every tag closed?")]
    return faults


def _faults(name: str, attributes: Mapping[str, str], *, first: bool) -> Iterator[tuple[str, str]]:
    shape = name.removeprefix(f"{_NAMESPACE} ")
    if first and name != f"{_NAMESPACE} svg":
        hint = 'It starts with `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" …`.'
        yield "the icon is not an `svg` element of the SVG namespace", hint
    if first and attributes.get("viewBox") != "0 0 24 24":
        yield "the icon is not drawn on 24 × 24", 'Give it `viewBox="0 0 24 24"`.'
    if shape not in _SHAPES:
        yield f"the icon holds a `{shape}`", f"Use {listed(_SHAPES, 'or')}."
    for attribute in sorted(attributes.keys() - _ATTRIBUTES):
        yield (
            f"`{shape}` has the attribute `{attribute}`",
            "Strokes in currentColor; no style, link or script.",
        )
    for attribute in ("fill", "stroke"):
        if attributes.get(attribute, "none") not in ("none", "currentColor"):
            hint = f'Write `{attribute}="currentColor"` or `{attribute}="none"`.'
            yield f"`{shape}` has a colour of its own", hint
