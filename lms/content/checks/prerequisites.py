"""Prerequisites: what is read before the first outreach, before a lesson, held before a test.

A lesson can be read by everyone, so what should be read before advises; what has to be held before a
test holds. Knows no people.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from graphlib import CycleError, TopologicalSorter
from typing import Final, Protocol

from lms.content.problems import Problem, nearest
from lms.content.types.curriculum import Content, Lesson, Module

_MODULES: Final = "curriculum/modules/"


class LineOf(Protocol):
    """Finds the line of a key path in a file, so that a problem can point at it."""

    def __call__(self, file: str, *path: str | int) -> int: ...


def check(content: Content, line_of: LineOf, broken: Set[str]) -> Iterator[Problem]:
    """Prerequisites that lead nowhere, or round in a circle; what is in a `broken` file is there."""
    modules = {module.id: module for module in content.modules}
    known = modules.keys() | modules_of(broken)
    lessons = {f"{module.id}/{name}" for module in content.modules for name in lessons_of(module, broken)}
    unread = modules_of(broken) - modules.keys()
    for module in content.modules:
        yield from _outreach(module, lessons_of(module, broken), line_of)
        yield from _prerequisites(module, known, line_of)
        for lesson in module.lessons:
            yield from _after(module, lesson, lessons, unread, line_of)
    yield from _circle(modules, line_of)


def modules_of(files: Iterable[str]) -> Set[str]:
    """The modules below whose folder these files are."""
    return {file.split("/")[2] for file in files if file.startswith(_MODULES)}


def lessons_of(module: Module, broken: Iterable[str]) -> Set[str]:
    """The ids of a module's lessons, of those too whose file is `broken` and that could not be read."""
    home = f"{_MODULES}{module.id}/"
    files = (file.removeprefix(home) for file in broken if file.startswith(home) and file.endswith(".md"))
    unread = {file.removesuffix(".md") for file in files} - {"trainer"}
    return unread | {lesson.id for lesson in module.lessons}


def _outreach(module: Module, own: Set[str], line_of: LineOf) -> Iterator[Problem]:
    for number, name in enumerate(module.before_outreach):
        if name not in own:
            file = _file(module)
            line = line_of(file, "before_outreach", number)
            yield Problem(file, line, f"there is no lesson `{name}`", nearest(name, own))


def _prerequisites(module: Module, modules: Set[str], line_of: LineOf) -> Iterator[Problem]:
    for number, name in enumerate(module.award.prerequisites):
        if name not in modules:
            file = _file(module)
            line = line_of(file, "award", "prerequisites", number)
            yield Problem(file, line, f"there is no module `{name}`", nearest(name, modules))


def _after(
    module: Module, lesson: Lesson, lessons: Set[str], unread: Set[str], line_of: LineOf
) -> Iterator[Problem]:
    file = f"curriculum/modules/{module.id}/{lesson.id}.md"
    for number, name in enumerate(lesson.after):
        line = line_of(file, "after", number)
        if name not in lessons and name.partition("/")[0] not in unread:
            yield Problem(file, line, f"there is no lesson `{name}`", nearest(name, lessons))
        elif name == f"{module.id}/{lesson.id}":
            yield Problem(file, line, "a lesson cannot come after itself", "Take the line away.")


def _circle(modules: Mapping[str, Module], line_of: LineOf) -> Iterator[Problem]:
    try:
        TopologicalSorter({name: module.award.prerequisites for name, module in modules.items()}).prepare()
    except CycleError as error:
        circle = error.args[1]
        module = modules[circle[0]]
        message = f"nobody could ever begin: {' → '.join(circle)}"
        line = line_of(_file(module), "award", "prerequisites")
        yield Problem(_file(module), line, message, "Take one of the prerequisites away.")


def _file(module: Module) -> str:
    return f"curriculum/modules/{module.id}/module.yaml"
