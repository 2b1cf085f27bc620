"""The places of the border world under the open sky. Each takes the people who are there."""

from __future__ import annotations

from tools.drawing.nature import banana, bush, cloud, ground, hen, hills, palm, reeds, ripples, sun, tree
from tools.drawing.shapes import BARK, RIVER, SKIN, SUN, WHITE, WOOD, circle, ellipse, faint, line, path, rect
from tools.drawing.things import bench, gable, heart, hip_roof, sala_roof, window

BUS_COLOURS = {"s": "#fbeed3", "f": "#d7d9b8", "m": "#b4cc9d", "g": "#c9bd9f", "h": "#a9a495"}
SITE_COLOURS = {"s": "#e3f1f5", "g": "#d5c49c", "b": "#e6dcc6"}
SALA_COLOURS = {"s": "#fdeccb"}


def river(people: str = "", shore: str = "") -> str:
    """A long boat on the river; `people` stand or sit in it, feet at about y 172."""
    back = sun(292, 46) + cloud(48, 48) + cloud(190, 34, 0.7) + hills(104)
    back += path("M0 116Q90 106 180 112T360 108V200H0Z", ".w")
    back += (
        palm(26, 116, 0.62, -4)
        + palm(44, 117, 0.5, 5)
        + bush(12, 118, 0.7)
        + bush(332, 112, 0.8)
        + palm(338, 112, 0.55, -5)
    )
    back += ripples((60, 130, 36), (236, 124, 46), (20, 186, 54), (286, 178, 48))
    boat = path("M40 136Q62 158 180 158T324 132Q308 178 270 182H104Q62 178 40 136Z", "#8d5f38")
    boat += path("M40 136Q62 158 180 158T324 132L320 143Q256 167 180 167T47 147Z", WOOD)
    boat += line("M84 172Q180 178 276 172", "#7a4f2d", 2)
    return (
        back
        + people
        + boat
        + ripples((70, 192, 40), (160, 189, 80), (270, 188, 30))
        + reeds(18, 200)
        + reeds(340, 200)
        + shore
    )


def clinic(people: str = "", *, bench_left: bool = True) -> str:
    """A clinic with a ramp; its sign is a heart."""
    back = sun(318, 40, 18) + hills(96) + ground(150) + tree(334, 156, 0.86)
    back += rect(50, 74, 216, 84, ".b") + hip_roof(50, 74, 216, 44, "#0d7f86", RIVER, 12)
    back += rect(136, 96, 40, 62, "#0d7f86", 3) + rect(139, 99, 34, 59, "#cfe7e8", 2)
    back += window(68, 96, 50, 34) + window(196, 96, 50, 34)
    back += circle(156, 56, 15, WHITE) + heart(156, 56, 1, "#0d8a80")
    back += (
        rect(40, 156, 240, 6, "#d8cbb0")
        + path("M280 156L348 180H280Z", "#c9bb9d")
        + path("M40 162h240v8H40Z", "#bfae8e")
    )
    back += line("M284 146L336 164M284 146v10M310 155v10M336 164v12", "#8fa1a3", 2.4)
    back += bush(46, 160, 0.55) + bush(262, 158, 0.5)
    return back + (bench(54, 186, 66, 22) if bench_left else "") + people


def site(people: str = "", above: str = "") -> str:
    """A building site with scaffold and crane; `above` are people on the first floor, feet at y 104."""
    back = sun(56, 44, 20) + cloud(244, 40, 0.9) + hills(116) + ground(158)
    back += line("M322 160V22M266 34H352M322 18L284 34M322 18L348 34M280 34V66", "#d69a2c", 4) + rect(
        268, 66, 24, 12, "#8a9aa6", 2
    )
    for y in (58, 104):
        back += rect(96, y, 160, 9, "#a9b6bd")
    for x in (102, 150, 198, 244):
        back += rect(x, 58, 8, 104, "#c2ccd1")
    back += rect(110, 113, 40, 49, ".b") + rect(206, 67, 38, 37, ".b")
    back += faint(
        "M110 126h40M110 138h40M110 150h40M130 113v13M120 126v12M138 126v12M130 138v12M120 150v11M138 150v11",
        "#cdbf9f",
        1.2,
    )
    back += line(
        "M88 44V164M126 40V104M226 44V164M266 50V164M78 92H104M78 134H108M226 92H276M226 134H276",
        "#c99b4e",
        4,
    )
    back += line("M186 164L206 106M198 166L218 108M191 152h12M196 138h12M201 124h12", "#a8763a", 3.5)
    heap = path("M292 196q18 -36 46 -24t30 30h-76Z", "#d8bd86")
    barrow = (
        path("M240 174h42l-8 15h-24Z", "#6f8795")
        + circle(250, 193, 6.5, "#3a4556")
        + circle(250, 193, 2.6, "#c2ccd1")
    )
    barrow += line("M280 176l20 -6M270 189l6 7", "#6f8795", 4) + path("M243 174q18 -13 36 0Z", "#d8bd86")
    bags = rect(30, 184, 26, 9, "#cfc4ad", 4) + rect(34, 176, 24, 9, "#ddd2bb", 4)
    return back + above + heap + barrow + bags + people


def bus(people: str = "") -> str:
    """A bus at its stop."""
    back = sun(310, 40, 18) + cloud(40, 44, 0.8) + hills(100) + ground(146) + ground(168, ".h")
    back += faint("M0 184h26M52 184h30M274 184h30M330 184h30", "#e8e2d0", 2.4)
    back += rect(60, 62, 210, 98, "#f2f5ef", 14) + rect(84, 57, 120, 8, "#8fa1a3", 3)
    back += (
        rect(92, 46, 30, 13, "#c9824a", 3)
        + rect(126, 49, 22, 10, "#6f83a8", 3)
        + rect(152, 44, 34, 15, "#b08a4e", 3)
    )
    back += path("M60 116H270V146a14 14 0 0 1 -14 14H74a14 14 0 0 1 -14 -14Z", "#0d8a80") + rect(
        60, 110, 210, 7, SUN
    )
    for x in (74, 116, 158):
        back += rect(x, 76, 36, 28, "#9fd0da", 4)
    for x, skin in ((92, "c"), (134, "b")):
        back += (
            circle(x, 94, 6, SKIN[skin][0])
            + path(f"M{x - 7} 94q0 -9 7 -9t7 9q-7 -5 -14 0Z", "#242c3b")
            + path(f"M{x - 9} 104q0 -5 9 -5t9 5Z", "#e8b24a")
        )
    back += (
        rect(204, 76, 54, 34, "#9fd0da", 6)
        + rect(206, 114, 26, 46, "#0b6b64", 3)
        + circle(262, 132, 5, "#fbe3a3")
    )
    back += line("M206 150h26", "#0d8a80", 2.400)
    for x in (104, 222):
        back += circle(x, 162, 15, "#33415a") + circle(x, 162, 7, "#b9c6cc")
    back += (
        line("M302 178V82", "#5f7886", 4) + rect(286, 64, 34, 28, RIVER, 6) + rect(293, 71, 20, 11, WHITE, 2)
    )
    return back + circle(298, 85, 2.5, WHITE) + circle(308, 85, 2.5, WHITE) + people


def bridge(people: str = "", crossing: str = "") -> str:
    """The border bridge: `crossing` walk on it, feet at y 86, the others stand by the tent, feet at y 192."""
    back = sun(66, 42, 20) + cloud(220, 36, 0.9) + hills(92) + path("M0 108H360V200H0Z", ".w")
    back += ripples((30, 150, 40), (140, 138, 50), (280, 146, 46), (110, 160, 36))
    for x in (40, 120, 200):
        back += path(f"M{x} 98h18l4 44h-26Z", "#b9c2bf")
    rail = "".join(f"M{x} 80v8" for x in range(20, 290, 30))
    back += rect(0, 86, 290, 12, "#d9ddd6") + crossing + line(f"M0 78H290{rail}", "#8fa1a3", 2.4)
    back += (
        rect(270, 66, 70, 50, ".b")
        + sala_roof(270, 66, 70, 34, "#d69a2c", "#b97f1f", 10)
        + rect(292, 82, 26, 34, BARK, 2)
    )
    back += path("M176 200Q200 132 290 118T360 108V200Z", ".g") + path(
        "M0 200V174Q60 158 120 180T210 200Z", ".h"
    )
    back += line("M232 190V128M342 190V128", "#7b8d97", 4) + path(
        "M220 134L246 104H328L354 134Q287 126 220 134Z", RIVER
    )
    return back + path("M268 104h38l8 25q-27 -2 -54 0Z", "#2d7c97") + people + reeds(14, 198)


def village(people: str = "") -> str:
    """A house on stilts, rice fields, a water jar."""
    back = sun(300, 44) + cloud(196, 36, 0.8) + hills(104) + ground(124)
    fields = "M190 134H360M176 144H360M164 156H360"
    back += f'<path d="{fields}" stroke="#7fae5e" stroke-width="3" stroke-dasharray="3 9" class="l"/>'
    back += path("M0 164Q120 150 360 172V200H0Z", ".h") + palm(172, 140, 0.9, 8) + banana(22, 168, 0.9)
    back += line("M58 122V172M92 122V172M126 122V172M150 122V168", "#7a5230", 6)
    back += (
        line("M66 146Q80 156 94 146", "#c9824a", 3)
        + rect(46, 82, 112, 42, "#b98452")
        + line("M46 96h112M46 110h112", "#a5713f", 2)
    )
    back += (
        rect(88, 90, 24, 34, "#6f4a2b", 2)
        + rect(58, 92, 20, 17, "#f3d38a", 2)
        + rect(124, 92, 20, 17, "#f3d38a", 2)
    )
    back += gable(46, 82, 112, 52, "#c99b4e", "#a9772f") + rect(42, 122, 122, 6, BARK)
    back += line("M96 126L80 176M112 126L96 176M92 138h16M88 150h16M84 162h16", "#8a5f38", 4)
    back += path("M136 154h20q8 8 4 26h-28q-4 -18 4 -26Z", "#b57b4a") + ellipse(146, 154, 11, 3, "#8a5a34")
    return back + hen(316, 190, 0.9) + hen(338, 186, 0.7) + people


def sala(people: str = "", inside: str = "") -> str:
    """The open pavilion by the river; `inside` sit or stand on its floor (y 166)."""
    back = sun(180, 56, 30) + hills(112) + path("M0 120H360V170H0Z", ".w")
    back += ripples((20, 134, 40), (290, 130, 44), (262, 144, 30), (60, 146, 24))
    back += (
        path("M0 152Q180 134 360 152V200H0Z", ".g")
        + palm(28, 160, 1, -8)
        + palm(334, 158, 1, 8)
        + bush(60, 160, 0.7)
        + bush(306, 158, 0.7)
    )
    back += line("M96 92V170M264 92V170M150 92V164M210 92V164", "#8a5f38", 6) + rect(
        100, 148, 160, 4, "#9a7448", 2
    )
    back += sala_roof(92, 92, 176, 60, "#0d7f86", RIVER, 22) + rect(96, 93, 168, 4, SUN)
    back += rect(78, 164, 204, 10, "#c9a06a", 2) + rect(70, 174, 220, 9, "#b58a54", 2)
    return back + inside + people
