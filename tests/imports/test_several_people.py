"""Two people in one cell of a name are two people: the line is refused, and one person's name never is."""

from __future__ import annotations

import pytest

from lms.imports.domain.lines.left_out import kept
from lms.imports.domain.values.several_people import are_several, are_several_in_columns
from lms.imports.services import list_locale
from tests.imports.files import PEOPLE, text, xlsx
from tests.imports.test_people import bring_in, problems, rows
from tests.imports.test_trainings import bring_in as bring_in_trainings
from tests.people import People

TWO = [
    # a second title
    "นายอนันต์ / นางอนงค์ สุขใจ",
    "นายอนันต์/นางอนงค์ สุขใจ",
    "สมศักดิ์ และนางสมศรี รักดี",
    "นายสมศักดิ์และนางสมศรี รักดี",
    "สมศักดิ์ กับ นางสมศรี รักดี",
    "วิไล\nนายวินัย ศรีงาม",
    "วิไล\r\nนายวินัย ศรีงาม",
    "สมหมาย ดีงาม, นางสมจิต ดีงาม",
    "สมหมาย ดีงาม,น.ส.สมจิต ดีงาม",
    "นายสมหมาย, นางสมจิต ดีงาม",
    "เอ บี / นายซี ดี",
    "สมหมาย ดีงาม + ดร.สมจิต ดีงาม",
    "สมหมาย ดีงาม & คุณ สมจิต ดีงาม",
    "ท้าวบุญมี ใจดี ; ด.ช.บุญมา ใจดี",
    "พระมหาสมชาย ฐานวุฑฺโฒ / พระครู สมพร",
    "ທ້າວ ສົມໄຊ / ນາງ ບົວຜັນ ແກ້ວມະນີ",
    "ສົມໄຊ ແກ້ວມະນີ ແລະ ນາງ ບົວຜັນ",
    "ສົມໄຊ ກັບ ນາງບົວຜັນ ແກ້ວມະນີ",
    "ທ. ສົມໄຊ, ນ. ບົວຜັນ ແກ້ວມະນີ",
    "លោក សុខ ដារ៉ា និង លោកស្រី ចាន់ ធីតា",
    "សុខ ដារ៉ា និងលោកស្រី ចាន់ ធីតា",
    "សុខ ដារ៉ា / អ្នកស្រី ចាន់ ធីតា",
    "Mr. Sok Dara / Mrs. Chan Thida",
    "Mr Sok Dara and Mrs Chan Thida",
    "Sok Dara & Ms. Chan Thida",
    "Sok Dara, Mr. Chan Thy",
    # two whole names without a title
    "สมหมาย ดีงาม / สมจิต ดีงาม",
    "สมหมาย ดีงาม\nสมจิต รักดี",
    "สมหมาย ดีงาม; สมจิต รักดี",
    "ສົມໄຊ ແກ້ວມະນີ / ບົວຜັນ ແກ້ວມະນີ",
    "សុខ ដារ៉ា / ចាន់ ធីតា",
    "Sok Dara / Chan Thida",
    "Sok Dara; Chan Thida",
    "เอ บี / ซี ดี / อี เอฟ",
    # two whole names with a word between them
    "កែវ សុខុម និង យឹម ចន្ថា",
    "កែវ សុខុម និងយឹម ចន្ថា",
    "កែវ សុខុម ហើយនិង យឹម ចន្ថា",
    "កែវ សុខុម & យឹម ចន្ថា",
    "កែវ សុខុម + យឹម ចន្ថា",
    "កែវ សុខុម, យឹម ចន្ថា",
    "สมหมาย ดีงาม และ สมจิต รักดี",
    "ສົມໄຊ ແກ້ວມະນີ ແລະ ບົວຜັນ ວົງສາ",
    "Sok Dara and Chan Thida",
    # two titles with nothing between the names
    "លោកកែវ សុខុម អ្នកស្រីយឹម ចន្ថា",
    "លោក កែវ សុខុម អ្នកស្រី យឹម ចន្ថា",
    "นายสมหมาย ดีงาม นางสมจิต รักดี",
    "Mr. Sok Dara Mrs. Chan Thida",
]

# The columns of the family name and of the given name.
TWO_IN_COLUMNS = [
    ("កែវ / យឹម", "សុខា / ចន្ថា"),
    ("កែវ និង យឹម", "សុខា និង ចន្ថា"),
    ("កែវ\nយឹម", "សុខា\nចន្ថា"),
    ("លោក កែវ សុខា", "អ្នកស្រី យឹម ចន្ថា"),
    ("លោក សាយ សុខា / អ្នកស្រី", "សាយ ចន្ថា"),
    ("លោក កែវ សុខា / អ្នកស្រី", "កែវ ចន្ថា"),
    ("Keo / Yim", "Sokha / Chantha"),
]

ONE_IN_COLUMNS = [
    ("កែវ", "សុខា"),
    ("", "សុខា / ចន្ថា"),
    ("លោក កែវ", "សុខា"),
    ("លោក កែវ", "លោក សុខា"),
    ("កែវ / Keo", "សុខា / Sokha"),
    ("Keo / Keo", "Sokha / Sokkha"),
    ("รักดี / ใจดี", "สมศรี"),  # before and after a wedding
    ("ใจดี", "สมศรี / ตุ๊ก"),
    ("ณ อยุธยา", "นาย สมชาย"),
    ("นาย / นาง", "สมชาย / สมศรี"),
    ("de la Cruz", "Maria, Clara"),
    ("Jaidee, Jr.", "Somchai, Dr."),
]

ONE = [
    "",
    "นาย",
    "/",
    "สมชาย ใจดี / Somchai Jaidee",
    "Somchai Jaidee\nสมชาย ใจดี",
    "นายสมชาย ใจดี / Mr. Somchai Jaidee",
    "นายสมชาย ใจดี\nMr. Somchai Jaidee",
    "สุข ดารา / សុខ ដារ៉ា",
    "សុខ ដារ៉ា\nSok Dara",
    "ສົມໄຊ ແກ້ວມະນີ / Somxay Keomany",
    "นาย/นาง สมชาย ใจดี",
    "นาย / นาง / นางสาว สมชาย ใจดี",
    "Mr./Mrs. Sok Dara",
    "ທ/ນ ສົມໄຊ ແກ້ວມະນີ",
    "ນ/ສ ບົວຜັນ ແກ້ວມະນີ",
    "น/ส สมศรี ใจดี",
    "รศ./ดร. สมชาย ใจดี",
    "สมชาย ใจดี, ดร.",
    "ແກ້ວມະນີ, ດຣ.",
    "Somchai Jaidee, Dr.",
    "Jaidee, Somchai",
    "Jaidee, Mr. Somchai",
    "Mr. Somchai Jaidee, Ph.D., M.D.",
    "สมชาย\nใจดี",
    "นาย\nสมชาย ใจดี",
    "นายสมชาย\nใจดี",
    "สมชาย ใจดี\n",
    "สมชาย ณ\nอยุธยา",
    "พระมหาสมชาย ฐานวุฑฺโฒ\nวัดใหญ่",
    "สมชาย / ตุ๊ก",
    "สมชาย ใจดี / ตุ๊ก",
    "สมชาย ใจดี/สมชาย",
    "สมศรี ใจดี (เดิม นางสาวสมศรี / นางสมศรี รักดี)",
    "สมศรี (หมู/นายหมู) ใจดี",
    "สมศรี รักดี / สมศรี ใจดี",
    "Sok Dara / Dara Sok",
    "Souk Dara / Sok Dara",
    "Maria Clara\nde los Santos",
    "Anne-Marie d'Arc",
    "Sok, Dara",
    "Andrew Brand",
    "กับแก้ว และหวาน",
    "และ ใจดี",
    "อนันต์ กับบุญ",
    "ສຸກສະຫວັນ ແລະສຸກ",
    "និង សុខា",
    "Sandy Anderson",
    "R&B Dara",
    "นางสาว นางนวล",
    "นางสาว นางนวล ใจดี",
]


# Ten given names and ten family names of each language, also such as begin like a title or a joining word.
NAMES = {
    "th": (
        "สมชาย คุณากร นายิกา ครองขวัญ กับแก้ว อนงค์ นางนวล ดรุณี พระพาย ท้าวไท",
        "ใจดี ศรีงาม และเลิศ กับบุญ นาคสุข ครูสอน รักดี หมอกมุงเมือง ดอนสมบัติ พรหมมา",
        "{0} {1}|นาย{0} {1}|นางสาว {0} {1}|ดร.{0} {1}|น.ส.{0} {1}|{0}\n{1}|{0} {1}, ดร.|{0} ({0}) {1}|{0} ณ {1}",
    ),
    "lo": (
        "ສົມໄຊ ບົວຜັນ ຄຳແພງ ນາງນວນ ຄູນ ໝໍກ ທອງດີ ພະໄຊ ແລະດີ ຈັນທາ",
        "ແກ້ວມະນີ ສີສຸພັນ ວົງສາ ກັບບຸນ ໄຊຍະວົງ ພົມມະຈັນ ດວງດີ ອິນທະວົງ ນາງາມ ທອງໃບ",
        "{0} {1}|ທ້າວ {0} {1}|ນາງ{0} {1}|ທ່ານ ນາງ {0} {1}|{0}\n{1}|{0} {1}, ດຣ.|ນ/ສ {0} {1}|ທ/ນ {0} {1}|{0} ({0}) {1}",
    ),
    "km": (
        "ដារ៉ា រតនា ធីតា កញ្ញា នាងនួន សុភា ពិសី បូរ៉ា តារា វណ្ណា",
        "សុខ ចាន់ ជា លី គង់ និង នួន ម៉ៅ អ៊ុក ព្រំ",
        "{1} {0}|លោក {1} {0}|លោកស្រី {1} {0}|កញ្ញា {1} {0}|{1}\n{0}|វេជ្ជ. {1} {0}|{1} {0} (ហៅ {0})|{1} {0}, Dr.",
    ),
    "en": (
        "Sandy Dara Brand Somchai Thao Nang Missy Marand Profeta Drew",
        "Anderson Keo Jaidee Chan Keomany Landman Saysana Mao de-la-Cruz O'Brien",
        "{0} {1}|Mr. {0} {1}|Mrs {0} {1}|Dr. {0} {1}, Ph.D.|{1}, {0}|{1}, Mr. {0}|{0}\n{1}|Mr./Ms. {0} {1}|{0} M. {1}",
    ),
}


@pytest.mark.parametrize("language", NAMES)
def test_of_some_hundred_names_as_people_write_them_none_is_taken_for_two(language: str) -> None:
    given, family, ways = (
        part.split(" " if place < 2 else "|") for place, part in enumerate(NAMES[language])
    )
    names = {way.format(one, other) for way in ways for one in given for other in family}
    assert len(names) > 600
    assert [name for name in names if are_several(name)] == []
    both = {f"{one} {other} / Mr. Somchai Jaidee" for one in given for other in family if language != "en"}
    assert [name for name in both if are_several(name)] == []


@pytest.mark.parametrize("cell", TWO)
def test_two_people_in_one_cell_are_seen(cell: str) -> None:
    assert are_several(cell)


@pytest.mark.parametrize("cell", ONE)
def test_the_name_of_one_person_is_that_of_one(cell: str) -> None:
    assert not are_several(cell)


@pytest.mark.parametrize(("family", "given"), TWO_IN_COLUMNS)
def test_two_people_over_the_columns_of_a_name_are_seen(family: str, given: str) -> None:
    assert are_several_in_columns(family, given)


@pytest.mark.parametrize(("family", "given"), ONE_IN_COLUMNS)
def test_the_parts_of_one_name_are_those_of_one(family: str, given: str) -> None:
    assert not are_several_in_columns(family, given)


@pytest.mark.parametrize("language", NAMES)
def test_of_some_hundred_names_in_two_columns_none_is_taken_for_two(language: str) -> None:
    given, family, _ = (part.split(" " if place < 2 else "|") for place, part in enumerate(NAMES[language]))
    titles = {"th": "นาย", "lo": "ທ້າວ ", "km": "លោក ", "en": "Mr. "}[language]
    pairs = [(other, way + one) for way in ("", titles) for one in given for other in family]
    assert [pair for pair in pairs if are_several_in_columns(*pair)] == []


def test_two_people_over_two_columns_are_refused(people: People) -> None:
    content = text(["ID", "Family name", "Given name"], ["V-1", "កែវ / យឹម", "សុខា / ចន្ថា"])
    (row,) = rows(bring_in(people, content))
    assert (row.action, problems(row)) == ("fail", [("name", "name-several")])


def test_a_line_with_two_people_is_refused_in_a_list_of_people(people: People) -> None:
    lines = (
        ["V-1", "វិមល\nលោក សុខ ដារ៉ា", "", "", "", "", ""],
        ["V-2", "ចាន់ ធីតា", "Chan Thida / Mr. Sok Dara", "", "", "", ""],
        ["V-3", "ចាន់ ធីតា\nChan Thida", "", "", "", "", ""],
    )
    list_import = bring_in(people, xlsx(PEOPLE, *lines))
    assert [(row.action, problems(row)) for row in rows(list_import)] == [
        ("fail", [("name", "name-several")]),
        ("fail", [("latin_name", "name-several")]),
        ("create", []),
    ]


def test_the_parts_of_a_name_are_looked_at_too(people: People) -> None:
    content = text(["ID", "First name", "Family name"], ["V-1", "สมชาย / นางสมศรี", "ใจดี"])
    (row,) = rows(bring_in(people, content))
    assert (row.action, problems(row)) == ("fail", [("name", "name-several")])


def test_a_training_of_two_people_in_one_line_is_recorded_for_neither(people: People) -> None:
    list_import = bring_in_trainings(
        people, ["KH-1001", "សុខា / នាង រតនា ចាន់", "pss", "6/3/2025", "passed", ""]
    )
    assert [(row.action, problems(row)) for row in rows(list_import)] == [
        ("fail", [("name", "name-several")])
    ]


def test_what_is_kept_of_a_refused_line_still_says_that_it_is_two_people(people: People) -> None:
    list_import = bring_in(people, xlsx(PEOPLE, ["V-1", "วิไล\nนายวินัย ศรีงาม"], ["V-2", "มานี รักเรียน"]))
    cells, _ = kept(rows(list_import)[0].given, "people", list_locale.customs_of(list_import))
    assert cells["name"] == "วิไล / นายวินัย ศรีงาม"
    assert are_several(cells["name"])
