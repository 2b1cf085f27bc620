"""Six lists as they really come: two Thai, two Khmer, two Lao, and what has to be in the database afterwards.

Made by hand from the faults that were seen in lists of the region; every name, number and phone is invented.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from tests.imports.files import text, xlsx


class Stored(NamedTuple):
    """What is known of somebody after the import."""

    name: str
    latin_name: str = ""
    phone: str = ""
    branch: str = ""
    sex: str = ""
    birth_year: int | None = None


@dataclass(frozen=True)
class MessyList:
    """A file, whose it is, and what HR says of its texts: (field, text as `columns.key` has it) -> meaning.

    `people` by the number that they have in the end; `remarks` are the lines about nobody, `refused` those that
    cannot be brought in, with the words of their problems.
    """

    file_name: str
    society: str
    build: Callable[[], bytes]
    people: Mapping[str, Stored]
    meanings: Mapping[tuple[str, str], str] = field(default_factory=dict)
    remarks: tuple[int, ...] = ()
    refused: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


def _thai_workbook() -> bytes:
    """One heading over title, given name and surname; serial dates, two phones in a cell, sections, signatures."""
    return xlsx(
        ["สภากาชาดไทย"],
        ["รายชื่ออาสาสมัคร ประจำปี 2568"],
        ["ลำดับ", "เลขที่", "ชื่อ - สกุล", None, None, "วันเดือนปีเกิด", "โทรศัพท์", "จังหวัด", "ลายมือชื่อ"],
        ["ภาคกลาง"],
        [1, "0007", "นางสาว", "กมลชนก", "ใจงาม", 32937, "081-234-5678 / 089-111-2223", "กทม.", None],
        [2, 8, "นาย", "ก้องภพ", "ใจงาม", 33450, "081 234 5678", "กทม.", None],
        [3, 9, "นาง", "จันทร์เพ็ญ", "ณ สงขลา", "5 มี.ค. 2520", None, "นนทบุรี", None],
        ["รวม", 3],
        ["ภาคเหนือ"],
        [4, "0010", "น.ส.", "ปิยะดา", "คำมูล", 35886, 812345111, "จ.เชียงใหม่", None],
        [None, None, "ลงชื่อ ............................ ผู้จัดทำ", None, None, None, "ลงชื่อ ............ ผู้รับรอง"],
        [None, None, "(นางสาวกมลชนก ใจงาม)", None, None, None, "(นายก้องภพ ใจงาม)"],
        merged=("A1:I1", "A2:I2", "C3:E3", "A4:I4", "A9:I9"),
    )


def _thai_text() -> bytes:
    """The Thai code page with semicolons: surname in a column of its own, title glued to the name, English names."""
    return text(
        ["รายชื่อผู้ผ่านการอบรม", "", "", "", "", "", ""],
        ["เลขที่", "ชื่อ", "นามสกุล", "First name", "Last name", "เพศ", "สาขา"],
        ["000123", "นายสมชาย", "ใจดี", "Somchai", "Jaidee", "ชาย", "สระแก้ว"],
        ["000124", "นางสาวมาลี", "นายเรือ", "Malee", "Nairuea", "หญิง", "สระแก้ว"],
        ["125", "สุดา", "ใจดี", "", "", "หญิง", "ตราด"],
        ["1.04E+05", "วิชัย", "แสงทอง", "", "", "ชาย", "ตราด"],
        separator=";",
        encoding="cp874",
    )


def _khmer_workbook() -> bytes:
    """Two levels of headings, sums between the branches, Khmer digits, a branch merged over its people."""
    return xlsx(
        ["កាកបាទក្រហមកម្ពុជា"],
        ["ល.រ", "លេខសម្គាល់", "ឈ្មោះ", None, "ឈ្មោះជាអក្សរឡាតាំង", None, "ភេទ", "ថ្ងៃខែឆ្នាំកំណើត", "ទូរស័ព្ទ", "ខេត្ត"],
        [None, None, "នាម", "នាមខ្លួន", "Family", "Given", None, None, None, None],
        ["១", "KH-0501", "ចាន់", "ដារ៉ា", "CHAN", "Dara", "ប", "៥/៣/១៩៩០", "០១២ ៣៤៥ ៦៧៨", "ភ្នំពេញ"],
        ["២", "KH-0502", "កញ្ញា ចាន់", "កញ្ញា", "CHAN", "Kanha", "ស", 34000, "012 345 678", None],
        ["សរុប ២ នាក់"],
        ["៣", "KH-503", "លី", "លី", "LY", "Ly", "ប", "1992", "097 123 4567", "ខេត្តតាកែវ"],
        ["សរុបរួម", 3],
        merged=("A1:J1", "C2:D2", "E2:F2", "J4:J5"),
    )


def _khmer_text() -> bytes:
    """Excel's "Unicode text": family name and name, a title before them, the numbers of the Thai list."""
    return text(
        ["គោត្តនាម", "នាម", "លេខ", "ភេទ", "សាខា", "លេខទូរស័ព្ទ"],
        ["លោក សុខ", "វិសាល", "000123", "ប្រុស", "PP", "011222333"],
        ["អ៊ុំ", "សុភា", "000124", "ស្រី", "PP", "011222333"],
        ["ហេង", "រតនា", "125", "ស្រី", "PP", "85511222444"],
        ["", "", "", "", "", "រៀបចំដោយ៖ ......................"],
        separator="\t",
        encoding="utf-16",
    )


def _lao_workbook() -> bytes:
    """A column of titles, given name and surname, sections by district, the phone of a family."""
    return xlsx(
        ["ລ/ດ", "ລະຫັດ", "ຄຳນຳໜ້າ", "ຊື່", "ນາມສະກຸນ", "ວ/ດ/ປ ເກີດ", "ເບີໂທ", "ແຂວງ"],
        ["ເມືອງ ໄກສອນ", None, None, None, None, None, None, None],
        [1, "LA-0501", "ທ້າວ", "ຄຳຫຼ້າ", "ສີສະຫວັດ", "໕/໓/໑໙໙໐", "020 5551 2345", "ສະຫວັນນະເຂດ"],
        [2, "LA-0502", "ນາງ", "ບົວ", "ສີສະຫວັດ", 32937, "020 5551 2345", "ສະຫວັນນະເຂດ"],
        [3, "LA-503", "ນາງ", "ແກ້ວ", "ພົມມະຈັນ", "1999", "020 5559 9999 ຫຼື 030 555 1234", "ສວນ."],
        ["ລວມ", 3],
        [None, None, None, "ຜູ້ສ້າງບັນຊີ", None, None, None, None],
    )


def _lao_text() -> bytes:
    """All in one column, the title glued to the name; UTF-8 without a mark."""
    return text(
        ["ເລກທີ", "ຊື່ ແລະ ນາມສະກຸນ", "Name", "Surname", "ເພດ", "ສາຂາ"],
        ["LA-0601", "ທ້າວສົມພອນ ວົງສາ", "Somphone", "Vongsa", "ຊ", "ຈຳປາສັກ"],
        ["LA-0602", "ນາງຄຳແພງ ວົງສາ", "Khampheng", "Vongsa", "ຍ", "ຈຳປາສັກ"],
        ["LA-0603", "ທ. ບຸນມີ ແກ້ວມະນີ", "", "", "ຊ", "ອັດຕະປື"],
        encoding="utf-8",
    )


ALL: tuple[MessyList, ...] = (
    MessyList(
        "อาสาสมัคร.xlsx",
        "tha",
        _thai_workbook,
        {
            "0007": Stored("กมลชนก ใจงาม", "", "+66812345678", "TH-10", "", 1990),
            "0008": Stored("ก้องภพ ใจงาม", "", "+66812345678", "TH-10", "", 1991),
            "0009": Stored("จันทร์เพ็ญ ณ สงขลา", "", "", "TH-12", "", 1977),
            "0010": Stored("ปิยะดา คำมูล", "", "+66812345111", "TH-50", "", 1998),
        },
        meanings={("branch", "กทม."): "TH-10", ("number", "0000"): "zeros"},
        remarks=(4, 8, 9, 11, 12),
    ),
    MessyList(
        "อบรม.csv",
        "tha",
        _thai_text,
        {
            "000123": Stored("สมชาย ใจดี", "Somchai Jaidee", "", "TH-27", "male"),
            "000124": Stored("มาลี นายเรือ", "Malee Nairuea", "", "TH-27", "female"),
            "000125": Stored("สุดา ใจดี", "", "", "TH-23", "female"),
        },
        meanings={("number", "000000"): "zeros"},
        refused={6: ("digits-lost",)},
    ),
    MessyList(
        "បញ្ជី.xlsx",
        "khm",
        _khmer_workbook,
        {
            "KH-0501": Stored("ចាន់ ដារ៉ា", "CHAN Dara", "+85512345678", "KH-12", "male", 1990),
            "KH-0502": Stored("ចាន់ កញ្ញា", "CHAN Kanha", "+85512345678", "KH-12", "female", 1993),
            "KH-0503": Stored("លី លី", "LY Ly", "+855971234567", "KH-21", "male", 1992),
        },
        meanings={("number", "KH-0000"): "zeros"},
        remarks=(6, 8),
    ),
    MessyList(
        "បញ្ជី.txt",
        "khm",
        _khmer_text,
        {
            "000123": Stored("សុខ វិសាល", "", "+85511222333", "KH-12", "male"),
            "000124": Stored("អ៊ុំ សុភា", "", "+85511222333", "KH-12", "female"),
            "125": Stored("ហេង រតនា", "", "+85511222444", "KH-12", "female"),
        },
        meanings={("branch", "pp"): "KH-12", ("number", "000000"): "as-written"},
        remarks=(5,),
    ),
    MessyList(
        "ບັນຊີ.xlsx",
        "lao",
        _lao_workbook,
        {
            "LA-0501": Stored("ຄຳຫຼ້າ ສີສະຫວັດ", "", "+8562055512345", "LA-SV", "", 1990),
            "LA-0502": Stored("ບົວ ສີສະຫວັດ", "", "+8562055512345", "LA-SV", "", 1990),
            "LA-0503": Stored("ແກ້ວ ພົມມະຈັນ", "", "+8562055599999", "LA-SV", "", 1999),
        },
        meanings={("branch", "ສວນ."): "LA-SV", ("number", "LA-0000"): "zeros"},
        remarks=(2, 6, 7),
    ),
    MessyList(
        "ບັນຊີ.csv",
        "lao",
        _lao_text,
        {
            "LA-0601": Stored("ສົມພອນ ວົງສາ", "Somphone Vongsa", "", "LA-CH", "male"),
            "LA-0602": Stored("ຄຳແພງ ວົງສາ", "Khampheng Vongsa", "", "LA-CH", "female"),
            "LA-0603": Stored("ບຸນມີ ແກ້ວມະນີ", "", "", "LA-AT", "male"),
        },
    ),
)


@dataclass(frozen=True)
class MessyTrainings:
    """A list of past trainings of the people of a `MessyList`: facts are number, award and last day."""

    file_name: str
    people: MessyList
    build: Callable[[], bytes]
    facts: frozenset[tuple[str, str, str]]
    meanings: Mapping[tuple[str, str], str]
    remarks: tuple[int, ...] = ()
    refused: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


def _thai_trainings() -> bytes:
    """Several days in every way, a serial date, a module by the name that the Society gives it, the zeros gone."""
    return xlsx(
        ["สรุปผลการอบรม ปีงบประมาณ 2568"],
        ["ลำดับ", "เลขที่", "ชื่อ", "นามสกุล", "หลักสูตร", "วันที่อบรม"],
        ["รุ่นที่ 1"],
        [1, 123, "สมชาย", "ใจดี", "ปฐมพยาบาลใจ", "1-5 มีนาคม 2568"],
        [2, 124, "นางสาวมาลี", "นายเรือ", "ปฐมพยาบาลใจ", "28 ก.พ. - 3 มี.ค. 2568"],
        ["รุ่นที่ 2"],
        [3, "000125", "สุดา", "ใจดี", "ปฐมพยาบาลใจ", 45717],
        [4, "000125", "สุดา", "ใจดี", "ปฐมพยาบาลใจ", "เดือนมีนาคม"],
        ["รวม", 4],
        [None, None, "ลงชื่อ", ".................", None, None],
        merged=("A1:F1", "A3:F3", "A6:F6"),
    )


def _lao_trainings() -> bytes:
    """Names alone, with titles; days over the end of a month."""
    return text(
        ["ລ/ດ", "ຊື່ ແລະ ນາມສະກຸນ", "ເລກທີ", "ຫົວຂໍ້", "ວັນທີ"],
        ["1", "ທ້າວ ສົມພອນ ວົງສາ", "LA-0601", "ການຊ່ວຍເຫຼືອທາງໃຈ", "30 ສິງຫາ ຫາ 2 ກັນຍາ 2025"],
        ["2", "ນາງຄຳແພງ ວົງສາ", "LA-0602", "ການຊ່ວຍເຫຼືອທາງໃຈ", "ວັນທີ 1-5 ມີນາ 2025"],
        ["", "", "", "", "ຜູ້ລາຍງານ"],
        encoding="utf-16",
        separator="\t",
    )


TRAININGS: tuple[MessyTrainings, ...] = (
    MessyTrainings(
        "สรุปผล.xlsx",
        ALL[1],
        _thai_trainings,
        frozenset(
            {
                ("000123", "pss", "2025-03-05"),
                ("000124", "pss", "2025-03-03"),
                ("000125", "pss", "2025-03-01"),
            }
        ),
        meanings={("award", "ปฐมพยาบาลใจ"): "pss", ("number", "000000"): "zeros"},
        remarks=(3, 6, 9, 10),
        refused={8: ("date-unreadable",)},
    ),
    MessyTrainings(
        "ຝຶກອົບຮົມ.txt",
        ALL[5],
        _lao_trainings,
        frozenset({("LA-0601", "pss", "2025-09-02"), ("LA-0602", "pss", "2025-03-05")}),
        meanings={("award", "ການຊ່ວຍເຫຼືອທາງໃຈ"): "pss"},
        remarks=(4,),
    ),
)
