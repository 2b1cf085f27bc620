"""The sample of a design: sample.yaml -> a paper with invented people, for looking at the design."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from lms.certificates.domain.certificate_data import CertificateData, Text
from lms.content import yaml_files
from lms.content.types.curriculum import Design
from lms.errors import NotFound

_ADDRESS = "https://sala.example.org/verify/"


def sample(design: Design, language: str) -> CertificateData:
    """The sample paper in a language. Raises NotFound if sample.yaml lacks it, KeyError on a gap."""
    given, person = read_sample(design, language)
    return CertificateData(
        language=language,
        name=person["name"],
        latin_name=person["latin_name"],
        module=Text(person["module"], language),
        version=given["version"],
        society=Text(person["society"], language),
        signatory=Text(person["signatory"], language),
        calendar=person["calendar"],
        digits=person["digits"],
        issued_on=date.fromisoformat(given["issued_on"]),
        expires_on=date.fromisoformat(given["expires_on"]),
        code=given["code"],
        check_address=_ADDRESS + given["code"],
    )


def read_sample(design: Design, language: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """What sample.yaml says for all languages, and of the person of one. Raises NotFound if it lacks the language."""
    path = design.folder / "sample.yaml"
    document, problems = yaml_files.read(path.name, path.read_text(encoding="utf-8"))
    if document is None or problems:
        raise ValueError("; ".join(str(problem) for problem in problems))
    people = cast("dict[str, dict[str, Any]]", document.data["people"])
    if language not in people:
        raise NotFound(language)
    return document.data, people[language]
