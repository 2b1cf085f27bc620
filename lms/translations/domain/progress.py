"""How far the translations are: units that are missing, stale and fresh, by module, file and language. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lms.content import approvals
from lms.content.approvals import Approved, module_of
from lms.content.freshness import TranslatedFile
from lms.content.types.curriculum import SOURCE, Content, Module


@dataclass(frozen=True)
class Counts:
    """Numbers of units by state."""

    missing: int
    stale: int
    fresh: int

    @property
    def percent(self) -> int:
        """How much is translated and fresh, from 0 to 100; 100 only when nothing else is left."""
        total = self.missing + self.stale + self.fresh
        return 100 * self.fresh // total if total else 100


@dataclass(frozen=True)
class FileStatus:
    """One file in one language."""

    file: TranslatedFile
    counts: Counts


@dataclass(frozen=True)
class ModuleStatus:
    """A module in a language: its files, their sum, the digest that an approval names, and the approvals."""

    module: Module
    language: str
    files: tuple[FileStatus, ...]
    counts: Counts
    digest: str
    approved: tuple[Approved, ...]

    @property
    def status(self) -> str | None:
        """The lowest status of its files; None where one of them is not there yet."""
        said = {one.file.status for one in self.files}
        if None in said:
            return None
        return next((status for status in ("draft", "reviewed", "approved") if status in said), None)


def targets(content: Content) -> tuple[str, ...]:
    """The languages that are translated to."""
    return tuple(language.code for language in content.languages if language.code != SOURCE)


def of_module(content: Content, module: Module, language: str) -> ModuleStatus:
    """A module in a language."""
    files = tuple(
        FileStatus(file, counted([file]))
        for file in content.translated.get(language, {}).values()
        if module_of(file.name) == module.id
    )
    return ModuleStatus(
        module=module,
        language=language,
        files=files,
        counts=counted([one.file for one in files]),
        digest=approvals.digest_of(module, content.pools.get(module.id), language),
        approved=approvals.approvals_of(content, module, language),
    )


def of_others(content: Content, language: str) -> tuple[FileStatus, ...]:
    """The files that belong to no module: Societies, glossary, library."""
    return tuple(
        FileStatus(file, counted([file]))
        for file in content.translated.get(language, {}).values()
        if module_of(file.name) is None
    )


def counted(files: Iterable[TranslatedFile]) -> Counts:
    """The units of files by state."""
    known: Sequence[TranslatedFile] = tuple(files)
    return Counts(
        missing=sum(file.count("missing") for file in known),
        stale=sum(file.count("stale") for file in known),
        fresh=sum(file.count("fresh") for file in known),
    )
