"""Portraits: head and shoulders in a round window of 96 × 96."""

from __future__ import annotations

from tools.drawing import hair, head
from tools.drawing.looks import Look, Mood
from tools.drawing.shapes import RIVER, SKIN, SKY, SUN, WHITE, line, move, path, shade

MIDDLE = (48, 42)


def bust(look: Look) -> str:
    """Everything of a portrait that no mood changes, without its round window."""
    behind = move(hair.behind(look), *MIDDLE)
    return behind + _shoulders(look) + move(head.base(look), *MIDDLE)


def mood(look: Look, name: Mood) -> str:
    """The mood of a portrait."""
    return move(head.features(look, name), *MIDDLE)


def _shoulders(look: Look) -> str:
    wide = (look.shoulders - 12.5) * 2.2
    left, right = 8 - wide, 88 + wide
    body = f"M{left} 100Q{left} 74 34 70L48 72L62 70Q{right} 74 {right} 100Z"
    done = path(body, look.top)
    neck = min(9.5, look.width * 0.5)
    done += path(f"M{48 - neck} 54H{48 + neck}V70Q48 80 {48 - neck} 70Z", SKIN[look.skin][1])
    done += _neckline(look)
    if look.vest:
        done += path(f"M{left} 100Q{left} 74 32 70.5L43 100ZM{right} 100Q{right} 74 64 70.5L53 100Z", RIVER)
        done += path(f"M{left + 1} 89H39L41 95H{left}ZM{right - 1} 89H57L55 95H{right}Z", SUN)
    return done


def _neckline(look: Look) -> str:
    if look.neck == "vee":
        return path("M39 69L48 82L57 69L62 70.5L48 91L34 70.5Z", WHITE)
    if look.neck == "polo":
        collar = shade(look.top, 0.82)
        return path("M38 68L48 79L40 85L31 71ZM58 68L48 79L56 85L65 71Z", collar) + line(
            "M48 80V93", collar, 1.6
        )
    if look.neck == "hood":
        return path("M30 69Q48 88 66 69L70 75Q60 91 48 91T26 75Z", shade(look.top, 0.84)) + line(
            "M43 89v6M53 89v5", WHITE, 1.6
        )
    if look.neck == "krama":
        stripes = line("M34 72Q48 85 62 72M43 86h12M42 92h14", WHITE, 2)
        return path("M32 68Q48 84 64 68L66 76Q56 84 56 96H42Q42 86 30 77Z", SKY) + stripes
    if look.neck == "buttons":
        collar = path("M38 68Q48 80 58 68L61 71Q48 86 35 71Z", shade(look.top, 0.82))
        return collar + line("M48 84v0M48 91v0", WHITE, 2.4)
    if look.neck == "scarf":
        return path("M31 71L40 67Q52 84 80 100H60Q44 88 29 78Z", SUN)
    return ""
