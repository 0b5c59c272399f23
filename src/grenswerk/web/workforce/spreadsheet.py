"""Spreadsheets that only hold what they show: text that a program might run as a formula is made harmless."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from grenswerk.documents.cells import harmless


class Book:
    """A workbook that is made in memory, sheet by sheet."""

    def __init__(self) -> None:
        import xlsxwriter

        self.stream = io.BytesIO()
        safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self.book = xlsxwriter.Workbook(self.stream, {**safe, "nan_inf_to_errors": True})
        self.head = self.book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})

    def sheet(
        self, name: str, heads: Sequence[str], rows: Iterable[Sequence[Any]], widths: Sequence[int] = ()
    ) -> None:
        """A sheet with a heading that stays in view and can be filtered."""
        sheet = self.book.add_worksheet(name[:31])
        for column, head in enumerate(heads):
            sheet.write_string(0, column, str(harmless(head)), self.head)
            sheet.set_column(column, column, widths[column] if column < len(widths) else 14)
        last = 0
        for last, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                _write(sheet, last, column, harmless(value))
        sheet.freeze_panes(1, 0)
        if heads:
            sheet.autofilter(0, 0, last, len(heads) - 1)

    def bytes(self) -> bytes:
        """The file."""
        self.book.close()
        return self.stream.getvalue()


def _write(sheet: Any, row: int, column: int, value: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, str(value))
