"""Each cell of a lesson's table says in which column it stands, in words. Pure: knows no page and no style.

Where a table has no room it is shown as a list of its rows, without the row of headings; the words in the cells
stand for it there, for eyes and for screen readers alike, and are not shown in a table. Paper needs none.
Reads HTML that `lms.content.lessons.html` made: tables of rows of plain cells, one row of headings, none in another.
"""

from __future__ import annotations

import re

_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_ROW = re.compile(r"(?<=<tr>).*?(?=</tr>)", re.DOTALL)
_HEADING = re.compile(r"<th>(.*?)</th>", re.DOTALL)
_CELL = re.compile(r"<td>(.*?)</td>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_SIGN = re.compile(r"[:?!…៖។]$")
_KHMER = re.compile("[\u1780-\u17ff]")


def with_headings(html: str) -> str:
    """The HTML with the heading of its column, as `<b>`, before what stands in each cell.

    An empty cell has one where its whole column is empty, to be filled in by hand; else nothing is said there.
    A table whose rows begin with what somebody says is marked as one: a sentence is no name of its row.
    """
    return _TABLE.sub(lambda table: _table(table[0]), html)


def _table(html: str) -> str:
    rows = [_CELL.findall(row) for row in _ROW.findall(html)]
    if all(_words(cells[0]).startswith("“") for cells in rows if cells):
        html = html.replace("<table>", '<table class="quotes">', 1)
    leads = [_lead(heading) for heading in _HEADING.findall(html)]
    filled = {
        place for row in _ROW.findall(html) for place, cell in enumerate(_CELL.findall(row)) if _words(cell)
    }

    def row_with(row: re.Match[str]) -> str:
        places = iter(range(len(leads)))

        def cell_with(cell: re.Match[str]) -> str:
            place = next(places)
            said = _words(cell[1]) or place not in filled
            return f"<td>{leads[place] if said else ''}{cell[1]}</td>"

        return _CELL.sub(cell_with, row[0])

    return _ROW.sub(row_with, html)


def _lead(heading: str) -> str:
    words = _words(heading)
    if not words:
        return ""
    sign = "" if _SIGN.search(words) else "៖" if _KHMER.search(words) else ":"
    return f"<b>{words}{sign}</b> "


def _words(html: str) -> str:
    return _TAG.sub("", html).strip()
