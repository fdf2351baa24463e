"""The files of a folder, or of a zip of one, by name."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Final

from pegboard.archive.faults import BadFactory, Fault

_FIXED_TIME: Final = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE: Final = 0o100644


def read_files(path: Path) -> dict[str, bytes]:
    """Return the content of every file; what a folder holds besides files comes with its name and a slash, empty."""
    try:
        if path.is_dir():
            return _of_folder(path)
        if path.is_file():
            return _of_zip(path)
    except OSError as error:
        raise _unreadable(path, f"cannot be read ({error.strerror or error})") from None
    raise _unreadable(path, "there is no such folder or file")


def zip_bytes(files: Mapping[str, bytes], *, folder: str = "") -> bytes:
    """Return a zip of the files: the same bytes for the same files, whenever and wherever it is made."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{folder}/{name}" if folder else name, _FIXED_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = _PLAIN_FILE << 16
            archive.writestr(entry, files[name])
    return written.getvalue()


def _of_folder(path: Path) -> dict[str, bytes]:
    entries = sorted(entry for entry in path.iterdir() if not entry.name.startswith("."))
    return {entry.name if entry.is_file() else f"{entry.name}/": _content(entry) for entry in entries}


def _content(entry: Path) -> bytes:
    return entry.read_bytes() if entry.is_file() else b""


def _of_zip(path: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if not name.endswith("/") and _is_shown(name)]
            base = _base(names)
            files: dict[str, bytes] = {}
            for name in names:
                inner = name.removeprefix(base)
                files[inner] = archive.read(name)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise _unreadable(path, f"cannot be read as a zip ({error})") from None
    return files


def _is_shown(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return not any(part.startswith(".") or part == "__MACOSX" for part in parts)


def _base(names: list[str]) -> str:
    """Return the one folder of a zip that all its files lie in, with a slash, or an empty text."""
    folders = {name.partition("/")[0] if "/" in name else "" for name in names}
    only = next(iter(folders)) if len(folders) == 1 else ""
    return f"{only}/" if only else ""


def _unreadable(path: Path, finding: str) -> BadFactory:
    return BadFactory([Fault(path.name, None, "", None, "a factory folder or a zip of one", finding=finding)])
