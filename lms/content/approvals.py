"""What a National Society has approved: a module in a language, by the digest of all its words. Pure.

Knows no files. A later change of a word leaves the approval standing, but no longer matching.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from lms.content.checks.consistency import LineOf
from lms.content.freshness import DIGEST_LENGTH, normalised
from lms.content.problems import Problem, nearest
from lms.content.types.curriculum import Content, Lesson, Module
from lms.content.types.questions import Pool
from lms.content.types.societies import Approval, Society


@dataclass(frozen=True)
class Approved:
    """An approval as a page shows it: by whom, when, and whether the words are still the same."""

    society: Society
    approval: Approval
    current: bool


def digest_of(module: Module, pool: Pool | None, language: str) -> str:
    """The digest of every word that a reader of this language is shown of a module: catalogue texts, lessons,
    trainer's guide and questions. Spaces and line ends do not count.
    """
    summed = sha256()
    for text in _words(module, pool, language):
        summed.update(normalised(text).encode() + b"\n")
    return summed.hexdigest()[:DIGEST_LENGTH]


def _words(module: Module, pool: Pool | None, language: str) -> Iterator[str]:
    text = module.text(language)
    yield from (text.title, text.summary, text.audience)
    for lesson in (*module.lessons, *([] if module.trainer is None else [module.trainer])):
        yield from _lesson_words(lesson, language)
    for question in () if pool is None else pool.questions:
        yield question.id
        yield question.text(language).words


def _lesson_words(lesson: Lesson, language: str) -> Iterator[str]:
    text = lesson.text(language)
    yield lesson.id
    yield text.title
    yield from text.objectives
    if text.scene_words:
        yield text.scene_words
    for block in text.blocks:
        yield f"{block.kind} {block.title}"
        yield block.text


def approvals_of(content: Content, module: Module, language: str) -> tuple[Approved, ...]:
    """What the Societies said about a module in a language; who approved it as it is now comes first."""
    found = [
        (society, approval)
        for society in content.societies.values()
        for approval in society.approvals
        if (approval.module, approval.language) == (module.id, language)
    ]
    if not found:
        return ()
    now = digest_of(module, content.pools.get(module.id), language)
    said = [Approved(society, approval, approval.digest == now) for society, approval in found]
    return tuple(sorted(said, key=lambda one: (not one.current, one.approval.on)))


def check(content: Content, line_of: LineOf, broken: Set[str], today: date) -> list[Problem]:
    """Every problem with approvals; `broken` names the files that have problems of their own."""
    problems = [
        Problem(file, line_of(file, "approvals", number), message, hint)
        for code, society in content.societies.items()
        for file in [f"curriculum/societies/{code}.yaml"]
        if file not in broken
        for number, message, hint in _faults(society, content, broken, today)
    ]
    for language, name in _unfounded(content):
        file = f"curriculum/translations/{language}/{name}"
        message = "`status: approved`, but no Society has approved this module in this language"
        hint = "An approval stands in societies/<code>.yaml, under `approvals`; until then it is `reviewed`."
        problems.append(Problem(file, line_of(file, "status"), message, hint))
    return problems


def _faults(
    society: Society, content: Content, broken: Set[str], today: date
) -> Iterator[tuple[int, str, str]]:
    """What is wrong with the approvals of a Society: their place in the list from 0, what, what to do."""
    modules = {module.id for module in content.modules}
    modules |= {file.split("/")[2] for file in broken if file.startswith("curriculum/modules/")}
    languages = [language.code for language in content.languages]
    seen = Counter[tuple[str, str]]()
    for number, approval in enumerate(society.approvals):
        if approval.module not in modules:
            yield number, f"there is no module `{approval.module}`", nearest(approval.module, modules)
        if approval.language not in languages:
            message = f"`{approval.language}` is not in languages.yaml"
            yield number, message, nearest(approval.language, languages)
        if approval.on > today:
            yield number, f"the day {approval.on} has not come yet", "Write the day of the decision."
        seen[approval.module, approval.language] += 1
        if seen[approval.module, approval.language] == 2:
            message = f"{approval.module} in `{approval.language}` is approved twice"
            yield number, message, "Keep the last approval; the history of the file keeps the others."


def _unfounded(content: Content) -> Iterator[tuple[str, str]]:
    """Files that say `approved` (language, path below its folder) although no Society approved their module."""
    approved = {
        (approval.module, approval.language)
        for society in content.societies.values()
        for approval in society.approvals
    }
    for language, files in content.translated.items():
        for file in files.values():
            module = module_of(file.name)
            if file.status == "approved" and module is not None and (module, language) not in approved:
                yield language, file.name


def module_of(name: str) -> str | None:
    """The module to which a translated file (its path below the folder of the language) belongs, if to one."""
    folder, _, rest = name.partition("/")
    if folder == "modules":
        return rest.partition("/")[0]
    return rest.removesuffix(".yaml") if folder == "quizzes" else None
