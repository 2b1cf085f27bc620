"""Collect the sentences of the interface and bring every catalogue up to date: `make messages`.

The English catalogue is filled in here: its sentences are those of the code. What is still missing in the other
languages is listed, and a test fails until it is there.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import polib
from babel import Locale

ROOT = Path(__file__).resolve().parents[1]
LOCALE = ROOT / "lms" / "locale"
TEMPLATE = LOCALE / "messages.pot"


def babel(*arguments: str) -> None:
    """Run one of Babel's catalogue commands quietly."""
    command = [sys.executable, "-m", "babel.messages.frontend", "--quiet", *arguments]
    subprocess.run(command, cwd=ROOT, check=True)


def extract() -> None:
    """Collect from Python and templates. No line numbers: they would change with every edit."""
    babel(
        *(
            "extract",
            "-F",
            "lms/locale/babel.cfg",
            "-k",
            "_l",
            "--no-location",
            "--omit-header",
            "--sort-by-file",
        ),
        *("-o", str(TEMPLATE), "lms"),
    )


def update(language: str) -> polib.POFile:
    """Add new sentences to a catalogue and drop those that are gone."""
    path = LOCALE / language / "LC_MESSAGES" / "messages.po"
    if path.exists():
        keep = ("--no-fuzzy-matching", "--ignore-obsolete")
        babel("update", "-i", str(TEMPLATE), "-o", str(path), "-l", language, *keep)
    else:
        babel("init", "-i", str(TEMPLATE), "-o", str(path), "-l", language)
    catalogue = polib.pofile(str(path), wrapwidth=100)
    catalogue.metadata = {
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": language,
        "Plural-Forms": f"nplurals={len(Locale(language).plural_form.tags | {'other'})}; "
        f"plural={'(n != 1)' if language == 'en' else '0'};",
        "MIME-Version": "1.0",
    }
    for entry in catalogue:
        if entry.msgid_plural and language != "en":
            entry.msgstr_plural = {
                0: entry.msgstr_plural.get(0, "")
            }  # one form is all that our languages have
        if language == "en":
            entry.msgstr = "" if entry.msgid_plural else entry.msgid
            entry.msgstr_plural = {0: entry.msgid, 1: entry.msgid_plural} if entry.msgid_plural else {}
    catalogue.save(str(path))
    return catalogue


def main() -> None:
    """Update all languages that have a folder, and say what is missing."""
    extract()
    for folder in sorted(path for path in LOCALE.iterdir() if path.is_dir()):
        missing = update(folder.name).untranslated_entries()
        print(f"{folder.name}: {len(missing)} sentences to translate")
        for entry in missing[:10]:
            print(f"  {entry.msgid}")


if __name__ == "__main__":
    main()
