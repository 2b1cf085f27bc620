"""`python -m benchmarks [part …]`: measure, print one table a part, end with 0 whatever the figures say."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from typing import Final

from benchmarks import (
    asking,
    backup,
    certificates,
    export,
    imports,
    ledger,
    names,
    phone,
    search,
    server,
    start,
    workshops,
)
from benchmarks.table import Row, printed

_PARTS: Final[dict[str, Callable[[], list[Row]]]] = {
    "phone": phone.measure,
    "server": server.measure,
    "asking": asking.measure,
    "certificates": certificates.measure,
    "search": search.measure,
    "names": names.measure,
    "imports": imports.measure,
    "ledger": ledger.measure,
    "workshops": workshops.measure,
    "export": export.measure,
    "backup": backup.measure,
    "start": start.measure,
}


def main(wanted: Sequence[str]) -> None:
    """Measure the parts that were asked for, or all of them."""
    unknown = [name for name in wanted if name not in _PARTS]
    if unknown:
        sys.exit(f"{', '.join(unknown)}: not a part; there are {', '.join(_PARTS)}")
    over = 0
    for name in wanted or _PARTS:
        began = time.monotonic()
        rows = _PARTS[name]()
        over += sum(row.within is False for row in rows)
        print(f"\n{name} ({time.monotonic() - began:.0f} s)\n{printed(rows)}", flush=True)
    print(f"\n{over} over their budget" if over else "\nall within their budgets")


if __name__ == "__main__":
    main(sys.argv[1:])
