"""Places that name lessons by their number. A lesson that is put in the middle, or taken away, makes such a number
wrong, and no file is broken by it: all places can be listed, and a number that no lesson has is a problem.

A translation has the figures of its English text (`figures`), so only English is checked. Knows no grammar: a number
that belongs to another module is one beside its name, or before "of".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lms.content.problems import Problem
from lms.content.types.curriculum import SOURCE, Content

_FOLDERS: Final = ("curriculum/library", "curriculum/modules", "curriculum/translations", "quizzes")
_LESSON: Final = "[0-9][0-9]-*.md"
_NEXT: Final = r"(?:(?:, ?|[–-]| ?(?:and|or|to|និង|ដល់|ແລະ|ຫາ|และ|ถึง) ?| (?=ទី))(?:ទី ?)?\d+)*"
_NAMED: Final = re.compile(
    "|".join(
        [
            rf"\blessons \d+{_NEXT}|\blesson \d+",
            rf"(?:មេរៀនទី|ບົດ(?:ຮຽນ)?ທີ|บท(?:เรียน)?ที่) ?\d+{_NEXT}",
            r"\b(?:two|three|four|five|six|seven|eight|nine|ten|\d+) lessons\b",
            "មេរៀនទាំង(?:ពីរ|បី|បួន|ប្រាំ(?:មួយ|ពីរ|បី|បួន)?|ដប់)",
            "ບົດຮຽນທັງ(?:ສອງ|ສາມ|ສີ່|ຫ້າ|ຫົກ|ເຈັດ|ແປດ|ເກົ້າ|ສິບ)",
            "บทเรียนทั้ง(?:สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ)",
        ]
    ),
    re.IGNORECASE,
)
_COUNT: Final = re.compile(r"\d+ lessons", re.IGNORECASE)


@dataclass(frozen=True)
class Named:
    """Lessons that a line names by number, or by how many there are; then `numbers` is empty."""

    file: str
    line: int
    words: str
    numbers: tuple[int, ...]
    text: str  # the whole line

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.words}"


def named_in(text: str) -> list[tuple[str, tuple[int, ...]]]:
    """What names lessons by number in a text of any of the four languages, and the numbers."""
    return [(words, _numbers(words)) for words in _NAMED.findall(text)]


def _numbers(words: str) -> tuple[int, ...]:
    return () if _COUNT.fullmatch(words) else tuple(int(digits) for digits in re.findall(r"\d+", words))


def places(root: Path) -> Iterator[Named]:
    """Every place below the content root that names lessons by number, by file and line."""
    for folder in _FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in (".md", ".yaml") and path.is_file():
                yield from _places(path.relative_to(root).as_posix(), path)


def _places(file: str, path: Path) -> Iterator[Named]:
    lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    for number, line in enumerate(lines, start=1):
        if path.suffix == ".yaml" and line.lstrip().startswith("#"):
            continue  # a remark among the questions, which nobody reads on a page
        for words, numbers in named_in(line):
            yield Named(file, number, words, numbers, line)


def faults(root: Path, content: Content) -> Iterator[Problem]:
    """Numbers in English that no lesson has."""
    folders = (root / "curriculum").glob("modules/*")
    counts = {folder.name: len(list(folder.glob(_LESSON))) for folder in folders}
    names = {module.id: (module.id.upper(), module.text(SOURCE).title) for module in content.modules}
    for place in places(root):
        if not place.file.startswith("curriculum/translations/"):
            yield from _missing(place, counts, names)


def _missing(
    place: Named, counts: Mapping[str, int], names: Mapping[str, tuple[str, str]]
) -> Iterator[Problem]:
    home, _, name = place.file.removeprefix("curriculum/").removesuffix(".yaml").partition("/")
    own = "" if home == "library" else name.partition("/")[0]
    others = [name for module, those in names.items() if module != own for name in those]
    elsewhere = own not in counts or f"{place.words} of" in place.text or _names_one(place.text, others)
    most = max(counts.values(), default=0) if elsewhere else counts[own]
    for number in place.numbers:
        if not 1 <= number <= most:
            has = f"no module has more than {most}" if elsewhere else f"the module has {most}"
            hint = "Lessons are counted from 1 in their order; it is not the number of the file."
            yield Problem(place.file, place.line, f"there is no lesson {number}: {has}", hint)


def _names_one(text: str, names: list[str]) -> bool:
    return any(re.search(rf"\b{re.escape(name)}\b", text) for name in names)
