"""A list brought in as one of the wrong kind: the page of its columns says so, and one press makes it the other."""

from __future__ import annotations

import re
from html import unescape

import pytest
from sqlalchemy import select

from lms.db import session
from lms.imports.domain.columns import column_choice, other_kind
from lms.imports.domain.headings.fields import Kind
from lms.imports.models import ListImport
from tests.client import StrictClient
from tests.imports.files import PEOPLE, text
from tests.imports.test_pages import DARA, step, upload
from tests.people import People

# The kind it was brought in as, its headings, a line, what it looks like.
LISTS: list[tuple[Kind, str, str, str]] = [
    ("people", "ID|Name|Module|Date|Result", "1|Sokha|pss|5/3/2025|passed", "trainings"),
    ("people", "ID|Name|Module|Date", "1|Sokha|pss|5/3/2025", "trainings"),
    ("people", "ID|Name|Date|Result", "1|Sokha|5/3/2025|passed", "trainings"),
    ("people", "ID|Name|Branch|Date|Score", "1|Sokha|KH-12|5/3/2025|85", "trainings"),
    ("people", "ល.រ|ឈ្មោះ|វគ្គ|កាលបរិច្ឆេទ|លទ្ធផល", "1|សុខា|pss|5/3/2025|ជាប់", "trainings"),
    ("people", "ລຳດັບ|ຊື່ ແລະ ນາມສະກຸນ|ວັນທີ|ຜົນ", "1|ແກ້ວ|5/3/2025|ຜ່ານ", "trainings"),
    ("people", "ลำดับ|ชื่อ-สกุล|วันที่อบรม|ผลการอบรม", "1|ก ข|5/3/2568|ผ่าน", "trainings"),
    ("people", "ID|Name|Day 1|Day 2", "1|Sokha|✓|✓", "trainings"),
    ("people", "ID|Name|Sex|Phone|Branch", "1|Sokha|F|012345678|KH-12", ""),
    ("people", "ID|Name|Phone|Date joined|Status", "1|Sokha|012345678|5/3/2025|active", ""),
    ("people", "ID|Name|Certificate", "1|Sokha|yes", ""),
    ("people", "ID|Name", "1|Sokha", ""),
    ("trainings", "ID|Name|Sex|Phone|Branch", "1|Sokha|F|012345678|KH-12", "people"),
    ("trainings", "รหัส|ชื่อ-สกุล|วันเกิด|อีเมล", "1|ก ข|5/3/2533|a@example.org", "people"),
    ("trainings", "ID|Name|Sex|Phone|Date", "1|Sokha|F|012345678|5/3/2025", ""),
    ("trainings", "ID|Name|Sex|Phone|Result", "1|Sokha|F|012345678|passed", ""),
    ("trainings", "ID|Name", "1|Sokha", ""),
]


@pytest.mark.parametrize(("kind", "header", "line", "looks"), LISTS)
def test_a_list_looks_like_one_of_the_other_kind_by_its_columns(
    kind: Kind, header: str, line: str, looks: str
) -> None:
    lines = [line.split("|")]
    people, trainings = (
        column_choice.matched(header.split("|"), one, {}, lines) for one in ("people", "trainings")
    )
    found = other_kind.of(kind, people, trainings, lines, ())
    assert (found.kind if found else "") == looks


def test_columns_of_several_modules_make_a_list_of_trainings() -> None:
    fields = {1: "number", 2: "name", 3: "phone", 4: "sex"}
    found = other_kind.of("people", fields, fields, [], [4, 5])
    assert found == other_kind.OtherKind("trainings", (4, 5))
    assert other_kind.of("people", fields, fields, [], [4]) is None
    assert other_kind.of("trainings", fields, fields, [], [4]) is None


def _text(page: str) -> str:
    return " ".join(unescape(re.sub("<[^>]+>", " ", page)).split())


def _selected(page: str) -> dict[str, str]:
    return dict(re.findall(r'<select id="(column-\d+)".*?<option value="(\w+)" selected', page, re.DOTALL))


def test_chan_makes_a_list_of_people_one_of_trainings_with_one_press(
    client: StrictClient, people: People
) -> None:
    client.sign_in("KH-1200")
    content = text(
        ["ID", "Name", "Module", "Date", "Result"], ["KH-1001", "សុខា", "pss", "5/3/2025", "passed"]
    )
    address = upload(client, content, "list.csv").location
    page = client.get(address).get_data(as_text=True)
    assert "looks like a list of past trainings: it has the columns Module, Date, Result." in _text(page)
    for _ in range(2):  # a double tap
        assert step(client, address, "kind", kind="trainings").status_code == 303
    page = client.get(address).get_data(as_text=True)
    assert "looks like a list" not in page
    chosen = _selected(page)
    assert [*chosen.values()] == ["number", "name", "award", "on", "result"]
    assert step(client, address, "match", source="list", **chosen).status_code == 303
    assert "Bring in 1 line" in client.get(address).get_data(as_text=True)
    # Of a preview the kind stays.
    assert step(client, address, "kind", kind="people").status_code == 422
    assert session.scalars(select(ListImport.kind)).all() == ["trainings"]
    assert step(client, address, "kind", kind="animals").status_code == 404


def test_chan_makes_a_list_of_trainings_one_of_people(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1200")
    address = upload(client, text(PEOPLE, DARA), "list.csv", kind="trainings").location
    assert "This looks like a list of people" in client.get(address).get_data(as_text=True)
    step(client, address, "kind", kind="people")
    page = client.get(address).get_data(as_text=True)
    assert "looks like a list" not in page
    step(client, address, "match", **_selected(page))
    assert "Bring in 1 line" in client.get(address).get_data(as_text=True)


def test_a_list_of_people_is_left_alone(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1200")
    address = upload(client, text(PEOPLE, DARA), "list.csv").location
    assert "looks like a list" not in client.get(address).get_data(as_text=True)
