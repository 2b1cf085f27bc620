"""What a National Society asks of its own people: a module's award rules, tightened. Pure, knows no files.

A Society may ask for more than the module, never for less: a shorter validity, a higher mark, fewer attempts.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import replace
from datetime import date

from lms.content.checks.consistency import LineOf
from lms.content.problems import Problem, nearest
from lms.content.types.curriculum import Award, Content, Module
from lms.content.types.societies import Society, StricterAward


def module_for(module: Module, society: Society | None, on: date) -> Module:
    """The module with the award rules that hold for the people of a Society on a day; None: of no Society."""
    stricter = None if society is None else society.awards.get(module.id)
    if stricter is None:
        return module
    months = stricter.months_on(on)
    if stricter.since is not None and on < stricter.since:
        if months is None:
            return module
        stricter = StricterAward()  # what it asked in tests before is of no use: only today's are marked
    return replace(module, award=_tightened(module.award, stricter, months))


def _tightened(award: Award, stricter: StricterAward, validity_months: int | None) -> Award:
    months = [months for months in (award.validity_months, validity_months) if months is not None]
    test = award.post_test
    return replace(
        award,
        validity_months=min(months, default=None),
        post_test=replace(
            test,
            pass_mark=max(test.pass_mark, stricter.pass_mark or test.pass_mark),
            attempts=min(test.attempts, stricter.attempts or test.attempts),
        ),
    )


def check(content: Content, line_of: LineOf, broken: Set[str]) -> list[Problem]:
    """Every rule of a Society that is looser than the module's, or of a module that does not exist."""
    modules = {module.id: module for module in content.modules}
    files = [file for file in broken if file.startswith("curriculum/modules/")]
    known = {*modules, *(file.split("/")[2] for file in files)}
    problems = []
    for code, society in content.societies.items():
        file = f"curriculum/societies/{code}.yaml"
        for name, stricter in society.awards.items() if file not in broken else ():
            if name not in known:
                line = line_of(file, "awards", name)
                problems.append(Problem(file, line, f"there is no module `{name}`", nearest(name, known)))
            elif name in modules and f"curriculum/modules/{name}/module.yaml" not in broken:
                for path, message, hint in _looser(modules[name].award, stricter):
                    line = line_of(file, "awards", name, *path)
                    problems.append(Problem(file, line, f"{name}: {message}", hint))
    return problems


def _looser(award: Award, stricter: StricterAward) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """The key, what is looser about it, what may be written."""
    test, why = award.post_test, "A Society may be stricter than the module, never looser: "
    months, most = stricter.validity_months, award.validity_months
    if months is not None and most is not None and months > most:
        message = f"`validity_months` {months} is longer than the module's {most}"
        yield ("validity_months",), message, f"{why}write {most} or less, or change the module."
    if stricter.pass_mark is not None and stricter.pass_mark < test.pass_mark:
        message = f"`pass_mark` {stricter.pass_mark} is lower than the module's {test.pass_mark}"
        yield ("post_test", "pass_mark"), message, f"{why}write {test.pass_mark} or more."
    if stricter.attempts is not None and stricter.attempts > test.attempts:
        message = f"`attempts` {stricter.attempts} is more than the module's {test.attempts}"
        yield ("post_test", "attempts"), message, f"{why}write {test.attempts} or fewer."
