"""The eight people of the lessons' one story, the trainer, and people without a name beside them."""

from __future__ import annotations

from tools.drawing.looks import Look, extras
from tools.drawing.shapes import INDIGO, LEAF, PLUM, SAND, SUN, TEAL, WHITE

CHANTHOU = Look(
    skin="c", hair="tail", width=19, height=19.5, jaw=11, brow=2, lids="round", nose="wide", mouth=6.2,
    top="#e9b44c", neck="buttons", cloth="#5d4a78", shoulders=11.5, waist=10, ground="#e2e6f2",
)  # fmt: skip
RATANAK = Look(
    skin="c", hair="tousled", width=16.8, height=18.8, jaw=8, brow=1.6, lids="round", nose="small", mouth=4.8,
    top="#7fb7d2", neck="hood", long_sleeves=True, cloth="#5a6b8c", shoulders=11, waist=9.5, size=0.93,
    shoe="#e8ecee", ground="#fbeccb",
)  # fmt: skip
KHAMLA = Look(
    skin="d", hair="crop", width=18.6, height=20.5, jaw=13.5, brow=2.4, lids="almond", nose="wide", mouth=5.6,
    extras=extras("stubble"), top=LEAF, neck="polo", cloth="#5b6270", shoulders=14, waist=11.5, ground="#e3eed8",
)  # fmt: skip
SAMNANG = Look(
    skin="b", hair="quiff", width=16.2, height=21.5, jaw=7.5, brow=1.8, lids="almond", nose="long", mouth=4.8,
    top=INDIGO, neck="polo", cloth="#39465f", shoulders=12, waist=10, size=1.03, ground="#dcecef",
)  # fmt: skip
RITHY = Look(
    skin="d", hair="receding", width=20, height=20.5, jaw=13, brow=1.9, lids="soft", nose="wide", mouth=6.5,
    extras=extras("moustache lines"), top=WHITE, vest=True, cloth="#6a6a58", shoulders=14, waist=13, ground="#cfe6ea",
)  # fmt: skip
THONGDY = Look(
    skin="c", hair="parted", hair_colour="#7b7f88", width=18.2, height=20, jaw=9, brow=1.7, lids="soft", nose="side",
    mouth=5, extras=extras("glasses grey"), top="#f3e3bd", vest=True, legs="sinh", cloth="#47617f",
    shoulders=12.5, waist=12.5, size=0.95, ground="#e9e0f0",
)  # fmt: skip
NATTAYA = Look(
    skin="a", hair="bob", hair_colour="#33303f", width=17.6, height=19.8, jaw=7.5, brow=1.7, lids="almond",
    nose="small", mouth=5.4, extras=extras("streak earring"), top=PLUM, neck="vee", cloth="#44506a", shoulders=12,
    waist=11, ground="#e1efe2",
)  # fmt: skip
ALISA = Look(
    skin="b", hair="long", hair_colour="#3a2a2a", width=18, height=20.5, jaw=9, lids="almond", nose="side",
    extras=extras("flower earring"), top=TEAL, neck="vee", legs="skirt", cloth="#e6b04a", shoulders=12, waist=10,
    ground="#fdebc3",
)  # fmt: skip
TRAINER = Look(
    skin="c", hair="bun", hair_colour="#3a3340", width=17.4, height=20.8, jaw=8.5, nose="long", lids="round",
    extras=extras("earring"), top="#b0719f", neck="scarf", legs="sinh", cloth="#4a3f63", shoulders=11.8, waist=10.5,
    ground="#dfe8d6",
)  # fmt: skip
CAST = {
    "chanthou": CHANTHOU,
    "ratanak": RATANAK,
    "khamla": KHAMLA,
    "samnang": SAMNANG,
    "rithy": RITHY,
    "thongdy": THONGDY,
    "nattaya": NATTAYA,
    "alisa": ALISA,
    "trainer": TRAINER,
}

NURSE = Look(skin="b", hair="hijab", hair_colour="#2f7f8f", top=WHITE, long_sleeves=True, cloth="#8fc1c6")
ELDER = Look(
    skin="d", hair="elder", hair_colour="#d5d9dd", top="#dfe5e8", cloth="#6a5c48", neck="krama", lids="soft",
    extras=extras("grey lines"), shoulders=12, waist=11.5,
)  # fmt: skip
SELLER = Look(
    skin="b", hair="straw", hair_colour="#e3bd74", top=INDIGO, legs="skirt", cloth="#7a5f9a", waist=12,
    long_sleeves=True,
)  # fmt: skip
BOATWOMAN = Look(skin="c", hair="cone", hair_colour="#e3bd74", top=PLUM, long_sleeves=True, waist=10.5)
CHILD = Look(
    skin="c", hair="short", width=17.5, height=18, jaw=10, top=SUN, legs="shorts", cloth="#4c6a8f", size=0.66
)
GIRL = Look(
    skin="b",
    hair="bob",
    width=17.5,
    height=18,
    jaw=10,
    top="#a9d8c4",
    legs="skirt",
    cloth="#6f83a8",
    size=0.6,
)
MOTHER = Look(
    skin="b", hair="braid", top="#96c7b0", legs="skirt", cloth="#6a5486", shoulders=11.5, waist=10.5
)
BUILDER = Look(
    skin="c", hair="helmet", hair_colour=SUN, top="#5c79b5", long_sleeves=True, neck="krama", shoulders=13
)
WORKER = Look(skin="b", hair="net", top="#7fb2c6", legs="apron", long_sleeves=True)
MAN = Look(skin="b", hair="side", top=SAND, cloth="#5b6b55", shoulders=13)
YOUTH = Look(skin="c", hair="cap", hair_colour="#6f83a8", top="#a9d8c4", cloth="#4d5b78", width=17, size=0.97)
VOLUNTEER = Look(skin="a", hair="braid", top="#b9dfe9", vest=True, waist=10, shoulders=11.5)
FOREMAN = Look(
    skin="b", hair="helmet", hair_colour="#f4f6f4", width=19.5, jaw=12, nose="wide", brow=2.2, top="#b9a98a",
    neck="polo", cloth="#4a4f5c", shoulders=14, waist=13,
)  # fmt: skip
BROKER = Look(
    skin="a", hair="side", width=17.2, jaw=8, nose="long", extras=extras("moustache"), top="#e8e4da", neck="polo",
    cloth="#3f4a5e", shoulders=13, waist=12,
)  # fmt: skip
