"""How tests look into a PDF: its text, its fonts, its pixels; and into a page before it becomes one."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageStat

_BLOCKS = ("BlockBox", "InlineBlockBox", "FlexBox")


def text_of(document: bytes) -> str:
    """What a reader copies out of a PDF."""
    return _run("pdftotext", "-enc", "UTF-8", "-", "-", document=document).decode()


def facts_of(document: bytes) -> tuple[str, str]:
    """What a PDF says of itself, and its metadata."""
    told = _run("pdfinfo", "-", document=document).decode()
    return told, _run("pdfinfo", "-meta", "-", document=document).decode()


def pixels_of(document: bytes, dots_per_inch: int) -> Image.Image:
    """The first page as a reader sees it, in shades of grey."""
    png = _run("pdftoppm", "-r", str(dots_per_inch), "-gray", "-singlefile", "-", document=document)
    return Image.open(io.BytesIO(png)).convert("L")


def coloured_pixels_of(document: bytes, dots_per_inch: int) -> list[tuple[int, int, int]]:
    """The colours of the first page, each once."""
    png = _run("pdftoppm", "-r", str(dots_per_inch), "-png", "-singlefile", "-", document=document)
    content = Image.open(io.BytesIO(png)).convert("RGB").tobytes()
    return sorted(set(zip(content[::3], content[1::3], content[2::3], strict=True)))


def assert_looks_as_before(now: Image.Image, golden: Path, folder: Path) -> None:
    """Compare with the picture that somebody looked at; on a difference look at the new one in `folder`."""
    now.save(folder / golden.name)
    seen = Image.open(golden).convert("L")
    assert now.size == seen.size
    difference = ImageChops.difference(seen, now)
    # Another version of the rasteriser shades edges a little differently; a sign that moved changes far more.
    assert ImageStat.Stat(difference).mean[0] < 0.15
    assert sum(difference.point(lambda shade: shade > 96).histogram()[1:]) < 12


def fonts_of(document: bytes, folder: Path) -> list[str]:
    """The fonts of a PDF without the prefix of their subset; each is embedded and knows its letters."""
    path = folder / "fonts.pdf"
    path.write_bytes(document)
    lines = _run("pdffonts", str(path)).decode().splitlines()[2:]
    assert all(re.search("Identity-H +yes yes yes ", line) for line in lines), lines
    return [line.split()[0].partition("+")[2] for line in lines]


def text_boxes(box: Any, block: Any = None) -> Iterator[tuple[Any, Any]]:
    """The lines of text of a laid-out page in reading order, each with the block that holds it."""
    if hasattr(box, "text"):
        yield box, block
    inner = box if type(box).__name__ in _BLOCKS else block
    for child in getattr(box, "children", ()):
        yield from text_boxes(child, inner)


def _run(*command: str, document: bytes | None = None) -> bytes:
    return subprocess.run(command, input=document, capture_output=True, check=True).stdout
