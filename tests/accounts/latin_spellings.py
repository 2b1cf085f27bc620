"""Common given and family names with the ways in which they are usually written in Latin letters.

Of each language 200 names are put together of them (`NAMES`): invented combinations, nobody's name. The spellings are
those of passports, of newspapers and of people themselves; several where several are usual.
"""

# ruff: noqa: E501 (a row of names is easier to read than a column)

from __future__ import annotations

from typing import Final, NamedTuple

_FAMILY: Final = {
    "km": (
        "សុខ sok, ចាន់ chan, គឹម kim, លី ly li, ហេង heng, ជា chea, កែវ keo kev, ម៉ៅ mao, នួន nuon noun, អ៊ុក uk ouk,"
        "សេង seng, ពេជ្រ pich pech, ទេព tep, ឡុង long, ភួង phuong, រស់ ros, យឹម yim, ម៉ម mam mom, ប៊ុន bun boun, ឃឹម khim"
    ),
    "lo": (
        "ແກ້ວມະນີ keomany keomanee, ວົງສາ vongsa, ພົມມະຈັນ phommachan phommachanh, ສີສຸລາດ sisoulath sisoulat, ຈັນທະລາ chanthala,"
        "ໄຊຍະວົງ xayavong sayavong, ສຸວັນນະ souvanna, ພິມພາ phimpha pimpha, ບຸນຍະວົງ bounyavong bounnhavong, ອິນທະວົງ inthavong,"
        "ສີລິພົນ siliphon siriphon, ທຳມະວົງ thammavong, ຄຳພູ khamphou, ເພັດສະຫວັນ phetsavan phetsavanh, ສຸດທິ southi soutthi,"
        "ລາດຊະວົງ ratsavong latsavong, ສີດາ sida sisda, ນັນທະວົງ nanthavong, ມະນີວົງ manivong manyvong, ດວງມະນີ douangmany duangmani"
    ),
    "th": (
        "ใจดี jaidee chaidi, ทองดี thongdee thongdi, ศรีสุข srisuk srisook, บุญมี boonmee bunmi, แสงทอง saengthong sangthong,"
        "วงศ์ใหญ่ wongyai, พรมมา promma phromma, สุขใจ sukjai sookjai, จันทร์แก้ว chankaew jankaew, รักไทย rakthai rukthai,"
        "มีสุข meesuk misuk, แก้วมณี kaewmanee kaeomani, สายทอง saithong, คำดี khamdee kamdee, ชัยวงศ์ chaiwong, เพชรดี phetdee petchdee,"
        "นาคทอง nakthong, ปานทอง panthong, อินทร์แก้ว inkaew, สมบูรณ์ somboon sombun"
    ),
}
_GIVEN: Final = {
    "km": (
        "សុខា sokha, ដារា dara, វិចិត្រ vicheth vichet vichit, សុភា sophea sopha, រតនា ratana rathana, បុប្ផា bopha, ចន្ថា chantha,"
        "វណ្ណា vanna, សុវណ្ណ sovann sovan, ពិសិដ្ឋ piseth pisith, ស្រីមុំ sreymom sreimom, ស្រីពៅ sreypov sreypeou, គន្ធា kunthea konthea,"
        "សុគន្ធ sokun sokunth, មករា makara, ច័ន្ទ chan, ធីតា thida theeda, មុនី mony muny, ភារុណ phearun phearum, រដ្ឋា ratha rotha,"
        "សុភាព sopheap, វិសាល visal, ចាន់ថន chanthon chanthorn, បូរី borey bory, រស្មី rasmey reaksmey, កញ្ញា kanha kanya,"
        "សំណាង samnang, សុជាតា socheata sojata, លីដា lyda lida, ណារិទ្ធ narith naroth, វាសនា veasna veasnar, មាលា meala mala,"
        "ផល្លា phalla, សារ៉ាត់ sarath sarat, ធារ៉ា theara thyra, សុភ័ក្រ sopheak sophak, នារី neary nary, ពុទ្ធី puthy puthi,"
        "បញ្ញា panha punha, សុធារិទ្ធ sothearith"
    ),
    "lo": (
        "ຄຳຫຼ້າ khamla, ບຸນມີ bounmy bounmi, ສົມພອນ somphone somphon, ແກ້ວ keo, ສົມໄຊ somxay somsay, ວິໄລ vilay vilai, ຈັນທາ chantha,"
        "ດາລາ dala dara, ນ້ອຍ noy noi, ພອນສະຫວັນ phonsavanh phonesavan, ທອງສຸກ thongsouk thongsuk, ສຸກສະຫວັນ souksavanh souksavan,"
        "ເພັດສະໝອນ phetsamone phetsamon, ບຸນທັນ bounthan bounthanh, ຄຳພອນ khamphone khamphon, ມະນີວັນ manivanh manyvan, ສີພັນ siphan siphanh,"
        "ວັນນາ vanna, ອານຸສອນ anousone anouson, ວຽງໄຊ viengxay viengsay, ໄພວັນ phayvanh phaivan, ສຸລິຍາ souliya suriya, ບົວລາ bouala buala,"
        "ຂັນທອງ khanthong, ເກດສະໜາ ketsana, ລັດສະໝີ latsamy rasmy, ສົມສີ somsy somsi, ຕຸ້ຍ touy tui, ພູວົງ phouvong, ສິດທິພອນ sithiphone sitthiphon,"
        "ດວງໃຈ douangchay duangchai, ບຸນເລີດ bounleuth bounlert, ສຸພາພອນ souphaphone suphaphon, ຈັນສະໝອນ chansamone chansamon,"
        "ຄຳແພງ khamphaeng khampheng, ມາລີ maly mali, ປານີ pany pani, ສັງຄົມ sangkhom, ທິດາ thida, ອຳພອນ amphone amphon"
    ),
    "th": (
        "สมชาย somchai, สมศักดิ์ somsak, มาลี malee mali, วิชัย wichai vichai, สุภาพร supaporn suphaphon, ประเสริฐ prasert prasoet,"
        "กิตติพงษ์ kittipong kittiphong, พรชัย pornchai phonchai, อนุชา anucha, จันทร์เพ็ญ chanpen janpen, ศิริพร siriporn siriphon,"
        "วรรณา wanna vanna, ณัฐพล nattapol nattaphon, ธนา thana tana, ชัยวัฒน์ chaiwat, รุ่งทิวา rungtiwa rungthiwa, เพ็ญศรี pensri phensi,"
        "บุญเลิศ boonlert bunloet, ทองใบ thongbai, สุรชัย surachai, นิภา nipa nipha, อรุณ arun aroon, ดวงใจ duangjai duangchai,"
        "กัญญา kanya kanyaa, พิมพ์ใจ pimjai phimchai, ธรรมศักดิ์ thammasak, สุวรรณ suwan suwann, วีระ weera wira, ปราณี pranee prani,"
        "จิราพร jiraporn chiraphon, สมบัติ sombat, ไพโรจน์ pairoj phairot, ชลธิชา chonticha chonthicha, มานพ manop, สายฝน saifon saifhon,"
        "นงลักษณ์ nongluck nonglak, วิไล wilai vilai, ทรงศักดิ์ songsak, อุทัย uthai, เกษม kasem kasame"
    ),
}


class Spelled(NamedTuple):
    """A name, and the ways in which it is usually written in Latin letters."""

    name: str
    latin: tuple[str, ...]


def _rows(text: str) -> list[tuple[str, list[str]]]:
    rows = (row.split() for row in text.split(","))
    return [(name, latin) for name, *latin in rows]


def _put_together(language: str) -> tuple[Spelled, ...]:
    """Each given name with five family names: family first in Khmer, given first in Lao and Thai."""
    family, given = _rows(_FAMILY[language]), _rows(_GIVEN[language])
    found = []
    for place, (own, own_latin) in enumerate(given):
        for step in range(5):
            other, other_latin = family[(place * 3 + step * 7) % len(family)]
            pairs = [(one, two) for one in own_latin for two in other_latin]
            if language == "km":
                found.append(Spelled(f"{other} {own}", tuple(f"{two} {one}" for one, two in pairs)))
            else:
                found.append(Spelled(f"{own} {other}", tuple(f"{one} {two}" for one, two in pairs)))
    return tuple(found)


NAMES: Final = {language: _put_together(language) for language in _GIVEN}
