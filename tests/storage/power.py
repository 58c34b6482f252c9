"""A disk that loses its power: what SQLite asked it to keep is kept, and of everything else only some.

It stands between SQLite and the files: the C library's own table of file operations is copied, and writing, truncating
and syncing are noted on their way. So no statement is replaced, and the library is the one that Python uses.

What it knows and what it does not: a sync keeps everything written to that file before, as POSIX says; what was not
synced is kept or lost by the sector, in any order. A disk that lies about a sync, and the entries of a folder (that a
file exists at all), are not modelled; Kith makes its files once and never renames one while it runs.
"""

import ctypes
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import CFUNCTYPE, POINTER, Structure, byref, c_char_p, c_int, c_int64, c_void_p, cast, memmove, sizeof
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

SECTOR = 512
LIBRARY = "libsqlite3.so.0"
_METHODS = 18
_Write = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_Truncate = CFUNCTYPE(c_int, c_void_p, c_int64)
_Sync = CFUNCTYPE(c_int, c_void_p, c_int)
_Open = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
_Delete = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int)
_WRITE, _TRUNCATE, _SYNC = 2, 3, 4
"""Where they stand in `sqlite3_io_methods`, after its version, closing and reading."""


class _Methods(Structure):
    _fields_ = (("version", c_int), ("calls", c_void_p * _METHODS))


class _File(Structure):
    _fields_ = (("methods", POINTER(_Methods)),)


class _Vfs(Structure):
    _fields_ = (
        ("version", c_int),
        ("size_of_file", c_int),
        ("longest_path", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("data", c_void_p),
        ("open", _Open),
        ("delete", _Delete),
        ("others", c_void_p * 14),
    )


@dataclass
class Kept:
    """One file: what is surely on the disk, and what was written since the last sync, in order."""

    synced: bytearray = field(default_factory=bytearray)
    since: list[tuple[int, bytes]] = field(default_factory=list)
    """Offset and bytes; without bytes the file was cut there."""

    def sync(self) -> None:
        """Keep everything."""
        for offset, written in self.since:
            _put(self.synced, offset, written)
        self.since.clear()

    def after_a_loss(self, chance: Random) -> bytes:
        """Return what may be there afterwards: of each sector written since, nothing or all."""
        found = bytearray(self.synced)
        for offset, written in self.since:
            if not written:
                if chance.random() < 0.5:
                    _put(found, offset, written)
                continue
            for start in range(0, len(written), SECTOR):
                if chance.random() < 0.5:
                    _put(found, offset + start, written[start : start + SECTOR])
        return bytes(found)


def _put(found: bytearray, offset: int, written: bytes) -> None:
    if not written:
        del found[offset:]
        return
    if len(found) < offset:
        found.extend(bytes(offset - len(found)))
    found[offset : offset + len(written)] = written


class Disk:
    """Every file SQLite opened in a folder since the disk was put under it, by path."""

    def __init__(self) -> None:
        self.files: dict[str, Kept] = {}
        self._by_handle: dict[int, Kept] = {}
        self._kept_alive: list[Any] = []

    def lose_power(self, chance: Random, into: Path) -> None:
        """Write what may be left of every file into another folder."""
        for path, kept in self.files.items():
            if not path.endswith("-shm"):  # memory, made anew by whoever opens the file first
                (into / Path(path).name).write_bytes(kept.after_a_loss(chance))

    def opened(self, handle: int, path: str) -> None:
        """Watch a file from here on."""
        kept = self.files.setdefault(path, Kept(bytearray(Path(path).read_bytes())))
        self._by_handle[handle] = kept
        file = cast(handle, POINTER(_File)).contents
        methods = _Methods()
        memmove(byref(methods), file.methods, sizeof(_Methods))
        for place, watched in self._watched(file.methods.contents):
            methods.calls[place] = cast(watched, c_void_p).value
            self._kept_alive.append(watched)
        self._kept_alive.append(methods)
        file.methods = ctypes.pointer(methods)

    def _watched(self, real: _Methods) -> Iterator[tuple[int, Any]]:
        write = _Write(real.calls[_WRITE])
        truncate, sync = _Truncate(real.calls[_TRUNCATE]), _Sync(real.calls[_SYNC])

        def writes(file: int, buffer: int, amount: int, offset: int) -> int:
            self._by_handle[file].since.append((offset, ctypes.string_at(buffer, amount)))
            return int(write(file, buffer, amount, offset))

        def truncates(file: int, size: int) -> int:
            self._by_handle[file].since.append((size, b""))
            return int(truncate(file, size))

        def syncs(file: int, flags: int) -> int:
            self._by_handle[file].sync()
            return int(sync(file, flags))

        yield _WRITE, _Write(writes)
        yield _TRUNCATE, _Truncate(truncates)
        yield _SYNC, _Sync(syncs)


@contextmanager
def watched_disk(folder: Path) -> Iterator[Disk]:
    """Put a watched disk under what SQLite opens in a folder in the block; Python has to use the system's SQLite."""
    library = ctypes.CDLL(LIBRARY)
    library.sqlite3_vfs_find.restype = POINTER(_Vfs)
    real, disk = library.sqlite3_vfs_find(None), Disk()
    ours = _Vfs()
    memmove(byref(ours), real, sizeof(_Vfs))
    ours.name = b"watched"
    ours.open = opens = _Open(_opening(real.contents.open, disk, str(folder)))
    ours.delete = deletes = _Delete(_deleting(real.contents.delete, disk))
    library.sqlite3_vfs_register(byref(ours), 1)
    try:
        yield disk
    finally:
        library.sqlite3_vfs_register(real, 1)
        library.sqlite3_vfs_unregister(byref(ours))
        del opens, deletes


def _opening(real: Callable[..., int], disk: Disk, folder: str) -> Callable[..., int]:
    def opens(vfs: int, path: int | None, file: int, flags: int, out: int) -> int:
        done = real(vfs, path, file, flags, out)
        if done == 0 and path is not None:  # the name goes on as it came: there is more behind its end
            name = ctypes.string_at(path).decode()
            if os.path.dirname(name) == folder:
                disk.opened(file, name)
        return done

    return opens


def _deleting(real: Callable[..., int], disk: Disk) -> Callable[..., int]:
    def deletes(vfs: int, path: int, waits: int) -> int:
        disk.files.pop(ctypes.string_at(path).decode(), None)
        return real(vfs, path, waits)

    return deletes
