from pathlib import Path

class ConvertResult:
    xform: str
    warnings: list[str]

def convert(
    xlsform: str | Path | bytes,
    warnings: list[str] | None = None,
    validate: bool = False,
    *,
    file_type: str | None = None,
) -> ConvertResult: ...
