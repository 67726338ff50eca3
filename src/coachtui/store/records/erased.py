"""The list of erased agents: their random ids and the day, and nothing else about them (R87)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from coachtui.domain.errors import StoreCorrupt
from coachtui.store.log import log_codec
from coachtui.store.log.log_table import KeyedDB
from coachtui.store.log.place import exists_in_store
from coachtui.store.records.order_lists import ERASED

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from coachtui.store.log.lock import StoreLock
    from coachtui.store.records.order_lists import Orders

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
    """The list of erased agents of one store, which holds random ids and days only."""

    def __init__(self, root: Path, lock: StoreLock, orders: Orders) -> None:
        """Name the log; it is made with the first erasure.

        Args:
            root: The store's folder.
            lock: The store's lock.
            orders: Gives its codec.
        """
        self._path = root / ERASED
        self._lock = lock
        self._orders = orders

    def ids(self) -> set[str]:
        """Return the ids of all agents who are erased or whose erasure has begun.

        Raises:
            StoreError: The log cannot be read.
        """
        return {key for key, line in self._lines().items() if not line.back}

    def carried_out(self) -> set[str]:
        """Return the ids of erased agents, but for those noted as done of whom the store holds something.

        Raises:
            StoreError: The log, or the store, cannot be read.
        """
        done = {key for key, line in self._lines().items() if line.done}
        return self.ids() - (done & self._orders.people() if done else set())

    def check_not_lost(self) -> None:
        """Check that the list was not lost.

        Raises:
            StoreCorrupt: ``log_lost``.
            StoreError: The store cannot be read.
        """
        self._orders.check_not_lost(ERASED)

    def ever_erased(self) -> set[str]:
        """Return the ids of all agents in the list, also of those who were taken in again.

        Raises:
            StoreError: The log cannot be read.
        """
        return set(self._lines())

    def taken_back(self) -> set[str]:
        """Return the ids of erased agents whose records the lead took in again from a file.

        Raises:
            StoreError: The log cannot be read.
        """
        return {key for key, line in self._lines().items() if line.back}

    def unfinished(self) -> list[str]:
        """Return the ids of agents whose erasure has begun and is not complete.

        Raises:
            StoreError: The log cannot be read.
        """
        return [key for key, line in self._lines().items() if not (line.done or line.back)]

    def begin(self, agent_id: str, on: date) -> None:
        """Note that an agent is to be erased; this comes before the first step of erasing.

        Raises:
            StoreCorrupt: ``log_lost``: the list that was there is gone; nothing was erased.
            StoreError: It could not be noted; nothing was erased.
        """
        known = self._lines().get(agent_id)
        self._put(agent_id, _Line(on=known.on if known is not None else on.isoformat(), done=False))

    def take_back(self, agent_ids: Iterable[str]) -> None:
        """Note that erased agents may be stored again, because the lead took their records in.

        Raises:
            StoreError: It could not be noted.
        """
        lines = self._lines()
        for agent_id in agent_ids:
            if agent_id in lines:
                self._put(agent_id, msgspec.structs.replace(lines[agent_id], back=True))

    def note_back(self, agent_ids: Iterable[str], on: date) -> None:
        """Note that agents may be stored again, whether or not the list has them, as after a restore.

        Args:
            agent_ids: Random ids; of those of whom it says nothing yet it says this.
            on: Local date, for those.

        Raises:
            StoreCorrupt: ``log_lost``: the list that was there is gone.
            StoreError: It could not be noted.
        """
        lines = self._lines()
        for agent_id in sorted(agent_ids):
            line = lines.get(agent_id, _Line(on=on.isoformat(), done=True))
            self._put(agent_id, msgspec.structs.replace(line, back=True))

    def end(self, agent_id: str) -> None:
        """Note that the erasure of an agent is complete.

        Raises:
            StoreError: It could not be noted; the steps are gone through again at the next opening.
        """
        self._put(agent_id, msgspec.structs.replace(self._lines()[agent_id], done=True))

    def seal(self) -> bool:
        """Encrypt a list that is still plain in a protected store.

        Returns:
            Whether some entries were dropped, because nothing proves that the program wrote them.

        Raises:
            StoreError: It could not be written; the plain one is there.
        """
        if not self._orders.unproven(ERASED):
            return False
        with self._lock.held():
            lines = self._lines()
            said = len(self._open().keyed(_TABLE).encoded())
            counts = {key: log_codec.encode_document(line) for key, line in lines.items()}
            self._orders.seal(ERASED, {_TABLE: counts})
        return said > len(lines)

    def _put(self, agent_id: str, line: _Line) -> None:
        self.seal()
        self._orders.check_not_lost(ERASED)
        table = self._open(create_dirs=True).keyed(_TABLE)
        table.put_encoded({agent_id: log_codec.encode_document(line)})

    def _lines(self) -> dict[str, _Line]:
        if not exists_in_store(self._path.parent, self._path):
            return {}
        documents = self._open().keyed(_TABLE).encoded()
        try:
            lines = {key: _DECODER.decode(document) for key, document in documents.items()}
        except msgspec.MsgspecError:
            raise StoreCorrupt("bad_document") from None
        if not (lines and self._orders.unproven(ERASED)):
            return lines
        there = self._orders.people()  # anybody may have written that they are to be erased
        return {key: line for key, line in lines.items() if key not in there}

    def _open(self, *, create_dirs: bool = False) -> KeyedDB:
        codec = self._orders.codec(ERASED)
        return KeyedDB(self._path, lock=self._lock, codec=codec, create_dirs=create_dirs, whole=True)
