"""certificates/<design>/design.yaml -> Design. Leaves template, style and sample to those who draw
certificates.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from lms.content.loaders.context import Read, Reading
from lms.content.problems import nearest
from lms.content.schemas.curriculum import DesignShape
from lms.content.types.curriculum import SOURCE, Design

_FILES = ("design.yaml", "template.html", "style.css", "sample.yaml")
_DESIGN = re.compile("[a-z][a-z0-9-]*")
_PICTURES = (".svg", ".png")


def read_designs(reading: Reading) -> Mapping[str, Design]:
    """Every design of certificates and notes that can be read, by id; problems of the others are noted."""
    designs = {}
    for path in reading.entries(reading.root / "certificates"):
        if path.name == "README.md":
            continue
        if not path.is_dir() or not _DESIGN.fullmatch(path.name):
            reading.unknown(path, ())
        elif (design := _design(reading, path)) is not None:
            designs[path.name] = design
    return MappingProxyType(designs)


def _design(reading: Reading, folder: Path) -> Design | None:
    entries = reading.entries(folder)
    for name in _FILES[1:]:
        if folder / name not in entries:
            reading.report(
                reading.name(folder / name), 1, "the file is missing", "A design has all four files."
            )
    for path in entries:
        if path.name not in _FILES and (path.suffix not in _PICTURES or path.is_dir()):
            reading.unknown(path, _FILES)
    read = reading.yaml(folder / "design.yaml", DesignShape)
    if read is None:
        return None
    _check_wordings(reading, read)
    wordings = {code: MappingProxyType(words) for code, words in read.shape.wordings.items()}
    shape = read.shape
    return Design(
        folder.name, shape.name, folder, shape.orientation, MappingProxyType(wordings), shape.purpose
    )


def _check_wordings(reading: Reading, read: Read[DesignShape]) -> None:
    wordings, document = read.shape.wordings, read.document
    known = [language.code for language in reading.languages]
    source = wordings.get(SOURCE)
    if source is None:
        reading.report(
            document.file, document.line("wordings"), "the English wording is missing", "Add `en:`."
        )
        return
    for code, words in wordings.items():
        line = document.line("wordings", code)
        if code not in known:
            reading.report(document.file, line, f"`{code}` is not in languages.yaml", nearest(code, known))
        for key in source.keys() - words.keys():
            reading.report(
                document.file, line, f"the wording in `{code}` lacks `{key}`", "Translate each key of `en`."
            )
        for key in words.keys() - source.keys():
            line = document.line("wordings", code, key)
            reading.report(
                document.file, line, f"`{key}` is not in the English wording", nearest(key, source)
            )
