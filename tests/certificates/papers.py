"""Certificates to draw in tests: the samples of the standard design, changed where a test needs it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from lms.certificates.domain.certificate_data import CertificateData
from lms.certificates.rendering.samples import sample
from lms.config import CHECKOUT
from lms.content import yaml_files
from lms.content.types.curriculum import Design

LANGUAGES = ("en", "km", "lo", "th")
FOLDER = CHECKOUT / "certificates" / "standard"


def standard() -> Design:
    """The standard design, without the rest of the content."""
    document, _ = yaml_files.read("design.yaml", (FOLDER / "design.yaml").read_text(encoding="utf-8"))
    assert document is not None
    wordings = cast("dict[str, dict[str, str]]", document.data["wordings"])
    return Design("standard", "Standard", FOLDER, "landscape", wordings)


def paper(language: str, **changes: Any) -> CertificateData:
    """The sample of the standard design in a language."""
    return replace(sample(standard(), language), **changes)
