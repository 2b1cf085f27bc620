from collections.abc import Iterable
from pathlib import Path

from fontTools.ttLib import TTFont

class Options:
    layout_features: list[str]
    hinting: bool
    notdef_outline: bool
    name_IDs: list[int]
    drop_tables: list[str]

class Subsetter:
    def __init__(self, options: Options) -> None: ...
    def populate(self, *, unicodes: Iterable[int]) -> None: ...
    def subset(self, font: TTFont) -> None: ...

def load_font(fontFile: Path, options: Options) -> TTFont: ...
