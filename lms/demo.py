"""Invented people to try Sala with. Never real ones, and only in an empty database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final, NamedTuple
from uuid import UUID

from lms import clock
from lms.accounts.domain import pins
from lms.accounts.queries import people
from lms.accounts.services import people as people_service
from lms.accounts.services import person_changes, sign_in, units
from lms.accounts.services.people import Person, RoleName, Sex
from lms.content import registry
from lms.privacy.services import requests
from lms.quizzes.domain import kinds
from lms.quizzes.domain.kinds.question_rules import Answer
from lms.quizzes.services import attempts
from lms.quizzes.services.attempts import ShownItem
from lms.records.domain import validity
from lms.records.services import achievements
from lms.surveys.domain.given_answers import GivenAnswers
from lms.surveys.domain.scoring import Rating
from lms.surveys.services import answers as survey_answers
from lms.surveys.services import rounds

# The one PIN in this repository that opens something; it opens invented people only.
PIN: Final = "246813"

# number, name, Latin name, language, unit, role
_PEOPLE: Final[tuple[tuple[str, str, str, str, str, RoleName | None], ...]] = (
    ("KH-0001", "សុខា", "Sokha", "km", "KH-1", None),
    ("LA-0001", "ຄຳຫຼ້າ", "Khamla", "lo", "LA-CH", None),
    ("TH-0001", "มาลี", "Malee", "th", "TH-27", None),
    ("KH-0100", "បុប្ផា", "Bopha", "km", "KH-1", "trainer"),
    ("KH-0200", "ចាន់", "Chan", "km", "khm", "hr"),
    ("LA-0200", "ບຸນມີ", "Bounmy", "lo", "lao", "hr"),
    ("TH-0200", "ดาว", "Dao", "th", "tha", "hr"),
    ("KH-0300", "ណយ", "Noy", "km", "khm", "editor"),
    ("IF-0001", "Robin", "Robin", "en", "mekong", "viewer"),
    ("AD-0001", "Alex", "Alex", "en", "mekong", "admin"),
)


class _Volunteer(NamedTuple):
    """Somebody who only stands in lists. `held`: for how many days more each award is valid."""

    number: str
    name: str
    latin_name: str
    language: str
    unit: str
    sex: Sex
    birth_year: int | None
    held: Mapping[str, int]


# So that HR and viewers have something to look at.
_VOLUNTEERS: Final = (
    _Volunteer("KH-0002", "ដារា", "Dara", "km", "KH-1", "male", 1994, {"pgi": 35, "hiv": 40, "pss": 300}),
    _Volunteer("KH-0003", "រតនា", "Ratana", "km", "KH-1", "female", 1988, {"migration": 20, "pgi": 250}),
    _Volunteer("KH-0004", "ស្រីមុំ", "Sreymom", "km", "KH-12", "female", 2001, {"migration": -30, "pss": -400}),
    _Volunteer("KH-0005", "វិចិត្រ", "Vichet", "km", "KH-12", "male", None, {"migration": 600, "cea": 80}),
    _Volunteer(
        "KH-0006", "គន្ធា", "Kunthea", "km", "KH-9", "female", 1979, {"pgi": 240, "hiv": 250, "pss": 10}
    ),
    _Volunteer("LA-0002", "ສົມພອນ", "Somphone", "lo", "LA-CH", "male", 1991, {"pgi": 50, "hiv": 55}),
    _Volunteer(
        "LA-0003", "ແກ້ວ", "Keo", "lo", "LA-SV", "female", 1999, {"migration": 45, "pgi": -20, "pss": 700}
    ),
    _Volunteer(
        "TH-0002", "ฝน", "Fon", "th", "TH-27", "female", 1996, {"migration": 500, "pgi": 90, "pss": 30}
    ),
    _Volunteer("TH-0003", "ชัย", "Chai", "th", "TH-23", "male", 1985, {"pgi": 360, "cea": 365}),
    _Volunteer("TH-0004", "แก้ว", "Kaew", "th", "TH-27", "other", 2003, {"migration": 5}),
)

# A workshop of two months ago, whose people have left: so that trainers see what a group did not understand.
_CLASS: Final = "migration"
_CLASS_NAMES: Final = (
    ("បូរី", "Borey"), ("ចន្ធី", "Chanthy"), ("ហេង", "Heng"), ("កុសល", "Kosal"), ("លីដា", "Lida"), ("មករា", "Makara"),
    ("នារី", "Neary"), ("ភារុន", "Phearun"), ("សុភី", "Sophy"), ("ធីតា", "Thida"), ("វណ្ណា", "Vanna"), ("យ៉ានី", "Yany"),
)  # fmt: skip
_CLASS_UNITS: Final = ("KH-1", "KH-1", "KH-12")  # the class of names, once in each


def seed(secret: str) -> int:
    """Settle everybody where nobody lives yet. `secret` seals their PIN. Returns how many people were made."""
    # Before the database is asked anything: scrambling is slow, and nobody shall wait for it.
    kept = [pins.hashed(PIN, secret) for _ in _PEOPLE]
    if people.anybody():
        return 0
    units.settle(tuple(registry.current().societies.values()), actor=None)
    for (number, name, latin_name, language, unit_code, role), pin_hash in zip(_PEOPLE, kept, strict=True):
        unit = people.unit_by_code(unit_code)
        person = people_service.create_person(
            people_service.Particulars(number=number, name=name, latin_name=latin_name, language=language),
            unit,
            actor=None,
        )
        sign_in.store_pin(person, pin_hash)
        requests.see_notice(person, language)
        if role:
            people_service.give_role(person, role, unit, actor=None)
    for one in _VOLUNTEERS:
        person = people_service.create_person(
            people_service.Particulars(
                number=one.number,
                name=one.name,
                latin_name=one.latin_name,
                language=one.language,
                sex=one.sex,
                birth_year=one.birth_year,
            ),
            people.unit_by_code(one.unit),
            actor=None,
        )
        for award, days in one.held.items():
            _train(person, award, days)
    return len(_PEOPLE) + len(_VOLUNTEERS) + _hold_class()


def _hold_class() -> int:
    """Let a class take a test that nobody passes, answer the survey, and leave. Returns how many they were."""
    day, present = clock.today() - timedelta(days=60), []
    with clock.frozen(datetime.combine(day, time(12), clock.REGION)):
        for number in range(len(_CLASS_UNITS) * len(_CLASS_NAMES)):
            group, place = divmod(number, len(_CLASS_NAMES))
            name, latin_name = _CLASS_NAMES[place]
            person = people_service.create_person(
                people_service.Particulars(
                    number=f"KH-2{number:03}", name=name, latin_name=latin_name, language="km"
                ),
                people.unit_by_code(_CLASS_UNITS[group]),
                actor=None,
            )
            uuid = attempts.open_paper(person, _CLASS, "km", seed=number % 2)
            asked = attempts.paper(person, uuid).asked
            attempts.submit(person, uuid, _answers(asked, Random(number)), language="km")
            present.append(person)
        _answer_survey(present, day)
    with clock.frozen(datetime.combine(day + timedelta(days=1), time(12), clock.REGION)):
        list(rounds.close_rounds())
        for person in present:
            person_changes.deactivate(person, reason="left", actor=None)
    return len(present)


def _answer_survey(present: Sequence[Person], day: date) -> None:
    """Let a round of one day be held in which all but one of five answer, as volunteers or staff."""
    survey = registry.current().surveys[survey_answers.INVITED_TO]
    rounds.begin_round("khm", survey, day, day, actor=None)
    for number, person in enumerate(present):
        random, role = Random(number), "staff" if number % 3 == 2 else "volunteer"
        if number % 5 == 4:
            continue
        ratings = {task.id: Rating(random.randint(2, 5), random.randint(1, 5)) for task in survey.tasks}
        choices = {
            question.id: [random.choice(question.choices).id]
            for question in survey.questions
            if question.only_if is None or role in question.only_if.choices
        }
        given = GivenAnswers(ratings, {**choices, "society": ["khm"], "role": [role]})
        key = str(UUID(int=random.getrandbits(128), version=4))
        survey_answers.send_answers(person, survey, key, given, language="km", wants_plan=False)


def _answers(asked: Sequence[ShownItem], random: Random) -> dict[str, Answer]:
    """Two of three right, of hard questions one; wrong by the same option. Never enough for a pass."""
    answers: dict[str, Answer] = {}
    right = 0
    for shown in asked:
        rules = kinds.rules_of(shown.question)
        is_hard = int(shown.question.id[-1]) % 4 == 1
        knows = random.random() < (0.35 if is_hard else 0.68) and right < 0.7 * len(asked)
        wrong = rules.distractors[:1] if is_hard else rules.distractors[-1:]
        answers[shown.question.id] = rules.key if knows else wrong
        right += knows
    return answers


def _train(person: Person, award: str, days: int) -> None:
    """Let somebody have been trained so long ago that the award is valid for so many days more."""
    months = registry.current().module(award).award.validity_months or 0
    on = validity.expires_on(clock.today() + timedelta(days=days), -months) or clock.today()
    # Recorded on its day: figures of a viewer count what was recorded until the end of the last month.
    with clock.frozen(datetime.combine(on, time(12), clock.REGION)):
        achievements.record_past_training(
            person,
            award,
            on=on,
            source="Sign-in sheets of the invented trainings",
            reason="So that there is something to look at",
            result="passed",
            actor=None,
        )
