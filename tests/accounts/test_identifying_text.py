"""Who is told by a text that others typed: the person themself, and not a namesake."""

from __future__ import annotations

import pytest

from lms.accounts.queries import identifying_text
from lms.accounts.queries.identifying_text import IdentifyingText
from lms.accounts.services import people as people_service
from lms.accounts.services.people import Person
from lms.db import session
from lms.errors import RuleBroken
from tests.people import People


@pytest.fixture
def dara(people: People) -> Person:
    person = people_service.create_person(
        people_service.Particulars(
            number="KH-77341",
            name="ច័ន្ទសុភា ដារ៉ា",
            latin_name="Chansophea Dara",
            language="km",
            phone="+85512777341",
            email="chansophea@example.org",
        ),
        people.sokha.unit,
        actor=None,
    )
    session.flush()
    return person


@pytest.fixture
def theirs(dara: Person) -> IdentifyingText:
    return identifying_text.identifying_text_of([dara.id])


@pytest.mark.parametrize(
    "line",
    [
        "KH-77341",
        "kh 77341\n5 May",
        "see KH-៧៧៣៤១ below",
        "Chansophea Dara",
        "DARA, Chansophea\nfemale",
        "Dara\nChansophea",  # two columns
        "Mrs. Chansophea  DARA (KH-77341)",
        "ចន្ទសុភា\u200bដារ៉ា\nច័ន្ទសុភា\u200bដារ៉ា",
        "ដារ៉ា ច័ន្ទសុភា",
        "012 777 341",
        "call 012-777-341 or 098 555 119",
        "០១២ ៧៧៧ ៣៤១",
        "+855 12 777 341",
        "mail: Chansophea@Example.org",
    ],
)
def test_a_line_that_tells(theirs: IdentifyingText, line: str) -> None:
    assert theirs.tell(line)
    assert theirs.within(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Dara",  # many are called so
        "Sok Dara\n012 777 342",
        "Chansophea Kim",
        "Daravy Chansopheap",
        "KH-773411",
        "12777",
        "2025-05-06",
    ],
)
def test_a_line_about_somebody_else(theirs: IdentifyingText, line: str) -> None:
    assert not theirs.tell(line)
    assert not theirs.within(line)


def test_a_name_of_one_word_has_to_be_a_whole_cell_of_a_list(people: People) -> None:
    sokha = identifying_text.identifying_text_of([people.sokha.id])
    assert sokha.tell("KH-1\nSokha\nfemale")
    assert not sokha.tell("KH-1\nSokha Kim\nfemale")
    assert sokha.within("list of Sokha, 2025")  # where the text is known to be about her
    assert not sokha.within("list of Sokhany, 2025")


def test_a_number_too_short_to_tell_is_no_trace(people: People) -> None:
    person = people_service.create_person(
        people_service.Particulars(number="25", name="ណា", latin_name="Na", language="km"),
        people.sokha.unit,
        actor=None,
    )
    session.flush()
    found = identifying_text.identifying_text_of([person.id])
    assert not found.tell("score\n25")
    assert not found.within("25 May")


# --- texts that stay for good ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "as chansophea@example.org wrote",
        "as somebody@else.example wrote",
        "see KH-77341",
        "see kh 77341",
        "she called from 012 777 341",
    ],
)
def test_what_stays_for_good_takes_nobodys_number_or_address(dara: Person, text: str) -> None:
    with pytest.raises(RuleBroken, match="names-somebody"):
        identifying_text.refuse_people(text, "reason")


def test_what_stays_for_good_takes_no_full_name_of_whoever_has_a_task(people: People, dara: Person) -> None:
    identifying_text.refuse_people("list of Dara Chansophea", "source")
    people_service.give_role(dara, "trainer", people.sokha.unit, actor=None)
    session.flush()
    for text in ("the list of Dara Chansophea, 2025", "បញ្ជីរបស់ ច័ន្ទសុភា ដារ៉ា"):
        with pytest.raises(RuleBroken, match="names-somebody") as broken:
            identifying_text.refuse_people(text, "source")
        assert broken.value.field == "source"
    identifying_text.refuse_people("the list of Dara, 2025", "source")


@pytest.mark.parametrize(
    "text",
    [
        "she called from 098 555 119",
        "tel.098-555-119",
        "(020) 5512 3456",
        "០៩៨ ៥៥៥ ១១៩",
        "081 234 5678",
        "+66 81 234 5678",
        "66 81 234 5678",
        "+1 212 555 0147",
    ],
)
def test_what_stays_for_good_takes_no_phone_whether_anybody_has_it(people: People, text: str) -> None:
    """So nobody learns from it who is in another Society, and nobody's phone stays."""
    with pytest.raises(RuleBroken, match="names-somebody"):
        identifying_text.refuse_people(text, "reason")


@pytest.mark.parametrize("text", ["receipt 12777341", "budget 12 777 341", "decision 0812.777.341-2568"])
def test_what_is_no_phone_is_fine_even_where_somebodys_phone_ends_so(dara: Person, text: str) -> None:
    identifying_text.refuse_people(text, "reason")


@pytest.mark.parametrize(
    "text",
    [
        "flood of 2025",
        "list 2025-05-06, page 12",
        "certificate 20250506",
        "r-12",
        "from 01.02.2025-03.02.2025",
        "decision 0012/2568 of 01/02/2568",
        "budget 1 200 000 000",
    ],
)
def test_ordinary_reasons_are_fine(people: People, text: str) -> None:
    identifying_text.refuse_people(text, "reason")
