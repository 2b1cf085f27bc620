"""What this domain holds about somebody: certificates and their files. Shown to them, blanked at their wish."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Final

from sqlalchemy import select

from lms import clock, db
from lms.accounts.personal_data import Erasure, PersonalData
from lms.accounts.services.people import PersonId
from lms.certificates.models import Certificate
from lms.certificates.rendering import store
from lms.certificates.services import certificates
from lms.data_inventory import PersonalDataItem, data_items
from lms.db import session

PRINTS_KEPT: Final = timedelta(days=1)  # a file of many certificates, once it is drawn


def export(ids: Sequence[PersonId]) -> list[PersonalDataItem]:
    """The certificates of a person with what is printed on them; those that were replaced, too."""
    asked = select(Certificate).where(Certificate.person_id.in_(ids)).order_by(Certificate.id)
    keys = (
        "issued_on",
        "module_title",
        "name",
        "latin_name",
        "language",
        "society",
        "expires_on",
        "code",
        "basis",
        "made_on",
        "badge_salt",
    )
    papers = session.scalars(asked).all()
    # One that was issued before this was told apart is called what a check of its code calls it.
    bases = ["list" if certificates.is_from_list(one) else one.basis for one in papers]
    rows = zip(bases, data_items(papers, "certificate", *keys), strict=True)
    return [replace(row, facts={**row.facts, "basis": basis}) for basis, row in rows]


def erase(erasure: Erasure) -> None:
    """Blank the names on every certificate and remove its file below the instance folder once that is stored.

    The code stays: who checks the paper learns that the holder's data were removed.
    """
    blank(erasure.ids, erasure.folder)


def blank(ids: Sequence[PersonId], folder: Path) -> None:
    """Take the names of some people from their certificates, and the files, which lie below a folder.

    No badge of them is made any more: what it says of its holder was made with the salt that goes, too.
    """
    for certificate in session.scalars(select(Certificate).where(Certificate.person_id.in_(ids))).all():
        certificate.name = certificate.latin_name = ""
        certificate.badge_salt = None
        db.after_commit(partial(store.remove, folder, certificate.code))
    db.after_commit(partial(store.remove_prints, folder))  # one of them may have their name in it
    session.flush()


def remove_left_files(folder: Path) -> int:
    """Remove old files of many certificates, and the files of certificates without a name: one may have been on its
    way to the disk, or a power cut came between.

    Returns how many of the latter there were. Raises the last OSError, once all were tried.
    """
    store.remove_prints(folder, older_than=(clock.now() - PRINTS_KEPT).timestamp())
    removed, failed = 0, None
    for code in session.scalars(select(Certificate.code).where(Certificate.name == "")):
        try:
            removed += store.remove(folder, code)
        except OSError as error:
            failed = error
    if failed is not None:
        raise failed
    return removed


PERSONAL_DATA: Final = PersonalData(export, erase)
