"""Which records stay in a bounded store: S3-FIFO, inside one write transaction of LMDB.

After Yang, Zhang, Qiu, Yue and Vinayak: "FIFO queues are all you need for cache eviction" (SOSP
2023). A record comes into the small queue; one that nobody asks for a second time leaves it by the
other end and is only remembered by name, so that a crawler that walks the archive drives nothing
out. What is asked for again, or comes back while its name is remembered, goes to the main queue,
and round in it as long as it is asked for.

A record lies in its queue under its number in pieces of PIECE_BYTES, eight to a page of LMDB, which
the ascending numbers fill one after the other: as one value it would take whole pages of 4 kB.
"""

import struct
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from typing import Any, NamedTuple, cast

import lmdb

SMALL, MAIN, GHOSTS = b"small", b"main", b"ghosts"
INDEX, FRAMES, REFERENCES, TOTALS = b"index", b"frames", b"references", b"totals"
TABLES = (SMALL, MAIN, GHOSTS, INDEX, FRAMES, REFERENCES, TOTALS)
QUEUES = (SMALL, MAIN, GHOSTS)

PIECE_BYTES = 490  # with its key and what LMDB adds, an eighth of a page
PIECE_ROOM = 512
INDEX_ROOM = 96  # of a record or a name
SMALL_SHARE = 0.1
MOST_HITS = 3
HIT_SLOTS = 1 << 18
# So many records at most go round in the main queue for one that comes: a bound on a transaction.
MOST_ROUNDS = 256
GHOST_SHARE = 8192  # a name is remembered for so many bytes of the store

ENTRY = struct.Struct("<BQII16s")
NUMBERS = struct.Struct("<QQQQ")
PIECE = struct.Struct(">QH")
COUNT = struct.Struct("<I")
NAME_BYTES = 16
TOTALS_KEY = b"totals"


class Entry(NamedTuple):
    """Where a record lies: its queue, its number there, its bytes, their checksum, and the digest
    of the frame that it shares with others."""

    queue: bytes
    number: int
    length: int
    checksum: int
    frame: bytes

    @property
    def pieces(self) -> int:
        return -(-(NAME_BYTES + self.length) // PIECE_BYTES)

    @property
    def weight(self) -> int:
        """Bytes that it takes."""
        return INDEX_ROOM + PIECE_ROOM * self.pieces

    def to_bytes(self) -> bytes:
        return ENTRY.pack(QUEUES.index(self.queue), *self[1:])

    @classmethod
    def from_bytes(cls, data: bytes) -> "Entry":
        queue, *others = ENTRY.unpack(data)
        return cls(QUEUES[queue], *others)


@dataclass(slots=True)
class Totals:
    """Bytes in the queues and in shared frames, and the next number."""

    small: int = 0
    main: int = 0
    frames: int = 0
    next_number: int = 1


class Records:
    """The records as one transaction sees them."""

    def __init__(self, transaction: lmdb.Transaction, tables: dict[bytes, Any]) -> None:
        self._transaction = transaction
        self._tables = tables

    def find(self, name: bytes) -> Entry | None:
        """None for one that is not there, or of which only the name is remembered."""
        entry = self._find(name)
        return None if entry is None or entry.queue == GHOSTS else entry

    def read(self, entry: Entry) -> bytes:
        """The record; whether it is whole, its checksum tells."""
        cursor = self._cursor(entry.queue)
        cursor.set_key(PIECE.pack(entry.number, 0))
        found = [cursor.value()]
        for _ in range(1, entry.pieces):
            cursor.next()
            found.append(cursor.value())
        return b"".join(found)[NAME_BYTES:]

    def frame(self, digest: bytes) -> bytes | None:
        return self._get(FRAMES, digest)

    def _find(self, name: bytes) -> Entry | None:
        stored = self._get(INDEX, name)
        return Entry.from_bytes(stored) if stored else None

    def _get(self, table: bytes, key: bytes) -> bytes | None:
        return cast(bytes | None, self._transaction.get(key, db=self._tables[table]))

    def _cursor(self, table: bytes) -> lmdb.Cursor:
        return self._transaction.cursor(db=self._tables[table])


class Queues(Records):
    """The queues as one write transaction sees and changes them.

    `hits` is a byte for each of HIT_SLOTS, which whoever reads a record counts up to MOST_HITS.
    """

    def __init__(
        self, transaction: lmdb.Transaction, tables: dict[bytes, Any], hits: Any, most_bytes: int
    ) -> None:
        super().__init__(transaction, tables)
        self._hits = hits
        self._most_bytes = most_bytes
        stored = self._get(TOTALS, TOTALS_KEY)
        self._totals = Totals(*NUMBERS.unpack(stored)) if stored else Totals()

    def put(self, name: bytes, record: bytes, checksum: int, frame: bytes, content: bytes) -> None:
        """Stores the record and the frame that it names, whose content is given; lets others go.

        At most MOST_ROUNDS records are moved meanwhile.
        """
        old = self._find(name)
        queue = SMALL if old is None or old.queue == SMALL else MAIN
        self._refer(frame, content)
        if old is not None:
            self._drop(name, old)
        self._append(name, queue, record, checksum, frame)
        self._make_room()
        self._put(TOTALS, TOTALS_KEY, NUMBERS.pack(*astuple(self._totals)))

    def _make_room(self) -> None:
        rounds = MOST_ROUNDS
        while self._totals.small + self._totals.main + self._totals.frames > self._most_bytes:
            is_small = self._totals.small > SMALL_SHARE * self._most_bytes
            queue = SMALL if is_small or not self._totals.main else MAIN
            name, entry = self._oldest(queue)
            hits = self._hits[hit_slot(name)]
            if rounds and hits > (1 if queue == SMALL else 0):
                rounds -= 1
                self._hits[hit_slot(name)] = 0 if queue == SMALL else hits - 1
                record = self.read(entry)
                self._take_out(entry)
                self._append(name, MAIN, record, entry.checksum, entry.frame)
            else:
                self._drop(name, entry)
                self._hits[hit_slot(name)] = 0
                if queue == SMALL:
                    self._remember(name)

    def _oldest(self, queue: bytes) -> tuple[bytes, Entry]:
        """Raises CorruptedError where the tables do not fit together."""
        cursor = self._cursor(queue)
        cursor.first()
        name = bytes(cursor.value()[:NAME_BYTES])
        entry = self._find(name)
        if entry is None or entry.queue != queue:
            raise lmdb.CorruptedError("a record that no index knows")
        return name, entry

    def _append(
        self, name: bytes, queue: bytes, record: bytes, checksum: int, frame: bytes
    ) -> None:
        entry = Entry(queue, self._next_number(), len(record), checksum, frame)
        for place, piece in enumerate(pieces(name + record)):
            # Told that this is the end of the table, LMDB leaves no page half empty.
            self._transaction.put(
                PIECE.pack(entry.number, place), piece, db=self._tables[queue], append=True
            )
        self._put(INDEX, name, entry.to_bytes())
        self._weigh(entry, 1)

    def _drop(self, name: bytes, entry: Entry) -> None:
        self._take_out(entry)
        self._delete(INDEX, name)
        self._unrefer(entry.frame)

    def _take_out(self, entry: Entry) -> None:
        for place in range(entry.pieces):
            self._delete(entry.queue, PIECE.pack(entry.number, place))
        self._weigh(entry, -1)

    def _weigh(self, entry: Entry, sign: int) -> None:
        if entry.queue == SMALL:
            self._totals.small += sign * entry.weight
        elif entry.queue == MAIN:
            self._totals.main += sign * entry.weight

    def _remember(self, name: bytes) -> None:
        """The name alone; the oldest of too many is forgotten."""
        self._append(name, GHOSTS, b"", 0, b"")
        if (
            self._transaction.stat(self._tables[GHOSTS])["entries"]
            > self._most_bytes // GHOST_SHARE
        ):
            self._drop(*self._oldest(GHOSTS))

    def _refer(self, digest: bytes, content: bytes) -> None:
        """One record more names this frame, which is stored with the first."""
        references = self._references(digest)
        self._put(REFERENCES, digest, COUNT.pack(references + 1))
        if not references:
            self._put(FRAMES, digest, content)
            self._totals.frames += len(content) + INDEX_ROOM

    def _unrefer(self, digest: bytes) -> None:
        references = self._references(digest)
        if references > 1:
            self._put(REFERENCES, digest, COUNT.pack(references - 1))
        elif references:
            self._totals.frames -= len(self.frame(digest) or b"") + INDEX_ROOM
            self._delete(FRAMES, digest)
            self._delete(REFERENCES, digest)

    def _references(self, digest: bytes) -> int:
        stored = self._get(REFERENCES, digest)
        return int(COUNT.unpack(stored)[0]) if stored else 0

    def _next_number(self) -> int:
        number = self._totals.next_number
        self._totals.next_number += 1
        return number

    def _put(self, table: bytes, key: bytes, value: bytes) -> None:
        self._transaction.put(key, value, db=self._tables[table])

    def _delete(self, table: bytes, key: bytes) -> None:
        self._transaction.delete(key, db=self._tables[table])


def pieces(content: bytes) -> Iterator[bytes]:
    for start in range(0, len(content), PIECE_BYTES):
        yield content[start : start + PIECE_BYTES]


def hit_slot(name: bytes) -> int:
    """Names share HIT_SLOTS bytes: two on one are both taken for asked for, now and then."""
    return int.from_bytes(name[:4], "little") % HIT_SLOTS
