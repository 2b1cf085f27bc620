"""What the lines below a list say that are no data: totals, counts, who signs; in four languages, data only.

Written as `column_names` writes them: separated by bars, compared without spaces, dots, case and look-alikes.
"""

from __future__ import annotations

from typing import Final

# Words of a line that adds up the lines above it or says their average, and of one that counts them.
TOTALS: Final = (
    "total | totals | grand total | sub total | sub-total | subtotal | sum | sum total | all | altogether | "
    "សរុប | សរុបរួម | ចំនួនសរុប | បូករួម | សរុបទាំងអស់ | ລວມ | ລວມທັງໝົດ | ລວມທັງສິ້ນ | ທັງໝົດ | ລວມທັງຫມົດ | "
    "รวม | รวมทั้งหมด | รวมทั้งสิ้น | รวมเป็น | ทั้งหมด | ยอดรวม | สรุป | "
    "average | average score | average mark | avg | mean | mean score | មធ្យម | មធ្យមភាគ | ពិន្ទុមធ្យម | ពិន្ទុមធ្យមភាគ | "
    "ສະເລ່ຍ | ສະເລ່ຍລວມ | ຄະແນນສະເລ່ຍ | ຄ່າສະເລ່ຍ | เฉลี่ย | คะแนนเฉลี่ย | ค่าเฉลี่ย | เฉลี่ยรวม"
)
COUNTED: Final = (
    "person | persons | people | pax | participant | participants | volunteer | volunteers | member | members | "
    "នាក់ | អង្គ | អ្នកស្ម័គ្រចិត្ត | អ្នកចូលរួម | សិក្ខាកាម | សមាជិក | ຄົນ | ທ່ານ | ອາສາສະໝັກ | ຜູ້ເຂົ້າຮ່ວມ | ສະມາຊິກ | คน | ราย | ท่าน | "
    "อาสาสมัคร | ผู้เข้าร่วม | ผู้เข้าอบรม | ผู้เข้ารับการอบรม | ผู้ผ่านการอบรม | สมาชิก"
)
COUNTED_SEXES: Final = (
    "female | females | male | males | women | woman | men | man | girls | boys | ស្រី | ប្រុស | នារី | បុរស | "
    "ភេទស្រី | ភេទប្រុស | ຍິງ | ຊາຍ | ເພດຍິງ | ເພດຊາຍ | ຜູ້ຍິງ | ຜູ້ຊາຍ | ແມ່ຍິງ | หญิง | ชาย | เพศหญิง | เพศชาย | "
    "ผู้หญิง | ผู้ชาย | สตรี | บุรุษ"
)
COUNTED_LETTERS: Final = "f | m | ស | ស្រ | ប | ຍ | ຊ | ญ | ช"  # beside a total only
BESIDE_COUNTS: Final = (
    "number | number of | no | of | of whom | of which | including | and | count | in | f | m | "
    "ចំនួន | ក្នុងនោះ | ក្នុង | រួមមាន | មាន | និង | ຈຳນວນ | ໃນນັ້ນ | ໃນນີ້ | ມີ | ແລະ | "
    "จำนวน | ในจำนวนนี้ | เป็น | มี | และ | แบ่งเป็น | ทั้งสิ้น"
)
# Words of those who sign below a list, or below each of its pages.
SIGNATURES: Final = (
    "signature | signed by | prepared by | compiled by | reviewed by | submitted by | approved by | "
    "checked by | verified by | certified by | reported by | authorised by | authorized by | endorsed by | noted by | "
    "acknowledged by | witnessed by | confirmed by | made by | recorded by | informant | information from | "
    "information provided by | data provided by | responsible person | surveyed by | surveyor | data collected by | "
    "ហត្ថលេខា | រៀបចំដោយ | អ្នកធ្វើតារាង | ធ្វើតារាងដោយ | ពិនិត្យដោយ | អ្នកពិនិត្យ | អ្នកត្រួតពិនិត្យ | អ្នកអនុម័ត | "
    "អ្នកកត់ត្រា | កត់ត្រាដោយ | អ្នករាយការណ៍ | រាយការណ៍ដោយ | អ្នកផ្តល់ព័ត៌មាន | អ្នកផ្ដល់ព័ត៌មាន | ផ្តល់ព័ត៌មានដោយ | ផ្ដល់ព័ត៌មានដោយ | "
    "អ្នកបញ្ជាក់ | បញ្ជាក់ដោយ | អ្នកទទួលខុសត្រូវ | អ្នកស្ទង់ | ស្ទង់មតិដោយ | អ្នកប្រមូលទិន្នន័យ | "
    "ឯកភាពដោយ | បានឯកភាព | បានអនុម័ត | ធ្វើដោយ | "
    "បញ្ឈប់បញ្ជី | ត្រួតពិនិត្យដោយ | អ្នករៀបចំ | អ្នកធ្វើបញ្ជី | អនុម័តដោយ | បានឃើញ | បានពិនិត្យ | "
    "ຜູ້ອະນຸມັດ | ອະນຸມັດໂດຍ | ຈັດທຳໂດຍ | ກະກຽມໂດຍ | ກວດໂດຍ | ກວດກາໂດຍ | ຮັບຮອງໂດຍ | ຜູ້ສັງລວມ | ສັງລວມໂດຍ | "
    "ຜູ້ບັນທຶກ | ບັນທຶກໂດຍ | ຜູ້ໃຫ້ຂໍ້ມູນ | ໃຫ້ຂໍ້ມູນໂດຍ | ລາຍງານໂດຍ | ຜູ້ຢັ້ງຢືນ | ຢັ້ງຢືນໂດຍ | ຜູ້ຮັບຜິດຊອບ | "
    "ຜູ້ສ້າງ | ຜູ້ສະຫຼຸບ | ຜູ້ລາຍງານ | ຜູ້ຮັບຮອງ | ຜູ້ກວດ | ຫົວໜ້າພະແນກ | ລົງຊື່ | ລາຍເຊັນ | ຜູ້ຈັດທຳ | ຜູ້ກະກຽມ | "
    "ຜູ້ສຳຫຼວດ | ຜູ້ສໍາຫຼວດ | ສຳຫຼວດໂດຍ | ຜູ້ເກັບກຳຂໍ້ມູນ | ຜູ້ເກັບຂໍ້ມູນ | "
    "ลงชื่อ | ลงนาม | ผู้จัดทำ | ผู้รับรอง | ผู้อนุมัติ | ผู้รายงาน | ผู้ตรวจสอบ | ลายมือชื่อ | ลายเซ็น | "
    "ผู้บันทึก | บันทึกโดย | ผู้ให้ข้อมูล | ให้ข้อมูลโดย | ผู้กรอกข้อมูล | รายงานโดย | ผู้ตรวจทาน | ผู้รับผิดชอบ | "
    "จัดทำโดย | ตรวจสอบโดย | ตรวจโดย | รับรองโดย | อนุมัติโดย | ผู้เห็นชอบ | ผู้รวบรวม | รวบรวมโดย | ผู้สำรวจ | สำรวจโดย | "
    "ผู้เก็บข้อมูล | เก็บข้อมูลโดย"
)
# What those who sign are: below the table labels, in a column of it what people of the list are.
ROLES: Final = (
    "trainer | co-trainer | lead trainer | master trainer | facilitator | co-facilitator | lead facilitator | "
    "speaker | guest speaker | resource person | instructor | lecturer | coordinator | co-ordinator | "
    "training coordinator | programme coordinator | program coordinator | project coordinator | compiler | "
    "compiled by | recorder | rapporteur | head of office | head of the office | head of branch | "
    "head of department | office head | "
    "branch head | branch president | branch chair | branch chairman | branch chairperson | branch director | "
    "branch coordinator | branch manager | president of the branch | president of branch | chair of the branch | "
    "chair of branch | chairman of the branch | director of the branch | "
    "គ្រូបង្គោល | គ្រូបណ្តុះបណ្តាល | គ្រូបណ្ដុះបណ្ដាល | គ្រូឧទ្ទេស | អ្នកបណ្តុះបណ្តាល | អ្នកបណ្ដុះបណ្ដាល | វាគ្មិន | "
    "អ្នកសម្របសម្រួល | អ្នកសំរបសំរួល | ប្រធានសាខា | អនុប្រធានសាខា | នាយកសាខា | អនុនាយកសាខា | ប្រធានការិយាល័យ | "
    "អ្នកបូកសរុប | អ្នកកត់ត្រា | "
    "ຜູ້ອຳນວຍການ | ຜູ້ອຳນວຍການສາຂາ | ຮອງຜູ້ອຳນວຍການ | ຮອງຜູ້ອຳນວຍການສາຂາ | "
    "ຄູຝຶກ | ຄູຝຶກອົບຮົມ | ຜູ້ຝຶກ | ຜູ້ຝຶກອົບຮົມ | ວິທະຍາກອນ | ຜູ້ບັນຍາຍ | ຜູ້ອຳນວຍຄວາມສະດວກ | ຜູ້ສັງລວມ | "
    "ຫົວໜ້າຫ້ອງການ | ຫົວໜ້າສາຂາ | ປະທານສາຂາ | ຮອງປະທານສາຂາ | ປະທານກາແດງ | ຜູ້ປະສານງານ | ຜູ້ບັນທຶກ | "
    "ผู้อำนวยการ | ผู้อำนวยการสาขา | รองผู้อำนวยการ | "
    "วิทยากร | ผู้ฝึก | ผู้ฝึกอบรม | ผู้ให้การอบรม | ผู้บรรยาย | ผู้อำนวยความสะดวก | ผู้ประสานงาน | หัวหน้าสำนักงาน | "
    "ประธานสาขา | รองประธานสาขา | หัวหน้าสาขา | นายกสาขา | ผู้รวบรวม | ผู้บันทึก | ครูฝึก"
)
# What stands below a list where its numbers do, beside the name of who signs: offices, places, days.
LABELS: Final = (
    "date | dated | place | at | position | title | name | head | director | deputy | president | chair | chairman | "
    "chairperson | chairwoman | manager | secretary | treasurer | coordinator | officer | trainer | teacher | "
    "ថ្ងៃ | ធ្វើនៅ | នៅ | រាជធានី | ខេត្ត | ប្រធាន | អនុប្រធាន | នាយក | អនុនាយក | លេខាធិការ | ហេរញ្ញិក | មន្ត្រី | មន្រ្តី | តួនាទី | "
    "មុខតំណែង | ឈ្មោះ | គ្រូ | អ្នកសម្របសម្រួល | អនុម័ត | ពិនិត្យ | បានឃើញ | "
    "ວັນທີ | ທີ່ | ສະຖານທີ່ | ຕຳແໜ່ງ | ຕໍາແໜ່ງ | ຫົວໜ້າ | ຮອງ | ປະທານ | ຜູ້ອຳນວຍການ | ອຳນວຍການ | ເລຂາ | ເຫຼັນຍິກ | "
    "ພະນັກງານ | ຊື່ | ຄູຝຶກ | ຜູ້ | "
    "วันที่ | ที่ | สถานที่ | ตำแหน่ง | หัวหน้า | รองหัวหน้า | ประธาน | รองประธาน | ผู้อำนวยการ | รองผู้อำนวยการ | นายก | "
    "เลขานุการ | เหรัญญิก | เจ้าหน้าที่ | ชื่อ | วิทยากร | ผู้"
)
