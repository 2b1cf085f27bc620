"""Invented people to try Sala with. Never real ones, and only in an empty database."""

from __future__ import annotations

from typing import Final

from lms.accounts import places, service, signing_in
from lms.accounts.service import RoleName
from lms.content import shelf
from lms.privacy import service as privacy

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


def seed(secret: str) -> int:
    """Settle everybody where nobody lives yet. `secret` seals their PIN. Returns how many people were made."""
    if service.anybody():
        return 0
    places.settle(tuple(shelf.library().societies.values()), actor=None)
    for number, name, latin_name, language, unit_code, role in _PEOPLE:
        unit = service.unit_by_code(unit_code)
        person = service.create_person(
            number=number, name=name, latin_name=latin_name, language=language, unit=unit, actor=None
        )
        signing_in.set_pin(person, PIN, secret)
        privacy.see_notice(person, language)
        if role:
            service.give_role(person, role, unit, actor=None)
    return len(_PEOPLE)
