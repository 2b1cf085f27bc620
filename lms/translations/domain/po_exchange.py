"""PO files: what a translator opens in Poedit, and what may come back. Knows no web and no rows.

A file comes back whole or not at all: every fault is listed with its line, and nothing is written until there is none.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import polib

from lms.content import loader
from lms.content.checks import accepted_differences, translation_qa
from lms.content.checks.similarity import english_left, much_shorter
from lms.content.checks.text_lint import text_problems
from lms.content.checks.translation_qa import MUCH_SHORTER, Remark
from lms.content.freshness import TranslatedFile
from lms.content.lessons import blocks
from lms.content.lessons.outline import first_difference
from lms.content.problems import ContentBroken, Problem
from lms.content.types.curriculum import SOURCE, Content
from lms.text.normalise import for_storing
from lms.translations.domain import entries, po_files, stamping
from lms.translations.domain.composing import compose
from lms.translations.domain.entries import Entry

_CONTENT = ("curriculum", "quizzes", "certificates")
_WHOLE = (".md", "module.yaml")  # elsewhere a string, or a question, may wait alone
LONGEST = 10_000  # characters of one string: more than any lesson has between two headings
_AGAIN = "Export the file again and take your work over: `msgmerge` or Poedit's “Update from POT” do it."
_WAITS = "fuzzy (“needs work”), so the text that is there stays; take the mark away when the new one is right"


@dataclass(frozen=True)
class Imported:
    """What an import did: strings that changed, files that were written, units that are now of the present English.

    `left_out` names files that cannot be written yet, because strings in them are still empty, with their number.
    `notes` are of strings that changed: they were taken, and somebody may look at them. `waiting` are of strings that
    were not taken, because they are fuzzy and what stands there is of the present English.
    """

    language: str
    strings: int
    files: tuple[str, ...]
    stamped: int
    left_out: Mapping[str, int]
    notes: tuple[Remark, ...] = ()
    waiting: tuple[Remark, ...] = ()


def exported(root: Path, content: Content, language: str, target: str) -> str:
    """The PO file of a target (a module, `glossary`, `content`, `societies`) in a language.

    The same content gives the same bytes: there is no date in it. Raises KeyError for a language or a target that
    does not exist.
    """
    content.language(language)
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.header = f"Sala: {target}. Translate the words, keep **strong** and [links](#as-they-are)."
    catalogue.metadata = {
        "Project-Id-Version": f"Sala {target}",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    for file in entries.files_in(content, language, target):
        for one in entries.entries(root, content, language, file):
            catalogue.append(_po_entry(root, one))
    return f"{catalogue}\n"


def imported(root: Path, name: str, text: str) -> Imported:
    """Take the translations of a PO file (`name` is what messages call it) into the files below `root`.

    What changed is written; what is not fuzzy is stamped as made from the present English. A fuzzy string is not
    written over one that is fresh: nobody says yet that it is right. Raises ContentBroken with every fault of the file
    and writes nothing then, or when the content itself is broken.
    """
    catalogue = po_files.read(name, text)
    content = loader.load(root)
    language = str(catalogue.metadata.get("Language", ""))
    if language == SOURCE or language not in {one.code for one in content.languages}:
        raise ContentBroken([_problem(name, 1, f"`Language: {language}` is not a language of translations")])
    wanted = [entry for entry in catalogue if not entry.obsolete]
    known = _known(root, content, language, wanted)
    faults = [fault for entry in wanted for fault in _faults(name, entry, known)]
    faults += _unlike(name, content, language, wanted, known)
    if faults:
        raise ContentBroken(sorted(faults))
    waiting = [entry for entry in wanted if _waits(entry, known[entry.msgctxt][1])]
    taken = [entry for entry in wanted if not _waits(entry, known[entry.msgctxt][1])]
    said = {entry.msgctxt: for_storing(entry.msgstr) for entry in taken if entry.msgstr}
    fuzzy = {entry.msgctxt for entry in taken if entry.fuzzy}
    return replace(
        _take(root, content, language, known, said, fuzzy),
        notes=tuple(_notes(name, taken, known)),
        waiting=tuple(Remark(name, one.linenum or 1, f"at “{one.msgctxt}”: {_WAITS}") for one in waiting),
    )


def _po_entry(root: Path, one: Entry) -> polib.POEntry:
    where = entries.source_of(root, one.file).relative_to(root).as_posix()
    return polib.POEntry(
        msgctxt=one.context,
        msgid=one.english,
        msgstr=one.said,
        comment=one.comment,
        occurrences=[(where, str(one.line))],
        flags=["fuzzy"] if one.old and one.said else [],
        previous_msgid=one.previous if one.old and one.previous else None,
    )


def _known(
    root: Path, content: Content, language: str, wanted: Iterable[polib.POEntry]
) -> dict[str, tuple[TranslatedFile, Entry]]:
    """The strings of every file that the PO file speaks of, by context."""
    names = {str(entry.msgctxt).partition("#")[0] for entry in wanted}
    files = [file for name, file in content.translated.get(language, {}).items() if name in names]
    return {
        one.context: (file, one) for file in files for one in entries.entries(root, content, language, file)
    }


def _faults(
    name: str, entry: polib.POEntry, known: Mapping[str, tuple[TranslatedFile, Entry]]
) -> Iterator[Problem]:
    if entry.msgctxt not in known:
        yield _problem(name, entry.linenum, f"there is no string `{entry.msgctxt}` any more", _AGAIN)
        return
    _, one = known[entry.msgctxt]
    if entry.msgid != one.english:
        yield _problem(name, entry.linenum, "the English text is another one by now", _AGAIN)
    elif len(entry.msgstr) > LONGEST:
        yield _problem(
            name, entry.linenum, f"this is longer than {LONGEST} characters", "Translate this string alone."
        )
    elif entry.msgstr and entry.msgstr != one.said:
        yield from _text_faults(name, entry.linenum, one, for_storing(entry.msgstr))


def _unlike(
    name: str,
    content: Content,
    language: str,
    wanted: Iterable[polib.POEntry],
    known: Mapping[str, tuple[TranslatedFile, Entry]],
) -> Iterator[Problem]:
    """Marks and figures that are not those of the English text, in what changed or would be stamped."""
    passed = content.accepted.get(language, ())
    for entry in wanted:
        _, one = known.get(entry.msgctxt, (None, None))
        if one is None or not _says_something_new(entry, one):
            continue
        for message in translation_qa.unlike(one.english, for_storing(entry.msgstr), language):
            if not accepted_differences.covers(passed, one.file, one.english, message):
                hint = f"At “{one.context}”: copy it from the English text. {accepted_differences.hint(language)}"
                yield _problem(name, entry.linenum, message, hint)


def _notes(
    name: str, wanted: Iterable[polib.POEntry], known: Mapping[str, tuple[TranslatedFile, Entry]]
) -> Iterator[Remark]:
    for entry in wanted:
        _, one = known[entry.msgctxt]
        if _says_something_new(entry, one) and much_shorter(one.english, entry.msgstr):
            yield Remark(name, entry.linenum or 1, f"at “{one.context}”: {MUCH_SHORTER}")


def _waits(entry: polib.POEntry, one: Entry) -> bool:
    """Whether other words than the fresh ones that stand there are not yet said to be right."""
    said = for_storing(entry.msgstr)
    return bool(entry.fuzzy and said and one.said and said != one.said and one.state == "fresh")


def _says_something_new(entry: polib.POEntry, one: Entry) -> bool:
    """Other words, or the same ones said to be of the present English."""
    return bool(entry.msgstr) and (entry.msgstr != one.said or (not entry.fuzzy and one.state != "fresh"))


def _text_faults(name: str, line: int | None, one: Entry, said: str) -> Iterator[Problem]:
    if (left := english_left(said)) is not None:
        yield _problem(name, line, f"“{left}” is still English", "Translate it, or leave the string empty.")
    yield from (
        _problem(name, line, problem.message, problem.hint) for problem in text_problems("", [(said, 1)])
    )
    if one.kind in ("line", "title", "heading"):
        if "\n" in said:
            yield _problem(name, line, "this stands on one line in English", "Take the line breaks out.")
        return
    source, _ = blocks.parse("", one.english, 1, SOURCE)
    ours, broken = blocks.parse("", said, 1, SOURCE)
    if one.kind == "paragraph" and one.where:  # a run of them, which every language cuts as it likes
        source, ours = source[:1], ours[:1] if all(block.kind == "paragraph" for block in ours) else ours
    different = first_difference(source, ours)
    if broken or different is not None:
        message = broken[0].message if broken else different[1] if different else ""
        yield _problem(name, line, message, "Keep the marks of the English text: `-`, `1.`, `|`, `///`.")


def _take(
    root: Path,
    content: Content,
    language: str,
    known: Mapping[str, tuple[TranslatedFile, Entry]],
    said: Mapping[str, str],
    fuzzy: set[str],
) -> Imported:
    by_file: dict[str, list[Entry]] = defaultdict(list)
    for _, one in known.values():
        by_file[one.file].append(one)
    files = {file.name: file for file, _ in known.values()}
    texts: dict[Path, str] = {}
    left_out: dict[str, int] = {}
    for name, strings in by_file.items():
        if all(said.get(one.context, one.said) == one.said for one in strings):
            continue
        empty = sum(1 for one in strings if not said.get(one.context, one.said))
        if empty and name.endswith(_WHOLE):
            left_out[name] = empty
            continue
        path = entries.translation_of(root, language, name)
        texts[path] = compose(root, language, files[name], strings, said)
    _rehearse(root, texts)
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    stamped = _stamp(root, language, by_file, said, fuzzy, left_out)
    changed = [
        one
        for name, strings in by_file.items()
        if name not in left_out
        for one in strings
        if said.get(one.context, one.said) != one.said
    ]
    names = tuple(sorted(path.relative_to(root).as_posix() for path in texts))
    return Imported(language, len(changed), names, stamped, left_out)


def _rehearse(root: Path, texts: Mapping[Path, str]) -> None:
    """Write into a copy first. Raises ContentBroken when the content could not be read any more."""
    if not texts:
        return
    with tempfile.TemporaryDirectory() as folder:
        for name in _CONTENT:
            shutil.copytree(root / name, Path(folder) / name)
        for path, text in texts.items():
            copy = Path(folder) / path.relative_to(root)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(text, encoding="utf-8", newline="\n")
        loader.load(Path(folder))


def _stamp(
    root: Path,
    language: str,
    by_file: Mapping[str, list[Entry]],
    said: Mapping[str, str],
    fuzzy: set[str],
    left_out: Mapping[str, int],
) -> int:
    """Stamp what the translator has looked at: units of which every string is there and none is fuzzy."""
    count = 0
    for name, strings in by_file.items():
        units: dict[str, list[Entry]] = defaultdict(list)
        for one in strings:
            units[one.unit].append(one)
        done = [
            unit
            for unit, parts in units.items()
            if all(one.context in said and one.context not in fuzzy for one in parts)
            if any(one.state != "fresh" or said[one.context] != one.said for one in parts)
        ]
        if done and name not in left_out:
            stamping.stamp(root, language, files=[name], units=done)
            count += len(done)
    return count


def _problem(name: str, line: int | None, message: str, hint: str = "") -> Problem:
    return Problem(name, line or 1, message, hint)
