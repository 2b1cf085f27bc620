"""An icon stands in the page as it is: it may draw and do nothing else."""

from __future__ import annotations

import pytest

from lms.content.checks.svg import icon_problems, picture_problems
from tests.content.tree import ICON


def test_a_line_icon_is_in_order() -> None:
    assert icon_problems("icon.svg", ICON) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("/>", ">", 2, "this is not SVG"),
        ('<path d="M4 12h16"/>', "<script>x</script>", 2, "the icon holds a `script`"),
        ('d="M4 12h16"', 'd="" onload="x()"', 2, "`path` has the attribute `onload`"),
        ('d="M4 12h16"', 'd="" style="x"', 2, "`path` has the attribute `style`"),
        ('d="M4 12h16"', 'd="" fill="#e00"', 2, "`path` has a colour of its own"),
        ('"currentColor"', '"red"', 1, "`svg` has a colour of its own"),
        ('"0 0 24 24"', '"0 0 48 48"', 1, "the icon is not drawn on 24 × 24"),
        (
            ' xmlns="http://www.w3.org/2000/svg"',
            "",
            1,
            "the icon is not an `svg` element of the SVG namespace",
        ),
        ("<svg", '<?xml version="1.0"?><svg', 1, "the icon holds a comment or a declaration"),
        ("<svg", '<!DOCTYPE svg [<!ENTITY a "b">]><svg', 1, "the icon holds a comment or a declaration"),
        ("M4 12h16", "M4 12h16" * 600, 1, "the icon is longer than 4096 characters"),
    ],
)
def test_anything_else_is_refused(old: str, new: str, line: int, message: str) -> None:
    assert old in ICON
    text = ICON.replace(old, new, 1)
    assert (line, message) in [(problem.line, problem.message) for problem in icon_problems("icon.svg", text)]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("<script>x()</script>", ["`<script` has no place in a picture"]),
        ('<g onload="x()">', ['`onload="` has no place in a picture']),
        ('<image href="https://x.org/a.png"/>', ['`href="` has no place in a picture']),
        ("<foreignObject>", ["`<foreignObject` has no place in a picture"]),
        ('<use href="#chair"/>', []),
        ('<text font-size="3">Conscious of one = all</text>', []),
    ],
)
def test_a_picture_may_draw_and_run_nothing(line: str, found: list[str]) -> None:
    problems = picture_problems("hall.svg", f"<svg>\n{line}\n</svg>")
    assert [(problem.line, problem.message) for problem in problems] == [(2, message) for message in found]
