"""What the file of the lines that stayed out is called, and of which list such a file is. Pure.

It is named after its list, so that people find it again; mended and brought in, its trainings are written down where
those of that list are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

# In file names, so without spaces.
_SUFFIXES: Final[Mapping[str, str]] = {
    "en": "left-out",
    "km": "មិនបាននាំចូល",
    "lo": "ບໍ່ໄດ້ນຳເຂົ້າ",
    "th": "ไม่ได้นำเข้า",
}
_PLAIN: Final = _SUFFIXES["en"]
_ENDING: Final = re.compile(r"\.(?:xlsx|xlsm|xls|ods|csv|tsv|txt)$", re.IGNORECASE)
_COPY: Final = re.compile(
    r"\s*\(\d+\)$|\s+-\s+Copy$", re.IGNORECASE
)  # as browsers and programs name another one
_OF_OLD: Final = re.compile(r"failed-([0-9a-f]{8})")  # as they were called once: the beginning of an id
_NOT_IN_A_NAME: Final = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
_NOT_PLAIN: Final = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST: Final = 60  # characters of the name of the list


def name_of(list_name: str, language: str, ending: str) -> str:
    """The name of the file, in the reader's language: "March-left-out.xlsx"."""
    stem = _NOT_IN_A_NAME.sub(" ", list_of(list_name) or _without_ending(list_name)).strip(" .")[:_LONGEST]
    suffix = _SUFFIXES.get(language, _PLAIN)
    return f"{stem}-{suffix}.{ending}" if stem else f"{suffix}.{ending}"


def plain_name_of(list_name: str, ending: str) -> str:
    """The same for programs that know ASCII only."""
    stem = _without_ending(name_of(list_name, "en", ending)).removesuffix(_PLAIN)
    plain = _NOT_PLAIN.sub("-", unicodedata.normalize("NFKD", stem)).strip("-.")
    return f"{plain}-{_PLAIN}.{ending}" if plain else f"{_PLAIN}.{ending}"


def list_of(file_name: str) -> str:
    """The name, without its ending, of the list whose lines stayed out; "" for a file that is called otherwise."""
    stem = _without_ending(file_name)
    for suffix in _SUFFIXES.values():
        if stem.endswith(f"-{suffix}"):
            return list_of(stem[: -len(suffix) - 1]) or stem[: -len(suffix) - 1]
    return ""


def id_of(file_name: str) -> str:
    """The beginning of the id of that list, in a name of an older version; "" for any other."""
    found = _OF_OLD.fullmatch(_without_ending(file_name))
    return found[1] if found else ""


def is_called(file_name: str, stem: str) -> bool:
    """Whether a list is the one whose name `list_of` reads from the file of lines that stayed out."""
    names = (name_of(file_name, "en", "xlsx"), plain_name_of(file_name, "xlsx"))
    return stem in map(list_of, names)


def _without_ending(file_name: str) -> str:
    name = unicodedata.normalize("NFC", file_name.strip())
    return _COPY.sub("", _ENDING.sub("", name)).strip()
