"""What one line says of how a training ended, from the word, the mark and the ticks in it. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from lms.imports.domain.columns import result_ticks
from lms.imports.domain.lines import result_answers
from lms.imports.domain.lines.line_values import LocaleContext, Problem, Values
from lms.imports.domain.lines.meanings import meaning_of
from lms.imports.domain.lines.outcomes import Outcome, outcome_of
from lms.imports.domain.lines.result_answers import OUT
from lms.imports.domain.values import marked_words, results


def take_mark(cells: dict[str, str], customs: LocaleContext) -> bool:
    """Take the mark out of a word for a result that has one in brackets; whether there was one.

    Not below attendance, nor where another column has the mark, or HR has said what the text means.
    """
    cell, column = cells.get("result", ""), customs.result_column
    marked = marked_words.of(cell)
    elsewhere = column is not None and (column.attendance or column.no_marks)
    if marked is None or elsewhere or cells.get("mark") or meaning_of("result", cell, customs):
        return False
    cells["result"], cells["mark"] = marked
    return True


def is_unsaid(values: Values, problems: Sequence[Problem], customs: LocaleContext) -> bool:
    """Whether a line has nothing in the column that the list has for the result, and no mark either."""
    wrong = {problem.field for problem in problems}
    return customs.result_column is not None and not {"result", "mark", result_ticks.FAILED} & {
        *values,
        *wrong,
    }


def is_absent(cell: str, ticked: bool, result: str | int | None, customs: LocaleContext) -> bool:
    """Whether who has nothing to be recorded was not there: by a word, or by columns that say no more than that."""
    column = customs.result_column
    of_presence = column is not None and (column.days or column.attendance)
    if ticked:
        return of_presence or (column is not None and column.ticked == "attended")
    return result == "failed" and (of_presence or results.is_absence(cell))


def is_failed(cell: str, problems: list[Problem]) -> bool:
    """Whether somebody is ticked as failed or absent."""
    failed = result_ticks.is_failed(cell)
    if failed is None:
        problems.append(Problem(result_ticks.FAILED, "tick-unknown", {"typed": cell}))
    return bool(failed)


def outcome_and_problems(
    values: dict[str, str | int], said: str, failed: bool, customs: LocaleContext
) -> tuple[Outcome, list[Problem]]:
    """What the line says of the training, and what hinders it. `said` is the word as the list has it."""
    mark, result = values.pop("mark", None), values.pop("result", "")
    if failed and result in ("passed", "attended"):
        return Outcome(False), [Problem(result_ticks.FAILED, "result-and-failed", {})]
    if failed and result != OUT:
        mark, result = result if isinstance(result, int) else mark, "failed"
    needed = customs.pass_marks.get(str(values.get("award")))
    outcome = outcome_of(result, mark if isinstance(mark, int) else None, needed)
    if not outcome.wrong:
        return outcome, []
    facts = {"said": said, "mark": outcome.mark, "needed": outcome.needed}
    return outcome._replace(needed=None), [Problem("mark", outcome.wrong, facts)]


def never_there(
    outcome: Outcome, hindrances: list[Problem], customs: LocaleContext
) -> tuple[Outcome, list[Problem]]:
    """What becomes of a line that says passed, and of nobody who was there on any day: HR says it for all of them."""
    means = customs.settled.get(("result", result_answers.PASSED_AND_ABSENT))
    if means == OUT:
        return Outcome(False, left="not-there"), []
    asked = [] if means == result_answers.PASSED else [Problem("result", "passed-and-absent", {})]
    return outcome, [*hindrances, *asked]
