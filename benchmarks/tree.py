"""A curriculum of the size that is planned: the present module under other names, with its questions and languages."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Final

from lms.config import CHECKOUT

MODULES: Final = ("first", "second", "third", "fourth", "fifth")
LESSONS: Final = 27
_SOURCE: Final = "pss"
_LANGUAGES: Final = ("km", "lo", "th")


def write(root: Path) -> None:
    """A content root with the five modules, LESSONS lessons in four languages, five pools, the real Societies."""
    for folder in ("curriculum/societies", "certificates"):
        shutil.copytree(CHECKOUT / folder, root / folder)
    shutil.copy(CHECKOUT / "curriculum" / "languages.yaml", root / "curriculum")
    for language in _LANGUAGES:
        shutil.copytree(
            _translation(CHECKOUT, language) / "societies", _translation(root, language) / "societies"
        )
    lessons = sorted(path.name for path in _module(CHECKOUT / "curriculum").glob("[0-9]*.md"))
    more = LESSONS - len(MODULES) * len(lessons)
    for place, name in enumerate(MODULES):
        _copy_module(root, name, place)
        if place < more:
            _repeat_lesson(root, name, lessons[-1])


def _copy_module(root: Path, name: str, place: int) -> None:
    for source in sorted(_module(CHECKOUT / "curriculum").iterdir()):
        if source.suffix in (".md", ".yaml"):
            _renamed(source, _module(root / "curriculum", name) / source.name, name, place)
            for language in _LANGUAGES:
                translated = _nearest(f"modules/{_SOURCE}/{source.name}", language)
                _renamed(
                    translated, _translation(root, language) / "modules" / name / source.name, name, place
                )
        else:
            shutil.copy(source, _module(root / "curriculum", name))
    _renamed(CHECKOUT / "quizzes" / f"{_SOURCE}.yaml", root / "quizzes" / f"{name}.yaml", name, place)
    for language in _LANGUAGES:
        pool = _nearest(f"quizzes/{_SOURCE}.yaml", language)
        _renamed(pool, _translation(root, language) / "quizzes" / f"{name}.yaml", name, place)


def _repeat_lesson(root: Path, name: str, lesson: str) -> None:
    """One more lesson for a module: its last one again, under another number and name."""
    for folder in (root / "curriculum", *(_translation(root, language) for language in _LANGUAGES)):
        shutil.copy(_module(folder, name) / lesson, _module(folder, name) / "90-once-more.md")


def _nearest(file: str, language: str) -> Path:
    """The file in a language, or in another one while it is not translated: as much to read."""
    found = (_translation(CHECKOUT, one) / file for one in (language, *_LANGUAGES))
    return next(path for path in found if path.exists())


def _renamed(source: Path, target: Path, name: str, place: int) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    text = source.read_text(encoding="utf-8")
    text = re.sub(rf"\b{_SOURCE}-(?=\d{{3}}\b)", f"{name}-", text)
    text = re.sub(rf"^module: {_SOURCE}$", f"module: {name}", text, flags=re.MULTILINE)
    text = re.sub(r"^order: \d+$", f"order: {place + 1}", text, flags=re.MULTILINE)
    target.write_text(text, encoding="utf-8")


def _module(curriculum: Path, name: str = _SOURCE) -> Path:
    return curriculum / "modules" / name


def _translation(root: Path, language: str) -> Path:
    return root / "curriculum" / "translations" / language
