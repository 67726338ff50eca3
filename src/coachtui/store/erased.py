"""Random ids of the agents who were erased, and nothing else about them (R87)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from coachtui.store import disk, log_codec
from coachtui.store.log_table import KeyedDB

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from coachtui.store.lock import StoreLock

_TABLE = "erased"


class _Line(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is kept of an erasure.

    Attributes:
        on: Local date.
        done: Whether nothing is left of the agent.
        back: Whether the lead took the agent's records in again from a file.
    """

    on: str
    done: bool
    back: bool = False


_DECODER = msgspec.json.Decoder(_Line)


class ErasedIds:
    """The log of erasures; anyone may read it, for it says nothing about anybody."""

    def __init__(self, path: Path, lock: StoreLock) -> None:
        """Name the log; it is made with the first erasure.

        Args:
            path: The file ``erased.jsonl`` of a store.
            lock: The store's lock.
        """
        self._path = path
        self._lock = lock

    def ids(self) -> set[str]:
        """Return the ids of everyone erased, or on the way to it.

        Raises:
            StoreError: The log cannot be read.
        """
        return {key for key, line in self._lines().items() if not line.back}

    def unfinished(self) -> list[str]:
        """Return the ids of those of whom something may be left.

        Raises:
            StoreError: The log cannot be read.
        """
        return [key for key, line in self._lines().items() if not (line.done or line.back)]

    def begin(self, agent_id: str, on: date) -> None:
        """Note that an agent is to be erased, before the first step.

        Raises:
            StoreError: It could not be noted; nothing was erased.
        """
        known = self._lines().get(agent_id)
        self._put(agent_id, _Line(on=known.on if known is not None else on.isoformat(), done=False))

    def take_back(self, agent_ids: Iterable[str]) -> None:
        """Note that agents who were erased may be stored again, because the lead chose so.

        Raises:
            StoreError: It could not be noted.
        """
        lines = self._lines()
        for agent_id in agent_ids:
            if agent_id in lines:
                self._put(agent_id, msgspec.structs.replace(lines[agent_id], back=True))

    def end(self, agent_id: str) -> None:
        """Note that nothing is left of an agent.

        Raises:
            StoreError: It could not be noted; the steps are gone through again at the next opening.
        """
        self._put(agent_id, msgspec.structs.replace(self._lines()[agent_id], done=True))

    def _put(self, agent_id: str, line: _Line) -> None:
        table = KeyedDB(self._path, lock=self._lock, create_dirs=True).keyed(_TABLE)
        table.put_encoded({agent_id: log_codec.encode_document(line)})

    def _lines(self) -> dict[str, _Line]:
        if not disk.is_there(self._path):
            return {}
        table = KeyedDB(self._path, lock=self._lock).keyed(_TABLE)
        return {key: _DECODER.decode(document) for key, document in table.encoded().items()}
