"""Salvage (``coachtui check --salvage``): rewriting damaged files with what is sound in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.domain.agent import unlisted_agent
from coachtui.domain.errors import StoreNewer
from coachtui.domain.finding import Salvaged
from coachtui.domain.toml_text import read_toml
from coachtui.store.keeping.checks.sound_parts import Sound, sound_parts
from coachtui.store.keeping.checks.traces_of_use import TEAM
from coachtui.store.keeping.checks.unlisted_agents import UNLISTED, relist_agents
from coachtui.store.keeping.checks.verify import Ships, verify
from coachtui.store.log import compaction, disk, layout
from coachtui.store.log.log_codec import FORMAT, Header
from coachtui.store.log.log_end import LogEnd, has_lost_records
from coachtui.store.log.log_scan import scan
from coachtui.store.protection import key_file
from coachtui.store.records import incoming
from coachtui.store.records.begun_logs import forget_begun
from coachtui.store.records.identity import begin_identity, has_records
from coachtui.store.records.index import accept_as_complete
from coachtui.store.records.index_listing import listed
from coachtui.store.records.order_lists import order_codec
from coachtui.store.records.team import LogTeamStore

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from coachtui.domain.finding import CheckReport
    from coachtui.store.log.lock import StoreLock
    from coachtui.store.log.log_codec import LogCodec, Record
    from coachtui.store.protection.seals import Seals

_CUT_OFF = frozenset({"torn_tail"})
"""All that is wrong where nothing is damaged that was ever shown as saved."""
_WRONG_KEY = "wrong_key"
_LOST = "log_lost"
_NOT_OURS = frozenset(
    {"unknown_file", "newer_format", "newer_schema", "store_foreign", "store_is_link", "unreadable"}
    | {UNLISTED, "a_folder", "folder_in_place", "not_a_file"}
)


class Salvage:
    """Repairs the damaged files of one store as far as they allow, and keeps the damaged ones.

    A file that is mended was copied first, byte by byte, to its name with ``.damaged-`` and the time. Only
    records whose checksum and, in a protected store, whose seal hold are taken over.
    """

    def __init__(self, root: Path, seals: Seals, lock: StoreLock, now: datetime) -> None:
        """Take the store.

        Args:
            root: Its folder.
            seals: Codecs of its logs, plain or encrypting.
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
        """Repair every file that a check found damaged.

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
        """Mend a file, or take it for lost."""
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
        """Take a log for lost."""
        kept = self._keep(self._root / name) if disk.is_there(self._root / name) else ""
        documents = self._begin_anew(name)
        return Salvaged(file=name, kept_as=kept, records=0, lost=(0,), documents=documents)

    def _begin_anew(self, name: str) -> int:
        """See that nothing lists a log any more, and give agents without a list of people one.

        Returns:
            How many they are.
        """
        agents: list[str] = []
        disk.remove(self._root / name)
        if name == TEAM:
            agents = sorted({path.parent.name for path in self._root.glob("agents/*/*.jsonl")})
            team = LogTeamStore(self._root / TEAM, self._lock, self._seals)
            team.put_agents(map(unlisted_agent, agents))
            begin_identity(self._root, self._lock, self._seals)  # without an agent too, it says something
        elif name in layout.noted_names():
            forget_begun(self._root, self._lock, self._seals, name)
        accept_as_complete(self._root, self._lock, self._seals, name)
        return len(agents)

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
            read_toml(disk.read_bytes(path).decode())
        except ValueError:
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
        """Write a log anew with what is sound in it; ``None`` where it is better left as it is."""
        codec = order_codec(self._root, name, self._seals)
        data = disk.read_bytes(path)
        noted = self._ends.get(name)
        if noted is not None and not (noted.lost or has_lost_records(path, codec, noted)):
            noted = None
        try:
            sound = sound_parts(data, codec, noted.n if noted is not None else 0)
        except StoreNewer:
            return None
        cut_off = found <= _CUT_OFF
        if cut_off and not (sound.repaired or (sound.records and _has_rest(data, codec))):
            return None
        if _WRONG_KEY in found and not sound.records:
            return None  # it may be sound where its key is, or in the place of another file
        kept = self._keep(path)
        lost = tuple(filter(None, sound.lost)) if cut_off else sound.lost
        if noted is not None and sound.last >= noted.n and not _is_mended(data, sound, noted):
            lost += (0,)  # others have its number by now
        _write_sound(path, sound, codec)
        documents = self._accept(name, path, sound)
        return Salvaged(
            file=name,
            kept_as=kept,
            records=sound.records,
            lost=lost,
            documents=documents,
            repaired=sound.repaired,
        )

    def _accept(self, name: str, path: Path, sound: Sound) -> int:
        """Let a log that was mended count as complete, and return how many documents it has."""
        accept_as_complete(self._root, self._lock, self._seals, name)
        if not has_records(path) and name in {TEAM, *layout.noted_names()}:
            return self._begin_anew(name)
        return sum(map(len, sound.state.tables.values()))

    def _keep(self, path: Path) -> str:
        """Copy a file beside itself, durably, and return the name of the copy."""
        kept = path.with_name(path.name + self._ending)
        number = 1
        while disk.is_there(kept):
            number += 1
            kept = path.with_name(f"{path.name}{self._ending}-{number}")
        disk.write_whole(kept, [disk.read_bytes(path)])
        return kept.relative_to(self._root).as_posix()


def _write_sound(path: Path, sound: Sound, codec: LogCodec) -> None:
    """Put what is sound in a log in its place, as a log of its own generation."""
    records = compaction.compacted_records(sound.state, sound.last)
    header = Header(
        format=FORMAT,
        generation=disk.random_name(),
        n=sound.last,
        schema=sound.schema,
        to=sound.last + len(records),
    )
    entries: list[Header | Record] = [header, *records]
    disk.write_whole(path, [codec.encode(entry, header.generation) for entry in entries])


def _has_rest(data: bytes, codec: LogCodec) -> bool:
    """Return whether bytes that are no record still follow the last one; another window may be writing."""
    first, _feed, rest = data.partition(b"\n")
    header = codec.header(first)
    if header is None:
        return False
    found = scan(rest, start=0, after=header.n, codec=codec, generation=header.generation, file="")
    return bool(found.torn)


def _is_mended(data: bytes, sound: Sound, noted: LogEnd) -> bool:
    """Return whether the last record known to be durable is among the sound ones, though its line was hit."""
    line_end = noted.crc.encode() + b'"}'
    stood = data[: noted.size - 3].endswith(noted.crc.encode()) or line_end + b"\n" in data
    return sound.last == noted.n and not noted.lost and bool(sound.repaired or stood)


def salvage(
    root: Path, seals: Seals, lock: StoreLock, now: datetime, ships: Ships | None = None
) -> tuple[list[Salvaged], CheckReport]:
    """Check a store, repair what is damaged, and check again.

    Args:
        root: Its folder.
        seals: Codecs of its logs, plain or encrypting.
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
    listed_again = relist_agents(root, lock, seals, after)
    if listed_again:
        after = verify(root, seals=seals, ships=ships)
    return mended + listed_again, after
