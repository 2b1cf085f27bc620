"""`people.svg`: all faces in all moods, one of which an address like `people.svg#khamla-calm` shows."""

from __future__ import annotations

from tools.drawing import face
from tools.drawing.cast import CAST
from tools.drawing.document import document
from tools.drawing.looks import Mood
from tools.drawing.shapes import rect

ALL: tuple[Mood, ...] = ("glad", "smile", "calm", "worried", "hurt")
MOODS: dict[str, tuple[Mood, ...]] = {
    name: {"trainer": ALL[:3], "alisa": ALL[:4], "nattaya": ALL[:4], "thongdy": ALL[:4]}.get(name, ALL)
    for name in CAST
}
_STYLES = ".b{fill:#dcecef}.p{display:none}.p:target{display:inline}"


def people() -> str:
    """The file. A face is drawn once; each of its moods shows it and adds brows, eyes and mouth."""
    faces, shown = "", ""
    for name, look in CAST.items():
        faces += f'<g id="{name}">{rect(0, 0, 96, 96, look.ground)}{face.bust(look)}</g>'
        for mood in MOODS[name]:
            drawn = f'<g clip-path="url(#k)"><use href="#{name}"/>{face.mood(look, mood)}</g>'
            shown += f'<g class="p" id="{name}-{mood}">{drawn}</g>'
    window = '<clipPath id="k"><circle cx="48" cy="48" r="48"/></clipPath>'
    return document(f"<defs>{window}{faces}</defs>{shown}", 96, 96, _STYLES)
