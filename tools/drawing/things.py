"""Roofs, furniture and what people carry."""

from __future__ import annotations

from tools.drawing.shapes import (
    BARK,
    INK,
    RIVER,
    SUN,
    WHITE,
    WOOD,
    Point,
    circle,
    line,
    move,
    path,
    rect,
    shade,
)


def sala_roof(x: float, y: float, width: float, height: float, fill: str, dark: str, eave: float = 14) -> str:
    """The roof of a sala from its long side: two tiers, straight eaves, small finials."""

    def at(share: float) -> float:
        return x + width * share

    left, right, h = x - eave, x + width + eave, height
    low = (
        f"M{left} {y}Q{at(0.06)} {y - h * 0.12} {at(0.13)} {y - h * 0.46}"
        f"H{at(0.87)}Q{at(0.94)} {y - h * 0.12} {right} {y}Z"
    )
    high = (
        f"M{at(0.08)} {y - h * 0.42}Q{at(0.2)} {y - h * 0.6} {at(0.23)} {y - h}"
        f"H{at(0.77)}Q{at(0.8)} {y - h * 0.6} {at(0.92)} {y - h * 0.42}Z"
    )
    finials = f"M{at(0.235)} {y - h + 1}l-5 -6M{at(0.765)} {y - h + 1}l5 -6"
    return (
        path(low, fill)
        + path(high, dark)
        + line(f"{finials}M{at(0.235)} {y - h}H{at(0.765)}M{left} {y}H{right}", SUN, 3)
    )


def gable(x: float, y: float, width: float, height: float, fill: str, dark: str, eave: float = 14) -> str:
    """The plain gable of a village house, its ends crossed."""
    m = x + width / 2
    front = path(f"M{x - eave} {y + 4}L{m} {y - height}L{x + width + eave} {y + 4}Z", fill)
    seams = line(
        f"M{m - width * 0.3} {y - height * 0.32}h{width * 0.6}M{m - width * 0.16} {y - height * 0.62}h{width * 0.32}",
        dark,
        3,
    )
    edge = f"M{x - eave} {y + 4}L{m + 5} {y - height - 8}M{x + width + eave} {y + 4}L{m - 5} {y - height - 8}"
    return front + seams + line(edge, dark, 4.5)


def hip_roof(x: float, y: float, width: float, height: float, fill: str, dark: str, eave: float = 14) -> str:
    """The hip roof of a clinic or an office."""
    body = path(
        f"M{x - eave} {y + 3}L{x + width * 0.12} {y - height}H{x + width * 0.88}L{x + width + eave} {y + 3}Z",
        fill,
    )
    seams = "".join(
        f"M{x + width * k} {y + 1}L{x + width * (0.5 + (k - 0.5) * 0.76)} {y - height + 3}"
        for k in (0.14, 0.32, 0.5, 0.68, 0.86)
    )
    return body + line(seams, dark, 2) + rect(x - eave, y + 1, width + 2 * eave, 5, dark, 2)


def bench(x: float, y: float, width: float, height: float = 24) -> str:
    """A bench; its feet are at y."""
    legs = rect(x + 6, y - height, 5, height, shade(BARK)) + rect(
        x + width - 11, y - height, 5, height, shade(BARK)
    )
    return legs + rect(x, y - height - 3, width, 6, BARK, 2)


def stool(x: float, y: float, height: float = 24, fill: str = "#5f9fb5") -> str:
    """A plastic stool; x is its middle."""
    legs = line(
        f"M{x - 9} {y - height}L{x - 12} {y - 1}M{x + 9} {y - height}L{x + 12} {y - 1}", shade(fill), 4
    )
    return (
        legs
        + rect(x - 13, y - height - 3, 26, 6, fill, 3)
        + line(f"M{x - 10} {y - height * 0.4}h20", shade(fill), 3)
    )


def table(x: float, y: float, width: float, height: float = 38, fill: str = WOOD) -> str:
    """A table; its feet are at y."""
    legs = rect(x + 6, y - height, 5, height, shade(fill)) + rect(
        x + width - 11, y - height, 5, height, shade(fill)
    )
    return legs + rect(x, y - height - 3, width, 7, fill, 2)


def bag(x: float, y: float, fill: str = "#c9824a") -> str:
    """A bag whose handle is at x, y."""
    return line(f"M{x - 5} {y + 9}q1 -9 5 -9t5 9", shade(fill), 2.4) + path(
        f"M{x - 9} {y + 8}h18l2 17q-11 3 -22 0Z", fill
    )


def backpack(side: int, fill: str = "#c9824a") -> str:
    """A backpack, behind a person who looks to the other side."""
    return path(
        f"M{side * 4} -77q{side * 17} -2 {side * 17} 14v20q{-side * 8} 4 {-side * 17} 2Z", fill
    ) + line(f"M{side * 14} -55v10", shade(fill), 3)


def cane(side: int = 1) -> str:
    """A walking stick in the hand of a person."""
    return line(f"M{side * 20} -50V-1M{side * 20} -50q0 -5 {-side * 6} -5", "#7a5230", 2.6)


def paper(x: float, y: float, fill: str = WHITE, turn: float = 0) -> str:
    """A sheet with lines that nobody can read."""
    body = rect(-7, -9, 14, 18, fill, 1.5) + line("M-4 -5h8M-4 -1h8M-4 3h5", "#a7b4ba", 1.4)
    return move(body, x, y, 1, turn)


def board(x: float, y: float) -> str:
    """A clipboard."""
    lines = line(f"M{x - 5} {y - 4}h10M{x - 5} {y}h10M{x - 5} {y + 4}h6", "#a98a4a", 1.5)
    return rect(x - 8.5, y - 10, 17, 21, "#f7e3ae", 2) + rect(x - 4, y - 12, 8, 4, INK, 1) + lines


def phone(x: float, y: float, turn: float = 0) -> str:
    """A phone, its screen light."""
    return move(rect(-4, -7, 8, 14, INK, 2) + rect(-2.8, -5.2, 5.6, 10, "#bfe6f2", 0.8), x, y, 1, turn)


def cup(x: float, y: float, fill: str = WHITE) -> str:
    """A cup that stands at y."""
    return path(f"M{x - 4} {y - 8}h8l-1.200 8h-5.600Z", fill)


def bottle(x: float, y: float) -> str:
    """A bottle of water that stands at y."""
    return rect(x - 3, y - 13, 6, 13, "#bfe3ef", 2) + rect(x - 1.8, y - 16, 3.6, 4, RIVER, 1)


def lamp(x: float, y: float, drop: float) -> str:
    """A lamp that hangs from y."""
    return line(f"M{x} {y}v{drop}", "#7a6a52", 1.6) + path(
        f"M{x - 9} {y + drop + 8}Q{x} {y + drop - 8} {x + 9} {y + drop + 8}Z", SUN
    )


def bubble(
    x: float, y: float, width: float, height: float, inside: str, fill: str = WHITE, tail: str = "left"
) -> str:
    """A speech bubble; its tail points down to the one who speaks."""
    low = y + height - 1
    tails: dict[str, Point] = {"left": (x + 14, -4), "right": (x + width - 26, 14)}
    start, tip = tails[tail]
    corner = height / 2.4
    return (
        rect(x, y, width, height, fill, corner)
        + path(f"M{start} {low}l{tip} 10l{12 - tip} -10Z", fill)
        + inside
    )


def dots(x: float, y: float, fill: str = "#9fb4bd") -> str:
    """Three dots: somebody speaks, or thinks."""
    return circle(x - 9, y, 3, fill) + circle(x, y, 3, fill) + circle(x + 9, y, 3, fill)


def heart(x: float, y: float, k: float, fill: str) -> str:
    """A heart, never red."""
    d = (
        f"M{x} {y + 9 * k}C{x - 14 * k} {y} {x - 8 * k} {y - 10 * k} {x} {y - 3 * k}"
        f"C{x + 8 * k} {y - 10 * k} {x + 14 * k} {y} {x} {y + 9 * k}Z"
    )
    return path(d, fill)


def tick(x: float, y: float, stroke: str = "#fff") -> str:
    """A tick."""
    return line(f"M{x - 10} {y}l7 7l14 -14", stroke, 4)


def question(x: float, y: float, stroke: str = "#5a3c00") -> str:
    """A question mark."""
    return line(f"M{x - 6} {y - 5}q1 -6 6 -6t6 5q0 4 -6 6v2M{x} {y + 8}v.1", stroke, 3.2)


def clock(x: float, y: float, radius: float = 18) -> str:
    """A clock on a wall."""
    return circle(x, y, radius, WHITE) + line(
        f"M{x} {y - radius * 0.6}V{y}l{radius * 0.4} {radius * 0.3}", RIVER, 3
    )


def window(x: float, y: float, width: float, height: float) -> str:
    """A window; its bars stand upright only, for a cross is no ornament."""
    third = width / 3
    bars = "".join(f"M{x + third * i - 1} {y}h2v{height}h-2Z" for i in (1, 2))
    return rect(x, y, width, height, "#bfe0e6", 3) + path(bars, WHITE)


def box(x: float, y: float, width: float, height: float, fill: str, *, slot: bool = False) -> str:
    """A closed box that stands at y; with a slot it is one for letters."""
    lid = rect(x - 2, y - height, width + 4, height * 0.3, shade(fill, 0.84), 1)
    hole = rect(x + width * 0.25, y - height + height * 0.1, width * 0.5, 2, INK, 1) if slot else ""
    return rect(x, y - height, width, height, fill, 2) + lid + hole


def lock(x: float, y: float, fill: str = RIVER) -> str:
    """A closed lock."""
    return line(f"M{x - 5} {y - 2}v-4q0 -6 5 -6t5 6v4", fill, 2.6) + rect(x - 8, y - 3, 16, 13, fill, 2.5)


def linked(x: float, y: float, fill: str = RIVER) -> str:
    """Two people far from each other, and the dotted line between them."""
    done = "".join(
        circle(at, y - 5, 4, fill)
        + path(f"M{at - 7} {y + 8}q0 -8 7 -8t7 8ZM{at - 7} {y + 8}q0 -8 7 -8t7 8Z", fill)
        for at in (x - 18, x + 18)
    )
    return done + line(f"M{x - 7} {y + 2}h.1M{x} {y + 2}h.1M{x + 7} {y + 2}h.1", SUN, 3.4)


def coin(x: float, y: float) -> str:
    """A coin without a country."""
    return circle(x, y, 9, SUN) + circle(x, y, 5.5, "#e3a01f")
