"""Who was erased, in a file outside of the database and of its backups: a restore erases them once more.

One line an erasure, with ids and digests, no name. It is written and fsynced before the rows are committed, and taken
back by another line where that fails: a power cut between the two leaves somebody on the list whose erasure HR decided
and will decide again. Nothing is ever removed from the file.

A line ends with a digest of all that stands before it: a copy that lost or changed something says so. Lines of before
there were digests have none.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from lms import clock, installation
from lms.accounts.services.people import Person, PersonId
from lms.config import Settings
from lms.db import session
from lms.errors import BadSetting, SalaError

_HEADING: Final = "sala erasures 1"
_DIGEST: Final = 32  # hexadecimal letters
_PROOF: Final = "#"  # before the digest at the end of a line


class ListDamaged(SalaError):
    """A line of the list cannot be read; the message says which."""


@dataclass(frozen=True)
class Entry:
    """One erasure: a random key, and of each record its id with the digest that tells it from a later one."""

    key: str
    at: datetime
    records: tuple[tuple[int, str], ...]

    def line(self) -> str:
        """As it stands in the file."""
        return " ".join(
            (
                "erased",
                f"{self.at:%Y-%m-%dT%H:%M:%SZ}",
                self.key,
                *(f"{n}:{digest}" for n, digest in self.records),
            )
        )


@dataclass(frozen=True)
class ErasureList:
    """What the file says. `sites`: the installations whose erasures it holds (see lms.installation).

    `written` counts every erasure that was ever put on it, those taken back too: it never gets smaller. `torn`: it ends
    in the middle of a line, by a power cut or as half a copy. What Sala goes on with is then right, a restore is not.
    """

    sites: frozenset[str]
    entries: tuple[Entry, ...]
    written: int
    torn: bool = False


def digest_of(person_id: int, created_at: datetime) -> str:
    """Tells a record from another one that gets the same id in a restored database."""
    told = f"{person_id} {created_at.isoformat()}"
    return hashlib.sha256(told.encode()).hexdigest()[:_DIGEST]


def parse(text: str) -> ErasureList:
    """Read the file's text. A last line without an end was cut off by a power cut: its erasure was never committed.

    Raises ListDamaged.
    """
    sites, entries, written = set[str](), dict[str, Entry](), 0
    *lines, rest = text.split("\n")
    for number, line in enumerate(_proved(lines), start=1):
        match line.split():
            case [] | [*_, "cut"]:  # by a power cut; whoever wrote next has said so
                continue
            case ["sala", "erasures", "1"]:
                continue
            case ["site", site]:
                sites.add(site)
            case ["void", key]:
                entries.pop(key, None)
            case ["erased", at, key, *records] if records:
                try:
                    entries[key] = Entry(key, datetime.fromisoformat(at), tuple(map(_record, records)))
                    written += 1
                except ValueError:
                    raise ListDamaged(f"line {number} cannot be read") from None
            case _:
                raise ListDamaged(f"line {number} cannot be read")
    return ErasureList(frozenset(sites), tuple(entries.values()), written, bool(rest))


def _proved(lines: Iterable[str]) -> Iterator[str]:
    """Each line without its proof. Raises ListDamaged where that does not fit, or is missing among lines with one."""
    before, proofs = hashlib.sha256(), False
    for number, line in enumerate(lines, start=1):
        said, mark, proof = line.rpartition(f" {_PROOF}")
        if line.endswith(" cut"):  # the next line proves this one too
            said = line
        elif mark:
            proofs = True
            if proof != _proof(before, said):
                raise ListDamaged(f"line {number} is not what was written, or one before it is missing")
        elif proofs:
            raise ListDamaged(f"line {number} has lost its end")
        else:
            said = line
        before.update(f"{line}\n".encode())
        yield said


def _proof(before: hashlib._Hash, line: str) -> str:
    """What proves a line and all the text before it."""
    digest = before.copy()
    digest.update(line.encode())
    return digest.hexdigest()[:_DIGEST]


def _with_proofs(there: str, lines: Iterable[str]) -> str:
    before, text = hashlib.sha256(there.encode()), ""
    for line in lines:
        proved = f"{line} {_PROOF}{_proof(before, line)}\n"
        before.update(proved.encode())
        text += proved
    return text


def _record(text: str) -> tuple[int, str]:
    number, colon, digest = text.partition(":")
    if not colon or len(digest) != _DIGEST:
        raise ValueError(text)
    return int(number), digest


def read(path: Path) -> ErasureList:
    """The list. Raises FileNotFoundError and ListDamaged."""
    return parse(text_of(path))


def text_of(path: Path) -> str:
    """The text of the file. Raises FileNotFoundError."""
    return path.read_text(encoding="ascii", errors="replace")


def problem(settings: Settings) -> str:
    """Why nobody could be erased: what the setting leads to is no list. Empty where it is one, or none yet."""
    try:
        read(settings.erasure_list)
    except FileNotFoundError:
        return ""
    except (OSError, ListDamaged) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        return f"SALA_ERASURES: expected the list of erasures, but {settings.erasure_list} is none: {why}"
    return ""


def require(settings: Settings) -> None:
    """At the start of a server: refuse what `problem` finds. Raises BadSetting."""
    found = problem(settings)
    if found:
        name, _, why = found.partition(": ")
        raise BadSetting(name, why)


def append(path: Path, site: str, lines: Iterable[str]) -> None:
    """Add lines; when this returns a power cut does not take them away. Raises OSError."""
    new = not path.exists()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "ab+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        there = file.read().decode("ascii", errors="replace")
        begun = "" if there.endswith("\n") or not there else " cut\n"
        known = not site or (bool(there) and site in parse(f"{there}{begun}").sites)
        heads = ([] if there else [_HEADING]) + ([] if known else [f"site {site}"])
        text = begun + _with_proofs(f"{there}{begun}", (*heads, *lines))
        file.write(text.encode("ascii"))
        file.flush()
        os.fsync(file.fileno())
    if new:
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


# --- with the rows ----------------------------------------------------------------------------------------------


def note(ids: Sequence[PersonId]) -> None:
    """Put an erasure on the list with the present transaction."""
    rows = session.execute(select(Person.id, Person.created_at).where(Person.id.in_(ids)).order_by(Person.id))
    entry = _entry(clock.now(), [(number, digest_of(number, created)) for number, created in rows])
    settings, known = installation.current_settings(), installation.row()
    waiting: list[Any] = session().info.setdefault("erasures", [])
    waiting.append((settings.erasure_list, known.site if known else "", entry))


def _entry(at: datetime, records: Sequence[tuple[int, str]]) -> Entry:
    return Entry(secrets.token_hex(8), at, tuple(records))


@event.listens_for(Session, "before_commit")
def _write(committing: Session) -> None:
    if committing.in_nested_transaction():
        return
    written: list[Any] = committing.info.setdefault("erasures_written", [])
    for path, site, entry in committing.info.pop("erasures", []):
        append(path, site, [entry.line()])
        written.append((path, site, entry))


@event.listens_for(Session, "after_commit")
def _keep(committed: Session) -> None:
    if not committed.in_nested_transaction():
        committed.info.pop("erasures_written", None)


@event.listens_for(Session, "after_rollback")
def _take_back(rolled_back: Session) -> None:
    if rolled_back.in_nested_transaction():  # of a savepoint: the erasure around it goes on
        return
    rolled_back.info.pop("erasures", None)
    for path, site, entry in rolled_back.info.pop("erasures_written", []):
        append(path, site, [f"void {entry.key}"])


def complete(settings: Settings) -> int:
    """Put on the list who was erased and is not on it: before there was a list, or one that was lost. Returns how many.

    Makes the file where it is missing. Reads rows; raises OSError and ListDamaged.
    """
    known = installation.row()
    if known is None:
        return 0
    try:
        listed = read(settings.erasure_list).entries
    except FileNotFoundError:
        listed = ()
    entries = unlisted(listed)
    append(settings.erasure_list, known.site, [entry.line() for entry in entries])
    return len(entries)


def unlisted(entries: Iterable[Entry]) -> list[Entry]:
    """Whom the database knows as erased and none of some entries names. Reads rows."""
    listed = {one for entry in entries for one in entry.records}
    rows = session.execute(
        select(Person.id, Person.created_at, Person.erased_at)
        .where(Person.erased_at.is_not(None))
        .order_by(Person.id)
    )
    return [
        _entry(erased, [(number, digest_of(number, created))])
        for number, created, erased in rows
        if erased is not None and (number, digest_of(number, created)) not in listed
    ]
