"""A name in one column, in two, with a title before it: what is stored is the whole name, once."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

import pytest

from lms.errors import RuleBroken
from lms.imports.domain.columns import column_choice
from lms.imports.domain.lines import line_reader
from lms.imports.domain.lines.line_values import LocaleContext
from lms.imports.domain.name_similarity import spellings
from lms.imports.domain.values import person_names
from tests.imports.test_cells import KHM, LAO, THA

THAI = ("มาลี", "ใจดี", "มาลี ใจดี")
LAOTIAN = ("ຄຳຫຼ້າ", "ສີສະຫວັດ", "ຄຳຫຼ້າ ສີສະຫວັດ")
KHMER = ("ដារ៉ា", "ចាន់", "ចាន់ ដារ៉ា")
TITLED = replace(THA, titles_apart=True)
# Headings for the given name and for the family name, and what stands below them and is stored.
PAIRS = [
    *((given, family, THAI, THA) for given in ("ชื่อ", "ชื่อตัว", "ชื่อจริง", "ชื่อต้น") for family in ("นามสกุล", "สกุล", "ชื่อสกุล")),
    *((given, family, LAOTIAN, LAO) for given in ("ຊື່", "ຊື່ຕົວ", "ຊື່ແທ້") for family in ("ນາມສະກຸນ", "ສະກຸນ")),
    *(
        (given, family, KHMER, KHM)
        for given in ("នាម", "នាមខ្លួន", "ឈ្មោះ")
        for family in ("គោត្តនាម", "នាមត្រកូល", "ត្រកូល")
    ),
    ("នាមខ្លួន", "នាម", KHMER, KHM),
    ("ឈ្មោះ", "Family name", KHMER, KHM),
    ("First name", "นามสกุล", THAI, THA),
    ("ชื่อ / Name", "นามสกุล / Surname", THAI, THA),
    ("Given name (Lao)", "Family name (Lao)", LAOTIAN, LAO),
    *(
        (given, family, own, customs)
        for given in ("Name", "First name", "Given name", "Forename")
        for family in ("Surname", "Last name", "Family name")
        for own, customs in ((THAI, THA), (LAOTIAN, LAO), (KHMER, KHM))
    ),
]  # fmt: skip


def stored(header: Sequence[str], line: Sequence[str], customs: LocaleContext) -> dict[str, object]:
    """What a line becomes whose columns were taken for what they are suggested to be."""
    chosen = column_choice.matched(header, "people", {}, [line] * 3)
    customs = replace(customs, families_before=person_names.families_before(list(chosen.values())))
    given = {field: line[number - 1] for number, field in chosen.items()}
    read = line_reader.read({"number": "1", **given}, "people", customs)
    assert read.problems == (), (chosen, read.problems)
    return {field: value for field, value in read.values.items() if field.endswith("name")}


@pytest.mark.parametrize(("given", "family", "own", "customs"), PAIRS)
def test_no_surname_vanishes(
    given: str, family: str, own: tuple[str, str, str], customs: LocaleContext
) -> None:
    columns_of = {given: own[0], family: own[1], "No.": "1", "Phone": ""}
    for header in itertools.permutations(columns_of):
        assert stored(header, [columns_of[one] for one in header], customs) == {"name": own[2]}, header


@pytest.mark.parametrize(
    "title", ["คำนำหน้า", "คำนำหน้าชื่อ", "คำนำหน้านาม", "Title", "ងារ", "គោរមងារ", "ຄຳນຳໜ້າ", "ຄຳນຳໜ້າຊື່"]
)
@pytest.mark.parametrize(("given", "family", "own", "customs"), PAIRS[::5])
def test_a_column_of_titles_is_no_name(
    title: str, given: str, family: str, own: tuple[str, str, str], customs: LocaleContext
) -> None:
    header = ["No.", title, given, family]
    assert stored(header, ["1", "นางสาว", *own[:2]], customs) == {"name": own[2]}


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("นางสาว มาลี ใจดี", "มาลี ใจดี"),
        ("นางสาวมาลี ใจดี", "มาลี ใจดี"),
        ("น.ส.มาลี ใจดี", "มาลี ใจดี"),
        ("น.ส. มาลี  ใจดี", "มาลี ใจดี"),
        ("นายสมชาย ใจดี", "สมชาย ใจดี"),
        ("นางเอมอร ใจดี", "เอมอร ใจดี"),
        ("ด.ญ.มาลี ใจดี", "มาลี ใจดี"),
        ("លោក ចាន់ ដារ៉ា", "ចាន់ ដារ៉ា"),
        ("លោកស្រី ចាន់ សុខា", "ចាន់ សុខា"),
        ("លោកស្រីចាន់ សុខា", "ចាន់ សុខា"),
        ("កញ្ញា ចាន់ សុខា", "ចាន់ សុខា"),
        ("កញ្ញាចាន់ សុខា", "ចាន់ សុខា"),
        ("ທ້າວ ຄຳຫຼ້າ ສີສະຫວັດ", "ຄຳຫຼ້າ ສີສະຫວັດ"),
        ("ທ້າວຄຳຫຼ້າ ສີສະຫວັດ", "ຄຳຫຼ້າ ສີສະຫວັດ"),
        ("ນາງ ຄຳຫຼ້າ ສີສະຫວັດ", "ຄຳຫຼ້າ ສີສະຫວັດ"),
        ("ນາງຄຳຫຼ້າ ສີສະຫວັດ", "ຄຳຫຼ້າ ສີສະຫວັດ"),
        ("ທ. ຄຳຫຼ້າ", "ຄຳຫຼ້າ"),
        ("ທ ສົມສັກ ແກ້ວມະນີ", "ສົມສັກ ແກ້ວມະນີ"),
        ("ນ ວັນດີ ສີສະຫວັດ", "ວັນດີ ສີສະຫວັດ"),
        ("ນສ ວັນດີ ສີສະຫວັດ", "ວັນດີ ສີສະຫວັດ"),
        ("ນວນ ສີສະຫວັດ", "ນວນ ສີສະຫວັດ"),
        ("ທອງ ສີສະຫວັດ", "ທອງ ສີສະຫວັດ"),
        ("Mr. Dara Chan", "Dara Chan"),
        ("MR DARA CHAN", "DARA CHAN"),
        ("Ms.Dara Chan", "Dara Chan"),
        ("Mr Dr Dara Chan", "Dara Chan"),
        ("Prof. Dr. Dara Chan", "Dara Chan"),
        ("Acting Sub Lt. Malee Jaidee", "Malee Jaidee"),
        # Compound titles go whole.
        ("นายแพทย์สมพร ใจดี", "สมพร ใจดี"),
        ("นายแพทย์ สมพร ใจดี", "สมพร ใจดี"),
        ("แพทย์หญิงมาลี ใจดี", "มาลี ใจดี"),
        ("ทันตแพทย์หญิงมาลี ใจดี", "มาลี ใจดี"),
        ("นายดาบตำรวจสมพร ใจดี", "สมพร ใจดี"),
        ("นายสัตวแพทย์ สมพร ใจดี", "สมพร ใจดี"),
        ("ว่าที่ร้อยตรีสมพร ใจดี", "สมพร ใจดี"),
        ("ว่าที่ร้อยตรีหญิงมาลี ใจดี", "มาลี ใจดี"),
        ("ว่าที่ร้อยตรีหญิง มาลี ใจดี", "มาลี ใจดี"),
        ("ว่าที่ ร.ต. สมพร ใจดี", "สมพร ใจดี"),
        ("ว่าที่ ร.ต.สมพร ใจดี", "สมพร ใจดี"),
        ("ว่าที่ร.ต.หญิงมาลี ใจดี", "มาลี ใจดี"),
        ("ว่าที่ ร.ต. หญิง มาลี ใจดี", "มาลี ใจดี"),
        ("ร.ต. หญิง ใจดี", "หญิง ใจดี"),
        ("លោកគ្រូ ចាន់ ដារ៉ា", "ចាន់ ដារ៉ា"),
        ("លោកគ្រូចាន់ ដារ៉ា", "ចាន់ ដារ៉ា"),
        ("លោកជំទាវចាន់ សុខា", "ចាន់ សុខា"),
        ("លោកតា ចាន់ ដារ៉ា", "ចាន់ ដារ៉ា"),
        ("លោកតារា ចាន់", "តារា ចាន់"),
        ("ឯកឧត្តមចាន់ ដារ៉ា", "ចាន់ ដារ៉ា"),
        ("ທ່ານ ນາງ ຄຳຫຼ້າ ສີສະຫວັດ", "ຄຳຫຼ້າ ສີສະຫວັດ"),
        ("ທ່ານນາງຄຳຫຼ້າ ສີສະຫວັດ", "ຄຳຫຼ້າ ສີສະຫວັດ"),
        # Degrees, ranks and orders.
        ("พญ.มาลี ใจดี", "มาลี ใจดี"),
        ("พญ. มาลี ใจดี", "มาลี ใจดี"),
        ("นพ.สมพร ใจดี", "สมพร ใจดี"),
        ("ดร.สมพร ใจดี", "สมพร ใจดี"),
        ("ดร สมพร ใจดี", "สมพร ใจดี"),
        ("ผศ.ดร.สมพร ใจดี", "สมพร ใจดี"),
        ("รศ. ดร. สมพร ใจดี", "สมพร ใจดี"),
        ("ศ.นพ.สมพร ใจดี", "สมพร ใจดี"),
        ("ด.ต.สมพร ใจดี", "สมพร ใจดี"),
        ("จ.ส.ต. สมพร ใจดี", "สมพร ใจดี"),
        ("ร.ต.อ.สมพร ใจดี", "สมพร ใจดี"),
        ("ร. ต. อ. สมพร ใจดี", "สมพร ใจดี"),
        ("น.ส มาลี ใจดี", "มาลี ใจดี"),
        ("ด.ช.สมพร ใจดี", "สมพร ใจดี"),
        ("เด็กหญิงมาลี ใจดี", "มาลี ใจดี"),
        ("แม่ชี มาลี ใจดี", "มาลี ใจดี"),
        ("វេជ្ជ.ចាន់ ដារ៉ា", "ចាន់ ដារ៉ា"),
        ("វេជ្ជបណ្ឌិត ចាន់ ដារ៉ា", "ចាន់ ដារ៉ា"),
        ("បណ្ឌិត ចាន់ ដារ៉ា", "ចាន់ ដារ៉ា"),
        ("ດຣ. ຄຳຫຼ້າ ສີສະຫວັດ", "ຄຳຫຼ້າ ສີສະຫວັດ"),
        # A second one goes where it stands apart.
        ("นาย ดร. สมพร ใจดี", "สมพร ใจดี"),
        ("นายดร.สมพร ใจดี", "สมพร ใจดี"),
        ("คุณ น.ส.มาลี ใจดี", "มาลี ใจดี"),
        ("លោក វេជ្ជ. ចាន់ ដារ៉ា", "ចាន់ ដារ៉ា"),
        ("ດຣ. ນາງ ຄຳຫຼ້າ ສີສະຫວັດ", "ຄຳຫຼ້າ ສີສະຫວັດ"),
        # What follows a title is a name, however it begins.
        ("นางสาว นางนวล ใจดี", "นางนวล ใจดี"),
        ("น.ส.นางนวล ใจดี", "นางนวล ใจดี"),
        ("นาย นายเรือ ใจดี", "นายเรือ ใจดี"),
        ("កញ្ញា លោកិយ៍ ចាន់", "លោកិយ៍ ចាន់"),
        ("កញ្ញា នាងណា ចាន់", "នាងណា ចាន់"),
        ("ນາງສາວ ນາງນ້ອຍ ສີສະຫວັດ", "ນາງນ້ອຍ ສີສະຫວັດ"),
        ("Ms. Missy Sok", "Missy Sok"),
        # What only begins like a title stays.
        ("นางสาวิตรี ใจดี", "สาวิตรี ใจดี"),
        ("พระพาย ใจดี", "พระพาย ใจดี"),
        ("พระสมพร ฐานวีโร", "พระสมพร ฐานวีโร"),
        ("ดรุณี ใจดี", "ดรุณี ใจดี"),
        ("นพ ใจดี", "นพ ใจดี"),
        ("ศศิ ใจดี", "ศศิ ใจดี"),
        ("บุญมี นายแพทย์", "บุญมี นายแพทย์"),
        ("បណ្ឌិត ចាន់", "បណ្ឌិត ចាន់"),
        ("លោកបណ្ឌិត ចាន់", "បណ្ឌិត ចាន់"),
        ("ພະຈັນ ສີສະຫວັດ", "ພະຈັນ ສີສະຫວັດ"),
        ("Drake Sok", "Drake Sok"),
        ("นายิกา ใจดี", "นายิกา ใจดี"),
        ("คุณากร ใจดี", "คุณากร ใจดี"),
        ("กัญญา นายเรือ", "กัญญา นายเรือ"),
        ("ចាន់ កញ្ញា", "ចាន់ កញ្ញា"),
        ("កញ្ញា", "កញ្ញា"),
        ("កញ្ញារតន៍", "កញ្ញារតន៍"),
        ("Mrinal Sok", "Mrinal Sok"),
        ("Missy Sok", "Missy Sok"),
    ],
)
def test_a_title_before_a_name_is_not_stored(typed: str, name: str) -> None:
    assert stored(["Name"], [typed], KHM) == {"name": name}


# As the lists of an officer of the Lao Red Cross, and their brothers in the other languages, write them.
@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("ນາງ. ຄຳແພງ ວົງພະຈັນ", "ຄຳແພງ ວົງພະຈັນ"),
        ("ນາງ.ຄຳແພງ ວົງພະຈັນ", "ຄຳແພງ ວົງພະຈັນ"),
        ("ທ້າວ: ສີສະຫວາດ ພົມມະຈັນ", "ສີສະຫວາດ ພົມມະຈັນ"),
        ("ທ້າວ : ສີສະຫວາດ ພົມມະຈັນ", "ສີສະຫວາດ ພົມມະຈັນ"),
        ("ນ/ສ ດາວວີ ສຸກທະວີ", "ດາວວີ ສຸກທະວີ"),
        ("น/ส มาลี ใจดี", "มาลี ใจดี"),
        ("ด/ช สมชาย ใจดี", "สมชาย ใจดี"),
        ("ອຈ ວິໄລພອນ ອິນສີ", "ວິໄລພອນ ອິນສີ"),
        ("ອຈ. ນາງ ວິໄລພອນ ອິນສີ", "ວິໄລພອນ ອິນສີ"),
        ("ຮສ ດຣ ຄຳໄພ ສຸດທິສານ", "ຄຳໄພ ສຸດທິສານ"),
        ("ສຈ ຄຳໄພ ສຸດທິສານ", "ຄຳໄພ ສຸດທິສານ"),
        ("ພັທ. ສົມສັກ ໄຊຍະ", "ສົມສັກ ໄຊຍະ"),
        ("ພັອ. ສົມສັກ ໄຊຍະ", "ສົມສັກ ໄຊຍະ"),
        ("ຮຕ. ສົມສັກ ໄຊຍະ", "ສົມສັກ ໄຊຍະ"),
        ("ພົນຕີ ສົມສັກ ໄຊຍະ", "ສົມສັກ ໄຊຍະ"),
        ("ອາຈານ ສົມສັກ ໄຊຍະ", "ສົມສັກ ໄຊຍະ"),
        ("ອາຈານ ສົມສັກ", "ສົມສັກ"),
        ("ຄູ ສົມສັກ ໄຊຍະ", "ສົມສັກ ໄຊຍະ"),
        ("ครู สมชาย ใจดี", "สมชาย ใจดี"),
        ("ໝໍ ສົມສັກ ໄຊຍະ", "ສົມສັກ ໄຊຍະ"),
        ("ຫມໍ ສົມສັກ ໄຊຍະ", "ສົມສັກ ໄຊຍະ"),
        ("หมอ สมชาย ใจดี", "สมชาย ใจดี"),
        ("ທ່ານໝໍ ສົມສັກ", "ສົມສັກ"),
        ("ທ່ານ ໝໍ ສົມສັກ ໄຊຍະ", "ສົມສັກ ໄຊຍະ"),
        ("ທ່ານໝໍ ນາງ ຄຳແພງ", "ຄຳແພງ"),
        ("ຄຸນແມ່ ຄຳຫຼ້າ", "ຄຳຫຼ້າ"),
        ("ຄຸນແມ່ຄຳຫຼ້າ", "ຄຳຫຼ້າ"),
        ("ຄຸນພໍ່ ບຸນມາ", "ບຸນມາ"),
        ("คุณแม่ คำหล้า", "คำหล้า"),
        ("คุณหมอ สมชาย ใจดี", "สมชาย ใจดี"),
        ("ສະຫາຍ ບຸນມາ ແສງ", "ບຸນມາ ແສງ"),
        ("ພະນະທ່ານ ບຸນມາ ແສງ", "ບຸນມາ ແສງ"),
        ("ວຽງໄຊ ແກ້ວມະນີ, ດຣ.", "ວຽງໄຊ ແກ້ວມະນີ"),
        ("ວຽງໄຊ ແກ້ວມະນີ , ຮສ. ດຣ.", "ວຽງໄຊ ແກ້ວມະນີ"),
        ("นาย สมชาย ใจดี, ดร.", "สมชาย ใจดี"),
        ("ចាន់ ដារ៉ា, វេជ្ជ.", "ចាន់ ដារ៉ា"),
        ("Viengxay Keomany, Dr.", "Viengxay Keomany"),
        ("Viengxay Keomany, Ph.D.", "Viengxay Keomany"),
        ("Thao Sisavath Phommachan", "Sisavath Phommachan"),
        ("Nang Khamphaeng Vongphachan", "Khamphaeng Vongphachan"),
        ("Nang Sao Daovy Soukthavy", "Daovy Soukthavy"),
        ("Thao. Sisavath", "Sisavath"),
        ("Lok Srey Chan Sokha", "Chan Sokha"),
        ("Mr: Dara Chan", "Dara Chan"),
        ("លោក. ចាន់ ដារ៉ា", "ចាន់ ដារ៉ា"),
        ("លោក៖ ចាន់ ដារ៉ា", "ចាន់ ដារ៉ា"),
        ("ท้าว คำสอน วงดารา", "คำสอน วงดารา"),
        ("ท้าวคำสอน วงดารา", "คำสอน วงดารา"),
        ("ท่าน สมชาย ใจดี", "สมชาย ใจดี"),
        # People are called so, too: with one word behind it, it stays.
        ("ຄູ ສົມສັກ", "ຄູ ສົມສັກ"),
        ("ໝໍ ສົມສັກ", "ໝໍ ສົມສັກ"),
        ("Thao Vang", "Thao Vang"),
        ("Nang Sarith", "Nang Sarith"),
        # Nobody is Mr and Mrs: the second one is the name.
        ("ນາງ ທ້າວ ສີ", "ທ້າວ ສີ"),
        # What only begins or ends like one.
        ("ອາຈານສຸກ ໄຊຍະ", "ອາຈານສຸກ ໄຊຍະ"),
        ("ຄູນ ໄຊຍະ ສີ", "ຄູນ ໄຊຍະ ສີ"),
        ("ຕຸກຕາ ແສງ, ທອງ", "ຕຸກຕາ ແສງ, ທອງ"),
        ("ສົມພອນ ແສງ, ທ.", "ສົມພອນ ແສງ, ທ."),
        ("ທ້າວ ຕູ້:ໂຊກໄຊ", "ຕູ້:ໂຊກໄຊ"),
        ("Thaovy Sok Chan", "Thaovy Sok Chan"),
        ("ท้าวสมชาย", "ท้าวสมชาย"),
        ("ພອນສະຫວັນ ຫຼວງລາດ", "ພອນສະຫວັນ ຫຼວງລາດ"),
        ("พอใจ ใจดี", "พอใจ ใจดี"),
    ],
)
def test_a_title_with_another_sign_or_behind_the_name_is_not_stored_either(typed: str, name: str) -> None:
    assert stored(["Name"], [typed], LAO) == {"name": name}


@pytest.mark.parametrize(
    ("own", "latin", "stays"),
    [
        ("ທ້າວ ຄຳສອນ", "Thao Khamsone", "Khamsone"),
        ("ນາງ ຄຳແພງ", "NANG KHAMPHAENG", "KHAMPHAENG"),
        ("ນາງສາວດາວວີ", "Nang Sao Daovy", "Daovy"),
        ("ท้าว คำสอน", "Thao Khamsone", "Khamsone"),
        ("ຄຳສອນ", "Thao Khamsone", "Thao Khamsone"),
        ("ທ້າວ ຄຳສອນ", "Khamsone Thao", "Khamsone Thao"),
    ],
)
def test_a_latin_title_goes_before_one_word_where_the_name_in_its_script_has_one(
    own: str, latin: str, stays: str
) -> None:
    names = stored(["Name", "Name in Latin letters"], [own, latin], LAO)
    assert names["latin_name"] == stays


@pytest.mark.parametrize("title", ["ທ້າວ.", "ນາງ:", "Mr.", "លោក៖", "นาย."])
def test_a_title_with_a_sign_and_nothing_behind_it_is_nobodys_name(title: str) -> None:
    read = line_reader.read({"number": "1", "name": title}, "people", LAO)
    assert [(one.field, one.word) for one in read.problems] == [("name", "name-missing")]


def test_a_title_before_the_given_name_of_two_columns_goes_too() -> None:
    assert stored(["ຊື່", "ນາມສະກຸນ"], ["ຄູ ສົມສັກ", "ໄຊຍະ"], LAO) == {"name": "ສົມສັກ ໄຊຍະ"}
    assert stored(["ຊື່", "ນາມສະກຸນ"], ["ທ້າວ ນະຄອນ", "ໄຊຍະ, ດຣ."], LAO) == {"name": "ນະຄອນ ໄຊຍະ"}
    assert person_names.whole_name("", "ໄຊຍະ", "ຄູ", family_first=False) == "ຄູ ໄຊຍະ"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ຄຸນແມ່ ຄຳຫຼ້າ ແສງຈັນ", "ຄຳຫຼ້າ ແສງຈັນ"),
        ("ຮສ ດຣ ຄຳໄພ ສຸດທິສານ", "ຄຳໄພ ສຸດທິສານ"),
        ("Thao Sisavath Phommachan", "Sisavath Phommachan"),
        ("ວຽງໄຊ ແກ້ວມະນີ, ດຣ.", "ວຽງໄຊ ແກ້ວມະນີ"),
        ("ນາງ. ຄຳແພງ ວົງພະຈັນ", "ຄຳແພງ ວົງພະຈັນ"),
    ],
)
def test_the_search_for_doubles_sees_through_titles_that_were_stored(one: str, other: str) -> None:
    assert spellings(one) & spellings(other)


@pytest.mark.parametrize(
    ("typed", "name", "without"),
    [
        ("พระมหาวิเชียร ฐิตธมฺโม", "พระมหาวิเชียร ฐิตธมฺโม", "วิเชียร ฐิตธมฺโม"),
        ("พระมหา วิเชียร ฐิตธมฺโม", "พระมหา วิเชียร ฐิตธมฺโม", "วิเชียร ฐิตธมฺโม"),
        ("พระ สมพร ฐานวีโร", "พระ สมพร ฐานวีโร", "สมพร ฐานวีโร"),
        ("พระครูสมพร ฐานวีโร", "พระครูสมพร ฐานวีโร", "สมพร ฐานวีโร"),
        ("ดร.พระมหาสมพร ฐานวีโร", "พระมหาสมพร ฐานวีโร", "สมพร ฐานวีโร"),
        ("สามเณรสมพร ใจดี", "สามเณรสมพร ใจดี", "สมพร ใจดี"),
        ("ព្រះតេជគុណ ចាន់ ដារ៉ា", "ព្រះតេជគុណ ចាន់ ដារ៉ា", "ចាន់ ដារ៉ា"),
        ("ភិក្ខុ ចាន់ ដារ៉ា", "ភិក្ខុ ចាន់ ដារ៉ា", "ចាន់ ដារ៉ា"),
        ("ພຣະ ຄຳຫຼ້າ ສີສະຫວັດ", "ພຣະ ຄຳຫຼ້າ ສີສະຫວັດ", "ຄຳຫຼ້າ ສີສະຫວັດ"),
        ("ພະ ຄຳຫຼ້າ ສີສະຫວັດ", "ພະ ຄຳຫຼ້າ ສີສະຫວັດ", "ຄຳຫຼ້າ ສີສະຫວັດ"),
        ("ສ.ນ. ຄຳຫຼ້າ ສີສະຫວັດ", "ສ.ນ. ຄຳຫຼ້າ ສີສະຫວັດ", "ຄຳຫຼ້າ ສີສະຫວັດ"),
    ],
)
def test_a_monk_keeps_what_he_is_called_and_is_found_without_it(typed: str, name: str, without: str) -> None:
    assert stored(["Name"], [typed], KHM) == {"name": name}
    assert spellings(name) & spellings(without)


def test_a_title_before_the_given_name_of_two_columns_is_not_stored() -> None:
    assert stored(["ชื่อ", "นามสกุล"], ["น.ส.มาลี", "นายเรือ"], THA) == {"name": "มาลี นายเรือ"}
    assert stored(["នាមត្រកូល", "នាម"], ["លោក ចាន់", "ដារ៉ា"], KHM) == {"name": "ចាន់ ដារ៉ា"}


def test_a_title_in_a_cell_of_its_own_is_the_only_one() -> None:
    header = ["ที่", "คำนำหน้า", "ชื่อ", "นามสกุล"]
    for title in ("นางสาว", "พญ.", "ว่าที่ ร.ต.หญิง", "ผศ. ดร."):
        assert stored(header[:1] + ["ชื่อ-สกุล"] * 3, ["1", title, "มาลี", "ใจดี"], THA) == {"name": "มาลี ใจดี"}
    assert stored(header, ["1", "นางสาว", "นางนวล", "ใจดี"], TITLED) == {"name": "นางนวล ใจดี"}
    assert stored(header, ["1", "นางสาว", "นางสาว มาลี", "ใจดี"], TITLED) == {"name": "มาลี ใจดี"}


def test_one_heading_over_a_title_and_both_parts_loses_none_of_them() -> None:
    for rest in (["ชื่อ-สกุล", "ชื่อ-สกุล"], ["", ""]):  # as a workbook and as a text file have it
        header = ["ที่", "ชื่อ-สกุล", *rest, "เพศ"]
        assert stored(header, ["1", "นาย", "สมชาย", "ใจดี", "ช"], THA) == {"name": "สมชาย ใจดี"}
        assert stored(header[:4], ["1", "สมชาย", "ใจดี", ""], THA) == {"name": "สมชาย ใจดี"}
    assert stored(["ឈ្មោះ", "ឈ្មោះ"], ["ចាន់", "ដារ៉ា"], KHM) == {"name": "ចាន់ ដារ៉ា"}
    assert stored(["Name", "", "Sex"], ["Sokha", "F", ""], KHM) == {"name": "Sokha"}


def test_two_levels_of_headings_say_which_name_and_which_part() -> None:
    header = [
        "ឈ្មោះជាភាសាខ្មែរ នាមត្រកូល",
        "ឈ្មោះជាភាសាខ្មែរ នាមខ្លួន",
        "Name in Latin Family",
        "Name in Latin Given",
    ]
    assert stored(header, ["ចាន់", "ដារ៉ា", "CHAN", "Dara"], KHM) == {
        "name": "ចាន់ ដារ៉ា",
        "latin_name": "CHAN Dara",
    }
    thai = ["ชื่อ-นามสกุล คำนำหน้า", "ชื่อ-นามสกุล ชื่อ", "ชื่อ-นามสกุล นามสกุล", "ภาษาอังกฤษ ชื่อ", "ภาษาอังกฤษ นามสกุล"]
    assert stored(thai, ["นาย", "สมชาย", "ใจดี", "Somchai", "Jaidee"], THA) == {
        "name": "สมชาย ใจดี",
        "latin_name": "Somchai Jaidee",
    }


@pytest.mark.parametrize(
    ("header", "line", "names"),
    [
        (["Family name", "Given name"], ["CHAN", "Dara"], {"name": "CHAN Dara"}),
        (["First name", "Last name"], ["Dara", "Chan"], {"name": "Dara Chan"}),
        (["Name", "Surname"], ["Dara", "Chan"], {"name": "Dara Chan"}),
        (["Surname", "Name"], ["Chan", "Dara"], {"name": "Chan Dara"}),
        (
            ["ឈ្មោះ", "Surname (English)", "Name (English)"],
            ["ចាន់ ដារ៉ា", "Chan", "Dara"],
            {"name": "ចាន់ ដារ៉ា", "latin_name": "Chan Dara"},
        ),
        (
            ["ឈ្មោះ", "First name", "Last name"],
            ["ចាន់ ដារ៉ា", "Dara", "Chan"],
            {"name": "ចាន់ ដារ៉ា", "latin_name": "Dara Chan"},
        ),
        (["ឈ្មោះ", "Name"], ["ចាន់ ដារ៉ា", "Chan Dara"], {"name": "ចាន់ ដារ៉ា", "latin_name": "Chan Dara"}),
        (["Name", "ชื่อ"], ["Malee", "มาลี"], {"name": "มาลี", "latin_name": "Malee"}),
        (["Name in Latin letters"], ["ចាន់ ដារ៉ា"], {"name": "ចាន់ ដារ៉ា"}),
    ],
)
def test_names_in_latin_letters_keep_the_order_of_the_list(
    header: list[str], line: list[str], names: dict[str, str]
) -> None:
    assert stored(header, line, KHM) == names


@pytest.mark.parametrize(
    ("whole", "family", "given", "name"),
    [
        ("มาลี ใจดี", "ใจดี", "", "มาลี ใจดี"),
        ("มาลี ใจดี", "ใจดี", "มาลี", "มาลี ใจดี"),
        ("นางสาวมาลี ใจดี", "ใจดี", "มาลี", "มาลี ใจดี"),
        ("สุลี", "ลี", "", "สุลี ลี"),
        ("លី", "លី", "", "លី លី"),
        ("มาลี", "ณ อยุธยา", "", "มาลี ณ อยุธยา"),
        ("มาลี ณ อยุธยา", "ณ อยุธยา", "", "มาลี ณ อยุธยา"),
        ("มาลี", "ใจดี", "มาลี", "มาลี ใจดี"),
        ("มาลี", "", "มาลี", "มาลี"),
        ("ใจดี", "", "มาลี", "มาลี ใจดี"),
        ("", "ใจดี", "มาลี", "มาลี ใจดี"),
        ("", "ใจดี", "", "ใจดี"),
    ],
)
def test_a_whole_name_beside_its_parts_is_not_said_twice(
    whole: str, family: str, given: str, name: str
) -> None:
    assert person_names.whole_name(whole, family, given, family_first=False) == name


def test_a_name_that_its_parts_contradict_is_a_problem_and_not_a_guess() -> None:
    with pytest.raises(RuleBroken, match="name-parts-differ"):
        person_names.whole_name("มาลี งามดี", "ใจดี", "มาลี", family_first=False)
    given = {"number": "1", "name": "มาลี งามดี", "family_name": "ใจดี", "given_name": "มาลี"}
    read = line_reader.read(given, "people", THA)
    assert [(problem.field, problem.word) for problem in read.problems] == [("name", "name-parts-differ")]
