"""What is exchanged with translators: every string of a module, the glossary, the library or the Societies, one by one.

A unit (what is fresh or stale as a whole) may have several strings: a story has a title, paragraphs and choices.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from lms.content import yaml_files
from lms.content.freshness import State, TranslatedFile, Unit
from lms.content.lessons import blocks
from lms.content.lessons.blocks import KINDS, Block
from lms.content.types.curriculum import SOURCE, Content
from lms.content.types.questions import Question
from lms.content.yaml_files import Value
from lms.translations.domain import block_strings, splicing
from lms.translations.domain.stamping import files_of

KeyPath: TypeAlias = splicing.Path

FOLDERS = ("library", "societies")  # whole folders that can be exchanged like a module
GLOSSARY = "glossary"


@dataclass(frozen=True)
class Entry:
    """One string. `where` is its place inside the unit: in a block as `strings` says, in a question its key path.

    `previous` is the English that the translation was made from, where it is known and another one. `line` is the
    one in the English file where that is known, else 1.
    """

    file: str
    unit: str
    where: str
    english: str
    said: str
    state: State
    previous: str | None
    comment: str
    kind: str
    line: int

    @property
    def context(self) -> str:
        """What tells this string from the same words elsewhere."""
        return f"{self.file}#{self.unit}" + (f":{self.where}" if self.where else "")

    @property
    def old(self) -> bool:
        """Whether the translation is of another English text, or nobody knows of which."""
        return self.state == "stale" and self.previous != self.english


def targets(content: Content) -> list[str]:
    """What can be exchanged, by name."""
    return [*(module.id for module in content.modules), GLOSSARY, *FOLDERS]


def files_in(content: Content, language: str, target: str) -> list[TranslatedFile]:
    """The files of a target in a language, those included that are not there yet. Raises KeyError for the target."""
    if target not in targets(content):
        raise KeyError(target)
    known = content.translated.get(language, {})
    if target == GLOSSARY:
        names = [name for name in known if name == f"{GLOSSARY}.yaml"]
    elif target in FOLDERS:
        names = [name for name in known if name.startswith(f"{target}/")]
    else:
        names = files_of(content, language, target)
    return [known[name] for name in names]


def entries(root: Path, content: Content, language: str, file: TranslatedFile) -> Iterator[Entry]:
    """Every string of a file, in the order of its units."""
    if file.name.endswith(".md"):
        yield from _markdown(root, language, file)
    elif file.name.startswith("quizzes/"):
        yield from _questions(root, content, language, file)
    else:
        for unit in file.units:
            yield _single(file, unit, "")


def source_of(root: Path, name: str) -> Path:
    """The English file that a translated file mirrors."""
    return root / name if name.startswith("quizzes/") else root / "curriculum" / name


def translation_of(root: Path, language: str, name: str) -> Path:
    """Where the translation is, or will be."""
    return root / "curriculum" / "translations" / language / name


def parsed(path: Path, language: str) -> tuple[str, str, int, tuple[Block, ...]]:
    """Front matter, body, the line on which that starts, and the blocks of a Markdown file; empty without one."""
    text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n") if path.exists() else ""
    head, rest = splicing.front_matter(text)
    body = rest.partition("\n")[2]
    line = head.count("\n") + 3
    return head, body, line, blocks.parse(path.name, body, line, language)[0]


def question_strings(question: Question, language: str = SOURCE) -> dict[KeyPath, str]:
    """The strings of a question by their path below it, in English or in the language that it is shown in."""
    text = question.text(language)
    found: dict[KeyPath, str] = {("stem",): text.stem}
    if text.why is not None:
        found["why",] = text.why
    for part_id, part in text.parts.items():
        found[question.part_key, part_id, "text"] = part.text
        if part.why is not None:
            found[question.part_key, part_id, "why"] = part.why
    return found


def _single(file: TranslatedFile, unit: Unit, comment: str) -> Entry:
    return Entry(
        file.name, unit.key, "", unit.english, unit.said or "", unit.state, unit.old, comment, "line", 1
    )


def _markdown(root: Path, language: str, file: TranslatedFile) -> Iterator[Entry]:
    source = parsed(source_of(root, file.name), SOURCE)[3]
    ours = parsed(translation_of(root, language, file.name), language)[3]
    for unit in file.units:
        name, _, number = unit.key.partition("/")
        if name != "blocks":
            yield _single(file, unit, "")
            continue
        block = source[int(number) - 1]
        said = block_strings.texts(ours[unit.at]) if unit.at is not None else {}
        before = block_strings.texts(_block(unit.old)) if unit.old else {}
        for where, text in block_strings.texts(block).items():
            yield Entry(
                file=file.name,
                unit=unit.key,
                where=where,
                english=text.text,
                said=said[where].text if where in said else "",
                state=unit.state,
                previous=before[where].text if where in before else None,
                comment=_comment(block, text.kind, text.inside),
                kind=text.kind,
                line=text.line,
            )


def _block(text: str) -> Block:
    """An old block from the text that the lock kept, which has the opening fence and not the closing one."""
    head, newline, rest = text.partition("\n")
    if head.startswith("/// ") and head.split()[1] in KINDS:
        text = f"/{head}{newline}{rest}\n\n////"
    return blocks.parse("", text, 1, SOURCE)[0][0]


def _comment(block: Block, kind: str, inside: str) -> str:
    said = f"{kind} in `{inside}`" if inside else kind
    return f"{said}; somebody's safety depends on it: be exact" if block.safety else said


def _questions(root: Path, content: Content, language: str, file: TranslatedFile) -> Iterator[Entry]:
    pool = content.pools[Path(file.name).stem]
    said = _data(translation_of(root, language, file.name))
    for unit in file.units:
        question = pool.question(unit.key.partition("/")[2])
        for path, english in question_strings(question).items():
            yield Entry(
                file=file.name,
                unit=unit.key,
                where="/".join(map(str, path)),
                english=english,
                said=_at(said, ("items", question.id, *path)),
                state=unit.state,
                previous=None,
                comment=_about(question, path),
                kind="line",
                line=1,
            )


def _about(question: Question, path: KeyPath) -> str:
    """What a translator has to know of a string of a question: above all what is right and what is wrong."""
    said = f"{question.id}, {path[-1]}"
    if len(path) > 1 and question.right_parts is not None:
        said += f" of a {'right' if path[1] in question.right_parts else 'wrong'} answer"
    return f"{said}; somebody's safety depends on it: be exact" if question.safety else said


def _data(path: Path) -> Mapping[str, Value]:
    if not path.exists():
        return {}
    document, _ = yaml_files.read(path.name, path.read_bytes().decode("utf-8-sig"))
    return document.data if document else {}


def _at(data: Value | Mapping[str, Value], path: KeyPath) -> str:
    for part in path:
        if not isinstance(data, Mapping) or part not in data:
            return ""
        data = data[str(part)]
    return data if isinstance(data, str) else ""
