"""Award rules by examples: validity, windows, grace, revocation. Decisions and properties have files of their own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from lms.records.domain.award_rules import (
    NEVER,
    AwardRules,
    Entry,
    EntryKind,
    Standing,
    Status,
    expires_on,
    standing,
    status_on,
)

RECORDED = datetime(2026, 1, 1, tzinfo=UTC)
TWO_YEARS = AwardRules(24, frozenset({"post-test"}), opens_days=90, grace_days=90)
FOR_GOOD = AwardRules(None, frozenset({"post-test"}), opens_days=90, grace_days=90)
TWO_THINGS = AwardRules(24, frozenset({"post-test", "attendance"}), opens_days=90, grace_days=90)
RETIRED = AwardRules(None, frozenset(), opens_days=0, grace_days=0)


def on(text: str) -> date:
    return date.fromisoformat(text)


def entry(number: int, kind: EntryKind, day: str, requirement: str = "", until: str = "") -> Entry:
    return Entry(number, kind, on(day), RECORDED, requirement, on(until) if until else None)


def passed(number: int, day: str, requirement: str = "post-test") -> Entry:
    return entry(number, "achieved", day, requirement)


@pytest.mark.parametrize(
    ("issued", "months", "expires"),
    [
        ("2026-11-24", 24, "2028-11-24"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2027-12-31", 2, "2028-02-29"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-03-31", 1, "2026-04-30"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2028-02-29", 48, "2032-02-29"),
        ("2027-02-28", 12, "2028-02-28"),
        ("2026-12-01", 1, "2027-01-01"),
    ],
)
def test_an_award_ends_on_the_same_day_of_the_month_or_the_last_one(
    issued: str, months: int, expires: str
) -> None:
    assert expires_on(on(issued), months) == on(expires)


def test_an_award_without_validity_never_ends() -> None:
    assert expires_on(on("2026-11-24"), None) is None


def test_an_award_cannot_end_beyond_the_calendar() -> None:
    with pytest.raises(ValueError, match="out of range"):
        expires_on(date(9998, 6, 1), 24)


@pytest.mark.parametrize(
    ("as_of", "status"),
    [
        ("2026-11-24", "valid"),
        ("2028-08-25", "valid"),  # 91 days before
        ("2028-08-26", "expiring"),  # 90 days before
        ("2028-11-24", "expiring"),  # the day itself
        ("2028-11-25", "in-grace"),
        ("2029-02-22", "in-grace"),  # 90 days after
        ("2029-02-23", "expired"),
    ],
)
def test_sokhas_award_ages(as_of: str, status: Status) -> None:
    assert standing([passed(1, "2026-11-24")], TWO_YEARS, on(as_of)) == Standing(
        status, on("2026-11-24"), on("2028-11-24"), on("2029-02-22"), None, (1,), on("2028-11-24")
    )


def test_there_is_no_grace_where_none_is_given() -> None:
    assert (
        status_on(on("2028-11-25"), expires_on=on("2028-11-24"), grace_until=None, revoked_on=None)
        == "expired"
    )
    strict = replace(TWO_YEARS, grace_days=0)
    assert standing([passed(1, "2026-11-24")], strict, on("2028-11-25")).status == "expired"


@dataclass(frozen=True)
class Case:
    """Days of passing; as of 1 January 2035, the day that counts as the issue and the expiry."""

    says: str
    days: tuple[str, ...]
    issued: str
    expires: str


CASES = [
    Case("once", ("2026-11-24",), "2026-11-24", "2028-11-24"),
    Case("twice on one day", ("2026-11-24", "2026-11-24"), "2026-11-24", "2028-11-24"),
    Case("first day of the window", ("2026-11-24", "2028-08-26"), "2028-08-26", "2030-11-24"),
    Case("day before the window", ("2026-11-24", "2028-08-25"), "2028-08-25", "2030-08-25"),
    Case("inside the window", ("2026-11-24", "2028-10-01"), "2028-10-01", "2030-11-24"),
    Case("twice inside the window", ("2026-11-24", "2028-10-01", "2028-10-20"), "2028-10-01", "2030-11-24"),
    Case("the last valid day", ("2026-11-24", "2028-11-24"), "2028-11-24", "2030-11-24"),
    Case("in grace", ("2026-11-24", "2028-12-24"), "2028-12-24", "2030-12-24"),
    Case("after grace", ("2026-11-24", "2030-01-05"), "2030-01-05", "2032-01-05"),
    Case("very early", ("2026-11-24", "2026-12-24"), "2026-12-24", "2028-12-24"),
    Case(
        "an early one spoils no window",
        ("2026-11-24", "2027-09-24", "2028-09-24"),
        "2028-09-24",
        "2030-11-24",
    ),
    Case(
        "an extension outlasts a new one",
        ("2026-11-24", "2028-09-24", "2028-12-01"),
        "2028-12-01",
        "2030-12-01",
    ),
    Case(
        "extended, then again too early",
        ("2026-11-24", "2028-09-24", "2028-11-01"),
        "2028-09-24",
        "2030-11-24",
    ),
    Case("extended twice", ("2026-11-24", "2028-10-01", "2030-10-01"), "2030-10-01", "2032-11-24"),
    Case("from a leap day", ("2028-02-29", "2030-01-15"), "2030-01-15", "2032-02-28"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.says)
def test_refreshers_extend_and_never_shorten(case: Case) -> None:
    found = standing([passed(n, day) for n, day in enumerate(case.days)], TWO_YEARS, on("2035-01-01"))
    assert (found.issued_on, found.expires_on) == (on(case.issued), on(case.expires))
    assert found.status == "expired"


def test_nobody_is_certified_by_nothing() -> None:
    assert standing([], TWO_YEARS, on("2026-11-24")) == NEVER
    assert not NEVER.in_force


def test_what_is_dated_in_the_future_does_not_count_yet() -> None:
    history = [passed(1, "2026-11-24"), entry(2, "revoked", "2027-01-10")]
    assert standing(history, TWO_YEARS, on("2026-11-23")) == NEVER
    assert standing(history, TWO_YEARS, on("2027-01-09")).status == "valid"
    assert standing(history, TWO_YEARS, on("2027-01-10")).status == "revoked"


def test_an_award_for_good_stays_valid() -> None:
    found = standing([passed(1, "2026-11-24"), passed(2, "2030-01-01")], FOR_GOOD, on("2099-01-01"))
    assert found == Standing("valid", on("2026-11-24"), None, None, None, (1,))
    assert found.in_force


def test_a_revocation_holds_whatever_is_passed_meanwhile_until_it_is_taken_back() -> None:
    history = [
        passed(1, "2026-11-24"),
        entry(2, "revoked", "2027-01-10"),
        passed(3, "2027-02-01"),
        entry(4, "reinstated", "2027-03-01"),
    ]
    revoked = standing(history, TWO_YEARS, on("2027-02-28"))
    assert (revoked.status, revoked.revoked_on, revoked.rests_on) == ("revoked", on("2027-01-10"), (3, 2))
    back = standing(history, TWO_YEARS, on("2027-03-01"))
    assert (back.status, back.revoked_on, back.expires_on) == ("valid", None, on("2029-02-01"))


def test_revoked_and_reinstated_on_one_day_the_later_record_counts() -> None:
    first = entry(2, "revoked", "2027-01-10")
    second = replace(entry(3, "reinstated", "2027-01-10"), recorded_at=RECORDED + timedelta(hours=1))
    assert standing([second, first, passed(1, "2026-11-24")], TWO_YEARS, on("2027-02-01")).status == "valid"


def test_a_revocation_of_nothing_is_nothing() -> None:
    assert standing([entry(1, "revoked", "2027-01-10")], TWO_YEARS, on("2027-02-01")) == NEVER


def test_both_requirements_have_to_be_met_the_later_one_completes() -> None:
    history = [passed(1, "2026-11-24"), passed(2, "2027-01-15", "attendance")]
    assert standing(history, TWO_THINGS, on("2027-01-14")) == NEVER
    found = standing(history, TWO_THINGS, on("2027-01-15"))
    assert (found.issued_on, found.expires_on, found.rests_on) == (on("2027-01-15"), on("2029-01-15"), (1, 2))


def test_a_requirement_met_too_long_ago_has_to_be_met_again() -> None:
    history = [passed(1, "2026-11-24"), passed(2, "2028-11-25", "attendance")]
    assert standing(history, TWO_THINGS, on("2029-01-01")) == NEVER


def test_what_the_award_does_not_ask_for_brings_nothing() -> None:
    assert standing([passed(1, "2026-11-24", "attendance")], TWO_YEARS, on("2027-01-01")) == NEVER


def test_a_certificate_once_given_outlives_stricter_rules_and_the_module_itself() -> None:
    history = [passed(1, "2026-11-24"), entry(2, "certified", "2026-11-24", until="2028-11-24")]
    for rules in (TWO_THINGS, replace(TWO_YEARS, validity_months=12), RETIRED):
        assert standing(history, rules, on("2027-01-01")).expires_on == on("2028-11-24")
    for_good = [entry(1, "certified", "2026-11-24")]
    assert standing(for_good, RETIRED, on("2099-01-01")).status == "valid"


def test_grace_at_the_end_of_the_calendar_is_cut_short() -> None:
    last = entry(1, "certified", "9999-01-01", until="9999-12-30")
    assert standing([last], TWO_YEARS, date.max).grace_until == date.max
    first = Entry(1, "achieved", date.min, RECORDED, "post-test")
    wide = replace(TWO_YEARS, opens_days=10_000)
    assert standing([first, replace(first, id=2, on=date(1, 6, 1))], wide, date(1, 7, 1)).expires_on == date(
        5, 1, 1
    )
