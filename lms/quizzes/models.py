"""Rows of attempts. Private to this domain; others ask `quizzes.services`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final, Literal

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.accounts.services.people import PersonId
from lms.data_inventory import ACTOR, IMPERSONAL, personal
from lms.db import Base, Instant

# What a test is for: "pre" shows what somebody knows already, "refresher" is the post-test of who renews.
Form = Literal["pre", "post", "refresher"]
# As what somebody lets a person try a test again.
UnlockRole = Literal["trainer", "hr"]
_OPEN: Final = "submitted_at IS NULL AND withdrawn_at IS NULL"

_TEST = personal("test", "learn", "interest", "until-erased", "self")
_ON_PAPER = personal("test-on-paper", "learn", "interest", "until-erased", "self", "trainer", "hr")
_PRACTICE = personal("practice", "learn", "interest", "old-practice", "self")
_UNLOCK = personal("unlock", "learn", "interest", "old-unlock", "self", "trainer", "hr")

MARKED_AGAIN: Final = "marked_again"


class Attempt(Base):
    """One paper of one person: open, then handed in or withdrawn.

    Withdrawn: its questions were changed before the answers came, so that it can no longer be marked.
    """

    __tablename__ = "attempt"

    uuid: Mapped[str] = mapped_column(String(36), primary_key=True, info=_TEST)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), info=_TEST)
    module: Mapped[str] = mapped_column(String(60), info=_TEST)
    form: Mapped[Form] = mapped_column(String(10), info=_TEST)
    # The language in which it was started and, once handed in, answered.
    language: Mapped[str] = mapped_column(String(10), info=_TEST)
    quiz_digest: Mapped[str] = mapped_column(String(64), info=IMPERSONAL)
    module_version: Mapped[str] = mapped_column(String(40), info=IMPERSONAL)
    seed: Mapped[int] = mapped_column(info=IMPERSONAL)
    # [{"item": "pss-001", "parts": ["c", "a", "b"]}, …]: in the order shown
    drawn: Mapped[list[dict[str, Any]]] = mapped_column(JSON, info=_TEST)
    started_at: Mapped[datetime] = mapped_column(Instant, info=_TEST)
    submitted_at: Mapped[datetime | None] = mapped_column(Instant, info=_TEST)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant, info=_TEST)
    # {"pss-001": ["c"], …}: ids, or a number below a million (decision 61); see lms.quizzes.domain.marking
    answers: Mapped[dict[str, list[str]]] = mapped_column(JSON, info=_TEST)
    # {"right": {"pss-001": true, …}, "reread": ["20-look-listen-link"]}; with MARKED_AGAIN on paper, where another row
    # that passes too took the place of the one that the ledger was told of. Of a pre-test no question by itself:
    # {"count": 7, "wrong": {"20-look-listen-link": 2, …}, "reread": […]}
    result: Mapped[dict[str, Any]] = mapped_column(JSON, info=_TEST)
    score: Mapped[int | None] = mapped_column(info=_TEST)
    passed: Mapped[bool | None] = mapped_column(info=_TEST)

    __table_args__ = (
        # A double tap on "start" makes one paper, not two; a pre-test may be open beside a test.
        *(
            Index(
                f"uq_attempt_open_{name}",
                "person_id",
                "module",
                unique=True,
                sqlite_where=text(f"{_OPEN} AND {which}"),
                postgresql_where=text(f"{_OPEN} AND {which}"),
            )
            for name, which in (("test", "form <> 'pre'"), ("pre", "form = 'pre'"))
        ),
        Index("ix_attempt_person_id_module", "person_id", "module"),
        CheckConstraint("form IN ('pre', 'post', 'refresher')", name="form"),
        CheckConstraint("score BETWEEN 0 AND 100", name="score"),
        CheckConstraint("(submitted_at IS NULL) = (score IS NULL)", name="score_when_submitted"),
        # Nobody passes a pre-test, or fails it.
        CheckConstraint(
            "(submitted_at IS NULL OR form = 'pre') = (passed IS NULL)", name="passed_when_submitted"
        ),
    )


class SavedAnswer(Base):
    """What somebody has tapped, or typed, for one question of an open attempt; gone when it is handed in.

    As it stands in the form, half answers too, so that the page can be put back just as it was left.
    """

    __tablename__ = "saved_answer"

    attempt_uuid: Mapped[str] = mapped_column(ForeignKey("attempt.uuid"), primary_key=True, info=_TEST)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, info=_TEST)
    # {"q3": ["2"], "q3-reason": ["1"]}
    fields: Mapped[dict[str, list[str]]] = mapped_column(JSON, info=_TEST)
    saved_at: Mapped[datetime] = mapped_column(Instant, info=_TEST)


class PracticeItem(Base):
    """A question that somebody answered wrong in a test, until it sits: how far they are, and when it comes back.

    Which answers they give is not kept. The newest test counts: right in it, and the row goes.
    """

    __tablename__ = "practice_item"

    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), primary_key=True, info=_PRACTICE)
    module: Mapped[str] = mapped_column(String(60), primary_key=True, info=_PRACTICE)
    item: Mapped[str] = mapped_column(String(100), primary_key=True, info=_PRACTICE)
    # Right answers in a row, on as many days: see lms.quizzes.domain.practice
    step: Mapped[int] = mapped_column(info=_PRACTICE)
    next_on: Mapped[date] = mapped_column(info=_PRACTICE)
    practised_on: Mapped[date | None] = mapped_column(info=_PRACTICE)

    __table_args__ = (CheckConstraint("step BETWEEN 0 AND 3", name="step"),)


class Unlock(Base):
    """That a trainer or HR let somebody try a test again before its wait was over.

    Nothing of the tests is kept with it: whoever gives it does not learn whether the person had to wait.
    """

    __tablename__ = "test_unlock"

    id: Mapped[int] = mapped_column(primary_key=True, info=IMPERSONAL)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), info=_UNLOCK)
    module: Mapped[str] = mapped_column(String(60), info=_UNLOCK)
    at: Mapped[datetime] = mapped_column(Instant, info=_UNLOCK)
    # As what they gave it: the person reads the role, not the name.
    role: Mapped[UnlockRole] = mapped_column(String(10), info=_UNLOCK)
    reason: Mapped[str] = mapped_column(String(500), info=_UNLOCK)
    # Words for the person on the page of the test; may be empty.
    words: Mapped[str] = mapped_column(String(300), info=_UNLOCK)
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True, info=ACTOR)

    __table_args__ = (
        Index("ix_test_unlock_person_id_module", "person_id", "module"),
        CheckConstraint("role IN ('trainer', 'hr')", name="role"),
        CheckConstraint("reason <> ''", name="reason"),
    )


class PaperForm(Base):
    """A test that is printed for a group: the questions and the order of their options, the same in all languages."""

    __tablename__ = "paper_form"

    code: Mapped[str] = mapped_column(String(10), primary_key=True, info=IMPERSONAL)
    module: Mapped[str] = mapped_column(String(60), info=IMPERSONAL)
    # [{"item": "pss-001", "parts": ["c", "a", "b"], "version": "…"}, …]; see lms.quizzes.domain.paper_sheet.version_of
    drawn: Mapped[list[dict[str, Any]]] = mapped_column(JSON, info=IMPERSONAL)
    made_at: Mapped[datetime] = mapped_column(Instant, info=IMPERSONAL)
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True, info=ACTOR)


class PaperKeyOpening(Base):
    """That somebody opened the key of a paper form that another one made, or saw marks of its rows.

    They are not marked by it.
    """

    __tablename__ = "paper_key_opening"

    form_code: Mapped[str] = mapped_column(ForeignKey("paper_form.code"), primary_key=True, info=IMPERSONAL)
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True, info=ACTOR)


class PaperResult(Base):
    """The row of letters of one person on a paper form, as somebody typed it. The marks are those of its attempt.

    `typed_at`: when the slip was typed first. It stays where another row takes the place of that one.
    """

    __tablename__ = "paper_result"

    attempt_uuid: Mapped[str] = mapped_column(ForeignKey("attempt.uuid"), primary_key=True, info=_ON_PAPER)
    form_code: Mapped[str] = mapped_column(ForeignKey("paper_form.code"), info=_ON_PAPER)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), info=_ON_PAPER)
    taken_on: Mapped[date] = mapped_column(info=_ON_PAPER)
    letters: Mapped[str] = mapped_column(String(200), info=_ON_PAPER)
    typed_at: Mapped[datetime] = mapped_column(Instant, info=_ON_PAPER)
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"), info=ACTOR)

    # A second try is another form: a sheet that is typed twice, or with another day, is the same sheet.
    __table_args__ = (
        UniqueConstraint("form_code", "person_id"),
        Index("ix_paper_result_person_id", "person_id"),
    )
