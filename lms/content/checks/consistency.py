"""What files have to agree on with one another: keys that exist, names that are unique, tests that can be
drawn.

Files that are broken in themselves are left out: their readers have said so, and one slip should not echo.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise
from typing import Protocol

from lms.content.checks import option_sets, prerequisites
from lms.content.lessons import block_rules
from lms.content.problems import Problem, nearest
from lms.content.types.curriculum import SOURCE, Content, Lesson, Module
from lms.content.types.questions import Pool


class LineOf(Protocol):
    """Finds the line of a key path in a file, so that a problem can point at it."""

    def __call__(self, file: str, *path: str | int) -> int: ...


def check(content: Content, line_of: LineOf, broken: Set[str]) -> list[Problem]:
    """Every problem between files of a library; `broken` names the files that have problems of their own."""
    problems = list(_orders(content.modules, line_of))
    services_known = not any(file.startswith("curriculum/societies/") for file in broken)
    modules = {module.id: module for module in content.modules}
    for module in modules.values():
        problems.extend(_sources(module, line_of))
        problems.extend(_minutes(module, line_of, broken))
        problems.extend(_lesson_names(module))
        problems.extend(_services(module, content, broken) if services_known else ())
        if f"quizzes/{module.id}.yaml" not in broken:
            problems.extend(_post_test(module, content, line_of))
    problems.extend(prerequisites.check(content, line_of, broken))
    folders = modules.keys() | prerequisites.modules_of(broken)
    for name, pool in content.pools.items():
        file = f"quizzes/{name}.yaml"
        if name not in folders:
            hint = nearest(name, folders) if folders else f"Write curriculum/modules/{name}/module.yaml."
            problems.append(Problem(file, line_of(file, "module"), f"there is no module `{name}`", hint))
        elif name in modules and file not in broken:
            lessons = sorted(prerequisites.lessons_of(modules[name], broken))
            problems.extend(_pool(file, pool, lessons, line_of))
    return problems


def _module_file(module: Module) -> str:
    return f"curriculum/modules/{module.id}/module.yaml"


def _lesson_file(module: Module, lesson: Lesson) -> str:
    return f"curriculum/modules/{module.id}/{lesson.id}.md"


def _readings(module: Module) -> Sequence[Lesson]:
    return module.lessons if module.trainer is None else (*module.lessons, module.trainer)


def _orders(modules: Sequence[Module], line_of: LineOf) -> Iterator[Problem]:
    for module, after in pairwise(modules):
        if module.order == after.order:
            file, message = _module_file(after), f"`order` {after.order} is taken by the module {module.id}"
            yield Problem(file, line_of(file, "order"), message, "Give each module its own place.")


def _minutes(module: Module, line_of: LineOf, broken: Set[str]) -> Iterator[Problem]:
    """The time that a module promises is that of its lessons: readers add it up."""
    file, minutes = _module_file(module), sum(lesson.minutes for lesson in module.lessons)
    folder = f"curriculum/modules/{module.id}/"
    if module.minutes != minutes and not any(name.startswith(folder) for name in broken):
        message = f"`minutes` is {module.minutes}, and its lessons take {minutes}"
        yield Problem(
            file, line_of(file, "minutes"), message, f"Write `minutes: {minutes}`, or mend a lesson."
        )


def _sources(module: Module, line_of: LineOf) -> Iterator[Problem]:
    for lesson in _readings(module):
        for number, key in enumerate(lesson.sources):
            if key not in module.sources:
                file = _lesson_file(module, lesson)
                line = line_of(file, "sources", number)
                yield Problem(file, line, f"module.yaml has no source `{key}`", nearest(key, module.sources))


def _lesson_names(module: Module) -> Iterator[Problem]:
    names, numbers = Counter[str](), Counter[int]()
    for lesson in module.lessons:
        names[lesson.slug] += 1
        numbers[lesson.number] += 1
        if names[lesson.slug] == 2 or numbers[lesson.number] == 2:
            message = "another lesson has the same name or the same number"
            yield Problem(
                _lesson_file(module, lesson), 1, message, "The name is the address, the number the order."
            )


def _services(module: Module, content: Content, broken: Set[str]) -> Iterator[Problem]:
    known = {service.key for society in content.societies.values() for service in society.services}
    for lesson in _readings(module):
        if _lesson_file(module, lesson) in broken:
            continue
        for block in block_rules.walk(lesson.text(SOURCE).blocks):
            if block.kind == "local":
                for key in block_rules.service_keys(block):
                    if key not in known:
                        file, message = _lesson_file(module, lesson), f"no Society has a service `{key}`"
                        yield Problem(file, block.line, message, nearest(key, known))


def _post_test(module: Module, content: Content, line_of: LineOf) -> Iterator[Problem]:
    if "post-test" in module.award.requires and module.id not in content.pools:
        file, message = _module_file(module), "the award requires a post-test, but there are no questions"
        yield Problem(file, line_of(file, "award", "requires"), message, f"Write quizzes/{module.id}.yaml.")


def _pool(file: str, pool: Pool, lessons: Sequence[str], line_of: LineOf) -> Iterator[Problem]:
    yield from _ids(file, pool, line_of)
    for number, question in enumerate(pool.questions):
        line = line_of(file, "items", number)
        if question.lesson not in lessons:
            message = f"{question.id}: there is no lesson `{question.lesson}`"
            yield Problem(file, line, message, nearest(question.lesson, lessons))
        if question.safety is not None and question.safety not in pool.blueprint.safety:
            message = f"{question.id}: `{question.safety}` is not a topic under `post_test: safety`"
            yield Problem(file, line, message, nearest(question.safety, pool.blueprint.safety))
    numbers = {question.id: number for number, question in enumerate(pool.questions)}
    for question_id, message in option_sets.faults(pool):
        line = line_of(file, "items", numbers[question_id])
        yield Problem(file, line, f"{question_id}: {message}", "Change it, or take `option_set` away.")
    yield from _lessons_drawn(file, pool, lessons, line_of)
    yield from _levels(file, pool, line_of)
    yield from _topics(file, pool, line_of)


def _ids(file: str, pool: Pool, line_of: LineOf) -> Iterator[Problem]:
    ids: set[str] = set()
    for number, question in enumerate(pool.all_questions):
        line = line_of(file, "items", number)
        if question.id in ids:
            yield Problem(
                file, line, f"the id `{question.id}` is taken", "Take a number that was never used."
            )
        ids.add(question.id)
        if question.id.rpartition("-")[0] != pool.module:
            hint = f"Ids here start with `{pool.module}-`, so that no other module has the same."
            yield Problem(file, line, f"`{question.id}` is an id of another module", hint)


def _lessons_drawn(file: str, pool: Pool, lessons: Sequence[str], line_of: LineOf) -> Iterator[Problem]:
    has = Counter(question.lesson for question in pool.questions)
    for lesson, wanted in pool.blueprint.lessons.items():
        line = line_of(file, "post_test", "lessons", lesson)
        if lesson not in lessons:
            yield Problem(file, line, f"there is no lesson `{lesson}`", nearest(lesson, lessons))
        elif has[lesson] < wanted:
            message = f"the test draws {wanted} questions of `{lesson}`; the pool has {has[lesson]}"
            yield Problem(file, line, message, "Write more questions, or draw fewer.")


def _levels(file: str, pool: Pool, line_of: LineOf) -> Iterator[Problem]:
    total, length = sum(pool.blueprint.levels.values()), pool.blueprint.length
    if total != length:
        message = f"`levels` adds up to {total}, `lessons` to {length}"
        yield Problem(
            file, line_of(file, "post_test", "levels"), message, "Both count the questions of one test."
        )
    has = Counter(question.level for question in pool.questions)
    for level, wanted in pool.blueprint.levels.items():
        if has[level] < wanted:
            message = f"the test aims at {wanted} questions of level `{level}`; the pool has {has[level]}"
            line = line_of(file, "post_test", "levels", level)
            yield Problem(file, line, message, "Write more questions, or aim at fewer.")


def _topics(file: str, pool: Pool, line_of: LineOf) -> Iterator[Problem]:
    homes = []
    for number, topic in enumerate(pool.blueprint.safety):
        lessons = sorted({question.lesson for question in pool.questions if question.safety == topic})
        homes.append(lessons)
        if not lessons:
            line = line_of(file, "post_test", "safety", number)
            yield Problem(
                file, line, f"no question has the safety topic `{topic}`", "Write one, better three."
            )
    if all(homes) and not _fits(homes, dict(pool.blueprint.lessons)):
        line = line_of(file, "post_test", "safety")
        hint = "Draw more from the lessons that the topics belong to."
        yield Problem(file, line, "one test cannot hold a question of each safety topic", hint)


def _fits(homes: Sequence[Sequence[str]], room: dict[str, int]) -> bool:
    """Whether each topic finds a place in one of its lessons, no lesson holding more than it has room for."""
    if not homes:
        return True
    return any(
        _fits(homes[1:], {**room, lesson: room[lesson] - 1}) for lesson in homes[0] if room.get(lesson, 0) > 0
    )
