"""`flask translations …`: how fresh they are, stamping them as made from the present English, PO files."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator
from pathlib import Path

import click
from flask.cli import AppGroup

from lms.config import current_settings
from lms.content import registry
from lms.content.approvals import Approved
from lms.content.problems import ContentBroken, nearest
from lms.content.types.curriculum import Content
from lms.translations.domain import entries, po_exchange, progress, reordering, stamping
from lms.translations.domain.progress import Counts, FileStatus, ModuleStatus

group = AppGroup("translations", help="How fresh translations are, and PO files for translators.")

_WIDTH = 58


@group.command("status")
@click.argument("language", required=False)
@click.argument("module", required=False)
def status_command(language: str | None, module: str | None) -> None:
    """Count missing, stale and fresh units, for one LANGUAGE or all, and one MODULE or all."""
    content = registry.current()
    for code in _languages(content, language):
        for line in _lines(content, code, module):
            click.echo(line)


@group.command("stamp")
@click.argument("language", required=False)
@click.argument("module", required=False)
@click.option("--file", "names", multiple=True, help="Only this file, for example modules/pss/trainer.md.")
@click.option("--unit", "units", multiple=True, help="Only this unit of it, for example blocks/3.")
def stamp_command(
    language: str | None, module: str | None, names: tuple[str, ...], units: tuple[str, ...]
) -> None:
    """Say that translations were made from the present English: all, of a LANGUAGE, or of a MODULE in it.

    Do it after reading them against the English text; what is stamped is shown without a note.
    """
    content = registry.current()
    for code in _languages(content, language):
        files = _chosen(content, code, module, names)
        done = stamping.stamp(_content(), code, files=files, units=units or None)
        click.echo(f"{code}: {done.units} units in {done.files} files stamped, {done.renewed} were stale")


@group.command("reorder")
@click.argument("lesson")
@click.argument("order")
@click.option("--story", default=1, show_default=True, help="Which story of the lesson, from 1.")
def reorder_command(lesson: str, order: str, story: int) -> None:
    """Move the choices of a story of LESSON (hiv/20-prevention) in every language; ORDER is like 3,1,2."""
    try:
        places = [int(place) - 1 for place in order.split(",")]
        left = reordering.reorder(_content(), lesson, places, story - 1)
    except (ValueError, IndexError, FileNotFoundError) as error:
        raise click.ClickException(f"{lesson}: {error}") from error
    click.echo("Moved.")
    for language in left:
        click.echo(f"{language}: the story has another number of choices there; left as it was")


@group.command("export")
@click.argument("language")
@click.argument("target")
def export_command(language: str, target: str) -> None:
    """Write a PO file for a translator to standard output: TARGET is a module, glossary, library or societies."""
    content = registry.current()
    _languages(content, language)
    if target not in (known := entries.targets(content)):
        raise click.BadParameter(f"{target} is not one of {', '.join(known)}", param_hint="TARGET")
    click.echo(po_exchange.exported(_content(), content, language, target), nl=False)


@group.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_command(file: Path) -> None:
    """Take the translations of a PO FILE; nothing is written when something in it is broken."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise click.ClickException(f"{file.name} is not UTF-8: save it as UTF-8") from None
    try:
        done = po_exchange.imported(_content(), file.name, text)
    except ContentBroken as broken:
        for problem in broken.problems:
            click.echo(str(problem), err=True)
        click.echo(f"{len(broken.problems)} problems; nothing was written", err=True)
        sys.exit(1)
    for note in done.notes:
        click.echo(f"to look at: {note}")
    for remark in done.waiting:
        click.echo(f"not taken: {remark}")
    for name in done.files:
        click.echo(f"written: {name}")
    for name, empty in done.left_out.items():
        click.echo(f"left out: {name}, {empty} strings in it are still empty")
    click.echo(f"{done.strings} strings changed, {done.stamped} units stamped")
    if done.files:
        click.echo("a running site shows them when it is started again")


def _content() -> Path:
    settings = current_settings()
    return settings.content


def _chosen(
    content: Content, language: str, module: str | None, names: tuple[str, ...]
) -> Collection[str] | None:
    known = content.translated.get(language, {})
    for name in names:
        if name not in known:
            raise click.BadParameter(nearest(name, known), param_hint=f"--file {name}")
    if names:
        return names
    return None if module is None else stamping.files_of(content, language, _module(content, module))


def _languages(content: Content, language: str | None) -> tuple[str, ...]:
    known = progress.targets(content)
    if language is None:
        return known
    if language not in known:
        raise click.BadParameter(f"{language} is not one of {', '.join(known)}", param_hint="LANGUAGE")
    return (language,)


def _module(content: Content, module: str) -> str:
    known = [one.id for one in content.modules]
    if module not in known:
        raise click.BadParameter(f"{module} is not one of {', '.join(known)}", param_hint="MODULE")
    return module


def _lines(content: Content, language: str, module: str | None) -> Iterator[str]:
    yield f"{content.language(language).name} ({language})"
    yield f"  {'':{_WIDTH}}{'missing':>9}{'stale':>7}{'fresh':>7}{'complete':>10}  status"
    wanted = None if module is None else _module(content, module)
    for one in [one for one in content.modules if wanted in (None, one.id)]:
        yield from _module_lines(progress.of_module(content, one, language))
    if wanted is None:
        yield from (_line(f"  {each.file.name}", each) for each in progress.of_others(content, language))
    yield ""


def _module_lines(found: ModuleStatus) -> Iterator[str]:
    yield _row(f"{found.module.id} (digest {found.digest})", found.counts, found.status or "missing")
    yield from (f"    {_words(approved)}" for approved in found.approved)
    yield from (_line(f"  {each.file.name}", each) for each in found.files)


def _words(approved: Approved) -> str:
    said = "approved by" if approved.current else "changed since it was approved by"
    return f"{said} {approved.society.code} on {approved.approval.on} ({approved.approval.by})"


def _line(name: str, found: FileStatus) -> str:
    return _row(name, found.counts, found.file.status or "missing")


def _row(name: str, counts: Counts, word: str) -> str:
    numbers = f"{counts.missing:>9}{counts.stale:>7}{counts.fresh:>7}{counts.percent:>9}%"
    return f"  {name:{_WIDTH}}{numbers}  {word}"
