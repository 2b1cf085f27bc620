"""passkeys, and e-mail addresses that open an account

Revision ID: 0005
Revises: 0004
Create Date: 2026-11-26 15:45:00.000000
"""

import sqlalchemy as sa
from alembic import op

import lms.db
from lms.migrations import online

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "passkey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(length=1023), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("created_at", lms.db.Instant(), nullable=False),
        sa.Column("used_at", lms.db.Instant(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_passkey_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkey_credential_id")),
        if_not_exists=True,
    )
    op.create_index(op.f("ix_passkey_person_id"), "passkey", ["person_id"], if_not_exists=True)
    # Neither makes the table of people anew, which would drop the triggers of 0003.
    column = sa.Column("email_key", sa.String(length=200), nullable=True)
    if online.on_postgresql():
        op.add_column("person", column, if_not_exists=True)
        with online.each_by_itself() as connection:
            _fill(connection)
        online.create_index("uq_person_email_key", "ON person (email_key)", unique=True)
        return
    op.add_column("person", column)
    op.create_index("uq_person_email_key", "person", ["email_key"], unique=True)
    _fill(op.get_bind())


def _fill(connection: sa.Connection) -> None:
    """Let staff sign in with the address that is known of them; of two with the same one, whoever came first."""
    person = sa.table("person", *(sa.column(name) for name in ("id", "email", "email_key", "active")))
    role = sa.table("role", sa.column("person_id"))
    staff = sa.select(person.c.id, person.c.email).where(
        person.c.email.is_not(None), person.c.active, person.c.id.in_(sa.select(role.c.person_id))
    )
    taken = set()
    for row in connection.execute(staff.order_by(person.c.id)).all():
        key = row.email.lower()
        if key not in taken:
            taken.add(key)
            connection.execute(person.update().where(person.c.id == row.id).values(email_key=key))


def downgrade() -> None:
    op.drop_index("uq_person_email_key", table_name="person")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("ALTER TABLE person DROP COLUMN email_key")
    else:
        op.drop_column("person", "email_key")
    op.drop_table("passkey")
