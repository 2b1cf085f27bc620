"""A head: the same geometry for portraits and scenes, so that a person is known again. Its middle is at (0, 0)."""

from __future__ import annotations

from tools.drawing import hair
from tools.drawing.looks import Look, Mood
from tools.drawing.shapes import INK, SKIN, SUN, WHITE, Point, circle, ellipse, line, path

MOUTH = "#7a4a32"


def skull(look: Look) -> str:
    """Ears and face, without features."""
    skin = SKIN[look.skin][0]
    w, h, j = look.width, look.height, look.jaw
    shape = (
        f"M{-w} {-0.15 * h}C{-w} {-1.28 * h} {w} {-1.28 * h} {w} {-0.15 * h}"
        f"C{w} {0.6 * h} {j} {h} 0 {h}S{-w} {0.6 * h} {-w} {-0.15 * h}Z"
    )
    ears = circle(-w, 3, 3.8, skin) + circle(w, 3, 3.8, skin) if hair.shows_ears(look) else ""
    return ears + path(shape, skin)


def base(look: Look, turn: float = 0, *, small: bool = False) -> str:
    """Everything of a head that no mood changes. `turn` shifts the features to the side one looks to."""
    done = skull(look) + _beard(look, turn)
    if not small:
        glow = "#e9986a" if look.skin in "ab" else "#b8703f"
        done += f'<g opacity=".35">{circle(-0.6 * look.width + turn, 8, 4, glow)}'
        done += f"{circle(0.6 * look.width + turn, 8, 4, glow)}</g>"
        done += _lines(look, turn)
    done += _nose(look, turn) + hair.front(look)
    if "earring" in look.extras:
        done += circle(-look.width - 0.5, 10, 1.9, SUN) + circle(look.width + 0.5, 10, 1.9, SUN)
    return done


def features(look: Look, mood: Mood, turn: float = 0, *, small: bool = False) -> str:
    """Eyes, brows and mouth of a mood, and the glasses before them."""
    done = _eyes(look, mood, turn, small=small) + _mouth(look, mood, turn, small=small)
    if not small or mood in ("worried", "hurt") or look.brow > 2:
        done += _brows(look, mood, turn)
    if "glasses" in look.extras:
        a, b = -7.7 + turn, 7.7 + turn
        width = 2 if small else 1.5
        frames = "".join(f"M{x - 6} 2.5a6 6 0 1 0 12 0a6 6 0 1 0 -12 0" for x in (a, b))
        done += line(f"{frames}M{a + 6} 2h{b - a - 12}", "#3a4152", width)
    return done


def _eyes(look: Look, mood: Mood, turn: float, *, small: bool) -> str:
    a, b = -7.5 + turn, 7.5 + turn
    if mood == "rest" or (small and look.lids == "soft" and mood == "glad"):
        return line(f"M{a - 3} 2q3 3 6 0M{b - 3} 2q3 3 6 0", INK, 2.2)
    if small:
        return circle(a, 2, 2.3, INK) + circle(b, 2, 2.3, INK)
    high = {"round": 2.7, "almond": 2.3, "soft": 2}[look.lids]
    done = ellipse(a, 2, 2.2, high, INK) + ellipse(b, 2, 2.2, high, INK)
    done += circle(a + 0.8, 1.1, 0.8, WHITE) + circle(b + 0.8, 1.1, 0.8, WHITE)
    lids = {
        "almond": f"M{a - 3.6} 1.4q2.6 -2.8 6 -1.6M{b - 2.4} -.2q3.4 -1.2 6 1.6",
        "soft": f"M{a - 3.4} .6q3.4 -2 6.4 0M{b - 3} .6q3 -2 6.4 0",
    }
    return done + (line(lids[look.lids], INK, 1.2) if look.lids in lids else "")


def _brows(look: Look, mood: Mood, turn: float) -> str:
    a, b = -7.5 + turn, 7.5 + turn
    colour = look.hair_colour if look.hair in ("elder", "parted") and "grey" in look.extras else INK
    ways = {
        "worried": f"M{a - 4.5} -4.2q4 -1.2 8 -2.8M{b + 4.5} -4.2q-4 -1.2 -8 -2.8",
        "hurt": f"M{a - 4.5} -3q3.6 -1.4 7.6 -4.4M{b + 4.5} -3q-3.6 -1.4 -7.6 -4.4",
        "glad": f"M{a - 4.2} -5.4q4 -3.4 8.4 -1.2M{b - 4.2} -6.6q4.4 -2.2 8.4 1.2",
    }
    calm = f"M{a - 4.2} -4.6q4 -2.8 8.4 -.7M{b - 4.2} -5.3q4.400 -2.100 8.4 .7"
    return line(ways.get(mood, calm), colour, look.brow)


def _mouth(look: Look, mood: Mood, turn: float, *, small: bool) -> str:
    m, t = look.mouth, turn
    low = 3 if "moustache" in look.extras else 0
    width = 2.5 if small else 2
    if mood == "glad":
        lips = path(
            f"M{t - m - 1} {11 + low}q{m + 1} 2 {2 * m + 2} 0q-.8 7.500 {-m - 1} 7.500t{-m - 1} -7.500Z",
            "#6d4230",
        )
        return lips + path(
            f"M{t - m + 0.5} {11.6 + low}q{m - 0.5} 1.300 {2 * m - 1} 0l-.7 2.200q{1.2 - m} 1 {2.4 - 2 * m} 0Z",
            WHITE,
        )
    curves = {
        "smile": f"M{t - m} {12 + low}q{m} 5 {2 * m} 0",
        "rest": f"M{t - m} {12.5 + low}q{m} 4 {2 * m} 0",
        "calm": f"M{t - m + 1} {13.5 + low}q{m - 1} 1.800 {2 * m - 2} 0",
        "worried": f"M{t - m + 1} {15 + low}q{m - 1} -2.400 {2 * m - 2} -.4",
        "hurt": f"M{t - m + 0.5} {16 + low}q{m - 0.5} -4.200 {2 * m - 1} 0",
    }
    return line(curves[mood], MOUTH if look.skin != "d" else "#633b24", width)


def _nose(look: Look, turn: float) -> str:
    shadow = SKIN[look.skin][1]
    ways = {
        "side": f"M{turn} 4q2.600 4 -.8 4.600",
        "wide": f"M{turn - 2.8} 7.600q2.800 2.400 5.600 0",
        "long": f"M{turn - 0.5} 2.500q1 4 2.400 5.500q-.6 1.600 -3 1.300",
        "small": f"M{turn - 1.4} 7.400q1.500 1.200 2.800 0",
    }
    return line(ways[look.nose], shadow, 1.8)


def _beard(look: Look, turn: float) -> str:
    h = look.height
    done = ""
    if "stubble" in look.extras:
        (x, y), low, lowest = _cheek(look)
        chin = f"M{-x} {y}Q{-x * 0.5} {y + 4} {turn} {y + 3}T{x} {y}C{low[0]} {low[1]} {lowest[0]} {lowest[1]} 0 {h}"
        done += f'<g opacity=".3">{path(f"{chin}C{-lowest[0]} {lowest[1]} {-low[0]} {low[1]} {-x} {y}Z", INK)}</g>'
    if "moustache" in look.extras:
        done += path(
            f"M{turn - 6.5} 12.5Q{turn - 3.5} 8.5 {turn} 10"
            f"Q{turn + 3.5} 8.5 {turn + 6.5} 12.5Q{turn} 11 {turn - 6.5} 12.5Z",
            INK,
        )
    if "beard" in look.extras:
        done += path(f"M{turn - 8} 15Q{turn} 35 {turn + 8} 15Q{turn} 20 {turn - 8} 15Z", look.hair_colour)
    return done


def _cheek(look: Look, share: float = 0.36) -> tuple[Point, Point, Point]:
    """The edge of the face from a point beside the mouth down to the chin: where it starts, and how it bends."""

    def between(one: Point, other: Point) -> Point:
        return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share

    w, h = look.width, look.height
    temple, cheek, jaw, chin = (w, -0.15 * h), (w, 0.6 * h), (look.jaw, h), (0.0, h)
    first, second, third = between(temple, cheek), between(cheek, jaw), between(jaw, chin)
    upper, lower = between(first, second), between(second, third)
    return between(upper, lower), lower, third


def _lines(look: Look, turn: float) -> str:
    if "lines" not in look.extras:
        return ""
    w = look.width
    d = f"M{2 - w} 5l3 .8M{w - 2} 5l-3 .8M{turn - 10} 10q-1.500 2.500 -.8 4.500M{turn + 10} 10q1.500 2.500 .8 4.500"
    return line(d, SKIN[look.skin][1], 1.3)
