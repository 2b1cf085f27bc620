"""The few shapes that all drawings are made of, and the palette. Each returns a fragment of SVG as text."""

from __future__ import annotations

INK = "#242c3b"
RIVER, SKY, SUN, LEAF = "#0b5570", "#8ec9dd", "#f5b93e", "#5f9e4b"
PLUM, INDIGO, SAND, TEAL = "#8d5fa5", "#4c5fae", "#efe2c8", "#0d8a80"
WHITE, WOOD, BARK, NIGHT = "#fffdf8", "#a9754a", "#8a6540", "#3f5278"
SKIN = {
    "a": ("#f3cda6", "#e0ab7c"),
    "b": ("#e2b081", "#c98f5d"),
    "c": ("#c8905c", "#a97143"),
    "d": ("#a06c45", "#824f2f"),
}

Point = tuple[float, float]


def circle(x: float, y: float, radius: float, fill: str) -> str:
    """A filled circle."""
    return f'<circle cx="{x}" cy="{y}" r="{radius}" {paint(fill)}/>'


def ellipse(x: float, y: float, rx: float, ry: float, fill: str) -> str:
    """A filled ellipse."""
    return f'<ellipse cx="{x}" cy="{y}" rx="{rx}" ry="{ry}" {paint(fill)}/>'


def rect(x: float, y: float, width: float, height: float, fill: str, corner: float = 0) -> str:
    """A filled rectangle; `corner` rounds it."""
    rounded = f' rx="{corner}"' if corner else ""
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}"{rounded} {paint(fill)}/>'


def path(d: str, fill: str) -> str:
    """A filled path."""
    return f'<path d="{d}" {paint(fill)}/>'


def line(d: str, stroke: str, width: float) -> str:
    """A line with round ends."""
    return f'<path d="{d}" stroke="{stroke}" stroke-width="{width}" class="l"/>'


def faint(d: str, stroke: str, width: float) -> str:
    """A line of the background, which fades in the evening."""
    return f'<path d="{d}" stroke="{stroke}" stroke-width="{width}" class="l o"/>'


def ring(x: float, y: float, radius: float, stroke: str, width: float) -> str:
    """A circle that is only a line."""
    return f'<circle cx="{x}" cy="{y}" r="{radius}" stroke="{stroke}" stroke-width="{width}" class="l"/>'


def move(body: str, x: float, y: float, scale: float = 1, turn: float = 0, *, mirror: bool = False) -> str:
    """Put a fragment somewhere else, larger or smaller, turned by degrees, mirrored."""
    steps = f"translate({x} {y})"
    if turn:
        steps += f" rotate({turn})"
    if mirror:
        steps += f" scale({-scale} {scale})"
    elif scale != 1:
        steps += f" scale({scale})"
    return f'<g transform="{steps}">{body}</g>'


def paint(fill: str) -> str:
    """A colour, or `.x` for a background class that turns into evening."""
    return f'class="{fill[1:]}"' if fill.startswith(".") else f'fill="{fill}"'


def shade(colour: str, share: float = 0.88) -> str:
    """The same colour, darker (below 1) or lighter (above)."""
    values = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{min(255, round(value * share)):02x}" for value in values)
