"""Who is in a place when no lesson says otherwise."""

from __future__ import annotations

from dataclasses import replace

from tools.drawing import places, workplaces
from tools.drawing.cast import (
    ALISA,
    BOATWOMAN,
    BUILDER,
    CHANTHOU,
    CHILD,
    ELDER,
    GIRL,
    KHAMLA,
    MOTHER,
    NATTAYA,
    NURSE,
    RATANAK,
    RITHY,
    SAMNANG,
    SELLER,
    THONGDY,
    TRAINER,
    VOLUNTEER,
    WORKER,
    YOUTH,
)  # fmt: skip
from tools.drawing.document import scene
from tools.drawing.figure import person, wheelchair
from tools.drawing.looks import extras
from tools.drawing.shapes import LEAF, line, rect
from tools.drawing.things import backpack, bag, board, bottle, cane


def river() -> str:
    pole = line("M112 78L128 186", "#7a5230", 3)
    people = person(BOATWOMAN, 100, 172, 0.84, look=1, left="hold", right=(12, -14)) + pole
    people += person(RITHY, 166, 176, 0.82, look=1, left="down", right="open")
    people += person(MOTHER, 216, 180, 0.8, body="sit", look=-1, left="lap", right="lap")
    people += person(CHILD, 254, 172, 0.85, look=-1, left="wave", mood="glad")
    return scene(places.river(people))


def market() -> str:
    sellers = person(SELLER, 80, 168, 0.86, look=1, left="desk", right="give")
    sellers += person(
        replace(MOTHER, hair="bob", top=LEAF), 262, 170, 0.86, look=-1, left="out", right="desk", mood="glad"
    )
    people = person(
        CHANTHOU, 166, 194, 0.94, look=-1, left="out", right="bag", mood="smile", over=bag(15, -44, "#6f83a8")
    )
    people += person(RATANAK, 200, 196, 0.94, look=1, left="hold", right="point", mood="glad")
    return scene(workplaces.market(people, sellers), workplaces.MARKET_COLOURS)


def clinic() -> str:
    people = person(KHAMLA, 84, 186, 0.9, body="sit", look=1, left="lap", right="out", seat=22)
    people += person(NURSE, 158, 184, 0.92, look=-1, left="read", right="read", over=board(0, -62))
    people += wheelchair(NATTAYA, 220, 190, 0.94, look=-1, left="open", right="lap", mood="glad")
    people += person(ALISA, 264, 190, 0.92, look=-1, left="hold", right="down")
    return scene(places.clinic(people))


def factory() -> str:
    man = replace(WORKER, skin="d", top="#8fb98a", width=19, jaw=13)
    tall = replace(WORKER, skin="c", top="#b79cc9", width=16.8, extras=extras("glasses"))
    workers = person(man, 90, 184, 0.96, look=1, left="desk", right=(20, 30))
    workers += person(
        replace(WORKER, top="#e0b65e", skin="c", width=19, height=19.5, brow=2.1),
        160,
        184,
        0.94,
        look=1,
        left=(-8, 28),
        right=(18, 28),
        mood="glad",
    )
    workers += person(tall, 228, 184, 0.98, look=-1, left=(-18, 30), right="desk")
    return scene(workplaces.factory("", workers), workplaces.FACTORY_COLOURS)


def site() -> str:
    above = person(
        replace(BUILDER, skin="d", top="#e8d6a8", neck="round"), 168, 104, 0.62, look=-1, left="point"
    )
    people = person(
        replace(KHAMLA, hair="helmet", hair_colour="#f5b93e"),
        84,
        194,
        0.96,
        look=1,
        left="hip",
        right="give",
        mood="glad",
    )
    people += person(VOLUNTEER, 136, 195, 0.94, look=-1, left="give", right="down") + bottle(110, 147)
    return scene(places.site(people, above), places.SITE_COLOURS)


def bus() -> str:
    people = person(
        SAMNANG, 40, 192, 0.9, look=1, body="walk", right=(12, 12), under=backpack(-1), mood="calm"
    )
    people += person(RITHY, 246, 193, 0.92, look=1, left="hold", right="out")
    people += person(
        MOTHER, 296, 194, 0.88, look=-1, left="hold", right="bag", over=bag(14.5, -44, "#d69a2c")
    )
    people += person(CHILD, 328, 196, 0.92, look=-1, left="wave", mood="glad")
    return scene(places.bus(people), places.BUS_COLOURS)


def bridge() -> str:
    crossing = person(YOUTH, 80, 90, 0.42, body="walk", look=1, under=backpack(-1)) + person(
        MOTHER, 102, 90, 0.4, body="walk", look=1
    )
    crossing += person(ELDER, 164, 90, 0.42, body="walk", look=1) + person(
        CHILD, 184, 90, 0.42, body="walk", look=1
    )
    people = person(VOLUNTEER, 262, 186, 0.8, look=-1, left="give", right="down") + person(
        THONGDY, 308, 186, 0.82, look=-1, left="hold", right="hold"
    )
    people += (
        rect(242, 160, 92, 6, "#a9754a", 2)
        + rect(248, 166, 5, 26, "#8a5f38")
        + rect(322, 166, 5, 26, "#8a5f38")
    )
    people += bottle(286, 160) + bottle(295, 160) + bottle(322, 160)
    people += person(
        CHANTHOU, 204, 196, 0.86, look=1, left="bag", right="give", over=bag(-14.5, -44, "#6f83a8")
    )
    return scene(places.bridge(people, crossing))


def village() -> str:
    people = person(THONGDY, 216, 192, 0.95, look=1, left="cane", right="open", over=cane(-1))
    people += person(
        replace(ELDER, neck="round", top="#c9b58a"),
        266,
        194,
        0.9,
        look=-1,
        left="hold",
        right="down",
        mood="glad",
    )
    people += person(GIRL, 296, 194, 0.95, look=-1, left="wave", mood="glad")
    return scene(places.village(people))


def sala() -> str:
    inside = person(TRAINER, 180, 167, 0.7, left="open", right="open", mood="glad")
    inside += person(YOUTH, 126, 172, 0.72, body="floor", look=1, left="lap", right="lap")
    inside += person(CHANTHOU, 224, 172, 0.72, body="floor", look=-1, left="lap", right="chest")
    people = person(ELDER, 48, 196, 0.8, look=1, right="cane", over=cane())
    people += person(RITHY, 92, 197, 0.82, look=1, left="down", right="wave", mood="glad")
    people += wheelchair(NATTAYA, 272, 198, 0.84, look=-1, left="out", right="lap", mood="glad")
    people += person(VOLUNTEER, 316, 197, 0.8, look=-1, left="wave")
    return scene(places.sala(people, inside), places.SALA_COLOURS)


PLACES = {
    "river": river, "market": market, "clinic": clinic, "factory": factory, "site": site, "bus": bus, "bridge": bridge,
    "village": village, "sala": sala,
}  # fmt: skip
