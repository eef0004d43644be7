"""Files made worse: bytes flipped, cells replaced, members of a workbook broken."""

from __future__ import annotations

import csv
import io
import zipfile
from random import Random

from fuzz.hostile import CELLS

# What changes much when one byte of it does.
BYTES = (b"\x00", b"\xff", b"\xef\xbb\xbf", b"\x1a", b"PK\x03\x04", b"<", b"&", b'"', b"\n", b",")


def mutated_bytes(rng: Random, data: bytes) -> bytes:
    """A few bytes flipped, cut out, doubled, put in; or the end cut off."""
    made = bytearray(data)
    for _ in range(rng.choice([1, 1, 2, 8])):
        at = rng.randrange(len(made) + 1)
        long = rng.choice([1, 2, 16, 200])
        which = rng.randrange(6)
        if which == 0 and at < len(made):
            made[at] ^= 1 << rng.randrange(8)
        elif which == 1:
            del made[at : at + long]
        elif which == 2:
            made[at:at] = made[at : at + long]
        elif which == 3:
            made[at:at] = rng.choice(BYTES)
        elif which == 4:
            made[at : at + long] = rng.randbytes(long)
        elif rng.random() < 0.3:
            del made[at:]
    return bytes(made)


def mutated_zip(rng: Random, data: bytes) -> bytes:
    """One member of an archive broken, gone, twice, or under another name; or plain bytes."""
    if rng.random() < 0.25:
        return mutated_bytes(rng, data)
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        members = [(name, old.read(name)) for name in old.namelist()]
    n, which = rng.randrange(len(members)), rng.randrange(5)
    name, content = members[n]
    if which == 0:
        del members[n]
    elif which == 1:
        members[n] = (rng.choice(members)[0], content)
    elif which == 2:
        members[n] = (name, rng.choice(members)[1])
    else:
        members[n] = (name, mutated_bytes(rng, content))
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in dict(members).items():
            new.writestr(name, content)
    return made.getvalue()


def mutated_rows(rng: Random, rows: list[list]) -> list[list]:
    """A table with cells replaced, and rows and columns gone, doubled, moved or cut short."""
    made = [list(row) for row in rows]
    for _ in range(rng.choice([1, 1, 2, 5, 20])):
        if not made:
            return made
        at = rng.randrange(len(made))
        which = rng.randrange(10)
        if which < 5 and made[at]:
            made[at][rng.randrange(len(made[at]))] = rng.choice(CELLS)
        elif which == 5:
            made.insert(rng.randrange(len(made)), list(made[at]))
        elif which == 6:
            del made[at]
        elif which == 7:
            made[at] = made[at][: rng.randrange(len(made[at]) + 1)]
        elif which == 8:
            _columns(rng, made)
        else:
            other = rng.choice(rows)
            made[at][: len(other)] = other
    return made


def _columns(rng: Random, rows: list[list]) -> None:
    """A column gone, doubled, or under the heading of another one."""
    wide = max(map(len, rows))
    one, other, which = rng.randrange(wide or 1), rng.randrange(wide or 1), rng.randrange(3)
    for row in rows if which else rows[:1]:
        if one < len(row) and other < len(row):
            if which == 1:
                del row[one]
            else:
                row[one] = row[other]


def mutated_text(rng: Random, data: bytes) -> bytes:
    """A text file of a table made worse, in its cells, its marks, its encoding or its bytes."""
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig", "replace"), newline="")))
    made = io.StringIO()
    comma = rng.choice([",", ",", ",", ";", "\t", "|"])
    csv.writer(made, delimiter=comma, lineterminator=rng.choice(["\n", "\r\n", "\r"])).writerows(
        mutated_rows(rng, rows) if rng.random() < 0.8 else rows
    )
    codec = rng.choice(["utf-8", "utf-8", "utf-8-sig", "gb18030", "utf-16", "big5", "latin-1"])
    text = made.getvalue().encode(codec, "replace")
    return mutated_bytes(rng, text) if rng.random() < 0.3 else text
