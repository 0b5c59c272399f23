"""Files of workers as other programs write them: read as they are meant, or refused by row and in clear words."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from grenswerk.model.errors import BadInput
from grenswerk.web.workforce.reading import Contents, read_workers

HEAD = "id;name;year;residence;employer_state;gross_pay;days_home;days_work"
ANN = "007;Ann;2026;BE;NL;45000;40;180"
NAMES, CELLS = HEAD.split(";"), ["007", "Ann", 2026, "BE", "NL", 45000, 40, 180]


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Contents]:
    """Reads a csv text, or the rows of a sheet, as an upload does."""

    def reading(content: str | bytes | Workbook) -> Contents:
        if isinstance(content, Workbook):
            stream = io.BytesIO()
            content.save(stream)
            path, content = tmp_path / "workers.xlsx", stream.getvalue()
        else:
            path = tmp_path / "workers.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_workers(path, path.name)

    return reading


def book_of(*rows: list[Any]) -> tuple[Workbook, Worksheet]:
    """A workbook with these rows in its first sheet."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(row)
    return book, sheet


def test_a_csv_file_as_excel_writes_it_in_german_is_read(read: Callable[..., Contents]) -> None:
    found = read(f"{HEAD}\r\n007;Müller, Jürgen;2026;DE;NL;45000,50;40;180\r\n".encode("cp1252"))
    assert [(line.payroll_id, line.name, line.facts["gross_pay"]) for line in found.lines] == [
        ("007", "Müller, Jürgen", 45000.5)
    ]


@pytest.mark.parametrize("before", ["sep=;\r\n", "\r\n\r\n", "\ufeffsep=;\n"])
def test_lines_before_the_names_that_say_nothing_are_passed_over(
    read: Callable[..., Contents], before: str
) -> None:
    found = read(f"{before}{HEAD}\r\n{ANN}\r\n")
    assert [line.payroll_id for line in found.lines] == ["007"]


def test_blank_rows_say_nothing_and_leave_the_numbers_of_the_others(read: Callable[..., Contents]) -> None:
    blank = ";" * 7
    found = read("\r\n".join([HEAD, ANN, blank, f"008;Bo;2062{ANN[12:]}", blank, " ; ;;;;;;"]))
    assert [line.row for line in found.lines] == [1]
    assert [(fault.row, fault.column) for fault in found.faults] == [(3, "year")]
    book, _ = book_of(NAMES, CELLS, [None] * 8, ["008", "Bo", 2062, *CELLS[3:]], ["", " "])
    assert [(fault.row, fault.column) for fault in read(book).faults] == [(3, "year")]


def test_a_row_with_too_many_or_few_cells_is_a_fault_of_that_row(read: Callable[..., Contents]) -> None:
    few, many = "1;Al;2026;BE;NL;45000;40", "2;Bo;Jr;2026;BE;NL;45000;40;180"
    found = read("\n".join([HEAD, few, ANN, many, ANN.replace("007", "008"), f"9;Cy;2062{ANN[12:]}"]))
    assert [(line.row, line.payroll_id) for line in found.lines] == [(2, "007"), (4, "008")]
    by_row = {fault.row: fault.line for fault in found.faults}
    expected = 'expected 8, one for each column, and quotes around a cell that has a ";"'
    assert by_row[1] == f"the row has 7 cells: {expected}"
    assert by_row[3] == f"the row has 9 cells: {expected}"
    assert set(by_row) == {1, 3, 5}


def test_a_column_without_a_name_does_not_shift_the_others(read: Callable[..., Contents]) -> None:
    names, cells = [*NAMES[:6], None, *NAMES[6:], "days_sick"], [*CELLS[:6], None, *CELLS[6:], 3]
    book, sheet = book_of(names, cells)
    (line,) = read(book).lines
    assert (line.facts["days_home"], line.facts["days_work"], line.facts["days_sick"]) == (40, 180, 3)
    sheet.cell(2, 7).value = 5
    with pytest.raises(BadInput, match=r'^workers.xlsx: column 7 has no name and holds "5": expected a name'):
        read(book)


def test_names_that_end_in_separators_are_read_as_long_as_nothing_stands_below_them(
    read: Callable[..., Contents],
) -> None:
    assert [line.payroll_id for line in read(f"{HEAD};;\r\n{ANN};;\r\n").lines] == ["007"]
    with pytest.raises(BadInput, match=r'column 10 has no name and holds "x": expected a name'):
        read(f"{HEAD};;\r\n{ANN};;x\r\n")


def test_a_hidden_sheet_is_not_the_one_that_is_read(read: Callable[..., Contents]) -> None:
    book, _ = book_of(NAMES, CELLS)
    hidden = book.create_sheet("old", 0)
    hidden.append(NAMES)
    hidden.append(["001", *CELLS[1:]])
    hidden.sheet_state = "hidden"
    assert [line.payroll_id for line in read(book).lines] == ["007"]


def test_a_formula_whose_value_no_program_has_written_is_not_taken_for_nothing(
    read: Callable[..., Contents],
) -> None:
    book, sheet = book_of(NAMES, CELLS)
    sheet.cell(2, 7).value = "=20+20"
    (fault,) = read(book).faults
    assert (fault.column, fault.line.split(":")[0]) == ("days_home", 'days_home is "=20+20"')


@pytest.mark.parametrize("pay", ["45.000", "45.000,50", "45 000", "45\u202f000,50", "45'000", "1.045.000"])
def test_thousands_with_a_separator_are_refused_and_never_read_as_a_thousandth(
    read: Callable[..., Contents], pay: str
) -> None:
    (fault,) = read(f"{HEAD}\n{ANN.replace('45000', pay)}").faults
    assert fault.line == f'gross_pay is "{pay}": expected a number without a separator of thousands'


@pytest.mark.parametrize("word", ["nan", "NaN", "-nan"])
def test_a_word_for_no_number_is_not_taken_for_none(read: Callable[..., Contents], word: str) -> None:
    (fault,) = read(f"{HEAD}\n{ANN.replace(';40;', f';{word};')}").faults
    assert fault.line == f'days_home is "{word}": expected a number, at least 0 and at most 366'


@pytest.mark.parametrize("name", ["👩🏽\u200d💻 Zoë", "علی\u200cرضا", "דוד\u200f", "Jean Dupont"])
def test_a_name_may_be_written_in_any_script(read: Callable[..., Contents], name: str) -> None:
    (line,) = read(f"{HEAD}\n{ANN.replace('Ann', name)}").lines
    assert line.name == name


def test_the_spaces_of_a_name_are_ordinary_ones(read: Callable[..., Contents]) -> None:
    row = ANN.replace("Ann", "Jean\u00a0Dupont\u202f")
    (line,) = read(f"{HEAD}\n{row}").lines
    assert line.name == "Jean Dupont"


@pytest.mark.parametrize("sign", ["\u202e", "\x07", "\u2028"])
def test_a_sign_that_would_change_how_a_page_is_read_is_refused_by_its_number(
    read: Callable[..., Contents], sign: str
) -> None:
    (fault,) = read(f"{HEAD}\n{ANN.replace('Ann', f'An{sign}n')}").faults
    assert fault.line == f"name has a sign that is not shown, U+{ord(sign):04X}: expected letters in one line"
