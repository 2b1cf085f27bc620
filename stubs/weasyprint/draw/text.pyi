"""The part of weasyprint.draw.text that lms.pdf replaces."""

from typing import Protocol

class Layout(Protocol):
    text: str

class TextBox(Protocol):
    pango_layout: Layout

class Stream(Protocol):
    def begin_marked_content(self, tag: str, property_list: bytes) -> None: ...
    def end_marked_content(self) -> None: ...

class Drawer(Protocol):
    def __call__(self, stream: Stream, textbox: TextBox, *rest: object) -> list[object]: ...

draw_first_line: Drawer
