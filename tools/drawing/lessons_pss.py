"""One scene for each lesson of the module on psychosocial support."""

from __future__ import annotations

from tools.drawing import rooms
from tools.drawing.cast import (
    CHANTHOU,
    CHILD,
    MAN,
    MOTHER,
    NURSE,
    RATANAK,
    RITHY,
    SAMNANG,
    TRAINER,
    VOLUNTEER,
)
from tools.drawing.document import scene
from tools.drawing.figure import person
from tools.drawing.nature import ground, hills, palm
from tools.drawing.rooms import DUSK, HALL_COLOURS, ROOM_COLOURS
from tools.drawing.shapes import BARK, PLUM, SUN, WHITE, WOOD, line, move, path, rect
from tools.drawing.things import bench, bubble, cup, dots, gable, phone, stool, table


def stress() -> str:
    """Many ways of bearing it, in one hall; somebody sees it."""
    people = person(
        SAMNANG, 66, 190, 0.98, body="floor", look=1, left="lap", right="chin", mood="worried", tilt=8
    )
    people += person(MOTHER, 132, 193, 0.96, look=1, left="chest", right="hold", mood="worried")
    people += person(CHILD, 166, 195, 1, look=-1, left="out", right="down", mood="calm")
    people += person(MAN, 218, 194, 0.98, look=0, left="ear", right="ear", mood="hurt")
    people += person(RITHY, 292, 196, 1.02, look=-1, left="hold", right="down", mood="calm")
    return scene(rooms.hall(people), HALL_COLOURS)


def look_listen_link() -> str:
    """Two chairs: he sits lower, his hand is open, and he waits."""
    people = stool(132, 197, 26, "#6f83a8") + stool(226, 197, 18, "#5f9e8f")
    people += person(
        RATANAK, 132, 197, 1.06, body="sit", look=-0.4, left="lap", right="lap", mood="hurt", seat=26, tilt=-6
    )
    people += person(
        RITHY, 226, 197, 1.02, body="sit", look=-1, left="open", right="lap", mood="calm", seat=18
    )
    return scene(rooms.hall(people + bubble(182, 50, 50, 30, dots(207, 65), tail="right")), HALL_COLOURS)


def listening() -> str:
    """Three in a triangle: one speaks, one listens, one carries the words."""
    people = stool(84, 197, 24, "#6f83a8") + stool(180, 194, 24, "#b08a4e") + stool(276, 197, 24, "#5f9e8f")
    people += person(CHANTHOU, 84, 197, 1.02, body="sit", look=1, left="lap", right="out", mood="smile")
    people += person(NURSE, 180, 194, 0.98, body="sit", look=0.3, left="hold", right="open", mood="calm")
    people += person(VOLUNTEER, 276, 197, 1.02, body="sit", look=-1, left="lap", right="lap", mood="smile")
    talk = bubble(92, 40, 48, 28, dots(116, 54)) + bubble(196, 34, 48, 28, dots(220, 48, WHITE), PLUM)
    return scene(rooms.room(people, move(talk, 0, 8)), {**ROOM_COLOURS, "b": "#f1ebf8"})


def linking() -> str:
    """At the uncle's house in the evening: nobody is left alone, and the phone is at hand."""
    back = hills(108) + ground(126) + path("M0 166Q160 154 360 170V200H0Z", ".h") + palm(334, 150, 0.9, 6)
    back += line("M44 124V172M92 124V172M132 124V170", "#7a5230", 6)
    back += rect(30, 84, 118, 42, "#b98452") + rect(74, 92, 24, 34, "#6f4a2b", 2)
    back += rect(42, 94, 22, 17, "#f8dc8e", 2) + rect(110, 94, 22, 17, "#f8dc8e", 2)
    back += gable(30, 84, 118, 50, "#c99b4e", "#a9772f") + rect(26, 124, 126, 6, BARK)
    back += line("M80 128L64 176M96 128L80 176M76 142h16M72 154h16M68 166h15", "#8a5f38", 4)
    back += bench(166, 196, 130, 24)
    people = person(SAMNANG, 204, 196, 1.02, body="sit", look=1, left="lap", right="lap", mood="hurt", tilt=8)
    people += person(RITHY, 268, 196, 1.02, body="sit", look=-1, left=(-18, 20), right=(12, -2), mood="calm")
    people += phone(281, 126, 12)
    return scene(back + people, DUSK)


def volunteers() -> str:
    """Tea, and a rota with free days in it."""
    rota = rect(206, 30, 96, 60, WHITE, 3) + rect(206, 30, 96, 11, PLUM, 3)
    for day in range(14):
        free = day % 7 in (2, 6)
        rota += rect(212 + day % 7 * 12.4, 48 + day // 7 * 19, 9, 13, SUN if free else "#cfd6e6", 2)
    people = stool(112, 197, 24, "#6f83a8") + stool(250, 197, 24, "#5f9e8f")
    people += table(154, 196, 56, 32, WOOD) + cup(172, 161, "#8fc1c6") + cup(194, 161, SUN)
    people += line("M170 148q-3 -5 0 -9M192 148q-3 -5 0 -9", "#fff", 2)
    people += person(RITHY, 112, 197, 1.02, body="sit", look=1, left="lap", right="lap", mood="worried")
    people += person(TRAINER, 250, 197, 1.02, body="sit", look=-1, left="open", right="lap", mood="smile")
    return scene(rooms.room(people, move(rota, -66, 12)), {**ROOM_COLOURS, "b": "#f1ebf8"})


SCENES = {"10": stress, "20": look_listen_link, "30": listening, "40": linking, "50": volunteers}
