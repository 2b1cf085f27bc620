"""Make the fonts we ship, TTF for PDF and WOFF2 for the web, from the npm packages @fontsource/noto-sans*.

Run by hand when a font is updated, from the root of the repository:

    npm install --prefix FOLDER @fontsource/noto-sans @fontsource/noto-sans-khmer \\
        @fontsource/noto-sans-lao-looped @fontsource/noto-sans-thai-looped
    python tools/fonts/make_subsets.py FOLDER/node_modules/@fontsource

It writes lms/fonts/, lms/static/fonts/ and lms/text/font_repertoire.py, and nothing else. Same input, same
bytes.
"""

import argparse
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fontTools import merge, subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[2]
PDF_FONTS = ROOT / "lms" / "fonts"
WEB_FONTS = ROOT / "lms" / "static" / "fonts"
REPERTOIRE = ROOT / "lms" / "text" / "font_repertoire.py"
WEIGHTS = {400: "Regular", 700: "Bold"}
WEB_WEIGHT = 400  # a phone thickens it for headings; a second file would cost its reader 15 KB

# Every font has these, so that a run of text does not change its font for a space. The joiners are drawn as
# nothing, but a rule of a font may look for them.
COMMON = (0x20, 0xA0, 0x200B, 0x200C, 0x200D, 0x25CC)
LATIN = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x100),
    *map(ord, "–—‘’‚“”„†‡•…‰′″‹›€™−"),
    *COMMON,
)
LATIN_EXTENDED_A = (*range(0x100, 0x180), 0x218, 0x219, 0x21A, 0x21B)
# Many volunteers in Cambodia and Laos have Vietnamese names: Ơ ơ Ư ư and Latin Extended Additional.
VIETNAMESE = (0x1A0, 0x1A1, 0x1AF, 0x1B0, *range(0x1EA0, 0x1EFA))


@dataclass(frozen=True)
class Face:
    """One family: the package and the name of its file there, our two names, what is kept of it.

    Without a web name it is for PDF alone: every phone draws Latin.
    """

    package: str
    part: str
    pdf_name: str
    web_name: str
    characters: tuple[int, ...]
    additions: tuple[tuple[str, tuple[int, ...]], ...] = ()


FACES = (
    Face(
        "noto-sans",
        "latin",
        "NotoSans",
        "",
        LATIN,
        (("latin-ext", LATIN_EXTENDED_A), ("vietnamese", VIETNAMESE)),
    ),
    Face("noto-sans-khmer", "khmer", "NotoSansKhmer", "khmr", (*range(0x1780, 0x1800), *COMMON)),
    Face("noto-sans-lao-looped", "lao", "NotoSansLaoLooped", "laoo", (*range(0xE80, 0xF00), *COMMON)),
    Face("noto-sans-thai-looped", "thai", "NotoSansThaiLooped", "thai", (*range(0xE00, 0xE80), *COMMON)),
)


def main() -> None:
    """Read the folder of the packages, write everything, print the sizes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("packages", type=Path, help="the folder node_modules/@fontsource")
    packages: Path = parser.parse_args().packages
    os.environ["SOURCE_DATE_EPOCH"] = "0"
    PDF_FONTS.mkdir(parents=True, exist_ok=True)
    WEB_FONTS.mkdir(parents=True, exist_ok=True)
    drawn: set[int] = set()
    for face in FACES:
        for weight in WEIGHTS:
            drawn |= write_face(packages, face, weight)
        write_licence(packages, face)
    write_checksums(PDF_FONTS)
    write_checksums(WEB_FONTS)
    REPERTOIRE.write_text(repertoire_module(drawn), encoding="utf-8")


def write_face(packages: Path, face: Face, weight: int) -> set[int]:
    """Write one weight of a family in both formats; returns its characters."""
    font = subset_of(source_file(packages, face, face.part, weight), face.characters, layout=True)
    for part, added in face.additions:
        addition = subset_of(source_file(packages, face, part, weight), added, layout=False)
        font = joined(font, addition)
    characters = set(font.getBestCmap())
    save(font, PDF_FONTS / f"{face.pdf_name}-{WEIGHTS[weight]}.ttf", None)
    if face.web_name and weight == WEB_WEIGHT:
        save(font, WEB_FONTS / f"{face.web_name}-{weight}.woff2", "woff2")
    return characters


def save(font: TTFont, path: Path, flavor: str | None) -> None:
    """Write the font as TTF or, with the flavor "woff2", as WOFF2; says its size."""
    font.flavor = flavor
    font.save(path)
    print(
        f"{path.relative_to(ROOT)}: {path.stat().st_size / 1024:.1f} KB, {len(font.getBestCmap())} characters"
    )


def source_file(packages: Path, face: Face, part: str, weight: int) -> Path:
    """The file of a package that holds one part of one weight, not italic."""
    return packages / face.package / "files" / f"{face.package}-{part}-{weight}-normal.woff2"


def subset_of(path: Path, characters: Iterable[int], *, layout: bool) -> TTFont:
    """The font with these characters, as far as it has them, unhinted, with all layout rules or none."""
    options = subset.Options()
    options.layout_features = ["*"] if layout else []
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += ["STAT"]  # describes axes that a static font does not have
    font = subset.load_font(path, options)
    font.recalcTimestamp = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    return font


def joined(font: TTFont, addition: TTFont) -> TTFont:
    """One font of two parts of the same design.

    The packages cut Latin into files meant for `unicode-range`. A PDF needs one file, or a name like "Škoda"
    or "Nguyễn" would be laid out in pieces. The addition comes without layout rules, so that the rules of the
    first part stay as they are: its letters are composed and only miss their kerning.
    """
    with tempfile.TemporaryDirectory() as folder:
        parts = [Path(folder) / "base.ttf", Path(folder) / "addition.ttf"]
        for part, path in zip((font, addition), parts, strict=True):
            part.flavor = None
            part.save(path)
        whole: TTFont = merge.Merger().merge([str(path) for path in parts])
    whole["name"] = font["name"]
    whole.recalcTimestamp = False
    return whole


def write_licence(packages: Path, face: Face) -> None:
    """The licence travels with the font, in both folders."""
    for folder in (PDF_FONTS, WEB_FONTS) if face.web_name else (PDF_FONTS,):
        shutil.copyfile(packages / face.package / "LICENSE", folder / f"{face.pdf_name}-OFL.txt")
    manifest: dict[str, Any] = json.loads(
        (packages / face.package / "package.json").read_text(encoding="utf-8")
    )
    print(f"@fontsource/{face.package} {manifest['version']}, {manifest['license']}")


def write_checksums(folder: Path) -> None:
    """SHA256SUMS, in the form that `sha256sum --check` reads."""
    files = sorted(path for pattern in ("*.ttf", "*.woff2", "*-OFL.txt") for path in folder.glob(pattern))
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def repertoire_module(characters: set[int]) -> str:
    """The Python module that tells the rest of the code which characters have a glyph."""
    rows = "".join(f"    (0x{first:04X}, 0x{last:04X}),\n" for first, last in ranges_of(characters))
    return (
        '"""The characters of the fonts we ship. Written by tools/fonts/make_subsets.py, not by hand."""\n\n'
        f"_RANGES = (\n{rows})\n\n"
        "CHARACTERS = frozenset(chr(point) for first, last in _RANGES for point in range(first, last + 1))\n"
    )


def ranges_of(characters: set[int]) -> Iterator[tuple[int, int]]:
    """The characters as ranges, first and last included."""
    known = sorted(characters)
    firsts = [point for point in known if point - 1 not in characters]
    lasts = [point for point in known if point + 1 not in characters]
    return zip(firsts, lasts, strict=True)


if __name__ == "__main__":
    main()
