"""Whatever bytes a folder holds, the answer is a snapshot or faults with a place; nothing else ever comes out."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pegboard.archive.faults import BadFactory
from pegboard.archive.reading import read_factory_files
from pegboard.archive.tests.folders import factory_files, rows_of

FILES = factory_files()
ODD = """0 -1 1e9 999999999999.999999 24:00 9999-12-31 0001-01-01 0001-01-01T00:00 9999-12-31T23:59 2026-10-25T02:30
2026-10-25T02:30+99:59 TABLE DAY SO-1 1 make ; \\ " ' 1_000 +1 ٣ 0x1 true NaN"""
CELLS = st.sampled_from(["", " ", *ODD.split()]) | st.text(max_size=4)


@given(st.sampled_from(sorted(FILES)), st.integers(0, 400), st.integers(0, 12), st.binary(max_size=3))
def test_damaged_bytes_are_faults_or_facts(file: str, start: int, length: int, put: bytes) -> None:
    content = FILES[file]
    damaged = content[:start] + put + content[start + length :]
    with contextlib.suppress(BadFactory):
        read_factory_files({**FILES, file: damaged})


@given(st.data())
def test_odd_cells_are_faults_or_facts(source: st.DataObject) -> None:
    file = source.draw(st.sampled_from(sorted(name for name in FILES if name.endswith(".csv"))))
    rows = rows_of(FILES[file])
    row = source.draw(st.sampled_from(rows))
    row[source.draw(st.sampled_from(sorted(row)))] = source.draw(CELLS)
    lines = [
        ",".join(rows[0]),
        *(",".join('"' + cell.replace('"', '""') + '"' for cell in cells.values()) for cells in rows),
    ]
    with contextlib.suppress(BadFactory):
        read_factory_files({**FILES, file: "\n".join(lines).encode("utf-8", "surrogatepass")})


@pytest.mark.parametrize("file", sorted(FILES))
def test_each_file_may_be_missing_and_nothing_but_faults_comes_of_it(file: str) -> None:
    with contextlib.suppress(BadFactory):
        read_factory_files({name: content for name, content in FILES.items() if name != file})
