"""Rows of workshops. Private to this feature; others ask `workshops.services` and `workshops.queries`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.services.people import Person, PersonId
from lms.data_inventory import ACTOR, IMPERSONAL, personal
from lms.db import Base, Instant
from lms.workshops.domain.attendance import State
from lms.workshops.domain.links import LONGEST_LINK
from lms.workshops.domain.plan import Half, HalfDay, Kind

_TAKING_PART = personal("workshop", "prove", "interest", "old-workshop", "self", "trainer", "hr")
# Nobody of Sala yet: once it is said who it is, the row goes and they have a line of the roster.
_WALK_IN = personal("walk-in", "prove", "interest", "old-walk-in", "trainer", "hr")


class Workshop(Base):
    """A session with a group. `figures`: what was counted when it was closed, as numbers; they stay as they are."""

    __tablename__ = "workshop"

    # Made by the page of the plan: sent twice it is one workshop.
    uuid: Mapped[str] = mapped_column(String(36), primary_key=True, info=IMPERSONAL)
    kind: Mapped[Kind] = mapped_column(String(20), info=IMPERSONAL)
    modules: Mapped[list[str]] = mapped_column(JSON, info=IMPERSONAL)
    languages: Mapped[list[str]] = mapped_column(JSON, info=IMPERSONAL)
    # Where it is in words; empty where it is held online, which its link says then.
    place: Mapped[str] = mapped_column(String(120), info=IMPERSONAL)
    link: Mapped[str] = mapped_column(String(LONGEST_LINK), default="", server_default="", info=IMPERSONAL)
    made_at: Mapped[datetime] = mapped_column(Instant, info=IMPERSONAL)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), info=ACTOR)
    first_on: Mapped[date] = mapped_column(info=IMPERSONAL)
    last_on: Mapped[date] = mapped_column(info=IMPERSONAL)
    closed_at: Mapped[datetime | None] = mapped_column(Instant, info=IMPERSONAL)
    figures: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True), info=IMPERSONAL)
    # How many may take part; whoever is chosen after them waits. None: as many as come.
    places: Mapped[int | None] = mapped_column(info=IMPERSONAL)
    # How often the plan was changed: calendars take over what has a higher number.
    sequence: Mapped[int] = mapped_column(default=0, server_default="0", info=IMPERSONAL)

    half_days: Mapped[list[WorkshopHalfDay]] = relationship(
        order_by="(WorkshopHalfDay.on, WorkshopHalfDay.half)", cascade="all, delete-orphan"
    )
    trainers: Mapped[list[WorkshopTrainer]] = relationship(
        order_by="WorkshopTrainer.place", cascade="all, delete-orphan"
    )
    branches: Mapped[list[WorkshopBranch]] = relationship(
        order_by="WorkshopBranch.unit_id", cascade="all, delete-orphan"
    )

    __table_args__ = (
        Index("ix_workshop_last_on", "last_on"),
        CheckConstraint("kind IN ('facilitated', 'refresher', 'orientation')", name="kind"),
        CheckConstraint("first_on <= last_on", name="days"),
        CheckConstraint("(closed_at IS NULL) = (figures IS NULL)", name="figures_when_closed"),
    )

    @property
    def is_online(self) -> bool:
        """Whether it is held online."""
        return bool(self.link)

    @property
    def is_taken(self) -> bool:
        """Whether attendance of any half-day was saved."""
        return any(one.taken_at is not None for one in self.half_days)


class WorkshopHalfDay(Base):
    """A morning or an afternoon of a workshop; `taken_at`: when its attendance was saved first.

    `number` is its own for good and says nothing of the order: pages that are open name it.
    """

    __tablename__ = "workshop_half_day"

    workshop_uuid: Mapped[str] = mapped_column(ForeignKey("workshop.uuid"), primary_key=True, info=IMPERSONAL)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, info=IMPERSONAL)
    on: Mapped[date] = mapped_column(info=IMPERSONAL)
    half: Mapped[Half] = mapped_column(String(2), info=IMPERSONAL)
    taken_at: Mapped[datetime | None] = mapped_column(Instant, info=IMPERSONAL)

    __table_args__ = (CheckConstraint("half IN ('am', 'pm')", name="half"),)

    @property
    def plain(self) -> HalfDay:
        """The half-day as rules know it."""
        return HalfDay(self.on, self.half)


class WorkshopTrainer(Base):
    """Who leads a workshop (`place` 0), and who does with them."""

    __tablename__ = "workshop_trainer"

    workshop_uuid: Mapped[str] = mapped_column(ForeignKey("workshop.uuid"), primary_key=True, info=IMPERSONAL)
    person_id: Mapped[PersonId] = mapped_column(
        ForeignKey("person.id"), primary_key=True, index=True, info=ACTOR
    )
    place: Mapped[int] = mapped_column(info=IMPERSONAL)

    person: Mapped[Person] = relationship()


class WorkshopBranch(Base):
    """A unit whose people are invited, with those below it."""

    __tablename__ = "workshop_branch"

    workshop_uuid: Mapped[str] = mapped_column(ForeignKey("workshop.uuid"), primary_key=True, info=IMPERSONAL)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True, index=True, info=IMPERSONAL)


class WorkshopParticipant(Base):
    """A line of the roster. `outcomes`: by module what closing said of them, {"pss": {"attended": true, …}}."""

    __tablename__ = "workshop_participant"

    id: Mapped[int] = mapped_column(primary_key=True, info=IMPERSONAL)
    workshop_uuid: Mapped[str] = mapped_column(ForeignKey("workshop.uuid"), info=_TAKING_PART)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), index=True, info=_TAKING_PART)
    added_at: Mapped[datetime] = mapped_column(Instant, info=_TAKING_PART)
    outcomes: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True), info=_TAKING_PART)

    __table_args__ = (UniqueConstraint("workshop_uuid", "person_id"),)


class WorkshopWaiting(Base):
    """Who waits for a place. Goes as soon as they are on the roster, and with the rest once the workshop is closed."""

    __tablename__ = "workshop_waiting"

    workshop_uuid: Mapped[str] = mapped_column(
        ForeignKey("workshop.uuid"), primary_key=True, info=_TAKING_PART
    )
    person_id: Mapped[PersonId] = mapped_column(
        ForeignKey("person.id"), primary_key=True, index=True, info=_TAKING_PART
    )
    waits_since: Mapped[datetime] = mapped_column(Instant, info=_TAKING_PART)


class WorkshopMark(Base):
    """What somebody tapped for a person in a half-day. Who has none was there, once the half-day is taken."""

    __tablename__ = "workshop_mark"

    participant_id: Mapped[int] = mapped_column(
        ForeignKey("workshop_participant.id"), primary_key=True, info=_TAKING_PART
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, info=_TAKING_PART)
    state: Mapped[State] = mapped_column(String(10), info=_TAKING_PART)
    written_at: Mapped[datetime] = mapped_column(Instant, info=_TAKING_PART)
    written_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), info=ACTOR)

    __table_args__ = (CheckConstraint("state IN ('present', 'late', 'left', 'absent')", name="state"),)


class WorkshopDecision(Base):
    """That a workshop was closed or opened again, with the figures or the reason. Only added to."""

    __tablename__ = "workshop_decision"

    id: Mapped[int] = mapped_column(primary_key=True, info=IMPERSONAL)
    workshop_uuid: Mapped[str] = mapped_column(ForeignKey("workshop.uuid"), index=True, info=IMPERSONAL)
    act: Mapped[str] = mapped_column(String(10), info=IMPERSONAL)
    at: Mapped[datetime] = mapped_column(Instant, info=IMPERSONAL)
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"), info=ACTOR)
    reason: Mapped[str] = mapped_column(String(500), info=IMPERSONAL)
    figures: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True), info=IMPERSONAL)

    __table_args__ = (
        CheckConstraint("act IN ('closed', 'reopened')", name="act"),
        CheckConstraint("(act = 'reopened') = (reason <> '')", name="reason"),
    )


class WorkshopWalkIn(Base):
    """Somebody who came and was on no list. Name, phone and number are empty once they were kept for long enough.

    `half_day`: the number of the one in which they came. `unit_id`: whose HR may read the name, beside who leads it.
    `added_by_id` is empty where somebody has typed their own name and no trainer has confirmed yet that they are there.
    """

    __tablename__ = "workshop_walk_in"

    id: Mapped[int] = mapped_column(primary_key=True, info=IMPERSONAL)
    # Made by the page: sent twice it is one walk-in.
    key: Mapped[str] = mapped_column(String(36), info=IMPERSONAL)
    workshop_uuid: Mapped[str] = mapped_column(ForeignKey("workshop.uuid"), info=IMPERSONAL)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), info=IMPERSONAL)
    name: Mapped[str] = mapped_column(String(120), info=_WALK_IN)
    phone: Mapped[str] = mapped_column(String(40), info=_WALK_IN)
    number: Mapped[str] = mapped_column(String(40), info=_WALK_IN)
    half_day: Mapped[int] = mapped_column(info=IMPERSONAL)
    added_at: Mapped[datetime] = mapped_column(Instant, info=IMPERSONAL)
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), info=ACTOR)

    __table_args__ = (UniqueConstraint("workshop_uuid", "key"),)


class WorkshopWalkInMark(Base):
    """What somebody tapped for a walk-in in a half-day, as for the roster."""

    __tablename__ = "workshop_walk_in_mark"

    walk_in_id: Mapped[int] = mapped_column(
        ForeignKey("workshop_walk_in.id"), primary_key=True, info=IMPERSONAL
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, info=IMPERSONAL)
    state: Mapped[State] = mapped_column(String(10), info=IMPERSONAL)
    written_at: Mapped[datetime] = mapped_column(Instant, info=IMPERSONAL)
    written_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), info=ACTOR)

    __table_args__ = (CheckConstraint("state IN ('present', 'late', 'left', 'absent')", name="state"),)


class WorkshopOpening(Base):
    """The code with which people check in for a half-day. A new one takes the place of the old."""

    __tablename__ = "workshop_opening"

    workshop_uuid: Mapped[str] = mapped_column(ForeignKey("workshop.uuid"), primary_key=True, info=IMPERSONAL)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, info=IMPERSONAL)
    code: Mapped[str] = mapped_column(String(10), unique=True, info=IMPERSONAL)
    opened_at: Mapped[datetime] = mapped_column(Instant, info=IMPERSONAL)
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), info=ACTOR)


class WorkshopCheckIn(Base):
    """That somebody said themselves that they are there, with the code of the room. What counts, the trainer saves."""

    __tablename__ = "workshop_check_in"

    workshop_uuid: Mapped[str] = mapped_column(
        ForeignKey("workshop.uuid"), primary_key=True, info=_TAKING_PART
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, info=_TAKING_PART)
    person_id: Mapped[PersonId] = mapped_column(
        ForeignKey("person.id"), primary_key=True, index=True, info=_TAKING_PART
    )
    at: Mapped[datetime] = mapped_column(Instant, info=_TAKING_PART)


class WorkshopPoint(Base):
    """What was noted of a point of a practice card for a person. Removed when the workshop is closed: the card is
    destroyed, its word stays ("practised" in `WorkshopParticipant.outcomes`).
    """

    __tablename__ = "workshop_point"

    participant_id: Mapped[int] = mapped_column(
        ForeignKey("workshop_participant.id"), primary_key=True, info=_TAKING_PART
    )
    module: Mapped[str] = mapped_column(String(60), primary_key=True, info=_TAKING_PART)
    point: Mapped[str] = mapped_column(String(60), primary_key=True, info=_TAKING_PART)
    value: Mapped[int] = mapped_column(info=_TAKING_PART)
    written_at: Mapped[datetime] = mapped_column(Instant, info=_TAKING_PART)
    written_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), info=ACTOR)

    __table_args__ = (CheckConstraint("value BETWEEN 0 AND 9", name="value"),)
