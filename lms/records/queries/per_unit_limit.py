"""The first rows of many branches: those of each by an index that begins with the branch, then the first of all.

One question over all branches would sort everybody for the sake of one page. Knows no web.
"""

from __future__ import annotations

from collections.abc import Callable, Set
from typing import Any, Final

from sqlalchemy import Select, Subquery, select, union_all

_MOST: Final = 200  # branches joined into one question; SQLite takes 500


def firsts(
    units: Set[int], part: Callable[[frozenset[int]], Select[*tuple[Any, ...]]], most: int
) -> Subquery:
    """The first rows of all units. `part` asks some of them for the columns that the rows are in order of."""
    each = [frozenset({unit}) for unit in sorted(units)]
    if not each or len(each) > _MOST:
        each = [frozenset(units)]
    queries = [part(some) for some in each]
    parts = [select(one.order_by(*one.selected_columns).limit(most).subquery()) for one in queries]
    together = union_all(*parts).subquery()
    return select(together).order_by(*together.c).limit(most).subquery()
