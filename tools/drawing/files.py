"""All drawings, by the name of the file that each is written to."""

from __future__ import annotations

from pathlib import Path

from tools.drawing import covers, lessons, place_people, sprite

CURRICULUM = Path(__file__).resolve().parents[2] / "curriculum"


def files() -> dict[str, str]:
    """The text of every file, by its path below `curriculum/`.

    A scene may be drawn before its lesson is written; it is there from the day on which the lesson is.
    """
    drawn = {"pictures/people.svg": sprite.people()}
    drawn |= {f"pictures/place-{name}.svg": draw() for name, draw in place_people.PLACES.items()}
    drawn |= {f"modules/{name}/cover.svg": draw() for name, draw in covers.COVERS.items()}
    for module, scenes in lessons.SCENES.items():
        for number, draw in scenes.items():
            if any((CURRICULUM / "modules" / module).glob(f"{number}-*.md")):
                drawn[f"modules/{module}/{number}.svg"] = draw()
    return drawn


def not_yet_written() -> dict[str, str]:
    """Scenes that wait for their lesson."""
    drawn = {
        f"modules/{module}/{number}.svg": draw()
        for module, scenes in lessons.SCENES.items()
        for number, draw in scenes.items()
    }
    there = files()
    return {name: text for name, text in drawn.items() if name not in there}
