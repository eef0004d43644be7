"""Takes parts out of the compound files in which Office kept everything until 2003."""

from __future__ import annotations

import struct

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What a chain of sectors ends with, and all that are no numbers of sectors.
_NO_SECTOR = 0xFFFFFFFA
_TABLE, _END, _FREE = 0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFF
# The sectors of larger files; smaller parts than one lie in a part of their own.
_WIDE = 4096
_ENTRY = 128
_STREAM, _ROOT = 2, 5


class Compound:
    """The parts of a compound file by their names; a damaged one is a ValueError.

    Only the parts at its top: a text document may have a workbook inside.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        if len(data) < 512:
            raise ValueError("no header")
        self._size = 1 << struct.unpack_from("<H", data, 30)[0]
        if self._size not in (512, 4096):
            raise ValueError("no size of sectors")
        self._table = self._sectors_table()
        (start,) = struct.unpack_from("<I", data, 48)
        self._entries = self._chain(start)
        self._streams: dict[str, tuple[int, int]] = {}
        self._read_names()

    @property
    def names(self) -> set[str]:
        """The names of the parts."""
        return set(self._streams)

    def part(self, name: str) -> bytes:
        """Return what a part holds."""
        start, size = self._streams[name]
        (cutoff,) = struct.unpack_from("<I", self._data, 56)
        if size >= cutoff:
            return self._chain(start)[:size]
        # Small parts lie in one of their own, with a table of their own.
        (first,) = struct.unpack_from("<I", self._data, 60)
        table = _numbers(self._chain(first))
        box = self._chain(self._root)
        return b"".join(box[n * 64 : n * 64 + 64] for n in _follow(table, start))[:size]

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        found = self._data[start : start + self._size]
        if not found:
            raise ValueError("a sector beyond the end")
        return found

    def _chain(self, start: int) -> bytes:
        return b"".join(map(self._sector, _follow(self._table, start)))

    def _sectors_table(self) -> tuple[int, ...]:
        """Which sector follows which."""
        held = list(struct.unpack_from("<109I", self._data, 76))
        (more,) = struct.unpack_from("<I", self._data, 68)
        seen = 0
        while more < _NO_SECTOR and seen <= len(self._data) // self._size:
            *numbers, more = _numbers(self._sector(more))
            held += numbers
            seen += 1
        return _numbers(b"".join(self._sector(one) for one in held if one < _NO_SECTOR))

    def _read_names(self) -> None:
        entries = [
            self._entries[n : n + _ENTRY] for n in range(0, len(self._entries) - _ENTRY + 1, _ENTRY)
        ]
        self._root = next(self._place(one)[0] for one in entries if one[66] == _ROOT)
        # The names at the top are a tree that begins with the child of the root.
        rest = [struct.unpack_from("<I", one, 76)[0] for one in entries if one[66] == _ROOT]
        seen: set[int] = set()
        while rest:
            number = rest.pop()
            if number < len(entries) and number not in seen:
                seen.add(number)
                entry = entries[number]
                rest += struct.unpack_from("<2I", entry, 68)
                length = struct.unpack_from("<H", entry, 64)[0]
                name = entry[: max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
                self._streams[name] = self._place(entry)

    @staticmethod
    def _place(entry: bytes) -> tuple[int, int]:
        start, size = struct.unpack_from("<II", entry, 116)
        return start, size


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _follow(table: tuple[int, ...], number: int) -> list[int]:
    """The numbers of a chain."""
    found: list[int] = []
    while number < _NO_SECTOR:
        if number >= len(table) or len(found) > len(table):
            raise ValueError("a chain without an end")
        found.append(number)
        number = table[number]
    return found


def packed(name: str, part: bytes) -> bytes:
    """Return a compound file of one part: the same, without what may be wrong around it.

    >>> Compound(packed("Workbook", b"x" * 5000)).part("Workbook")[:5000] == b"x" * 5000
    True
    """
    size = len(part)
    part = part.ljust(max(-(-size // _WIDE) * _WIDE, _WIDE), b"\0")
    sectors = len(part) // _WIDE
    tables = -(-(sectors + 1) // (_WIDE // 4 - 1))
    # The table of sectors, then one sector of names, then the part.
    begin = tables + 1
    chain = [_TABLE] * tables + [_END, *range(begin + 1, begin + sectors), _END]
    chain += [_FREE] * (tables * _WIDE // 4 - len(chain))
    head = MAGIC + bytes(16) + struct.pack("<5H", 0x3E, 4, 0xFFFE, 12, 6) + bytes(6)
    head += struct.pack("<9I", 1, tables, tables, 0, _WIDE, _END, 0, _END, 0)
    head += struct.pack("<109I", *range(tables), *[_FREE] * (109 - tables))
    # The place of small parts may not be empty, though there are none.
    names = _entry("Root Entry", _ROOT, 1, begin, 0) + _entry(
        name, _STREAM, _FREE, begin, len(part)
    )
    table = struct.pack(f"<{len(chain)}I", *chain)
    return head.ljust(_WIDE, b"\0") + table + names.ljust(_WIDE, b"\0") + part


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le")
    head = text.ljust(64, b"\0") + struct.pack(
        "<HBB3I", len(text) + 2, kind, 1, _FREE, _FREE, child
    )
    return head + bytes(36) + struct.pack("<3I", start, size, 0)
