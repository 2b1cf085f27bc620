"""Award rules in files: rules of the past, credit for trainers, and a Society that asks for more, never for less."""

from __future__ import annotations

from datetime import date

import pytest

from lms.content import loader, society_awards
from lms.content.types.curriculum import Content, EarlierAward, PostTest, Refresher, Requirement
from lms.content.types.societies import StricterAward
from tests.content.tree import MODULE, SOCIETY, Tree

MODULE_FILE = "curriculum/modules/help/module.yaml"
KHM = "curriculum/societies/khm.yaml"
LINE = SOCIETY.count("\n") + 1  # of what is written below the Society
TODAY = date(2026, 11, 25)

EARLIER = """\
  trainer_credit: true
  earlier:
    - until: "2024-12-31"
      validity_months: never
      requires: [post-test]
      refresher: {opens_days: 0, grace_days: 0}
    - until: "2026-06-30"
      validity_months: 36
      requires: [post-test]
      refresher: {opens_days: 30, grace_days: 60}
      trainer_credit: true
"""


CHANGED = """\
    validity_months: 6
    post_test: {attempts: 2}
    earlier:
      - until: "2025-12-31"
      - until: "2026-12-31"
        validity_months: 18
"""


def with_award(lines: str) -> str:
    return MODULE.replace("sources:\n", lines + "sources:\n")


def stricter(tree: Tree, lines: str, module: str = "help") -> None:
    tree.write(KHM, f"{SOCIETY}awards:\n  {module}:\n{lines}")


def problems(tree: Tree) -> list[tuple[str, int, str, str]]:
    found = loader.read(tree.root)[1]
    return [(problem.file, problem.line, problem.message, problem.hint) for problem in found]


def test_noy_writes_rules_that_held_in_the_past(tree: Tree) -> None:
    tree.write(MODULE_FILE, with_award(EARLIER))
    award = loader.load(tree.root).module("help").award
    assert award.trainer_credit
    required: frozenset[Requirement] = frozenset({"post-test"})
    assert award.earlier == (
        EarlierAward(date(2024, 12, 31), None, required, Refresher(0, 0), trainer_credit=False),
        EarlierAward(date(2026, 6, 30), 36, required, Refresher(30, 60), trainer_credit=True),
    )


def test_a_module_without_a_past_has_none(tree: Tree) -> None:
    award = loader.load(tree.root).module("help").award
    assert (award.trainer_credit, award.earlier) == (False, ())


def test_rules_of_the_past_stand_in_the_order_of_their_days(tree: Tree) -> None:
    tree.write(MODULE_FILE, with_award(EARLIER.replace("2026-06-30", "2024-12-31")))
    [(file, line, message, hint)] = problems(tree)
    assert (file, message) == (MODULE_FILE, "`until` 2024-12-31 does not come after 2024-12-31")
    assert (tree.root / MODULE_FILE).read_text().splitlines()[line - 1].strip() == '- until: "2024-12-31"'
    assert hint == "Write the oldest rules first, each day once."


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("      validity_months: 36\n", "", "`validity_months` is missing"),
        ("until: \"2026-06-30\"", "until: June", "`until` should be a day such as 2026-01-31, not 'June'"),
        ("  trainer_credit: true\n  e", "  trainer_credit: yes\n  e",
         "`trainer_credit` should be true or false, not 'yes'"),
    ],
)  # fmt: skip
def test_rules_of_the_past_are_whole(tree: Tree, old: str, new: str, message: str) -> None:
    tree.write(MODULE_FILE, with_award(EARLIER.replace(old, new)))
    assert [problem[2] for problem in problems(tree)] == [message]


def test_a_society_asks_for_more_from_a_day_on(tree: Tree) -> None:
    stricter(
        tree,
        '    since: "2026-07-01"\n    validity_months: 12\n    post_test: {pass_mark: 90, attempts: 2}\n',
    )
    library = loader.load(tree.root)
    society, module = library.societies["khm"], library.module("help")
    assert society.awards["help"] == StricterAward(date(2026, 7, 1), 12, 90, 2)
    strict = society_awards.module_for(module, society, date(2026, 7, 1)).award
    assert (strict.validity_months, strict.post_test) == (12, PostTest(90, 2, 24))
    assert strict.refresher == module.award.refresher
    assert society_awards.module_for(module, society, date(2026, 6, 30)) is module
    assert society_awards.module_for(module, None, TODAY) is module


def test_what_a_society_does_not_say_is_as_the_module_says(tree: Tree) -> None:
    stricter(tree, "    post_test: {attempts: 1}\n")
    library = loader.load(tree.root)
    strict = society_awards.module_for(library.module("help"), library.societies["khm"], TODAY).award
    assert (strict.validity_months, strict.post_test) == (24, PostTest(80, 1, 24))
    stricter(tree, "    validity_months: 6\n")
    assert loader.load(tree.root).societies["khm"].awards["help"].validity_months == 6


def test_a_society_changes_its_mind_and_what_it_asked_before_stays(tree: Tree) -> None:
    stricter(tree, CHANGED)
    library = loader.load(tree.root)
    society, module = library.societies["khm"], library.module("help")
    assert society.awards["help"].earlier == ((date(2025, 12, 31), None), (date(2026, 12, 31), 18))

    def asked(year: int) -> tuple[int | None, int]:
        strict = society_awards.module_for(module, society, date(year, 6, 1)).award
        return strict.validity_months, strict.post_test.attempts

    assert [asked(year) for year in (2025, 2026, 2027)] == [(24, 2), (18, 2), (6, 2)]
    stricter(tree, CHANGED.replace("    validity_months: 6\n", '    since: "2027-01-01"\n'))
    society = loader.load(tree.root).societies["khm"]
    assert [asked(year) for year in (2025, 2026, 2027)] == [(24, 3), (18, 3), (24, 2)]


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("2026-12-31", "2025-12-31", 6, "help: `until` 2025-12-31 does not come after 2025-12-31"),
        ("    validity_months: 6\n", '    since: "2026-12-31"\n', 2,
         "help: `since` 2026-12-31 does not come after 2026-12-31"),
    ],
)  # fmt: skip
def test_what_a_society_asked_before_stands_in_the_order_of_its_days(
    tree: Tree, old: str, new: str, line: int, message: str
) -> None:
    stricter(tree, CHANGED.replace(old, new))
    assert problems(tree) == [(KHM, LINE + line, message, "Write the oldest rule first, each day once.")]


@pytest.mark.parametrize(
    "key",
    [
        "refresher: {opens_days: 400, grace_days: 400}",
        "requires: []",
        "prerequisites: []",
        "trainer_credit: true",
        "safety: none",
    ],
)
def test_a_society_touches_nothing_else_of_the_rules(tree: Tree, key: str) -> None:
    """So it cannot drop a safety question, a prerequisite or the window: nothing is there to loosen."""
    stricter(tree, f"    validity_months: 12\n    {key}\n")
    [(file, line, message, _)] = problems(tree)
    assert (file, line) == (KHM, LINE + 3)
    assert key.partition(":")[0] in message


def test_a_society_may_end_what_never_ends(tree: Tree) -> None:
    tree.replace(MODULE_FILE, "validity_months: 24", "validity_months: never")

    def months() -> int | None:
        library = loader.load(tree.root)
        return society_awards.module_for(
            library.module("help"), library.societies["khm"], TODAY
        ).award.validity_months

    assert months() is None
    stricter(tree, "    validity_months: 36\n")
    assert months() == 36


@pytest.mark.parametrize(
    ("lines", "line", "message", "hint"),
    [
        ("    validity_months: 25\n", 3, "help: `validity_months` 25 is longer than the module's 24",
         "write 24 or less, or change the module."),
        ("    post_test:\n      pass_mark: 79\n", 4, "help: `pass_mark` 79 is lower than the module's 80",
         "write 80 or more."),
        ("    post_test:\n      attempts: 4\n", 4, "help: `attempts` 4 is more than the module's 3",
         "write 3 or fewer."),
    ],
)  # fmt: skip
def test_looser_is_a_problem_with_its_line_and_a_hint(
    tree: Tree, lines: str, line: int, message: str, hint: str
) -> None:
    stricter(tree, lines)
    stands = f"A Society may be stricter than the module, never looser: {hint}"
    assert problems(tree) == [(KHM, LINE + line - 1, message, stands)]


def test_a_society_cannot_let_an_award_never_end(tree: Tree) -> None:
    stricter(tree, "    validity_months: never\n")
    assert [problem[2] for problem in problems(tree)] == [
        "`validity_months` should be a whole number such as 12, not 'never'"
    ]


def test_rules_for_a_module_that_does_not_exist_are_a_problem(tree: Tree) -> None:
    stricter(tree, "    validity_months: 12\n", module="halp")
    [(file, line, message, hint)] = problems(tree)
    assert (file, line, message) == (KHM, LINE + 1, "there is no module `halp`")
    assert "help" in hint


def test_a_broken_module_does_not_echo_in_the_societies(tree: Tree) -> None:
    stricter(tree, "    validity_months: 25\n")
    tree.replace(MODULE_FILE, "minutes: 20", "minutes: soon")
    assert {problem[0] for problem in problems(tree)} == {MODULE_FILE}


def test_a_broken_society_does_not_echo(tree: Tree) -> None:
    stricter(tree, "    validity_months: 25\n")
    library: Content = loader.read(tree.root)[0]
    assert society_awards.check(library, lambda file, *path: 1, frozenset({KHM})) == []
