"""Whatever feature holds something of a person answers for it: nobody's data can be forgotten."""

from __future__ import annotations

from typing import get_args

from lms.data_inventory import Ending
from lms.db import Base
from lms.privacy.services.holders import HOLDERS

# The audit and the queue of jobs are below all features and know nobody: privacy answers for them.
_ANSWERED_BY_PRIVACY = {"audit", "jobs", "installation"}


def _feature_of(module: str) -> str:
    name = module.split(".")[1]
    return "privacy" if name in _ANSWERED_BY_PRIVACY else name


def test_every_feature_with_personal_data_in_its_tables_shows_it_erases_it_and_ends_it() -> None:
    personal = {
        _feature_of(mapper.class_.__module__)
        for mapper in Base.registry.mappers
        if any("personal" in column.info for column in mapper.local_table.columns)
    }
    assert personal <= {_feature_of(holder.export.__module__) for holder in HOLDERS}
    assert {"accounts", "records", "privacy"} <= personal


def test_every_day_on_which_data_end_is_kept_by_one_feature() -> None:
    endings = [ending for holder in HOLDERS for ending in holder.endings]
    assert sorted(endings) == sorted(get_args(Ending))
