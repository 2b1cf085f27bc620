"""What is to be done with each line: nobody becomes somebody else unseen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from lms.imports.domain import row_actions
from lms.imports.domain.candidates import Index, Known, is_plain
from lms.imports.domain.kept_names import kept_names
from lms.imports.domain.lines.line_values import Problem, Read
from lms.imports.domain.row_actions import Decision, Ledger

SOKHA = Known(
    id=1,
    ours=True,
    number="KH-0012",
    name="សុខា",
    latin_name="Sokha",
    phone="+85512345678",
    email="",
    sex="female",
    birth=1990,
    branch="KH-12",
    language="km",
)
MALEE = replace(SOKHA, id=2, ours=False, number="TH-9", name="มาลี", latin_name="Malee", phone="+66812345678")
RATANA = replace(SOKHA, id=3, number="KH-3", name="រតនា", latin_name="Ratana", phone="", sex="", birth=0)
EVERYBODY = (SOKHA, MALEE, RATANA)


def line(**values: str | int) -> Read:
    return Read(values, ())


def decide(*lines: Read, people: tuple[Known, ...] = EVERYBODY) -> list[Decision]:
    index = Index()
    index.want((number, one.values) for number, one in enumerate(lines, 2))
    index.add(people)
    return [decision for _, decision in row_actions.people([*enumerate(lines, 2)], index, home="KH-12")]


def words(decision: Decision) -> list[tuple[str, str]]:
    return [(problem.field, problem.word) for problem in decision.problems]


def test_somebody_nobody_knows_is_new() -> None:
    assert decide(line(number="KH-50", name="ដារ៉ា")) == [Decision("create")]


def test_a_number_with_a_colon_becomes_nobodys_and_the_line_says_what_to_write() -> None:
    (refused,) = decide(line(number="PP:0012", name="ដារ៉ា"))
    assert (refused.action, words(refused)) == ("fail", [("number", "number-colon")])
    assert refused.problems[0].values["instead"] == "PP-0012"


def test_somebody_who_has_a_number_with_a_colon_already_is_still_known_by_it() -> None:
    old = replace(SOKHA, number="PP:0012")
    (known,) = decide(line(number="pp:0012", name="សុខា"), people=(old,))
    assert known == Decision("same", 1)


def test_a_number_with_the_same_name_is_the_same_person() -> None:
    same, update = decide(
        line(number="KH-0012", name="សុខា"),
        line(number="KH-3", latin_name="ratana", sex="male", birth=1988, branch="KH-3"),
    )
    assert same == Decision("same", 1)
    assert update == Decision(
        "update", 3, before={"latin_name": "Ratana", "sex": "", "birth": 0, "branch": "KH-12"}
    )


def test_a_list_in_latin_letters_does_not_take_away_the_name_in_its_script() -> None:
    (decision,) = decide(line(number="KH-0012", name="Sokkha"))
    assert decision == Decision("update", 1, before={"latin_name": "Sokha"})
    both = decide(line(number="KH-0012", name="Sokkha", latin_name="Sokha"))
    assert both == [Decision("update", 1, before={"name": "សុខា"})]
    foreign = replace(SOKHA, name="Robin", latin_name="Robin")
    assert decide(line(number="KH-0012", name="Robyn"), people=(foreign,)) == [
        Decision("update", 1, before={"name": "Robin"})
    ]


@pytest.mark.parametrize(
    ("values", "stays", "changed"),
    [
        # Without the number the name that is here stays, in both scripts.
        ({"name": "រ័តនា"}, {"name": "រតនា"}, set()),
        ({"latin_name": "Rattana"}, {"latin_name": "Ratana"}, set()),
        ({"name": "Rattana"}, {"latin_name": "Ratana"}, set()),
        (
            {"name": "រ័តនា", "latin_name": "Rattana", "birth": 1988},
            {"name": "រតនា", "latin_name": "Ratana"},
            {"birth"},
        ),
        ({"number": "3", "name": "រ័តនា"}, {"name": "រតនា"}, set()),
        # The same name, and another one, are no other spelling.
        ({"name": "រតនា"}, {}, set()),
        ({"name": "បុប្ផា"}, {}, {"name"}),
        # The number says that the list knows who it is.
        ({"number": "KH-3", "name": "រ័តនា"}, {}, {"name"}),
        ({"number": "kh 3", "latin_name": "Rattana"}, {}, {"latin_name"}),
    ],
)
def test_without_the_number_a_name_that_is_only_written_otherwise_stays(
    values: Mapping[str, str | int], stays: Mapping[str, str], changed: set[str]
) -> None:
    assert kept_names(values, RATANA) == stays
    assert set(row_actions.decided(values, RATANA).before) == changed


@pytest.mark.parametrize(
    ("said", "here", "stays"),
    [
        # A word before a Lao or Thai name is how somebody is spoken of: the given name comes first.
        ("ຄຸນແມ່ ຄຳຫຼ້າ", "ຄຳຫຼ້າ", True),
        ("ປ້າ ຄຳຫຼ້າ", "ຄຳຫຼ້າ", True),
        ("ປ້າ ຄຳຫຼ້າ ແສງຈັນ", "ຄຳຫຼ້າ ແສງຈັນ", True),
        ("ป้า คำหล้า", "คำหล้า", True),
        # A family name that is not known yet is no other spelling.
        ("ຄຳຫຼ້າ ແສງຈັນ", "ຄຳຫຼ້າ", False),
        ("คำหล้า แสงจันทร์", "คำหล้า", False),
        ("ចាន់ ដារ៉ា", "ដារ៉ា", False),
        ("Chan Dara", "Dara", False),
    ],
)
def test_whoever_is_only_spoken_of_otherwise_keeps_the_name_where_the_number_is_another(
    said: str, here: str, stays: bool
) -> None:
    person = replace(SOKHA, number="LA-0001", name=here, latin_name="")
    assert (kept_names({"number": "203", "name": said}, person) == {"name": here}) is stays
    assert kept_names({"number": "LA-0001", "name": said}, person) == {}


def test_a_name_in_a_script_that_is_not_here_yet_is_stored() -> None:
    assert set(row_actions.changes({"name": "រតនា"}, replace(RATANA, name="Ratana"))) == {"name"}
    assert set(row_actions.changes({"latin_name": "Rattana"}, replace(RATANA, latin_name=""))) == {
        "latin_name"
    }


def test_a_number_with_another_name_is_a_question() -> None:
    (decision,) = decide(line(number="KH-0012", name="បុប្ផា"))
    assert (decision.action, decision.candidates) == ("skip", ((1, "number", "name"),))


def test_a_number_without_its_zeros_is_offered_and_not_guessed() -> None:
    (decision,) = decide(line(number="KH-12", name="សុខា"))
    assert (decision.action, decision.candidates) == ("skip", ((1, "number", ""),))


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"phone": "+85512345678"}, "phone"),
        ({"name": "សុខា"}, "named"),
        ({"name": "សុខា", "birth": 1990}, "named"),
        ({"latin_name": "Sok Ha"}, "named"),
        ({"latin_name": "Suokkha"}, "name"),
        ({"latin_name": "Suokkha", "branch": "KH-3"}, None),
        ({"latin_name": "Suokkha", "birth": 1991}, None),
        ({"latin_name": "Sakhi", "birth": 1990}, "name"),
        ({"latin_name": "Sakhi"}, None),
        ({"name": "សុខា", "birth": 1991}, None),
        ({"name": "សុខា", "sex": "male"}, None),
        ({"name": "មាលី"}, None),
    ],
)
def test_who_may_be_known_already_is_offered(values: Mapping[str, str | int], why: str | None) -> None:
    (decision,) = decide(line(number="KH-50", **values))
    if why is None:
        assert (decision.action, decision.candidates) == ("create", ())
    else:
        assert (decision.action, decision.candidates) == ("skip", ((1, why, "number"),))


LATIN_ONLY = replace(SOKHA, name="Sokha", birth=0)


def test_a_name_in_another_script_is_offered_where_nothing_else_can_be_compared() -> None:
    """Sala has Sokha in Latin letters only, from an old list; the new list has the name in Khmer only."""
    given = line(number="KH-50", name="សុខា", branch="KH-12")
    (offered,) = decide(given, people=(LATIN_ONLY,))
    assert (offered.action, offered.candidates) == ("skip", ((1, "name", "number"),))
    elsewhere = line(number="KH-50", name="សុខា", branch="KH-3")
    assert decide(elsewhere, people=(LATIN_ONLY,)) == [Decision("create")]


def test_a_sound_that_many_names_share_says_nothing() -> None:
    many = tuple(
        replace(LATIN_ONLY, id=one, number=f"KH-{one}", name=f"Sokha{'a' * one}") for one in range(1, 8)
    )
    assert decide(line(number="KH-50", name="សុខា"), people=many) == [Decision("create")]


def test_the_same_person_twice_in_one_list_is_a_question() -> None:
    first, second, other = decide(
        Read({"number": "KH-50", "name": "ដារ៉ា", "birth": 1990}, (), born="1990-03-05"),
        Read({"number": "KH-51", "name": "ដារ៉ា", "birth": 1990}, (), born="1990-03-05"),
        Read({"number": "KH-52", "name": "ដារ៉ា", "birth": 1990}, (), born="1990-03-06"),
    )
    assert (first, other.action, words(other)) == (Decision("create"), "create", [("name", "namesake")])
    assert (second.action, words(second), second.candidates) == (
        "skip",
        [("name", "name-twice")],
        ((0, "line", ""),),
    )
    assert second.problems[0].values == {"line": 2}


@pytest.mark.parametrize(
    "first",
    [
        {"sex": "female", "birth": 1990, "phone": "+85512345679", "branch": "KH-12"},
        {"birth": 1990, "branch": "KH-12"},
        {"birth": 1990},
        {"phone": "+85512345679"},
        {"phone": "+85512345679", "branch": "KH-12"},
    ],
)
def test_twins_with_two_numbers_are_a_question(first: Mapping[str, str | int]) -> None:
    known, twin = decide(
        line(number="KH-50", name="ຄຳຫຼ້າ", **first), line(number="KH-51", name="ທ້າວ ຄຳຫລ້າ", **first)
    )
    assert known == Decision("create")
    assert (twin.action, words(twin)) == ("skip", [("name", "name-twice")])


ONE: dict[str, str | int] = {
    "name": "ດາລາ",
    "sex": "female",
    "birth": 1990,
    "phone": "+85599",
    "branch": "KH-12",
}


@pytest.mark.parametrize(
    "other",
    [
        {"name": "ຄຳຫຼ້າ"},  # a family shares a phone
        {"sex": "male"},
        {"birth": 1991},
        {"phone": "+85598", "branch": "KH-3"},
    ],
)
def test_who_only_shares_a_phone_or_a_name_is_no_twin(other: Mapping[str, str | int]) -> None:
    _, second = decide(line(number="KH-50", **ONE), line(number="KH-51", **{**ONE, **other}))
    assert second.action == "create"


def test_a_name_alone_makes_no_twin_and_is_worth_a_remark() -> None:
    first, same, nearly, elsewhere, man = decide(
        line(number="KH-50", name="រ័តនា ចាន់", branch="KH-12"),
        line(number="KH-51", name="រ័តនា ចាន់", branch="KH-12"),
        line(number="KH-52", name="ចាន់ រតនា", branch="KH-12", sex="female"),
        line(number="KH-53", name="រតនា ចាន់", branch="KH-3"),
        line(number="KH-54", name="រតនា ចាន់", branch="KH-12", sex="male", birth=1990),
    )
    remark = Problem("name", "namesake", {"line": 2})
    assert first == elsewhere == Decision("create")
    assert [(one.action, one.problems) for one in (same, nearly, man)] == [("create", (remark,))] * 3


def test_two_people_of_one_name_get_a_remark_also_where_sex_or_year_of_birth_differ() -> None:
    _, *others = decide(
        line(number="KH-50", name="ចាន់ រតនា", sex="female", birth=1990),
        line(number="KH-51", name="រតនា ចាន់", sex="male", birth=1985),
        line(number="KH-52", name="ចាន់ រតនា", birth=1991),
        line(number="KH-53", name="ចាន់ រ័តនា", sex="male", birth=1992),  # nearly the name, and somebody else
        line(number="KH-54", name="ចាន់ រតនា", branch="KH-3"),
    )
    remark = (Problem("name", "namesake", {"line": 2}),)
    assert [one.action for one in others] == ["create"] * 4
    assert [one.problems for one in others] == [remark, remark, (), ()]


@pytest.mark.parametrize(
    ("values", "remark"),
    [
        ({"sex": "male", "birth": 1970, "branch": "KH-12"}, True),
        ({"birth": 1970}, True),  # no branch in the line: that of the list
        ({"birth": 1970, "branch": "KH-3"}, False),
        ({"birth": 1970, "name": "Sokkha"}, False),
    ],
)
def test_who_has_the_name_of_people_of_the_branch_who_are_somebody_else_gets_a_remark(
    values: Mapping[str, str | int], remark: bool
) -> None:
    two = (SOKHA, replace(SOKHA, id=4, number="KH-4", phone="", sex="", birth=1981))
    (new,) = decide(line(**{"number": "KH-50", "name": "សុខា", **values}), people=two)
    here = Problem("name", "namesake-here", {"person": 1})
    assert new == Decision("create", problems=(here,) if remark else ())


def test_the_remark_about_a_name_says_who_is_here_and_which_other_line_has_it() -> None:
    first, second = decide(
        line(number="KH-50", name="សុខា", birth=1970), line(number="KH-51", name="សុខា", birth=1971)
    )
    here, other = Problem("name", "namesake-here", {"person": 1}), Problem("name", "namesake", {"line": 2})
    assert (first.problems, second.problems) == ((here,), (here, other))


NUMBERLESS = Problem("number", "number-missing", {})


@pytest.mark.parametrize(
    ("values", "offered"),
    [
        ({"name": "សុខា", "sex": "male"}, ((1, "named", "sex"),)),
        ({"name": "សុខា", "sex": "female"}, ((1, "named", ""),)),
        ({"name": "សុខា", "sex": "male", "birth": 1990}, ((1, "named", "sex"),)),
        ({"name": "សុខា", "sex": "male", "birth": 1970}, ()),
        ({"name": "រតនា", "sex": "male"}, ((3, "named", ""),)),  # of Ratana no sex is known
    ],
)
def test_a_line_without_a_number_offers_a_namesake_of_another_sex_and_says_so(
    values: Mapping[str, str | int], offered: tuple[tuple[int, str, str], ...]
) -> None:
    [decision] = decide(Read(values, (NUMBERLESS,)))
    assert decision.candidates == offered
    assert decision.action == ("skip" if offered else "fail")


def test_who_has_the_sex_of_a_line_without_a_number_is_offered_first() -> None:
    man = replace(SOKHA, id=5, number="KH-5", sex="male")
    [decision] = decide(Read({"name": "សុខា", "sex": "male"}, (NUMBERLESS,)), people=(SOKHA, man))
    assert decision.candidates == ((5, "named", ""), (1, "named", "sex"))


def test_both_lines_of_a_number_that_stands_in_a_list_twice_name_each_other() -> None:
    known, first, new, again = decide(
        line(number="KH-3", name="រតនា"),
        line(number="KH-50", name="A"),
        line(number="KH-51", name="B"),
        line(number="kh 50", name="C"),
    )
    assert (known.problems, new.problems) == ((), ())
    assert (first.action, first.problems) == ("create", (Problem("number", "number-again", {"line": 5}),))
    assert again.problems == (Problem("number", "number-twice", {"line": 3}),)


SREYLEAK = replace(SOKHA, id=6, number="KH-6", name="ជា ស្រីលក្ខណ៍", latin_name="", phone="", birth=0)


@pytest.mark.parametrize(
    ("values", "asked"),
    [
        ({"name": "ជា ស្រីល័ក្ខណ៍"}, True),
        ({"name": "ស្រីល័ក្ខណ៍ ជា", "sex": "female"}, True),
        ({"name": "ជា ស្រីល័ក្ខណ៍", "branch": "KH-12"}, True),
        ({"name": "ជា ស្រីល័ក្ខណ៍ (ហៅ ស្រី)"}, True),
        ({"name": "ជា ស្រីល័ក្ខណ៍", "sex": "male"}, False),
        ({"name": "ជា ស្រីល័ក្ខណ៍", "branch": "KH-3"}, False),
        ({"name": "ជា ស្រីលាក្ខណ៍"}, False),  # another vowel is another name
    ],
)
def test_somebody_new_with_the_name_of_somebody_here_but_for_a_sign_is_a_question(
    values: Mapping[str, str], asked: bool
) -> None:
    [decision] = decide(line(number="KH-60", **values), people=(SREYLEAK,))
    assert decision.candidates == (((6, "name", "number"),) if asked else ())
    assert decision.action == ("skip" if asked else "create")


@pytest.mark.parametrize(("day", "action"), [("1990-03-05", "skip"), ("", "skip"), ("1990-03-06", "create")])
def test_whole_days_of_birth_tell_twins_apart_and_years_do_not(day: str, action: str) -> None:
    _, second = decide(
        Read({**ONE, "number": "KH-50"}, (), born="1990-03-05"),
        Read({**ONE, "number": "KH-51"}, (), born=day),
    )
    assert second.action == action


def test_the_first_line_that_may_be_the_same_is_named() -> None:
    *_, third = decide(
        line(number="KH-50", **{**ONE, "sex": "male"}),
        line(number="KH-51", **ONE),
        line(number="KH-52", **ONE),
    )
    assert third.problems == (Problem("name", "name-twice", {"line": 3}),)


def test_of_a_name_that_very_many_share_only_the_first_lines_are_looked_at() -> None:
    many = [
        Read({"number": f"KH-{day}", "name": "ດາລາ", "birth": 1990}, (), born=f"1990-01-{day}")
        for day in range(10, 32)
    ]
    *_, near, far = decide(*many, replace(many[19], values={**many[19].values, "number": "KH-5"}), many[21])
    assert (near.action, far.problems) == ("skip", (Problem("number", "number-twice", {"line": 23}),))
    *_, unseen = decide(*many, replace(many[21], values={**many[21].values, "number": "KH-6"}))
    assert (unseen.action, words(unseen)) == ("create", [("name", "namesake")])


def test_of_people_elsewhere_in_the_society_nothing_is_said_but_that_the_number_is_taken() -> None:
    number, phone, name = decide(
        line(number="TH-9", name="Dara"),
        line(number="KH-51", name="Tola", phone="+66812345678"),
        line(number="KH-52", name="มาลี", birth=1990),
    )
    assert words(number) == [("number", "number-taken")]
    assert phone == Decision("create")
    assert name == Decision("create")


def test_a_phone_that_a_family_shares_is_a_hint() -> None:
    known, new = decide(
        line(number="KH-3", name="រតនា", phone="+85512345678"),
        line(number="KH-50", name="ដារ៉ា", phone="+85512345678"),
    )
    assert (known.action, words(known)) == ("update", [("phone", "phone-shared")])
    assert (new.action, words(new)) == ("create", [("phone", "phone-twice")])


@pytest.mark.parametrize("typed", ["kh0012", "KH 0012", "KH–0012", "KH-០០១២"])
def test_a_number_is_the_same_however_it_is_spelled(typed: str) -> None:
    (decision,) = decide(line(number=typed, name="សុខា"))
    assert decision == Decision("same", 1)


def test_a_number_stands_in_a_list_once_and_a_phone_that_stands_in_it_twice_is_a_hint() -> None:
    _, number, phone = decide(
        line(number="KH-50", name="A", phone="+85599"),
        line(number="kh 50", name="B"),
        line(number="KH-51", name="C", phone="+85599"),
    )
    assert number.problems == (Problem("number", "number-twice", {"line": 2}),)
    assert phone.action == "create"
    assert phone.problems == (Problem("phone", "phone-twice", {"line": 2}),)


def test_a_line_with_problems_fails_with_all_of_them() -> None:
    problem = Problem("sex", "sex-unknown", {"typed": "?"})
    (decision,) = decide(Read({"number": "KH-0012"}, (problem,)))
    assert decision == Decision("fail", problems=(problem,))


# --- trainings ----------------------------------------------------------------------------------------------------

PSS = {"award": "pss", "on": "2024-03-05"}
NOTHING = Ledger(frozenset(), frozenset())


def recorded(*lines: Read, ledger: Ledger = NOTHING, people: tuple[Known, ...] = EVERYBODY) -> list[Decision]:
    index = Index(hears=True)
    index.want((number, one.values) for number, one in enumerate(lines, 2))
    index.add(people)
    return [decision for _, decision in row_actions.trainings(enumerate(lines, 2), index, ledger)]


def test_a_training_is_recorded_for_whom_the_number_says() -> None:
    assert recorded(line(number="KH-0012", **PSS), line(number="KH-3", name="រតនា", **PSS)) == [
        Decision("create", 1),
        Decision("create", 3),
    ]


def test_a_training_of_somebody_unclear_is_a_question() -> None:
    other_name, no_zeros, by_name = recorded(
        line(number="KH-0012", name="Bopha", **PSS), line(number="KH-12", **PSS), line(name="សុខា", **PSS)
    )
    assert other_name.candidates == ((1, "number", "name"),)
    assert no_zeros.candidates == ((1, "number", ""),)
    assert by_name.candidates == ((1, "named", ""),)
    assert {other_name.action, no_zeros.action, by_name.action} == {"skip"}


BOUNTHAN = replace(SOKHA, id=4, number="ສວ-001", name="ບຸນທັນ ພົມມະຈັນ", latin_name="", language="lo")


@pytest.mark.parametrize(
    ("number", "name", "is_clear"),
    [
        ("ສວ-001", "ບຸນທັນ", True),
        ("ສວ-001", "ທ້າວ ບຸນທັນ", True),
        ("ສວ-001", "Bounthan", True),
        ("KH-3", "រតនា ចាន់", True),  # the list says more than is known
        ("KH-3", "ចាន់ រតនា", True),
        ("ສວ-001", "ບຸນ", False),  # the beginning of a word is another name
        ("ສວ-001", "ບຸນມີ", False),
        ("ສວ-001", "ບຸນທັນ ວົງສາ", False),
        ("ສວ-1", "ບຸນທັນ", False),  # the zeros that are missing may be those of somebody else
    ],
)
def test_a_training_of_a_part_of_the_name_is_clear_where_the_number_is_exact(
    number: str, name: str, is_clear: bool
) -> None:
    [decision] = recorded(line(number=number, name=name, **PSS), people=(*EVERYBODY, BOUNTHAN))
    assert (decision.action == "create") is is_clear


def test_a_part_of_the_name_is_a_question_where_the_year_of_birth_is_another_one() -> None:
    [decision] = recorded(
        line(number="ສວ-001", name="ບຸນທັນ", birth=1960, **PSS), people=(*EVERYBODY, BOUNTHAN)
    )
    assert decision.action == "skip"


def test_a_list_of_people_with_a_part_of_the_name_is_asked_about_as_before() -> None:
    [decision] = decide(line(number="ສວ-001", name="ບຸນທັນ"), people=(BOUNTHAN,))
    assert decision.action == "skip"


def test_phone_and_name_together_are_clear() -> None:
    clear, phone_alone, other_name = recorded(
        line(phone="+85512345678", name="Sokha", **PSS),
        line(phone="+85512345678", **PSS),
        line(phone="+85512345678", name="Bopha", **PSS),
    )
    assert clear == Decision("create", 1)
    assert phone_alone.candidates == ((1, "phone", ""),)
    assert other_name.candidates == ((1, "phone", "name"),)


@pytest.mark.parametrize(
    ("values", "why", "against"),
    [
        ({"number": "TH-0001", "name": "សុខា"}, "named", "number"),
        ({"number": "KH-12", "name": "សុខា"}, "number", ""),
        ({"number": "KH-12", "name": "រតនា"}, "number", "name"),
        ({"number": "KH-12", "name": "សុខា", "birth": 1960}, "number", "birth"),
        ({"number": "KH-12", "name": "សុខា", "phone": "+85599999999"}, "number", ""),
        ({"name": "សុខា", "phone": "+85599999999"}, "named", "phone"),
        ({"phone": "+85512345678", "name": "សុខា", "birth": 1960}, "phone", "birth"),
        ({"number": "KH-7", "name": "សុខា"}, "named", ""),
    ],
)
def test_what_speaks_against_somebody_is_said_and_never_taken_unseen(
    values: Mapping[str, str | int], why: str, against: str
) -> None:
    """KH-7 is the number that Sokha had before hers was corrected."""
    read = line(**values, **PSS)
    index = Index()
    index.want([(2, read.values)])
    index.add((SOKHA,))
    index.had_before(SOKHA.id, "KH-0007")
    ((_, decision),) = row_actions.trainings([(2, read)], index, Ledger(frozenset(), frozenset()))
    assert (decision.action, decision.candidates) == ("skip", ((1, why, against),))
    assert is_plain([one._asdict() for one in decision.candidates]) is (not against)


def test_of_two_namesakes_none_is_taken_unseen() -> None:
    namesake = replace(SOKHA, id=4, number="KH-4", phone="")
    index = Index()
    index.want([(2, {"name": "សុខា"})])
    index.add((SOKHA, namesake))
    offered = [one._asdict() for one in index.like(2, {"name": "សុខា"})]
    assert len(offered) == 2
    assert not is_plain(offered)
    assert is_plain(offered[:1])


KHAMPUN = replace(
    SOKHA, id=5, number="TH-5", name="คำปุ่น วงศ์ลาว", latin_name="", phone="", language="th", birth=0, sex=""
)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        *(("คำปุ่น วงษ์ลาว", "name"), ("น.ส. คำปุ่น วงค์ลาว", "name"), ("คําปุ่น วงศ์ลาว", "named")),
        *(("วงศ์ลาว คำปุ่น", "named"), ("คำปุ่น วงศ์ลา", "sound"), ("คำปุ่น วงศ์มา", None)),
    ],
)
def test_who_is_written_with_another_letter_of_the_same_sound_is_a_question(
    name: str, why: str | None
) -> None:
    """Never taken silently: people called วงษ์ลาว and วงศ์ลาว may be two."""
    [decision] = recorded(line(name=name, **PSS), people=(*EVERYBODY, KHAMPUN))
    if why is None:
        assert words(decision) == [("name", "person-unknown")]
    else:
        assert (decision.action, decision.candidates) == ("skip", ((5, why, ""),))
    [new] = decide(line(number="TH-77", name=name), people=(KHAMPUN,))
    assert new.candidates == (((5, why, "number"),) if why in ("name", "named") else ())


@pytest.mark.parametrize(
    ("typed", "stored", "why"),
    [
        ("រតនា", "រ័តនា", "name"),
        ("ជា ស្រីល័ក្ខណ៍", "ជា ស្រីលក្ខណ៍", "name"),
        ("គឹម សុវណ្ណ", "គឹម សុវណ្ណ (ហៅ ណា)", "name"),
        ("Chan Sopheap", "ចាន់ សុភាព", "name"),
        ("អ៊ំ ភារម្យ", "អ៊ុំ ភារម្យ", "sound"),
        ("កែវ មុនី", "កែវ មុន្នី", "sound"),
        ("ម៉ៅ ច័ន្ទធី", "ម៉ៅ ចាន់ធី", "sound"),
        ("Siriphon Jaidee", "ศิริพร ใจดี", "sound"),
        ("สมชาย แก้ว", "สมหญิง แก้ว", None),
        ("សុខ សុភា", "សុខ ដារ៉ា", None),
    ],
)
def test_whom_the_search_finds_for_a_name_is_a_question_in_a_list_of_trainings(
    typed: str, stored: str, why: str | None
) -> None:
    someone = replace(SOKHA, name=stored, latin_name="", phone="", birth=0, sex="")
    [decision] = recorded(line(name=typed, **PSS), people=(someone,))
    assert decision.candidates == (((1, why, ""),) if why else ())
    assert decision.action == ("skip" if why else "fail")


def test_a_name_that_only_sounds_so_is_taken_by_no_button_for_all_lines() -> None:
    someone = replace(SOKHA, name="កែវ មុន្នី", latin_name="")
    [decision] = recorded(line(name="កែវ មុនី", **PSS), people=(someone,))
    assert not is_plain([one._asdict() for one in decision.candidates])


def test_whose_name_only_sounds_so_is_offered_where_nobody_else_is_the_nearest_first() -> None:
    near, far, other = (
        replace(SOKHA, id=one, number=f"KH-{one}", name=name, latin_name="", phone="", birth=0, sex="")
        for one, name in enumerate(("កែវ មុន្នី", "កែវ មានី", "កែវ មុនី"), 7)
    )
    [found] = recorded(line(name="កែវ មុនី", **PSS), people=(far, near))
    assert [one.id for one in found.candidates] == [near.id, far.id]
    [found] = recorded(line(name="កែវ មុនី", **PSS), people=(far, near, other))
    assert found.candidates == ((other.id, "named", ""),)


def test_a_sound_that_very_many_share_is_not_looked_through_for_each_line() -> None:
    many = tuple(
        replace(SOKHA, id=one, number=f"KH-{one}", name=f"កែវ មុន្នី{'ា' * (one % 2)}", latin_name="", birth=0)
        for one in range(10, 600)
    )
    [found] = recorded(line(name="កែវ មុនី", **PSS), people=many)
    assert words(found) == [("name", "person-unknown")]


def test_the_same_name_goes_before_one_that_is_written_otherwise() -> None:
    other = replace(KHAMPUN, id=6, number="TH-6", name="คำปุ่น วงษ์ลาว")
    [decision] = recorded(line(name="คำปุ่น วงศ์ลาว", **PSS), people=(other, KHAMPUN))
    assert decision.candidates == ((5, "named", ""), (6, "name", ""))
    assert is_plain([one._asdict() for one in decision.candidates])
    [elsewhere] = recorded(line(name="คำปุ่น วงษ์ลาว", branch="KH-3", **PSS), people=(KHAMPUN,))
    assert words(elsewhere) == [
        ("name", "person-unknown")
    ]  # a name of another branch that only sounds the same


def test_a_line_that_is_not_understood_says_as_well_that_nobody_is_meant() -> None:
    """HR mends a line once, not first its module and then the number."""
    unread = (Problem("award", "award-unknown", {}),)
    by_number, by_name, known, about_nothing = recorded(
        *(Read({"number": "KH-99", "on": "2024-03-05"}, unread), Read({"name": "Dara"}, unread)),
        *(Read({"number": "KH-0012", "name": "សុខា"}, unread), Read({"on": "2024-03-05"}, unread)),
    )
    assert words(by_number) == [("award", "award-unknown"), ("number", "person-unknown")]
    assert words(by_name) == [("award", "award-unknown"), ("name", "person-unknown")]
    for decision in (known, about_nothing):
        assert (decision.action, words(decision)) == ("fail", [("award", "award-unknown")])


def test_a_training_of_nobody_fails() -> None:
    by_number, by_name, elsewhere = recorded(
        line(number="KH-99", **PSS), line(name="Dara", **PSS), line(number="TH-9", **PSS)
    )
    assert words(by_number) == words(elsewhere) == [("number", "person-unknown")]
    assert words(by_name) == [("name", "person-unknown")]


def test_the_same_training_is_recorded_once() -> None:
    known = Ledger(frozenset({(1, "pss", "2024-03-05")}), frozenset())
    assert recorded(line(number="KH-0012", **PSS), ledger=known) == [Decision("same", 1)]
    twice = recorded(line(number="KH-3", **PSS), line(number="KH-3", **PSS))[1]
    assert twice == Decision("same", 3, (Problem("", "said-before", {"line": 2}),))


def test_the_line_of_a_list_that_says_more_than_the_one_before_is_recorded_too() -> None:
    trained, passed = (
        Read({"number": "KH-3", **PSS}, ()),
        Read({"number": "KH-3", **PSS}, (), result="passed"),
    )
    found = recorded(trained, passed, trained, passed)
    assert [one.action for one in found] == ["create", "create", "same", "same"]
    assert [one.problems[0].values["line"] for one in found[2:]] == [3, 3]


def test_what_was_taken_back_as_a_mistake_is_a_question() -> None:
    corrected = Ledger(frozenset(), frozenset({(1, "pss", "2024-03-05")}))
    (decision,) = recorded(line(number="KH-0012", **PSS), ledger=corrected)
    assert (decision.action, words(decision), decision.candidates) == (
        "skip",
        [("", "corrected-before")],
        ((1, "again", ""),),
    )
    assert decision.person == 1
    moved = corrected._replace(moved=corrected.corrected)
    assert recorded(line(number="KH-0012", **PSS), ledger=moved)[0].candidates == ((1, "again", "moved"),)


def test_who_did_not_pass_is_left_out() -> None:
    not_passed, broken = recorded(
        Read({"number": "KH-0012", **PSS}, (), passed=False), Read({}, (Problem("on", "date-missing", {}),))
    )
    assert (not_passed.action, words(not_passed)) == ("skip", [("result", "not-passed")])
    assert broken.action == "fail"


def test_a_name_in_latin_letters_that_is_the_name_itself_is_stored_once() -> None:
    own = replace(SOKHA, name="Dara", latin_name="")
    assert row_actions.as_stored({"name": "Dara", "latin_name": "Dara"}, own) == {"name": "Dara"}
    assert row_actions.as_stored({"name": "សុខា", "latin_name": "Dara"}, own) == {
        "name": "សុខា",
        "latin_name": "Dara",
    }
