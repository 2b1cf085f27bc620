"""People in scenes. Their feet are at (0, 0), they are about 103 units tall, up is negative."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tools.drawing import clothes, hair, head, limbs
from tools.drawing.looks import Look, Mood
from tools.drawing.shapes import SKIN, Point, circle, line, move, rect, ring, shade

Body = Literal["stand", "walk", "sit", "floor", "crouch", "lean"]
Arm = str | Point

_ARMS: dict[str, Point] = {
    "down": (14.5, 36),
    "hip": (12.5, 27),
    "wave": (22, -14),
    "out": (28, 12),
    "hold": (6, 22),
    "up": (14, -26),
    "point": (31, 4),
    "chest": (3, 14),
    "bag": (14, 36),
    "cane": (20, 27),
    "desk": (9, 30),
    "read": (5, 14),
    "lap": (6, 31),
    "chin": (5, 1),
    "open": (20, 22),
    "ear": (12, -11),
    "cross": (-6, 18),
    "give": (24, 18),
}
_UPPER_ARM, _LOWER_ARM, _THIGH, _SHIN = 15.5, 15.0, 19.6, 18.8
HEAD = 0.57


@dataclass(frozen=True)
class Stance:
    """Where a body's parts are: hips, shoulders and ankles."""

    hips: Point
    shoulders: Point
    ankles: tuple[Point, Point]
    knees: Point = (1, 0)

    @property
    def back(self) -> float:
        """How far the shoulders stand beside the hips."""
        return self.shoulders[0] - self.hips[0]


def stance(body: Body, look: float, lean: float, seat: float) -> Stance:
    """The parts of a body that stands, walks, sits …; it faces the side of `look`, or the reader."""
    way = -1 if look < 0 else 1
    if body == "walk":
        return Stance((0, -41), (lean + 2 * way, -77), ((-11 * way, -5), (11 * way, -4)), (way, 0))
    if body == "sit":
        ankles = ((12 * way, -4.0), (18 * way, -4.0))
        return Stance((0, -seat - 4), (lean, -seat - 40), ankles, (way, -1))
    if body == "floor":
        return Stance((0, -8), (lean, -45), ((-9, -4), (9, -4)), (0, -1))
    if body == "crouch":
        return Stance((-5 * way, -20), (lean + 5 * way, -55), ((-6 * way, -4), (9 * way, -4)), (way, -0.5))
    if body == "lean":
        return Stance((-2 * way, -41.5), (lean + 11 * way, -74), ((-6, -4), (6, -4)), (way, 0))
    return Stance((0, -42), (lean, -77.5), ((-5.6, -4), (5.8, -4)), (way, 0))


def person(
    who: Look,
    x: float,
    y: float,
    scale: float = 1,
    *,
    body: Body = "stand",
    look: float = 0,
    left: Arm = "down",
    right: Arm = "down",
    mood: Mood = "smile",
    tilt: float = 0,
    lean: float = 0,
    seat: float = 24,
    under: str = "",
    held: str = "",
    over: str = "",
) -> str:
    """A person. `left` and `right` are those of the reader; `held` lies between body and arms, `over` before all."""
    at = stance(body, look, lean, seat)
    behind, face = _head(who, look, mood)
    neck = (at.shoulders[0] + 0.4 * look, at.shoulders[1])
    place = (neck[0] + look * 1.2, neck[1] - 13.5 + (20.5 - who.height) * HEAD)
    done = under + move(behind, *place, HEAD, tilt)
    far_first = (_arm(who, at, -1, left), _arm(who, at, 1, right))
    low = clothes.legs(who, body, at.hips, _bend(at, body), at.ankles, look)
    torso = clothes.torso(who, at.hips, at.shoulders)
    throat = line(f"M{neck[0]} {neck[1] - 5}V{neck[1] + 1}", SKIN[who.skin][1], 7.5)
    trunk = torso + throat + clothes.neckline(who, at.shoulders) + clothes.vest(who, at.hips, at.shoulders)
    if look > 0.6:
        done += far_first[1] if right == "down" else ""
    if look < -0.6:
        done += far_first[0] if left == "down" else ""
    done += low + trunk + clothes.apron(who, at.hips, at.shoulders)
    done += move(face, *place, HEAD, tilt) + held
    done += "" if look < -0.6 and left == "down" else far_first[0]
    done += "" if look > 0.6 and right == "down" else far_first[1]
    return move(done + over, x, y, scale * who.size)


def _head(who: Look, look: float, mood: Mood) -> tuple[str, str]:
    turn = look * 4.2
    drawn = head.base(who, turn, small=True) + head.features(who, mood, turn, small=True)
    return hair.behind(who), drawn


def _bend(at: Stance, body: Body) -> tuple[Point, Point]:
    if body == "floor":
        return (-20, -8), (20, -8)
    hips = ((at.hips[0] - 4.8, at.hips[1]), (at.hips[0] + 4.8, at.hips[1]))
    bent = (
        limbs.joint(hip, ankle, _THIGH, _SHIN, at.knees) for hip, ankle in zip(hips, at.ankles, strict=True)
    )
    first, second = bent
    return first, second


def _arm(who: Look, at: Stance, side: int, arm: Arm) -> str:
    across, down = _ARMS[arm] if isinstance(arm, str) else arm
    across = side * across if isinstance(arm, str) else across
    root = (at.shoulders[0] + side * (who.shoulders - 2.6), at.shoulders[1] + 6)
    goal = limbs.reach(root, (at.shoulders[0] + across, at.shoulders[1] + down), _UPPER_ARM, _LOWER_ARM)
    upper, lower = limbs.foreshorten(root, goal, _UPPER_ARM, _LOWER_ARM)
    elbow = limbs.joint(root, goal, upper, lower, (side, 0.9))
    skin = SKIN[who.skin][0]
    sleeve = shade(who.top, 0.93)
    start = f"M{root[0]} {root[1]}"
    if who.long_sleeves:
        return line(f"{start}L{elbow[0]} {elbow[1]}L{goal[0]} {goal[1]}", sleeve, 6.8) + circle(
            *goal, 3.5, skin
        )
    bare = line(f"M{elbow[0]} {elbow[1]}L{goal[0]} {goal[1]}", skin, 5.4) + circle(*goal, 3.5, skin)
    bare += line(f"{start}L{elbow[0]} {elbow[1]}", skin, 5.8)
    cut = (root[0] + (elbow[0] - root[0]) * 0.7, root[1] + (elbow[1] - root[1]) * 0.7)
    return bare + line(f"{start}L{cut[0]} {cut[1]}", sleeve, 7.6)


def wheelchair(who: Look, x: float, y: float, scale: float = 1, *, look: int = 1, **how: object) -> str:
    """A person who uses a wheelchair: a seat, a big and a small wheel. Nobody pushes it."""
    way = 1 if look > 0 else -1
    frame = line(f"M{-14 * way} -64V-22", "#44566f", 4) + line(f"M{-14 * way} -60h{-5 * way}", "#2b3a52", 3.4)
    frame += line(f"M{-13 * way} -25H{14 * way}L{21 * way} -5H{26 * way}", "#44566f", 4)
    frame += rect(-15 if way > 0 else -12, -29, 27, 5, "#2b3a52", 2.5)
    wheels = ring(-4 * way, -17, 16.5, "#33415a", 3.4) + ring(-4 * way, -17, 12, "#b4c3cb", 1.5)
    wheels += circle(-4 * way, -17, 2.6, "#33415a") + ring(17 * way, -5, 4.4, "#33415a", 3)
    sitter = person(who, 0, 0, 1 / who.size, body="sit", look=look, seat=25, over="", **how)  # type: ignore[arg-type]
    return move(frame + sitter + wheels, x, y, scale)
