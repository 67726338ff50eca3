"""Taking what is sound out of damaged files, for ``coachtui check --salvage``; the damaged ones are kept."""

from __future__ import annotations

import re
import tomllib
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from coachtui.domain.agent import unlisted_agent
from coachtui.domain.errors import CoachError, StoreCorrupt, StoreNewer
from coachtui.domain.finding import Salvaged
from coachtui.store import bit_repair, compaction, disk, incoming, key_file, layout
from coachtui.store.begun import forget_begun
from coachtui.store.identity import begin_identity, has_records
from coachtui.store.index import listed, take_as_it_is
from coachtui.store.log_codec import FORMAT, RECORD_START, SCHEMA, Header
from coachtui.store.log_end import LogEnd, falls_short
from coachtui.store.log_state import LogState
from coachtui.store.orders import order_codec
from coachtui.store.team import LogTeamStore
from coachtui.store.unlisted import UNLISTED, list_again
from coachtui.store.used import TEAM
from coachtui.store.verify import DECODERS, Ships, verify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from coachtui.domain.finding import CheckReport
    from coachtui.store.lock import StoreLock
    from coachtui.store.log_codec import LogCodec, Record
    from coachtui.store.seals import Seals

_HARMLESS = frozenset({"torn_tail"})
_WRONG_KEY = "wrong_key"
_LOST = "log_lost"
_NOT_OURS = frozenset(
    {"unknown_file", "newer_format", "newer_schema", "store_foreign", "store_is_link", "unreadable"}
    | {UNLISTED, "a_folder", "not_a_file"}
)
_GENERATION = slice(len(b'{"coachtui":1,"gen":"'), len(b'{"coachtui":1,"gen":"') + 12)
"""Where it stands in every header of this format, whatever is damaged around it."""

_CHECK = re.compile(rb',"crc":"[0-9a-f]{8}"\}')
_HEX = "0123456789abcdef"


class Salvage:
    """Mends one store as far as its files allow.

    A file that is mended was copied first, byte by byte, to its name with ``.damaged-`` and the time. Only
    records whose checksum and, in a protected store, whose seal hold are taken over.
    """

    def __init__(self, root: Path, seals: Seals, lock: StoreLock, now: datetime) -> None:
        """Take the store.

        Args:
            root: Its folder.
            seals: What its logs are written with.
            lock: Its lock.
            now: Wall time, for the names of what is kept.
        """
        self._root = root
        self._seals = seals
        self._lock = lock
        self._ends: dict[str, LogEnd] = {}
        self._other_key = False
        self._ending = f".damaged-{now:%Y%m%d-%H%M%S}"

    def mend(self, report: CheckReport) -> list[Salvaged]:
        """Mend every file that a check found damaged.

        Args:
            report: What the check said.

        Returns:
            What became of each file, in order.

        Raises:
            StoreBusy: Others keep the lock.
            StoreError: The disk fails; a file is either as it was or mended.
        """
        codes: dict[str, set[str]] = {}
        for finding in report.findings:
            codes.setdefault(finding.file.partition("/")[2], set()).add(finding.code)
        self._other_key = _WRONG_KEY in codes.get(TEAM, ())
        with self._lock.held():
            self._ends = listed(self._root, self._seals).ends
            mended = [
                self._mend_file(name, self._root / name, found)
                for name, found in codes.items()
                if name and not found & _NOT_OURS
            ]
            return [each for each in mended if each is not None]

    def _mend_file(self, name: str, path: Path, found: set[str]) -> Salvaged | None:
        """Mend a file; one with a torn tail only if that tail is a record with a single wrong bit."""
        try:
            if _LOST in found and (
                not disk.is_there(path) or (path.parent == self._root and not has_records(path))
            ):
                return self._go_on_without(name)
            if name.startswith("keys."):
                return self._mend_keys(name)
            if path.suffix == ".toml":
                return self._set_aside(name, path)
            if layout.is_derived(name):
                return self._make_way(name)
            if name == incoming.NAME:
                return self._put_away(name, path)
            return self._mend_log(name, path, found)
        except OSError as error:
            raise disk.as_store_error(error, path) from error

    def _go_on_without(self, name: str) -> Salvaged:
        """Take a log for lost: nothing lists it any more, and agents without a list of people get one."""
        documents = 0
        kept = self._keep(self._root / name) if disk.is_there(self._root / name) else ""
        disk.remove(self._root / name)
        if name == TEAM:
            agents = sorted({path.parent.name for path in self._root.glob("agents/*/*.jsonl")})
            team = LogTeamStore(self._root / TEAM, self._lock, self._seals)
            team.put_agents(map(unlisted_agent, agents))
            begin_identity(self._root, self._lock, self._seals)  # without an agent too, it says something
            documents = len(agents)
        elif name in layout.noted_names():
            forget_begun(self._root, self._lock, self._seals, name)
        take_as_it_is(self._root, self._lock, self._seals, name)
        return Salvaged(file=name, kept_as=kept, records=0, lost=(0,), documents=documents)

    def _make_way(self, name: str) -> Salvaged | None:
        """Remove a file that is made anew, unless the key is another one: with its own it is sound."""
        if self._other_key:
            return None
        disk.remove(self._root / name)
        return Salvaged(file=name, kept_as="", records=0, lost=(), documents=0)

    def _mend_keys(self, name: str) -> Salvaged | None:
        """Write both copies of the wrapped key from the sound one."""
        keys = key_file.read_keys(self._root)
        if keys is None:
            return None
        key_file.write_keys(self._root, keys)
        return Salvaged(file=name, kept_as="", records=1, lost=(), documents=1)

    def _set_aside(self, name: str, path: Path) -> Salvaged | None:
        """Move a damaged copy of a form or model away; one that is shipped is copied anew when it is used."""
        try:
            tomllib.loads(disk.read_bytes(path).decode())
        except (UnicodeDecodeError, tomllib.TOMLDecodeError):
            kept = self._keep(path)
            disk.remove(path)
            return Salvaged(file=name, kept_as=kept, records=0, lost=(1,), documents=0)
        return None

    def _put_away(self, name: str, path: Path) -> Salvaged:
        """Move damaged records on their way aside: all of them are taken in, or nothing more."""
        kept = self._keep(path)
        disk.remove(path)
        return Salvaged(file=name, kept_as=kept, records=0, lost=(0,), documents=0)

    def _mend_log(self, name: str, path: Path, found: set[str]) -> Salvaged | None:
        codec = order_codec(self._root, name, self._seals)
        data = disk.read_bytes(path)
        try:
            sound = sound_parts(data, codec)
        except StoreNewer:
            return None
        if found <= _HARMLESS and not sound.repaired:
            return None
        if _WRONG_KEY in found and not sound.records:
            return None  # it may be sound where its key is, or in the place of another file
        kept = self._keep(path)
        lost = sound.lost + self._cut_off(name, path, codec, sound)
        header = Header(format=FORMAT, generation=disk.random_name(), n=sound.last, schema=sound.schema)
        entries: list[Header | Record] = [header, *compaction.records(sound.state, sound.last)]
        disk.write_whole(path, [codec.encode(entry, header.generation) for entry in entries])
        take_as_it_is(self._root, self._lock, self._seals, name)
        documents = sum(map(len, sound.state.tables.values()))
        return Salvaged(
            file=name,
            kept_as=kept,
            records=sound.records,
            lost=lost,
            documents=documents,
            repaired=sound.repaired,
        )

    def _cut_off(self, name: str, path: Path, codec: LogCodec, sound: Sound) -> tuple[int, ...]:
        """Return the numbers of the records missing at the end; 0 where others have theirs by now."""
        noted = self._ends.get(name)
        if noted is None or not (noted.lost or falls_short(path, codec, noted)):
            return ()
        if sound.repaired and sound.last == noted.n and not noted.lost:
            return ()
        return tuple(range(sound.last + 1, noted.n + 1)) or (0,)

    def _keep(self, path: Path) -> str:
        """Copy a file beside itself, durably, and return the name of the copy."""
        kept = path.with_name(path.name + self._ending)
        number = 1
        while disk.is_there(kept):
            number += 1
            kept = path.with_name(f"{path.name}{self._ending}-{number}")
        disk.write_whole(kept, [disk.read_bytes(path)])
        return kept.relative_to(self._root).as_posix()


class Sound(NamedTuple):
    """What of a damaged log is sound.

    Attributes:
        state: What its sound records say.
        records: How many they are.
        last: The highest number among them.
        lost: Numbers of the records that are missing; 0 for each damaged line more than those, and for each
            document that cannot be read.
        schema: Version of the documents.
        repaired: How many records had one wrong bit, which was set right.
    """

    state: LogState
    records: int
    last: int
    lost: tuple[int, ...]
    schema: int
    repaired: int


def sound_parts(data: bytes, codec: LogCodec) -> Sound:
    """Return what is sound in the bytes of a log, wherever they are damaged.

    Raises:
        StoreNewer: It is of a newer version, which may know better what to do.
    """
    first, _feed, rest = data.partition(b"\n")
    header = _header(first, codec)
    if header is not None and (header.format > FORMAT or header.schema > SCHEMA):
        raise StoreNewer("newer_schema", version=header.schema, known=SCHEMA)
    state = LogState()
    taken: list[int] = []
    repairs = 0
    generation = header.generation if header is not None else _generation(first, data, codec)
    for record, repair in _records(data if header is None else rest, codec, generation):
        if not taken or record.n > taken[-1]:
            _apply(state, record)
            taken.append(record.n)
            repairs += repair
    after = header.n if header is not None else (min(taken) - 1 if taken else 0)
    there = set(taken)
    lost = [n for n in range(after + 1, (taken[-1] if taken else after) + 1) if n not in there]
    damaged = _damaged_lines(data, codec, generation, header_lost=header is None)
    lost += [0] * (max(0, damaged - len(lost)) + _drop_unreadable(state))
    return Sound(
        state=state,
        records=len(taken),
        last=taken[-1] if taken else 0,
        lost=tuple(lost),
        schema=header.schema if header is not None else SCHEMA,
        repaired=repairs,
    )


def _header(line: bytes, codec: LogCodec) -> Header | None:
    """Return the header in a line, with a single wrong bit set right."""
    for text in (line, bit_repair.repaired(line)):
        try:
            header = codec.header(text) if text is not None else None
        except StoreCorrupt:
            return None
        if header is not None:
            return header
    return None


def _generation(first: bytes, data: bytes, codec: LogCodec) -> str:
    """Return the generation of a log whose header is damaged, so far as it can be told.

    Sealed records are bound to it; where one character of it was hit, each in its place is tried.
    """
    text = first[_GENERATION].decode("latin-1")
    variants = (text[:place] + digit + text[place + 1 :] for place, digit in product(range(len(text)), _HEX))
    lines = [line for line in data.split(b"\n") if line.startswith(RECORD_START)][:3]
    for generation in (text, *variants):
        if any(_record(line, codec, generation) is not None for line in lines):
            return generation
    return text


def _records(data: bytes, codec: LogCodec, generation: str) -> Iterator[tuple[Record, bool]]:
    """Yield every record that verifies, and whether a bit of it had to be set right.

    Those count too that stand in a line with what was damaged.
    """
    for line in data.split(b"\n"):
        record = _record(line, codec, generation)
        if record is not None:
            yield record, False
        else:
            yield from _hidden(line, codec, generation)


def _damaged_lines(data: bytes, codec: LogCodec, generation: str, *, header_lost: bool) -> int:
    """Return how many lines hold no record that can be read, without an append that was cut off."""
    lines = data.split(b"\n")
    ended = lines.pop() == b""
    tail = [] if ended else [data.rpartition(b"\n")[2]]
    lines += [line for line in tail if codec.framed(line) or not line.startswith(RECORD_START)]
    inside = lines if header_lost and len(lines) == 1 else lines[1:]
    return sum(next(_records(line, codec, generation), None) is None for line in inside if line)


def _hidden(line: bytes, codec: LogCodec, generation: str) -> Iterator[tuple[Record, bool]]:
    """Yield the records in a line that is none: before, between and after damaged bytes, or one bit wrong."""
    ends = [found.end() for found in _CHECK.finditer(line)]
    starts = [found.start() for found in re.finditer(re.escape(RECORD_START), line)]
    past = 0
    for start in starts or [0]:
        pieces = [line[start:end] for end in ends if end > start] or [line[start:]]
        for piece in pieces if start >= past else ():
            record = _record(piece, codec, generation)
            if record is not None:
                past = start + len(piece)
                yield record, False
                break
        else:
            right = bit_repair.repaired(pieces[0]) if start >= past else None
            record = _record(right, codec, generation) if right is not None else None
            if record is not None:
                past = start + len(pieces[0])
                yield record, True


def _record(line: bytes, codec: LogCodec, generation: str) -> Record | None:
    try:
        return codec.record(line, generation)
    except StoreCorrupt:
        return None


def _apply(state: LogState, record: Record) -> None:
    """Do what a record says; what it removes may have been in one that is lost."""
    drop = [name for name in record.drop if name in state.tables]
    delete = {
        name: [key for key in ids if key in state.table(name)]
        for name, ids in record.delete.items()
        if name in state.tables
    }
    state.apply(type(record)(n=record.n, drop=drop, delete=delete, put=record.put), "")


def _drop_unreadable(state: LogState) -> int:
    """Take out documents that no version of the program can read; return how many they were.

    Raises:
        StoreNewer: One is of a newer version.
    """
    dropped = 0
    for table, decode in DECODERS.items():
        for key, document in list(state.table(table).items()):
            try:
                decode(document)
            except StoreNewer:
                raise
            except CoachError:
                state.leave_out(table, key)
                dropped += 1
    return dropped


def salvage(
    root: Path, seals: Seals, lock: StoreLock, now: datetime, ships: Ships | None = None
) -> tuple[list[Salvaged], CheckReport]:
    """Check a store, mend what is damaged, and check again.

    Args:
        root: Its folder.
        seals: What its logs are written with.
        lock: Its lock.
        now: Wall time, for the names of what is kept.
        ships: As for ``verify``.

    Returns:
        What became of each damaged file, and what a check says afterwards.

    Raises:
        StoreError: As for ``Salvage.mend``.
    """
    mended = Salvage(root, seals, lock, now).mend(verify(root, seals=seals))
    after = verify(root, seals=seals, ships=ships)
    listed_again = list_again(root, lock, seals, after)
    if listed_again:
        after = verify(root, seals=seals, ships=ships)
    return mended + listed_again, after
