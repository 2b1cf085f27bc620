"""Award rules by examples: extensions, corrections, what was known when, trainers, rules that change, Societies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import pytest

from lms.content.types.societies import StricterAward
from lms.records.domain.award_rules import (
    LED,
    NEVER,
    AwardRules,
    Entry,
    EntryKind,
    Standing,
    Status,
    counted,
    decided_until,
    missing,
    standing,
)

TWO_YEARS = AwardRules(24, frozenset({"post-test"}), opens_days=90, grace_days=90)
TRAINERS = replace(TWO_YEARS, trainer_credit=True)


def on(text: str) -> date:
    return date.fromisoformat(text)


def entry(
    number: int,
    kind: EntryKind,
    day: str,
    *,
    met: str = "",
    until: str = "",
    corrects: int | None = None,
    recorded: str = "",
    society: str = "",
) -> Entry:
    known = datetime.combine(on(recorded or day), datetime.min.time(), UTC)
    return Entry(number, kind, on(day), known, met, on(until) if until else None, corrects, society)


def passed(number: int, day: str, *, recorded: str = "", society: str = "") -> Entry:
    return entry(number, "achieved", day, met="post-test", recorded=recorded, society=society)


def led(number: int, day: str) -> Entry:
    return entry(number, "achieved", day, met=LED)


def extended(number: int, day: str, until: str) -> Entry:
    return entry(number, "extended", day, until=until)


@dataclass(frozen=True)
class Case:
    """A history; as of a day: the status, the day of the completion that counts, the last valid day."""

    says: str
    history: Sequence[Entry]
    as_of: str
    status: Status
    issued: str = ""
    expires: str = ""
    rules: AwardRules = TWO_YEARS


FIRST = passed(1, "2026-11-24")  # until 24 November 2028
EXTENSIONS = [
    Case("before the decision", [FIRST, extended(2, "2028-11-01", "2029-05-24")], "2028-10-31", "expiring",
         "2026-11-24", "2028-11-24"),
    Case("from the decision on", [FIRST, extended(2, "2028-11-01", "2029-05-24")], "2028-11-01", "valid",
         "2026-11-24", "2029-05-24"),
    Case("the day after the old end", [FIRST, extended(2, "2028-11-01", "2029-05-24")], "2028-11-25", "valid",
         "2026-11-24", "2029-05-24"),
    Case("of somebody in grace", [FIRST, extended(2, "2028-12-15", "2029-05-24")], "2028-12-15", "valid",
         "2026-11-24", "2029-05-24"),
    Case("of somebody expired long ago", [FIRST, extended(2, "2030-01-10", "2030-06-30")], "2030-02-01",
         "valid", "2026-11-24", "2030-06-30"),
    Case("to an earlier day is nothing", [FIRST, extended(2, "2027-01-01", "2027-06-30")], "2027-07-01",
         "valid", "2026-11-24", "2028-11-24"),
    Case("of nothing is nothing", [extended(2, "2027-01-01", "2027-06-30")], "2027-02-01", "never"),
    Case("twice, the later one counts",
         [FIRST, extended(2, "2028-11-01", "2029-05-24"), extended(3, "2029-05-01", "2029-08-31")],
         "2029-08-31", "expiring", "2026-11-24", "2029-08-31"),
    Case("then a refresher in the new window counts from the new end",
         [FIRST, extended(2, "2028-11-01", "2029-05-24"), passed(3, "2029-05-01")],
         "2029-06-01", "valid", "2029-05-01", "2031-05-24"),
    Case("then a refresher before the new window counts from its day",
         [FIRST, extended(2, "2028-11-01", "2029-05-24"), passed(3, "2028-12-01")],
         "2029-06-01", "valid", "2028-12-01", "2030-12-01"),
    Case("then a refresher in the old window counts from the old end",
         [FIRST, extended(2, "2028-10-01", "2029-05-24"), passed(3, "2028-11-20")],
         "2029-06-01", "valid", "2028-11-20", "2030-11-24"),
    Case("of a revoked award waits for the reinstatement",
         [FIRST, extended(2, "2028-10-01", "2029-05-24"), entry(3, "revoked", "2028-11-01")],
         "2028-12-01", "revoked", "2026-11-24", "2029-05-24"),
    Case("counts again when it is reinstated",
         [FIRST, extended(2, "2028-10-01", "2029-05-24"), entry(3, "revoked", "2028-11-01"),
          entry(4, "reinstated", "2028-12-05")],
         "2028-12-06", "valid", "2026-11-24", "2029-05-24"),
    Case("of an award for good is nothing", [FIRST, extended(2, "2028-10-01", "2029-05-24")], "2030-01-01",
         "valid", "2026-11-24", "", replace(TWO_YEARS, validity_months=None)),
]  # fmt: skip

CORRECTIONS = [
    Case("what is corrected never was",
         [FIRST, entry(2, "corrected", "2026-11-24", corrects=1, recorded="2027-03-01")],
         "2027-01-01", "never"),
    Case("with the right day instead",
         [FIRST, entry(2, "corrected", "2026-11-24", corrects=1, recorded="2027-03-01"),
          passed(3, "2026-11-20", recorded="2027-03-01")],
         "2027-01-01", "valid", "2026-11-20", "2028-11-20"),
    Case("a later training stands by itself",
         [FIRST, passed(2, "2028-10-01"),
          entry(3, "corrected", "2026-11-24", corrects=1, recorded="2028-10-02")],
         "2028-11-01", "valid", "2028-10-01", "2030-10-01"),
    Case("an extension of what is corrected is nothing",
         [FIRST, extended(2, "2028-11-01", "2029-05-24"),
          entry(3, "corrected", "2026-11-24", corrects=1, recorded="2028-12-01")],
         "2028-12-02", "never"),
    Case("a corrected extension gives the old end back",
         [FIRST, extended(2, "2028-11-01", "2029-05-24"),
          entry(3, "corrected", "2028-11-01", corrects=2, recorded="2028-11-02")],
         "2028-11-25", "in-grace", "2026-11-24", "2028-11-24"),
    Case("a corrected revocation never was",
         [FIRST, entry(2, "revoked", "2027-01-10"),
          entry(3, "corrected", "2027-01-10", corrects=2, recorded="2027-01-12")],
         "2027-01-11", "valid", "2026-11-24", "2028-11-24"),
    Case("a corrected reinstatement leaves the revocation",
         [FIRST, entry(2, "revoked", "2027-01-10"), entry(3, "reinstated", "2027-02-10"),
          entry(4, "corrected", "2027-02-10", corrects=3, recorded="2027-02-12")],
         "2027-03-01", "revoked", "2026-11-24", "2028-11-24"),
    Case("on the last day of February in a leap year",
         [passed(1, "2028-02-29"), entry(2, "corrected", "2028-02-29", corrects=1), passed(3, "2028-02-28")],
         "2028-03-01", "valid", "2028-02-28", "2030-02-28"),
]  # fmt: skip

CREDIT = [
    Case("leading makes nobody certified", [led(1, "2026-11-24")], "2026-12-01", "never", rules=TRAINERS),
    Case("in the window it counts from the end", [FIRST, led(2, "2028-10-01")], "2028-10-02", "valid",
         "2028-10-01", "2030-11-24", TRAINERS),
    Case("early it counts from its day", [FIRST, led(2, "2027-11-24")], "2028-10-02", "valid",
         "2027-11-24", "2029-11-24", TRAINERS),
    Case("on the last day of grace", [FIRST, led(2, "2029-02-22")], "2029-03-01", "valid",
         "2029-02-22", "2031-02-22", TRAINERS),
    Case("after grace it is too late", [FIRST, led(2, "2029-02-23")], "2029-03-01", "expired",
         "2026-11-24", "2028-11-24", TRAINERS),
    Case("where the module does not give it", [FIRST, led(2, "2028-10-01")], "2028-12-01", "in-grace",
         "2026-11-24", "2028-11-24"),
    Case("again and again", [FIRST, led(2, "2028-10-01"), led(3, "2030-10-01")], "2030-11-30", "valid",
         "2030-10-01", "2032-11-24", TRAINERS),
    Case("with a test on the same day it counts once", [FIRST, passed(2, "2028-10-01"), led(3, "2028-10-01")],
         "2028-11-30", "valid", "2028-10-01", "2030-11-24", TRAINERS),
    Case("in grace of an extension", [FIRST, extended(2, "2028-11-01", "2029-05-24"), led(3, "2029-08-22")],
         "2029-09-01", "valid", "2029-08-22", "2031-08-22", TRAINERS),
]  # fmt: skip

ONE_YEAR_UNTIL_JUNE = replace(
    TWO_YEARS,
    earlier=(
        (on("2024-12-31"), AwardRules(36, frozenset({"post-test"}), opens_days=0, grace_days=0)),
        (on("2026-06-30"), AwardRules(12, frozenset({"post-test"}), opens_days=30, grace_days=30)),
    ),
)
VERSIONS = [
    Case("the last day of the old rules", [passed(1, "2026-06-30")], "2026-07-15", "valid",
         "2026-06-30", "2027-06-30", ONE_YEAR_UNTIL_JUNE),
    Case("the first day of the new rules", [passed(1, "2026-07-01")], "2026-07-15", "valid",
         "2026-07-01", "2028-07-01", ONE_YEAR_UNTIL_JUNE),
    Case("the rules before those", [passed(1, "2024-12-31")], "2026-07-15", "valid",
         "2024-12-31", "2027-12-31", ONE_YEAR_UNTIL_JUNE),
    Case("a refresher by the rules of its own day", [passed(1, "2026-06-30"), passed(2, "2027-05-01")],
         "2027-05-02", "valid", "2027-05-01", "2029-06-30", ONE_YEAR_UNTIL_JUNE),
    Case("the grace of the day of completion", [passed(1, "2025-03-10")], "2026-04-10", "expired",
         "2025-03-10", "2026-03-10", ONE_YEAR_UNTIL_JUNE),
    Case("what a stricter rule asks later does not take away",
         [passed(1, "2026-06-30")], "2027-01-01", "valid", "2026-06-30", "2028-06-30",
         AwardRules(6, frozenset({"post-test", "attendance"}), 90, 90,
                    earlier=((on("2026-12-31"), TWO_YEARS),))),
]  # fmt: skip

STRICT = replace(
    TWO_YEARS,
    societies={"khm": StricterAward(on("2026-07-01"), 12), "lao": StricterAward(validity_months=36)},
)
CHANGED = replace(
    TWO_YEARS,
    societies={
        "khm": StricterAward(validity_months=6, earlier=((on("2025-12-31"), None), (on("2026-12-31"), 18)))
    },
)
GIVEN_UP = replace(TWO_YEARS, societies={"khm": StricterAward(earlier=((on("2026-12-31"), 12),))})
SOCIETIES = [
    Case("a Society asks for a refresher each year", [passed(1, "2026-07-01", society="khm")], "2026-08-01",
         "valid", "2026-07-01", "2027-07-01", STRICT),
    Case("not for what was completed before", [passed(1, "2026-06-30", society="khm")], "2026-08-01",
         "valid", "2026-06-30", "2028-06-30", STRICT),
    Case("not of the people of another one", [passed(1, "2026-07-01", society="tha")], "2026-08-01",
         "valid", "2026-07-01", "2028-07-01", STRICT),
    Case("never for longer", [passed(1, "2026-07-01", society="lao")], "2026-08-01",
         "valid", "2026-07-01", "2028-07-01", STRICT),
    Case("also where the module asks for none", [passed(1, "2026-07-01", society="khm")], "2026-08-01",
         "valid", "2026-07-01", "2027-07-01", replace(STRICT, validity_months=None)),
    Case("its rule before that one", [passed(1, "2026-12-31", society="khm")], "2027-01-01",
         "valid", "2026-12-31", "2028-06-30", CHANGED),
    Case("its new rule from the day after", [passed(1, "2027-01-01", society="khm")], "2027-01-02",
         "valid", "2027-01-01", "2027-07-01", CHANGED),
    Case("before it had any rule", [passed(1, "2025-12-31", society="khm")], "2026-01-01",
         "valid", "2025-12-31", "2027-12-31", CHANGED),
    Case("a rule that it gave up", [passed(1, "2026-12-31", society="khm")], "2027-01-01",
         "valid", "2026-12-31", "2027-12-31", GIVEN_UP),
    Case("after it gave the rule up", [passed(1, "2027-01-01", society="khm")], "2027-01-02",
         "valid", "2027-01-01", "2029-01-01", GIVEN_UP),
    Case("twice on a day, for two Societies: the better one counts",
         [passed(1, "2026-07-01", society="khm"), passed(2, "2026-07-01", society="tha")], "2026-08-01",
         "valid", "2026-07-01", "2028-07-01", STRICT),
]  # fmt: skip


@pytest.mark.parametrize(
    "case", [*EXTENSIONS, *CORRECTIONS, *CREDIT, *VERSIONS, *SOCIETIES], ids=lambda case: case.says
)
def test_the_rules_by_example(case: Case) -> None:
    found = standing(case.history, case.rules, on(case.as_of))
    said = (found.status, found.issued_on, found.expires_on)
    issued, expires = (on(day) if day else None for day in (case.issued, case.expires))
    assert said == (case.status, issued, expires)


def test_an_extension_says_what_it_rests_on_and_what_was_earned() -> None:
    found = standing([FIRST, extended(2, "2028-11-01", "2029-05-24")], TWO_YEARS, on("2028-12-01"))
    assert (found.rests_on, found.earned_until) == ((1, 2), on("2028-11-24"))
    assert found.grace_until == on("2029-08-22")


def test_an_extension_keeps_the_longer_grace() -> None:
    rules = replace(TWO_YEARS, grace_days=0, earlier=((on("2026-12-31"), TWO_YEARS),))
    found = standing([FIRST, extended(2, "2028-11-01", "2028-12-01")], rules, on("2028-12-05"))
    assert (found.status, found.grace_until) == ("in-grace", on("2029-03-01"))


def test_a_refresher_under_stricter_rules_takes_no_grace_away() -> None:
    rules = replace(
        TWO_YEARS, grace_days=0, earlier=((on("2026-12-31"), replace(TWO_YEARS, grace_days=400)),)
    )
    found = standing([FIRST, passed(2, "2027-01-05")], rules, on("2029-02-01"))
    assert (found.status, found.expires_on) == ("in-grace", on("2029-01-05"))
    assert found.grace_until == standing([FIRST], rules, on("2029-02-01")).grace_until == on("2029-12-29")


def test_what_one_day_certified_can_be_extended_on_it_whichever_was_written_first() -> None:
    history = [
        extended(1, "2026-11-24", "2029-05-24"),
        entry(2, "certified", "2026-11-24", until="2028-11-24"),
    ]
    assert standing(history, TWO_YEARS, on("2028-12-01")).expires_on == on("2029-05-24")


def test_of_two_ways_to_one_end_the_longer_grace_counts() -> None:
    rules = replace(TWO_YEARS, earlier=((on("2026-12-31"), replace(TWO_YEARS, grace_days=0)),))
    history = [FIRST, entry(2, "certified", "2027-01-05", until="2028-11-24")]
    found = standing(history, rules, on("2028-12-01"))
    assert (found.issued_on, found.grace_until) == (on("2026-11-24"), on("2029-02-22"))


def test_a_report_of_the_past_stays_what_it_was() -> None:
    history = [
        FIRST,
        entry(2, "corrected", "2026-11-24", corrects=1, recorded="2027-03-01"),
        passed(3, "2026-05-10", recorded="2027-04-01"),
        extended(4, "2028-05-01", "2028-12-31"),
    ]

    def said(as_of: str, known_on: str) -> Standing:
        return standing(history, TWO_YEARS, on(as_of), known_on=on(known_on))

    assert said("2027-01-01", "2027-02-28").expires_on == on("2028-11-24")
    assert said("2027-01-01", "2027-03-01") == NEVER
    assert said("2027-01-01", "2027-04-01").expires_on == on("2028-05-10")
    assert said("2028-06-01", "2028-04-30").status == "in-grace"
    assert said("2028-06-01", "2028-05-01").status == "valid"


def test_the_day_of_recording_is_a_day_of_the_region() -> None:
    late = replace(FIRST, recorded_at=datetime(2026, 11, 24, 17, 30, tzinfo=UTC))  # half past midnight there
    assert standing([late], TWO_YEARS, on("2026-12-01"), known_on=on("2026-11-24")) == NEVER
    assert standing([late], TWO_YEARS, on("2026-12-01"), known_on=on("2026-11-25")).in_force


def test_two_societies_on_one_day_are_read_each_by_its_own_rules() -> None:
    attended = entry(2, "achieved", "2026-08-01", met="attendance", society="tha")
    rules = replace(STRICT, requires=frozenset({"post-test", "attendance"}))
    found = standing([passed(1, "2026-08-01", society="khm"), attended], rules, on("2026-09-01"))
    assert found.expires_on == on("2028-08-01")


def test_what_counts_is_told_without_corrections() -> None:
    history = [FIRST, entry(2, "corrected", "2026-11-24", corrects=1), passed(3, "2027-01-01")]
    assert [one.id for one in counted(history, on("2027-01-01"))] == [3]
    assert counted(history, on("2026-12-31")) == []


def test_a_certificate_stands_as_long_as_it_was_extended() -> None:
    first = entry(2, "certified", "2026-11-24", until="2028-11-24")
    second = entry(5, "certified", "2029-05-01", until="2031-05-24")
    history = [
        FIRST,
        first,
        extended(3, "2028-11-01", "2029-05-24"),
        passed(4, "2029-05-01"),
        second,
        extended(6, "2031-05-01", "2031-12-31"),
    ]
    assert decided_until(history, 2, on("2028-10-31")) == on("2028-11-24")
    assert decided_until(history, 2, on("2028-11-01")) == on("2029-05-24")
    assert decided_until(history, 2, on("2031-06-01")) == on("2029-05-24")
    assert decided_until(history, 5, on("2031-06-01")) == on("2031-12-31")
    assert decided_until([entry(1, "certified", "2026-11-24")], 1, on("2027-01-01")) is None


def test_a_certificate_that_was_corrected_away_has_no_end() -> None:
    history = [
        entry(1, "certified", "2026-11-24", until="2028-11-24"),
        entry(2, "corrected", "2026-11-24", corrects=1),
        extended(3, "2028-11-01", "2029-05-24"),
        entry(4, "certified", "2029-01-01", until="2031-01-01"),
    ]
    with pytest.raises(KeyError):
        decided_until(history, 1, on("2029-02-01"))
    assert decided_until(history, 4, on("2029-02-01")) == on("2031-01-01")


@pytest.mark.parametrize(
    ("status", "fulfilled"),
    [("valid", True), ("expiring", True), ("in-grace", True), ("expired", False), ("revoked", False),
     ("never", False)],
)  # fmt: skip
def test_a_prerequisite_is_valid_or_in_grace(status: Status, fulfilled: bool) -> None:
    standings = {"pgi": Standing(status), "pss": Standing("never")}
    assert missing(("pgi",), standings) == (() if fulfilled else ("pgi",))
    assert missing((), standings) == ()
