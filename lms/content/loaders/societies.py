"""curriculum/societies/<code>.yaml and its translations -> Society. Knows nothing of lessons."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from lms.content.loaders.context import Read, Reading
from lms.content.loaders.translated import Translated
from lms.content.problems import nearest
from lms.content.schemas.societies import ServiceShape, SocietyShape, SocietyTranslation
from lms.content.types.curriculum import SOURCE
from lms.content.types.societies import (
    Approval,
    Branch,
    NamedText,
    Service,
    Signatory,
    Society,
    StricterAward,
)

Translations: TypeAlias = "dict[str, Read[SocietyTranslation]]"

_FILE = re.compile(r"[a-z]{3}\.yaml")


def read_societies(reading: Reading) -> Mapping[str, Society]:
    """Every Society that can be read, by code; problems of the others are noted."""
    folder = reading.root / "curriculum" / "societies"
    societies = {}
    for path in reading.entries(folder):
        if not _FILE.fullmatch(path.name) or path.is_dir():
            reading.unknown(path, ("khm.yaml",))
        elif (read := reading.yaml(path, SocietyShape)) is not None:
            _check(reading, read)
            societies[path.stem] = _society(reading, path, read)
    names = [path.name for path in reading.entries(folder)]
    for language in reading.translations():
        for path in reading.entries(reading.translation_folder(language.code) / "societies"):
            if path.name not in names:
                reading.unknown(path, names)
    return MappingProxyType(societies)


def _check(reading: Reading, read: Read[SocietyShape]) -> None:
    shape, document = read.shape, read.document
    known = [language.code for language in reading.languages]
    if shape.language not in known:
        line = document.line("language")
        reading.report(
            document.file,
            line,
            f"`{shape.language}` is not in languages.yaml",
            nearest(shape.language, known),
        )
    for key, ids in (
        ("signatories", [signatory.key for signatory in shape.signatories]),
        ("branches", [branch.code for branch in shape.branches]),
        ("services", [service.key for service in shape.services]),
    ):
        for doubled, count in Counter(ids).items():
            if count > 1:
                line = document.line(key, len(ids) - 1 - ids[::-1].index(doubled))
                reading.report(
                    document.file, line, f"`{doubled}` stands in {key} twice", "Keep one of the two."
                )
    codes = [branch.code for branch in shape.branches]
    for number, code in enumerate(codes):
        if not code.startswith(f"{shape.country}-"):
            line = document.line("branches", number)
            reading.report(
                document.file, line, f"`{code}` is not in {shape.country}", "Use its ISO 3166-2 code."
            )
    for number, service in enumerate(shape.services):
        for message, hint in _service_faults(service, codes):
            line = document.line("services", number)
            reading.report(document.file, line, f"{service.key}: {message}", hint)
    _check_earlier(reading, read)


def _check_earlier(reading: Reading, read: Read[SocietyShape]) -> None:
    document = read.document
    for module, award in read.shape.awards.items():
        days = [one.until for one in award.earlier]
        faults: list[tuple[tuple[str | int, ...], str]] = [
            (("earlier", number, "until"), f"`until` {after} does not come after {before}")
            for number, (before, after) in enumerate(pairwise(days), start=1)
            if before >= after
        ]
        if award.since is not None and days and days[-1] >= award.since:
            faults.append((("since",), f"`since` {award.since} does not come after {days[-1]}"))
        for path, message in faults:
            line = document.line("awards", module, *path)
            hint = "Write the oldest rule first, each day once."
            reading.report(document.file, line, f"{module}: {message}", hint)


def _service_faults(service: ServiceShape, codes: list[str]) -> Iterable[tuple[str, str]]:
    if service.number is not None and (service.evidence is None or service.seen is None):
        yield "a number without `evidence` and `seen`", "Say where the number was read and in which year."
    if service.confirmed is not None and not service.confirmed_by:
        yield "`confirmed` without `confirmed_by`", "Say which role of the Society dialled the number."
    for code in service.branches:
        if code not in codes:
            yield f"there is no branch `{code}`", nearest(code, codes)


def _society(reading: Reading, path: Path, read: Read[SocietyShape]) -> Society:
    shape, said = read.shape, _translations(reading, path, read.shape)
    _note_units(reading, path, shape, said)
    return Society(
        code=path.stem,
        country=shape.country,
        language=shape.language,
        calendar=shape.calendar,
        digits=shape.digits,
        names=_texts(reading, shape.name, {code: (read.shape.name, read) for code, read in said.items()}),
        branches=tuple(Branch(branch.code, branch.name, branch.native) for branch in shape.branches),
        signatories=tuple(
            Signatory(
                signatory.key, _texts(reading, signatory.role, _by_key(said, "signatories", signatory.key))
            )
            for signatory in shape.signatories
        ),
        services=tuple(
            _service(service, _texts(reading, service.title, _by_key(said, "services", service.key)))
            for service in shape.services
        ),
        approvals=tuple(Approval(**approval.model_dump()) for approval in shape.approvals),
        awards=MappingProxyType(
            {
                module: StricterAward(
                    award.since,
                    award.validity_months,
                    award.post_test.pass_mark,
                    award.post_test.attempts,
                    tuple((one.until, one.validity_months) for one in award.earlier),
                )
                for module, award in shape.awards.items()
            }
        ),
        certificate_design=shape.certificate_design,
    )


def _service(shape: ServiceShape, texts: Mapping[str, NamedText]) -> Service:
    return Service(
        key=shape.key,
        number=shape.number,
        hours=shape.hours,
        languages=tuple(shape.languages),
        branches=tuple(shape.branches),
        evidence=shape.evidence,
        seen=shape.seen,
        confirmed=shape.confirmed,
        confirmed_by=shape.confirmed_by,
        conflict=shape.conflict,
        texts=texts,
    )


def _translations(reading: Reading, path: Path, shape: SocietyShape) -> Translations:
    found: Translations = {}
    for language in reading.translations():
        file = reading.translation_folder(language.code) / "societies" / path.name
        if not file.exists():
            continue
        read = reading.yaml(file, SocietyTranslation, language.script)
        if read is None:
            continue
        found[language.code] = read
        for key, known in (
            ("signatories", [signatory.key for signatory in shape.signatories]),
            ("services", [service.key for service in shape.services]),
        ):
            for stranger in getattr(read.shape, key).keys() - set(known):
                line = read.document.line(key, stranger)
                reading.report(
                    reading.name(file), line, f"{key} has no `{stranger}`", nearest(stranger, known)
                )
    return found


def _note_units(reading: Reading, path: Path, shape: SocietyShape, said: Translations) -> None:
    for language in reading.translations():
        file = Translated(reading, language.code, f"societies/{path.name}")
        ours = said[language.code].shape if language.code in said else None
        file.text("name", shape.name, None if ours is None else ours.name)
        for signatory in shape.signatories:
            words = None if ours is None else ours.signatories.get(signatory.key)
            file.text(f"signatories/{signatory.key}", signatory.role, words)
        for service in shape.services:
            words = None if ours is None else ours.services.get(service.key)
            file.text(f"services/{service.key}", service.title, words)
        file.keep(None if ours is None else ours.status)


def _by_key(said: Translations, group: str, key: str) -> dict[str, tuple[str, Read[SocietyTranslation]]]:
    groups = {code: (getattr(read.shape, group), read) for code, read in said.items()}
    return {code: (texts[key], read) for code, (texts, read) in groups.items() if key in texts}


def _texts(
    reading: Reading, source: str, said: Mapping[str, tuple[str, Read[SocietyTranslation]]]
) -> Mapping[str, NamedText]:
    english = NamedText(source, SOURCE, "source")
    texts = {language.code: english for language in reading.languages} | {SOURCE: english}
    for code, (text, read) in said.items():
        texts[code] = NamedText(text, code, read.shape.status)
    return MappingProxyType(texts)
