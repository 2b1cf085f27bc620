"""The people of the tests. One set of names everywhere, so that a test reads as a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sqlalchemy import select

from lms.accounts.domain import pins
from lms.accounts.services import people as people_service
from lms.accounts.services.people import Person, Unit
from lms.db import session
from lms.privacy.services import requests

PIN = "246813"
SECRET = "a secret for tests that is long enough"


@dataclass(frozen=True)
class People:
    """Sokha and Ratana volunteer in Phnom Penh, Bopha trains there, Chan is HR of the Cambodian Red Cross.

    Malee volunteers in Sa Kaeo, Dao is HR of the Thai Red Cross Society: the outsider. Noy edits lessons.
    """

    sokha: Person
    ratana: Person
    malee: Person
    bopha: Person
    chan: Person
    dao: Person
    noy: Person


@cache
def _pin_hash() -> str:
    """One hash for everybody: making it is slow on purpose, and seven for each test would be slow for nothing."""
    return pins.hashed(PIN, SECRET)


def settle() -> People:
    """Make the units and the people, in the present transaction, and commit."""
    region = people_service.ensure_unit("region", "mekong", None)
    khm = people_service.ensure_unit("society", "khm", region)
    tha = people_service.ensure_unit("society", "tha", region)
    phnom_penh = people_service.ensure_unit("branch", "KH-12", khm)
    sa_kaeo = people_service.ensure_unit("branch", "TH-27", tha)

    def person(number: str, name: str, latin: str, language: str, unit: Unit) -> Person:
        made = people_service.create_person(
            people_service.Particulars(number=number, name=name, latin_name=latin, language=language),
            unit,
            actor=None,
        )
        made.pin_hash = _pin_hash()
        requests.see_notice(made, language)
        return made

    people = People(
        sokha=person("KH-1001", "សុខា", "Sokha", "km", phnom_penh),
        ratana=person("KH-1002", "រតនា", "Ratana", "km", phnom_penh),
        malee=person("TH-1001", "มาลี", "Malee", "th", sa_kaeo),
        bopha=person("KH-1100", "បុប្ផា", "Bopha", "km", phnom_penh),
        chan=person("KH-1200", "ចាន់", "Chan", "km", khm),
        dao=person("TH-1200", "ดาว", "Dao", "th", tha),
        noy=person("KH-1300", "ណយ", "Noy", "km", khm),
    )
    people_service.give_role(people.bopha, "trainer", phnom_penh, actor=None)
    people_service.give_role(people.chan, "hr", khm, actor=None)
    people_service.give_role(people.dao, "hr", tha, actor=None)
    people_service.give_role(people.noy, "editor", khm, actor=None)
    session.commit()
    return people


def load() -> People:
    """The people that `settle` made, as rows of the present session."""
    numbers = ("KH-1001", "KH-1002", "TH-1001", "KH-1100", "KH-1200", "TH-1200", "KH-1300")
    rows = {
        person.number: person for person in session.scalars(select(Person).where(Person.number.in_(numbers)))
    }
    return People(*(rows[number] for number in numbers))
