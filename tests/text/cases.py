"""The tables of text that lms.text is held to: real words and typing faults of four languages.

Where the order of characters matters they are given as code points, because editors and clipboards reorder
them. A reader of each language should confirm the segmentation samples before they become law.
"""

from datetime import date
from typing import NamedTuple

from lms.text.calendars import Calendar, Digits


def characters(points: str) -> str:
    """The text of code points in hexadecimal, such as "0E99 0EC9"."""
    return "".join(chr(int(point, 16)) for point in points.split())


class Text(NamedTuple):
    id: str
    language: str
    text: str


class Typed(NamedTuple):
    id: str
    language: str
    typed: str
    stored: str


class Pair(NamedTuple):
    id: str
    one: str
    other: str
    same: bool


class Search(NamedTuple):
    id: str
    language: str
    text: str
    query: str
    found: bool


class LongDate(NamedTuple):
    language: str
    calendar: Calendar
    digits: Digits
    text: str


# Stored as typed, drawn without a dotted circle.
RENDERED = (
    Text("R1", "km", "ស្ត្រី"),
    Text("R2", "km", "ខ្ញុំ"),
    Text("R3", "km", "កម្ពុជា"),
    Text("R4", "km", "វិញ្ញាបនបត្រ"),
    Text("R5", "km", "ស៊ី ប៉ី ម៉ឺន"),
    Text("R6", "km", "គ្រឿង ង្រៀង ភ្លៀង"),
    Text("R7", "km", "ធម៌ អេដស៍ ជ័យ"),
    Text("R8", "km", "ឱ្យ ឲ្យ ឥឡូវ ឫស្សី"),
    Text("R9", "lo", "ນ້ຳ ສຳເລັດ ກຳ"),
    Text("R10", "lo", "ປຶ້ມ ເຊື້ອ ຊົ່ວໂມງ"),
    Text("R11", "lo", "ໜັງສື ຫຼາຍ ໝໍ"),
    Text("R12", "lo", "ເອດສ໌"),
    Text("R13", "lo", "ຜູ້ ຢູ່ ຟ້າ ຝັ່ງ"),
    Text("R14", "th", "ปั่น ฝึ้ ฟื้ ป้า"),
    Text("R15", "th", "ญู ญุ ฐุ ฎุ ฏู"),
    Text("R16", "th", "น้ำ จ๋ำ ป๊ำ"),
    Text("R17", "th", "ศักดิ์สิทธิ์ เศรษฐ์ ศิลป์"),
    Text("R18", "th", "ฤๅษี ฯลฯ ๛"),
    Text("R19", "my", "မင်္ဂလာ သင်္ဘော အင်္ဂလိပ်"),
    Text("R20", "my", "ဥက္ကဋ္ဌ သတ္တဝါ တက္ကသိုလ်"),
    Text("R21", "my", "ကျွန်ုပ် ငြိမ်း မြွေ ကြွေ"),
    Text("R22", "my", "ရှဉ့် လျှော့ နှင့်"),
)

# Code points as typed, code points as stored.
NORMALISED = (
    Typed(
        "N1", "km", characters("179F 17D2 179A 17D2 178F 17B8"), characters("179F 17D2 178F 17D2 179A 17B8")
    ),
    Typed("N2", "km", characters("1781 17D2 1789 17C6 17BB"), characters("1781 17D2 1789 17BB 17C6")),
    Typed("N3", "km", characters("1794 17C1 17B8"), characters("1794 17BE")),
    Typed("N4", "km", characters("1785 17C1 17B6 179B"), characters("1785 17C4 179B")),
    Typed("N5", "km", characters("179F 17B8 17CA"), characters("179F 17CA 17B8")),
    Typed(
        "N6", "km", characters("1798 17C9 17D2 1799 17B6 1784"), characters("1798 17D2 1799 17C9 17B6 1784")
    ),
    Typed("N7", "km", characters("1780 17C6 17B6"), characters("1780 17B6 17C6")),
    Typed("N8", "lo", characters("0E99 0EC9 0ECD 0EB2"), characters("0E99 0EC9 0EB3")),
    Typed("N9", "lo", characters("0E99 0ECD 0EC9 0EB2"), characters("0E99 0EC9 0EB3")),
    Typed(
        "N10",
        "lo",
        characters("0EAA 0ECD 0EB2 0EC0 0EA5 0EB1 0E94"),
        characters("0EAA 0EB3 0EC0 0EA5 0EB1 0E94"),
    ),
    Typed("N11", "lo", characters("0E9C 0EC9 0EB9"), characters("0E9C 0EB9 0EC9")),
    Typed("N12", "lo", characters("0EC0 0EC0 0EA5 0EB0"), characters("0EC1 0EA5 0EB0")),
    Typed("N13", "lo", characters("0E81 0EC8 0EB5"), characters("0E81 0EB5 0EC8")),
    Typed("N14", "th", characters("0E19 0E4D 0E49 0E32"), characters("0E19 0E49 0E33")),
    Typed("N15", "th", characters("0E19 0E49 0E4D 0E32"), characters("0E19 0E49 0E33")),
    Typed("N16", "th", characters("0E40 0E40 0E1B 0E25"), characters("0E41 0E1B 0E25")),
    Typed("N17", "th", characters("0E01 0E48 0E35"), characters("0E01 0E35 0E48")),
    Typed("N18", "th", characters("0E1B 0E48 0E39"), characters("0E1B 0E39 0E48")),
    Typed("N19", "th", characters("0E17 0E35 0E48 0E48"), characters("0E17 0E35 0E48")),
    Typed("N20", "my", characters("101B 103E 103D 1031"), characters("101B 103D 103E 1031")),
    Typed("N21", "my", characters("1015 103C 1036 102F 1038"), characters("1015 103C 102F 1036 1038")),
    Typed("N22", "my", characters("1019 103C 1014 103A 1037"), characters("1019 103C 1014 1037 103A")),
    Typed("N23", "my", characters("1025 1038 1025 102E 1038"), characters("1025 1038 1026 1038")),
)

COMPARED = (
    Pair("K1", "ស្ត្រី", "ស្ដ្រី", True),
    Pair("K2", "ឲ្យ", "ឱ្យ", True),
    Pair("K3", "ບົດທີ ໑໒", "ບົດທີ 12", True),
    Pair("K4", "๒๕๖๙", "2569", True),
    Pair("K5", "ໜັງສື", "ຫນັງສື", True),
    Pair("K6", "ຫຼາຍ", "ຫລາຍ", True),
    Pair("K7", "រាជ\u200bធានី", "រាជធានី", True),
    Pair("K8", "ນ້ຳ", "ນຳ", False),
    Pair("K9", "ม้า", "มา", False),
    Pair("K10", "ប៉ា", "បា", False),
    Pair("K11", "អេដស៍", "AIDS", False),
    Pair("K12", "ဝ", "၀", False),
)

SEARCHED = (
    Search("S1", "km", "ជំងឺអេដស៍គឺជាជំងឺឆ្លង", "អេដស៍", True),
    Search("S2", "lo", "ການປ້ອງກັນພະຍາດເອດສ໌ໃນຊຸມຊົນ", "ເອດສ໌", True),
    Search("S3", "th", "การป้องกันโรคเอดส์ในชุมชน", "เอดส์", True),
    Search("S4", "lo", "ຫຼັກສູດນ້ຳດື່ມສະອາດ", "ນໍ້າ", True),
    Search("S5", "lo", "ຜູ້ນຳທ້ອງຖິ່ນ", "ນ້ຳ", False),
    Search("S6", "km", "គណៈកម្មាធិការស្ត្រី", "ស្រ្តី", True),
    Search("S7", "th", "ยาลดไข้", "ยา", True),
    Search("S8", "km", "កាសែត", "ក", False),
    Search("S9", "my", "ရောဂါကာကွယ်ရေးသင်တန်း", "သင်တန်း", True),
    Search("S10", "th", "ปี ๒๕๖๙", "2569", True),
)

# In the order of a dictionary.
SORTED = (
    Text("C1", "th", "กมล กานดา กิตติ เกศ แก้ว ขวัญ เขียว ลำดวน ศักดิ์ สมชาย อรุณ เอก"),
    Text("C2", "lo", "ກາ ກິດ ເກດ ແກ້ວ ໄກ່ ຂວັນ ເຂຽວ ສົມ ມະນີ ອານຸ ເອກ"),
    Text("C3", "km", "កា កុសល កែវ ក្រម ខៀវ ខ្ញុំ គង់ ចាន់ រតន៍ លី សុខ ស្រី ហ៊ុន"),
)

BROKEN = (
    Text("B1", "km", "ខ្ញុំបានបញ្ចប់វគ្គសិក្សាអំពីការបង្ការជំងឺអេដស៍នៅរាជធានីភ្នំពេញជាមួយគ្រូបង្រៀនដែលមានបទពិសោធន៍"),
    Text("B2", "lo", "ຂ້ອຍໄດ້ສຳເລັດຫຼັກສູດການປ້ອງກັນພະຍາດເອດສ໌ຢູ່ນະຄອນຫຼວງວຽງຈັນກັບຄູສອນທີ່ມີປະສົບການຫຼາຍປີ"),
    Text("B3", "th", "ฉันได้เรียนจบหลักสูตรการป้องกันโรคเอดส์ที่โรงเรียนกับครูผู้สอนที่มีประสบการณ์หลายปี"),
    Text("B4", "my", "ကျွန်တော်သည်ရန်ကုန်မြို့ရှိကျောင်းတွင်အတွေ့အကြုံရှိသောဆရာနှင့်အတူမြန်မာဘာသာစကားကိုလေ့လာနေပါသည်"),
    Text("B5", "th", "ดีใจ😀มากที่ได้เรียนหลักสูตรการดูแลสุขภาพในชุมชน"),
)

DATED = date(2026, 11, 24)
LONG_DATES = (
    LongDate("en", "gregorian", "latin", "24 November 2026"),
    LongDate("en", "gregorian", "native", "24 November 2026"),
    LongDate("th", "buddhist", "latin", "24 พฤศจิกายน 2569"),
    LongDate("th", "buddhist", "native", "๒๔ พฤศจิกายน ๒๕๖๙"),
    LongDate("th", "gregorian", "latin", "24 พฤศจิกายน 2026"),
    LongDate("km", "gregorian", "latin", "24 វិច្ឆិកា 2026"),
    LongDate("km", "gregorian", "native", "២៤ វិច្ឆិកា ២០២៦"),
    LongDate("lo", "gregorian", "latin", "24 ພະຈິກ 2026"),
    LongDate("lo", "gregorian", "native", "໒໔ ພະຈິກ ໒໐໒໖"),
    LongDate("my", "gregorian", "native", "၂၀၂၆ နိုဝင်ဘာ ၂၄"),
    LongDate("my", "gregorian", "latin", "2026 နိုဝင်ဘာ 24"),
    LongDate("zz", "gregorian", "native", "24 November 2026"),
)

# Stays a dotted circle after storing, and the piece that has it.
CIRCLED = (
    ("km", characters("179F 17C1 17C0 179C"), characters("179F 17C1 17C0")),  # two vowels
    (
        "km",
        characters("1798 17D2 17C9 17B6 1780"),
        characters("1798 17D2 17C9 17B6"),
    ),  # coeng before a shifter
    ("km", characters("1780 17D2"), characters("1780 17D2")),  # coeng at the end
    ("km", characters("1780 0020 17B6"), characters("17B6")),  # vowel after a space
    ("km", characters("17D2 1780"), characters("17D2")),  # coeng at the start
    ("lo", characters("0EC9 0E99"), characters("0EC9")),  # tone before its letter
    ("lo", characters("0EB3 0E99"), characters("0EB3")),  # AM without a letter
    ("th", characters("0E01 0E32 0E48"), characters("0E01 0E32 0E48")),  # tone after AA
    ("th", characters("0041 0E48"), characters("0E48")),  # tone on a Latin letter
    ("th", characters("0E01 25CC 0E48"), characters("0E01 25CC 0E48")),  # a circle that was typed
    ("my", characters("1000 1039"), characters("1000 1039")),  # virama at the end
    ("my", characters("1000 1031 103B"), characters("1000 1031 103B")),  # medial after a vowel
)

# Drew a dotted circle as typed; storing repairs it.
REPAIRED = (
    ("my", characters("1015 103C 1036 102F 1038")),
    ("my", characters("101B 103E 103D 1031")),
    ("km", characters("179F 17B8 17CA")),
    ("km", characters("1789 17B6 17BB 17C6")),
)
