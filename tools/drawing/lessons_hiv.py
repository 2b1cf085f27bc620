"""One scene for each lesson of the module on HIV. A talk, never a diagnosis: nobody's health is seen."""

from __future__ import annotations

from dataclasses import replace

from tools.drawing import places, rooms
from tools.drawing.cast import (
    ALISA,
    BUILDER,
    CHANTHOU,
    FOREMAN,
    GIRL,
    KHAMLA,
    MAN,
    MOTHER,
    NATTAYA,
    THONGDY,
    VOLUNTEER,
    YOUTH,
)
from tools.drawing.document import scene
from tools.drawing.figure import person, wheelchair
from tools.drawing.rooms import CLINIC_ROOM_COLOURS, DUSK, HALL_COLOURS, calendar, envelope, mat
from tools.drawing.shapes import PLUM, SUN, WHITE, ellipse, line, move, path, rect
from tools.drawing.things import bench, board, bubble, cane, cup, heart, paper, phone, stool, table


def what_it_is() -> str:
    """All eat from one pot: that passes on nothing but a meal."""
    pot = ellipse(180, 186, 24, 7, "#5f7886")
    pot += path("M156 178h48q2 16 -14 18h-20q-16 -2 -14 -18Z", "#6f8795")
    pot += ellipse(180, 178, 24, 6, "#f3e3b8")
    pot += line("M168 168q-4 -6 0 -11t0 -10M184 167q-4 -6 0 -11t0 -10", "#fff", 2)
    pot += cup(130, 194, "#8fc1c6") + cup(232, 194, "#e6b04a")
    people = person(KHAMLA, 152, 170, 0.92, body="floor", look=1, left="lap", right="lap", mood="glad")
    people += person(ALISA, 212, 170, 0.92, body="floor", look=-1, left="out", right="lap", mood="glad")
    people += person(MOTHER, 96, 188, 1, body="floor", look=1, left="lap", right="out")
    people += person(MAN, 268, 188, 1, body="floor", look=-1, left="hold", right="lap")
    people += person(GIRL, 308, 190, 1.05, body="floor", look=-1, left="lap", right="lap", mood="glad")
    return scene(rooms.hall(mat(182, 180, 150) + people + pot), HALL_COLOURS)


def prevention() -> str:
    """Saturday evening at the tent: a question that cannot wait."""
    people = stool(206, 197, 22, "#5f9e8f") + stool(276, 197, 22, "#6f83a8")
    people += person(
        CHANTHOU, 206, 197, 1.02, body="sit", look=1, left="lap", right="open", mood="worried", seat=22
    )
    people += person(
        VOLUNTEER, 276, 197, 1.04, body="sit", look=-1, left="open", right="lap", mood="calm", seat=22
    )
    lamp = rooms.street_lamp(86, 186)
    return scene(
        rooms.evening(
            lamp + people + bubble(196, 56, 46, 28, line("M206 70h.1M219 70h.1M232 70h.1", "#9fb4bd", 6))
        ),
        DUSK,
    )


def testing() -> str:
    """The foreman wants a list; the answer is a friendly no."""
    people = person(FOREMAN, 78, 194, 1.02, look=1, left="hip", right="give", mood="calm")
    people += person(
        ALISA, 146, 195, 1.02, look=-1, left=(-20, 2), right=(6, 24), mood="calm", held=board(6, -54)
    )
    people += person(KHAMLA, 214, 195, 1, look=-1, left="hold", right="down", mood="calm")
    return scene(places.site(people), places.SITE_COLOURS)


def treatment() -> str:
    """Three bars on the wall, two people at a table."""
    chart = rect(196, 32, 88, 58, WHITE, 3)
    chart += "".join(
        rect(x, 82 - h, 14, h, fill, 2)
        for x, h, fill in ((210, 40, PLUM), (233, 22, SUN), (256, 5, "#0d8a80"))
    )
    chart += line("M204 83h72", "#9fb4bd", 2)
    people = stool(128, 197, 24, "#6f83a8") + stool(246, 197, 24, "#5f9e8f")
    people += table(164, 196, 52, 32) + cup(180, 161, "#8fc1c6") + cup(202, 161, "#e6b04a")
    people += person(KHAMLA, 128, 197, 1.04, body="sit", look=1, left="lap", right="lap", mood="smile")
    people += person(ALISA, 246, 197, 1.04, body="sit", look=-1, left="lap", right=(22, -4), mood="glad")
    return scene(rooms.room(people, move(chart, 0, 10)), CLINIC_ROOM_COLOURS)


def words() -> str:
    """At lunch on the site: a word can open a door."""
    people = bench(58, 197, 170, 24)
    people += person(BUILDER, 92, 197, 1, body="sit", look=1, left="lap", right="chest", mood="calm")
    people += person(KHAMLA, 142, 197, 1.02, body="sit", look=1, left="lap", right="lap", mood="smile")
    people += person(ALISA, 204, 197, 1.02, body="sit", look=-1, left="open", right="lap", mood="glad")
    return scene(
        places.site(people + bubble(150, 44, 56, 34, heart(178, 60, 1, "#8a5200"), tail="right")),
        places.SITE_COLOURS,
    )


def referral() -> str:
    """At the other end of the way somebody waits for the envelope."""
    people = person(THONGDY, 210, 192, 1, look=1, left="cane", right="give", over=cane(-1), mood="glad")
    people += person(KHAMLA, 276, 194, 1.02, look=-1, left="give", right="down", mood="smile")
    people += envelope(242, 131, 0.9)
    return scene(places.village(people))


def people_not_labels() -> str:
    """Before the clinic: whoever comes is a person first."""
    people = person(
        replace(YOUTH, top="#d9b26a"), 84, 190, 0.96, look=1, left="down", right="hold", mood="smile"
    )
    people += person(MOTHER, 128, 192, 0.94, look=1, left="hold", right="down")
    people += person(ALISA, 194, 194, 1, look=-1, left="open", right="open", mood="glad")
    people += person(KHAMLA, 244, 193, 0.98, look=-1, left="chest", right="down", mood="smile")
    talk = bubble(196, 66, 46, 28, heart(219, 79, 0.85, "#8a5200"), tail="left")
    return scene(places.clinic(people + talk, bench_left=False))


def held() -> str:
    """He is held for two days; those who know how to help sit at the phone, the refill date before them."""
    people = table(126, 196, 92, 38) + paper(172, 152, WHITE, 84) + cup(204, 155, "#8fc1c6")
    people += wheelchair(NATTAYA, 94, 197, 1.02, look=1, left="lap", right=(11, -9), mood="calm")
    people += phone(105, 122, 8)
    people += person(ALISA, 254, 196, 1.02, look=-1, left="give", right="hold", mood="calm")
    return scene(rooms.room(people, calendar(196, 44, 9)), CLINIC_ROOM_COLOURS)


SCENES = {
    "10": what_it_is,
    "20": prevention,
    "25": people_not_labels,
    "30": testing,
    "40": treatment,
    "50": words,
    "60": referral,
    "65": held,
}
