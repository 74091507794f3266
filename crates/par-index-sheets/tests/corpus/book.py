"""How the sheets of the corpus are written: cells, styles, CSV, a second program's file."""
import csv
import datetime
import io
import subprocess
import tempfile
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple

HERE = Path(__file__).parent


def put(rows, cells):
    """The rows with some cells changed, by their names."""
    rows = [list(row) for row in rows]
    for name, value in cells.items():
        row, column = coordinate_to_tuple(name)
        while len(rows) < row:
            rows.append([])
        while len(rows[row - 1]) < column:
            rows[row - 1].append("")
        rows[row - 1][column - 1] = value
    return rows


def insert(rows, at, *new):
    """The rows with new ones before the row of a number."""
    return rows[: at - 1] + [list(row) for row in new] + rows[at - 1 :]


def column(rows, letter, texts):
    """The rows with a further column before a letter, from a row on."""
    at = coordinate_to_tuple(letter + "1")[1] - 1
    out = []
    for n, row in enumerate(rows, 1):
        row = list(row) + [""] * max(0, at - len(row))
        out.append(row[:at] + [texts.get(n, "")] + row[at:])
    return out


def fill(sheet, rows):
    for r, row in enumerate(rows, 1):
        for c, value in enumerate(row, 1):
            if value is None or value == "":
                continue
            cell = sheet.cell(r, c)
            if isinstance(value, str) and not value.startswith("=="):
                cell.value = value
                cell.data_type = "s"
            else:
                cell.value = value[1:] if isinstance(value, str) else value


def workbook(sheets, style):
    """A workbook of sheets, each a name and rows."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        fill(book.create_sheet(name), rows)
    moment = datetime.datetime(2024, 1, 5, 8, 0)
    book.properties.creator, book.properties.created = "corpus", moment
    book.properties.modified = moment
    if style:
        style(book, book.worksheets[0])
    return book


def calc(files, to, ending):
    """The same as a second program saves it."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["soffice", "--headless", "--convert-to", ending, "--outdir", folder]
        subprocess.run(command + [str(file) for file in files], check=True, capture_output=True)
        for file in Path(folder).iterdir():
            (to / file.name).write_bytes(file.read_bytes())


def text(value):
    """A cell as a Vietnamese spreadsheet writes it into CSV."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (datetime.date, datetime.datetime)):
        return f"{value.day}/{value.month}/{value.year}"
    if isinstance(value, float):
        return repr(value).replace(".", ",")
    return str(value)


def table(rows, separator=";", encoding="utf-8-sig", ends="\r\n", point=False):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator=ends)
    width = max(len(row) for row in rows)
    for row in rows:
        cells = [text(cell) for cell in row]
        if point:
            cells = [repr(c) if isinstance(c, float) else t for c, t in zip(row, cells)]
        writer.writerow(cells + [""] * (width - len(cells)))
    return out.getvalue().encode(encoding)
