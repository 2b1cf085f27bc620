"""The history of a person says when records were joined and parted, and by whom."""

from __future__ import annotations

import re

from sqlalchemy import select

from lms import clock
from lms.accounts.models import Merge
from lms.accounts.services.merging import merges
from lms.db import session
from tests.client import StrictClient
from tests.people import People
from tests.records.history import certified_until, day


def _history(client: StrictClient, number: str) -> str:
    page = client.get(f"/en/records/{number}/").get_data(as_text=True)
    _, _, history = page.partition('id="history"')
    return " ".join(re.sub(r"<[^>]*>", " ", history).split())


def test_joins_and_partings_stand_in_the_history_of_both(client: StrictClient, people: People) -> None:
    certified_until(people.sokha, "2028-11-24")
    with day("2027-03-01"):
        merges.merge(people.sokha, people.ratana, reason="Entered twice", actor=people.chan)
        session.commit()
        client.sign_in("KH-1200")
        joined = _history(client, "KH-1001")
    assert "1 March 2027 Merged with the record KH-1002 Recorded on 1 March 2027 by ចាន់" in joined
    assert "undone" not in joined
    assert joined.index("Merged with the record") < joined.index("Certified until"), "the newest day first"
    with day("2027-05-01"):
        merges.undo_merge(session.scalars(select(Merge.id)).one(), actor=people.chan)
        session.commit()
        for own, other in (("KH-1001", "KH-1002"), ("KH-1002", "KH-1001")):
            parted = _history(client, own)
            assert (
                f"1 May 2027 The merge with the record {other} was undone Recorded on 1 May 2027 by ចាន់"
                in parted
            )
            assert f"1 March 2027 Merged with the record {other}" in parted


def test_a_record_that_was_erased_since_is_not_named(client: StrictClient, people: People) -> None:
    with day("2027-03-01"):
        merges.merge(people.sokha, people.ratana, reason="Entered twice", actor=people.chan)
        merges.undo_merge(session.scalars(select(Merge.id)).one(), actor=people.chan)
        people.ratana.erased_at = clock.now()
        session.commit()
        client.sign_in("KH-1200")
        assert "KH-1002" not in _history(client, "KH-1001")
