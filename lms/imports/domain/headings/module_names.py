"""What lists call the modules beside their titles: short names, parts of titles, everyday words. Data only.

By the code of a module, in four languages, separated by bars as in `column_names`. A module that is not here is known
by its titles and its code.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

# Known wherever they stand in a heading.
NAMES: Final[Mapping[str, str]] = {
    "migration": (
        "migration | displacement | forced displacement | migrants | "
        "ចំណាកស្រុក | ធ្វើចំណាកស្រុក | ការផ្លាស់ទីលំនៅ | ផ្លាស់ទីលំនៅ | ទេសន្តរប្រវេសន៍ | "
        "ການເຄື່ອນຍ້າຍ | ເຄື່ອນຍ້າຍ | ການຍົກຍ້າຍຖິ່ນຖານ | ຍົກຍ້າຍຖິ່ນຖານ | ຍ້າຍຖິ່ນ | ຍ້າຍຖິ່ນຖານ | ອົບພະຍົບ | "
        "การย้ายถิ่น | ย้ายถิ่น | ย้ายถิ่นฐาน | โยกย้ายถิ่นฐาน | การพลัดถิ่น | พลัดถิ่น | การอพยพ | อพยพ"
    ),
    "hiv": (
        "HIV | AIDS | "
        "អេដស៍ | មេរោគអេដស៍ | ជំងឺអេដស៍ | អេចអាយវី | "
        "ເຮສໄອວີ | ເຊື້ອເຮສໄອວີ | ເອສໄອວີ | ເອັສໄອວີ | ເອດສ໌ | ເອດສ | ເອັດສ | ໂລກເອດ | ພະຍາດເອດ | "
        "เอชไอวี | เอดส์ | โรคเอดส์"
    ),
    "pss": (
        "PSS | MHPSS | PFA | psychosocial | psycho-social | psycho social | psychological first aid | mental health | "
        "ចិត្តសង្គម | គាំទ្រផ្លូវចិត្ត | សុខភាពផ្លូវចិត្ត | ជំនួយដំបូងផ្លូវចិត្ត | ជំនួយផ្លូវចិត្ត | ផ្លូវចិត្ត | "
        "ຈິດສັງຄົມ | ຈິດຕະສັງຄົມ | ຈິດໃຈສັງຄົມ | ຈິດໃຈ ແລະ ສັງຄົມ | ດ້ານຈິດໃຈ | ສະໜັບສະໜູນຈິດໃຈ | ທາງຈິດໃຈ | ສຸຂະພາບຈິດ | "
        "จิตสังคม | จิตใจและสังคม | ด้านจิตใจ | ทางจิตใจ | สนับสนุนจิตใจ | ปฐมพยาบาลทางใจ | สุขภาพจิต"
    ),
    "cea": (
        "CEA | community engagement | community participation | community accountability | "
        "accountability to communities | "
        "ការចូលរួមរបស់សហគមន៍ | ការចូលរួមសហគមន៍ | ការចូលរួមពីសហគមន៍ | ការចូលរួមជាមួយសហគមន៍ | ការចូលរួមក្នុងសហគមន៍ | "
        "គណនេយ្យភាព | "
        "ການມີສ່ວນຮ່ວມຂອງຊຸມຊົນ | ການມີສ່ວນຮ່ວມຊຸມຊົນ | ມີສ່ວນຮ່ວມຂອງຊຸມຊົນ | ຊຸມຊົນມີສ່ວນຮ່ວມ | ຄວາມຮັບຜິດຊອບຕໍ່ຊຸມຊົນ | "
        "การมีส่วนร่วมของชุมชน | การมีส่วนร่วมชุมชน | การมีส่วนร่วมกับชุมชน | มีส่วนร่วมของชุมชน | ชุมชนมีส่วนร่วม | "
        "ความรับผิดชอบต่อชุมชน"
    ),
    "pgi": (
        "PGI | gender and inclusion | protection and gender | protection gender | protection and inclusion | "
        "បរិយាបន្ន | ការការពារយេនឌ័រ | "
        "ການມີສ່ວນຮ່ວມຢ່າງທົ່ວເຖິງ | ຢ່າງທົ່ວເຖິງ | "
        "การไม่แบ่งแยก | ไม่แบ่งแยก | คุ้มครองเพศภาวะ | คุ้มครองและเพศภาวะ"
    ),
}
# Known where a heading, or what stands between its brackets and strokes, says nothing else but "result" or "date".
ALONE: Final[Mapping[str, str]] = {
    "pss": "ຈິດໃຈ | จิตใจ",
    "cea": "accountability | engagement",
    "pgi": ("protection | inclusion | ការការពារ | ការពារ | ການປົກປ້ອງ | ປົກປ້ອງ | การคุ้มครอง | คุ้มครอง | การปกป้อง"),
}
# Known so only beside another heading that names a module: elsewhere they say something of a person, or nothing.
BESIDE: Final[Mapping[str, str]] = {
    "cea": "ການມີສ່ວນຮ່ວມ | ຄວາມຮັບຜິດຊອບ | การมีส่วนร่วม | ความรับผิดชอบ",
    "pgi": "យេនឌ័រ | ບົດບາດຍິງຊາຍ | ບົດບາດຍິງ-ຊາຍ | ຄວາມສະເໝີພາບຍິງຊາຍ | เพศภาวะ",
}
