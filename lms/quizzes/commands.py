"""`flask quizzes …`: questions out to Moodle, and files of Moodle in for review."""

from __future__ import annotations

import sys
from collections.abc import Collection
from pathlib import Path

import click
from flask.cli import AppGroup
from flask_babel import gettext as _

from lms.config import current_settings
from lms.content import registry
from lms.content.types.curriculum import SOURCE, Content
from lms.i18n import force_locale
from lms.quizzes.domain.exchange.review import Otherwise, Review
from lms.quizzes.services import question_exchange
from lms.quizzes.services.question_exchange import FORMS, Form, NotForReviewError, ReviewFile

group = AppGroup("quizzes", help="Questions out to Moodle, and in from it for review.")


@group.command("export")
@click.argument("module")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--format", "form", type=click.Choice(FORMS), default="moodle-xml", show_default=True)
@click.option("--language", default=SOURCE, show_default=True, help="The language of the questions.")
@click.option("--overwrite", is_flag=True, help="Write over a FILE that is there already.")
def export_command(module: str, file: Path, form: Form, language: str, *, overwrite: bool) -> None:
    """Write the questions of a MODULE in one language into FILE, and list what the file cannot hold."""
    content = registry.current()
    _known_or_refused(module, content.pools, "MODULE")
    _known_or_refused(language, [known.code for known in content.languages], "--language")
    try:
        question_exchange.refuse_content(current_settings().content, file)
        if not overwrite:
            question_exchange.refuse_existing(file)
    except NotForReviewError as refused:
        raise click.ClickException(str(refused)) from None
    with force_locale(language):
        reason = _("Why? Choose one reason.")
    text, export = question_exchange.export_pool(content, module, language, form, reason)
    file.write_text(text, encoding="utf-8", newline="\n")
    for note in export.notes:
        click.echo(f"to know: {note}")
    click.echo(f"{file}: {len(content.pools[module].questions)} questions of {module} in {language}")


@group.command("import")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "--into",
    "folder",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder for the files to review; never that of the content.",
)
@click.option("--module", default="", help="The module of questions that do not say it.")
@click.option("--lesson", default="", help="The lesson of questions that do not say it.")
@click.option(
    "--language", default=SOURCE, show_default=True, help="The language of questions that do not say it."
)
def import_command(files: tuple[Path, ...], folder: Path, module: str, lesson: str, language: str) -> None:
    """Read FILES in GIFT or Moodle XML into files for review, and list what could not be kept, with its line."""
    content = registry.current()
    _refuse_unknown(content, module, lesson, language)
    read = {str(file): question_exchange.read_question_file(file.read_bytes()) for file in files}
    review = question_exchange.review_of(content, read, Otherwise(module, lesson, language))
    try:
        written = question_exchange.write_review(current_settings().content, content, review, folder)
    except NotForReviewError as refused:
        raise click.ClickException(str(refused)) from None
    _tell(content, review, folder, written)
    if not written:
        sys.exit(1)


def _refuse_unknown(content: Content, module: str, lesson: str, language: str) -> None:
    modules = {known.id: known for known in content.modules}
    if module:
        _known_or_refused(module, modules, "--module")
    if lesson:
        among = [modules[module]] if module else content.modules
        _known_or_refused(lesson, [known.id for one in among for known in one.lessons], "--lesson")
    _known_or_refused(language, [known.code for known in content.languages], "--language")


def _known_or_refused(word: str, known: Collection[str], where: str) -> None:
    if word not in known:
        raise click.BadParameter(f"{word} is not one of {', '.join(known)}", param_hint=where)


def _tell(content: Content, review: Review, folder: Path, written: list[ReviewFile]) -> None:
    for name, remark in sorted(review.remarks, key=lambda said: (said[0], said[1].line)):
        click.echo(f"{name}:{remark.line}: {remark.message}")
    for file in written:
        count = len(file.replacements)
        click.echo(f"{file.path}: {file.new} new, {count} changed, {file.same} as they are now")
        for one in sorted(file.replacements, key=lambda said: (said.file, said.line)):
            click.echo(
                f"{one.file}:{one.line}: {one.id}: replaces the one that is there: {', '.join(one.what)}"
            )
    for problem in question_exchange.problems_of(content, folder, written):
        click.echo(f"to review: {problem}")
    lost = sum(remark.lost for _name, remark in review.remarks)
    taken = sum(len(items) for items in review.items.values())
    click.echo(f"{taken} questions for review, {lost} left out")
