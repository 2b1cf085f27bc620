"""Check an SVG icon before it may stand in a page as it is: shapes and strokes only, nothing that loads or
runs.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree

from lms.content.problems import Problem, listed

_LARGEST = 4096  # characters; an icon of lines has some hundreds
_NAMESPACE = "{http://www.w3.org/2000/svg}"
_SHAPES = ("circle", "ellipse", "g", "line", "path", "polygon", "polyline", "rect", "svg")
_ATTRIBUTES = frozenset(
    {
        *("viewBox", "width", "height", "transform", "opacity", "aria-hidden", "focusable"),
        *("fill", "fill-rule", "clip-rule", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin"),
        *("d", "cx", "cy", "r", "rx", "ry", "x", "y", "x1", "y1", "x2", "y2", "points"),
    }
)


def icon_problems(file: str, svg: str) -> list[Problem]:
    """Everything that keeps this SVG from being an icon."""
    if len(svg) > _LARGEST:
        return [
            Problem(file, 1, f"the icon is longer than {_LARGEST} characters", "Draw it with fewer lines.")
        ]
    if "<!" in svg or "<?" in svg:
        return [Problem(file, 1, "the icon holds a comment or a declaration", "Start it with `<svg`.")]
    try:
        root = ElementTree.fromstring(svg)
    except ElementTree.ParseError as error:
        return [Problem(file, error.position[0], "this is not SVG", "Is every tag closed?")]
    return [Problem(file, 1, message, hint) for message, hint in _faults(root)]


def _faults(root: ElementTree.Element) -> Iterator[tuple[str, str]]:
    if root.tag != f"{_NAMESPACE}svg":
        hint = 'It starts with `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" …`.'
        yield "the icon is not an `svg` element of the SVG namespace", hint
    if root.get("viewBox") != "0 0 24 24":
        yield "the icon is not drawn on 24 × 24", 'Give it `viewBox="0 0 24 24"`.'
    for element in root.iter():
        shape = element.tag.removeprefix(_NAMESPACE)
        if shape not in _SHAPES:
            yield f"the icon holds a `{shape}`", f"Use {listed(_SHAPES, 'or')}."
        for name in element.keys() - _ATTRIBUTES:
            yield (
                f"`{shape}` has the attribute `{name}`",
                "Strokes in currentColor; no style, no link, no script.",
            )
        for name in ("fill", "stroke"):
            if element.get(name, "none") not in ("none", "currentColor"):
                yield (
                    f"`{shape}` has a colour of its own",
                    f'Write `{name}="currentColor"` or `{name}="none"`.',
                )
