"""Statistics of questions: the same numbers as textbooks and as a computation that goes another way."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import exp, log
from random import Random
from statistics import NormalDist, correlation, mean

import pytest

from lms.quizzes.domain import item_statistics, mantel_haenszel, reliability
from lms.quizzes.domain.item_statistics import ItemSums
from lms.quizzes.domain.mantel_haenszel import Comparison, Stratum
from lms.quizzes.domain.reliability import PaperSums

# --- difficulty, distractors, corrected point-biserial -----------------------------------------------------


def sums_of(people: Sequence[tuple[bool, float]], chosen: Sequence[str] = ()) -> ItemSums:
    sums = ItemSums()
    for number, (right, rest) in enumerate(people):
        sums.add(right=right, rest=rest, distractors=tuple(chosen[number : number + 1]))
    return sums


@pytest.mark.parametrize(
    ("right", "asked", "share"),
    [(0, 0, None), (29, 29, None), (30, 30, 1.0), (21, 30, 0.7), (0, 40, 0.0)],
)
def test_the_share_that_is_right_needs_thirty_people(right: int, asked: int, share: float | None) -> None:
    sums = sums_of([(number < right, 0.5) for number in range(asked)])
    assert item_statistics.difficulty(sums) == share


def test_a_distractor_nobody_takes_has_a_share_too() -> None:
    sums = sums_of([(number >= 12, 0.5) for number in range(30)], ["a"] * 9 + ["b"] * 3)
    assert item_statistics.distractor_shares(sums, ("a", "b", "c")) == {"a": 0.3, "b": 0.1, "c": 0.0}
    assert item_statistics.distractor_shares(sums_of([(True, 0.5)] * 29), ("a",)) is None


@pytest.mark.parametrize("seed", range(20))
def test_the_corrected_point_biserial_is_the_correlation_with_the_rest_to_six_digits(seed: int) -> None:
    random = Random(seed)
    able = [random.random() for _ in range(50 + 10 * seed)]
    people = [(random.random() < one, sum(random.random() < one for _ in range(11)) / 11) for one in able]
    reference = correlation([float(right) for right, _ in people], [rest for _, rest in people])
    assert item_statistics.item_rest_correlation(sums_of(people)) == pytest.approx(reference, abs=1e-6)


@pytest.mark.parametrize(
    "people",
    [
        [(number % 2 == 0, number / 49) for number in range(49)],
        [(True, number / 60) for number in range(60)],
        [(False, number / 60) for number in range(60)],
        [(number % 2 == 0, 8 / 11) for number in range(60)],
    ],
)
def test_too_few_people_or_no_difference_between_them_is_not_enough_data(
    people: list[tuple[bool, float]],
) -> None:
    assert item_statistics.item_rest_correlation(sums_of(people)) is None


# --- reliability of papers that are drawn ------------------------------------------------------------------

# Shrout and Fleiss (1979), table 2: six targets, four judges. Table 3 and 4: MSb 11.24, MSw 6.26, ICC(1, 4) 0.44.
SHROUT_FLEISS = ((9, 2, 5, 8), (6, 1, 3, 2), (8, 4, 6, 8), (7, 1, 2, 6), (10, 5, 6, 9), (6, 2, 4, 7))


def papers(points: Sequence[Sequence[int]]) -> PaperSums:
    sums = PaperSums(len(points[0]))
    for paper in points:
        sums.add(paper)
    return sums


def by_analysis_of_variance(points: Sequence[Sequence[int]]) -> float:
    """The same by its definition, in whole fractions: from each answer's distance to the means."""
    n, k = len(points), len(points[0])
    means = [Fraction(sum(paper), k) for paper in points]
    grand = Fraction(sum(means), n)
    between = sum(k * (one - grand) ** 2 for one in means) / (n - 1)
    within = sum((one - means[place]) ** 2 for place, paper in enumerate(points) for one in paper)
    return float(1 - within / (n * (k - 1)) / between)


def random_papers(seed: int, number: int, length: int) -> list[list[int]]:
    random = Random(seed)
    able = [random.random() for _ in range(number)]
    return [[int(random.random() < one) for _ in range(length)] for one in able]


def test_the_coefficient_is_that_of_a_published_example() -> None:
    found = reliability.one_way(papers(SHROUT_FLEISS))
    assert found is not None
    assert round(found, 2) == 0.44
    assert found == pytest.approx(by_analysis_of_variance(SHROUT_FLEISS), abs=1e-6)


@pytest.mark.parametrize("seed", range(10))
def test_the_coefficient_is_that_of_an_analysis_of_variance_to_six_digits(seed: int) -> None:
    points = random_papers(seed, 50 + seed, 12)
    assert reliability.reliability(papers(points)) == pytest.approx(by_analysis_of_variance(points), abs=1e-6)


@pytest.mark.parametrize("seed", range(10))
def test_for_right_and_wrong_it_is_kuder_and_richardsons_formula_21_with_the_variance_of_a_sample(
    seed: int,
) -> None:
    points = random_papers(seed, 80, 12)
    totals = [sum(paper) for paper in points]
    average, k = Fraction(sum(totals), len(totals)), 12
    variance = sum((one - average) ** 2 for one in totals) / (len(totals) - 1)
    # n - 1 in the variance between people moves the mean of x (k - x) by (n - 1) / n of a variance
    spread = average * (k - average) - variance * Fraction(len(totals) - 1, len(totals))
    formula = 1 - spread / ((k - 1) * variance)
    assert reliability.reliability(papers(points)) == pytest.approx(float(formula), abs=1e-6)


@pytest.mark.parametrize("seed", range(5))
def test_it_is_never_above_the_kr_20_of_a_form_that_all_would_have_answered(seed: int) -> None:
    points = random_papers(seed, 120, 12)
    totals = [sum(paper) for paper in points]
    shares = [mean(paper[item] for paper in points) for item in range(12)]
    variance = mean((one - mean(totals)) ** 2 for one in totals)
    kr_20 = 12 / 11 * (1 - sum(share * (1 - share) for share in shares) / variance)
    found = reliability.reliability(papers(points))
    assert found is not None
    assert found <= kr_20 + 0.02  # n - 1 in place of n


def test_too_few_papers_or_no_difference_between_them_is_no_coefficient() -> None:
    assert reliability.reliability(papers(random_papers(1, 49, 12))) is None
    assert reliability.reliability(papers([[1, 0, 1]] * 60)) is None
    assert reliability.one_way(papers([[1]] * 60)) is None
    with pytest.raises(ValueError, match="another length"):
        PaperSums(12).add([1])


# --- Mantel and Haenszel -----------------------------------------------------------------------------------

# Admissions to Berkeley, 1973, by department (Bickel, Hammel and O'Connell, Science 187, 1975): men admitted and
# rejected, women admitted and rejected. R, mantelhaen.test(UCBAdmissions): common odds ratio 0.9046968, 95 % from
# 0.7719074 to 1.0603298, chi-square 1.4269 with the correction for continuity.
BERKELEY = (
    Stratum(512, 313, 89, 19),
    Stratum(353, 207, 17, 8),
    Stratum(120, 205, 202, 391),
    Stratum(138, 279, 131, 244),
    Stratum(53, 138, 94, 299),
    Stratum(22, 351, 24, 317),
)


def test_the_comparison_is_that_of_a_published_example() -> None:
    found = mantel_haenszel.compared(BERKELEY)
    assert found is not None
    assert found.odds_ratio == pytest.approx(0.9046968, abs=5e-8)
    assert found.chi_square == pytest.approx(1.4269, abs=5e-5)
    wide = NormalDist().inv_cdf(0.975) * found.log_error
    limits = (exp(log(found.odds_ratio) - wide), exp(log(found.odds_ratio) + wide))
    assert limits == pytest.approx((0.7719074, 1.0603298), abs=5e-7)
    assert found.delta == pytest.approx(-2.35 * log(0.9046968), abs=1e-6)
    assert found.ets_class == "A"


def by_definition(strata: Sequence[Stratum]) -> tuple[Fraction, Fraction]:
    """Odds ratio and chi-square in whole fractions, as Holland and Thayer write them."""
    same = other = distance = variance = Fraction(0)
    for a, b, c, d in strata:
        n = a + b + c + d
        same += Fraction(a * d, n)
        other += Fraction(b * c, n)
        distance += a - Fraction((a + b) * (a + c), n)
        variance += Fraction((a + b) * (c + d) * (a + c) * (b + d), n * n * (n - 1))
    return same / other, max(Fraction(0), abs(distance) - Fraction(1, 2)) ** 2 / variance


@pytest.mark.parametrize("seed", range(10))
def test_odds_and_chi_square_agree_with_their_definition_to_six_digits(seed: int) -> None:
    random = Random(seed)
    strata = [Stratum(*(random.randint(1, 60) for _ in range(4))) for _ in range(12)]
    found = mantel_haenszel.mantel_haenszel(strata)
    assert found is not None
    odds, chi_square = by_definition(strata)
    assert found.odds_ratio == pytest.approx(float(odds), abs=1e-6)
    assert found.chi_square == pytest.approx(float(chi_square), abs=1e-6)


def test_strata_in_which_nobody_can_be_compared_change_nothing() -> None:
    alone = (Stratum(1, 0, 0, 0), Stratum(0, 0, 0, 0))
    assert mantel_haenszel.mantel_haenszel((*BERKELEY, *alone)) == mantel_haenszel.mantel_haenszel(BERKELEY)


@pytest.mark.parametrize(
    "strata",
    [
        (Stratum(200, 101, 100, 99),),  # 199 in the smaller group
        (Stratum(150, 149, 100, 100),),  # 499 in both
        (Stratum(400, 0, 300, 0),),  # all were right
        (Stratum(300, 300, 0, 0), Stratum(0, 0, 300, 300)),  # the groups never meet
    ],
)
def test_without_enough_people_who_can_be_compared_there_is_no_comparison(
    strata: tuple[Stratum, ...],
) -> None:
    assert mantel_haenszel.compared(strata) is None


@pytest.mark.parametrize(
    ("delta", "chi_square", "error", "expected"),
    [
        (0.0, 9.0, 0.1, "A"),
        (-0.99, 9.0, 0.1, "A"),
        (-1.2, 3.8, 0.1, "A"),  # large enough, not significant
        (-1.2, 3.9, 0.1, "B"),
        (1.49, 9.0, 0.1, "B"),
        (1.6, 9.0, 0.2, "C"),
        (-1.6, 9.0, 0.2, "C"),
        (-1.6, 9.0, 0.4, "B"),  # not significantly above 1
    ],
)
def test_the_classes_of_ets(delta: float, chi_square: float, error: float, expected: str) -> None:
    assert Comparison(exp(delta / -2.35), chi_square, error / 2.35).ets_class == expected
