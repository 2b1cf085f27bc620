"""The market and the fish factory: much to look at, so each has parts of its own."""

from __future__ import annotations

from tools.drawing.nature import fish
from tools.drawing.shapes import (
    BARK,
    LEAF,
    SUN,
    TEAL,
    WHITE,
    WOOD,
    circle,
    ellipse,
    faint,
    line,
    path,
    rect,
    shade,
)
from tools.drawing.things import lamp

MARKET_COLOURS = {"s": "#fdf0d2", "f": "#e9d6b2", "g": "#dcc69c", "h": "#d0b788", "b": "#f2dfba"}
FACTORY_COLOURS = {"s": "#e9f1f4", "g": "#b8cad2", "h": "#a6bbc5", "b": "#dbe8ed"}
_MANGO, _LIME, _ORANGE, _DRAGON, _PALE = "#f0b43c", "#8fbb58", "#e89a4f", "#b98bc7", "#f3dc8c"


def umbrella(x: float, y: float, width: float, fill: str, foot: float) -> str:
    """A market umbrella of two colours; y is its top."""
    half, low = width / 2, y + width * 0.3
    step = width / 4
    scallops = "".join(f"q{-step / 2} 7 {-step} 0" for _ in range(4))
    cloth = path(
        f"M{x - half} {low}Q{x - half * 0.5} {y + 2} {x} {y}Q{x + half * 0.5} {y + 2} {x + half} {low}{scallops}Z",
        fill,
    )
    white = path(
        f"M{x} {y}Q{x - half * 0.4} {y + 8} {x - step} {low}q{step / 2} 7 {step} 0"
        f"q{step / 2} 7 {step} 0Q{x + half * 0.4} {y + 8} {x} {y}Z",
        WHITE,
    )
    return line(f"M{x} {y - 4}V{foot}", BARK, 3.5) + cloth + white


def heap(x: float, y: float, width: float, fruit: str, radius: float = 5.5, rows: int = 2) -> str:
    """Fruit that is heaped in a basket, standing at y."""
    done = ""
    count = int(width / (2 * radius))
    for row in range(rows, 0, -1):
        number = count - row + 1
        for i in range(number):
            px = x + width / 2 + (i - (number - 1) / 2) * (width - 2 * radius) / max(1, count - 1)
            done += circle(
                px,
                y - 9 - (row - 0.4) * radius * 1.35,
                radius,
                fruit if (i + row) % 3 else shade(fruit, 0.92),
            )
    return (
        done
        + path(f"M{x - 1} {y - 11}h{width + 2}l-4 11h{6 - width}Z", "#c99b62")
        + line(f"M{x + 1} {y - 7}h{width - 2}", "#a87c46", 1.4)
    )


def stall(x: float, y: float, width: float, fill: str) -> str:
    """The table of a stall with its cloth; y is the ground."""
    cloth = path(
        f"M{x} {y - 44}h{width}v26q{-width / 8} 5 {-width / 4} 0t{-width / 4} 0t{-width / 4} 0t{-width / 4} 0Z",
        fill,
    )
    return (
        rect(x + 4, y - 40, 6, 40, BARK)
        + rect(x + width - 10, y - 40, 6, 40, BARK)
        + cloth
        + rect(x - 3, y - 48, width + 6, 6, WOOD, 2)
    )


def bananas(x: float, y: float) -> str:
    """Bananas that hang from a line."""
    hands = "".join(f"M{x} {y}q{dx} {6} {dx * 1.2} 15" for dx in (-8, -3.5, 1, 5.5))
    return line(hands, "#f2cf4e", 4.4) + line(f"M{x - 1} {y - 6}v7", "#7d8b3c", 2.4)


def market(people: str = "", sellers: str = "") -> str:
    """A market with umbrellas, fruit, greens and fish. Sellers stand behind the tables, feet at about y 180."""
    back = rect(0, 50, 120, 100, ".b") + rect(120, 34, 116, 116, ".f") + rect(236, 54, 124, 96, ".b")
    back += path("M-4 50L10 40H110L124 50ZM116 34L130 22H226L240 34ZM232 54L246 44H346L364 54Z", "#c08a55")
    for x, y in ((18, 66), (58, 66), (140, 56), (176, 56), (262, 70), (306, 70)):
        back += rect(x, y, 24, 26, "#9cc3c8", 2) + path(
            f"M{x - 4} {y}h10v26h-10ZM{x + 18} {y}h10v26h-10Z", "#7f9f86"
        )
    back += path("M0 146H360V200H0Z", ".g") + path("M0 176Q180 166 360 178V200H0Z", ".h")
    back += umbrella(78, 42, 128, TEAL, 150) + umbrella(276, 38, 138, SUN, 150)
    back += line("M146 84H208", "#7a6a52", 1.5) + bananas(158, 90) + bananas(178, 90) + bananas(198, 90)
    left = (
        stall(18, 180, 122, "#8fb7a6")
        + heap(22, 132, 36, _MANGO)
        + heap(62, 132, 34, _LIME)
        + heap(100, 132, 36, _DRAGON)
    )
    right = (
        stall(216, 180, 128, "#7f93b8")
        + path("M222 120h56l6 14h-68Z", "#cfe3ea")
        + path("M224 126q6 -7 12 -2q6 -7 12 -1q6 -6 12 0q7 -5 14 3l6 8h-60Z", "#eef7fa")
    )
    right += (
        fish(224, 124, 0.85)
        + fish(246, 129, 0.8, "#92b3a8")
        + heap(288, 132, 28, _ORANGE, 5)
        + _greens(320, 132)
    )
    basket = ellipse(330, 190, 22, 5, "#b58a54") + heap(312, 194, 36, _PALE, 5, 1)
    return back + sellers + left + right + people + basket


def _greens(x: float, y: float) -> str:
    leaves = "".join(
        circle(x + dx, y - 12 - up, 5, LEAF if dx % 2 else "#7dba68")
        for dx, up in ((0, 0), (7, 3), (14, 0), (20, 2))
    )
    return leaves + rect(x - 4, y - 10, 26, 10, "#b98a54", 2)


def crate(x: float, y: float, fill: str, width: float = 44) -> str:
    """A fish crate with grips, standing at y."""
    dark = shade(fill, 0.8)
    return (
        rect(x, y - 18, width, 18, fill, 2)
        + rect(x - 1, y - 20, width + 2, 5, dark, 2)
        + rect(x + width / 2 - 7, y - 11, 14, 4, dark, 2)
    )


def ice_box(x: float, y: float, fill: str, width: float = 56) -> str:
    """An open box full of ice and fish, standing at y."""
    ice = "".join(f"M{x + 5 + i * 11} {y - 26}l3 -8l7 1l3 9Z" for i in range(int((width - 8) / 11)))
    bodies = fish(x + 4, y - 31, 0.75) + fish(x + width - 34, y - 29, 0.7, "#92b3a8")
    return (
        bodies
        + path(ice, "#f4fafc")
        + rect(x, y - 27, width, 27, fill, 3)
        + rect(x - 2, y - 29, width + 4, 6, shade(fill, 0.86), 2)
        + line(f"M{x + 8} {y - 12}h{width - 16}", shade(fill, 0.86), 2)
    )


def factory(people: str = "", workers: str = "") -> str:
    """The fish factory: ice boxes, crates, a sorting table. Workers stand behind the table, feet at y 184."""
    back = rect(0, 0, 360, 146, ".b")
    for x in (28, 96, 264):
        back += rect(x, 22, 54, 30, "#bfe0ea", 3) + path(
            f"M{x} 44q14 -9 27 -2t27 -4v11a3 3 0 0 1 -3 3h-48a3 3 0 0 1 -3 -3Z", "#7fb3c6"
        )
    back += rect(172, 34, 70, 112, "#c6d5dc", 2)
    back += "".join(
        rect(x, 34, 10, 112, fill)
        for x, fill in (
            (174, "#dcebf0"),
            (187, "#e6f1f5"),
            (200, "#dcebf0"),
            (213, "#e6f1f5"),
            (226, "#dcebf0"),
        )
    )
    back += rect(168, 28, 78, 9, "#8fa5b0", 2) + line("M0 12H360", "#9fb3bd", 4)
    for x in (62, 150, 256, 330):
        back += lamp(x, 12, 8)
    back += faint("M0 92H360M0 119H360", "#c9dae1", 1.2)
    back += path("M0 146H360V200H0Z", ".g") + faint("M0 164H360M0 186H360", "#a9bdc7", 1.2)
    back += crate(292, 146, "#5f9fb5") + crate(294, 128, "#e0b25a") + crate(298, 110, "#5f9fb5", 40)
    back += crate(12, 146, "#e0b25a") + crate(16, 128, "#6fae9a", 40)
    top = (
        rect(40, 136, 246, 7, "#dfe8ec", 2)
        + rect(36, 141, 254, 9, "#8fa3af", 2)
        + rect(48, 150, 6, 36, "#738894")
        + rect(272, 150, 6, 36, "#738894")
        + rect(50, 168, 226, 4, "#738894")
    )
    for x, k, hue in (
        (52, 0.8, "#7fa9bd"),
        (96, 0.7, "#92b3a8"),
        (150, 0.8, "#7fa9bd"),
        (200, 0.75, "#8d9fb8"),
        (246, 0.8, "#7fa9bd"),
    ):
        top += fish(x, 134, k, hue)
    shrimp = "".join(f"M{x} 134q5 -5 8 1" for x in (132, 138, 184, 190))
    top += line(shrimp, "#e9a878", 2.6)
    front = ice_box(8, 196, "#6fa6bd") + ice_box(292, 198, "#d9a94f", 54)
    return back + workers + top + front + people
