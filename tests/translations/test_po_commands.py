"""`flask translations export` and `import`, as Noy types them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import polib
import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from lms.config import CHECKOUT, settings_of
from lms.content import registry

TITLE = "curriculum/translations/km/modules/pss/module.yaml"


@pytest.fixture
def content(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the real content that commands may write to."""
    for folder in ("curriculum", "quizzes", "certificates"):
        shutil.copytree(CHECKOUT / folder, tmp_path / folder)
    settings = settings_of(app)
    monkeypatch.setitem(app.extensions, "sala.settings", replace(settings, content=tmp_path))
    registry.load(tmp_path)
    yield tmp_path
    registry.load(CHECKOUT)


@pytest.fixture
def run(app: Flask, content: Path) -> FlaskCliRunner:
    return app.test_cli_runner()


def exported(run: FlaskCliRunner, target: str = "pss") -> str:
    done = run.invoke(args=["translations", "export", "km", target])
    assert done.exit_code == 0
    return done.stdout


def test_noy_changes_a_title_in_a_po_file(run: FlaskCliRunner, content: Path, tmp_path: Path) -> None:
    before = (content / TITLE).read_text()
    old = next(line for line in before.splitlines() if line.startswith("title: ")).removeprefix("title: ")
    file = tmp_path / "pss.km.po"
    file.write_text(exported(run).replace(f'msgstr "{old}"', 'msgstr "ការគាំទ្រ"', 1))
    done = run.invoke(args=["translations", "import", str(file)])
    assert done.exit_code == 0
    assert done.stdout == (
        f"written: {TITLE}\n1 strings changed, 1 units stamped\n"
        "a running site shows them when it is started again\n"
    )
    assert (content / TITLE).read_text() == before.replace(f"title: {old}", 'title: "ការគាំទ្រ"')


def test_noy_is_told_of_a_text_of_which_most_is_missing(
    run: FlaskCliRunner, content: Path, tmp_path: Path
) -> None:
    catalogue = polib.pofile(exported(run), wrapwidth=0)
    (long, *_) = [
        one
        for one in catalogue
        if one.msgctxt.endswith(":stem") and len(one.msgid) > 80 and one.msgid.isascii()
    ]
    long.msgstr = "តើ?"
    file = tmp_path / "pss.km.po"
    file.write_text(str(catalogue))
    done = run.invoke(args=["translations", "import", str(file)])
    assert "far shorter than the English text; is a part of it missing?" in done.stdout
    assert "1 strings changed" in done.stdout


def test_noy_is_told_which_texts_still_need_work(run: FlaskCliRunner, content: Path, tmp_path: Path) -> None:
    before = (content / TITLE).read_text()
    catalogue = polib.pofile(exported(run), wrapwidth=0)
    [title] = [one for one in catalogue if one.msgctxt == f"{TITLE.partition('/km/')[2]}#title"]
    title.msgstr = "ការគាំទ្រ"
    title.flags.append("fuzzy")
    file = tmp_path / "pss.km.po"
    file.write_text(str(catalogue))
    done = run.invoke(args=["translations", "import", str(file)])
    assert "not taken: pss.km.po:" in done.stdout
    assert "0 strings changed, 0 units stamped" in done.stdout
    assert "started again" not in done.stdout
    assert (content / TITLE).read_text() == before


def test_noy_hears_what_is_wrong_and_where(run: FlaskCliRunner, content: Path, tmp_path: Path) -> None:
    file = tmp_path / "pss.km.po"
    file.write_text(exported(run).replace("Language: km", "Language: xx"))
    done = run.invoke(args=["translations", "import", str(file)])
    assert done.exit_code == 1
    assert "pss.km.po:1: `Language: xx` is not a language of translations" in done.stderr
    assert "1 problems; nothing was written" in done.stderr
    file.write_bytes(b"\xff\xfe")
    assert "pss.km.po is not UTF-8" in run.invoke(args=["translations", "import", str(file)]).stderr


def test_noy_is_told_which_languages_and_parts_there_are(run: FlaskCliRunner) -> None:
    assert "xx is not one of km, lo, th" in run.invoke(args=["translations", "export", "xx", "pss"]).stderr
    wrong = run.invoke(args=["translations", "export", "km", "nix"]).stderr
    assert "nix is not one of" in wrong
    assert "glossary, library, societies" in wrong


def test_noy_hears_what_is_left_out(run: FlaskCliRunner, content: Path, tmp_path: Path) -> None:
    (content / "curriculum/translations/km/modules/pss/trainer.md").unlink()
    registry.load(content)
    text = exported(run)
    at = text.index('msgctxt "modules/pss/trainer.md#title"')
    start = text.index('msgstr ""', at)
    file = tmp_path / "pss.km.po"
    file.write_text(text[:start] + 'msgstr "សម្រាប់គ្រូ"' + text[start + len('msgstr ""') :])
    done = run.invoke(args=["translations", "import", str(file)])
    assert "left out: modules/pss/trainer.md, " in done.stdout
    assert "0 strings changed, 0 units stamped" in done.stdout


def test_hours_that_a_translator_mistyped_do_not_come_in(
    run: FlaskCliRunner, content: Path, tmp_path: Path
) -> None:
    catalogue = polib.pofile(run.invoke(args=["translations", "export", "km", "hiv"]).stdout, wrapwidth=0)
    hours = [one for one in catalogue if "72 hours" in one.msgid and "72" in one.msgstr]
    assert len(hours) > 5
    for one in hours:
        one.msgstr = one.msgstr.replace("72", "27")
    before = (content / "curriculum/translations/km/source.lock").read_bytes()
    file = tmp_path / "hiv.km.po"
    file.write_text(str(catalogue))
    done = run.invoke(args=["translations", "import", str(file)])
    assert done.exit_code == 1
    assert done.stderr.count("the figure 27 is not in the English text") == len(hours)
    assert "nothing was written" in done.stderr
    assert (content / "curriculum/translations/km/source.lock").read_bytes() == before
    assert exported(run, "hiv").count("27 ម៉ោង") == 0
