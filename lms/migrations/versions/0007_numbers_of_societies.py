"""a volunteer number is unique within its Society; a phone may be shared; names are found by their sound

Revision ID: 0007
Revises: 0006
Create Date: 2026-11-27 07:30:00.000000
"""

from collections.abc import Iterator, Sequence

import sqlalchemy as sa
from alembic import op

import lms.db
from lms.accounts.domain import volunteer_numbers as numbers
from lms.migrations import online
from lms.text import search_key as finding
from lms.text.normalise import for_comparing

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_BATCH = 1000  # rows

_PERSON = sa.table(
    "person",
    *(sa.column(name) for name in ("id", "number", "number_key", "society", "unit_id")),
    *(sa.column(name) for name in ("name", "latin_name", "name_key", "search_key", "phone")),
)
_UNIT = sa.table("unit", *(sa.column(name) for name in ("id", "kind", "code", "society", "parent_id")))
_FILLED = ("number_key", "society", "latin_name", "name_key", "search_key")
_UNIQUE, _OLD_UNIQUE = "uq_person_number_key_society", ("uq_person_number", "uq_person_phone")
_FOREIGN = "fk_person_unit_id_society"

# The triggers of 0003, which go with the old table when SQLite makes it anew.
_TRIGGERS = (
    "CREATE TRIGGER person_search_insert AFTER INSERT ON person BEGIN "
    "INSERT INTO person_search(rowid, search_key) VALUES (new.id, new.search_key); END",
    "CREATE TRIGGER person_search_delete AFTER DELETE ON person BEGIN "
    "INSERT INTO person_search(person_search, rowid, search_key) VALUES ('delete', old.id, old.search_key); END",
    "CREATE TRIGGER person_search_update AFTER UPDATE OF search_key ON person BEGIN "
    "INSERT INTO person_search(person_search, rowid, search_key) VALUES ('delete', old.id, old.search_key); "
    "INSERT INTO person_search(rowid, search_key) VALUES (new.id, new.search_key); END",
)


def upgrade() -> None:
    # On PostgreSQL what comes first is one transaction: there whole, or not at all, where the rest was cut off.
    if not sa.inspect(op.get_bind()).has_table("former_number"):
        _prepare()
    if op.get_bind().dialect.name == "sqlite":
        _upgrade_sqlite()
    else:
        _upgrade_postgresql()


def _prepare() -> None:
    op.create_table(
        "former_number",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("until", lms.db.Instant(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_former_number_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_number")),
    )
    op.create_index(op.f("ix_former_number_person_id"), "former_number", ["person_id"])
    with op.batch_alter_table("unit") as batch_op:
        batch_op.add_column(sa.Column("society", sa.String(length=20), nullable=True))
    _fill_units(op.get_bind())
    with op.batch_alter_table("unit") as batch_op:
        batch_op.alter_column("society", existing_type=sa.String(length=20), nullable=False)
        batch_op.create_unique_constraint(op.f("uq_unit_id_society"), ["id", "society"])


def _fill_units(connection: sa.Connection) -> None:
    units = {row.id: row for row in connection.execute(sa.select(_UNIT)).all()}
    for unit in units.values():
        above = unit
        while above.kind == "branch" and above.parent_id is not None:
            above = units[above.parent_id]
        connection.execute(_UNIT.update().where(_UNIT.c.id == unit.id).values(society=above.code))


# --- SQLite: a reader of the old table goes on with it until the new one is there ----------------------------


def _upgrade_sqlite() -> None:
    connection = op.get_bind()
    _drop_triggers()
    op.add_column("person", sa.Column("number_key", sa.String(length=40), nullable=True))
    op.add_column("person", sa.Column("society", sa.String(length=20), nullable=True))
    for _ in _filled(connection):
        pass
    _part_twins(connection)
    _made_anew(
        drop=_OLD_UNIQUE,
        unique={_UNIQUE: ["number_key", "society"]},
        needed=("number_key", "society"),
        foreign=True,
    )
    op.create_index(op.f("ix_person_phone"), "person", ["phone"])


def _made_anew(
    *, drop: Sequence[str], unique: dict[str, list[str]], needed: Sequence[str], foreign: bool
) -> None:
    """Make the table of people anew, and what a copy leaves behind: no id is given again, names are found."""
    connection = op.get_bind()
    # A table that was made before ids were never given again has none.
    counts = connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_sequence'").scalar()
    query = "SELECT seq FROM sqlite_sequence WHERE name = 'person'" if counts else "SELECT max(id) FROM person"
    last = connection.exec_driver_sql(query).scalar()
    check = sa.CheckConstraint(
        "birth_year IS NULL OR birth_year BETWEEN 1900 AND 2100", name=op.f("ck_person_birth_year")
    )
    # SQLAlchemy does not tell which columns of an existing table count upwards, nor its checks.
    with op.batch_alter_table(
        "person", recreate="always", table_args=[check], table_kwargs={"sqlite_autoincrement": True}
    ) as batch_op:
        for name in drop:
            batch_op.drop_constraint(name, type_="foreignkey" if name.startswith("fk_") else "unique")
        for name, columns in unique.items():
            batch_op.create_unique_constraint(name, columns)
        for name in needed:
            batch_op.alter_column(name, nullable=False)
        if foreign:
            batch_op.create_foreign_key(_FOREIGN, "unit", ["unit_id", "society"], ["id", "society"])
    if last is not None:
        connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = 'person'")
        connection.exec_driver_sql("INSERT INTO sqlite_sequence (name, seq) VALUES ('person', ?)", (last,))
    for statement in _TRIGGERS:
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql("INSERT INTO person_search(person_search) VALUES ('rebuild')")


def _drop_triggers() -> None:
    for trigger in ("insert", "delete", "update"):
        op.execute(f"DROP TRIGGER person_search_{trigger}")


# --- PostgreSQL: many short steps, each a transaction of its own, so that readers never wait for a long one ---

_FIRST = (
    "ALTER TABLE person ADD COLUMN IF NOT EXISTS number_key VARCHAR(40)",
    "ALTER TABLE person ADD COLUMN IF NOT EXISTS society VARCHAR(20)",
)
# Each can be done again where a lock was not to be had, or a power cut came between.
_THEN = (
    # What a check has proved need not be looked for again, with everybody locked out.
    "ALTER TABLE person DROP CONSTRAINT IF EXISTS filled",
    "ALTER TABLE person ADD CONSTRAINT filled CHECK (number_key IS NOT NULL AND society IS NOT NULL) NOT VALID",
    "ALTER TABLE person VALIDATE CONSTRAINT filled",
    "ALTER TABLE person ALTER COLUMN number_key SET NOT NULL, ALTER COLUMN society SET NOT NULL, "
    "DROP CONSTRAINT filled",
    f"ALTER TABLE person DROP CONSTRAINT IF EXISTS {_FOREIGN}",
    f"ALTER TABLE person ADD CONSTRAINT {_FOREIGN} FOREIGN KEY (unit_id, society) "
    "REFERENCES unit (id, society) NOT VALID",
    f"ALTER TABLE person VALIDATE CONSTRAINT {_FOREIGN}",
    "ALTER TABLE person DROP CONSTRAINT IF EXISTS uq_person_number, DROP CONSTRAINT IF EXISTS uq_person_phone",
    "ANALYZE person",
)
_IS_UNIQUE = f"SELECT 1 FROM pg_constraint WHERE conname = '{_UNIQUE}' AND conrelid = 'person'::regclass"


def _upgrade_postgresql() -> None:
    with op.get_context().autocommit_block():
        connection = op.get_bind()
        for statement in _FIRST:
            connection.exec_driver_sql(statement)
        for _ in _filled(connection):
            pass
        _part_twins(connection)
    online.create_index(_UNIQUE, "ON person (number_key, society)", unique=True)
    online.create_index("ix_person_phone", "ON person (phone)")
    with online.each_by_itself() as connection:
        if connection.exec_driver_sql(_IS_UNIQUE).first() is None:
            connection.exec_driver_sql(
                f"ALTER TABLE person ADD CONSTRAINT {_UNIQUE} UNIQUE USING INDEX {_UNIQUE}"
            )
        for statement in _THEN:
            connection.exec_driver_sql(statement)


# --- what stands in the new columns ----------------------------------------------------------------------------


def _filled(connection: sa.Connection) -> Iterator[None]:
    """Fill the columns, some rows at a time."""
    societies = dict(connection.execute(sa.select(_UNIT.c.id, _UNIT.c.society)).all())
    change = (
        _PERSON.update()
        .where(_PERSON.c.id == sa.bindparam("one"))
        .values({name: sa.bindparam(f"new_{name}") for name in _FILLED})
    )
    last = 0
    while True:
        statement = sa.select(_PERSON).where(_PERSON.c.id > last).order_by(_PERSON.c.id).limit(_BATCH)
        rows = connection.execute(statement).all()
        if not rows:
            return
        values = []
        for row in rows:
            # An import without names in Latin letters has said each name twice: there is none.
            latin_name = "" if row.latin_name == row.name else row.latin_name
            key = row.name_key if latin_name else for_comparing(row.name)[:400]
            values.append(
                {
                    "one": row.id,
                    "new_number_key": numbers.key_of(row.number),
                    "new_society": societies[row.unit_id],
                    "new_latin_name": latin_name,
                    "new_name_key": key,
                    "new_search_key": finding.haystack(row.number, row.name, latin_name),
                }
            )
        connection.execute(change, values)
        last = rows[-1].id
        yield


def _part_twins(connection: sa.Connection) -> None:
    """Numbers of a Society that differ in spaces, dashes or case alone are one from now on: the later gets an end.

    Nobody is found by less than before: the number as it was is in the list of people, and can be corrected.
    """
    several = (
        sa.select(_PERSON.c.number_key, _PERSON.c.society)
        .group_by(_PERSON.c.number_key, _PERSON.c.society)
        .having(sa.func.count() > 1)
    )
    for key, society in connection.execute(several).all():
        same = (_PERSON.c.number_key == key, _PERSON.c.society == society)
        rows = connection.execute(
            sa.select(_PERSON.c.id, _PERSON.c.number).where(*same).order_by(_PERSON.c.id)
        )
        for place, row in enumerate(rows.all()[1:], 2):
            end = f".{place}"
            number = row.number[: numbers.LONGEST - len(end)] + end
            connection.execute(
                _PERSON.update()
                .where(_PERSON.c.id == row.id)
                .values(number=number, number_key=numbers.key_of(number))
            )


def downgrade() -> None:
    connection = op.get_bind()
    for column in (_PERSON.c.number, _PERSON.c.phone):
        shared = sa.select(column).where(column.is_not(None)).group_by(column).having(sa.func.count() > 1)
        if connection.execute(shared.limit(1)).first() is not None:
            raise RuntimeError(f"people share a {column.name}, which the older version does not allow")
    op.drop_index(op.f("ix_person_phone"), table_name="person")
    if connection.dialect.name == "sqlite":
        _drop_triggers()
        old = {name: [name.removeprefix("uq_person_")] for name in _OLD_UNIQUE}
        _made_anew(drop=(_UNIQUE, _FOREIGN), unique=old, needed=(), foreign=False)
        for name in ("society", "number_key"):
            op.execute(f"ALTER TABLE person DROP COLUMN {name}")
    else:
        op.drop_constraint(_FOREIGN, "person", type_="foreignkey")
        op.drop_constraint(_UNIQUE, "person", type_="unique")
        for name in _OLD_UNIQUE:
            op.create_unique_constraint(name, "person", [name.removeprefix("uq_person_")])
        for name in ("society", "number_key"):
            op.drop_column("person", name)
    with op.batch_alter_table("unit") as batch_op:
        batch_op.drop_constraint(op.f("uq_unit_id_society"), type_="unique")
        batch_op.drop_column("society")
    op.drop_table("former_number")
