"""Rows of talks with groups. Private to this feature."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.services.people import PersonId
from lms.community.domain.counts import MOST, Counts, Sex
from lms.community.domain.talks import Place
from lms.data_inventory import IMPERSONAL, personal
from lms.db import Base
from lms.records.domain.age_bands import AgeBand

# The one column that leads to somebody: without it the row is numbers that nobody gave a name.
_TALK = personal("community", "count-reached", "interest", "old-community", "self", "trainer", "hr")


class CommunitySession(Base):
    """A talk with a group. `person_id`: who held it, empty once that is forgotten; the numbers stay.

    `unit_id`: the unit of that person on the day on which it was written down. `people`: the sum of its counts.
    """

    __tablename__ = "community_session"

    # Made by the page: sent twice it is one talk.
    uuid: Mapped[str] = mapped_column(String(36), primary_key=True, info=IMPERSONAL)
    person_id: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"), index=True, info=_TALK)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), info=IMPERSONAL)
    on: Mapped[date] = mapped_column(Date, info=IMPERSONAL)
    topic: Mapped[str] = mapped_column(String(60), info=IMPERSONAL)
    place: Mapped[Place] = mapped_column(String(20), info=IMPERSONAL)
    languages: Mapped[str] = mapped_column(String(40), info=IMPERSONAL)
    people: Mapped[int] = mapped_column(info=IMPERSONAL)
    recorded_on: Mapped[date] = mapped_column(Date, info=IMPERSONAL)
    # Taken away by who wrote it down: it counts no more, and can be put back.
    withdrawn_on: Mapped[date | None] = mapped_column(Date, info=IMPERSONAL)

    rows: Mapped[list[CommunityCount]] = relationship(
        order_by="(CommunityCount.sex, CommunityCount.ages)", cascade="all, delete-orphan", lazy="selectin"
    )

    __table_args__ = (
        Index("ix_community_session_unit_id_on", "unit_id", "on"),
        CheckConstraint(f"people BETWEEN 1 AND {MOST}", name="people"),
        CheckConstraint("languages <> ''", name="languages"),
        CheckConstraint('recorded_on >= "on"', name="recorded_on"),
    )

    @property
    def counts(self) -> Counts:
        """The numbers as rules know them."""
        return Counts({(row.sex, row.ages): row.people for row in self.rows})


class CommunityCount(Base):
    """How many people of a sex and an age came to a talk."""

    __tablename__ = "community_count"

    session_uuid: Mapped[str] = mapped_column(
        ForeignKey("community_session.uuid"), primary_key=True, info=IMPERSONAL
    )
    sex: Mapped[Sex] = mapped_column(String(10), primary_key=True, info=IMPERSONAL)
    ages: Mapped[AgeBand] = mapped_column(String(10), primary_key=True, info=IMPERSONAL)
    people: Mapped[int] = mapped_column(info=IMPERSONAL)

    __table_args__ = (
        CheckConstraint("sex IN ('female', 'male', 'unsaid')", name="sex"),
        CheckConstraint("ages IN ('up-to-24', '25-34', '35-49', '50-up', 'unknown')", name="ages"),
        CheckConstraint(f"people BETWEEN 1 AND {MOST}", name="people"),
    )
