"""The five covers: a module's colour, a place, and people who do what the module is about."""

from __future__ import annotations

from tools.drawing.cast import (
    ALISA,
    CHANTHOU,
    CHILD,
    ELDER,
    MAN,
    MOTHER,
    NATTAYA,
    RATANAK,
    RITHY,
    SAMNANG,
    VOLUNTEER,
)
from tools.drawing.document import scene
from tools.drawing.figure import person, wheelchair
from tools.drawing.nature import bush, cloud, ground, hills, palm, pot_plant, reeds, sun, tree
from tools.drawing.shapes import (
    BARK,
    LEAF,
    PLUM,
    RIVER,
    SUN,
    TEAL,
    WHITE,
    WOOD,
    circle,
    ellipse,
    line,
    move,
    path,
    rect,
)
from tools.drawing.things import (
    backpack,
    bag,
    bench,
    box,
    bubble,
    cane,
    clock,
    cup,
    dots,
    heart,
    paper,
    question,
    sala_roof,
    stool,
    table,
    tick,
)


def migration() -> str:
    """Two on their way, and one who waits for them where the road turns."""
    back = sun(292, 46) + cloud(30, 44, 0.8) + hills(104) + ground(118)
    back += path("M128 200Q110 166 190 152T214 128T188 116H198Q238 128 216 150T262 200Z", "#efe0bd")
    back += palm(40, 140, 0.8, -6) + palm(334, 138, 0.8, 6) + bush(76, 142, 0.6)
    back += (
        rect(190, 86, 54, 32, ".b")
        + sala_roof(190, 86, 54, 28, "#d69a2c", "#b97f1f", 9)
        + rect(208, 98, 18, 20, BARK, 2)
    )
    people = person(
        RATANAK,
        94,
        195,
        0.98,
        body="walk",
        look=1,
        left="down",
        right=(13, 12),
        under=backpack(-1),
        mood="glad",
    )
    people += person(
        CHANTHOU,
        144,
        196,
        0.98,
        body="walk",
        look=1,
        left="bag",
        right="out",
        over=bag(-12.5, -43, "#6f83a8"),
    )
    people += person(RITHY, 264, 195, 0.98, look=-1, left="wave", right="hold", mood="glad")
    colours = {"s": "#d9e8fb", "f": "#b5cdea", "m": "#8fb2dc", "g": "#b9d3a4"}
    return scene(back + people, colours)


def _shelf() -> str:
    """A shelf with books, a plant and boxes, 78 × 84."""
    boards = "".join(rect(6, y, 66, 21, "#f7ead0", 2) for y in (6, 32, 58))
    upper = ((12, 10, 17, TEAL), (24, 12, 15, SUN), (36, 10, 17, PLUM), (54, 13, 14, LEAF))
    lower = ((14, 36, 17, "#6fa6bd"), (26, 38, 15, "#e6b04a"))
    books = (*upper, *lower)
    standing = "".join(rect(x, y, 9, height, fill, 1.5) for x, y, height, fill in books)
    boxes = "".join(rect(x, 62, 12, 17, fill, 2) for x, fill in ((14, PLUM), (30, TEAL), (48, "#6fa6bd")))
    return rect(0, 0, 78, 84, WOOD, 4) + boards + standing + boxes + pot_plant(56, 53, 0.42)


def hiv() -> str:
    """Two who talk in a quiet room. Who of them knows what about oneself is nobody's business."""
    back = rect(0, 0, 360, 150, ".b") + ground(150)
    back += rect(34, 30, 84, 62, ".s", 5) + path(
        "M34 74q22 -20 42 -6t42 -10v29a5 5 0 0 1 -5 5H39a5 5 0 0 1 -5 -5Z", ".f"
    )
    back += circle(100, 48, 9, SUN) + path("M75 30h2v62h-2Z", WHITE) + clock(178, 60, 18)
    back += move(_shelf(), 254, 38)
    back += stool(104, 196, 24, "#6f83a8") + stool(232, 196, 24, "#5f9e8f")
    back += person(ALISA, 104, 196, 1.08, body="sit", look=1, left="lap", right="open", mood="glad")
    back += person(MAN, 232, 196, 1.02, body="sit", look=-1, left="lap", right="lap", mood="smile")
    back += (
        table(147, 194, 44, 30)
        + cup(159, 161, "#bfe3ef")
        + cup(179, 161, "#f3d38a")
        + pot_plant(334, 196, 1.1)
    )
    return scene(back, {"s": "#cfe7ef", "f": "#9cc79a", "g": "#dcbf8b", "b": "#fcefd3"})


def pss() -> str:
    """Two on a bench: one listens."""
    back = sun(60, 52, 22) + hills(110) + path("M0 136Q180 120 360 140V200H0Z", ".g") + tree(296, 172, 1.2)
    back += (
        bush(36, 176, 0.8)
        + rect(92, 138, 156, 6, "#9a7448", 3)
        + line("M104 140V170M236 140V170", "#6f4a2b", 5)
        + bench(88, 196, 164, 24)
    )
    back += person(
        SAMNANG, 132, 196, 1.06, body="sit", look=1, left="lap", right="lap", mood="worried", tilt=6, lean=2
    )
    back += person(RITHY, 208, 196, 1.06, body="sit", look=-1, left="open", right="lap", mood="calm", lean=-3)
    back += bubble(140, 36, 58, 34, heart(169, 52, 1.05, PLUM), tail="right") + reeds(338, 196)
    return scene(back, {"s": "#e9e2f6", "f": "#cfc5e6", "m": "#b0a5d4", "g": "#b5cfa2"})


def cea() -> str:
    """A circle on a mat: all speak, one writes down, and there is a box for letters."""
    back = sun(326, 52, 16) + hills(104) + ground(122) + palm(22, 150, 0.9, -6) + bush(338, 140, 0.8)
    back += ellipse(180, 178, 146, 20, "#e3c98f") + ellipse(180, 178, 128, 15, "#d6b671")
    back += (
        bubble(62, 48, 52, 32, dots(88, 64))
        + bubble(150, 40, 62, 34, tick(178, 56), RIVER)
        + bubble(238, 50, 52, 32, question(264, 66), SUN, "right")
    )
    people = person(
        VOLUNTEER, 152, 170, 0.94, body="floor", look=0, left="read", right="read", held=paper(0, -30)
    )
    people += person(SAMNANG, 212, 171, 0.9, body="floor", look=-1, left="chest", right="lap")
    people += person(CHANTHOU, 98, 184, 1.0, body="floor", look=1, left="lap", right="out", mood="glad")
    people += person(ELDER, 268, 186, 1.0, body="floor", look=-1, left="open", right="lap", mood="glad")
    colours = {"s": "#e4f2da", "f": "#c2dfb4", "m": "#9cc98a", "g": "#b4d495"}
    return scene(back + people + box(168, 196, 30, 20, "#0d8a80", slot=True), colours)


def pgi() -> str:
    """All under one roof, none smaller or lower for what they are; a ramp leads in."""
    back = hills(116) + path("M0 142Q180 130 360 142V200H0Z", ".g")
    back += (
        line("M40 84V180M320 84V180", "#8a5f38", 7)
        + sala_roof(36, 84, 288, 62, "#0d7f86", RIVER, 20)
        + rect(40, 85, 280, 4, SUN)
    )
    people = person(ELDER, 66, 192, 0.96, look=1, left="down", right="cane", over=cane())
    people += person(ALISA, 104, 193, 0.98, look=1, left="hip", right="down", mood="glad")
    people += person(CHILD, 148, 194, 0.98, look=1, right="up", mood="glad") + person(
        MOTHER, 182, 193, 0.96, look=-1, left="down", right="down"
    )
    people += wheelchair(NATTAYA, 232, 195, 0.98, look=1, right="open", left="lap", mood="glad")
    people += person(VOLUNTEER, 290, 193, 0.98, look=-1, left="wave")
    return scene(back + people, {"s": "#d8f0ec", "f": "#b2ddd4", "m": "#86c4b7", "g": "#b7d69c"})


COVERS = {"migration": migration, "hiv": hiv, "pss": pss, "cea": cea, "pgi": pgi}
