"""One reading of the content root: opens files, gathers problems, remembers what was read for the digest.

The modules `modulefiles`, `poolfiles`, `societyfiles` and `designfiles` read through it. Knows no kind of
content.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel

from lms.content import yaml_files
from lms.content.checks.text_lint import script_problem, text_problems
from lms.content.freshness import Locks, TranslatedFile
from lms.content.loaders.validation import validated
from lms.content.problems import Problem, nearest
from lms.content.types.curriculum import SOURCE, Language
from lms.content.yaml_files import Document

Model = TypeVar("Model", bound=BaseModel)

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)\n---[ \t]*(?:\n(.*))?", re.DOTALL)
_DIGEST_LENGTH = 16  # hexadecimal digits: 64 bits, enough against accident, and nobody gains from a collision


@dataclass(frozen=True, eq=False)
class Read(Generic[Model]):
    """A YAML file, or the front matter of a lesson, that has its shape."""

    shape: Model
    document: Document


@dataclass(frozen=True, eq=False)
class ReadText(Generic[Model]):
    """A Markdown file: its front matter, and its body with the line on which that starts."""

    front: Read[Model]
    body: str
    line: int


class Reading:
    """What has been found so far below one content root."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.languages: tuple[Language, ...] = ()
        self.locks = Locks()
        self.translated: dict[str, dict[str, TranslatedFile]] = {}
        self._texts: dict[str, str] = {}
        self._documents: dict[str, Document] = {}

    def name(self, path: Path) -> str:
        """The path as messages show it."""
        return path.relative_to(self.root).as_posix()

    def report(self, file: str, line: int, message: str, hint: str = "") -> None:
        """Note a problem."""
        self.problems.append(Problem(file, line, message, hint))

    def line(self, file: str, *path: str | int) -> int:
        """The line of a key path in a YAML file or a front matter; 1 in a file that could not be read."""
        return self._documents[file].line(*path) if file in self._documents else 1

    def document(self, file: str) -> Document | None:
        """What a file says that was read, whether it has its shape or not; None for one that is no YAML."""
        return self._documents.get(file)

    def translations(self) -> Iterable[Language]:
        """The languages that texts are translated to."""
        return (language for language in self.languages if language.code != SOURCE)

    def translation_folder(self, language: str) -> Path:
        """Where the translations to a language are."""
        return self.root / "curriculum" / "translations" / language

    def keep(self, language: str, file: TranslatedFile) -> None:
        """Remember how fresh a file is in a language."""
        self.translated.setdefault(language, {})[file.name] = file

    def digest(self) -> str:
        """The digest of everything that was read."""
        return digest_of(self._texts)

    def entries(self, folder: Path) -> list[Path]:
        """What is in a folder, by name; empty where there is no folder. Hidden files are nobody's content."""
        if not folder.is_dir():
            return []
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))

    def unknown(self, path: Path, known: Iterable[str]) -> None:
        """Note that a file or folder has no place here."""
        what = "folder" if path.is_dir() else "file"
        self.report(self.name(path), 1, f"nothing reads this {what}", nearest(path.name, known))

    def text(self, path: Path, largest: int = yaml_files.LARGEST) -> str | None:
        """The text of a file of up to `largest` bytes with plain line ends, or None with a problem noted."""
        name = self.name(path)
        try:
            raw = path.read_bytes()
        except FileNotFoundError:
            self.report(name, 1, "the file is missing", "The README shows what it holds.")
            return None
        if len(raw) > largest:
            self.report(name, 1, f"the file is larger than {largest // 1024} KB", "Cut it in parts.")
            return None
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            self.report(
                name, line, "the file is not UTF-8", "Save it as UTF-8; old Khmer fonts have to be converted."
            )
            return None
        text = text.replace("\r\n", "\n")  # what Windows editors write
        self._texts[name] = text
        return text

    def yaml(self, path: Path, shape: type[Model], script: str | None = None) -> Read[Model] | None:
        """A YAML file held against its shape; a translation also against its `script`. None when it is
        broken.
        """
        text = self.text(path)
        return None if text is None else self._yaml(self.name(path), text, 1, shape, script)

    def markdown(self, path: Path, shape: type[Model], script: str | None = None) -> ReadText[Model] | None:
        """A lesson's front matter and body. None when the file or its front matter is broken."""
        text = self.text(path)
        if text is None:
            return None
        name = self.name(path)
        match = _FRONT_MATTER.fullmatch(text)
        if match is None:
            self.report(
                name, 1, "the file has no front matter", "Start with `---`, `title: …`, and `---` again."
            )
            return None
        head, body = match[1], match[2] or ""
        line = head.count("\n") + 4
        self.problems.extend(text_problems(name, [(body, line)]))
        if script is not None:
            self.problems.extend(script_problem(name, [(head, 2), (body, line)], script))
        front = self._yaml(name, head, 2, shape, None)
        return None if front is None else ReadText(front, body, line)

    def body(self, path: Path) -> tuple[str, int]:
        """The text below a front matter that was already found broken, and its first line; empty without one."""
        match = _FRONT_MATTER.fullmatch(self._texts.get(self.name(path), ""))
        return (match[2] or "", match[1].count("\n") + 4) if match else ("", 1)

    def _yaml(
        self, name: str, text: str, line: int, shape: type[Model], script: str | None
    ) -> Read[Model] | None:
        document, problems = yaml_files.read(name, text, line)
        self.problems.extend(problems)
        if document is None:
            return None
        self._documents[name] = document
        texts = list(document.texts())
        self.problems.extend(text_problems(name, texts))
        if script is not None:
            self.problems.extend(script_problem(name, texts, script))
        model, problems = validated(shape, document)
        self.problems.extend(problems)
        return None if model is None else Read(model, document)


def digest_of(value: object) -> str:
    """A digest of lists, mappings and texts: the same for the same content, however its file was laid out."""
    canonical = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(canonical.encode()).hexdigest()[:_DIGEST_LENGTH]
