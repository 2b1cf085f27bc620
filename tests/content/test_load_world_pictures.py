"""The pictures of the world in which the lessons play, and those above modules and lessons."""

from __future__ import annotations

from lms.content import loader
from tests.content.tree import Tree

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 200"><rect class="s"/></svg>'
PICTURES = "curriculum/pictures"
MODULE = "curriculum/modules/help"


def test_a_picture_of_the_world_is_known_by_its_name(tree: Tree) -> None:
    tree.write(f"{PICTURES}/place-river.svg", SVG)
    content, problems = loader.read(tree.root)
    assert problems == []
    assert content.pictures == {"place-river.svg"}


def test_what_is_no_picture_there_is_named(tree: Tree) -> None:
    tree.write(f"{PICTURES}/place-river.svg", SVG.replace("<rect", "<script>x()</script><rect"))
    tree.write(f"{PICTURES}/notes.txt", "by whom")
    _, problems = loader.read(tree.root)
    assert {problem.file for problem in problems} == {f"{PICTURES}/place-river.svg", f"{PICTURES}/notes.txt"}


def test_a_cover_and_a_scene_stand_above_their_module_and_lesson(tree: Tree) -> None:
    module = loader.load(tree.root).module("help")
    assert (module.cover, module.lessons[0].scene) == ("", "")
    number = module.lessons[0].number
    tree.write(f"{MODULE}/cover.svg", SVG)
    tree.write(f"{MODULE}/{number:02}.svg", SVG)
    module = loader.load(tree.root).module("help")
    assert (module.cover, module.lessons[0].scene) == ("cover.svg", f"{number:02}.svg")


def test_a_scene_without_a_lesson_is_named(tree: Tree) -> None:
    tree.write(f"{MODULE}/98.svg", SVG)
    _, problems = loader.read(tree.root)
    assert [problem.file for problem in problems] == [f"{MODULE}/98.svg"]


LESSON = f"{MODULE}/10-look.md"
KHMER = "curriculum/translations/km/modules/help/10-look.md"


def test_what_a_scene_shows_is_said_in_the_language_of_the_reader(tree: Tree) -> None:
    tree.write(f"{MODULE}/10.svg", SVG)
    tree.replace(LESSON, "minutes:", "scene: People sit on a mat.\nminutes:")
    lesson = loader.load(tree.root).module("help").lesson("10-look")
    assert [lesson.text(language).scene_words for language in ("en", "km")] == ["People sit on a mat.", ""]
    tree.replace(KHMER, "status:", "scene: មនុស្សអង្គុយលើកន្ទេល។\nstatus:")
    content = loader.load(tree.root)
    assert content.module("help").lesson("10-look").text("km").scene_words == "មនុស្សអង្គុយលើកន្ទេល។"
    units = {unit.key: unit.state for unit in content.translated["km"]["modules/help/10-look.md"].units}
    assert units["scene"] == "stale"  # nobody has said yet of which English it is


def test_words_about_a_scene_that_is_not_there_are_named(tree: Tree) -> None:
    tree.replace(LESSON, "minutes:", "scene: People sit on a mat.\nminutes:")
    _, problems = loader.read(tree.root)
    assert [problem.message for problem in problems] == ["`scene` tells of a picture that is not there"]
