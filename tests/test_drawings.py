"""The pictures of Sala are those that `python -m tools.drawing` writes, light, safe and without the emblem's colour."""

from __future__ import annotations

import colorsys
import gzip
import re
from xml.etree import ElementTree as ET

import pytest

from lms.content.checks.svg import picture_problems
from tools.drawing.document import EVENING
from tools.drawing.files import CURRICULUM, files, not_yet_written
from tools.drawing.sprite import MOODS

DRAWN = files()
ALL = DRAWN | not_yet_written()
SCENES = [name for name in ALL if name != "pictures/people.svg"]
LARGEST = 6 * 1024  # what one picture may cost when it is sent


def parsed(text: str) -> ET.Element:
    """The tree of a drawing; a file that is not well-formed raises."""
    return ET.fromstring(text)  # noqa: S314 (our own drawing)


def is_red(colour: str) -> bool:
    """Would somebody call this colour red? Browns and skins of little saturation, and what is nearly black, are not."""
    digits = colour.removeprefix("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    return (hue * 360 <= 15 or hue * 360 >= 340) and saturation > 0.3 and 0.15 < lightness < 0.9


@pytest.mark.parametrize(
    ("colour", "red"),
    [
        ("#e30613", True),
        ("#c8102e", True),
        ("#f00", True),
        ("#b3261e", True),
        ("#e8505b", True),
        ("#f5b93e", False),  # sun
        ("#7a4a32", False),  # a mouth
        ("#8d5fa5", False),  # plum
        ("#c9824a", False),  # clay
        ("#242c3b", False),  # ink
        ("#fff", False),
    ],
)
def test_red_is_told_from_brown_and_yellow(colour: str, red: bool) -> None:
    assert is_red(colour) is red


@pytest.mark.parametrize("name", DRAWN)
def test_what_is_committed_is_what_the_script_writes(name: str) -> None:
    assert (CURRICULUM / name).read_text(encoding="utf-8") == DRAWN[name], "Run `python -m tools.drawing`."


def test_the_script_writes_the_same_each_time() -> None:
    assert files() == DRAWN


def test_no_drawing_is_left_that_the_script_no_longer_writes() -> None:
    found = {str(path.relative_to(CURRICULUM)) for path in (CURRICULUM / "pictures").glob("*.svg")}
    found |= {str(path.relative_to(CURRICULUM)) for path in CURRICULUM.glob("modules/*/*.svg")}
    found = {name for name in found if not name.endswith("/icon.svg")}
    assert found <= set(DRAWN)


@pytest.mark.parametrize("name", ALL)
def test_a_drawing_weighs_six_kilobytes_at_most_when_it_is_sent(name: str) -> None:
    assert len(gzip.compress(ALL[name].encode(), 9)) <= LARGEST


@pytest.mark.parametrize("name", ALL)
def test_a_drawing_loads_and_runs_nothing(name: str) -> None:
    text = ALL[name]
    assert picture_problems(name, text) == []
    assert "url(http" not in text
    assert "@import" not in text
    assert 'style="' not in text  # the content security policy refuses it
    names = {element.tag.rpartition("}")[2] for element in parsed(text).iter()}
    assert names <= {"svg", "style", "g", "path", "rect", "circle", "ellipse", "defs", "clipPath", "use"}


@pytest.mark.parametrize("name", ALL)
def test_a_drawing_says_its_size(name: str) -> None:
    top = parsed(ALL[name]).attrib
    width, height = ("360", "200") if name in SCENES else ("96", "96")
    assert (top["width"], top["height"], top["viewBox"]) == (width, height, f"0 0 {width} {height}")


@pytest.mark.parametrize("name", ALL)
def test_evening_comes_to_a_drawing_by_one_rule(name: str) -> None:
    assert ALL[name].count(EVENING) == 1
    assert ALL[name].count("@media") == 1


@pytest.mark.parametrize("name", ALL)
def test_nothing_in_a_drawing_is_red(name: str) -> None:
    colours = set(re.findall(r"#(?:[0-9a-f]{6}|[0-9a-f]{3})\b", ALL[name]))
    assert [colour for colour in sorted(colours) if is_red(colour)] == []
    paints = re.findall(r'(?:fill|stroke)[:=]"?([^";}]+)', ALL[name])
    assert [paint for paint in paints if not re.fullmatch(r"#[0-9a-f]{3}|#[0-9a-f]{6}|none", paint)] == []


@pytest.mark.parametrize("name", ALL)
def test_each_element_has_one_class_at_most_and_each_class_a_style(name: str) -> None:
    styles = parsed(ALL[name])[0].text or ""
    used = {word for words in re.findall(r'class="([^"]*)"', ALL[name]) for word in words.split()}
    day = styles.replace(EVENING, "")
    assert [word for word in sorted(used) if f".{word}{{" not in day and word != "o"] == []


def test_every_person_of_the_lessons_has_a_face_in_each_mood_that_scenarios_name() -> None:
    ids = set(re.findall(r'id="([a-z]+-[a-z]+)"', DRAWN["pictures/people.svg"]))
    assert ids == {f"{name}-{mood}" for name, moods in MOODS.items() for mood in moods}
    cast = {"chanthou", "ratanak", "khamla", "samnang", "rithy", "thongdy", "nattaya", "alisa", "trainer"}
    assert set(MOODS) == cast
    assert all({"glad", "smile", "calm"} <= set(moods) for moods in MOODS.values())


def test_a_drawing_holds_no_writing() -> None:
    assert [name for name, text in ALL.items() if "<text" in text or "<title" in text] == []


def test_a_scene_stands_beside_the_lesson_of_its_number() -> None:
    lessons = {
        f"modules/{path.parent.name}/{path.name[:2]}.svg"
        for path in CURRICULUM.glob("modules/*/[0-9][0-9]-*.md")
    }
    assert {name for name in DRAWN if re.fullmatch(r"modules/[a-z]+/\d\d\.svg", name)} <= lessons
    assert lessons.isdisjoint(not_yet_written())
