"""Records from a file on their way into the store: all of them or none, whatever cuts the way off."""

from __future__ import annotations

import shutil
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from coachtui.domain.errors import StoreBusy, StoreError, StoreFull
from coachtui.domain.incoming import PackCopy
from coachtui.store import compaction, disk, log_codec
from coachtui.store.claim import claim_on
from coachtui.store.documents import AGENTS, LEADS, SESSIONS
from coachtui.store.log_table import KeyedDB
from coachtui.store.shards import ShardKey, key_of, safe_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coachtui.domain.agent import Agent, Lead
    from coachtui.domain.session import Session
    from coachtui.store.seals import Seals
    from coachtui.store.session_store import LogSessionStore

NAME = "incoming.jsonl"

_SESSIONS, _AGENTS, _LEAD, _PACKS, _BACK, _WHOLE = "sessions", "agents", "lead", "packs", "back", "whole"
_ONE = "1"
_BATCH = 200
_ROOM = 8_000_000
_PACK = msgspec.json.Decoder(PackCopy)


class IncomingRecords:
    """The log ``incoming.jsonl`` of one store; fits the port ``services.importing.IncomingStore``.

    Everything is written there first. With the last record, which says that it is whole, taking it in is
    settled: from then on every opening of the store goes on with it until all stands in its place. Until
    then nothing of the store was touched, and the log is thrown away.
    """

    def __init__(self, store: LogSessionStore, seals: Seals) -> None:
        """Take the store and what its logs are written with."""
        self._store = store
        self._path = store.root / NAME
        self._codec = seals.codec(NAME)

    @property
    def waiting(self) -> bool:
        """Whether anything is on its way.

        Raises:
            StoreError: That cannot be known here.
        """
        return disk.is_there(self._path)

    def stored(self, session_ids: Iterable[str]) -> Iterator[Session]:
        """Yield those of the sessions that are stored already, log by log.

        Raises:
            StoreError: A log cannot be read.
        """
        wanted = set(session_ids)
        if wanted:
            yield from self._store.several(wanted)

    def kept_content(self, content_id: str, version: int) -> str | None:
        """Return the text of a form or model as it was first used here, or ``None``.

        Raises:
            StoreError: It cannot be read.
        """
        return self._store.kept_content(content_id, version)

    def erased(self) -> set[str]:
        """Return the ids of agents who were erased from this store.

        Raises:
            StoreError: The log of them cannot be read.
        """
        return self._store.erased.ids()

    def take_in(
        self,
        *,
        lead: Lead | None,
        agents: Iterable[Agent],
        packs: Iterable[PackCopy],
        sessions: Iterable[Session],
        size: int,
    ) -> None:
        """Store records, those with an id that is there already in its place.

        Args:
            lead: The lead, where the store has none yet.
            agents: Agents; one who was erased comes back.
            packs: Forms and models.
            sessions: Sessions.
            size: Bytes they take, about.

        Raises:
            StoreFull: There is no room; nothing was taken in.
            StoreBusy: A session that is to be replaced is open in a window; nothing was taken in.
            StoreError: Nothing was taken in; or, as ``import_unfinished``, the next opening goes on with it.
        """
        with self._store.lock.held():
            self.finish()
            self._check_room(size)
            try:
                self._write(lead, list(agents), list(packs), sessions)
            except BaseException:
                self._drop()
                raise
            self.finish()

    def finish(self) -> None:
        """Go on with what was settled, and throw away what was not.

        Raises:
            StoreError: ``import_unfinished`` with the ``reason``: it goes on at the next opening.
        """
        if not self.waiting:
            return
        try:
            with self._store.lock.held():
                if self.waiting:
                    self._go_on()
        except (StoreFull, OSError) as error:
            reason = error.code if isinstance(error, StoreFull) else "disk_failed"
            raise StoreError("import_unfinished", reason=reason) from None

    def _write(
        self, lead: Lead | None, agents: list[Agent], packs: list[PackCopy], sessions: Iterable[Session]
    ) -> None:
        log = KeyedDB(self._path, lock=self._store.lock, codec=self._codec, create_dirs=True)
        back = self._store.erased.ids() & {agent.id for agent in agents}
        log.keyed(_BACK).put_encoded(dict.fromkeys(sorted(back), b"{}"))
        log.keyed(_AGENTS).put_encoded({safe_id(agent.id): AGENTS.encode(agent) for agent in agents})
        if lead is not None:
            log.keyed(_LEAD).put_encoded({_ONE: LEADS.encode(lead)})
        log.keyed(_PACKS).put_encoded(
            {f"{pack.kind}-{pack.id}@{pack.version}": log_codec.encode_document(pack) for pack in packs}
        )
        table = log.keyed(_SESSIONS)
        for batch in _in_batches(sessions):
            for session in batch:
                self._check_closed(session.id)
            table.put_encoded({safe_id(session.id): SESSIONS.encode(session) for session in batch})
        log.keyed(_WHOLE).put_encoded({_ONE: b"{}"})

    def _go_on(self) -> None:
        log = KeyedDB(self._path, lock=self._store.lock, codec=self._codec)
        if log.keyed(_WHOLE).encoded_one(_ONE) is None:
            self._drop()
            return
        self._store.erased.take_back(log.keyed(_BACK).encoded())
        for document in log.keyed(_PACKS).encoded().values():
            pack = _PACK.decode(document)
            self._store.keep_content(pack.id, pack.version, pack.text)
        agents = [AGENTS.decode(document) for document in log.keyed(_AGENTS).encoded().values()]
        if agents:
            self._store.team.put_agents(agents)
        lead = log.keyed(_LEAD).encoded_one(_ONE)
        if lead is not None and self._store.team.lead() is None:
            self._store.team.put_lead(LEADS.decode(lead))
        self._put_sessions(list(log.keyed(_SESSIONS).encoded().values()))
        self._drop()

    def _put_sessions(self, documents: list[bytes]) -> None:
        """Store the sessions, in records of the size that a single damaged byte may take with it."""
        keys = [key_of(SESSIONS.decode(document)) for document in documents]
        ids = [SESSIONS.decode(document).id for document in documents]
        elsewhere = self._elsewhere(dict(zip(ids, keys, strict=True)))
        for key in sorted(set(keys)):
            own = [
                document
                for document, its_key, session_id in zip(documents, keys, ids, strict=True)
                if its_key == key and session_id not in elsewhere
            ]
            for part in _in_pieces(own):
                self._store.append_many(key.agent_id, key.year, map(SESSIONS.decode, part))
        for document, session_id in zip(documents, ids, strict=True):
            if session_id in elsewhere:
                self._store.get(session_id)
                self._store.put(SESSIONS.decode(document))

    def _elsewhere(self, wanted: dict[str, ShardKey]) -> set[str]:
        stored = self._store.several(wanted)
        return {session.id for session in stored if key_of(session) != wanted[session.id]}

    def _check_closed(self, session_id: str) -> None:
        lease = self._store.root / "leases" / f"{session_id}.lock"
        if not disk.is_there(lease):
            return
        claim = claim_on(lease)
        try:
            free = claim.take()
        except OSError as error:
            raise disk.as_folder_error(error, lease) from error
        claim.give_back()
        if not free:
            raise StoreBusy("session_open_elsewhere", session=session_id)

    def _check_room(self, size: int) -> None:
        """Refuse at once what cannot fit twice: on its way, and in its place."""
        root = self._store.root
        folder = next(path for path in (root, *root.parents) if path.exists())
        if shutil.disk_usage(folder).free < 2 * size + _ROOM:
            raise StoreFull("disk_full")

    def _drop(self) -> None:
        try:
            for ending in ("", ".torn", ".new"):
                disk.remove(self._path.with_name(NAME + ending))
        except OSError as error:
            raise disk.as_store_error(error, self._path) from error


def _in_batches(sessions: Iterable[Session]) -> Iterator[list[Session]]:
    walk = iter(sessions)
    while batch := list(islice(walk, _BATCH)):
        yield batch


def _in_pieces(documents: list[bytes]) -> Iterator[list[bytes]]:
    piece: list[bytes] = []
    for document in documents:
        piece.append(document)
        if sum(map(len, piece)) >= compaction.BATCH_SIZE:
            yield piece
            piece = []
    if piece:
        yield piece
