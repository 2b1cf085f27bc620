"""Hair and what is worn on it, around a face of 18 × 20.5 with its middle at (0, 0): behind, and in front."""

from __future__ import annotations

import re

from tools.drawing.looks import Look
from tools.drawing.shapes import INK, SUN, circle, line, path, shade

_BEHIND = {
    "bob": "M-21 -3Q-22 -26 0 -26T21 -3V17Q12 24 0 24T-21 17Z",
    "long": "M-21 -2C-23 -28 23 -28 21 -2L26 40Q12 49 0 49T-26 40Z",
    "braid": "M-19 -3Q-19 -23 0 -23T19 -3V7Q0 19 -19 7ZM14 4Q32 23 21 52Q10 37 9 15Z",
    "tail": "M6 -20Q36 -30 31 4Q29 24 19 31Q23 8 11 -6Z",
    "hijab": "M-24 3Q-25 -30 0 -30T24 3Q26 26 32 47Q0 58 -32 47Q-26 26 -24 3Z",
}
_FRONT = {
    "short": "M-19 -1C-23 -29 23 -31 19 -1C17 -10 10 -12 2 -11S-15 -13 -19 -1Z",
    "side": "M-19 1C-24 -31 22 -34 19.5 -1C15 -6 13 -12 -5 -15C-12 -12 -17 -7 -19 1Z",
    "crop": "M-19 -1C-22 -29 22 -29 19 -1L16.5 -8Q15 -14 9 -14H-9Q-15 -14 -16.5 -8Z",
    "buzz": "M-18.5 -3C-20 -28 20 -28 18.5 -3C14 -15 -14 -15 -18.5 -3Z",
    "tousled": "M-19 1C-26 -28 -10 -31 0 -30C14 -32 25 -22 19 1L16 -8L11 -5L9 -11L2 -5L-1 -11L-8 -4L-11 -9L-16 -2Z"
    "M-3 -28Q3 -38 11 -34Q7 -31 8 -27Z",
    "quiff": "M-17 -9C-22 -25 -12 -31 -2 -30C8 -36 26 -31 17 -9C15 -14 10 -17 2 -17S-14 -15 -17 -9Z",
    "receding": "M-18.800 3C-24 -31 24 -31 18.800 3C17 -3 17 -9 13 -14Q6 -12 0 -16"
    "Q-7 -12 -13 -13C-17 -9 -17 -3 -18.800 3Z",
    "bob": "M-20 6C-25 -33 25 -33 20 6C17 -3 14 -9 7 -15Q-10 -9 -20 6Z",
    "long": "M-20 7C-26 -33 26 -33 20 7C17 0 8 -8 2 -16Q-6 -5 -20 7Z",
    "braid": "M-19.5 3C-24 -31 24 -31 19.5 3C14 -9 4 -15 0 -17C-4 -15 -14 -9 -19.5 3Z",
    "tail": "M-19.5 3C-25 -31 25 -31 19.5 1C17 -9 12 -13 6 -17C1 -10 -9 -8 -15 -6Q-18 -3 -19.5 3Z",
    "bun": "M-19 0C-23 -30 23 -30 19 0Q8 -16 0 -16T-19 0Z",
    "parted": "M-19 4C-24 -30 24 -30 19 4C18 -7 8 -11 -3 -18C-8 -10 -17 -7 -19 4Z",
    "elder": "M-19 4Q-23 -11 -16 -17Q-15 -7 -19 4ZM19 4Q23 -11 16 -17"
    "Q15 -7 19 4ZM-17 -15Q0 -29 17 -15Q0 -21 -17 -15Z",
    "net": "M-20 -3C-23 -32 23 -32 20 -3Q0 -14 -20 -3Z",
    "cap": "M-19 -7C-20 -30 20 -30 19 -7Z",
    "helmet": "M-21 -6C-23 -35 23 -35 21 -6Z",
    "straw": "M-19 -3C-21 -17 21 -17 19 -3Q0 -13 -19 -3Z",
    "cone": "M-18 -4C-20 -16 20 -16 18 -4Q0 -13 -18 -4Z",
    "hijab": "M-20.5 9C-26 -33 26 -33 20.5 9Q20 -14 0 -15T-20.5 9Z",
}
_COVERS_EARS = frozenset({"bob", "long", "braid", "hijab"})


def shows_ears(look: Look) -> bool:
    """Does the hair leave the ears free?"""
    return look.hair not in _COVERS_EARS


def fit(d: str, look: Look) -> str:
    """Widen or narrow a path of absolute M, L, C, Q, T, S, H and V to the face of this person."""
    across, along = look.width / 18, look.height / 20.5
    out = []
    for command, values in re.findall(r"([A-Za-z])([^A-Za-z]*)", d):
        numbers = [float(value) for value in values.split()]
        factors = {"H": (across,), "V": (along,)}.get(command, (across, along))
        out.append(command + " ".join(str(v * factors[i % len(factors)]) for i, v in enumerate(numbers)))
    return "".join(out)


def behind(look: Look) -> str:
    """What hangs or stands behind the head."""
    colour = look.hair_colour
    done = path(fit(_BEHIND[look.hair], look), colour) if look.hair in _BEHIND else ""
    if look.hair == "bun":
        done += circle(0, -look.height - 7, 9.5, colour)
    if look.hair == "parted":
        done += circle(9, -look.height - 3, 8.5, colour)
    return done


def front(look: Look) -> str:
    """What lies on the head."""
    colour = INK if look.hair in ("straw", "cone") else look.hair_colour
    if look.hair == "net":
        colour = "#cfe4ee"
    done = path(fit(_FRONT[look.hair], look), colour)
    worn = {"net": _net, "cap": _cap, "helmet": _helmet, "straw": _straw, "cone": _cone, "hijab": _hijab}
    if look.hair in worn:
        done += worn[look.hair](look)
    if look.hair == "quiff":
        sides = "M-18 4C-20 -8 -19 -13 -16 -16L-14 -9ZM18 4C20 -8 19 -13 16 -16L14 -9Z"
        done += path(fit(sides, look), "#4a4a55")
    if look.hair == "tail":
        done += circle(13.5, -18.5, 3, SUN)
    if "streak" in look.extras:
        done += line("M-2 -20Q-11 -15 -15 -6M7 -19Q14 -14 16 -6", "#a9a6a8", 1.8)
    if "flower" in look.extras:
        for x, y in ((13.5, -19.5), (18, -22.5), (22.5, -19), (21, -14), (15, -14)):
            done += circle(x, y, 3, "#fffdf8")
        done += circle(18, -17.8, 2.2, SUN)
    return done


def _net(look: Look) -> str:
    return path(fit("M-20 -3Q0 -14 20 -3L19 1Q0 -9 -19 1Z", look), "#a9cbdb")


def _cap(look: Look) -> str:
    return path("M-20 -9Q0 -15 22 -7Q28 -5 30 -1Q4 -8 -20 -5Z", shade(look.hair_colour))


def _helmet(look: Look) -> str:
    band = shade(look.hair_colour)
    return path("M-5 -30H5V-15H-5Z", band) + path("M-26 -7H26L22 -1Q0 -7 -22 -1Z", band)


def _straw(look: Look) -> str:
    brim = path("M-40 -7Q-20 -13 -17 -25Q0 -35 17 -25Q20 -13 40 -7Q0 -19 -40 -7Z", look.hair_colour)
    return brim + path("M-18 -20Q0 -29 18 -20L19 -15Q0 -24 -19 -15Z", shade(look.hair_colour, 0.75))


def _cone(look: Look) -> str:
    hat = path("M-40 -3L0 -38L40 -3Q0 -16 -40 -3Z", look.hair_colour)
    return hat + path("M-40 -3Q0 -16 40 -3Q0 -8 -40 -3Z", shade(look.hair_colour))


def _hijab(look: Look) -> str:
    scarf = path("M-18 9Q0 29 18 9L24 33Q0 49 -24 33Z", look.hair_colour)
    return scarf + path("M-21 23Q0 41 22 21L23 25Q2 44 -21 27Z", shade(look.hair_colour, 0.8))
