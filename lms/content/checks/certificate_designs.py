"""Which design the certificates of a Society have: one that exists, and that is for certificates. Knows no files."""

from __future__ import annotations

from collections.abc import Set

from lms.content.checks.consistency import LineOf
from lms.content.problems import Problem, listed
from lms.content.types.curriculum import Content

_KEY = "certificate_design"


def check(content: Content, line_of: LineOf, broken: Set[str]) -> list[Problem]:
    """Every Society that chooses a design that is none of those for certificates."""
    known = sorted(name for name, design in content.designs.items() if design.purpose == "certificate")
    choices = listed([f"`{name}`" for name in known], "or")
    hint = f"Choose one of those that exist: {choices}." if known else "Take the line away."
    problems = []
    for code, society in content.societies.items():
        file, name = f"curriculum/societies/{code}.yaml", society.certificate_design
        # A design that is there and cannot be read: its own problem says so.
        if name is None or name in known or {file, f"certificates/{name}/design.yaml"} & broken:
            continue
        message = f"there is no certificate design `{name}`"
        problems.append(Problem(file, line_of(file, _KEY), message, hint))
    return problems
