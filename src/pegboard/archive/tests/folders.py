"""Factory folders for tests: the small factory that uses every table, and files made of rows."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

BAD_INPUT = Path(__file__).parent / "bad_input"
FACTORY = BAD_INPUT / "factory"

Row = Mapping[str, str]


def factory_files() -> dict[str, bytes]:
    """Return the files of the small factory."""
    return {path.name: path.read_bytes() for path in sorted(FACTORY.iterdir())}


def rows_of(content: bytes) -> list[dict[str, str]]:
    """Return the rows of a CSV file by column."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def csv_of(rows: Sequence[Row], *, columns: Sequence[str] | None = None, line_end: str = "\n") -> bytes:
    """Return rows as a CSV file with its columns in the given order."""
    written = io.StringIO()
    writer = csv.DictWriter(written, columns or list(rows[0]), lineterminator=line_end, quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue().encode()


def settings(**changes: str) -> bytes:
    """Return a `factory.toml` with some keys changed, as TOML values."""
    keys = {
        "format": '"pegboard-factory/1"',
        "name": '"Bench"',
        "currency": '"EUR"',
        "timezone": '"Europe/Berlin"',
        "now": "2026-10-19T08:00:00",
        **changes,
    }
    return "".join(f"{key} = {value}\n" for key, value in keys.items()).encode()


def write_folder(files: Mapping[str, bytes], folder: Path) -> Path:
    """Write files into a new folder."""
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder
