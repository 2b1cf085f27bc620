"""How people write the sex of somebody, and whether a training was passed, in four languages: data only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

# Titles before a name are among them: lists have them where the sex is asked for.
SEXES: Final[Mapping[str, str]] = {
    "female": "f female w woman women girl fem mrs ms miss ស្រី ស នារី ស្ត្រី ស្រ លោកស្រី អ្នកស្រី កញ្ញា លោកជំទាវ អ្នកគ្រូ "
    "ຍິງ ຍ ຜູ້ຍິງ ແມ່ຍິງ ນາງ ນ ນາງສາວ ເດັກຍິງ ທ່ານນາງ "
    "หญิง ญ ผู้หญิง สตรี นาง นางสาว นส ดญ เด็กหญิง พญ แพทย์หญิง แม่ชี เพศหญิง ເພດຍິງ ភេទស្រី",
    "male": "m male man men boy masc mr ប្រុស ប បុរស លោក លោកគ្រូ ឯកឧត្តម ຊາຍ ຊ ຜູ້ຊາຍ ທ້າວ ທ ເດັກຊາຍ "
    "ชาย ช ผู้ชาย บุรุษ นาย ดช เด็กชาย พระ พระมหา สามเณร เพศชาย ເພດຊາຍ ភេទប្រុស",
    "other": "o other nonbinary diverse ផ្សេង ផ្សេងៗ ផ្សេងទៀត ອື່ນ ອື່ນໆ อื่น อื่นๆ เพศอื่นๆ",
    "": "unknown na មិនដឹង ບໍ່ຮູ້ ไม่ระบุ ไม่ทราบ",
}

# What stands above a column in which one sex is ticked, alone or below a word for "sex".
TICKED: Final[Mapping[str, str]] = {
    "female": "f female females woman women girl girls ស្រី ស ស្រ នារី ស្ត្រី ភេទស្រី ຍິງ ຍ ຜູ້ຍິງ ແມ່ຍິງ ເພດຍິງ "
    "หญิง ญ ผู้หญิง สตรี เพศหญิง",
    "male": "m male males man men boy boys ប្រុស ប បុរស ភេទប្រុស ຊາຍ ຊ ຜູ້ຊາຍ ເພດຊາຍ ชาย ช ผู้ชาย บุรุษ เพศชาย",
    "other": "o other x ផ្សេង ផ្សេងៗ ផ្សេងទៀត ອື່ນ ອື່ນໆ อื่น อื่นๆ",
}
SEX_HEADINGS: Final = "sex gender ភេទ ເພດ เพศ"
TICKS: Final = "x X × ✕ ✗ ✘ ☒ ✓ ✔ √ ☑ v / // 1 ● • ○ ◉ ■ * + yes ok"

# How lists say that somebody passed, that somebody was there, and that somebody did not pass. A score is read as a
# number. A tick, "yes" or "completed" says that somebody took part to the end, not that a test was passed.
PASSED: Final = (
    "passed pass success successful good verygood excellent outstanding distinction ជាប់ ល្អ ល្អណាស់ ល្អប្រសើរ ល្អឥតខ្ចោះ "
    "បានជាប់ ប្រឡងជាប់ ຜ່ານ ດີ ດີຫຼາຍ ດີຫລາຍ ດີເລີດ ດີເດັ່ນ ດີເຢ່ຍມ ດີເຢ້ຍມ ຜ່ານເກນ ສອບຜ່ານ ເສັງຜ່ານ ສອບເສັງຜ່ານ "
    "ผ่าน ดี ดีมาก ดีเยี่ยม ดีเลิศ ดีเด่น ผ่านเกณฑ์ สอบผ่าน ผ่านการประเมิน ผ่านการทดสอบ"
)
# Grades between the two, or below: on one list they are a pass, on another they are none.
GRADES: Final = (
    "average fair fairlygood moderate medium weak poor មធ្យម ល្អបង្គួរ បង្គួរ ខ្សោយ ខ្សោយណាស់ "
    "ປານກາງ ພໍໃຊ້ ພໍໃຊ້ໄດ້ ອ່ອນ ปานกลาง พอใช้ พอใช้ได้ ค่อนข้างดี อ่อน ปรับปรุง ควรปรับปรุง ต้องปรับปรุง"
)
ATTENDED: Final = (
    "attended present participated participant yes y ok true completed complete certified received issued awarded "
    "1 ✓ ✔ x √ "
    "ចូលរួម បានចូលរួម វត្តមាន មក បានមក មាន បាន បានបញ្ចប់ បញ្ចប់ "
    "ទទួល បានទទួល ទទួលបាន បានទទួលហើយ ເຂົ້າຮ່ວມ ໄດ້ເຂົ້າຮ່ວມ ມາ ແມ່ນ ສຳເລັດ ຈົບ ຜ່ານການຝຶກອົບຮົມ "
    "ຜ່ານການອົບຮົມ ມີ ໄດ້ຮັບ ໄດ້ຮັບແລ້ວ ຮັບແລ້ວ มี ได้รับ ได้รับแล้ว รับแล้ว "
    "เข้าร่วม เข้าร่วมอบรม เข้าอบรม เข้าเรียน มา ใช่ สำเร็จ จบ ผ่านการอบรม ผ่านการฝึกอบรม"
)
# Who has left, or was ill, has nothing recorded either; why somebody was not there is not kept.
NOT_PASSED: Final = (
    "failed fail no n false absent absence notpassed didnotpass unsuccessful incomplete notcompleted didnotcomplete "
    "notattended didnotattend didnotparticipate noshow dropped droppedout dropout withdrawn withdrew onleave sickleave "
    "notreceived didnotreceive notissued notawarded มิได้รับ ไม่ได้รับ ไม่รับ ບໍ່ໄດ້ຮັບ ບໍ່ຮັບ មិនទទួល មិនបានទទួល មិនទទួលបាន "
    "0 ✗ ✘ ធ្លាក់ មិនជាប់ ប្រឡងធ្លាក់ អវត្តមាន បោះបង់ ទេ មិនបាន មិនបានបញ្ចប់ មិនបានជាប់ មិនចូលរួម មិនបានចូលរួម មិនមក មិនបានមក "
    "សុំច្បាប់ ឈប់សម្រាក ຕົກ ບໍ່ຜ່ານ ບໍ່ ຂາດ ບໍ່ສຳເລັດ ບໍ່ຈົບ ບໍ່ມາ ບໍ່ເຂົ້າຮ່ວມ ບໍ່ໄດ້ເຂົ້າຮ່ວມ ບໍ່ຜ່ານເກນ ບໍ່ຜ່ານການຝຶກອົບຮົມ "
    "ບໍ່ຜ່ານການອົບຮົມ ສອບຕົກ ເສັງຕົກ ຂາດຝຶກ ຂາດການຝຶກ ລາພັກ ລາປ່ວຍ ລາກິດ ປະລະ ຖອນຕົວ ไม่ผ่าน ตก ขาด ไม่ ไม่สำเร็จ ไม่มา ลา "
    "ไม่ผ่านการอบรม ไม่ผ่านการฝึกอบรม ไม่ผ่านเกณฑ์ ไม่ผ่านการประเมิน ไม่ผ่านการทดสอบ สอบตก สอบไม่ผ่าน ไม่จบ ไม่เข้าร่วม "
    "ไม่ได้เข้าร่วม ไม่เข้าอบรม ไม่มาอบรม ขาดอบรม ขาดการอบรม ลาป่วย ลากิจ ถอนตัว สละสิทธิ์ ออกกลางคัน"
)
# Of these, those that say of somebody that they were not there, for whatever reason.
ABSENT: Final = (
    "absent absence notpresent notthere notattended didnotattend didnotparticipate noshow onleave sickleave "
    "អវត្តមាន មិនចូលរួម មិនបានចូលរួម មិនមក មិនបានមក សុំច្បាប់ ឈប់សម្រាក "
    "ຂາດ ບໍ່ມາ ບໍ່ເຂົ້າຮ່ວມ ບໍ່ໄດ້ເຂົ້າຮ່ວມ ຂາດຝຶກ ຂາດການຝຶກ ລາພັກ ລາປ່ວຍ ລາກິດ "
    "ขาด ไม่มา ลา ไม่เข้าร่วม ไม่ได้เข้าร่วม ไม่เข้าอบรม ไม่มาอบรม ขาดอบรม ขาดการอบรม ลาป่วย ลากิจ"
)
# Of all these words, those that may say something else in a column that nobody has called a result.
SAYS_MUCH: Final = (
    "good verygood excellent outstanding distinction ល្អណាស់ ល្អប្រសើរ ល្អឥតខ្ចោះ ດີຫຼາຍ ດີຫລາຍ ດີເລີດ ດີເດັ່ນ ດີເຢ່ຍມ "
    "ດີເຢ້ຍມ ดีเยี่ยม ดีเลิศ ดีเด่น "
    "success successful yes y ok true completed complete certified 1 ✓ ✔ x √ no n false incomplete 0 ✗ "
    "✘ ល្អ មក មាន បាន បញ្ចប់ ទេ មិនបាន ດີ ມາ ແມ່ນ ສຳເລັດ ບໍ່ ดี ดีมาก มา ใช่ สำเร็จ ไม่ participant onleave ឈប់សម្រាក ລາພັກ ลา "
    "received issued awarded notreceived didnotreceive notissued notawarded ទទួល បានទទួល ទទួលបាន បានទទួលហើយ មិនទទួល មិនបានទទួល "
    "មិនទទួលបាន ມີ ໄດ້ຮັບ ໄດ້ຮັບແລ້ວ ຮັບແລ້ວ ບໍ່ໄດ້ຮັບ ບໍ່ຮັບ มี ได้รับ ได้รับแล้ว รับแล้ว มิได้รับ ไม่ได้รับ ไม่รับ"
)
# What stands beside a word for a certificate in the heading of a column that says who was given one.
BESIDE_CERTIFICATES: Final = (
    "received | receive | issued | awarded | given | of completion | completion | not received | y/n | yes/no | "
    "ទទួលបាន | បានទទួល | ទទួល | ការ | មិន | បាន | ໃບ | ໄດ້ຮັບ | ຮັບ | ການ | ບໍ່ | ได้รับ | รับ | การ | ไม่ได้รับ | ไม่ | "
    "ใบ | ผู้"
)

# How a cell says that there is nothing, in any column, separated by bars. No word that is a name ("Na", "Nil").
NOTHING: Final = (
    "none | n/a | n.a. | n.a | #n/a | no phone | no number | no e-mail | no email | "
    "គ្មាន | មិនមាន | គ្មានលេខ | គ្មានទូរសព្ទ | គ្មានលេខទូរសព្ទ | គ្មានទូរស័ព្ទ | គ្មានលេខទូរស័ព្ទ | គ្មានអ៊ីមែល | "
    "ບໍ່ມີ | ບໍ່ມີເບີ | ບໍ່ມີເບີໂທ | ບໍ່ມີໂທລະສັບ | ບໍ່ມີອີເມວ | "
    "unknown | not known | មិនដឹង | មិនស្គាល់ | ບໍ່ຮູ້ | ບໍ່ຊາບ | ไม่ทราบ | ไม่รู้ | ไม่ระบุ | "
    "ไม่มี | ไม่มีเบอร์ | ไม่มีเบอร์โทร | ไม่มีโทรศัพท์ | ไม่มีอีเมล | ไม่มีนามสกุล"
)

# The same where the number of a volunteer stands, separated by bars.
NO_NUMBER: Final = (
    "new | new member | new volunteer | newcomer | not yet | none yet | no number yet | no id | no | na | nil | tbd | "
    "tba | pending | waiting | to be given | "
    "ថ្មី | អ្នកថ្មី | សមាជិកថ្មី | ទើបចូល | ទើបចូលថ្មី | មិនទាន់មាន | មិនទាន់មានលេខ | មិនទាន់ | អត់មាន | អត់ទាន់មាន | រង់ចាំ | "
    "ໃໝ່ | ຄົນໃໝ່ | ສະມາຊິກໃໝ່ | ຜູ້ໃໝ່ | ຍັງບໍ່ມີ | ຍັງບໍ່ທັນມີ | ບໍ່ທັນມີ | ລໍຖ້າ | "
    "ใหม่ | คนใหม่ | สมาชิกใหม่ | อาสาใหม่ | สมัครใหม่ | ยังไม่มี | ยังไม่มีเลข | ยังไม่มีรหัส | ไม่มีเลข | ไม่มีรหัส | "
    "ยังไม่ได้ | ยังไม่ออก | รอเลข | รอรหัส | รอ"
)

# Headings under which a number says how much of a training somebody was there for, and is no mark; separated by bars.
# Whole words in Latin letters, parts of a heading in other scripts.
ATTENDANCE: Final = (
    "attendance | attended | attend | attending | present | presence | participation | participated | turnout | "
    "វត្តមាន | ចូលរួម | ការមក | បានមក | មករៀន | "
    "ເຂົ້າຮ່ວມ | ເຂົ້າຝຶກ | ເຂົ້າອົບຮົມ | ເຂົ້າຮຽນ | ການມາ | ມາຮຽນ | ມາ/ຂາດ | "
    "เข้าร่วม | ร่วมอบรม | เข้าอบรม | เข้ารับการอบรม | เข้าฝึก | เข้ารับการฝึก | เข้าเรียน | เข้าชั้นเรียน | เวลาเข้า | เวลาเรียน | "
    "เวลาอบรม | การมา | มาเรียน | มา/ขาด"
)
# Parts of a heading that speak of those who were there, or of the time after it.
NO_ATTENDANCE: Final = (
    "អ្នកចូលរួម | ក្រោយចូលរួម | ក្រោយពេលចូលរួម | មុនចូលរួម | ຜູ້ເຂົ້າຮ່ວມ | ຜູ້ເຂົ້າຝຶກ | ຜູ້ເຂົ້າອົບຮົມ | ຜູ້ເຂົ້າຮຽນ | ຫຼັງເຂົ້າຮ່ວມ | "
    "ຫຼັງການເຂົ້າຮ່ວມ | ຫຼັງເຂົ້າອົບຮົມ | ຫຼັງເຂົ້າຝຶກ | ຫຼັງເຂົ້າຮຽນ | ກ່ອນເຂົ້າຮ່ວມ | ກ່ອນການເຂົ້າຮ່ວມ | ກ່ອນເຂົ້າອົບຮົມ | "
    "ກ່ອນເຂົ້າຝຶກ | ກ່ອນເຂົ້າຮຽນ | ผู้เข้าร่วม | ผู้ร่วมอบรม | ผู้เข้าอบรม | ผู้เข้ารับการอบรม | ผู้เข้าฝึก | "
    "ผู้เข้ารับการฝึก | ผู้เข้าเรียน | หลังเข้าร่วม | หลังการเข้าร่วม | หลังร่วมอบรม | หลังเข้าอบรม | หลังการเข้าอบรม | "
    "หลังเข้ารับการอบรม | หลังเข้าเรียน | ก่อนเข้าร่วม | ก่อนการเข้าร่วม | ก่อนร่วมอบรม | ก่อนเข้าอบรม | ก่อนการเข้าอบรม | "
    "ก่อนเข้ารับการอบรม | ก่อนเข้าเรียน"
)
# The same in hours, days and times, where the heading does not say "result" or "mark" as well.
LENGTHS: Final = (
    "hours | hour | hrs | days | day | sessions | times | ម៉ោង | ចំនួនថ្ងៃ | ចំនួនដង | ຊົ່ວໂມງ | ຊມ | ຈຳນວນມື້ | ຈຳນວນວັນ | "
    "ຈຳນວນຄັ້ງ | ชั่วโมง | ชม | จำนวนวัน | จำนวนครั้ง | សរុបថ្ងៃ | ថ្ងៃសរុប | ລວມມື້ | ມື້ລວມ | ລວມວັນ | ວັນລວມ | "
    "ລວມຄັ້ງ | ຄັ້ງລວມ | รวมวัน | วันรวม | รวมครั้ง | ครั้งรวม"
)
# The unit of a number, as a piece of a heading by itself («รวม (วัน)»): in brackets it says so beside "mark" as well.
UNITS_OF_LENGTH: Final = (
    "hours | hour | hrs | days | day | sessions | session | times | ម៉ោង | ថ្ងៃ | ដង | ຊົ່ວໂມງ | ຊມ | ມື້ | ວັນ | ຄັ້ງ | "
    "ชั่วโมง | ชม | วัน | ครั้ง | คาบ"
)

# Headings of columns that count absences, in pieces: that somebody was not there, that it is counted beside the units
# above, and what may stand beside both; separated by bars. In Latin letters whole words.
ABSENCES: Final = (
    "absent | absence | absences | absents | missed | missing | not attended | not present | "
    "អវត្តមាន | មិនមក | មិនបានមក | មិនចូលរួម | មិនបានចូលរួម | ខកខាន | ឈប់ | សុំច្បាប់ | "
    "ຂາດ | ຂາດຝຶກ | ຂາດການຝຶກ | ຂາດອົບຮົມ | ຂາດການອົບຮົມ | ຂາດຮຽນ | ບໍ່ມາ | ບໍ່ເຂົ້າຮ່ວມ | ບໍ່ໄດ້ເຂົ້າຮ່ວມ | ບໍ່ໄດ້ມາ | "
    "ขาด | ขาดอบรม | ขาดการอบรม | ขาดเรียน | ไม่มา | ไม่เข้าร่วม | ไม่ได้เข้าร่วม | ไม่ได้มา | ไม่เข้าอบรม | ไม่ได้เข้าอบรม | "
    "ลา | ขาด/ลา | ຂາດ/ລາ"
)
COUNTS_OF_ABSENCES: Final = (
    "number | no | count | total | sum | how many | times | "
    "ចំនួន | ចំនួនថ្ងៃ | សរុប | ប៉ុន្មាន | ថ្ងៃទី | "
    "ຈຳນວນ | ຈໍານວນ | ລວມ | ທັງໝົດ | ຈັກ | ວັນທີ | "
    "จำนวน | รวม | ทั้งหมด | กี่ | วันที่"
)
SAY_A_COUNT: Final = "absences | absents"  # alone, too
BESIDE_ABSENCES: Final = (
    "of | was | were | the | from | in | training | course | ដែល | ការ | បាន | នៃ | វគ្គ | ពី | ទាំងអស់ | "
    "ທີ່ | ການ | ໄດ້ | ຝຶກ | ຝຶກອົບຮົມ | ອົບຮົມ | ที่ | การ | ได้ | อบรม | ฝึกอบรม | การอบรม"
)

# How a heading says the full mark before its number, and what the number counts; separated by bars.
FULL: Final = "full | max | maximum | highest | ពេញ | អតិបរមា | ເຕັມ | ສູງສຸດ | เต็ม | สูงสุด"
OUT_OF: Final = f"{FULL} | out of | of | จาก | ຈາກ | លើ | ក្នុងចំណោម"
POINTS: Final = "points | point | pts | marks | mark | scores | score | ពិន្ទុ | ຄະແນນ | คะแนน"

# On a sheet with a column for each day: a day or a session by its number, a part of a day, what may stand beside one,
# and letters for those who were there and for those who were not.
DAYS_COUNTED: Final = (
    "d | dates | days | session | sessions | ថ្ងៃទី | វេន | លើកទី | ວັນທີ | ມື້ທີ | ຄັ້ງທີ | วันที่ | ครั้งที่ | คาบที่"
)
PARTS_OF_DAYS: Final = (
    "morning | afternoon | evening | am | pm | a.m. | p.m. | half day | ព្រឹក | ពេលព្រឹក | រសៀល | ពេលរសៀល | ល្ងាច | "
    "ពេលល្ងាច | ເຊົ້າ | ຕອນເຊົ້າ | ພາກເຊົ້າ | ບ່າຍ | ຕອນບ່າຍ | ພາກບ່າຍ | ສວາຍ | ແລງ | ຕອນແລງ | "
    "เช้า | ช่วงเช้า | ภาคเช้า | ตอนเช้า | บ่าย | ช่วงบ่าย | ภาคบ่าย | ตอนบ่าย | เย็น | ช่วงเย็น | ค่ำ"
)
REGISTERS: Final = (
    "register | registration | check-in | sign-in | ការចុះឈ្មោះ | ការចូលរួម | ລົງທະບຽນ | ການເຂົ້າຮ່ວມ | ลงทะเบียน | "
    "เช็คชื่อ | เช็กชื่อ | การเข้าร่วม | การเข้าอบรม"
)
BESIDE_DAYS: Final = "no | ទី | ការ | ការបណ្តុះបណ្តាល | ការបណ្ដុះបណ្ដាល | ທີ | ການ | ที่ | การ | การเข้า"
PRESENT_SIGNS: Final = "p pr"
ABSENT_SIGNS: Final = "a ab abs ข ខ"

# What stands above a column in which a result is ticked, alone or below a word for "result"; separated by bars.
RESULTS_TICKED: Final[Mapping[str, str]] = {
    "passed": "passed | pass | ជាប់ | ប្រឡងជាប់ | ប្រលងជាប់ | ជាប់ប្រឡង | ຜ່ານ | ຜ່ານເກນ | ສອບຜ່ານ | ເສັງຜ່ານ | ສອບເສັງຜ່ານ | "
    "ຜ່ານການທົດສອບ | បានជាប់ | ผ่าน | ผ่านเกณฑ์ | สอบผ่าน | ผ่านการทดสอบ | ผ่านการประเมิน",
    "attended": "present | attended | came | មក | បានមក | មានវត្តមាន | វត្តមាន | ចូលរួម | បានចូលរួម | ມາ | ເຂົ້າ | ເຂົ້າຮ່ວມ | "
    "ໄດ້ເຂົ້າຮ່ວມ | ຜ່ານການອົບຮົມ | ຜ່ານການຝຶກອົບຮົມ | มา | เข้า | เข้าร่วม | ได้เข้าร่วม | เข้าอบรม | เข้าเรียน | "
    "ผ่านการอบรม | ผ่านการฝึกอบรม",
    "failed": "failed | fail | not passed | did not pass | absent | not present | not attended | "
    "did not attend | did not come | no show | ធ្លាក់ | មិនជាប់ | ប្រឡងធ្លាក់ | ប្រលងធ្លាក់ | អវត្តមាន | "
    "មិនមក | មិនបានមក | មិនចូលរួម | មិនបានចូលរួម | ຕົກ | ບໍ່ຜ່ານ | ບໍ່ຜ່ານເກນ | ສອບຕົກ | ເສັງຕົກ | ສອບເສັງຕົກ | "
    "ຂາດ | ບໍ່ມາ | ບໍ່ເຂົ້າ | ບໍ່ເຂົ້າຮ່ວມ | ບໍ່ໄດ້ເຂົ້າຮ່ວມ | ຂາດຝຶກ | ຂາດການຝຶກ | ຂາດອົບຮົມ | "
    "ບໍ່ຜ່ານການອົບຮົມ | ບໍ່ຜ່ານການຝຶກອົບຮົມ | ไม่ผ่าน | ตก | ไม่ผ่านเกณฑ์ | สอบตก | สอบไม่ผ่าน | "
    "ไม่ผ่านการทดสอบ | ไม่ผ่านการประเมิน | ไม่ผ่านการอบรม | ไม่ผ่านการฝึกอบรม | ขาด | ไม่มา | ไม่เข้า | "
    "ไม่เข้าร่วม | ไม่ได้เข้าร่วม | ไม่เข้าอบรม | ขาดอบรม | ขาดการอบรม | ขาดเรียน",
}
ABOVE_RESULTS: Final = (
    "test | exam | training | final | post | the | course | ការប្រឡង | "
    "ການສອບເສັງ | ການທົດສອບ | การทดสอบ | การสอบ"
)
CHECKS: Final = "✓ ✔ √ ☑ / // v"
CROSSES: Final = "x × ✕ ✗ ✘ ☒"
# Of these crosses, those that say "no" as often as they are a tick.
OPEN_CROSSES: Final = "× ✕ ☒"

# Of the remarks below, those that somebody is no longer there.
LEFT: Final = (
    "resigned | resign | left | quit | retired | inactive | moved | dead | died | deceased | replaced | "
    "លាឈប់ | លាលែង | ឈប់ | ចូលនិវត្តន៍ | ផ្លាស់ | ស្លាប់ | មរណភាព | ទទួលមរណភាព | "
    "ລາອອກ | ອອກແລ້ວ | ເກສຽນ | ບຳນານ | ຍ້າຍ | ເສຍຊີວິດ | ຕາຍ | "
    "ลาออก | ออกแล้ว | ออกไปแล้ว | เลิก | เกษียณ | พ้นสภาพ | ย้าย | เสียชีวิต | ตาย | ถึงแก่กรรม"
)
# What lists say of somebody in brackets behind the name, and what is no part of it: who has left, who is away, and
# how somebody is.
REMARKS: Final = (
    "resigned | resign | left | quit | retired | inactive | suspended | moved | absent | on leave | leave | "
    "maternity | maternity leave | sick leave | dead | died | deceased | replaced | "
    "pregnant | pregnancy | sick | ill | illness | injured | hospital | in hospital | disabled | disability | blind | "
    "deaf | wheelchair | hiv | hiv+ | aids | plhiv | tb | covid | covid-19 | cancer | diabetes | diabetic | epilepsy | "
    "depressed | depression | mental | stroke | surgery | operation | "
    "លាឈប់ | លាលែង | ឈប់ | ចូលនិវត្តន៍ | ផ្លាស់ | អវត្តមាន | សម្រាក | ច្បាប់ | ស្លាប់ | មរណភាព | ទទួលមរណភាព | "
    "មានផ្ទៃពោះ | ផ្ទៃពោះ | មានគភ៌ | មានកូនក្នុងផ្ទៃ | សម្រាលកូន | ឈឺ | ជំងឺ | របួស | ពិការ | ពេទ្យ | អេដស៍ | "
    "ລາອອກ | ອອກແລ້ວ | ເກສຽນ | ບຳນານ | ຍ້າຍ | ຂາດ | ລາພັກ | ພັກວຽກ | ເສຍຊີວິດ | ຕາຍ | "
    "ຖືພາ | ມີທ້ອງ | ລາເກີດລູກ | ເຈັບ | ປ່ວຍ | ພະຍາດ | ພິການ | ໂຮງໝໍ | ເອດສ໌ | ເອສໄອວີ | "
    "ลาออก | ออกแล้ว | ออกไปแล้ว | เลิก | เกษียณ | พ้นสภาพ | ย้าย | ขาด | ลาพัก | พักงาน | ลาป่วย | ลากิจ | ลาคลอด | "
    "เสียชีวิต | ตาย | ถึงแก่กรรม | ท้อง | ตั้งครรภ์ | มีครรภ์ | ครรภ์ | คลอด | ป่วย | เจ็บ | ไม่สบาย | ผ่าตัด | พิการ | "
    "โรค | มะเร็ง | เบาหวาน | ความดัน | เอดส์ | เอชไอวี | ติดเชื้อ | โควิด | ซึมเศร้า | โรงพยาบาล"
)
