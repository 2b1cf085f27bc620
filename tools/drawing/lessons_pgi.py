"""One scene for each lesson of the module on protection, gender and inclusion."""

from __future__ import annotations

from tools.drawing import places, rooms
from tools.drawing.cast import (
    ALISA,
    CHANTHOU,
    ELDER,
    GIRL,
    KHAMLA,
    MAN,
    MOTHER,
    NATTAYA,
    RATANAK,
    RITHY,
    THONGDY,
    TRAINER,
    VOLUNTEER,
)
from tools.drawing.document import scene
from tools.drawing.figure import person, wheelchair
from tools.drawing.rooms import HALL_COLOURS, ROOM_COLOURS, calendar, envelope
from tools.drawing.shapes import TEAL, WHITE, circle, rect
from tools.drawing.things import bag, bench, board, box, bubble, cane, dots, paper, stool, table


def four_words() -> str:
    """A washing place with light, doors that close and a ramp: those who use it say what it needs."""
    people = person(MOTHER, 60, 195, 0.98, look=1, left="hold", right="point", mood="smile")
    people += person(GIRL, 30, 196, 1, look=1, right="down")
    people += wheelchair(NATTAYA, 232, 196, 0.96, look=-1, left="open", right="lap", mood="glad")
    people += person(RITHY, 130, 196, 0.98, look=1, left="read", right="read", held=board(1, -60))
    people += person(ELDER, 316, 196, 0.96, look=-1, left="hold", right="cane", over=cane())
    return scene(rooms.washing(people))


def diversity() -> str:
    """One session for all: floor, bench and wheel, and hands that speak."""
    inside = person(TRAINER, 180, 167, 0.76, left="open", right="up", mood="glad")
    people = bench(52, 197, 62, 22)
    people += person(ELDER, 78, 197, 0.9, body="sit", look=1, left="lap", right="lap", seat=22)
    people += person(ALISA, 134, 196, 0.9, look=1, left="down", right="chest")
    people += person(RATANAK, 222, 194, 0.92, body="floor", look=-1, left="lap", right="lap", mood="glad")
    people += wheelchair(NATTAYA, 278, 198, 0.9, look=-1, left="out", right="lap", mood="glad")
    return scene(places.sala(people, inside), places.SALA_COLOURS)


def do_no_harm() -> str:
    """All bags are the same: none says anything about the one who takes it."""
    people = person(MOTHER, 54, 195, 0.98, look=1, left="down", right="bag", over=bag(14.5, -43, "#d9b26a"))
    people += person(MAN, 112, 196, 1, look=1, left="down", right="give") + bag(141, 138, "#d9b26a")
    people += person(VOLUNTEER, 172, 196, 1, look=-1, left="give", right="down", mood="smile")
    people += table(200, 196, 92, 36)
    people += "".join(bag(x, 133, "#d9b26a") for x in (216, 244, 272))
    people += person(THONGDY, 318, 196, 1, look=-1, left="hold", right="cane", over=cane())
    return scene(rooms.hall(people), HALL_COLOURS)


def psea() -> str:
    """She can say it: to the focal point, in a light place, away from the queue."""
    people = stool(156, 198, 24, "#6f83a8")
    people += person(CHANTHOU, 156, 198, 1, body="sit", look=1, left="lap", right="open", mood="worried")
    people += wheelchair(NATTAYA, 234, 197, 1, look=-1, left="open", right="lap", mood="calm")
    people += rect(306, 150, 5, 46, "#5f7886") + box(292, 152, 32, 30, TEAL, slot=True)
    return scene(rooms.washing(people + bubble(160, 44, 48, 28, dots(184, 58))))


def consent() -> str:
    """Behind a closed door, at one height: his paper, his hand, his answer."""
    wall = rect(284, 46, 46, 104, "#b98a54", 2) + rect(289, 52, 36, 94, "#c99b62", 2)
    wall += circle(292, 100, 2.6, WHITE) + calendar(150, 44, 12)
    people = stool(106, 197, 25, "#6f83a8") + table(146, 196, 70, 38) + paper(172, 152, WHITE, 78)
    people += envelope(198, 150, 0.8)
    people += person(KHAMLA, 106, 197, 1.04, body="sit", look=1, left="lap", right=(26, 17), mood="calm")
    people += wheelchair(NATTAYA, 246, 197, 1.04, look=-1, left="open", right="lap", mood="smile")
    return scene(rooms.room(people, wall), {**ROOM_COLOURS, "b": "#e4f3f0"})


def disclosure() -> str:
    """She listens, and those who belong together stay together."""
    people = bench(78, 197, 126, 24)
    people += person(
        RATANAK, 112, 197, 1.02, body="sit", look=1, left="lap", right="lap", mood="hurt", tilt=6
    )
    people += person(CHANTHOU, 166, 197, 1.02, body="sit", look=-1, left=(-19, 18), right="lap", mood="calm")
    people += wheelchair(NATTAYA, 250, 197, 1.02, look=-1, left="open", right="lap", mood="calm")
    return scene(rooms.tent(people))


SCENES = {"10": four_words, "20": diversity, "30": do_no_harm, "40": psea, "50": consent, "60": disclosure}
