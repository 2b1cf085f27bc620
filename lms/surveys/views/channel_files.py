"""What a round says of channels as a file."""

from __future__ import annotations

import io
from typing import Final

from flask import Response
from flask_babel import gettext as _

from lms.spreadsheets import write_csv, write_xlsx
from lms.surveys.presenters.channels import ShownChannels, header, rows
from lms.web.downloads import download

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def channels_download(shown: ShownChannels, name: str, ending: str) -> Response:
    """The channels as CSV or XLSX."""
    file = io.BytesIO()
    if ending == "csv":
        write_csv(file, header(), rows(shown))
        return download(file, f"{name}.csv", "text/csv; charset=utf-8")
    write_xlsx(file, header(), rows(shown), title=_("Channels"))
    return download(file, f"{name}.xlsx", _XLSX)
