"""curriculum/modules/<module>/ and its translations -> Module. Knows nothing of other modules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

from lms.content.checks.svg import icon_problems, picture_problems
from lms.content.freshness import Place
from lms.content.lessons import block_rules, blocks
from lms.content.lessons.blocks import Block, Mark
from lms.content.lessons.outline import first_difference
from lms.content.loaders.context import Read, Reading, ReadText, digest_of
from lms.content.loaders.translated import OBJECTIVES, Translated
from lms.content.problems import nearest
from lms.content.schemas.curriculum import (
    EarlierShape,
    LessonShape,
    LessonTranslation,
    ModuleShape,
    ModuleTranslation,
)
from lms.content.types.curriculum import (
    SOURCE,
    Award,
    EarlierAward,
    Face,
    Language,
    Lesson,
    LessonText,
    Module,
    ModuleText,
    PostTest,
    Refresher,
    Source,
    WorkshopRules,
)

_MODULE = re.compile("[a-z][a-z0-9-]*")
_LESSON = re.compile(r"([0-9]{2})-([a-z][a-z0-9-]*)\.md")
_PICTURE = re.compile(r"[a-z0-9][a-z0-9-]*\.(svg|png|jpg|webp)")
_TRAINER = "trainer.md"
COVER = "cover.svg"  # what stands above a module; the scene above a lesson is called by its number (10.svg)
_MODULE_TEXTS = ("title", "summary", "audience")
_FILES = ("module.yaml", "icon.svg", _TRAINER, COVER, "10-name-of-the-lesson.md")


def read_modules(reading: Reading) -> tuple[Module, ...]:
    """Every module that can be read, in teaching order; problems of the others are noted."""
    folder = reading.root / "curriculum" / "modules"
    modules = []
    for path in reading.entries(folder):
        if not path.is_dir() or not _MODULE.fullmatch(path.name):
            reading.unknown(path, ())
        elif (module := _module(reading, path)) is not None:
            modules.append(module)
    _strangers(reading, [path.name for path in reading.entries(folder)])
    return tuple(sorted(modules, key=lambda module: (module.order, module.id)))


def _strangers(reading: Reading, known: list[str]) -> None:
    """Note translations of modules that do not exist."""
    for language in reading.translations():
        for path in reading.entries(reading.translation_folder(language.code) / "modules"):
            if path.name not in known:
                reading.unknown(path, known)


def _module(reading: Reading, folder: Path) -> Module | None:
    read = reading.yaml(folder / "module.yaml", ModuleShape)
    icon = reading.text(folder / "icon.svg")
    if icon is not None:
        reading.problems.extend(icon_problems(reading.name(folder / "icon.svg"), icon))
    entries = reading.entries(folder)
    lessons = [
        lesson
        for path in entries
        if (match := _LESSON.fullmatch(path.name))
        if (lesson := _lesson(reading, path, match[2], int(match[1]))) is not None
    ]
    trainer = _lesson(reading, folder / _TRAINER, "trainer", 0) if folder / _TRAINER in entries else None
    _check_files(reading, folder, entries, lessons if trainer is None else [*lessons, trainer])
    if read is None or icon is None:
        return None
    shape = read.shape
    return Module(
        id=folder.name,
        order=shape.order,
        folder=folder,
        icon_svg=icon.strip(),
        colour=shape.colour,
        minutes=shape.minutes,
        version=shape.version,
        award=_award(reading, read),
        sources=MappingProxyType(
            {key: Source(key=key, **source.model_dump()) for key, source in shape.sources.items()}
        ),
        texts=_module_texts(reading, folder.name, shape),
        lessons=tuple(lessons),
        trainer=trainer,
        before_outreach=tuple(shape.before_outreach),
        dated=shape.dated,
        cover=COVER if folder / COVER in entries else "",
    )


def _award(reading: Reading, read: Read[ModuleShape]) -> Award:
    shape, document = read.shape.award, read.document
    for number, (before, after) in enumerate(pairwise(shape.earlier), start=1):
        if before.until >= after.until:
            line = document.line("award", "earlier", number, "until")
            message = f"`until` {after.until} does not come after {before.until}"
            reading.report(document.file, line, message, "Write the oldest rules first, each day once.")
    return Award(
        validity_months=shape.validity_months,
        requires=frozenset(shape.requires),
        post_test=PostTest(**shape.post_test.model_dump()),
        refresher=Refresher(**shape.refresher.model_dump()),
        prerequisites=tuple(shape.prerequisites),
        trainer_credit=shape.trainer_credit,
        earlier=tuple(_earlier(one) for one in shape.earlier),
        workshop=WorkshopRules(**shape.workshop.model_dump()),
    )


def _earlier(shape: EarlierShape) -> EarlierAward:
    return EarlierAward(
        until=shape.until,
        validity_months=shape.validity_months,
        requires=frozenset(shape.requires),
        refresher=Refresher(**shape.refresher.model_dump()),
        trainer_credit=shape.trainer_credit,
    )


def _module_texts(reading: Reading, module: str, shape: ModuleShape) -> Mapping[str, ModuleText]:
    source = ModuleText(shape.title, shape.summary, shape.audience, SOURCE, "source")
    texts = {SOURCE: source}
    for language in reading.translations():
        texts[language.code] = _module_text(reading, module, source, language) or source
    return MappingProxyType(texts)


def _module_text(reading: Reading, module: str, source: ModuleText, language: Language) -> ModuleText | None:
    name = f"modules/{module}/module.yaml"
    path, file = reading.translation_folder(language.code) / name, Translated(reading, language.code, name)
    read = reading.yaml(path, ModuleTranslation, language.script) if path.exists() else None
    if read is None:
        for key in _MODULE_TEXTS:
            file.text(key, getattr(source, key), None)
        file.keep(None)
        return None
    said = read.shape
    states = [file.text(key, getattr(source, key), getattr(said, key)) for key in _MODULE_TEXTS]
    file.keep(said.status)
    return ModuleText(
        said.title, said.summary, said.audience, language.code, said.status, stale="stale" in states
    )


def _lesson(reading: Reading, path: Path, slug: str, number: int) -> Lesson | None:
    read = reading.markdown(path, LessonShape)
    if read is None:
        _check_body(reading, path)
        return None
    shape = read.front.shape
    if slug != "trainer" and not shape.objectives:
        reading.report(
            reading.name(path), 1, "the lesson has no `objectives`", "Say what a reader can do afterwards."
        )
    body = _blocks(reading, path, read, SOURCE)
    source = LessonText(
        shape.title, tuple(shape.objectives), body, SOURCE, "source", scene_words=shape.scene or ""
    )
    if shape.scene and not _scene(path, number):
        hint = f"Draw `{number:02}.svg`, or take the words away."
        reading.report(reading.name(path), 1, "`scene` tells of a picture that is not there", hint)
    texts = {SOURCE: source}
    for language in reading.translations():
        translated = _translated_lesson(reading, path, source, language)
        texts[language.code] = source if translated is None else translated
    return Lesson(
        id=path.stem,
        slug=slug,
        number=number,
        minutes=shape.minutes,
        sources=tuple(shape.sources),
        after=tuple(shape.after),
        best=tuple(shape.best),
        faces=tuple(_face(words) for words in shape.faces),
        scene=_scene(path, number),
        texts=MappingProxyType(texts),
        digest=digest_of([source.title, source.objectives, [(b.kind, b.title, b.text) for b in body]]),
    )


def _face(words: str) -> Face | None:
    return None if words == "none" else Face(*words.split())


def _scene(path: Path, number: int) -> str:
    """The picture above a lesson, which is called by its number; "" where there is none."""
    name = f"{number:02}.svg"
    return name if (path.parent / name).exists() else ""


def _check_body(reading: Reading, path: Path) -> None:
    # A broken front matter must not hide what is wrong further down: an editor wants the whole list at once.
    body, line = reading.body(path)
    parsed, problems = blocks.parse(reading.name(path), body, line, SOURCE)
    reading.problems.extend(problems)
    reading.problems.extend(block_rules.check(reading.name(path), parsed))


def _blocks(
    reading: Reading, path: Path, read: ReadText[LessonShape] | ReadText[LessonTranslation], language: str
) -> tuple[Block, ...]:
    name = reading.name(path)
    parsed, problems = blocks.parse(name, read.body, read.line, language)
    if not parsed:
        reading.report(name, read.line, "the lesson has no text", "Write it below the front matter.")
    reading.problems.extend(problems)
    reading.problems.extend(block_rules.check(name, parsed))
    return parsed


def _translated_lesson(
    reading: Reading, path: Path, source: LessonText, language: Language
) -> LessonText | None:
    name = f"modules/{path.parent.name}/{path.name}"
    translation, file = (
        reading.translation_folder(language.code) / name,
        Translated(reading, language.code, name),
    )
    read = reading.markdown(translation, LessonTranslation, language.script) if translation.exists() else None
    if read is None:
        if translation.exists():
            _check_body(reading, translation)
        _scene_words(file, source, None)
        file.untranslated(source.title, source.objectives, source.blocks)
        file.keep(None)
        return None
    shape = read.front.shape
    title = file.text("title", source.title, shape.title)
    _scene_words(file, source, shape.scene)
    places = file.texts(OBJECTIVES, source.objectives, shape.objectives)
    body = _blocks(reading, translation, read, language.code)
    shown = file.blocks(source.blocks, body)
    file.keep(shape.status)
    if places is None:
        counts = f"{len(shape.objectives)} objectives, the source has {len(source.objectives)}"
        line = read.front.document.line("objectives")
        reading.report(reading.name(translation), line, counts, "Translate each one.")
    if shown is None:
        _report_difference(reading, path, translation, read, source.blocks, body)
    objectives, marks = _objectives(source.objectives, shape.objectives, places or ())
    return LessonText(
        *(shape.title, objectives, shown or body, language.code, shape.status, title == "stale", marks),
        scene_words=(shape.scene or "") if source.scene_words else "",
    )


def _scene_words(file: Translated, source: LessonText, said: str | None) -> None:
    if source.scene_words:
        file.text("scene", source.scene_words, said)


def _report_difference(
    reading: Reading,
    path: Path,
    translation: Path,
    read: ReadText[LessonTranslation],
    source: Sequence[Block],
    body: Sequence[Block],
) -> None:
    line, message = first_difference(source, body) or (None, "it is built otherwise than its source")
    line = line or (body[-1].line if body else read.line)
    reading.report(reading.name(translation), line, message, f"Compare it with {reading.name(path)}.")


def _objectives(
    english: Sequence[str], said: Sequence[str], places: Sequence[Place]
) -> tuple[tuple[str, ...], tuple[Mark | None, ...]]:
    """The objectives that are shown, and how each is marked."""
    shown: list[tuple[str, Mark | None]] = [
        (text, "untranslated")
        if place.at is None
        else (said[place.at], "stale" if place.state == "stale" else None)
        for text, place in zip(english, places, strict=False)
    ]
    return tuple(text for text, _ in shown), tuple(mark for _, mark in shown)


def _check_files(reading: Reading, folder: Path, entries: list[Path], lessons: list[Lesson]) -> None:
    names = {path.name for path in entries}
    if not any(_LESSON.fullmatch(name) for name in names):
        reading.report(reading.name(folder), 1, "the module has no lesson", "Add `10-name-of-the-lesson.md`.")
    used = _check_pictures(reading, folder, names, lessons)
    used |= {lesson.scene for lesson in lessons} | ({COVER} & names)
    for path in entries:
        if path.name in used and path.suffix == ".svg" and (svg := reading.text(path)) is not None:
            reading.problems.extend(picture_problems(reading.name(path), svg))
        known = path.name in _FILES[:4] or _LESSON.fullmatch(path.name) or path.name in used
        if path.is_dir() or not known:
            reading.unknown(path, _FILES)
    sources = [name for name in names if name == "module.yaml" or name.endswith(".md")]
    for language in reading.translations():
        for path in reading.entries(reading.translation_folder(language.code) / "modules" / folder.name):
            if path.name not in sources:
                reading.unknown(path, sources)


def _check_pictures(reading: Reading, folder: Path, names: set[str], lessons: list[Lesson]) -> set[str]:
    """Note pictures that are missing; return those that are used."""
    used = set()
    for file, picture, line in _used_pictures(reading, folder, lessons):
        used.add(picture)
        if picture and picture not in names:
            pictures = [name for name in names if _PICTURE.fullmatch(name)]
            reading.report(
                file, line, f"there is no picture `{picture}` beside the lesson", nearest(picture, pictures)
            )
    return used


def _used_pictures(reading: Reading, folder: Path, lessons: list[Lesson]) -> Iterator[tuple[str, str, int]]:
    for lesson in lessons:
        for text in {text.language: text for text in lesson.texts.values()}.values():
            home = folder
            if text.language != SOURCE:
                home = reading.translation_folder(text.language) / "modules" / folder.name
            for picture, line in block_rules.pictures(text.blocks):
                yield reading.name(home / f"{lesson.id}.md"), picture, line
