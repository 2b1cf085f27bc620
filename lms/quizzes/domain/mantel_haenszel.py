"""Whether a question is harder for one group than for people of another group who know as much. Pure: tables in.

The method of Mantel and Haenszel for differential item functioning (Holland and Thayer, 1988), with the classes of ETS
(Zieky, 1993; Zwick, A Review of ETS Differential Item Functioning Assessment Procedures, ETS RR-12-08, 2012): A is
negligible, B moderate, C large. Variance of the logarithm: Robins, Breslow and Greenland, Biometrics 42, 1986.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import log, sqrt
from typing import Final, Literal, NamedTuple, TypeAlias

EtsClass: TypeAlias = Literal["A", "B", "C"]

# People of the smaller group, and of both: what ETS asks for when a test is put together (Zwick, 2012).
LEAST_OF_GROUP: Final = 200
LEAST_OF_BOTH: Final = 500
_DELTA: Final = -2.35  # from the logarithm of odds to the scale of ETS
_CHI_SQUARE: Final = 3.841459  # 5 % with one degree of freedom
_ONE_SIDED: Final = 1.644854  # 5 % of the normal distribution


class Stratum(NamedTuple):
    """People with the same number of points: of the reference group and of the focal group, right and wrong."""

    reference_right: int
    reference_wrong: int
    focal_right: int
    focal_wrong: int


@dataclass(frozen=True)
class Comparison:
    """The common odds ratio (above 1: easier for the reference group), chi-square, and the same on the ETS scale.

    `delta` is negative where the question is harder for the focal group.
    """

    odds_ratio: float
    chi_square: float
    log_error: float

    @property
    def delta(self) -> float:
        """MH D-DIF."""
        return _DELTA * log(self.odds_ratio)

    @property
    def delta_error(self) -> float:
        """Its standard error."""
        return -_DELTA * self.log_error

    @property
    def ets_class(self) -> EtsClass:
        """A: below 1 or not significantly different from 0. C: 1.5 or more, and significantly above 1. B: between."""
        size = abs(self.delta)
        if size < 1 or self.chi_square <= _CHI_SQUARE:
            return "A"
        return "C" if size >= 1.5 and size - 1 > _ONE_SIDED * self.delta_error else "B"


def compared(strata: Iterable[Stratum]) -> Comparison | None:
    """The comparison of two groups. Needs LEAST_OF_GROUP people in each and LEAST_OF_BOTH together."""
    tables = tuple(strata)
    reference = sum(one.reference_right + one.reference_wrong for one in tables)
    focal = sum(one.focal_right + one.focal_wrong for one in tables)
    if min(reference, focal) < LEAST_OF_GROUP or reference + focal < LEAST_OF_BOTH:
        return None
    return mantel_haenszel(tables)


def mantel_haenszel(strata: Iterable[Stratum]) -> Comparison | None:
    """The comparison whatever the number of people; None where the groups never meet. For tests; see `compared`."""
    same = other = difference = variance = 0.0  # sums of a d / n, b c / n, a - E(a), Var(a)
    weighted = weighted_both = weighted_other = 0.0
    for a, b, c, d in strata:
        n = a + b + c + d
        if n < 2:
            continue
        r, s = a * d / n, b * c / n
        p, q = (a + d) / n, (b + c) / n
        same, other = same + r, other + s
        difference += a - (a + b) * (a + c) / n
        variance += (a + b) * (c + d) * (a + c) * (b + d) / (n * n * (n - 1))
        weighted += p * r
        weighted_both += p * s + q * r
        weighted_other += q * s
    if not same or not other:
        return None
    log_variance = (
        weighted / (2 * same**2) + weighted_both / (2 * same * other) + weighted_other / (2 * other**2)
    )
    chi_square = max(0.0, abs(difference) - 0.5) ** 2 / variance
    return Comparison(same / other, chi_square, sqrt(log_variance))
