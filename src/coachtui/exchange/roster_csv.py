"""Strict parsing of a list of agents in a CSV file; an ambiguous file is refused."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from coachtui.domain.errors import BadInput
from coachtui.domain.roster_sheet import RosterSheet
from coachtui.exchange.roster_headings import column_of
from coachtui.exchange.roster_text import UTF_8, decode_list

SIZE_LIMIT = 5_000_000
"""Largest file taken, in bytes: far more agents than one lead has."""

SEPARATORS = ",;\t"
NEEDED = "name"


class CsvRoster:
    """A reader of CSV with a header row, as spreadsheets write it: comma, semicolon or tab."""

    def read(self, data: bytes) -> RosterSheet:
        """Return the rows of a list of agents.

        Raises:
            BadInput: ``roster_too_large``, ``roster_not_utf8``, ``roster_empty``, ``roster_no_name_column``,
                ``roster_column_twice``, ``roster_broken_line`` or ``roster_too_many_cells``, with the line
                where it is known.
        """
        if len(data) > SIZE_LIMIT:
            raise BadInput("roster_too_large", limit_mb=SIZE_LIMIT // 1_000_000)
        text, encoding = decode_list(data)
        rows = _rows(text, _separator(text))
        header_line, header = next(rows, (1, []))
        columns = [column_of(cell) for cell in header]
        if not columns:
            raise BadInput("roster_empty")
        if NEEDED not in columns:
            raise BadInput("roster_no_name_column", line=header_line)
        named = [column for column in columns if column]
        if len(named) != len(set(named)):
            raise BadInput("roster_column_twice", line=header_line)
        return RosterSheet(
            rows=tuple((line, _cells(columns, row, line)) for line, row in rows),
            read_as="" if encoding == UTF_8 else encoding,
        )


def _cells(columns: list[str], row: list[str], line: int) -> Mapping[str, str]:
    if any(cell.strip() for cell in row[len(columns) :]):
        raise BadInput("roster_too_many_cells", line=line, cells=len(row), columns=len(columns))
    return {column: cell for column, cell in zip(columns, row, strict=False) if column}


def _separator(text: str) -> str:
    """Return the separator that gives the header row a name column, or else most columns."""
    header = next((line for line in text.splitlines() if line.strip()), "")

    def fits(separator: str) -> tuple[bool, int]:
        cells = [column_of(cell.strip().strip('"')) for cell in header.split(separator)]
        return NEEDED in cells, len(cells)

    return max(SEPARATORS, key=fits)


def _rows(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the first line number and the cells of every non-blank row."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise BadInput("roster_broken_line", line=line) from None
        if any(cell.strip() for cell in row):
            yield line, row
