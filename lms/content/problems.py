"""What is wrong with a content file, in words for the person who edits it. Knows no file format."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from lms.errors import SalaError


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to repair: `file` relative to the content root, `line` from 1, what is wrong, what to do."""

    file: str
    line: int
    message: str
    hint: str = ""

    def __str__(self) -> str:
        first = f"{self.file}:{self.line}: {self.message}"
        return f"{first}\n    {self.hint}" if self.hint else first


class ContentBroken(SalaError):
    """The content cannot be used. `problems` holds everything found, sorted by file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        count = len(self.problems)
        head = f"{count} problem{'' if count == 1 else 's'} in the content:"
        super().__init__("\n".join([head, *(str(problem) for problem in self.problems)]))


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint that names the known word closest to `word`, or all known words when none is close."""
    choices = sorted(known)
    close = get_close_matches(word.lower(), choices, n=1, cutoff=0.5)
    if close:
        return f"Did you mean `{close[0]}`?"
    return f"Known here: {listed(choices, 'and')}." if choices else "Nothing is known here: take it away."


def listed(words: Sequence[str], last: str) -> str:
    """The words as an English list: `a, b or c` with `last` = "or"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
