"""The file of a backup comes back byte for byte; whatever does not belong there, or is missing, is refused."""

from __future__ import annotations

import gzip
import hashlib
import io
import tarfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from lms.backup import archive
from lms.backup.manifest import BackupRefused, Manifest, Member

DATABASE, LETTER = b"rows and rows", b"a letter"
OTHER_BYTES = "the backup is damaged: bytes of it are others; copy it again"


def manifest_of(members: dict[str, Member]) -> Manifest:
    return Manifest("2026.11", "sqlite", 3, "0042", "2026-11-25", "http://localhost", "ab12", 0, {}, members)


@pytest.fixture
def sources(tmp_path: Path) -> dict[str, Path]:
    """What goes into the backup, by the name that it has there."""
    folder = tmp_path / "sources"
    folder.mkdir()
    paths = {"database": folder / "database", "files/letter.pdf": folder / "letter.pdf"}
    for path, content in zip(paths.values(), (DATABASE, LETTER), strict=True):
        path.write_bytes(content)
    return paths


@pytest.fixture
def manifest(sources: dict[str, Path]) -> Manifest:
    return manifest_of({name: archive.digest(path) for name, path in sources.items()})


@pytest.fixture
def backup(tmp_path: Path, manifest: Manifest, sources: dict[str, Path]) -> Path:
    """A backup, alone in its folder."""
    (tmp_path / "kept").mkdir()
    archive.write(tmp_path / "kept" / "sala.backup", manifest, sources)
    return tmp_path / "kept" / "sala.backup"


def entry_of(name: str, content: bytes = b"", kind: bytes = tarfile.REGTYPE) -> tuple[tarfile.TarInfo, bytes]:
    entry = tarfile.TarInfo(name)
    entry.size, entry.type = len(content), kind
    return entry, content


def packed(file: Path, entries: Sequence[tuple[tarfile.TarInfo, bytes]]) -> Path:
    """A file of these entries, made as somebody else would make it."""
    with tarfile.open(file, "w:gz") as tar:
        for entry, content in entries:
            tar.addfile(entry, io.BytesIO(content))
    return file


def refusal(file: Path, folder: Path) -> str:
    with pytest.raises(BackupRefused) as refused:
        archive.extract(file, folder)
    return str(refused.value)


def test_what_goes_in_comes_out(backup: Path, manifest: Manifest, tmp_path: Path) -> None:
    assert archive.extract(backup, tmp_path / "out") == manifest
    assert (tmp_path / "out" / "database").read_bytes() == DATABASE
    assert (tmp_path / "out" / "files" / "letter.pdf").read_bytes() == LETTER


def test_what_an_earlier_attempt_left_half_done_is_removed(
    backup: Path, manifest: Manifest, sources: dict[str, Path]
) -> None:
    half, of_another = backup.parent / ".next.writing-abc", backup.parent / ".other.writing-abc"
    half.write_bytes(b"half")
    of_another.write_bytes(b"half")
    archive.write(backup.parent / "next", manifest, sources)
    assert sorted(path.name for path in backup.parent.iterdir()) == [of_another.name, "next", backup.name]


def test_a_backup_that_is_there_stays_as_it_is(
    backup: Path, manifest: Manifest, sources: dict[str, Path]
) -> None:
    before = backup.read_bytes()
    sources["database"].write_bytes(DATABASE[::-1])
    with pytest.raises(BackupRefused, match="is there already"):
        archive.write(backup, manifest, sources)
    assert backup.read_bytes() == before
    assert list(backup.parent.iterdir()) == [backup]


@pytest.mark.parametrize(
    ("name", "kind", "listed"),
    [
        ("surplus", tarfile.REGTYPE, False),
        ("folder", tarfile.DIRTYPE, True),
        ("link", tarfile.SYMTYPE, True),
        ("../outside", tarfile.REGTYPE, True),
        ("files/../../outside", tarfile.REGTYPE, True),
        ("{absolute}/outside", tarfile.REGTYPE, True),
    ],
)
def test_what_does_not_belong_in_a_backup_is_refused_and_not_unpacked(
    tmp_path: Path, name: str, kind: bytes, listed: bool
) -> None:
    """Nothing lands outside the folder, even where the manifest says so."""
    name = name.format(absolute=tmp_path)
    manifest = manifest_of({name: Member(0, hashlib.sha256().hexdigest())} if listed else {})
    entries = [entry_of("manifest.json", manifest.to_json()), entry_of(name, b"", kind)]
    file = packed(tmp_path / "strange", entries)
    (tmp_path / "out").mkdir()
    assert refusal(file, tmp_path / "out") == f"the backup is damaged: {name} does not belong there"
    assert list((tmp_path / "out").iterdir()) == []
    assert not (tmp_path / "outside").exists()


def test_a_member_that_the_manifest_names_must_be_there(tmp_path: Path, manifest: Manifest) -> None:
    entries = [entry_of("manifest.json", manifest.to_json()), entry_of("database", DATABASE)]
    file = packed(tmp_path / "short", entries)
    assert refusal(file, tmp_path / "out") == "the backup is damaged: files/letter.pdf is missing"


@pytest.mark.parametrize(
    "entries",
    [
        [],
        [entry_of("database", DATABASE)],
        [
            entry_of("database", DATABASE),
            entry_of("manifest.json", manifest_of({}).to_json()),
        ],  # not the first
        [entry_of("manifest.json", kind=tarfile.DIRTYPE)],
    ],
    ids=["nothing", "other", "late", "folder"],
)
def test_a_file_that_does_not_begin_with_a_manifest_is_no_backup(
    tmp_path: Path, entries: list[tuple[tarfile.TarInfo, bytes]]
) -> None:
    file = packed(tmp_path / "other", entries)
    assert refusal(file, tmp_path / "out") == "this is no backup of Sala: it has no manifest"


def test_the_checksum_counts_also_where_more_follows_the_last_member(
    backup: Path, manifest: Manifest, tmp_path: Path
) -> None:
    """Some writers of tapes fill them up; a wrong byte of the checksum far behind is seen all the same."""
    filled = gzip.compress(gzip.decompress(backup.read_bytes()) + bytes(100_000))
    (tmp_path / "filled").write_bytes(filled)
    assert archive.extract(tmp_path / "filled", tmp_path / "out") == manifest
    checksum = -8  # from the end: four bytes of it, then four of the length
    wrong = bytes([filled[checksum] ^ 1])
    (tmp_path / "wrong").write_bytes(filled[:checksum] + wrong + filled[checksum + 1 :])
    assert refusal(tmp_path / "wrong", tmp_path / "again") == OTHER_BYTES


def test_a_file_that_is_not_compressed_is_no_backup_and_one_that_is_not_there_is_said_by_the_system(
    tmp_path: Path,
) -> None:
    (tmp_path / "list.csv").write_text("number,name\n")
    assert refusal(tmp_path / "list.csv", tmp_path / "out") == "this is no backup of Sala"
    with pytest.raises(FileNotFoundError):
        archive.extract(tmp_path / "nowhere", tmp_path / "out")


def test_a_backup_that_was_copied_in_part_or_in_other_bytes_is_damaged(backup: Path, tmp_path: Path) -> None:
    whole = bytearray(backup.read_bytes())
    (tmp_path / "cut").write_bytes(whole[: len(whole) // 2])
    assert (
        refusal(tmp_path / "cut", tmp_path / "a") == "the backup is damaged: it ends too early; copy it again"
    )
    whole[10:] = bytes(255 - byte for byte in whole[10:])  # behind the head of gzip
    (tmp_path / "other").write_bytes(whole)
    assert refusal(tmp_path / "other", tmp_path / "b") == OTHER_BYTES


def test_a_member_is_what_the_manifest_says_of_it(tmp_path: Path, manifest: Manifest) -> None:
    entries = [entry_of("manifest.json", manifest.to_json()), entry_of("database", DATABASE[::-1])]
    file = packed(tmp_path / "changed", entries)
    assert refusal(file, tmp_path / "out") == "the backup is damaged: database is not what the manifest says"
