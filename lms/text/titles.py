"""Titles before names, in four languages, and a name without them. Pure.

The longest title goes first and whole: of นายแพทย์สมพร the title is นายแพทย์, not นาย. After one title what follows is a
name, also where it begins like another title (นางสาว นางนวล); a further one goes only where it stands apart, by a space
or by its dot, and only one of them says Mr or Mrs. See docs/decisions/0027-names-and-values-of-lists.md.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Final, NamedTuple

from lms.text.normalise import for_comparing, for_name
from lms.text.writing_systems import KHMER, LAO, THAI

# In all of these "_" is a space that may be left out. A title with a dot at its end needs no space behind it.
# What somebody is addressed by: of these there is one.
_COURTESY: Final = (
    "mr mr. mrs mrs. ms ms. miss miss. madam លោក លោកស្រី អ្នកស្រី លោកជំទាវ ឯកឧត្តម ឯ.ឧ. កញ្ញា នាង អ្នកនាង លោកតា លោកយាយ "
    "lok_srey lok_chumteav neak_srey nang_sao nangsao "
    "ທ້າວ ທ. ທ ທ່ານ ທ່ານ_ນາງ ນາງ ນາງສາວ ນ. ນ ນ.ສ. ນສ ດ.ຊ. ດ.ຍ. ເດັກຊາຍ ເດັກຍິງ ຄຸນແມ່ ຄຸນພໍ່ ພໍ່ຕູ້ ແມ່ຕູ້ ພໍ່ເຖົ້າ ແມ່ເຖົ້າ ສະຫາຍ "
    "คุณแม่ คุณพ่อ ท่าน ท้าว "
    "นาย นาง นางสาว น.ส. นส. นส ด.ช. ดช. ดช ด.ญ. ดญ. ดญ เด็กชาย เด็กหญิง คุณ"
)
# Degrees, professions and orders.
_FURTHER: Final = (
    "dr dr. prof prof. assoc. asst. h.e. ven. rev. capt. lt. col. maj. gen. sgt. pol. acting_sub_lt. acting_sub-lt. "
    "វេជ្ជ. វេជ្ជបណ្ឌិត លោកវេជ្ជបណ្ឌិត លោកស្រីវេជ្ជបណ្ឌិត សាស្ត្រាចារ្យ លោកសាស្ត្រាចារ្យ លោកគ្រូ អ្នកគ្រូ ឧកញ៉ា លោកឧកញ៉ា "
    "oknha ដូនជី ດຣ. ດຣ ປອ. ສຈ. ສຈ ຮສ. ຮສ ຮສຈ. ຮສຈ ອຈ. ອຈ ນພ. ແມ່ຂາວ ອາຈານ ທ່ານ_ໝໍ ທ່ານ_ຫມໍ ທ່ານ_ຄູ ພໍ່ຄູ ແມ່ຄູ ພະນະທ່ານ "
    "ພ.ອ. ພ.ທ. ພ.ຕ. ຮ.ອ. ຮ.ທ. ຮ.ຕ. ພັນເອກ ພັນໂທ ພັນຕີ ຮ້ອຍເອກ ຮ້ອຍໂທ ຮ້ອຍຕີ ພົນເອກ ພົນໂທ ພົນຕີ ພົນຈັດຕະວາ "
    "ພັອ. ພັທ. ພັຕ. ພອ. ພທ. ພຕ. ຮອ. ຮທ. ຮຕ. "
    "คุณหมอ คุณครู "
    "ดร. ดร ผศ. ผศ รศ. รศ ศ. อ. อาจารย์ ดอกเตอร์ ผู้ช่วยศาสตราจารย์ รองศาสตราจารย์ ศาสตราจารย์ "
    "นพ. น.พ. นายแพทย์ พญ. พ.ญ. พญ แพทย์หญิง ทพ. ทันตแพทย์ ทพญ. ทพ.ญ. ทันตแพทย์หญิง ภก. เภสัชกร ภญ. เภสัชกรหญิง "
    "น.สพ. นสพ. นายสัตวแพทย์ สพ.ญ. สพญ. สัตวแพทย์หญิง แม่ชี "
    "นายหมวดตรี นายหมวดโท นายหมวดเอก นายกองตรี นายกองโท นายกองเอก"
)
# Of who is ordained. In the papers of a monk it stands in the place of Mr, and nobody speaks of him without it: it
# stays in a name that is stored, and says nothing where two names are compared. A nun's papers have hers without it.
_ORDAINED: Final = (
    "ព្រះ ព្រះតេជគុណ ព្រះភិក្ខុ ភិក្ខុ សាមណេរ ພຣະ ພະ ພຣະອາຈານ ພະອາຈານ ພຣະມະຫາ ພະມະຫາ ສ.ນ. ສາມະເນນ ຈົວ "
    "พระ พระมหา พระภิกษุ พระอาจารย์ พระครู พระปลัด พระสมุห์ พระใบฎีกา พระอธิการ สามเณร"
)
# Thai ranks, each also of a woman and of who holds it for the time being.
_RANKS: Final = (
    "ส.ต. ส.ท. ส.อ. จ.ส.ต. จ.ส.ท. จ.ส.อ. ร.ต. ร.ท. ร.อ. พ.ต. พ.ท. พ.อ. พล.ต. พล.ท. พล.อ. จ.ต. จ.ท. จ.อ. "
    "พ.จ.ต. พ.จ.ท. พ.จ.อ. น.ต. น.ท. น.อ. พ.อ.ต. พ.อ.ท. พ.อ.อ. ส.ต.ต. ส.ต.ท. ส.ต.อ. ด.ต. ร.ต.ต. ร.ต.ท. ร.ต.อ. "
    "พ.ต.ต. พ.ต.ท. พ.ต.อ. พล.ต.ต. พล.ต.ท. พล.ต.อ. สิบตรี สิบโท สิบเอก จ่าสิบตรี จ่าสิบโท จ่าสิบเอก ร้อยตรี ร้อยโท ร้อยเอก "
    "พันตรี พันโท พันเอก พลตรี พลโท พลเอก เรือตรี เรือโท เรือเอก นาวาตรี นาวาโท นาวาเอก สิบตำรวจตรี สิบตำรวจโท สิบตำรวจเอก "
    "จ่าสิบตำรวจ ดาบตำรวจ นายดาบตำรวจ ร้อยตำรวจตรี ร้อยตำรวจโท ร้อยตำรวจเอก พันตำรวจตรี พันตำรวจโท พันตำรวจเอก"
)
_WOMAN: Final = "หญิง"  # a given name, too: behind a space it belongs to the rank only before two words
# Names begin with these, or with what a title and the beginning of a name make (លោក តារា): a space has to follow.
_APART: Final = (
    "mr mrs ms miss madam dr prof លោកតា លោកយាយ ព្រះ ភិក្ខុ "
    "lok_srey lok_chumteav neak_srey nang_sao nangsao oknha "
    "ທ່ານ ທ ນ ນສ ດຣ ສຈ ຮສ ຮສຈ ອຈ ອາຈານ ສະຫາຍ ພຣະ ພະ ຈົວ นส ดช ดญ คุณ ท่าน ดร ผศ รศ พญ อาจารย์ พระ"
)
# Given names, or the beginnings of some: without a space, or at all, they are titles only before two words.
_GLUED_BEFORE_TWO: Final = "កញ្ញា នាង អ្នកនាង"
_ALSO_GLUED_BEFORE_TWO: Final = f"{_GLUED_BEFORE_TWO} ท้าว"
_BEFORE_TWO: Final = "นพ ครู หมอ បណ្ឌិត លោកបណ្ឌិត លោកស្រីបណ្ឌិត ຄູ ໝໍ ຫມໍ ນພ thao nang"
# What stands behind a name and a comma, beside the titles of professions.
_DEGREES: Final = "ph.d. phd m.d. md dds mph msc m.sc. mba"
# What a name begins with; before a vowel or a sign a title would be the beginning of a word ("นาย" in "นายิกา").
_BEGINNING: Final = (
    f"A-Za-z\u00c0-\u024f{KHMER.letters}{LAO.letters}{LAO.leading}{THAI.letters}{THAI.leading}"
)
_BEFORE_SPACE: Final = r"\s+(?=\S)"
_BEFORE_TWO_WORDS: Final = r"\s+(?=\S+\s\S)"
_BEFORE_NAME: Final = rf"(?:{_BEFORE_SPACE}|(?=[{_BEGINNING}]))"
# A sign behind a title sets it apart: «ນາງ. ຄຳແພງ», «ທ້າວ: ສີ».
_SIGN: Final = r"\s?[.:៖]+\s?"
_BEFORE_FULL_NAME: Final = rf"(?:{_BEFORE_SPACE}|(?=[{_BEGINNING}]\S*\s\S))"


class _Title(NamedTuple):
    """A title, what has to follow it, and what has to where another title stands before it."""

    text: str
    behind: str
    behind_another: str


def _titles() -> Iterator[_Title]:
    ranks = [f"{before}{rank}" for rank in _RANKS.split() for before in ("", "ว่าที่_")]
    women = [f"{rank}{_WOMAN}" for rank in ranks]
    apart, before_two = set(map(for_name, _APART.split())), set(map(for_name, _ALSO_GLUED_BEFORE_TWO.split()))
    for text in map(for_name, (*_COURTESY.split(), *_FURTHER.split(), *_ORDAINED.split(), *ranks, *women)):
        if text.endswith("."):
            yield _Title(text, _BEFORE_NAME, _BEFORE_NAME)
        elif text in apart:
            yield _Title(text, _BEFORE_SPACE, _BEFORE_SPACE)
        else:
            glued = _BEFORE_FULL_NAME if text in before_two else _BEFORE_NAME
            yield _Title(text, glued, _BEFORE_SPACE)
    for text in (*map(for_name, _BEFORE_TWO.split()), *(f"{rank}_{_WOMAN}" for rank in ranks)):
        yield _Title(text, _BEFORE_TWO_WORDS, _BEFORE_TWO_WORDS)


def _written(text: str) -> str:
    """The ways to write a title: with spaces behind its dots, strokes for them, and without the last of several."""
    letters = r"[./]\s?".join(map(re.escape, text.rstrip(".").split(".")))
    letters = letters.replace(rf"\s?{_WOMAN}", _WOMAN).replace("_", r"\s?")
    if not text.endswith("."):
        return letters
    return letters + (r"(?:\.|(?=\s))" if "." in text[:-1] else r"\.")


# Patterns are made when the first name asks for them: together they would take a tenth of the start of every command.
@cache
def _by_first_letter(*, another: bool) -> Mapping[str, re.Pattern[str]]:
    """One pattern for all titles that begin with a letter, the longest first."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for title in sorted(_titles(), key=lambda title: len(title.text), reverse=True):
        behind, written = title.behind_another if another else title.behind, _written(title.text)
        found[title.text[0]].append(f"{written}{_SIGN}(?=[{_BEGINNING}])|{written}{behind}")
    return {letter: re.compile("|".join(ways), re.IGNORECASE) for letter, ways in found.items()}


def _key(text: str) -> str:
    return re.sub(r"[\s_]", "", for_comparing(text))


@cache
def _keys() -> frozenset[str]:
    return frozenset(_key(title.text) for title in _titles())


_BEHIND: Final = re.compile(r"\s*[,،]\s*+(?P<title>[^,،]+)$")
_LATIN_COURTESY: Final = re.compile(r"(?:thao|nang\s?sao|nang)\.?\s+(?=\S)", re.IGNORECASE)
_COURTESIES: Final = frozenset(map(_key, _COURTESY.split()))
_ORDERS: Final = frozenset(map(_key, _ORDAINED.split()))
_ALONE: Final = frozenset(map(_key, _GLUED_BEFORE_TWO.split()))
_NAMES_TOO: Final = frozenset(map(_key, _BEFORE_TWO.split()))
_PROFESSIONS: Final = frozenset(map(_key, f"{_FURTHER} {_DEGREES} mr mrs ms miss".split()))


def is_title(text: str) -> bool:
    """Whether a text is a title, or several, and nothing else."""
    return any(_key(one) in _keys() for one in (text, text.rstrip(".:៖ "), without_title(text)))


def is_no_name(text: str) -> bool:
    """Whether a text is a title that is nobody's name."""
    return is_title(text) and _key(text) not in _NAMES_TOO


def is_only_title(text: str) -> bool:
    """Whether a name is a title that nobody is called by: «นาย», "Mr."; កញ្ញា and นพ are names of people, too."""
    return is_no_name(text) and _key(text) not in _ALONE


def all_titles(cells: Collection[str]) -> bool:
    """Whether a column holds titles and nothing else."""
    return bool(cells) and all(map(is_title, cells))


def without_title(name: str, *, glued: bool = True, ordained: bool = True) -> str:
    """A name without the titles before it; a title alone stays as it is.

    Without `glued` only a title that stands apart goes: family names begin with the same letters. Without `ordained`
    that of a monk or a novice stays: it is part of the name. A degree or a profession behind a comma goes as well.
    """
    name = _without_one_behind(name)
    addressed, patterns = False, _by_first_letter(another=not glued)
    while (pattern := patterns.get(name[:1].lower())) and (title := pattern.match(name)):
        courtesy = _key(title[0]) in _COURTESIES
        if not ordained and _key(title[0]) in _ORDERS:
            break
        if _key(name) in _keys() or (courtesy and addressed and not title[0].rstrip().endswith(".")):
            break
        addressed, patterns, name = addressed or courtesy, _by_first_letter(another=True), name[title.end() :]
    return name


def _without_one_behind(name: str) -> str:
    """A name without what stands behind a comma, if that is nothing but degrees and professions: «ແກ້ວມະນີ, ດຣ.»"""
    found = _BEHIND.search(name)
    titles = re.split(r"\s+|(?<=\.)(?=[^\s.]{2})", found["title"].strip()) if found else []
    behind = all(title and _key(title) in _PROFESSIONS for title in titles)
    return name[: found.start()] if found and found.start() and behind else name


def latin_beside(latin: str, own: str) -> str:
    """A name in Latin letters without "Thao" or "Nang", where the name in its own script has a title before it, too.

    By itself such a word is a title only before two others: people are called so.
    """
    found = _LATIN_COURTESY.match(latin) if without_title(own) != own else None
    return latin[found.end() :] if found else latin


def stored_name(name: str, *, glued: bool = True) -> str:
    """A name as it is stored: without titles, but with what a monk or a novice is called."""
    return without_title(name, glued=glued, ordained=False)


def ordained_title(text: str) -> str:
    """What a monk or a novice is called, where a text begins with it; nothing of anybody else."""
    words = text.split()
    found = (" ".join(words[:count]) for count in range(len(words), 0, -1))
    return next((title for title in found if _key(title) in _ORDERS), "")


# Written together with the name it may be its beginning: คุณสุภาพร is addressed so, คุณธรรม is called so.
_GLUED: Final = re.compile(f"คุณ(?=[{_BEGINNING}])")


def behind_glued(name: str) -> str:
    """What remains of a name without a คุณ that is written together with it; nothing where there is none.

    Before a vowel it is no title (คุณากร), and elsewhere only somebody who knows the person can tell.
    """
    found = _GLUED.match(name)
    return name[found.end() :] if found else ""


def greeted(name: str, language: str) -> str:
    """A name as it stands behind a greeting: Thai has no space before a name, but one of another script wants it."""
    return f" {name}" if language == "th" and not "\u0e00" <= name[:1] <= "\u0e7f" else name
