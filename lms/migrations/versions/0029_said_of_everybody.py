"""workshops: who was there because nobody said otherwise, is said to have been there

Until now saving a half-day meant that everybody without a mark was there, also people whose names the trainer did not
see. From now on nobody is there of whom nobody has said it; what was saved before means what it meant then.

Revision ID: 0029
Revises: 0028
Create Date: 2026-12-02 21:00:00
"""

from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

_SAID = """
INSERT INTO workshop_mark (participant_id, number, state, written_at, written_by_id)
SELECT participant.id, half_day.number, 'present', half_day.taken_at, workshop.made_by_id
FROM workshop_participant AS participant
JOIN workshop ON workshop.uuid = participant.workshop_uuid
JOIN workshop_half_day AS half_day ON half_day.workshop_uuid = workshop.uuid AND half_day.taken_at IS NOT NULL
WHERE NOT EXISTS (
    SELECT 1 FROM workshop_mark AS mark
    WHERE mark.participant_id = participant.id AND mark.number = half_day.number
)
"""


def upgrade() -> None:
    """Write for everybody what was meant."""
    op.execute(_SAID)


def downgrade() -> None:
    """A mark that says what its absence said changes nothing."""
