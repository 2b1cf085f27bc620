"""One scene for each lesson of the module on community engagement."""

from __future__ import annotations

from tools.drawing import places, rooms, workplaces
from tools.drawing.cast import (
    CHANTHOU,
    ELDER,
    MAN,
    MOTHER,
    NATTAYA,
    NURSE,
    RATANAK,
    RITHY,
    SAMNANG,
    SELLER,
    THONGDY,
    VOLUNTEER,
)
from tools.drawing.document import scene
from tools.drawing.figure import person, wheelchair
from tools.drawing.rooms import HALL_COLOURS, envelope, flip_chart, mat
from tools.drawing.shapes import RIVER, SUN, WHITE, circle, line, move, path, rect
from tools.drawing.things import bag, bench, box, bubble, dots, lock, phone, question, table, tick
from tools.drawing.workplaces import MARKET_COLOURS


def communities_first() -> str:
    """The village meets; the volunteer sits among the others and asks."""
    people = mat(244, 186, 106)
    people += person(ELDER, 234, 172, 0.84, body="floor", look=1, left="lap", right="chest")
    people += person(RITHY, 180, 186, 0.94, body="floor", look=1, left="lap", right="open")
    people += person(RATANAK, 280, 174, 0.88, body="floor", look=-1, left="lap", right="lap")
    people += person(CHANTHOU, 312, 190, 0.96, body="floor", look=-1, left="out", right="lap", mood="glad")
    return scene(places.village(people + bubble(166, 50, 50, 30, question(191, 65), SUN)))


def seven_commitments() -> str:
    """A team chooses with what it begins: seven dots, one of them bright."""
    places_ = ((-18, -74), (0, -74), (18, -74), (-18, -60), (0, -60), (18, -60), (0, -47))
    dots_ = "".join(
        circle(180 + x, 186 + y, 4.6, SUN if i == 4 else "#8fc1b6") for i, (x, y) in enumerate(places_)
    )
    people = flip_chart(180, 186, dots_)
    people += person(VOLUNTEER, 236, 194, 1, look=-1, left=(-25, 4), right="down", mood="glad")
    people += person(RITHY, 118, 196, 1, look=1, left="down", right="chin", mood="calm")
    people += wheelchair(NATTAYA, 54, 197, 0.98, look=1, left="lap", right="open", mood="glad")
    people += person(
        THONGDY,
        294,
        197,
        1,
        look=-1,
        left="hold",
        right=(20, 27),
        over=line("M20 -50V-1M20 -50q0 -5 -6 -5", "#7a5230", 2.6),
    )
    return scene(rooms.hall(people), HALL_COLOURS)


def channels() -> str:
    """At the market: who cannot read can hear, and who cannot hear can see."""
    sellers = person(SELLER, 80, 168, 0.86, look=1, left="desk", right="desk")
    sellers += person(MAN, 262, 170, 0.86, look=-1, left="desk", right="desk")
    people = person(VOLUNTEER, 156, 195, 0.96, look=1, left="hold", right="open", mood="glad")
    people += person(
        CHANTHOU, 208, 196, 0.94, look=-1, left="chin", right="bag", over=bag(14.5, -43, "#6f83a8")
    )
    horn = path("M182 42l16 -9v24l-16 -9h-6v-6Z", RIVER) + line("M203 38q5 7 0 14", RIVER, 2.4)
    talk = rect(160, 22, 62, 40, WHITE, 15) + path("M170 61l-5 10l17 -10Z", WHITE) + horn
    return scene(workplaces.market(people + move(talk, 0, 20), sellers), MARKET_COLOURS)


def feedback() -> str:
    """A letter into a closed box, and somebody who can be spoken to."""
    people = rect(136, 154, 44, 42, "#8a6540", 2) + box(140, 154, 36, 30, "#0d8a80", slot=True)
    people += person(MOTHER, 104, 196, 1, look=1, left="down", right=(26, 8)) + envelope(138, 119, 0.8)
    people += wheelchair(NATTAYA, 236, 197, 1, look=-1, left="open", right="lap", mood="smile")
    people += person(SAMNANG, 302, 196, 0.98, look=-1, left="chest", right="down", mood="calm")
    return scene(rooms.hall(people + bubble(252, 62, 48, 28, dots(276, 76), tail="right")), HALL_COLOURS)


def rumours() -> str:
    """What is said at the gate, and who answers it."""
    people = table(196, 194, 90, 38) + rect(210, 145, 22, 8, WHITE, 1)
    people += rect(246, 141, 16, 12, "#8fc1c6", 1.5)
    people = person(NURSE, 228, 184, 1, look=-1, left="open", right="desk") + people
    people += person(CHANTHOU, 140, 196, 1, look=1, left="down", right="chest", mood="worried")
    people += person(MAN, 90, 195, 0.98, look=1, left="hold", right=(14, 2), mood="worried")
    people += person(RITHY, 312, 196, 0.98, look=-1, left="hold", right="down")
    talk = bubble(110, 40, 50, 30, question(135, 55), SUN, "left")
    talk += bubble(178, 30, 52, 30, tick(202, 45), RIVER, "right")
    return scene(
        rooms.reception(people + move(talk, 0, 10)), {"b": "#dfe5da", "g": "#cfc6a6", "h": "#bfb592"}
    )


def chat() -> str:
    """Two look at one phone before anything is sent."""
    people = bench(78, 197, 132, 24)
    people += person(RITHY, 118, 197, 1.02, body="sit", look=1, left="lap", right=(22, 12), mood="calm")
    people += person(
        VOLUNTEER, 176, 197, 1.02, body="sit", look=-1, left=(-20, 16), right="lap", mood="smile"
    )
    people += phone(147, 138, 6)
    return scene(rooms.tent(people + bubble(124, 44, 52, 36, lock(150, 63), tail="left")))


SCENES = {
    "10": communities_first,
    "20": seven_commitments,
    "30": channels,
    "35": chat,
    "40": feedback,
    "50": rumours,
}
