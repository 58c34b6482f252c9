"""A CSV file as the tables of other files: rows with their lines, so that faults read the same everywhere."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.errors import BadInput, Fault, unreadable
from bot.toml_file import Key, TomlFile

ROW = "row"
MAX_BYTES = 50_000_000
_ZIPPED = b"PK\x03\x04"
"""How .xlsx, .ods and .zip files begin."""
_NAMES = {",": "comma", "\t": "tab", ";": "semicolon"}
"""What may stand between cells."""


def read_table(path: Path) -> TomlFile:
    """Read a CSV file (UTF-8, header first); BadInput says what is wrong with it and on which line.

    `data["row"]` holds a dict per line with only the columns that say something; list columns stay text.
    """
    return parse_table(_text(path), str(path))


def parse_table(text: str, source: str) -> TomlFile:
    """Read the text of a CSV file, as `read_table` does; `source` is what faults call it."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    lines: dict[Key, int] = {}
    rows: list[dict[str, Any]] = []
    try:
        header = [name.strip() for name in next(reader, [])]
        _check_header(header, source)
        for cells in _filled(reader, header, source):
            lines[(ROW, len(rows))] = reader.line_num
            rows.append(cells)
    except csv.Error as error:
        raise BadInput([Fault(source, reader.line_num, "", f"This is not CSV: {error}.")]) from None
    return TomlFile(source, {ROW: tuple(rows)}, lines, rows=ROW)


def _separator(text: str) -> str:
    """Return what stands between cells, by the header: spreadsheets write what the computer's language uses for lists.

    What is pasted from one has tabs.
    """
    header = text.partition("\n")[0]
    return next((mark for mark in _NAMES if mark in header), ",")


def table_of(rows: Sequence[Mapping[str, str]], source: str) -> TomlFile:
    """Return rows that came in another way than as CSV; a fault's line is the row's number, from 1."""
    said = tuple({name: cell.strip() for name, cell in row.items() if cell.strip()} for row in rows)
    return TomlFile(source, {ROW: said}, {(ROW, number): number + 1 for number in range(len(said))}, rows=ROW)


def _text(path: Path) -> str:
    source = str(path)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BadInput([Fault(source, 0, "", f"is larger than {MAX_BYTES // 1_000_000} MB.")])
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        raise BadInput([unreadable(source, error)]) from None
    return decoded(content, source)


def decoded(content: bytes, source: str) -> str:
    """Return the text of a CSV file; BadInput for what is another kind of file."""
    if content.startswith(_ZIPPED):
        raise BadInput([Fault(source, 0, "", "is a workbook or an archive, not CSV.", "Save it as CSV (UTF-8).")])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput([Fault(source, 0, "", "is not plain text in UTF-8.", "Save it again as UTF-8.")]) from None
    if "\x00" in text:
        raise BadInput([Fault(source, 0, "", "is not a CSV file: it holds zero bytes.", "Save it again as CSV.")])
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _check_header(header: list[str], source: str) -> None:
    if not any(header):
        raise BadInput([Fault(source, 1, "", "has no header.", "The first line names the columns, id first.")])
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise BadInput([Fault(source, 1, name, "is there twice.", "Name every column once.") for name in twice])


def _filled(reader: Any, header: list[str], source: str) -> Iterator[dict[str, Any]]:
    parts_with = _NAMES[reader.dialect.delimiter]
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            found = f"{len(cells)} cell" if len(cells) == 1 else f"{len(cells)} cells"
            problem = f"has {found} where the header has {len(header)}."
            raise BadInput([Fault(source, reader.line_num, "", problem, f"Quote cells that hold a {parts_with}.")])
        yield {name: cell.strip() for name, cell in zip(header, cells, strict=True) if cell.strip()}
