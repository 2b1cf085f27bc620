"""curriculum/glossary.yaml and its translations -> Glossary. Knows nothing of lessons."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Literal, TypeAlias

from lms.content.loaders.context import Read, Reading
from lms.content.loaders.translated import Translated
from lms.content.problems import nearest
from lms.content.schemas.curriculum import Flag, Key, LanguageCode, Shape, Status, Text
from lms.content.types.curriculum import SOURCE
from lms.content.types.glossary import Glossary, Group, Term, Word, form_key
from lms.content.types.societies import NamedText

_NAME = "glossary.yaml"


class WordShape(Shape):
    """The wording of a term in one language, the forms it is found by (else the wording), how sure it is."""

    text: Text
    forms: list[Text] = []
    confidence: Literal["high", "medium", "low"] | None = None


class TermShape(Shape):
    """A term with its English explanation and its words in all languages.

    `source` says where the words were read: for those who decide on them, shown nowhere.
    """

    group: Key
    explain: Text
    source: Text | None = None
    mark: Flag = True
    words: dict[LanguageCode, WordShape]


class GlossaryShape(Shape):
    """glossary.yaml."""

    groups: dict[Key, Text]
    terms: dict[Key, TermShape]


class GlossaryTranslation(Shape):
    """translations/<language>/glossary.yaml: names of groups and explanations by id."""

    status: Status
    groups: dict[Key, Text] = {}
    explain: dict[Key, Text] = {}


_Said: TypeAlias = "Mapping[str, GlossaryTranslation]"


def read_glossary(reading: Reading) -> Glossary:
    """The glossary, empty where there is no file; its problems are noted."""
    path = reading.root / "curriculum" / _NAME
    if not path.exists():
        _strangers(reading)
        return Glossary()
    read = reading.yaml(path, GlossaryShape)
    if read is None:
        return Glossary()
    _check(reading, read)
    said = _translations(reading, read.shape)
    _note_units(reading, read.shape, said)
    return Glossary(_groups(reading, read.shape, said), _terms(reading, read.shape, said))


def _strangers(reading: Reading) -> None:
    for language in reading.translations():
        path = _translation(reading, language.code)
        if path.exists():
            reading.report(reading.name(path), 1, "there is no glossary to translate", "Add glossary.yaml.")


def _translation(reading: Reading, language: str) -> Path:
    return reading.translation_folder(language) / _NAME


def _translations(reading: Reading, shape: GlossaryShape) -> _Said:
    said = {}
    for language in reading.translations():
        path = _translation(reading, language.code)
        if not path.exists():
            continue
        read = reading.yaml(path, GlossaryTranslation, language.script)
        if read is None:
            continue
        said[language.code] = read.shape
        for part, ids, known in (
            ("groups", read.shape.groups, shape.groups),
            ("explain", read.shape.explain, shape.terms),
        ):
            for stranger in ids.keys() - known.keys():
                line = read.document.line(part, stranger)
                message = f"the glossary has no `{stranger}`"
                reading.report(reading.name(path), line, message, nearest(stranger, known))
    return said


def _note_units(reading: Reading, shape: GlossaryShape, said: _Said) -> None:
    for language in reading.translations():
        file = Translated(reading, language.code, _NAME)
        ours = said.get(language.code)
        for name, text in shape.groups.items():
            file.text(f"groups/{name}", text, None if ours is None else ours.groups.get(name))
        for name, term in shape.terms.items():
            file.text(f"explain/{name}", term.explain, None if ours is None else ours.explain.get(name))
        file.keep(None if ours is None else ours.status)


def _check(reading: Reading, read: Read[GlossaryShape]) -> None:
    shape, document = read.shape, read.document
    known = [language.code for language in reading.languages]

    def report(message: str, hint: str, *path: str | int) -> None:
        reading.report(document.file, document.line("terms", *path), message, hint)

    for name, term in shape.terms.items():
        if term.group not in shape.groups:
            report(f"there is no group `{term.group}`", nearest(term.group, shape.groups), name, "group")
        if SOURCE not in term.words:
            report(f"`{name}` has no English word", "Add `en: {text: …}`.", name, "words")
        for code, word in term.words.items():
            if code not in known:
                report(f"`{code}` is not in languages.yaml", nearest(code, known), name, "words", code)
            if code != SOURCE and word.confidence is None:
                hint = "Read in a source: high; in common use: medium; proposed by us: low."
                report(f"the word in `{code}` has no `confidence`", hint, name, "words", code)
    _check_forms(shape, report)


def _check_forms(shape: GlossaryShape, report: Callable[..., None]) -> None:
    taken: dict[tuple[str, tuple[str, ...]], str] = {}
    for name, term in shape.terms.items():
        for code, word in term.words.items():
            for form in word.forms or [word.text]:
                owner = taken.setdefault((code, form_key(form)), name)
                if owner != name:
                    hint = "A reader's tap leads to one explanation: take one of the two away."
                    report(f"“{form}” is a form of `{owner}` too", hint, name, "words", code)


def _groups(reading: Reading, shape: GlossaryShape, said: _Said) -> tuple[Group, ...]:
    return tuple(
        Group(
            name,
            _texts(reading, text, {code: (one.groups, one.status) for code, one in said.items()}, name),
        )
        for name, text in shape.groups.items()
    )


def _terms(reading: Reading, shape: GlossaryShape, said: _Said) -> tuple[Term, ...]:
    explained = {code: (one.explain, one.status) for code, one in said.items()}
    return tuple(
        Term(
            id=name,
            group=term.group,
            marked=term.mark,
            words=MappingProxyType(
                {
                    code: Word(word.text, tuple(word.forms or [word.text]), code, word.confidence)
                    for code, word in term.words.items()
                }
            ),
            explanations=_texts(reading, term.explain, explained, name),
        )
        for name, term in shape.terms.items()
    )


def _texts(
    reading: Reading, source: str, said: Mapping[str, tuple[Mapping[str, str], Status]], name: str
) -> Mapping[str, NamedText]:
    english = NamedText(source, SOURCE, "source")
    texts = {language.code: english for language in reading.languages} | {SOURCE: english}
    for code, (translated, status) in said.items():
        if name in translated:
            texts[code] = NamedText(translated[name], code, status)
    return MappingProxyType(texts)
