"""Every feature that holds something of a person: what is shown to somebody, erased and dropped goes through this list.

A feature with a new table adds its line here; tests/privacy/test_holders.py names the table that nobody answers for.
"""

from __future__ import annotations

from typing import Final

from lms.accounts import personal_data as accounts
from lms.accounts.personal_data import PersonalData
from lms.certificates import personal_data as certificates
from lms.community import personal_data as community
from lms.courses import personal_data as courses
from lms.feedback import personal_data as feedback
from lms.imports import personal_data as imports
from lms.privacy.services import access_log
from lms.quizzes import personal_data as quizzes
from lms.records import personal_data as records
from lms.surveys import personal_data as surveys
from lms.workshops import personal_data as workshops

# In the order of imports, whoever stands on others last: erasing begins at the end, and accounts, which says who it
# was, goes when nobody needs to know any more.
HOLDERS: Final[tuple[PersonalData, ...]] = (
    accounts.PERSONAL_DATA,
    records.PERSONAL_DATA,
    certificates.PERSONAL_DATA,
    courses.PERSONAL_DATA,
    quizzes.PERSONAL_DATA,
    surveys.PERSONAL_DATA,
    feedback.PERSONAL_DATA,
    community.PERSONAL_DATA,
    workshops.PERSONAL_DATA,
    imports.PERSONAL_DATA,
    access_log.PERSONAL_DATA,
)
