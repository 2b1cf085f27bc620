"""Hold the coverage where it has to be: pure modules whole, the rest at 90 %. Lines, and branches where measured.

Pure modules are those that import neither Flask nor SQLAlchemy, nor what speaks with other processes (sockets, locks of
files, drivers of databases): they can be tested to the last line and branch, so they are. What runs in a process of its
own, such as the worker of gunicorn, is tried by tests of whole processes, of which no coverage is measured.
"""

from __future__ import annotations

import ast
import json
import sys
import tempfile
from pathlib import Path

from coverage import Coverage

ROOT = Path(__file__).resolve().parents[1]
FLOOR = 90.0
_FRAMEWORKS = ("flask", "sqlalchemy", "lms.db", "lms.audit", "lms.web", "lms.jobs", "flask_", "wtforms")
_PROCESSES = ("fcntl", "gunicorn", "psycopg", "selectors", "socket", "sqlite3", "subprocess")


def imports_of(path: Path) -> set[str]:
    """The modules that a file imports by name."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def is_pure(name: str) -> bool:
    """Whether a module knows no framework and speaks with no other process."""
    return not any(module.startswith(_FRAMEWORKS + _PROCESSES) for module in imports_of(ROOT / name))


def main() -> int:
    """Print what is missing; 1 if anything is."""
    coverage = Coverage()
    coverage.load()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "coverage.json"
        coverage.json_report(outfile=str(report))
        data = json.loads(report.read_text(encoding="utf-8"))
    total = float(data["totals"]["percent_covered"])
    short = [
        f"{name}: {file['summary']['percent_covered']:.1f} % of a pure module"
        for name, file in sorted(data["files"].items())
        if file["summary"]["percent_covered"] < 100 and is_pure(name)
    ]
    if total < FLOOR:
        short.append(f"all together: {total:.1f} %, and {FLOOR} % are needed")
    print("\n".join(short) or f"coverage holds: {total:.1f} %, pure modules 100 %")
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
