"""A volunteer who is frightened types what has happened in plain words, and is led to the lesson that helps."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lms.content.types.curriculum import Content
from lms.search.domain.documents import documents
from lms.search.domain.index import Index
from tests.search.shelves import found

TOLD = "pgi/disclosure-and-children"
CLOCKS = "hiv/prevention"
LINK = "pss/linking"
OURS = "pgi/psea"
SAFE = "migration/safe-migration"
DOORS = "migration/working-with-others"
FAMILY = "migration/family-links"
PAY = "migration/routes-papers-pay"
OFFERS = "migration/job-offers"
DEBT = "migration/health-debt-work"
HELD = "hiv/held-on-treatment"
CHATS = "cea/chat-apps"
PEOPLE = "hiv/people-not-labels"
DOSES = "hiv/treatment"
TESTS = "hiv/testing"
PASSED_ON = "hiv/hiv-and-aids"
REFERRAL = "hiv/referral"
STRESS = "pss/stress-and-distress"
WHO = "migration/who-is-a-migrant"
COMPLAIN = "cea/feedback-and-complaints"

# Each row: what is typed in English, Khmer, Lao, Thai, and the lesson.
HAPPENED = (
    ("rape", "ចាប់រំលោភ", "ຂົ່ມຂືນ", "ข่มขืน", TOLD),
    ("she was raped", "ខ្ញុំត្រូវគេចាប់រំលោភ", "ນາງຖືກຂົ່ມຂືນ", "ฉันถูกข่มขืน", TOLD),
    ("raped last night", "គេរំលោភនាង", "ຖືກຂົ່ມຂືນ", "ถูกข่มขืน", CLOCKS),
    ("assault", "បង្ខំរួមភេទ", "ຖືກທຳຮ້າຍ", "ถูกทำร้าย", TOLD),
    ("hit by husband", "ប្ដីវាយ", "ຜົວຕີ", "ผัวตี", TOLD),
    ("beaten", "គេវាយខ្ញុំ", "ຖືກຕີ", "โดนทุบตี", TOLD),
    ("he threatens her", "គំរាមកំហែង", "ຖືກຂູ່", "โดนขู่ฆ่า", TOLD),
    ("child beaten", "វាយក្មេង", "ຕີເດັກ", "เด็กถูกทำร้าย", TOLD),
    ("kill herself", "សម្លាប់ខ្លួន", "ຂ້າຕົວຕາຍ", "อยากฆ่าตัวตาย", LINK),
    ("he killed himself", "គាត់ចង់សម្លាប់ខ្លួន", "ຢາກຂ້າຕົວເອງ", "ทำร้ายตัวเอง", LINK),
    ("want to die", "ចង់ស្លាប់", "ຢາກຕາຍ", "อยากตาย", LINK),
    ("overdose", "លេបថ្នាំលើសកម្រិត", "ກິນຢາເກີນຂະໜາດ", "กินยาเกินขนาด", LINK),
    ("condom broke", "ស្រោមអនាម័យដាច់", "ຖົງຢາງແຕກ", "ถุงยางแตก", CLOCKS),
    ("needle stick", "មុតម្ជុល", "ເຂັມຕຳ", "เข็มตำมือ", CLOCKS),
    ("morning after pill", "ថ្នាំពន្យារកំណើត", "ຢາຄຸມ", "ยาคุมฉุกเฉิน", CLOCKS),
    ("trafficked", "គេជួញដូរ", "ຖືກຂາຍ", "โดนหลอกไปทำงาน", SAFE),
    ("locked in", "ឃុំខ្លួន", "ຖືກກັກຂັງ", "ถูกกักขัง", SAFE),
    ("passport taken", "យកលិខិតឆ្លងដែន", "ຍຶດໜັງສືຜ່ານແດນ", "นายจ้างยึดพาสปอร์ต", DOORS),
    ("no pay", "មិនបើកប្រាក់ខែ", "ບໍ່ຈ່າຍເງິນເດືອນ", "ไม่จ่ายเงินเดือน", DOORS),
    ("volunteer asked for sex", "បៀតបៀនផ្លូវភេទ", "ລວນລາມ", "ถูกลวนลาม", OURS),
    ("ran out of medicine", "អស់ថ្នាំ", "ຢາໝົດ", "ยาหมด", DOSES),
    ("my brother is missing", "បាត់ខ្លួន", "ຄົນຫາຍ", "ตามหาญาติ", DOORS),
    ("forced test", "បង្ខំធ្វើតេស្ត", "ບັງຄັບກວດເລືອດ", "บังคับตรวจเลือด", TESTS),
    ("cannot sleep", "គេងមិនលក់", "ນອນບໍ່ຫຼັບ", "นอนไม่หลับ", STRESS),
    ("arrested", "ប៉ូលិស", "ຖືກຈັບ", "ถูกจับ", DOORS),
    ("police arrested me", "ប៉ូលិសចាប់ខ្ញុំ", "ຕຳຫຼວດຈັບ", "ตำรวจจับ", DOORS),
    ("they arrested my husband", "ចាប់ប្ដីខ្ញុំ", "ຜົວຖືກຈັບ", "สามีโดนจับ", DOORS),
    ("police took me", "ប៉ូលីសចាប់", "ຕຳຫຼວດເອົາຂ້ອຍໄປ", "ตำรวจพาตัวไป", DOORS),
    ("afraid of the police", "ខ្ញុំខ្លាចប៉ូលិស", "ຂ້ອຍຢ້ານຕຳຫຼວດ", "ฉันกลัวตำรวจ", DOORS),
    ("soldiers caught us", "ខ្លាចទាហាន", "ທະຫານຈັບໝູ່", "เพื่อนโดนทหารจับ", DOORS),
    ("detained at the border", "ឃាត់ខ្លួន", "ຖືກກັກຕົວ", "ถูกกักตัว", DOORS),
    ("my brother is in jail", "បងខ្ញុំជាប់គុក", "ອ້າຍຕິດຄຸກ", "พี่ชายติดคุก", DOORS),
    ("fined", "ប៉ូលិសពិន័យ", "ຖືກປັບໄໝ", "โดนปรับ", DOORS),
    ("checkpoint", "ប៉ុស្តិ៍ត្រួតពិនិត្យ", "ດ່ານກວດ", "ด่านตรวจ", DOORS),
    ("bribe", "ប៉ូលិសសុំលុយ", "ຕຳຫຼວດຂໍເງິນ", "ตำรวจขอเงิน", COMPLAIN),
    ("corruption", "ស៊ីសំណូក", "ສິນບົນ", "สินบน", COMPLAIN),
    ("deported", "និរទេស", "ເນລະເທດ", "เนรเทศ", DOORS),
    ("I am afraid to be sent back", "ខ្លាចគេបញ្ជូនត្រឡប់ទៅវិញ", "ຢ້ານຖືກສົ່ງກັບ", "กลัวถูกส่งกลับ", DOORS),
    ("they sent us back", "គេបញ្ជូនយើងមកវិញ", "ສົ່ງພວກເຮົາກັບ", "เขาส่งเรากลับ", LINK),
    ("immigration police", "ប៉ូលិសអន្តោប្រវេសន៍", "ກວດຄົນເຂົ້າເມືອງ", "ตม.", DOORS),
    ("my child is lost", "កូនបាត់", "ລູກຫາຍ", "ลูกหาย", DOORS),
    ("lost my daughter", "កូនខ្ញុំបាត់", "ລູກສາວຂ້ອຍຫາຍ", "ลูกสาวฉันหาย", DOORS),
    ("my wife is missing", "ប្រពន្ធខ្ញុំបាត់", "ເມຍຂ້ອຍຫາຍ", "เมียฉันหายไป", DOORS),
    ("missing husband", "បាត់ប្ដី", "ຜົວຫາຍ", "สามีหายตัวไป", DOORS),
    ("cannot find my mother", "រកម្ដាយមិនឃើញ", "ຊອກແມ່ບໍ່ເຫັນ", "หาแม่ไม่เจอ", DOORS),
    ("child alone", "ក្មេងម្នាក់ឯង", "ເດັກຢູ່ຄົນດຽວ", "เด็กอยู่คนเดียว", DOORS),
    ("please help me", "ជួយខ្ញុំផង", "ຊ່ວຍຂ້ອຍແດ່", "ช่วยฉันด้วย", LINK),
    ("I need help", "សូមជួយ", "ຊ່ວຍແດ່", "ช่วยด้วย", DOORS),
    ("need a doctor", "ខ្ញុំចង់ជួបពេទ្យ", "ຢາກໄປຫາໝໍ", "อยากไปหาหมอ", DOORS),
    ("need to go to hospital", "ទៅពេទ្យ", "ຢາກໄປໂຮງໝໍ", "ต้องไปโรงพยาบาล", DOORS),
    ("my child is sick", "កូនខ្ញុំឈឺ", "ລູກເຈັບ", "ลูกป่วย", DOORS),
    ("call an ambulance", "ហៅឡានពេទ្យ", "ເອີ້ນລົດໂຮງໝໍ", "เรียกรถพยาบาล", LINK),
    ("no passport", "អត់មានលិខិតឆ្លងដែន", "ບໍ່ມີໜັງສືຜ່ານແດນ", "ไม่มีหนังสือเดินทาง", DOORS),
    ("I have no papers", "ខ្ញុំអត់ឯកសារ", "ບໍ່ມີເອກະສານ", "ไม่มีเอกสาร", WHO),
    ("overstayed", "ហួសវីសា", "ວີຊາໝົດ", "วีซ่าหมด", WHO),
    ("papers expired", "ប៉ាស្ព័រផុតកំណត់", "ໜັງສືຜ່ານແດນໝົດອາຍຸ", "พาสปอร์ตหมดอายุ", WHO),
    ("deceived by a broker", "មេខ្យល់បោក", "ຫຼອກລວງ", "นายหน้าหลอก", SAFE),
    ("in debt to my boss", "ជំពាក់លុយថៅកែ", "ຕິດໜີ້ນາຍຈ້າງ", "ติดหนี้นายจ้าง", SAFE),
    ("locked in a room", "គេចាក់សោខ្ញុំ", "ຖືກຂັງ", "ถูกขัง", SAFE),
    ("HIV medicine", "ថ្នាំអេដស៍", "ຢາຕ້ານເອດ", "ยาต้านเอดส์", DOSES),
    ("HIV medicine ran out", "ថ្នាំអេដស៍អស់", "ຢາຕ້ານໝົດ", "ยาต้านหมด", DOSES),
    ("ran out of HIV medicine", "អស់ថ្នាំអេដស៍", "ຢາຕ້ານເອດໝົດ", "ยาต้านเอดส์หมด", REFERRAL),
    ("lost my pills", "ខ្ញុំបាត់ថ្នាំ", "ຢາເສຍ", "ทำยาหาย", DOSES),
    ("no pills", "ខ្ញុំគ្មានថ្នាំ", "ບໍ່ມີຢາ", "ไม่มียา", DOSES),
    ("expelled", "បណ្ដេញចេញ", "ໄລ່ກັບ", "เนรเทศ", DOORS),
    ("deported", "បណ្តេញចេញ", "ເນລະເທດ", "ส่งกลับประเทศ", DOORS),
    ("they sent me back", "គេដេញចេញ", "ສົ່ງກັບ", "ถูกส่งกลับ", DOORS),
    ("deportation", "បណ្តេញពីថៃ", "ເນລະເທດ", "ไล่กลับ", DOORS),
    ("cannot find my child", "រកកូនមិនឃើញ", "ຫາລູກບໍ່ເຫັນ", "หาลูกไม่เจอ", DOORS),
    ("lost child", "បាត់កូន", "ລູກຫຼົງ", "ลูกหาย", DOORS),
    ("the boss does not pay me, no pay", "ថៅកែមិនឱ្យលុយ", "ນາຍຈ້າງບໍ່ໃຫ້ເງິນ", "นายจ้างไม่จ่ายเงิน", DOORS),
)
ASKED = [
    (language, row[column], row[-1])
    for row in HAPPENED
    for column, language in enumerate(("en", "km", "lo", "th"))
]


@pytest.mark.parametrize(("language", "typed", "lesson"), ASKED)
def test_plain_words_lead_to_the_lesson_that_helps(
    indexes: dict[str, Index], language: str, typed: str, lesson: str
) -> None:
    hits = found(indexes[language].find(typed)).hits[:3]
    assert lesson in [f"{hit.document.module}/{hit.document.name}" for hit in hits]


# Khmer as it is spoken and spelt on a phone, beside the words of books.
SPOKEN_KHMER = (
    ("គេបង្ខំឲ្យដេកជាមួយ", TOLD),
    ("ថៅកែគម្រាមខ្ញុំ", TOLD),
    ("ចង់សំលាប់ខ្លួន", LINK),
    ("លែងចង់រស់", LINK),
    ("លេបថ្នាំច្រើនពេក", LINK),
    ("ផឹកថ្នាំសំលាប់ស្មៅ", LINK),
    ("កុងដូមធ្លាយ", CLOCKS),
    ("គេមិនឲ្យចេញ", SAFE),
    ("ប៉ាសព័រ", DOORS),
    ("ថៅកែអត់អោយលុយ", PAY),
    ("ដាច់ថ្នាំ", DOSES),
    ("ថ្នាំពន្យារជីវិត", DOSES),
    ("ទាក់ទងអត់បាន", FAMILY),
    ("បញ្ឈប់ពីការងារ", TESTS),
    ("ដេកអត់លក់", STRESS),
    ("គិតច្រើន", STRESS),
    ("អត់មានអត្តសញ្ញាណប័ណ្ណ", WHO),
    ("ដកដង្ហើមចេញមិនរួច", DOORS),
    ("ពេទ្យនៅឯណា", DOORS),
)


@pytest.mark.parametrize(("typed", "lesson"), SPOKEN_KHMER)
def test_khmer_as_it_is_spoken_leads_first_to_the_lesson_that_helps(
    indexes: dict[str, Index], typed: str, lesson: str
) -> None:
    first = found(indexes["km"].find(typed)).hits[0].document
    assert f"{first.module}/{first.name}" == lesson


def test_all_documents_are_not_missing_documents(indexes: dict[str, Index]) -> None:
    """អស់ is to run out, and stands within "all"."""
    assert "why-need" not in [hit.anchor for hit in found(indexes["km"].find("ឯកសារទាំងអស់")).hits]


def test_the_result_leads_to_the_heading_that_helps(indexes: dict[str, Index]) -> None:
    first = found(indexes["th"].find("อยากตาย")).hits[0]
    assert (first.document.name, first.anchor) == ("linking", "suicide")


# What is typed, the lesson, and by its number the row of the table that answers.
ANSWERED = (
    ("km", "កូនបាត់ បាត់កូន កូនខ្ញុំបាត់ រកកូនមិនឃើញ", LINK, 2),
    ("lo", "ລູກຫາຍ ຫາລູກບໍ່ເຫັນ ລູກຫຼົງ", LINK, 2),
    ("th", "ลูกหาย หาลูกไม่เจอ", LINK, 2),
    ("en", "missing-person disappeared", LINK, 2),
    ("km", "និរទេស បញ្ជូនត្រឡប់ បណ្ដេញចេញ បណ្តេញចេញ គេដេញចេញ បណ្តេញពីថៃ", LINK, 3),
    ("lo", "ເນລະເທດ ສົ່ງກັບ", LINK, 3),
    ("th", "เนรเทศ ถูกส่งกลับ", LINK, 3),
    ("en", "deported expelled", LINK, 3),
    ("km", "កូនបាត់ រកកូនមិនឃើញ", DOORS, 1),
    ("km", "មិនបើកលុយ", DOORS, 3),
    ("lo", "ນາຍຈ້າງບໍ່ໃຫ້ເງິນ", DOORS, 3),
    ("th", "ไม่จ่ายค่าแรง", DOORS, 3),
    ("en", "unpaid salary", DOORS, 3),
)


@pytest.mark.parametrize(
    ("language", "typed", "lesson", "row"),
    [(language, each, lesson, row) for language, typed, lesson, row in ANSWERED for each in typed.split()],
)
def test_the_row_that_answers_is_shown(
    library: Content, indexes: dict[str, Index], language: str, typed: str, lesson: str, row: int
) -> None:
    (hit,) = (
        hit
        for hit in found(indexes[language].find(typed)).hits[:3]
        if f"{hit.document.module}/{hit.document.name}" == lesson
    )
    rows = [
        passage
        for passage in hit.document.passages
        if passage.anchor == hit.anchor and len(passage.pieces) > 1
    ]
    assert "".join(part.text for part in hit.snippet).startswith(
        " ".join((rows[row - 1].pieces[0].lead, rows[row - 1].pieces[0].text))
    )


def test_who_swallowed_something_is_sent_to_the_ambulance_first(indexes: dict[str, Index]) -> None:
    first = {
        language: found(indexes[language].find(typed)).hits[0]
        for language, typed in (
            ("en", "overdose"),
            ("km", "លេបថ្នាំលើសកម្រិត"),
            ("lo", "ກິນຢາເກີນຂະໜາດ"),
            ("th", "กินยาเกินขนาด"),
        )
    }
    english = [passage.text for passage in first["en"].document.passages]
    place = next(number for number, text in enumerate(english) if "ambulance first" in text)
    for language, hit in first.items():
        begins = hit.document.passages[place].text[:30]
        assert "".join(part.text for part in hit.snippet).startswith(begins), language


@pytest.mark.parametrize(("said", "also"), [("បណ្ដេញចេញ", "បណ្តេញចេញ"), ("បណ្ដេញពីថៃ", "បណ្តេញពីថៃ")])
def test_both_spellings_of_a_khmer_word_find_the_same(
    indexes: dict[str, Index], said: str, also: str
) -> None:
    one, other = (found(indexes["km"].find(typed)).hits for typed in (said, also))
    assert [hit.document for hit in one] == [hit.document for hit in other]


def test_two_letters_lead_only_where_they_are_a_word(indexes: dict[str, Index]) -> None:
    """ตม is the police at the border, and stands within "human life"."""
    for typed in ("ตม", "ติดต่อตม", "กลัว ตม. จับ"):
        assert found(indexes["th"].find(typed)).hits[0].anchor == "limits", typed
    assert "limits" not in [hit.anchor for hit in found(indexes["th"].find("ชีวิตมนุษย์")).hits]


def test_what_happened_goes_before_a_call_for_help(indexes: dict[str, Index]) -> None:
    for language, typed in (("en", "please help me I was raped"), ("th", "ช่วยด้วย ถูกข่มขืน")):
        assert found(indexes[language].find(typed)).hits[0].document.name == "disclosure-and-children"


# What Thai readers type as well, and the lesson that comes first.
THAI = (
    ("ถูกล่วงละเมิดทางเพศ", TOLD),
    ("โดนละเมิดทางเพศ", TOLD),
    ("บังคับให้นอนด้วย", TOLD),
    ("การล่วงละเมิดทางเพศ", OURS),
    ("หัวหน้าให้นอนด้วยถึงจะได้ข้าว", OURS),
    ("โดนเตะ", TOLD),
    ("กินยาฆ่าแมลง", LINK),
    ("ไม่อยากอยู่บนโลกนี้", LINK),
    ("ถุงยางรั่ว", CLOCKS),
    ("กลัวติดเอดส์", CLOCKS),
    ("แก๊งคอลเซนเตอร์", SAFE),
    ("เขาขังผมไว้ในห้อง", SAFE),
    ("บังคับขายตัว", SAFE),
    ("เขายึดพาสปอต", DOORS),
    ("ไม่ได้รับค่าแรง", PAY),
    ("ถูกหักเงินเดือน", PAY),
    ("พี่หายตัวไป", FAMILY),
    ("หลงทาง", FAMILY),
    ("ไม่มีบัตรสีชมพู", WHO),
    ("ถูกไล่ออกจากประเทศ", DOORS),
    ("ตรวจเลือดเข้าทำงาน", TESTS),
    ("ผมไม่สบายใจ", STRESS),
    ("เลือดออกมาก", DOORS),
    ("เพื่อนป่วย", DOORS),
    ("ช่วยหน่อย", LINK),
)


@pytest.mark.parametrize(("typed", "lesson"), THAI)
def test_what_thai_readers_type_leads_first_to_the_lesson_that_helps(
    indexes: dict[str, Index], typed: str, lesson: str
) -> None:
    first = found(indexes["th"].find(typed)).hits[0].document
    assert f"{first.module}/{first.name}" == lesson


@pytest.mark.parametrize(("language", "typed"), [("th", "ถูกตีตรา"), ("th", "โดนตีตรา"), ("lo", "ຖືກຕີຕາ")])
def test_who_asks_about_stigma_is_not_led_to_beatings(
    indexes: dict[str, Index], language: str, typed: str
) -> None:
    """The word for stigma begins as "beaten" does."""
    first = found(indexes[language].find(typed)).hits[0].document
    assert first.name == "words-that-help"


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        ("th", "แม่หายใจเร็ว"),
        ("th", "ลูกหายใจแรง"),
        ("lo", "ລູກຫາຍໃຈຍາກ"),
        ("km", "កូនបាត់ថ្នាំ"),
        ("en", "my child lost pills"),
    ],
)
def test_who_breathes_badly_or_lost_medicine_is_not_a_missing_person(
    indexes: dict[str, Index], language: str, typed: str
) -> None:
    hits = found(indexes[language].find(typed)).hits
    assert "five-cases" not in [hit.anchor for hit in hits[:2]]


@pytest.mark.parametrize("typed", ["ພະຍາດເອດປົວຫາຍບໍ່", "ເອດປົວຫາຍແມ່ນບໍ່"])
def test_who_asks_whether_aids_is_cured_is_not_led_to_missing_relatives(
    indexes: dict[str, Index], typed: str
) -> None:
    """In Lao "illness" ends as "relative" is written, and "is" begins as "mother"."""
    hits = found(indexes["lo"].find(typed)).hits
    assert "five-cases" not in [hit.anchor for hit in hits]


@pytest.mark.parametrize(
    ("typed", "lesson"),
    [
        ("ນາຍຈ້າງຍຶດພາສະປອດ", DOORS),
        ("ບໍ່ໄດ້ຮັບເງິນເດືອນ", PAY),
        ("ຖືກໄລ່ອອກຈາກປະເທດ", DOORS),
        ("ກິນຢາເບື່ອ", LINK),
        ("ເລືອດອອກ", DOORS),
        ("ຜົວຂ້ອຍຕີຂ້ອຍ", TOLD),
    ],
)
def test_lao_as_it_is_spoken_leads_to_the_same_help_first(
    indexes: dict[str, Index], typed: str, lesson: str
) -> None:
    first = found(indexes["lo"].find(typed)).hits[0].document
    assert f"{first.module}/{first.name}" == lesson


# The plainest words about HIV, the one page on which they stood together before, and the lesson that answers.
ABOUT_HIV = (
    ("th", "ตรวจเอดส์, ตรวจ HIV, ตรวจเลือด, เจาะเลือดตรวจ, อยากตรวจเอชไอวี", TESTS),
    ("lo", "ກວດເອດ, ກວດ HIV, ກວດເລືອດ, ຢາກກວດຫາເຊື້ອ", TESTS),
    ("km", "តេស្តឈាម, ពិនិត្យឈាម, តេស្តអេដស៍, ទៅពិនិត្យមេរោគអេដស៍", TESTS),
    ("en", "HIV test, AIDS test, blood test, get tested for HIV", TESTS),
    ("th", "ติดเอดส์, เอดส์ติดยังไง, ยุงกัดติดเอดส์ไหม, จูบแล้วติดเอชไอวีไหม", PASSED_ON),
    ("lo", "ຕິດເອດ, ຕິດເຊື້ອ HIV ແນວໃດ, ຍຸງກັດຕິດເອດບໍ", PASSED_ON),
    ("km", "ឆ្លងអេដស៍, អេដស៍ឆ្លងយ៉ាងម៉េច, មេរោគអេដស៍ឆ្លងយ៉ាងម៉េច, ធ្វើម៉េចកុំឆ្លងអេដស៍, មូសខាំឆ្លងអេដស៍", PASSED_ON),
    ("en", "catch HIV, how does AIDS spread, HIV mosquito, HIV from kissing", PASSED_ON),
)


@pytest.mark.parametrize(
    ("language", "typed", "lesson"),
    [(language, each, lesson) for language, typed, lesson in ABOUT_HIV for each in typed.split(", ")],
)
def test_who_asks_about_hiv_in_everyday_words_gets_the_lesson_and_not_only_what_not_to_say(
    indexes: dict[str, Index], language: str, typed: str, lesson: str
) -> None:
    first = found(indexes[language].find(typed)).hits[0].document
    assert f"{first.module}/{first.name}" == lesson


@pytest.mark.parametrize(
    ("language", "typed"),
    [("en", "child raped"), ("km", "រំលោភកុមារ"), ("lo", "ຂົ່ມຂືນເດັກ"), ("th", "ข่มขืนเด็ก")],
)
def test_whoever_tells_of_a_raped_child_hears_of_the_72_hours_too(
    indexes: dict[str, Index], language: str, typed: str
) -> None:
    lessons = [
        f"{hit.document.module}/{hit.document.name}" for hit in found(indexes[language].find(typed)).hits
    ]
    assert lessons[:2] == [TOLD, CLOCKS]


# What the seven lessons of the second edition answer, in English, Khmer, Lao, Thai, and the lesson that comes first.
SECOND_EDITION = (
    ("my brother is missing", "បាត់បងប្រុស", "ອ້າຍຫາຍ", "พี่ชายหาย", FAMILY),
    ("not paid", "មិនបានប្រាក់ឈ្នួល", "ບໍ່ໄດ້ຄ່າແຮງ", "ไม่ได้ค่าแรง", PAY),
    ("border pass", "ប័ណ្ណព្រំដែន", "ບັດຜ່ານແດນ", "บัตรผ่านแดน", PAY),
    ("online job", "ការងារអនឡាញ", "ວຽກອອນລາຍ", "งานออนไลน์", OFFERS),
    ("moneylender", "ម្ចាស់បំណុលទូរសព្ទមក", "ເຈົ້າໜີ້ໂທມາ", "เจ้าหนี้โทรมา", DEBT),
    ("arrested without his pills", "ជាប់គុកគ្មានថ្នាំ", "ຕິດຄຸກບໍ່ໄດ້ກິນຢາ", "ติดคุกไม่ได้กินยา", HELD),
    ("sent to the wrong group", "ផ្ញើខុសក្រុម", "ສົ່ງຜິດກຸ່ມ", "ส่งผิดกลุ่ม", CHATS),
    ("sex worker", "ស្រីរកស៊ី", "ໂສເພນີ", "โสเภณี", PEOPLE),
)


@pytest.mark.parametrize(
    ("language", "typed", "lesson"),
    [
        (language, row[column], row[-1])
        for row in SECOND_EDITION
        for column, language in enumerate(("en", "km", "lo", "th"))
    ],
)
def test_the_new_lessons_come_first_where_they_help_most(
    indexes: dict[str, Index], language: str, typed: str, lesson: str
) -> None:
    first = found(indexes[language].find(typed)).hits[0].document
    assert f"{first.module}/{first.name}" == lesson


# What a second person typed a week later, and the lesson that comes first.
ALSO = (
    ("km", "សោកសៅ, ព្រួយចិត្ត, ខូចចិត្ត, ឈឺចិត្ត, អន់ចិត្ត, មិនសប្បាយចិត្ត", STRESS),
    ("lo", "ບໍ່ສະບາຍໃຈ, ເສົ້າໃຈ", STRESS),
    ("th", "หดหู่, เสียใจ, เหงา", STRESS),
    ("en", "sad, worried", STRESS),
    ("th", "ติดทางน้ำลาย", PASSED_ON),
    ("lo", "ຕິດທາງນ້ຳລາຍ", PASSED_ON),
    ("km", "ឆ្លងតាមទឹកមាត់", PASSED_ON),
    ("en", "HIV saliva", PASSED_ON),
    ("lo", "ພາສປອດ, passport", DOORS),
    ("th", "passport", DOORS),
    ("th", "ค่าจ้าง, เงินเดือน", PAY),
    ("km", "passport", DOORS),
    ("th", "ทารุณเด็ก", TOLD),
    ("lo", "ທາລຸນເດັກ, ເດັກຖືກທາລຸນ, ທາລຸນ", TOLD),
)


@pytest.mark.parametrize(
    ("language", "typed", "lesson"),
    [(language, each, lesson) for language, typed, lesson in ALSO for each in typed.split(", ")],
)
def test_other_plain_words_lead_first_to_the_lesson_that_helps(
    indexes: dict[str, Index], language: str, typed: str, lesson: str
) -> None:
    first = found(indexes[language].find(typed)).hits[0].document
    assert f"{first.module}/{first.name}" == lesson


def test_lungs_in_lao_are_no_passport(indexes: dict[str, Index]) -> None:
    hits = found(indexes["lo"].find("ພາສປອດ")).hits
    assert "tuberculosis" not in [hit.document.name for hit in hits]


def test_plain_english_is_understood_in_every_language(indexes: dict[str, Index]) -> None:
    for index in indexes.values():
        assert found(index.find("raped")).hits[0].document.name == "disclosure-and-children"


def test_the_longer_word_wins_over_the_one_within_it(indexes: dict[str, Index]) -> None:
    harmed = found(indexes["th"].find("ทำร้ายตัวเอง")).hits
    assert harmed[0].document.name == "linking"


@pytest.mark.parametrize("word", ["HIV", "consent", "channels", "PrEP"])
def test_a_word_of_the_lessons_is_found_as_before(library: Content, word: str) -> None:
    pages = list(documents(library, "en"))
    plain = Index(replace(page, cues=()) for page in pages)
    before, now = (found(index.find(word)).hits for index in (plain, Index(pages)))
    assert [hit.document.name for hit in now] == [hit.document.name for hit in before]


@pytest.mark.parametrize("typed", ["rapi", "kilt", "papr", "assualt on a bus"])
def test_unlike_words_are_not_offered(indexes: dict[str, Index], typed: str) -> None:
    assert found(indexes["en"].find(typed)).similar == ()
