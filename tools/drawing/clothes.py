"""Clothes of people in scenes: torso, vest, legs, skirt, apron."""

from __future__ import annotations

from tools.drawing.looks import Look
from tools.drawing.shapes import RIVER, SKIN, SKY, SUN, WHITE, Point, line, path, rect, shade

APRON = "#eef3f5"


def _trunk(who: Look, hips: Point, shoulders: Point, grow: float = 0) -> str:
    (hx, hy), (sx, sy) = hips, shoulders
    w, k = who.shoulders + grow, who.waist + grow
    mx, my = (hx + sx) / 2, (hy + sy) / 2 + 3
    return (
        f"M{sx - w} {sy + 9}Q{sx - w} {sy} {sx - 4.5} {sy - 0.5}H{sx + 4.5}Q{sx + w} {sy} {sx + w} {sy + 9}"
        f"Q{mx + k} {my} {hx + k + 0.6} {hy + 3}Q{hx} {hy + 6} {hx - k - 0.6} {hy + 3}Q{mx - k} {my} {sx - w} {sy + 9}Z"
    )


def torso(who: Look, hips: Point, shoulders: Point) -> str:
    """Shirt or blouse."""
    return path(_trunk(who, hips, shoulders), who.top)


def vest(who: Look, hips: Point, shoulders: Point) -> str:
    """The vest of a volunteer: river blue with a yellow band."""
    if not who.vest:
        return ""
    (hx, hy), (sx, sy) = hips, shoulders
    k = who.waist + 0.5
    x, y = sx + (hx - sx) * 0.66, sy + (hy - sy) * 0.66
    done = path(_trunk(who, hips, shoulders, 0.5), RIVER)
    done += path(f"M{sx - 5.5} {sy - 0.6}H{sx + 5.5}L{sx + 0.8} {sy + 17}H{sx - 0.8}Z", who.top)
    done += line(f"M{sx} {sy + 19}L{hx} {hy + 4}", shade(RIVER, 0.75), 1.2)
    throat = line(f"M{sx} {sy - 3}V{sy + 1.5}", SKIN[who.skin][1], 7.5)
    return done + path(f"M{x - k} {y}H{x + k}V{y + 5}H{x - k}Z", SUN) + throat


def neckline(who: Look, shoulders: Point) -> str:
    """Collar, hood, scarf."""
    x, y = shoulders
    if who.neck == "krama":
        done = path(
            f"M{x - 9} {y - 2}Q{x} {y + 7} {x + 9} {y - 2}L{x + 8} {y + 4}Q{x + 3} {y + 8} {x + 3} {y + 21}H{x - 3}",
            SKY,
        )
        done += path(f"M{x - 3} {y + 21}Q{x - 2} {y + 9} {x - 8} {y + 4}L{x - 9} {y - 2}L{x} {y + 4}Z", SKY)
        return done + line(
            f"M{x - 6} {y + 2}Q{x} {y + 7} {x + 6} {y + 2}M{x - 2} {y + 12}h4M{x - 2} {y + 17}h4", WHITE, 1.2
        )
    if who.neck == "hood":
        return path(
            f"M{x - 9} {y - 1}Q{x} {y + 13} {x + 9} {y - 1}L{x + 5} {y - 3}Q{x} {y + 3} {x - 5} {y - 3}Z",
            shade(who.top, 0.84),
        )
    if who.neck in ("polo", "buttons"):
        return path(
            f"M{x - 6} {y - 1}L{x} {y + 7}L{x + 6} {y - 1}L{x + 3.5} {y - 2}L{x} {y + 3}L{x - 3.5} {y - 2}Z",
            shade(who.top, 0.8),
        )
    if who.neck == "vee":
        return path(
            f"M{x - 5.5} {y - 1}L{x} {y + 10}L{x + 5.5} {y - 1}L{x + 3.5} {y - 2}L{x} {y + 5}L{x - 3.5} {y - 2}Z",
            WHITE,
        )
    if who.neck == "scarf":
        return path(f"M{x - 8} {y - 0.5}L{x - 3} {y - 2}L{x + 13} {y + 30}L{x + 8} {y + 38}Z", SUN)
    return ""


def apron(who: Look, hips: Point, shoulders: Point) -> str:
    """The long white apron of a factory."""
    if who.legs != "apron":
        return ""
    (hx, hy), (sx, sy) = hips, shoulders
    straps = line(f"M{sx - 6} {sy}V{sy + 12}M{sx + 6} {sy}V{sy + 12}", APRON, 2)
    return straps + path(
        f"M{sx - 7.5} {sy + 11}H{sx + 7.5}L{hx + 11.5} {hy - 4}"
        f"V{hy + 22}Q{hx} {hy + 26} {hx - 11.5} {hy + 22}V{hy - 4}Z",
        APRON,
    )


def legs(
    who: Look, body: str, hips: Point, knees: tuple[Point, Point], ankles: tuple[Point, Point], look: float
) -> str:
    """Legs with what is worn on them."""
    if body == "floor":
        return _crossed(who)
    skirt = who.legs in ("skirt", "sinh")
    cloth = "#44546e" if who.legs == "apron" else who.cloth
    done = ""
    starts = ((hips[0] - 4.8, hips[1]), (hips[0] + 4.8, hips[1]))
    order = (0, 1) if look < 0 else (1, 0)
    for index in order:
        (x, y), (kx, ky), (ax, ay) = starts[index], knees[index], ankles[index]
        tone = shade(cloth, 0.9) if index == order[0] else cloth
        if skirt:
            done += line(f"M{kx} {ky}L{ax} {ay}", SKIN[who.skin][0], 5)
        elif who.legs == "shorts":
            done += line(f"M{kx} {ky}L{ax} {ay}", SKIN[who.skin][0], 6) + line(
                f"M{x} {y}L{kx} {ky}", tone, 10
            )
        else:
            done += line(f"M{x} {y}L{kx} {ky}L{ax} {ay - 1}", tone, 9)
        done += _shoe(
            who, (ax, ay), look if body in ("walk", "sit", "crouch", "lean") or look else (-1, 1)[index]
        )
    if not skirt:
        return done + (rect(hips[0] - 9.3, hips[1] - 3, 18.6, 6, cloth, 3) if body != "walk" else "")
    return done + _skirt(who, body, hips, knees, ankles)


def _shoe(who: Look, ankle: Point, way: float) -> str:
    x, y = ankle
    out = 7 if way > 0 else -7
    if who.legs == "apron":
        return line(f"M{x} {y - 7}V{y}", "#f6f8f9", 9) + path(
            f"M{x - out * 0.6} {y + 4}V{y - 3}H{x + out * 0.5}Q{x + out * 1.2} {y - 1} {x + out * 1.2} {y + 4}Z",
            "#f6f8f9",
        )
    return path(
        f"M{x - out * 0.55} {y + 4}V{y - 1.5}H{x + out * 0.45}Q{x + out * 1.15} {y - 0.5} {x + out * 1.2} {y + 4}Z",
        who.shoe,
    )


def _skirt(who: Look, body: str, hips: Point, knees: tuple[Point, Point], ankles: tuple[Point, Point]) -> str:
    (hx, hy), k = hips, who.waist + 0.4
    if body in ("sit", "crouch"):
        way = 1 if knees[0][0] + knees[1][0] > 2 * hx else -1
        kx = max((knee[0] for knee in knees), key=lambda value: value * way)
        ky = min(knee[1] for knee in knees)
        ax = max((ankle[0] for ankle in ankles), key=lambda value: value * way)
        d = (
            f"M{hx - way * k} {hy - 3}H{hx + way * k}L{kx} {ky - 4.5}Q{kx + way * 5} {ky - 4} {kx + way * 5} {ky + 2}"
            f"L{ax + way * 3.5} -8H{ax - way * 11}L{kx - way * 9} {ky + 9}L{hx - way * k} {hy + 6}Z"
        )
        return path(d, who.cloth)
    hem = 3 if body == "walk" else 0
    done = path(
        f"M{hx - k} {hy - 3}H{hx + k}Q{hx + k + 2} {hy + 8} {hx + 12 + hem} -12"
        f"Q{hx} -9 {hx - 12 - hem} -12Q{hx - k - 2} {hy + 8} {hx - k} {hy - 3}Z",
        who.cloth,
    )
    if who.legs == "sinh":
        done += path(
            f"M{hx - 12.2 - hem} -18.500Q{hx} -15.500 {hx + 12.2 + hem} -18.500"
            f"L{hx + 12 + hem} -12Q{hx} -9 {hx - 12 - hem} -12Z",
            SUN,
        )
    return done


def _crossed(who: Look) -> str:
    if who.legs in ("skirt", "sinh"):
        return path("M-24 -3Q-25 -15 -10 -15H10Q25 -15 24 -3Q12 3 0 2T-24 -3Z", who.cloth)
    back = line("M5 -9L20 -7L-9 -3", shade(who.cloth, 0.9), 9)
    return back + line("M-5 -9L-20 -7L9 -3", who.cloth, 9) + line("M-12 -1.500h4M8 -1.500h5", who.shoe, 5)
