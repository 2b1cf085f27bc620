"""A file as an answer: from the disk, in pieces, with a name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import BinaryIO, TypeAlias

from flask import Response
from werkzeug.wsgi import FileWrapper

from lms.config import current_settings
from lms.spreadsheets import Value

Write: TypeAlias = Callable[[BinaryIO, Sequence[str], Iterable[Sequence[Value]]], int]


def download(file: BinaryIO, name: str, content_type: str) -> Response:
    """The answer that sends all of an open file. Whoever opened it closes it after the answer."""
    size = file.tell()
    file.seek(0)
    response = Response(FileWrapper(file), content_type=content_type, direct_passthrough=True)
    response.content_length = size
    return as_file(response, name)


def as_file(response: Response, name: str) -> Response:
    """The answer as a file to keep. In a demonstration the name says so: nobody is to take its people for real."""
    name = f"demo-{name}" if current_settings().demo else name
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
