"""What the columns of lists are called, in four languages: data only. Keys are the fields of an import.

Written as people write them, separated by bars; `columns` compares them without spaces, dots, case and look-alikes.
An empty field name stands for a column that an import leaves alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

LEFT_OUT: Final = ""

# What pages, templates and files that we give back call a field: English, Khmer, Lao, Thai.
LANGUAGES: Final = ("en", "km", "lo", "th")
HEADINGS: Final[Mapping[str, tuple[str, str, str, str]]] = {
    "number": ("Volunteer number", "លេខអ្នកស្ម័គ្រចិត្ត", "ເລກອາສາສະໝັກ", "หมายเลขอาสาสมัคร"),
    "name": ("Name", "ឈ្មោះ", "ຊື່ ແລະ ນາມສະກຸນ", "ชื่อ-นามสกุล"),
    "family_name": ("Family name", "នាមត្រកូល", "ນາມສະກຸນ", "นามสกุล"),
    "given_name": ("Given name", "នាមខ្លួន", "ຊື່ຕົວ", "ชื่อตัว"),
    "latin_name": ("Name in Latin letters", "ឈ្មោះជាអក្សរឡាតាំង", "ຊື່ເປັນຕົວອັກສອນລາແຕັງ", "ชื่ออักษรโรมัน"),
    "latin_family_name": (
        "Latin family name",
        "នាមត្រកូលជាអក្សរឡាតាំង",
        "ນາມສະກຸນເປັນຕົວອັກສອນລາແຕັງ",
        "นามสกุลอักษรโรมัน",
    ),
    "latin_given_name": (
        "Latin given name",
        "នាមខ្លួនជាអក្សរឡាតាំង",
        "ຊື່ຕົວເປັນຕົວອັກສອນລາແຕັງ",
        "ชื่อตัวอักษรโรมัน",
    ),
    "sex": ("Sex", "ភេទ", "ເພດ", "เพศ"),
    # Ticked in a column of its own: see `ticks`.
    "sex_female": ("Female, ticked", "ស្រី គូសធីក", "ຍິງ ໝາຍໃສ່", "หญิง ทำเครื่องหมาย"),
    "sex_male": ("Male, ticked", "ប្រុស គូសធីក", "ຊາຍ ໝາຍໃສ່", "ชาย ทำเครื่องหมาย"),
    "sex_other": ("Other sex, ticked", "ភេទផ្សេង គូសធីក", "ເພດອື່ນ ໝາຍໃສ່", "เพศอื่น ทำเครื่องหมาย"),
    # A whole date is understood; the year is what is kept, and what the form of a person asks for.
    "birth": ("Year of birth", "ឆ្នាំកំណើត", "ປີເກີດ", "ปีเกิด"),
    "phone": ("Phone", "លេខទូរសព្ទ", "ເບີໂທ", "โทรศัพท์"),
    "email": ("E-mail", "អ៊ីមែល", "ອີເມວ", "อีเมล"),
    "branch": ("Branch", "សាខា", "ສາຂາ", "สาขา"),
    "language": ("Language", "ភាសា", "ພາສາ", "ภาษา"),
    "award": ("Module", "ម៉ូឌុល", "ໂມດູນ", "หน่วยการเรียนรู้"),
    "on": ("Training date", "ថ្ងៃបណ្ដុះបណ្ដាល", "ວັນທີຝຶກອົບຮົມ", "วันที่อบรม"),
    # Beside a column of last days: see `day_headings`.
    "on_first": (
        "First day, where the last is missing",
        "ថ្ងៃដំបូង បើគ្មានថ្ងៃចុងក្រោយ",
        "ມື້ທຳອິດ ຖ້າບໍ່ມີມື້ສຸດທ້າຍ",
        "วันแรก หากไม่มีวันสุดท้าย",
    ),
    # In columns of its day, month and year: see `split_dates`.
    "on_day": ("Training date (day)", "ថ្ងៃបណ្ដុះបណ្ដាល (ថ្ងៃ)", "ວັນທີຝຶກອົບຮົມ (ວັນ)", "วันที่อบรม (วัน)"),
    "on_month": ("Training date (month)", "ថ្ងៃបណ្ដុះបណ្ដាល (ខែ)", "ວັນທີຝຶກອົບຮົມ (ເດືອນ)", "วันที่อบรม (เดือน)"),
    "on_year": ("Training date (year)", "ថ្ងៃបណ្ដុះបណ្ដាល (ឆ្នាំ)", "ວັນທີຝຶກອົບຮົມ (ປີ)", "วันที่อบรม (ปี)"),
    "result": ("Result", "លទ្ធផល", "ຜົນ", "ผลการอบรม"),
    # One column for each day: see `attendance_days`.
    "attended_day": ("Was there on a day", "វត្តមានប្រចាំថ្ងៃ", "ມາຝຶກໃນແຕ່ລະມື້", "เข้าอบรมรายวัน"),
    # Where the heading does not say that a tick is a pass: see `result_ticks`.
    "passed_ticked": (
        "Passed the test, ticked",
        "ប្រឡងជាប់ គូសធីក",
        "ຜ່ານການທົດສອບ ໝາຍໃສ່",
        "ผ่านการทดสอบ ทำเครื่องหมาย",
    ),
    # Ticked in a column of its own: see `result_ticks`.
    "failed_ticked": (
        "Not passed or absent, ticked",
        "ធ្លាក់ ឬអវត្តមាន គូសធីក",
        "ບໍ່ຜ່ານ ຫຼື ຂາດ ໝາຍໃສ່",
        "ไม่ผ่านหรือขาด ทำเครื่องหมาย",
    ),
    # In a list that has a column for the word, too.
    "mark": ("Mark beside the result", "ពិន្ទុ ក្រៅពីលទ្ធផល", "ຄະແນນ ນອກຈາກຜົນ", "คะแนน นอกจากผล"),
}
# The parts of a date in columns of their own, what they may be of, and what is a whole date although it looks so.
DAY: Final = "day | dd | date | ថ្ងៃ | ថ្ងៃទី | ວັນ | ວັນທີ | ມື້ | วัน | วันที่"
MONTH: Final = "month | mm | ខែ | ເດືອນ | เดือน"
YEAR: Final = (
    "year | yyyy | yy | ឆ្នាំ | ព.ស. | គ.ស. | ປີ | ພ.ສ. | ຄ.ສ. | ปี | ปี พ.ศ. | ปี ค.ศ. | พ.ศ. | ค.ศ. | พศ | คศ"
)
OF_BIRTH: Final = "birth | of birth | born | dob | កំណើត | កំនើត | ເກີດ | เกิด | ที่เกิด"
OF_TRAINING: Final = (
    "training | of training | trained | course | of course | completion | of completion | completed | "
    "បណ្តុះបណ្តាល | បណ្ដុះបណ្ដាល | នៃការបណ្តុះបណ្តាល | វគ្គ | ຝຶກ | ຝຶກອົບຮົມ | ອົບຮົມ | ທີ່ຝຶກ | ທີ່ຝຶກອົບຮົມ | "
    "ການຝຶກອົບຮົມ | อบรม | ฝึกอบรม | ที่อบรม | ที่ฝึกอบรม | เข้าอบรม | ที่เข้าอบรม | การอบรม | การฝึกอบรม"
)
WHOLE_DATES: Final = (
    "date of birth | birth date | dob | date of training | training date | date of completion"
)
DAYS: Final = "date | day | ថ្ងៃ | កាលបរិច្ឆេទ | ວັນ | ມື້ | วัน"
# Headings that may be of the training, or of the person: the cells tell.
STATES: Final = (
    "status | attendance | attended | ស្ថានភាព | វត្តមាន | ការចូលរួម | ສະຖານະ | ສະຖານະພາບ | ການເຂົ້າຮ່ວມ | สถานะ | "
    "การเข้าร่วม | การเข้าอบรม"
)
# Headings of results that are numbers.
MARKS: Final = (
    "score | scores | mark | marks | points | post-test | post-test score | ពិន្ទុ | ពិន្ទុក្រោយវគ្គ | ຄະແນນ | ຄະແນນສອບ | "
    "ຄະແນນຫຼັງຝຶກອົບຮົມ | คะแนน | คะแนนสอบ | คะแนนที่ได้ | คะแนนหลังอบรม | คะแนนหลังเรียน"
)
# Words of a heading for what was known before the training.
BEFORE: Final = "pre | pretest | before | baseline | មុន | ກ່ອນ | ก่อน"
# Words of a heading for what was known after it, beside one for a mark.
AFTER: Final = (
    "post | after | final | last | total | ក្រោយ | ចុងក្រោយ | សរុប | ຫຼັງ | ຫລັງ | ທ້າຍ | ລວມ | หลัง | ท้าย | รวม | "
    "training | test | course | វគ្គ | ការបណ្ដុះបណ្ដាល | ຝຶກອົບຮົມ | ອົບຮົມ | ຝຶກ | ฝึกอบรม | อบรม | เรียน"
)
# The same words where nothing else but those of the third row stands in a heading: see `before_after`.
BEFORE_IT: Final = "pre | before | មុន | ກ່ອນ | ก่อน"
AFTER_IT: Final = "post | after | ក្រោយ | ຫຼັງ | ຫລັງ | หลัง"
BESIDE_BEFORE_AND_AFTER: Final = (
    "the | of | in | test | exam | quiz | score | mark | marks | result | results | training | course | workshop | "
    "class | session | attending | attendance | knowledge | "
    "តេស្ត | តេស | ប្រឡង | ប្រលង | ពិន្ទុ | លទ្ធផល | វគ្គ | សិក្សា | ការ | ពេល | បណ្តុះបណ្តាល | បណ្ដុះបណ្ដាល | វាយតម្លៃ | "
    "រៀន | ចូល | រួម | បាន | បញ្ចប់ | នៃ | ធ្វើ | "
    "ທົດ | ສອບ | ເສັງ | ຄະແນນ | ຜົນ | ຝຶກ | ອົບຮົມ | ຮຽນ | ການ | ເຂົ້າ | ຮ່ວມ | ພາຍ | ຈາກ | ຈົບ | ປະເມີນ | ບົດ | "
    "แบบ | ทด | สอบ | คะแนน | ผล | ฝึก | อบรม | เรียน | การ | เข้า | ร่วม | รับ | ภาย | จาก | จบ | ประเมิน | หลักสูตร | "
    "โครงการ | กิจกรรม | ความรู้ | ทำ"
)
# Words of a heading under which numbers count or measure something, and are no marks; whole words in Latin letters.
OTHER_COUNTS: Final = (
    "age | year | years | month | day | days | hour | hours | group | batch | team | class | room | round | session | "
    "village | moo | house | floor | seat | count | number | size | weight | height | temperature | children | "
    "family | fee | amount | distance | km | times | "
    "អាយុ | ឆ្នាំ | ខែ | ថ្ងៃ | ម៉ោង | ក្រុម | ជំនាន់ | បន្ទប់ | ភូមិ | ផ្ទះ | ចំនួន | លេខ | ទម្ងន់ | កម្ពស់ | កូន | តម្លៃ | ប្រាក់ | "
    "ອາຍຸ | ປີ | ເດືອນ | ວັນ | ມື້ | ຊົ່ວໂມງ | ກຸ່ມ | ລຸ້ນ | ຮຸ່ນ | ຫ້ອງ | ບ້ານ | ຈຳນວນ | ຈໍານວນ | ເລກ | ນ້ຳໜັກ | ລວງສູງ | ລູກ | ເງິນ | ຄັ້ງ | "
    "อายุ | ปี | เดือน | วัน | ชั่วโมง | ชม | กลุ่ม | รุ่น | ห้อง | ชั้น | หมู่ | บ้าน | จำนวน | เลข | น้ำหนัก | ส่วนสูง | อุณหภูมิ | "
    "บุตร | ลูก | เงิน | ราคา | ค่า | ครั้ง | ที่นั่ง | ไซซ์ | ไซส์ | ขนาด"
)

# Headings over 1, 2, 3 …: the number of a line, and nobody's.
RUNNING: Final = (
    "no | no. | nr | # | n° | s/n | sr | sr no | serial | serial no | row | index | line | ល.រ | លរ | ល.រ. | លេខរៀង | "
    "ລ/ດ | ລດ | ລຳດັບ | ລຳດັບທີ | ລ.ດ | ลำดับ | ลำดับที่ | ที่ | ล.ด. | stt | số thứ tự"
)
# What we write ourselves beside the lines that stayed out: where a line stood, and what is wrong with it.
OF_LEFT_OUT_LINES: Final = "line | problem | ជួរទី | បញ្ហា | ແຖວ | ສິ່ງທີ່ຕ້ອງແກ້ | บรรทัดที่ | สิ่งที่ต้องแก้ไข"

PERSON: Final[Mapping[str, str]] = {
    "number": (
        "volunteer number | volunteer no | volunteer id | volunteer code | id | id number | id no | code | "
        "member number | member id | membership number | membership no | registration number | staff id | "
        "volunteer card no | vol id | vol no | card number | លេខ | លេខសម្គាល់ | លេខអ្នកស្ម័គ្រចិត្ត | "
        "លេខសម្គាល់អ្នកស្ម័គ្រចិត្ត | អត្តលេខ | លេខកាត | លេខសមាជិក | លេខកូដ | កូដ | "
        "អត្តលេខអ្នកស្ម័គ្រចិត្ត | លេខអត្តសញ្ញាណ | ເລກທີ | ເລກ | ເລກອາສາສະໝັກ | ເລກທີອາສາສະໝັກ | ລະຫັດ | "
        "ລະຫັດອາສາສະໝັກ | ລະຫັດອາສາ | ເລກອາສາ | ເລກທີບັດ | ເລກບັດ | ເລກສະມາຊິກ | ເລກປະຈຳຕົວ | "
        "หมายเลข | หมายเลขอาสาสมัคร | เลขที่ | เลขที่อาสาสมัคร | เลขอาสาสมัคร | เลขที่อาสา | เลขอาสา | รหัสอาสา | รหัส | "
        "รหัสอาสาสมัคร | เลขที่บัตร | เลขสมาชิก | เลขที่สมาชิก | หมายเลขสมาชิก | "
        "รหัสสมาชิก | เลขทะเบียน | เลขทะเบียนอาสาสมัคร | เลขทะเบียนสมาชิก | เลขประจำตัว | เลขประจำตัวอาสาสมัคร"
    ),
    "name": (
        "name surname | name-surname | surname and name | surname name | first and last name | "
        "family name and given name | given name and family name | first name last name | last name first name | "
        "surname and given name | name | full name | name of volunteer | volunteer name | volunteer | participant | "
        "participant name | name of participant | name and surname | first name and last name | "
        "name khmer | name in khmer | khmer name | name lao | name in lao | lao name | name thai | "
        "name in thai | thai name | local name | name local script | name in own script | "
        "name in local language | ឈ្មោះ | នាមត្រកូលនិងនាមខ្លួន | គោត្តនាមនិងនាម | គោត្តនាម និងនាមខ្លួន | "
        "នាមនិងគោត្តនាម | ឈ្មោះពេញ | ឈ្មោះអ្នកស្ម័គ្រចិត្ត | ឈ្មោះជាភាសាខ្មែរ | ឈ្មោះខ្មែរ | "
        "ឈ្មោះជាអក្សរខ្មែរ | នាមនិងនាមត្រកូល | ឈ្មោះអ្នកចូលរួម | ឈ្មោះសិក្ខាកាម | ຊື່ ແລະ ນາມສະກຸນ | "
        "ຊື່ນາມສະກຸນ | ຊື່ | ຊື່ເຕັມ | ຊື່ອາສາສະໝັກ | ຊື່ພາສາລາວ | ຊື່ຜູ້ເຂົ້າຮ່ວມ | "
        "ຊື່ ແລະ ນາມສະກຸນ ພາສາລາວ | ชื่อ-นามสกุล | ชื่อ นามสกุล | ชื่อและนามสกุล | ชื่อ-สกุล | ชื่อสกุล | "
        "ชื่อ | ชื่อเต็ม | ชื่ออาสาสมัคร | ชื่อภาษาไทย | ชื่อไทย | ชื่อ-นามสกุล ภาษาไทย | ชื่อผู้เข้าร่วม | "
        "ชื่อผู้เข้าอบรม | ชื่อและสกุล | คำนำหน้าชื่อ-สกุล | คำนำหน้าชื่อ-นามสกุล | คำนำหน้า ชื่อ-สกุล | ยศ ชื่อ-สกุล | "
        "คำนำหน้า-ชื่อ-ชื่อสกุล | ชื่อตัว-ชื่อสกุล | ຊື່ແລະສະກຸນ | ຄຳນຳໜ້າ ຊື່ ແລະ ນາມສະກຸນ | ຜູ້ກ່ຽວ | ຊື່ຜູ້ກ່ຽວ | "
        "họ tên | họ và tên | tên"
    ),
    "family_name": (
        "family name | surname | last name | second name | នាមត្រកូល | គោត្តនាម | ត្រកូល | ນາມສະກຸນ | ສະກຸນ | "
        "นามสกุล | สกุล"
    ),
    "given_name": (
        "given name | given names | first name | forename | នាមខ្លួន | នាម | ຊື່ຕົວ | ຊື່ແທ້ | ชื่อตัว | ชื่อจริง | ชื่อต้น"
    ),
    "latin_name": (
        "latin name | name latin | name in latin | name in latin letters | name english | name in english | "
        "english name | name in english letters | romanized name | romanised name | name as in passport | "
        "name latin letters | name en | name eng | ឈ្មោះឡាតាំង | ឈ្មោះជាអក្សរឡាតាំង | អក្សរឡាតាំង | "
        "ឡាតាំង | ឈ្មោះជាភាសាអង់គ្លេស | ឈ្មោះអង់គ្លេស | ជាអក្សរឡាតាំង | ឈ្មោះ ឡាតាំង | នាមជាអក្សរឡាតាំង | "
        "ຊື່ພາສາອັງກິດ | ຊື່ອັງກິດ | ຊື່ຝຣັ່ງ | ຊື່ຝຣັ່ງ | ຊື່ຕົວລາຕິນ | ຊື່ເປັນພາສາອັງກິດ | ຊື່ເປັນອັກສອນອັງກິດ | "
        "ຊື່ເປັນຕົວອັກສອນອັງກິດ | ຊື່ ແລະ ນາມສະກຸນ ພາສາອັງກິດ | ພາສາອັງກິດ | "
        "ຊື່ເປັນຕົວອັກສອນລາຕິນ | ຊື່ເປັນອັກສອນລາຕິນ | ຊື່ລາຕິນ | ລາຕິນ | ชื่อภาษาอังกฤษ | ชื่ออังกฤษ | ชื่อ-นามสกุล ภาษาอังกฤษ | "
        "ชื่อ-นามสกุล (อังกฤษ) | ภาษาอังกฤษ | ชื่ออักษรละติน | ชื่อตัวอักษรโรมัน"
    ),
    "latin_family_name": "latin family name | surname english | family name english | นามสกุลภาษาอังกฤษ",
    "latin_given_name": "latin given name | first name english | given name english | ชื่อตัวภาษาอังกฤษ",
    "sex": (
        "sex | gender | m/f | f/m | m/f/o | f/m/o | male/female | female/male | ភេទ | ប្រុស/ស្រី | ស្រី/ប្រុស | ប/ស | ស/ប | "
        "ເພດ | ຍິງ/ຊາຍ | ຊາຍ/ຍິງ | ຍ/ຊ | ຊ/ຍ | เพศ | ชาย/หญิง | หญิง/ชาย | ช/ญ | ญ/ช | giới tính"
    ),
    "birth": (
        "date of birth | birth date | birthdate | birthday | dob | d.o.b. | year of birth | birth year | "
        "born | yob | ថ្ងៃខែឆ្នាំកំណើត | ថ្ងៃ ខែ ឆ្នាំ កំណើត | ថ្ងៃកំណើត | ឆ្នាំកំណើត | ថ្ងៃខែកំណើត | "
        "ថ្ងៃខែឆ្នាំកំនើត | ວັນເດືອນປີເກີດ | ວັນ ເດືອນ ປີ ເກີດ | ວັນເກີດ | ປີເກີດ | ວ/ດ/ປ ເກີດ | วันเดือนปีเกิด | "
        "วัน เดือน ปี เกิด | วันเกิด | ปีเกิด | ว/ด/ป เกิด | วดป เกิด | พ.ศ. เกิด | năm sinh | ngày sinh"
    ),
    "phone": (
        "phone | phone number | telephone | tel | telephone number | mobile | mobile phone | "
        "mobile number | cell phone | handy | line handy | hp | hp no | "
        "contact number | contact | phone no | tel no | hand phone | "
        "whatsapp | លេខទូរស័ព្ទ | ទូរស័ព្ទ | លេខទូរសព្ទ | ទូរសព្ទ | លេខទំនាក់ទំនង | លេខទូរស័ព្ទទំនាក់ទំនង | "
        "ເບີ | ໂທ | ເບີໂທ | ເບີໂທລະສັບ | ໂທລະສັບ | ເບີໂທຕິດຕໍ່ | ເບີຕິດຕໍ່ | ເບີໂທລະສັບມືຖື | ມືຖື | ເບີມືຖື | โทรศัพท์ | เบอร์ | เบอร์โทร | "
        "เบอร์โทรศัพท์ | หมายเลขโทรศัพท์ | มือถือ | เบอร์มือถือ | โทร | เบอร์ติดต่อ | โทรศัพท์มือถือ | "
        "điện thoại | số điện thoại"
    ),
    "email": (
        "email | e-mail | e-mail address | email address | mail | អ៊ីមែល | អ៊ីម៉ែល | ສារអេឡិចត្រូនិក | "
        "ອີເມວ | ອີເມລ | อีเมล | อีเมล์"
    ),
    "branch": (
        "branch | branch code | province | chapter | red cross branch | province/branch | location | unit | "
        "សាខា | កូដសាខា | លេខកូដសាខា | ខេត្ត | រាជធានី-ខេត្ត | រាជធានី/ខេត្ត | ខេត្ត/រាជធានី | សាខាកាកបាទក្រហម | អនុសាខា | "
        "ខេត្ត-រាជធានី | ສາຂາ | ລະຫັດສາຂາ | ແຂວງ | ແຂວງ/ນະຄອນຫຼວງ | ສາຂາແຂວງ | สาขา | รหัสสาขา | จังหวัด | เหล่ากาชาด | "
        "เหล่ากาชาดจังหวัด | อำเภอ/จังหวัด | จังหวัด/อำเภอ | ตำบล/อำเภอ/จังหวัด | เขต/จังหวัด | ស្រុក/ខេត្ត | ខេត្ត/ស្រុក | "
        "ក្រុង/ខេត្ត | ខេត្ត/ក្រុង | ក្រុង/ស្រុក/ខេត្ត | ស្រុក/ក្រុង/ខេត្ត | ឃុំ/ស្រុក/ខេត្ត | ເມືອງ/ແຂວງ | ແຂວງ/ເມືອງ | "
        "ບ້ານ/ເມືອງ/ແຂວງ | district/province | province/district | "
        "หน่วย | สังกัด | ສັງກັດ | ບ່ອນປະຈຳການ | អង្គភាព | สำนักงาน | ສຳນັກງານ"
    ),
    "language": "language | preferred language | ភាសា | ພາສາ | ภาษา",
    LEFT_OUT: (
        f"{RUNNING} | {OF_LEFT_OUT_LINES} | remark | remarks | note | "
        "notes | comment | comments | community | ផ្សេងៗ | កំណត់សម្គាល់ | ໝາຍເຫດ | หมายเหตุ | age | age in years | "
        "អាយុ | ອາຍຸ | อายุ | sign | signed | "
        "address | អាសយដ្ឋាន | ທີ່ຢູ່ | ที่อยู่ | position | តួនាទី | ຕຳແໜ່ງ | ตำแหน่ง | "
        "nationality | សញ្ជាតិ | ສັນຊາດ | สัญชาติ | national id | passport | เลขประจำตัวประชาชน | "
        "ที่อยู่ปัจจุบัน | district | ស្រុក | ເມືອງ | อำเภอ | "
        "place of birth | birthplace | hometown | home town | province of birth | native province | home province | "
        "ខេត្តកំណើត | ភូមិកំណើត | ទីកន្លែងកំណើត | ແຂວງເກີດ | ບ່ອນເກີດ | ສະຖານທີ່ເກີດ | ຖິ່ນກຳເນີດ | ບ້ານເກີດ | ภูมิลำเนา | "
        "สถานที่เกิด | บ้านเกิด | จังหวัดเกิด | จังหวัดที่เกิด | "
        # Numbers that are not the volunteer's, and names of somebody else.
        "postal code | post code | postcode | zip | zip code | លេខកូដប្រៃសណីយ៍ | កូដប្រៃសណីយ៍ | ប្រៃសណីយ៍ | "
        "ລະຫັດໄປສະນີ | ໄປສະນີ | รหัสไปรษณีย์ | ไปรษณีย์ | เลขทะเบียนรถ | ทะเบียนรถ | เลขทะเบียนบ้าน | "
        "เบอร์เสื้อ | เบอร์รองเท้า | "
        "national id card | national id number | national id no | passport no | passport number | bank account | "
        "account no | house no | លេខអត្តសញ្ញាណប័ណ្ណ | អត្តសញ្ញាណប័ណ្ណ | លេខលិខិតឆ្លងដែន | លេខផ្ទះ | លេខគណនី | "
        "ເລກບັດປະຈຳຕົວ | ເລກທີບັດປະຈຳຕົວ | ເລກບັນຊີ | ເລກທີເຮືອນ | เลขที่บัตรประชาชน | เลขบัตรประชาชน | "
        "เลขบัตรประจำตัวประชาชน | เลขที่บัตรประจำตัวประชาชน | หมายเลขบัตรประชาชน | บัตรประชาชน | บ้านเลขที่ | "
        "เลขที่บ้าน | เลขที่บัญชี | เลขบัญชี | nickname | nick name | father name | father's name | mother name | "
        "mother's name | guardian name | emergency contact | emergency contact name | ឈ្មោះហៅក្រៅ | ឈ្មោះឪពុក | "
        "ឈ្មោះម្តាយ | ឈ្មោះម្ដាយ | ຊື່ຫຼິ້ນ | ຊື່ພໍ່ | ຊື່ແມ່ | ชื่อเล่น | ชื่อบิดา | ชื่อมารดา | ชื่อผู้ปกครอง"
    ),
}
# Words that say less within a longer heading, as "office phone" is a phone, or that end and begin names: «วัฒนสกุล».
ONLY_ALONE: Final = "สำนักงาน | ສຳນັກງານ | community | problem | បញ្ហា | ជួរទី | สกุล | วิชา"
# Where people sign: no column of names, whatever else the heading says.
SIGNED: Final = (
    "signature | ហត្ថលេខា | ស្នាមមេដៃ | ລາຍເຊັນ | ລາຍມືຊື່ | ລົງຊື່ | ເຊັນຊື່ | ลายเซ็น | ลายมือชื่อ | ลงลายมือชื่อ | ลงชื่อ | ลงนาม | "
    "เซ็นชื่อ | เซ็นต์ชื่อ"
)
# A column of titles: known, and left out, as titles are.
TITLES: Final = (
    "title | prefix | salutation | mr/mrs/ms | mr./mrs./ms. | ងារ | គោរមងារ | នាមងារ | ຄຳນຳໜ້າ | ຄຳນຳໜ້າຊື່ | คำนำหน้า | "
    "คำนำหน้าชื่อ | คำนำหน้านาม | คำนำหน้าชื่อ/ยศ | ยศ"
)
# Headings that many lists have for the number of a line, of a paper or of a card: beside a heading that says more,
# such a column is not the volunteer number.
VAGUE_NUMBERS: Final = (
    "id | id no | id number | code | card number | លេខ | លេខកូដ | កូដ | លេខកាត | ເລກທີ | ເລກ | ລະຫັດ | ເລກບັດ | "
    "ເລກທີບັດ | หมายเลข | เลขที่ | รหัส | เลขที่บัตร"
)
# What else has a number: papers that people are given, and what of a person has one. Beside a word for a number such a
# heading is not the volunteer number; of the second kind it is where it speaks of volunteers, too.
CERTIFICATES: Final = (
    "certificate | certificates | certification | cert | diploma | "
    "វិញ្ញាបនបត្រ | វិញ្ញាបណ្ណបត្រ | វិញ្ញាបនប័ត្រ | សញ្ញាបត្រ | លិខិតបញ្ជាក់ | "
    "ຢັ້ງຢືນ | ຍັ້ງຢືນ | ໃບປະກາດ | ໃບຮັບຮອງ | ວຸດທິບັດ | ປະກາດສະນີຍະບັດ | วุฒิบัตร | วุฒิบัติ | ประกาศนียบัตร | ใบประกาศ | "
    "ใบรับรอง | หนังสือรับรอง | เกียรติบัตร"
)
OTHER_PAPERS: Final = (
    "national | citizen | citizenship | passport | bank | account | "
    "អត្តសញ្ញាណប័ណ្ណ | លិខិតឆ្លងដែន | ប៉ាស្ព័រ | គណនី | ធនាគារ | "
    "ບັດປະຈຳຕົວ | ບັດປະຈໍາຕົວ | ປະຊາຊົນ | ຜ່ານແດນ | ພາສປອດ | ພັດສະປອດ | ບັນຊີ | ທະນາຄານ | "
    "ประชาชน | ปชช | หนังสือเดินทาง | พาสปอร์ต | บัญชี | ธนาคาร"
)
OF_VOLUNTEERS: Final = (
    "volunteer | volunteers | member | members | ស្ម័គ្រ | សមាជិក | ອາສາ | ສະມາຊິກ | อาสา | สมาชิก"
)
NUMBERED: Final = (
    "no | nos | nr | number | numbers | id | code | serial | ref | reference | លេខ | កូដ | ເລກ | ລະຫັດ | เลข | รหัส | "
    "№"
)
# The lower of two headings, below one for a name.
NAME_PARTS: Final[Mapping[str, str]] = {
    "family_name": "family | last",
    "given_name": "given | first",
}
# Words of a heading for a name in Latin letters, and for one in its own script.
IN_LATIN: Final = "latin | english | roman | eng | ឡាតាំង | អង់គ្លេស | ລາແຕັງ | ລາຕິນ | ອັງກິດ | อังกฤษ | ละติน | โรมัน"
IN_OWN_SCRIPT: Final = "khmer | lao | thai | local | own script | ខ្មែរ | ລາວ | ไทย"

TRAINING: Final[Mapping[str, str]] = {
    "award": (
        "module | course | training | training course | award | certificate | subject | topic | "
        "training title | course title | name of training | type of training | training name | "
        "course name | មេរៀន | វគ្គ | វគ្គសិក្សា | វគ្គបណ្តុះបណ្តាល | វគ្គបណ្ដុះបណ្ដាល | ប្រធានបទ | "
        "ឈ្មោះវគ្គ | ម៉ូឌុល | មុខវិជ្ជា | ຫຼັກສູດ | ຫລັກສູດ | ບົດຮຽນ | ການຝຶກອົບຮົມ | ຫົວຂໍ້ | ໂມດູນ | "
        "ຊຸດຝຶກອົບຮົມ | หลักสูตร | โมดูล | หัวข้อ | การอบรม | ชื่อหลักสูตร | วิชา | บทเรียน | "
        "หลักสูตรการอบรม | ชุดวิชา | ชื่อวิชา | รายวิชา | หน่วยการเรียนรู้"
    ),
    "on": (
        "date | training date | date of training | completed | completed on | completion date | "
        "date completed | issued on | issue date | date of issue | certificate date | end date | day | "
        "កាលបរិច្ឆេទ | ថ្ងៃខែឆ្នាំ | ថ្ងៃ ខែ ឆ្នាំ | ថ្ងៃបណ្តុះបណ្តាល | ថ្ងៃបណ្ដុះបណ្ដាល | "
        "ថ្ងៃចេញវិញ្ញាបនបត្រ | ចេញនៅថ្ងៃទី | ថ្ងៃបញ្ចប់ | ວັນທີ | ວັນເດືອນປີ | ວັນທີຝຶກອົບຮົມ | ວັນທີສຳເລັດ | "
        "ວັນທີອອກໃບຢັ້ງຢືນ | ວັນທີອົບຮົມ | วันที่ | วันเดือนปี | วันที่อบรม | วันอบรม | วันที่ผ่าน | "
        "วันที่ออกใบรับรอง | วันที่จบ | วันที่ฝึกอบรม | ngày"
    ),
    "result": (
        "result | results | score | scores | mark | marks | status | passed | pass/fail | passed/failed | post-test | "
        "post-test score | post-test result | grade | outcome | attendance | attended | training status | "
        "completion status | លទ្ធផល | ពិន្ទុ | ជាប់/ធ្លាក់ | វត្តមាន | វត្តមាន/អវត្តមាន | ស្ថានភាព | "
        "ស្ថានភាពបណ្ដុះបណ្ដាល | លទ្ធផលប្រឡង | លទ្ធផលតេស្ត | លទ្ធផលវាយតម្លៃ | លទ្ធផលបណ្ដុះបណ្ដាល | "
        "លទ្ធផលបណ្តុះបណ្តាល | លទ្ធផលវគ្គ | ការវាយតម្លៃ | ការចូលរួម | ຜົນ | ຜົນໄດ້ຮັບ | ຄະແນນ | ຜ່ານ/ບໍ່ຜ່ານ | "
        "ຜົນການຮຽນ | ສະຖານະ | ສະຖານະພາບ | ສະຖານະການຝຶກອົບຮົມ | ການເຂົ້າຮ່ວມ | ຜົນປະເມີນ | ຜົນການອົບຮົມ | ມາ/ຂາດ | "
        "ผล | ผลการอบรม | คะแนน | ผ่าน/ไม่ผ่าน | ผลสอบ | ผลการสอบ | ผลทดสอบ | ผลการทดสอบ | คะแนนสอบ | ผลการประเมิน | "
        "ผลประเมิน | ผลการฝึกอบรม | สถานะ | สถานะการอบรม | สถานภาพการอบรม | การเข้าร่วม | การเข้าอบรม | มา/ขาด | "
        "ผลการเรียน | ຜົນການທົດສອບ | ຜົນທົດສອບ | ຜົນສອບເສັງ | ຜົນການສອບເສັງ | ຜົນການຝຶກອົບຮົມ | ຜົນການປະເມີນ | "
        "ຜົນສອບ | ຜົນການສອບ | ຜົນເສັງ | exam result | test result | លទ្ធផលប្រលង | លទ្ធផលនៃការប្រឡង | điểm"
    ),
    # Known, so that they are not taken for something else; a ledger holds no free text about places and people.
    LEFT_OUT: (
        "place | place of training | venue | training place | training venue | trainer | trainers | facilitator | "
        "instructor | name of trainer | trainer name | organiser | donor | expiry date | valid until | "
        "certificate no | "
        "pre-test | pre-test score | pre-test mark | pre-test result | ពិន្ទុមុនបណ្ដុះបណ្ដាល | ពិន្ទុមុនវគ្គ | "
        "ຄະແນນກ່ອນຝຶກ | ຄະແນນກ່ອນຝຶກອົບຮົມ | คะแนนก่อนอบรม | คะแนนก่อนเรียน | ก่อนอบรม | ก่อนเรียน | "
        "full marks | full score | maximum score | max score | total marks | ពិន្ទុពេញ | ពិន្ទុអតិបរមា | "
        "ຄະແນນເຕັມ | คะแนนเต็ม | marital status | civil status | family status | employment status | member status | "
        "volunteer status | ស្ថានភាពគ្រួសារ | ស្ថានភាពអាពាហ៍ពិពាហ៍ | ស្ថានភាពការងារ | ສະຖານະພາບສົມລົດ | ສະຖານະພາບຄອບຄົວ | "
        "ສະຖານະຄອບຄົວ | ສະຖານະສະມາຊິກ | สถานภาพ | สถานภาพสมรส | สถานะสมรส | สถานะสมาชิก | สถานะอาสาสมัคร | "
        "ទីកន្លែង | ទីកន្លែងបណ្តុះបណ្តាល | គ្រូបង្គោល | គ្រូឧទ្ទេស | ឈ្មោះគ្រូ | ສະຖານທີ່ | "
        "ສະຖານທີ່ຝຶກອົບຮົມ | ຄູຝຶກ | ວິທະຍາກອນ | ชื่อวิทยากร | สถานที่ | สถานที่อบรม | วิทยากร | "
        "ผู้ฝึกสอน | ผู้สอน"
    ),
}
