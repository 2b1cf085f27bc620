"""A row of the table: a figure of ours, its baseline, its budget; and how the table is printed. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

_HEADINGS: Final = ("what", "ours", "baseline", "ratio", "budget", "within?")


@dataclass(frozen=True)
class Budget:
    """A limit for the figure itself, or for its ratio to the baseline."""

    limit: float
    side: Literal["most", "least"]
    of: Literal["figure", "ratio"]

    def __str__(self) -> str:
        sign = "≤" if self.side == "most" else "≥"
        return f"{sign} {self.limit:g}{' ×' if self.of == 'ratio' else ''}"

    def holds(self, figure: float, ratio: float | None) -> bool | None:
        """Whether it is kept; None when there is nothing to compare with."""
        value = figure if self.of == "figure" else ratio
        if value is None:
            return None
        return value <= self.limit if self.side == "most" else value >= self.limit


def at_most(limit: float) -> Budget:
    """The figure itself may be so much."""
    return Budget(limit, "most", "figure")


def at_least(limit: float) -> Budget:
    """The figure itself has to be so much."""
    return Budget(limit, "least", "figure")


def at_most_times(limit: float) -> Budget:
    """The figure may be so many times its baseline."""
    return Budget(limit, "most", "ratio")


def at_least_times(limit: float) -> Budget:
    """The figure has to be so many times its baseline."""
    return Budget(limit, "least", "ratio")


@dataclass(frozen=True)
class Row:
    """One figure. `what` names it with its unit; without a budget it is there to be looked at."""

    what: str
    ours: float
    baseline: float | None = None
    budget: Budget | None = None

    @property
    def ratio(self) -> float | None:
        """Ours as a multiple of the baseline."""
        return self.ours / self.baseline if self.baseline else None

    @property
    def within(self) -> bool | None:
        """Whether the budget is kept; None without a budget."""
        return self.budget.holds(self.ours, self.ratio) if self.budget else None

    def cells(self) -> tuple[str, ...]:
        """The row as it is printed."""
        kept = {True: "yes", False: "OVER", None: ""}[self.within]
        budget = str(self.budget) if self.budget else ""
        return (self.what, _number(self.ours), _number(self.baseline), _number(self.ratio), budget, kept)


def printed(rows: Sequence[Row]) -> str:
    """The table as text, its columns under each other; numbers stand to the right."""
    lines = [_HEADINGS, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(_HEADINGS))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    )


def _number(value: float | None) -> str:
    if value is None:
        return "–"
    if value == 0 or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}" if abs(value) < 1 else f"{value:.2f}".rstrip("0").rstrip(".")
