"""Which statements of a migration would keep others waiting on PostgreSQL. Pure: text in, words out.

Source: PostgreSQL's manual, "Explicit Locking" and the notes of ALTER TABLE and CREATE INDEX.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

_TABLE: Final = r'(?:IF (?:NOT )?EXISTS )?(?:ONLY )?"?(?:public\.)?"?(?P<table>\w+)"?'
# What it says, why it is refused. A table that the same migration has made is nobody's yet: there all is allowed.
_RULES: Final = (
    (
        rf"CREATE (?:UNIQUE )?INDEX (?!CONCURRENTLY).*? ON {_TABLE}",
        "an index locks out writers while it is made: online.create_index",
    ),
    (
        rf"ALTER TABLE {_TABLE} .*ALTER COLUMN \S+ (?:SET DATA )?TYPE ",
        "another type writes the whole table anew: a new column, filled in batches",
    ),
    (
        rf"ALTER TABLE {_TABLE} .*ALTER COLUMN \S+ SET NOT NULL",
        "reads the whole table under a lock: CHECK … NOT VALID, then VALIDATE CONSTRAINT",
    ),
    (
        rf"ALTER TABLE {_TABLE} .*ADD (?:CONSTRAINT \S+ )?(?:CHECK|FOREIGN KEY)(?!.*NOT VALID)",
        "reads the whole table under a lock: NOT VALID, then VALIDATE CONSTRAINT",
    ),
    (
        rf"ALTER TABLE {_TABLE} .*ADD (?:CONSTRAINT \S+ )?(?:UNIQUE|PRIMARY KEY)(?!.*USING INDEX)",
        "makes an index under a lock: online.create_index, then USING INDEX",
    ),
    (
        rf"ALTER TABLE {_TABLE} ADD COLUMN .*(?:DEFAULT [^'].*\(|SERIAL|GENERATED|UNIQUE|REFERENCES)",
        "writes or reads the whole table under a lock: a plain column first, the rest in batches",
    ),
    (rf"(?:VACUUM FULL|CLUSTER|LOCK TABLE|LOCK|REINDEX TABLE|TRUNCATE) {_TABLE}", "locks out everybody"),
)
# What takes a moment however many rows there are.
_BRIEF: Final = re.compile(
    r"(?:ALTER|CREATE TABLE|CREATE (?:OR REPLACE )?FUNCTION|CREATE TRIGGER|DROP|COMMENT|SET|RESET|SHOW)\b"
    r"|.*\b(?:alembic_version|pg_catalog|pg_index|pg_class)\b",
    re.IGNORECASE | re.DOTALL,
)


def reason(statement: str, new: Collection[str] = ()) -> str:
    """Why a statement would keep others waiting; empty where it does not. `new`: tables of the same migration."""
    text = " ".join(statement.split())
    for pattern, why in _RULES:
        said = re.match(pattern, text, re.IGNORECASE)
        if said and said["table"] not in new:
            return why
    return ""


def is_brief(statement: str) -> bool:
    """Whether a statement takes a moment, so that it may hold a lock that readers wait for."""
    return _BRIEF.match(statement.strip()) is not None


def made_table(statement: str) -> str | None:
    """The table that a statement makes."""
    said = re.match(rf"\s*CREATE TABLE {_TABLE}", statement, re.IGNORECASE)
    return said["table"] if said else None
