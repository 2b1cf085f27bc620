"""Tests about one of the two databases only, and its disk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import event, text

from lms import db
from lms.db import session

ON_POSTGRESQL: Final = pytest.mark.parametrize("installation", ["postgresql"], indirect=True)
ON_SQLITE: Final = pytest.mark.parametrize("installation", ["sqlite"], indirect=True)

# A test runs on both databases where its subject is what a database does: statements, constraints, locks, migrations,
# transactions, what is left after a crash. That is the rule for whatever is not named here. A page, a command or a
# paper that only shows what such a tested service answers runs on SQLite alone, and the reason stands beside it. No
# page escapes PostgreSQL by that: test_access.py, edge/test_any_input.py and accounts/test_outsider.py open every
# address on both.
_PAGES: Final = "forms and pages over services that are tested on both"
_CONTENT: Final = "pages of content files; no table but that of progress or jobs"
_PAPER: Final = "what is drawn on paper; the rows behind it are read by services tested on both"
_LISTS: Final = (
    "what the words and ticks of a list say: rules; the rows that follow are those of test_people.py, "
    "test_trainings.py, test_again.py and test_messy_lists.py"
)
_PROTOCOL: Final = (
    "a protocol with browser and provider; its rows are those of test_passkeys.py and test_sign_in.py"
)
SQLITE_ALONE: Final[Mapping[str, str]] = {
    "accounts/test_auth.py": _PAGES,
    "accounts/test_nothing_chosen.py": _PAGES,
    "accounts/test_passkey_pages.py": _PROTOCOL,
    "accounts/test_people_pages.py": _PAGES,
    "accounts/test_rendering.py": _PAPER,
    "accounts/test_sso.py": _PROTOCOL,
    "certificates/test_public.py": _PAGES,
    "certificates/test_staff_pages.py": _PAGES,
    "courses/test_lesson_cards.py": _CONTENT,
    "courses/test_own_page.py": _PAGES,
    "courses/test_pages.py": _CONTENT,
    "courses/test_reference.py": _CONTENT,
    "edge/test_outer_edge.py": "headers and hosts; no table",
    "handbooks/test_book.py": _PAPER,
    "handbooks/test_pages.py": _CONTENT,
    "handbooks/test_sheets.py": _PAPER,
    "handouts/test_document.py": _PAPER,
    "handouts/test_handout_pages.py": _PAPER,
    "handouts/test_pages.py": _CONTENT,
    "imports/test_attendance_days.py": _LISTS,
    "imports/test_chosen_twice.py": _LISTS,
    "imports/test_contradicting_lines.py": _LISTS,
    "imports/test_date_order.py": _LISTS,
    "imports/test_days_that_cannot_be.py": _LISTS,
    "imports/test_doubtful_results.py": _LISTS,
    "imports/test_full_marks.py": _LISTS,
    "imports/test_kept_words.py": _LISTS,
    "imports/test_left_out_names.py": _LISTS,
    "imports/test_marks.py": _LISTS,
    "imports/test_marks_left_out.py": _LISTS,
    "imports/test_mended_days.py": _LISTS,
    "imports/test_module_columns.py": _LISTS,
    "imports/test_module_headings.py": _LISTS,
    "imports/test_module_names.py": _LISTS,
    "imports/test_number_formats.py": "files in, cells out; the rows are those of test_people.py",
    "imports/test_ordinary_cells.py": _LISTS,
    "imports/test_own_files.py": _LISTS,
    "imports/test_other_kind.py": _PAGES,
    "imports/test_page_faults.py": _PAGES,
    "imports/test_pages.py": _PAGES,
    "imports/test_recorded_results.py": _LISTS,
    "imports/test_result_ticks.py": _LISTS,
    "imports/test_results.py": _LISTS,
    "imports/test_section_rows.py": _LISTS,
    "imports/test_sex_ticks.py": _LISTS,
    "imports/test_stored_as_shown.py": _LISTS,
    "imports/test_two_level_sheets.py": _LISTS,
    "imports/test_words_of_lines.py": _LISTS,
    "privacy/test_inventory.py": "the tables as the models say them, not as a database has them",
    "privacy/test_notice.py": _PAGES,
    "privacy/test_reading_is_private.py": "the same pages before and after; what they count is tested on both",
    "surveys/test_results_pages.py": _PAGES,
    "surveys/test_survey_pages.py": _PAGES,
    "quizzes/test_feedback.py": _PAGES,
    "quizzes/test_kinds.py": _PAGES,
    "quizzes/test_exchange_commands.py": _CONTENT,
    "quizzes/test_item_analysis_pages.py": _PAGES,
    "quizzes/test_pages.py": _PAGES,
    "quizzes/test_practice_pages.py": _PAGES,
    "quizzes/test_prerequisites.py": _PAGES,
    "quizzes/test_result.py": _PAGES,
    "quizzes/test_shared_phone.py": _PAGES,
    "quizzes/test_society_rules.py": "rules of content; the rows are those of test_service.py",
    "records/test_bulk_extension_pages.py": _PAGES,
    "records/test_decision_pages.py": _PAGES,
    "records/test_pages.py": _PAGES,
    "records/test_standing_chip.py": _PAGES,
    "reports/test_chart_pages.py": _PAGES,
    "reports/test_group_answers_pages.py": _PAGES,
    "reports/test_one_page_summary.py": _PAPER,
    "search/test_certificate_words.py": _CONTENT,
    "search/test_pages.py": _CONTENT,
    "test_error_pages.py": _PAGES,
    "test_menu.py": _PAGES,
    "test_no_raw_codes.py": _PAGES,
    "test_page_cache.py": _CONTENT,
    "test_sheets.py": _CONTENT,
    "translations/test_commands.py": _CONTENT,
    "translations/test_pages.py": _PAGES,
    "translations/test_po_commands.py": _CONTENT,
}


def engines_of(path: Path) -> tuple[str, ...]:
    """The databases that the tests of a file run on."""
    name = path.relative_to(Path(__file__).parent).as_posix()
    return ("sqlite",) if name in SQLITE_ALONE else ("sqlite", "postgresql")


@contextmanager
def little_room(pages: int) -> Iterator[None]:
    """A disk on which the file of the database can grow by so many pages, and no more. For ON_SQLITE.

    What is not committed when this begins is lost.
    """
    most = pages + int(session.scalar(text("PRAGMA page_count")) or 0)

    def bind(connection: Any, *rest: Any) -> None:
        connection.execute(f"PRAGMA max_page_count = {most}")

    session.remove()
    db.db.engine.dispose()
    event.listen(db.db.engine, "connect", bind)
    try:
        yield
    finally:
        event.remove(db.db.engine, "connect", bind)
        session.remove()
        db.db.engine.dispose()
