"""quizzes/<module>.yaml and its translations -> Pool. Knows nothing of lessons; `consistency` does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias, assert_never

from lms.content.checks import answers
from lms.content.freshness import digest
from lms.content.loaders.context import Read, Reading, digest_of
from lms.content.loaders.translated import Translated
from lms.content.problems import nearest
from lms.content.schemas.questions import (
    ItemShape,
    ItemTranslation,
    MatchShape,
    MultipleShape,
    NumberShape,
    OptionShape,
    OrderShape,
    PartTranslation,
    PoolShape,
    PoolTranslation,
    SideShape,
    SingleShape,
    StepShape,
    TrueFalseShape,
)
from lms.content.types.curriculum import SOURCE, Language
from lms.content.types.questions import (
    Blueprint,
    Level,
    MatchingPairs,
    MultipleChoice,
    Numeric,
    Ordering,
    PartText,
    Pool,
    Question,
    QuestionText,
    SingleChoice,
    TrueFalse,
)

Translations: TypeAlias = "dict[str, Read[PoolTranslation]]"
_Common: TypeAlias = "tuple[str, str, Level, str | None, Mapping[str, QuestionText]]"


def read_pools(reading: Reading) -> Mapping[str, Pool]:
    """Every pool that can be read, by module; problems of the others are noted."""
    pools = {}
    beside = ("README.md", "surveys")  # the latter is read by `surveys`
    files = [path for path in reading.entries(reading.root / "quizzes") if path.name not in beside]
    names = [path.name for path in files]
    for path in files:
        if path.suffix != ".yaml" or path.is_dir():
            reading.unknown(path, ())
        elif (pool := _pool(reading, path)) is not None:
            pools[path.stem] = pool
    for language in reading.translations():
        for path in reading.entries(reading.translation_folder(language.code) / "quizzes"):
            if path.name not in names:
                reading.unknown(path, names)
    return MappingProxyType(pools)


def _pool(reading: Reading, path: Path) -> Pool | None:
    read, name = reading.yaml(path, PoolShape), reading.name(path)
    check_answers(reading, name)
    if read is None:
        return None
    shape = read.shape
    if shape.module != path.stem:
        reading.report(
            name, read.document.line("module"), f"the module is not `{path.stem}`", "Rename file or key."
        )
    _check_retired_last(reading, read)
    translations = _translations(reading, path, shape)
    texts = _texts(reading, path, shape, translations)
    return Pool(
        module=shape.module,
        blueprint=Blueprint(
            lessons=MappingProxyType(dict(shape.post_test.lessons)),
            levels=MappingProxyType(dict(shape.post_test.levels)),
            safety=tuple(shape.post_test.safety),
        ),
        questions=tuple(_question(item, texts[item.id]) for item in shape.items if not item.retired),
        retired=tuple(_question(item, texts[item.id]) for item in shape.items if item.retired),
        digest=digest_of(
            [read.document.data, {code: said.document.data for code, said in translations.items()}]
        ),
    )


def _check_retired_last(reading: Reading, read: Read[PoolShape]) -> None:
    # Whoever opens the file finds what is asked first, and nothing else among it.
    retired = [item.retired for item in read.shape.items]
    for number, item in enumerate(read.shape.items):
        if not item.retired and any(retired[:number]):
            line = read.document.line("items", number)
            message = f"{item.id} is asked, and stands below a retired question"
            reading.report(
                read.document.file, line, message, "Move retired questions to the end of the file."
            )


def parts(item: ItemShape) -> tuple[str, Sequence[OptionShape | StepShape | SideShape]]:
    """The key under which the parts of a question stand, and the parts."""
    match item:
        case SingleShape() | MultipleShape():
            return "options", item.options
        case TrueFalseShape():
            return "reasons", item.reasons
        case OrderShape():
            return "steps", item.steps
        case MatchShape():
            return "pairs", item.pairs
        case NumberShape():
            return "unit", item.unit
    assert_never(item)


def check_answers(reading: Reading, file: str, *, translated: bool = False) -> None:
    """Note what is wrong with the answers of each question, also in a file that has not its shape otherwise."""
    document = reading.document(file)
    items = document.data.get("items") if document is not None else None
    if document is None or not isinstance(items, dict if translated else list):
        return
    faults_of = answers.faults_of_translation if translated else answers.faults
    for place, item in items.items() if isinstance(items, dict) else enumerate(items):
        name = item.get("id", "?") if isinstance(item, dict) and not translated else place
        for fault in faults_of(item):
            line = document.line("items", place, *fault.path)
            reading.report(file, line, f"{name}: {fault.message}", fault.hint)


def _translations(reading: Reading, path: Path, shape: PoolShape) -> Translations:
    found: Translations = {}
    for language in reading.translations():
        file = reading.translation_folder(language.code) / "quizzes" / path.name
        if file.exists():
            read = reading.yaml(file, PoolTranslation, language.script)
            check_answers(reading, reading.name(file), translated=True)
            if read is not None:
                _check_translation(reading, read, shape, language)
                found[language.code] = read
    return found


def _check_translation(
    reading: Reading, read: Read[PoolTranslation], shape: PoolShape, language: Language
) -> None:
    file, items = read.document.file, {item.id: item for item in shape.items}
    for item_id, said in read.shape.items.items():
        line = read.document.line("items", item_id)
        if item_id not in items:
            reading.report(file, line, f"there is no question `{item_id}`", nearest(item_id, items))
        elif not _older(reading, language.code, file, items[item_id]):
            for message in _differences(items[item_id], said):
                reading.report(
                    file, line, f"{item_id}: {message}", "Translate what the source has, by its ids."
                )


def _older(reading: Reading, language: str, file: str, item: ItemShape) -> bool:
    """Whether the translation of a question is known to be of another English text: it may be built otherwise."""
    name = file.removeprefix(f"curriculum/translations/{language}/")
    locked = reading.locks.entry(language, name).get(f"items/{item.id}")
    return bool(locked) and locked != digest(_source_text(item).words)


def _differences(item: ItemShape, said: ItemTranslation) -> list[str]:
    key, all_parts = parts(item)
    found = [f"`{other}` is not in the source" for other in _PARTS if other != key and getattr(said, other)]
    ours: Mapping[str, object] = getattr(said, key)
    theirs = {part.id: part for part in all_parts}
    found += [f"{key}: `{part}` is not in the source" for part in ours if part not in theirs]
    found += [f"{key}: `{part}` is missing" for part in theirs if part not in ours]
    for part_id, part in getattr(said, key).items():
        explained = isinstance(theirs.get(part_id), OptionShape)
        if part_id in theirs and explained != (part.why is not None):
            found.append(f"{key}: `{part_id}` {'lacks its' if explained else 'has a'} `why`")
    if (_why_of(item) is not None) != (said.why is not None):
        found.append("`why` is not in the source" if said.why is not None else "`why` is missing")
    return found


def _why_of(item: ItemShape) -> str | None:
    """Why the answer is right, where a kind says it of the whole question and not of each part."""
    return getattr(item, "why", None)


_PARTS = answers.KEYS


def _texts(
    reading: Reading, path: Path, shape: PoolShape, translations: Translations
) -> Mapping[str, Mapping[str, QuestionText]]:
    """The texts of each question, by its id and language."""
    texts = {item.id: {SOURCE: _source_text(item)} for item in shape.items}
    for language in reading.translations():
        file = Translated(reading, language.code, f"quizzes/{path.name}")
        read = translations.get(language.code)
        for item in shape.items:
            texts[item.id][language.code] = _text(file, item, read, language.code)
        file.keep(None if read is None else read.shape.status)
    return {item_id: MappingProxyType(said) for item_id, said in texts.items()}


def _text(
    file: Translated, item: ItemShape, read: Read[PoolTranslation] | None, language: str
) -> QuestionText:
    source, key = _source_text(item), f"items/{item.id}"
    said = None if read is None else read.shape.items.get(item.id)
    if read is None or said is None:
        file.text(key, source.words, None)
        return source
    ours: dict[str, PartTranslation] = {}
    for part_key in _PARTS:
        ours |= getattr(said, part_key)
    words = {part_id: PartText(part.text, part.why) for part_id, part in ours.items()}
    text = QuestionText(said.stem, said.why, MappingProxyType(words), language, read.shape.status)
    if file.text(key, source.words, text.words) == "fresh":
        return text
    if item.safety is not None or _differences(item, said):
        return replace(source, mark="withheld")
    return replace(text, mark="stale")


def _source_text(item: ItemShape) -> QuestionText:
    words = {
        part.id: PartText(part.text, part.why if isinstance(part, OptionShape) else None)
        for part in parts(item)[1]
    }
    return QuestionText(item.stem, _why_of(item), MappingProxyType(words), SOURCE, "source")


def _question(item: ItemShape, texts: Mapping[str, QuestionText]) -> Question:
    common: _Common = (item.id, item.lesson, item.level, item.safety, texts)
    ids = tuple(part.id for part in parts(item)[1])
    match item:
        case SingleShape():
            when = {option.id: option.right_when for option in item.options if option.right_when is not None}
            right = _right(item.options)[0]
            return SingleChoice(*common, ids, right, item.option_set, MappingProxyType(when))
        case MultipleShape():
            return MultipleChoice(*common, options=ids, right=frozenset(_right(item.options)))
        case TrueFalseShape():
            return TrueFalse(*common, answer=item.answer, reasons=ids, right_reason=_right(item.reasons)[0])
        case OrderShape():
            return Ordering(*common, steps=ids)
        case MatchShape():
            return _matching(item, common)
        case NumberShape():
            return Numeric(*common, answer=item.answer, tolerance=item.tolerance, unit=ids)
    assert_never(item)


def _matching(item: MatchShape, common: _Common) -> MatchingPairs:
    """The answers in the order in which the stems need them, whatever order the file has: as Moodle gives them back."""
    fits = {side.id: side.fits for side in item.pairs if side.fits is not None}
    offered = [side.id for side in item.pairs if side.fits is None]
    used = [answer for answer in dict.fromkeys(fits.values()) if answer in offered]
    unused = (answer for answer in offered if answer not in used)
    return MatchingPairs(*common, stems=tuple(fits), answers=(*used, *unused), fits=MappingProxyType(fits))


def _right(options: Sequence[OptionShape]) -> list[str]:
    # A question without a right answer is a problem already noted; its pool never leaves the reader.
    return [option.id for option in options if option.right] or [options[0].id]
