"""Pages of editors: how far the translations are, and what each stale unit was made from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from flask import Flask, render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms import web
from lms.content import registry
from lms.content.freshness import TranslatedFile, Unit
from lms.content.types.curriculum import Content, Language
from lms.errors import NotFound
from lms.i18n import current_language
from lms.translations.domain import progress
from lms.translations.domain.progress import Counts, FileStatus
from lms.translations.domain.word_diff import Compared, compared
from lms.web import menu
from lms.web.menu import Entry

bp = web.blueprint("translations", __name__)

# What a file says of itself; None while there is no such file.
STATUS_WORDS = {
    None: _l("not translated yet"),
    "draft": _l("draft"),
    "reviewed": _l("reviewed"),
    "approved": _l("approved"),
}


class UnitRow(NamedTuple):
    """One unit that needs work. `words` compares the old English with the new, where the old is known."""

    name: str
    unit: Unit
    words: Compared | None
    command: str


class FileRow(NamedTuple):
    """One file in one language: where it lies, how far it is, and what is left to do."""

    path: str
    source: str
    found: FileStatus
    work: list[UnitRow]
    fresh: list[str]


def init_app(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(bp)
    menu.register(
        app, Entry(70, "translations.read", "translations.overview", _l("Translations"), icon="translations")
    )


@bp.get("/translations/")
@web.access("translations.read")
def overview() -> str:
    """Every module in every language."""
    content = registry.current()
    languages = [content.language(code) for code in progress.targets(content)]
    return render_template(
        "translations/overview.html",
        rows=[
            (module, [progress.of_module(content, module, language.code) for language in languages])
            for module in content.modules
        ],
        others=[(language, _sum(content, language)) for language in languages],
        targets=languages,
        language=current_language(),
        words=STATUS_WORDS,
    )


@bp.get("/translations/<module>/<target>/")
@web.access("translations.read")
def module(module: str, target: str) -> str:
    """One module in one language: each file, and each unit that is missing or stale."""
    found, language = registry.module(module), _target(target)
    standing = progress.of_module(registry.current(), found, language.code)
    return render_template(
        "translations/files.html",
        target=language,
        module=found,
        standing=standing,
        files=[_file_row(one, language.code, found.id) for one in standing.files],
        language=current_language(),
        words=STATUS_WORDS,
    )


@bp.get("/translations/<target>/")
@web.access("translations.read")
def others(target: str) -> str:
    """What belongs to no module, in one language: Societies, glossary, library."""
    language = _target(target)
    return render_template(
        "translations/files.html",
        target=language,
        module=None,
        standing=None,
        files=[
            _file_row(one, language.code, "") for one in progress.of_others(registry.current(), language.code)
        ],
        language=current_language(),
        words=STATUS_WORDS,
    )


def _target(code: str) -> Language:
    content = registry.current()
    if code not in progress.targets(content):
        raise NotFound
    return content.language(code)


def _sum(content: Content, language: Language) -> Counts:
    return progress.counted([one.file for one in progress.of_others(content, language.code)])


def _file_row(found: FileStatus, language: str, module: str) -> FileRow:
    file = found.file
    return FileRow(
        path=f"curriculum/translations/{language}/{file.name}",
        source=file.name if file.name.startswith("quizzes/") else f"curriculum/{file.name}",
        found=found,
        work=[_unit_row(file, unit, language, module) for unit in file.units if unit.state != "fresh"],
        fresh=[_name(unit.key) for unit in file.units if unit.state == "fresh"],
    )


def _unit_row(file: TranslatedFile, unit: Unit, language: str, module: str) -> UnitRow:
    words: Sequence[str] = [language, *([module] if module else []), "--file", file.name, "--unit", unit.key]
    return UnitRow(
        name=_name(unit.key),
        unit=unit,
        words=None if unit.old is None else compared(unit.old, unit.english),
        command=f"flask --app wsgi translations stamp {' '.join(words)}",
    )


def _name(key: str) -> str:
    """What an editor calls a unit."""
    group, _slash, name = key.partition("/")
    match group:
        case "title":
            return _("Title")
        case "scene":
            return _("Picture, in words")
        case "summary":
            return _("Summary")
        case "audience":
            return _("Who it is for")
        case "objectives":
            return _("Objective %(number)s", number=name)
        case "blocks":
            return _("Part %(number)s", number=name)
        case "items":
            return _("Question %(number)s", number=name)
        case _:
            return key
