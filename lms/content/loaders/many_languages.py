"""Files in which every text stands in all languages at once: surveys, cards of observed practice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from lms.content.checks.text_lint import script_problem
from lms.content.loaders.context import Reading
from lms.content.problems import nearest
from lms.content.types.curriculum import SOURCE
from lms.content.yaml_files import Document

Place: TypeAlias = tuple[str | int, ...]  # keys and numbers that lead to a text in its file


def check_languages(
    reading: Reading,
    document: Document,
    status: Mapping[str, str],
    places: Iterable[tuple[Place, Mapping[str, str]]],
) -> None:
    """Each text has English and the languages of `status`, no other, and is in the script of each."""
    file, known = document.file, {language.code: language for language in reading.languages}
    for code in status:
        if code not in known or code == SOURCE:
            line = document.line("status", code)
            reading.report(file, line, f"`{code}` is not a language to translate to", nearest(code, known))
    expected = {SOURCE, *status}
    texts: dict[str, list[tuple[str, int]]] = {code: [] for code in expected}
    for place, by_language in places:
        line = document.line(*place)
        for code in sorted(expected - by_language.keys()):
            reading.report(
                file, line, f"the text is missing in `{code}`", "Add it, or take it from `status`."
            )
        for code in sorted(by_language.keys() - expected):
            reading.report(file, line, f"`{code}` stands here and not in `status`", nearest(code, expected))
        for code in expected & by_language.keys():
            texts[code].append((by_language[code], line))
    for code in sorted(status.keys() & known.keys()):
        reading.problems.extend(script_problem(file, texts[code], known[code].script))
