"""`make audit`: do known advisories name a package that is pinned in requirements/? Asks the database of osv.dev.

Sends names and versions of public packages, nothing else. Ends with 0 where no advisory is known, with 1 where one is,
and with 2 where the database could not be asked: that nobody was asked is not that nothing is known.
"""

from __future__ import annotations

import json
import re
import sys
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

DATABASE: Final = "https://api.osv.dev/v1/querybatch"
_REQUIREMENTS: Final = Path(__file__).resolve().parent.parent / "requirements"
_PIN: Final = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)
_PATIENCE: Final = 30  # seconds


def pinned(texts: Sequence[str]) -> dict[str, str]:
    """The version of each package in files of requirements."""
    return {name.lower(): version for text in texts for name, version in _PIN.findall(text)}


def advisories(packages: Mapping[str, str], database: str) -> dict[str, list[str]]:
    """The ids of the advisories of each package that has some. Raises OSError or ValueError: not answered."""
    names = sorted(packages)
    queries = [{"package": {"name": name, "ecosystem": "PyPI"}, "version": packages[name]} for name in names]
    body = json.dumps({"queries": queries}).encode()
    request = urllib.request.Request(database, body, {"Content-Type": "application/json"})  # noqa: S310 - see DATABASE
    with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:  # noqa: S310
        results = json.load(answer)["results"]
    found = zip(names, results, strict=True)
    return {name: [one["id"] for one in result["vulns"]] for name, result in found if result.get("vulns")}


def main(database: str = DATABASE, folder: Path = _REQUIREMENTS) -> int:
    """Say what is known. Returns the exit code."""
    packages = pinned([path.read_text() for path in sorted(folder.glob("*.txt"))])
    try:
        known = advisories(packages, database)
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(f"NOT CHECKED: the database of advisories did not answer ({type(error).__name__}: {error}).")
        print("Please run `make audit` where it can be reached.")
        return 2
    for name, ids in known.items():
        print(f"{name} {packages[name]}: {', '.join(f'https://osv.dev/vulnerability/{one}' for one in ids)}")
    print(f"{len(packages)} pinned packages, {len(known)} with a known advisory.")
    return 1 if known else 0


if __name__ == "__main__":
    sys.exit(main())
