"""Certificates to draw in tests: the samples of our designs, changed where a test needs it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal, cast

from lms.certificates.domain.certificate_data import CertificateData, Text
from lms.certificates.rendering.samples import sample
from lms.config import CHECKOUT
from lms.content import yaml_files
from lms.content.types.curriculum import Design

LANGUAGES = ("en", "km", "lo", "th")
DESIGNS: Mapping[str, Literal["landscape", "portrait"]] = {"standard": "landscape", "portrait": "portrait"}
FOLDER = CHECKOUT / "certificates" / "standard"
# Longer than anybody's: 120 characters is the most that a name may have.
LONG: Mapping[str, str] = {
    "en": "Wolfeschlegelsteinhausenbergerdorff " * 3,
    "km": "វិសាលបុត្រធម៌វិញ្ញាណស្ត្រីសុខសាន្ត " * 3,
    "lo": "ຄຳຫຼ້າບຸນຍະວົງສີສຸວັນນະພູມ " * 4,
    "th": "ศักดิ์สิทธิ์ศรีสุวรรณภูมิเทพหัสดินทร์ " * 3,
}


def design_named(name: str) -> Design:
    """A design without the rest of the content."""
    folder = FOLDER.parent / name
    document, _ = yaml_files.read("design.yaml", (folder / "design.yaml").read_text(encoding="utf-8"))
    assert document is not None
    wordings = cast("dict[str, dict[str, str]]", document.data["wordings"])
    return Design(name, str(document.data["name"]), folder, DESIGNS.get(name, "portrait"), wordings)


def standard() -> Design:
    """The standard design."""
    return design_named("standard")


def paper(language: str, **changes: Any) -> CertificateData:
    """The sample of the standard design in a language."""
    return replace(sample(standard(), language), **changes)


def long_paper(language: str) -> CertificateData:
    """The sample with the longest of everything: names, titles, and a signatory in two lines."""
    given = paper(language)
    return replace(
        given,
        name=LONG[language].strip()[:120],
        latin_name="Wolfeschlegelsteinhausenbergerdorff " * 3,
        module=Text(f"{given.module.text} {given.module.text} {given.module.text}", language),
        society=Text(f"{given.society.text} {given.society.text}", language),
        signatory=Text(f"{given.signatory.text} {given.signatory.text} {given.signatory.text}", language),
        calendar="buddhist",
    )
