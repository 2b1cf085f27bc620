"""Stories with decisions: which choice is best, that neither its place nor its length gives it away, and who speaks.

Rule of the curriculum (second edition, part D): over all stories the best choice stands first as often as second
or third, and it is never the longest, so that nobody can answer by looking at the shape. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from lms.content.lessons.blocks import Block
from lms.content.problems import Problem, nearest
from lms.content.types.curriculum import SOURCE, Content, Lesson

SPREAD = 1  # how much more often, of all stories, the best choice may stand in one place than in another
SPREAD_IN_A_MODULE = 2  # the same within one module, where there are few


def faults(content: Content, broken: Collection[str] = ()) -> Iterator[Problem]:
    """Stories whose `best` names no choice, or in which the best choice is the longest in English; not in files
    that are `broken` anyway.
    """
    for file, lesson in _lessons(content):
        if file in broken:
            continue
        stories = stories_of(lesson.text(SOURCE).blocks)
        yield from _face_faults(content, file, lesson, len(stories))
        if lesson.best and len(lesson.best) != len(stories):
            message = f"`best` names {len(lesson.best)} choices; the lesson has {len(stories)} stories"
            yield Problem(file, 1, message, "Write one number for each story, as in `best: [2]`.")
            continue
        for story, best in zip(stories, lesson.best, strict=False):
            titles = [choice.title for choice in choices_of(story)]
            if best > len(titles):
                message = f"`best` names choice {best}; the story has {len(titles)}"
                yield Problem(file, story.line, message, "Count the choices from 1.")
            elif is_longest(titles, best):
                message = "the best choice of the story is the longest: readers see that"
                yield Problem(file, story.line, message, "Say it shorter, and the rest below it.")


def _face_faults(content: Content, file: str, lesson: Lesson, stories: int) -> Iterator[Problem]:
    if lesson.faces and len(lesson.faces) != stories:
        message = f"`faces` names {len(lesson.faces)}; the lesson has {stories} stories"
        yield Problem(file, 1, message, "Write one for each story, `none` where nobody is shown.")
    for face in lesson.faces:
        for shown in face.shown if face else ():
            if shown not in content.faces:
                message = f"people.svg has no face `{shown}`"
                yield Problem(file, 1, message, nearest(shown, content.faces))


def longest(content: Content, language: str) -> Iterator[tuple[str, int]]:
    """File and line of each fresh translation of a story in which the best choice is the longest."""
    for file, lesson in _lessons(content):
        text = lesson.text(language)
        name = file.replace("curriculum/", f"curriculum/translations/{language}/", 1)
        for story, best in zip(stories_of(text.blocks), lesson.best, strict=False):
            titles = [choice.title for choice in choices_of(story)]
            if text.language == language != SOURCE and story.mark is None and is_longest(titles, best):
                yield name, story.line


def is_longest(titles: Sequence[str], best: int) -> bool:
    """Whether choice `best` (from 1) has more characters than each other one."""
    others = [len(title) for number, title in enumerate(titles, start=1) if number != best]
    return bool(others) and len(titles[best - 1]) > max(others)


def uneven(places: Iterable[int], spread: int) -> bool:
    """Whether the best choice stands in one of the first three places more often than in another by over `spread`."""
    counts = Counter(places)
    numbers = [counts[place] for place in (1, 2, 3)]
    return max(numbers) - min(numbers) > spread


def stories_of(blocks: Iterable[Block]) -> list[Block]:
    """The stories of a lesson, in their order."""
    return [block for block in blocks if block.kind == "scenario"]


def choices_of(story: Block) -> list[Block]:
    """The choices of a story, in their order."""
    return [block for block in story.children if block.kind == "choice"]


def _lessons(content: Content) -> Iterator[tuple[str, Lesson]]:
    for module in content.modules:
        for lesson in module.lessons:
            yield f"curriculum/modules/{module.id}/{lesson.id}.md", lesson
