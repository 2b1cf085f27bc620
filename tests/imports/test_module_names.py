"""Lists call modules by short names, parts of titles and everyday words, in four languages."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from lms.content import registry
from lms.imports.domain.columns import module_headings
from lms.imports.domain.headings import module_names
from lms.imports.domain.headings.column_names import LEFT_OUT
from lms.imports.domain.headings.fields import key
from lms.imports.models import ListImport
from lms.imports.queries import locale_context
from lms.imports.services import column_matching, imports
from tests.client import StrictClient
from tests.imports.files import brought, text
from tests.imports.test_recorded_results import page_text
from tests.people import People

AWARDS = {"migration": "migration", "hiv": "hiv", "pss": "pss", "cea": "cea", "pgi": "pgi"}
CALLED = {
    "migration": (
        "Migration", "MIGRATION ✓", "Displacement", "Migration result", "ការធ្វើចំណាកស្រុក", "ចំណាកស្រុក", "ការផ្លាស់ទីលំនៅ",
        "ការផ្លាស់ទីលំនៅដោយបង្ខំ", "ການເຄື່ອນຍ້າຍ", "ການຍົກຍ້າຍຖິ່ນຖານ", "ການຍ້າຍຖິ່ນ", "ຜົນການຍ້າຍຖິ່ນ", "การย้ายถิ่น",
        "การย้ายถิ่นฐาน", "การพลัดถิ่น", "ย้ายถิ่น", "ผลการย้ายถิ่น", "วันที่อบรมการย้ายถิ่น", "หลักสูตร การย้ายถิ่น",
    ),
    "hiv": (
        "HIV", "HIV/AIDS", "AIDS", "hiv (2567)", "មេរោគអេដស៍", "អេដស៍", "ជំងឺអេដស៍", "ເຮສໄອວີ", "ເຊື້ອເຮສໄອວີ", "ໂລກເອດ",
        "ເອດສ໌", "เอชไอวี", "เอดส์", "โรคเอดส์", "เอชไอวี/เอดส์",
    ),
    "pss": (
        "PSS", "MHPSS", "PFA", "Psychosocial", "Psycho-social support", "Psychological first aid", "Mental health",
        "ចិត្តសង្គម", "គាំទ្រផ្លូវចិត្ត", "ការគាំទ្រចិត្តសង្គម", "សុខភាពផ្លូវចិត្ត", "ຈິດຕະສັງຄົມ", "ຈິດໃຈ ແລະ ສັງຄົມ",
        "ການສະໜັບສະໜູນດ້ານຈິດໃຈ", "ສຸຂະພາບຈິດ", "ຈິດໃຈ", "จิตสังคม", "จิตใจและสังคม", "การสนับสนุนด้านจิตใจ", "สุขภาพจิต",
        "ด้านจิตสังคม",
    ),
    "cea": (
        "CEA", "Community engagement", "Accountability", "Engagement", "Community accountability",
        "ការចូលរួមរបស់សហគមន៍", "ការចូលរួមសហគមន៍", "គណនេយ្យភាព", "ການມີສ່ວນຮ່ວມຂອງຊຸມຊົນ", "ການມີສ່ວນຮ່ວມຊຸມຊົນ",
        "ຄວາມຮັບຜິດຊອບຕໍ່ຊຸມຊົນ", "การมีส่วนร่วมของชุมชน", "การมีส่วนร่วมชุมชน", "ความรับผิดชอบต่อชุมชน",
    ),
    "pgi": (
        "PGI", "Protection", "Protection and gender", "Protection & inclusion", "Gender and inclusion", "Inclusion",
        "Protection (result)", "ការការពារ", "ការការពារ និងយេនឌ័រ", "បរិយាបន្ន", "យេនឌ័រ និងបរិយាបន្ន", "ການປົກປ້ອງ",
        "ການປົກປ້ອງ ແລະ ບົດບາດຍິງ-ຊາຍ", "ການມີສ່ວນຮ່ວມຢ່າງທົ່ວເຖິງ", "การคุ้มครอง", "คุ้มครอง", "การคุ้มครองและเพศภาวะ",
        "การคุ้มครอง เพศภาวะ", "ผลการคุ้มครอง", "การไม่แบ่งแยก", "การปกป้อง",
    ),
}  # fmt: skip
HEADINGS = [(module, heading) for module, headings in CALLED.items() for heading in headings]


@pytest.mark.parametrize(("module", "heading"), HEADINGS)
def test_a_short_name_of_a_module_names_it(module: str, heading: str) -> None:
    assert module_headings.named(heading, AWARDS) == {module}


@pytest.mark.parametrize(
    "heading",
    ["Gender", "Sex", "เพศ", "ເພດ", "ភេទ", "Community", "ชุมชน", "ຊຸມຊົນ", "សហគមន៍", "ការចូលរួម", "ການເຂົ້າຮ່ວມ", "การเข้าร่วม",
     "Data protection", "การคุ้มครองข้อมูล", "Attendance", "ผล", "วันที่", "ស្រុក", "Result", "", "Name"],
)  # fmt: skip
def test_what_is_something_else_names_none(heading: str) -> None:
    assert module_headings.of_list([heading, "HIV"], AWARDS)[0] == frozenset()


@pytest.mark.parametrize(
    ("module", "heading"),
    [
        *(("cea", one) for one in ("การมีส่วนร่วม", "ความรับผิดชอบ", "ການມີສ່ວນຮ່ວມ", "ຄວາມຮັບຜິດຊອບ")),
        *(("pgi", one) for one in ("เพศภาวะ", "យេនឌ័រ", "ບົດບາດຍິງ-ຊາຍ", "ผลเพศภาวะ")),
    ],
)
def test_a_word_that_may_be_about_a_person_is_a_module_beside_another_one(module: str, heading: str) -> None:
    assert module_headings.of_list(["ID", heading], AWARDS) == [frozenset(), frozenset()]
    assert module_headings.of_list(["ID", heading, "HIV"], AWARDS) == [frozenset(), {module}, {"hiv"}]


def test_every_module_has_names_and_every_part_of_its_titles_is_one() -> None:
    awards, library = locale_context.awards(), registry.current()
    assert set(module_names.NAMES) == {module.id for module in library.modules}
    for module in library.modules:
        for language in library.languages:
            title = module.text(language.code).title
            for part in re.split(r",|\(|\)|\band\b|และ|ແລະ|និង| (?=เพศ|យេន)", title):
                if key(part) and key(part) not in {"gender", "สังคม", "ສັງຄົມ"}:
                    found = module_headings.of_list([part, "HIV", "PSS"], awards)[0]
                    assert found == {module.id}, (language.code, part)


@pytest.mark.parametrize(("module", "heading"), HEADINGS)
def test_it_is_not_taken_for_a_result_unasked_although_that_was_remembered(module: str, heading: str) -> None:
    other = "PSS" if module != "pss" else "HIV"
    found = module_headings.not_guessed([heading, other], "trainings", {key(heading): "result"}, AWARDS)
    assert found[key(heading)] == LEFT_OUT


@pytest.mark.parametrize("heading", ["การย้ายถิ่น", "การคุ้มครองและเพศภาวะ", "Migration", "ការចូលរួមរបស់សហគមន៍"])
def test_a_module_alone_is_not_taken_for_a_result_either(heading: str) -> None:
    known = {key(heading): "result"}
    assert module_headings.not_guessed(["ID", heading], "trainings", known, AWARDS) == {key(heading): ""}


SHORT = ["การย้ายถิ่น", "จิตสังคม", "การมีส่วนร่วมของชุมชน", "การคุ้มครองและเพศภาวะ", "การมีส่วนร่วม"]


def summary(people: People, name: str, *headings: str) -> ListImport:
    content = text(["ID", *headings, "HIV"], ["KH-1001", *("✓" for _ in headings), "✓"], [name])
    return brought(content, f"{name}.csv", "trainings", people.chan.unit, people.chan)


@pytest.mark.parametrize("heading", SHORT)
def test_a_result_of_another_module_by_its_short_name_is_warned_about_and_not_remembered(
    client: StrictClient, people: People, heading: str
) -> None:
    everywhere = {"award": "hiv", "on": "5/3/2025"}
    list_import = summary(people, "first", heading)
    assert list_import.matching["columns"] == {"1": "number"}
    column_matching.match(list_import, {1: "number", 2: "result"}, everywhere=everywhere, source="list")
    client.sign_in("KH-1200")
    assert f"The heading “{heading}” names another module than the one chosen." in page_text(
        client, list_import
    )
    imports.start(list_import)
    assert summary(people, "second", heading).matching["columns"] == {"1": "number"}


def test_who_gives_no_module_for_a_summary_reads_how_it_is_brought_in(
    client: StrictClient, people: People
) -> None:
    list_import = summary(people, "summary", "การย้ายถิ่น")
    client.sign_in("KH-1200")
    sent = {"act": "match", "column-1": "number", "all-on": "5/3/2025", "source": "list"}
    answer = client.send(f"/en/people/imports/{list_import.uuid}/", sent)
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert "This list has a column for each module: การย้ายถิ่น, HIV." in page
    assert "once for each module: choose the module below the table" in page


def test_who_gives_no_module_or_day_is_told_of_the_box_below_the_table(
    client: StrictClient, people: People
) -> None:
    list_import = brought(
        text(["ID", "Result"], ["KH-1001", "passed"]), "l.csv", "trainings", people.chan.unit, people.chan
    )
    client.sign_in("KH-1200")
    sent = {"act": "match", "column-1": "number", "column-2": "result", "source": "list"}
    for more, said in (
        ({"all-on": "5/3/2025"}, "The module is missing."),
        ({"all-award": "hiv"}, "The date of the"),
    ):
        answer = client.send(f"/en/people/imports/{list_import.uuid}/", {**sent, **more})
        page = answer.get_data(as_text=True)
        assert (answer.status_code, said in page) == (422, True)
        assert "below the table, under “What holds for all lines and has no column”" in page


@pytest.mark.parametrize("cell", ["មេរោគអេដស៍", "អេដស៍", "HIV", "เอดส์", "ເຮສໄອວີ"])
def test_a_cell_may_call_a_module_by_its_everyday_name(app: Flask, cell: str) -> None:
    assert locale_context.awards()[key(cell)] == "hiv"
