"""What a file of KoboToolbox or ODK says to a round, in words: what counts, what is left out and why, what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from lms.surveys.domain.submissions import Fault, Problem, Reason
from lms.surveys.services.collected import Found

_MOST_FAULTS: Final = 50
_LONGEST: Final = 60  # letters of a heading

WORDS: Final[Mapping[str, LazyString]] = {
    "survey-file-large": _l(
        "This file is larger than %(most)s MB. Please bring the answers in with several files."
    ),
    "survey-rows": _l("This file has more than %(most)s answers. Please bring them in with several files."),
    "survey-json": _l("There are no answers in this file. Please download them again as CSV, XLSX or JSON."),
    "survey-labels": _l(
        "This file has the sentences that people read, and not the short names of the answers. Please download it "
        "again: in KoboToolbox choose “XML values and headers”."
    ),
    "survey-columns": _l(
        "This file is not from the form of this survey. These columns are missing: %(names)s. Please use the form of "
        "this page, and download all of its columns."
    ),
    "survey-no-round": _l("No round is open, so nothing can be brought in. Nothing was changed."),
    "survey-no-interviews": _l("No round is open, so nobody can be asked. Nothing was changed."),
    "survey-round-other": _l(
        "The survey was changed after this round had begun: it was version %(round)s, and is version %(now)s now. "
        "Answers of two versions are never mixed. Nothing was changed; please keep the file for a new round."
    ),
    "survey-preview-old": _l(
        "It is too long since you opened this file, or it was on another page. Nothing was changed. Please choose the "
        "file again."
    ),
}
_REASONS: Final[Mapping[Reason, LazyString]] = {
    "declined": _l("did not agree to answer"),
    "twice": _l("stand in the file twice"),
    "before": _l("were sent before this round"),
    "other-society": _l("are of another National Society"),
    "no-society": _l("do not say their National Society"),
    "other-version": _l("are of another version of the survey"),
    "other-survey": _l("are of another form"),
}
_KNOWN: Final = _l("are here already")
_FAULTY: Final = _l("have something wrong, see below")
_PROBLEMS: Final[Mapping[Problem, LazyString]] = {
    "unknown": _l("The form has no such answer."),
    "differs": _l("Two columns of this question say different things."),
    "more": _l("There are more answers here than the question takes."),
    "no-uuid": _l("The number of the submission is missing or broken."),
}


@dataclass(frozen=True)
class Look:
    """A file before it is taken in. `left_out`: how many, and why. `more_faults`: how many are not named."""

    new: int
    left_out: Sequence[tuple[int, LazyString]]
    faults: Sequence[tuple[int, str, LazyString]]
    more_faults: int
    unknown: Sequence[str]
    noted: Sequence[str]
    missing: Sequence[str]
    sheets: Sequence[str]
    is_page: bool


def look(found: Found) -> Look:
    """What is said of a file."""
    reading = found.reading
    left_out = [(reading.left_out.get(reason, 0), words) for reason, words in _REASONS.items()]
    return Look(
        len(found.new),
        [one for one in ((found.known, _KNOWN), *left_out, (reading.faulty, _FAULTY)) if one[0]],
        [_fault(fault) for fault in reading.faults[:_MOST_FAULTS]],
        max(0, len(reading.faults) - _MOST_FAULTS),
        _short(found.columns.unknown),
        _short(found.columns.left_out),
        _short(found.columns.missing) if found.table.is_whole else (),
        _short(found.table.sheets),
        found.table.is_page,
    )


def _fault(fault: Fault) -> tuple[int, str, LazyString]:
    return fault.line, fault.column[:_LONGEST], _PROBLEMS[fault.problem]


def _short(names: Sequence[str]) -> Sequence[str]:
    return [name[:_LONGEST] for name in names]
