"""Make a file of a drawing: its size, its styles, the one rule for the evening, and few bytes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

WIDTH, HEIGHT = 360, 200
LINES = ".l{fill:none;stroke-linecap:round;stroke-linejoin:round}"
EVENING = (
    "@media(prefers-color-scheme:dark){.s{fill:#15323f}.f{fill:#1f4751}.m{fill:#24555a}.g{fill:#2b4a3c}"
    ".h{fill:#36543d}.w{fill:#1d5566}.b{fill:#274f5c}.o{opacity:.25}}"
)
DAY = {
    "s": "#dff0f3",
    "f": "#b4dad6",
    "m": "#86c0b6",
    "g": "#a9cf8c",
    "h": "#8dbb72",
    "w": "#6fb6c8",
    "b": "#f4ead6",
}
_SHORT = "ijkq"  # names of the classes of the four commonest fills
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?")


def scene(body: str, colours: Mapping[str, str] | None = None) -> str:
    """A picture of 360 × 200 on a sky; `colours` are those of its background by day."""
    day = {**DAY, **(colours or {})}
    body = f'<rect width="{WIDTH}" height="{HEIGHT}" class="s"/>{body}'
    used = "".join(f".{name}{{fill:{fill}}}" for name, fill in day.items() if f'class="{name}"' in body)
    return document(body, WIDTH, HEIGHT, used)


def document(body: str, width: int, height: int, styles: str) -> str:
    """A whole file: one line, and a line end."""
    body, common = _fills(compact(body))
    style = f"<style>{LINES}{styles}{common}{EVENING}</style>"
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{style}{body}</svg>\n'


def _fills(body: str) -> tuple[str, str]:
    """Say the four commonest fills once, as classes."""
    counts = Counter(re.findall(r' fill="(#[0-9a-f]+)"(?=/>)', body))
    styles = ""
    for name, (fill, _) in zip(
        _SHORT, sorted(counts.items(), key=lambda item: (-item[1], item[0])), strict=False
    ):
        body = body.replace(f' fill="{fill}"/>', f' class="{name}"/>')
        styles += f".{name}{{fill:{fill}}}"
    return body, styles


def compact(body: str) -> str:
    """Numbers of one decimal (two in a scale), no space that can be left out."""
    body = re.sub(r'(?<= )([cr]?[xy]|r|width|height|stroke-width)="([^"#]*)"', _attribute, body)
    body = re.sub(r' d="([^"]*)"', lambda found: f' d="{_path(found[1])}"', body)
    return re.sub(r'transform="([^"]*)"', lambda found: f'transform="{_transform(found[1])}"', body)


def number(value: float, decimals: int = 1) -> str:
    """A number as short as it can be written."""
    text = f"{value:.{decimals}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if text in ("-0", ""):
        return "0"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def _attribute(found: re.Match[str]) -> str:
    return f'{found[1]}="{number(float(found[2]))}"'


def _path(d: str) -> str:
    rounded = _NUMBER.sub(lambda found: f" {number(float(found[0]))} ", d)
    rounded = re.sub(r"[\s,]+", " ", rounded).strip()
    rounded = re.sub(r" ?([A-Za-z]) ?", r"\1", rounded)
    return rounded.replace(" -", "-")


def _transform(steps: str) -> str:
    def step(found: re.Match[str]) -> str:
        decimals = 2 if found[1] == "scale" else 1
        values = " ".join(number(float(value), decimals) for value in found[2].split())
        return f"{found[1]}({values.replace(' -', '-')})"

    return re.sub(r"(\w+)\(([^)]*)\)", step, steps).replace(") ", ")")
