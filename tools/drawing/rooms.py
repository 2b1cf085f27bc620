"""Places under a roof, and the tent and the washing place of a service point."""

from __future__ import annotations

from tools.drawing.nature import bush, cloud, ground, hills, palm, pot_plant, sun
from tools.drawing.shapes import (
    BARK,
    RIVER,
    SUN,
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
from tools.drawing.things import clock, lamp, table, window

ROOM_COLOURS = {"s": "#cfe7ef", "f": "#9cc79a", "g": "#dcc59b", "b": "#f7ecd6"}
CLINIC_ROOM_COLOURS = {"s": "#cfe7ef", "f": "#9cc79a", "g": "#c9d6d2", "b": "#e8f3f1"}
HALL_COLOURS = {"s": "#c5e0e8", "f": "#a9cfa0", "g": "#d6d2bf", "h": "#c6c1aa", "b": "#f1eee2"}
DUSK = {"s": "#c8d0ea", "f": "#a9b4d8", "m": "#8d9ac4", "g": "#9fb89a", "h": "#8ca888"}


def room(people: str = "", wall: str = "") -> str:
    """A quiet room with a window and a plant; `wall` hangs on it."""
    back = rect(0, 0, 360, 150, ".b") + ground(150) + faint("M0 150H360", "#b9a77f", 2)
    back += rect(34, 34, 80, 60, ".s", 4)
    back += path("M34 76q22 -18 40 -6t40 -8v28a4 4 0 0 1 -4 4H38a4 4 0 0 1 -4 -4Z", ".f")
    back += path("M73 34h2v60h-2Z", WHITE) + rect(28, 92, 92, 5, "#c9a06a", 2)
    return back + wall + people + pot_plant(336, 197, 1)


def hall(people: str = "", wall: str = "") -> str:
    """The hall of people who came back: high windows, mats, bundles."""
    back = rect(0, 0, 360, 142, ".b") + line("M0 24H360", "#a9b5b0", 4)
    back += "".join(line(f"M{x} 24l30 -24l30 24", "#b9c3be", 3) for x in (0, 60, 120, 180, 240, 300))
    back += "".join(
        rect(x, 38, 48, 24, ".s", 2) + path(f"M{x + 23} 38h2v24h-2Z", WHITE) for x in (22, 94, 218, 290)
    )
    back += rect(148, 48, 64, 96, ".s", 2) + path("M148 112q20 -16 38 -7t26 -3v42h-64Z", ".f")
    back += line("M146 142V45H214V142", "#a9b5b0", 5)
    back += ground(142) + path("M0 164H360V200H0Z", ".h")
    back += path("M12 158L30 146H92L80 158Z", "#6fa6bd") + path("M270 156L284 146H348L340 156Z", "#8fb58a")
    back += path("M30 148q2 -14 14 -12t14 12Z", "#c9824a") + path("M56 148q2 -11 11 -10t11 10Z", "#e6b04a")
    back += path("M300 148q2 -13 13 -12t13 12Z", "#7f8fc0")
    back += line("M34 140l8 -5M306 140l7 -5", "#7a5230", 1.6)
    return back + wall + people


def tent(people: str = "", things: str = "") -> str:
    """A service point: a tent with a table; `things` stand on it, at y 158."""
    back = sun(58, 46, 20) + cloud(150, 36, 0.8) + hills(108) + ground(126)
    back += palm(20, 148, 0.9, -5) + bush(56, 150, 0.7)
    return back + path("M0 170Q180 160 360 172V200H0Z", ".h") + shelter(things) + people


def shelter(things: str = "") -> str:
    """The tent itself, its table in it."""
    back = path("M190 84L330 84V172H190Z", ".b") + line("M180 186V84M340 186V84", "#7b8d97", 4)
    back += path("M166 90L200 52H320L354 90Q260 80 166 90Z", RIVER)
    back += path("M226 52h68l10 33q-44 -3 -88 0Z", "#2d7c97")
    return back + things


def washing(people: str = "") -> str:
    """A washing place: doors that close, a lamp, a ramp, a tank of water."""
    back = sun(308, 42, 18) + hills(104) + ground(122) + bush(24, 148, 0.8) + palm(344, 146, 0.8, -5)
    back += rect(60, 60, 26, 24, "#5f9fb5", 4) + line("M62 84V150M84 84V150M62 112h22", "#7b8d97", 3)
    back += rect(96, 82, 170, 74, ".b") + path("M88 84L98 70H264L274 84Z", "#0d7f86")
    for x, fill in ((106, "#8d5fa5"), (160, "#5f9e4b"), (214, "#e6b04a")):
        back += rect(x, 96, 42, 60, shade(fill, 0.9), 2) + circle(x + 35, 128, 2, WHITE)
        back += rect(x + 8, 102, 26, 3, shade(fill, 0.7), 1)
    back += line("M286 156V70q0 -8 8 -8", "#5f7886", 4) + path("M288 66q10 -8 20 0Z", SUN)
    back += path("M0 168Q180 156 360 170V200H0Z", ".h")
    back += path("M96 154H266V160H96ZM214 160H270L312 176H214Z", "#cfc4ad")
    return back + people


def mat(x: float, y: float, width: float) -> str:
    """A mat on the ground."""
    return ellipse(x, y, width, width * 0.14, "#e3c98f") + ellipse(
        x, y, width * 0.88, width * 0.105, "#d6b671"
    )


def flip_chart(x: float, y: float, inside: str) -> str:
    """A sheet on three legs; its feet are at y, `inside` is drawn around its middle."""
    legs = line(f"M{x - 6} {y - 76}L{x - 24} {y}M{x + 6} {y - 76}L{x + 24} {y}", BARK, 4)
    return legs + rect(x - 32, y - 88, 64, 50, WHITE, 2) + rect(x - 34, y - 91, 68, 6, WOOD, 2) + inside


def calendar(x: float, y: float, marked: int) -> str:
    """A sheet of 21 days, one of them with a ring."""
    done = rect(x, y, 58, 44, WHITE, 3) + rect(x, y, 58, 10, "#0d8a80", 3)
    for day in range(21):
        fill = SUN if day == marked else "#c9d6da"
        done += circle(x + 7 + day % 7 * 7.3, y + 18 + day // 7 * 10, 3.6 if day == marked else 2.2, fill)
    return done


def envelope(x: float, y: float, k: float = 1) -> str:
    """A plain envelope, its middle at x, y."""
    body = rect(x - 11 * k, y - 7 * k, 22 * k, 14 * k, "#f7ead0", 1.5)
    return body + line(
        f"M{x - 10 * k} {y - 6 * k}L{x} {y + 1.5 * k}L{x + 10 * k} {y - 6 * k}", "#c2a877", 1.5
    )


def desk(x: float, y: float, width: float) -> str:
    """A desk under whose top a wheelchair fits."""
    return table(x, y, width, 40, WOOD)


def street_lamp(x: float, y: float) -> str:
    """A lamp that makes a place light in the evening."""
    glow = f'<path d="M{x + 18} {y - 118}L{x - 14} {y}h66Z" fill="#f9e2a0" opacity=".35"/>'
    return (
        glow
        + line(f"M{x} {y}V{y - 118}q0 -10 10 -10h6", "#5f7886", 4)
        + path(f"M{x + 8} {y - 122}q9 -12 20 0Z", SUN)
    )


def evening(people: str = "") -> str:
    """The service point at eight in the evening."""
    back = hills(108) + ground(126) + path("M0 170Q180 160 360 172V200H0Z", ".h") + palm(22, 150, 0.9, -5)
    back += '<path d="M190 84H330V172H190Z" fill="#f6e3b0"/>' + line("M180 186V84M340 186V84", "#7b8d97", 4)
    back += path("M166 90L200 52H320L354 90Q260 80 166 90Z", RIVER)
    back += path("M226 52h68l10 33q-44 -3 -88 0Z", "#2d7c97")
    return back + lamp(260, 84, 6) + clock(300, 112, 12) + people


def reception(people: str = "") -> str:
    """A health check at a gate: a table under an umbrella roof, a wall behind."""
    back = sun(318, 42, 18) + cloud(44, 44, 0.8) + rect(0, 92, 360, 58, ".b") + ground(150)
    back += rect(212, 66, 118, 84, "#c9d6db", 2) + path("M206 68L222 54H322L336 68Z", "#8fa3af")
    back += window(224, 80, 40, 26)
    back += rect(276, 96, 44, 54, "#8fa3af", 2) + line("M276 108h44M276 120h44M276 132h44", "#7b8d97", 1.4)
    return back + path("M0 174Q180 166 360 174V200H0Z", ".h") + people
