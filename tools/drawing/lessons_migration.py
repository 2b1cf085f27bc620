"""One scene for each lesson of the module on migration."""

from __future__ import annotations

from dataclasses import replace

from tools.drawing import places, rooms
from tools.drawing.cast import (
    BROKER,
    CHANTHOU,
    CHILD,
    ELDER,
    MAN,
    MOTHER,
    NATTAYA,
    RATANAK,
    RITHY,
    SAMNANG,
    THONGDY,
    VOLUNTEER,
    YOUTH,
)
from tools.drawing.document import scene
from tools.drawing.figure import person, wheelchair
from tools.drawing.rooms import HALL_COLOURS, ROOM_COLOURS
from tools.drawing.shapes import SUN, line, move, path, rect
from tools.drawing.things import (
    backpack,
    bag,
    bottle,
    box,
    bubble,
    cane,
    coin,
    cup,
    heart,
    linked,
    paper,
    phone,
    question,
    stool,
    table,
)


def who_is_a_migrant() -> str:
    """Forty bottles: who is thirsty comes first, and nobody asks for papers."""
    people = person(RITHY, 242, 195, 1, look=-1, left="give", right="down") + table(262, 196, 70, 38)
    people += "".join(bottle(x, 156) for x in (274, 284, 294, 304, 318))
    people += person(ELDER, 192, 196, 0.98, look=1, left="cane", right="give", over=cane(-1), mood="glad")
    people += bottle(217, 144)
    people += person(MOTHER, 138, 196, 0.96, look=1, left="down", right="down")
    people += person(CHILD, 110, 197, 1, look=1, left="down", right="chest")
    people += person(
        CHANTHOU, 66, 196, 0.98, look=1, left="bag", right="chest", over=bag(-14.5, -43, "#6f83a8")
    )
    return scene(rooms.tent(people))


def our_approach() -> str:
    """Along the whole journey: from one bank to the other."""
    pole = line("M102 78L118 186", "#7a5230", 3)
    people = person(MAN, 90, 172, 0.84, look=1, left="hold", right=(12, -14)) + pole
    people += person(CHANTHOU, 146, 178, 0.84, body="sit", look=1, left="lap", right="lap")
    people += person(RATANAK, 196, 176, 0.86, look=1, left="down", right="point", mood="glad")
    shore = '<path d="M256 200Q270 164 360 158V200Z" class="h"/>'
    shore += person(THONGDY, 316, 194, 0.98, look=-1, left="wave", right="cane", over=cane(), mood="glad")
    return scene(places.river(people, shore))


def principles() -> str:
    """One man shouts, one films; the volunteer takes no side and stays."""
    people = person(MAN, 96, 195, 1, look=1, left="chest", right="point", mood="hurt", lean=3)
    people += person(MOTHER, 50, 194, 0.96, look=1, left="hold", right="hold", mood="worried")
    people += person(RITHY, 186, 196, 1.02, look=-1, left="open", right="open", mood="calm")
    people += person(SAMNANG, 262, 195, 0.98, look=-1, left="hold", right="down", mood="calm")
    people += person(YOUTH, 312, 195, 0.98, look=-1, left=(-20, 4), right="down", mood="calm")
    people += phone(293, 119, 8)
    return scene(
        rooms.hall(people + bubble(162, 42, 54, 30, heart(189, 56, 0.9, "#1f5fb4"), tail="left")),
        HALL_COLOURS,
    )


def safe_migration() -> str:
    """A hand wants the papers; she keeps them with her, and somebody asks a question."""
    people = person(BROKER, 60, 194, 1, look=1, left="hip", right="give", mood="smile")
    people += person(
        CHANTHOU, 128, 195, 1, look=-1, left="chest", right=(8, 16), mood="worried", held=paper(2, -60)
    )
    people += person(
        RATANAK, 172, 196, 0.98, look=-1, left="hold", right="down", mood="calm", under=backpack(1)
    )
    people += person(RITHY, 238, 195, 1, look=-1, left="give", right="down", mood="calm")
    return scene(places.bus(people + bubble(196, 42, 50, 32, question(221, 58), SUN)), places.BUS_COLOURS)


def working_with_others() -> str:
    """At the service point each knows whom to call."""
    people = wheelchair(NATTAYA, 246, 196, 1, look=-1, left="give", right="lap")
    people += person(RITHY, 312, 195, 0.98, look=-1, left="ear", right="down")
    people += person(CHANTHOU, 176, 196, 1, look=1, left="down", right="chest", mood="calm")
    people += person(RATANAK, 128, 196, 1, look=1, left="down", right="hold", mood="calm", under=backpack(-1))
    return scene(rooms.tent(people))


def routes_and_pay() -> str:
    """Each evening the hours go into the wage book; the papers stay with those whose they are."""
    people = stool(112, 197, 24, "#6f83a8") + stool(252, 197, 24, "#5f9e8f") + table(144, 196, 82, 38)
    people += path("M162 154l12 -5l12 5l12 -5l12 5l-12 -1l-12 2l-12 -2Z", "#fffdf8")
    people += cup(154, 155, "#8fc1c6")
    people += person(CHANTHOU, 112, 197, 1.04, body="sit", look=1, left="lap", right=(30, 21), mood="smile")
    people += person(RATANAK, 252, 197, 1.06, body="sit", look=-1, left=(-14, 10), right="lap", mood="glad")
    people += phone(237, 136, -10)
    return scene(rooms.room(people, rooms.calendar(182, 44, 17)), ROOM_COLOURS)


def traps() -> str:
    """Samnang counts the six questions for two younger men, on the fingers of two hands."""
    people = rooms.mat(254, 188, 92)
    people += person(SAMNANG, 208, 190, 1, body="floor", look=1, left=(-20, -4), right=(19, -8), mood="calm")
    people += person(YOUTH, 266, 178, 0.94, body="floor", look=-1, left="lap", right="lap", mood="calm")
    people += person(
        replace(MAN, hair="tousled", top="#d9b26a"),
        314,
        190,
        0.98,
        body="floor",
        look=-1,
        left="chin",
        right="lap",
        mood="calm",
    )
    return scene(places.village(people))


def needs_together() -> str:
    """Health, debt, work: three needs, one person, and one who listens to all."""
    people = person(CHANTHOU, 128, 196, 1, look=1, left="hold", right="open", mood="worried")
    people += person(
        replace(MOTHER, hair="bun"), 78, 195, 0.96, look=1, left="down", right="chest", mood="calm"
    )
    people += person(VOLUNTEER, 202, 196, 1, look=-1, left="open", right="down", mood="calm")
    talk = rect(60, 28, 132, 40, "#fffdf8", 16) + path("M112 66l4 12l12 -12Z", "#fffdf8")
    talk += heart(86, 47, 0.95, "#8d5fa5") + coin(126, 48) + box(156, 57, 20, 18, "#6fa6bd")
    return scene(
        rooms.reception(people + move(talk, 0, 12)), {"b": "#dfe5da", "g": "#cfc6a6", "h": "#bfb592"}
    )


def family_links() -> str:
    """The number is lost, the people are not: a request for family links begins."""
    people = stool(128, 197, 24, "#6f83a8") + table(158, 196, 76, 38) + paper(196, 152, "#fffdf8", 82)
    people += person(RATANAK, 128, 197, 1.06, body="sit", look=1, left="lap", right=(24, 18), mood="calm")
    people += wheelchair(NATTAYA, 262, 197, 1.02, look=-1, left=(-26, 16), right="lap", mood="smile")
    people += person(RITHY, 64, 196, 0.98, look=1, left="down", right="hold")
    return scene(rooms.hall(people + bubble(224, 44, 70, 34, linked(259, 61), tail="right")), HALL_COLOURS)


SCENES = {
    "10": who_is_a_migrant,
    "20": our_approach,
    "30": principles,
    "35": routes_and_pay,
    "40": safe_migration,
    "45": traps,
    "50": working_with_others,
    "55": needs_together,
    "60": family_links,
}
