"""`python -m tools.drawing`: write every drawing to `curriculum/`. What is committed is what this writes."""

from __future__ import annotations

import gzip

from tools.drawing.files import CURRICULUM, files


def main() -> None:
    """Write the files; say how many bytes each costs when it is sent."""
    for name, text in files().items():
        target = CURRICULUM / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        print(f"{len(gzip.compress(text.encode(), 9)):5d}  {name}")


if __name__ == "__main__":
    main()
