"""Pools out to files of Moodle, and such files in as files for review. Touches no approved file and no row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal, TypeAlias, get_args

from lms.content.loaders.context import Reading
from lms.content.loaders.questions import check_answers, read_pools
from lms.content.problems import Problem
from lms.content.schemas.questions import PoolTranslation
from lms.content.types.curriculum import SOURCE, Content
from lms.quizzes.domain.exchange import gift_reader, gift_writer, moodle_xml_reader, moodle_xml_writer
from lms.quizzes.domain.exchange.changes import changes
from lms.quizzes.domain.exchange.encodings import NotUnderstoodError, decoded
from lms.quizzes.domain.exchange.pool_export import Export, exported
from lms.quizzes.domain.exchange.pool_yaml import pool_yaml, translation_yaml
from lms.quizzes.domain.exchange.review import Known, Otherwise, Review, reviewed
from lms.quizzes.domain.moodle_questions import MoodleFile, MoodleQuestion, Remark

Form: TypeAlias = Literal["gift", "moodle-xml"]
FORMS: Final[tuple[Form, ...]] = get_args(Form)
_WRITERS: Final[Mapping[Form, Callable[[Iterable[MoodleQuestion]], str]]] = MappingProxyType(
    {"gift": gift_writer.written, "moodle-xml": moodle_xml_writer.written}
)
_NOTHING: Final = Remark(1, "there is no question in this file")


class NotForReviewError(Exception):
    """The place is none for files out of the content or for review; the message says why."""


@dataclass(frozen=True)
class Replacement:
    """A question that would replace one of ours: where it was read (`file`, `line`), and `what` it says otherwise."""

    file: str
    line: int
    id: str
    what: tuple[str, ...]


@dataclass(frozen=True)
class ReviewFile:
    """A file that was written: how many of its questions are new and as they are now, and those that are not."""

    path: Path
    language: str
    new: int
    same: int
    replacements: tuple[Replacement, ...]


def export_pool(content: Content, module: str, language: str, form: Form, reason: str) -> tuple[str, Export]:
    """The file of a pool in a language, and what it holds. `reason` asks "Why?" in it. Raises KeyError."""
    export = exported(content.pools[module], language, reason)
    return _WRITERS[form](export.questions), export


def read_question_file(content: bytes) -> MoodleFile:
    """The questions of a file in GIFT or Moodle XML. One that cannot be read at all is a remark, too."""
    try:
        found = decoded(content)
    except NotUnderstoodError as refused:
        return MoodleFile((), (Remark(refused.line, str(refused), lost=True),))
    is_xml = found.text.lstrip().startswith("<")
    read = moodle_xml_reader.read(found.text) if is_xml else gift_reader.read(found.text)
    remarks = read.remarks if read.questions or read.remarks else (_NOTHING,)
    if found.encoding != "utf-8":
        remarks = (Remark(1, f"read as {found.encoding}: look whether its letters are right"), *remarks)
    return MoodleFile(read.questions, remarks)


def review_of(content: Content, files: Mapping[str, MoodleFile], otherwise: Otherwise) -> Review:
    """The questions of files as they would stand in our content."""
    return reviewed(files, _known(content), otherwise)


def write_review(root: Path, content: Content, review: Review, folder: Path) -> list[ReviewFile]:
    """Write the files for review below a folder, built as the content below `root` is. Raises NotForReviewError."""
    texts = dict(_texts(content, review))
    targets = {key: folder / _name(*key) for key in texts}
    for target in targets.values():
        refuse_content(root, target)
        if target.exists():
            raise NotForReviewError(f"{target} is there already: give another folder, or take it away first")
    written = []
    for key, text in texts.items():
        _write(targets[key], text)
        written.append(ReviewFile(targets[key], key[1], *_compared(content, review, *key)))
    return written


def problems_of(content: Content, folder: Path, files: Iterable[ReviewFile]) -> list[Problem]:
    """What the files for review still lack to be content, by the checks of each file for itself."""
    reading = Reading(folder)
    read_pools(reading)  # without languages: a translation may come without its English
    scripts = {language.code: language.script for language in content.languages}
    names = {reading.name(file.path): file for file in files}
    for name, file in names.items():
        if file.language != SOURCE:
            reading.yaml(file.path, PoolTranslation, scripts[file.language])
            check_answers(reading, name, translated=True)
    return sorted({problem for problem in reading.problems if problem.file in names})


def _known(content: Content) -> Known:
    lessons = {module.id: [lesson.id for lesson in module.lessons] for module in content.modules}
    return Known(content.pools, lessons, [language.code for language in content.languages])


def _texts(content: Content, review: Review) -> Iterator[tuple[tuple[str, str], str]]:
    for (module, language), items in sorted(review.items.items()):
        if language == SOURCE:
            pool = content.pools.get(module)
            yield (module, language), pool_yaml(module, items, pool.blueprint if pool else None)
        else:
            yield (module, language), translation_yaml(items)


def _name(module: str, language: str) -> Path:
    file = Path("quizzes") / f"{module}.yaml"
    return file if language == SOURCE else Path("curriculum") / "translations" / language / file


def refuse_content(root: Path, target: Path) -> None:
    """Pass a file that is outside of the content below `root`, wherever links lead. Raises NotForReviewError."""
    if any(target.resolve().is_relative_to(root.resolve() / name) for name in ("quizzes", "curriculum")):
        raise NotForReviewError(f"{target} is a place of the content itself: give one outside of it")


def refuse_existing(target: Path) -> None:
    """Pass a file that is not there yet: it may hold what somebody has worked on. Raises NotForReviewError."""
    if target.exists():
        raise NotForReviewError(f"{target} is there already: give another name, or --overwrite")


def _write(target: Path, text: str) -> None:
    # Readable as other files of content are, for it is moved there; "x": what came meanwhile stays.
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)


def _compared(
    content: Content, review: Review, module: str, language: str
) -> tuple[int, int, tuple[Replacement, ...]]:
    pool = content.pools.get(module)
    questions = exported(pool, language, "").questions if pool else ()
    now = reviewed({"": MoodleFile(questions)}, _known(content), Otherwise(module))
    before = {item.id: item for item in now.items.get((module, language), [])}
    items = review.items[module, language]
    replacements = tuple(
        Replacement(*review.places[module, language, item.id], item.id, tuple(changes(before[item.id], item)))
        for item in items
        if item.id in before and before[item.id] != item
    )
    new = sum(item.id not in before for item in items)
    return new, len(items) - new - len(replacements), replacements
