"""Importing records from a file into the store atomically: all or none, even after a kill."""

from __future__ import annotations

from contextlib import ExitStack
from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec

from coachtui.domain.errors import StoreBusy, StoreCorrupt, StoreError, StoreFull, StoreReadOnly
from coachtui.domain.incoming import PackCopy
from coachtui.domain.privacy.erasure import without_agent
from coachtui.store.log import disk, layout, log_codec
from coachtui.store.log.log_table import KeyedDB
from coachtui.store.records.documents import AGENTS, LEADS, SESSIONS
from coachtui.store.records.shards import ShardKey, key_of, safe_id
from coachtui.store.records.waiting_records import WaitingRecords, fingerprint, pieces_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from coachtui.domain.agent import Agent, Lead
    from coachtui.domain.kinds import Kind
    from coachtui.domain.record import AgentRecord
    from coachtui.domain.session import Session
    from coachtui.store.log.log_state import Documents
    from coachtui.store.log.log_table import KeyedTable
    from coachtui.store.records.session_store import LogSessionStore

NAME = layout.INCOMING

_SESSIONS, _AGENTS, _LEAD, _PACKS, _BACK, _WHOLE = "sessions", "agents", "lead", "packs", "back", "whole"
_WAS = "was"
_ONE = "1"
_BATCH = 200
_ROOM = 8_000_000
_CLAIMED = 400
"""Sessions held against other windows at once: each takes an open file, and a process has some 1,000."""

_PACK = msgspec.json.Decoder(PackCopy)


class IncomingRecords:
    """The pending import of one store, in the log ``incoming.jsonl``; fits the port ``IncomingStore``.

    Everything is written there first. Its last record says that it is complete and settles the import: from
    then on every opening of the store goes on with it until all records are in their logs. Before that
    nothing of the store was touched, and the log is thrown away.
    """

    def __init__(self, store: LogSessionStore) -> None:
        """Take the store."""
        self._store = store
        self._path = store.root / NAME
        self._codec = store.seals.codec(NAME)

    @property
    def waiting(self) -> bool:
        """Whether there is a pending import, complete or not.

        Raises:
            StoreError: That cannot be known here.
        """
        return disk.is_there(self._path)

    def stored(self, session_ids: Iterable[str]) -> Iterator[Session]:
        """Yield those of some sessions that are stored already, log by log.

        Raises:
            StoreError: A log cannot be read.
        """
        wanted = set(session_ids)
        if wanted:
            yield from self._store.several(wanted)

    def stored_records(self, kind: Kind[Any], agent_id: str) -> list[Any]:
        """Return the stored records of a kind that are about an agent.

        Raises:
            StoreError: A log cannot be read.
        """
        return self._store.records.of_agent(kind, agent_id)

    def kept_content(self, content_id: str, version: int) -> str | None:
        """Return the text of a kept form or model, or ``None``.

        Raises:
            StoreError: It cannot be read.
        """
        return self._store.kept_content(content_id, version)

    def erased(self) -> set[str]:
        """Return the ids of the agents who are erased from this store.

        Raises:
            StoreCorrupt: ``log_lost``: it was there and is gone; whoever comes back could not be named.
            StoreError: The log of them cannot be read.
        """
        self._store.erased.check_not_lost()
        return self._store.erased.ids()

    def state(self) -> object:
        """Return a value that differs whenever the store has changed; cheap to get and to compare.

        Raises:
            StoreError: It cannot be known here.
        """
        store = self._store
        return store.shards.stamps(), store.team.mark(), store.erased.ids()

    def take_in(
        self,
        *,
        lead: Lead | None,
        agents: Iterable[Agent],
        packs: Iterable[PackCopy],
        sessions: Iterable[Session],
        records: Iterable[AgentRecord] = (),
        size: int,
        is_unchanged: Callable[[], bool],
    ) -> None:
        """Import records, all or none; a record replaces the stored one with the same id.

        Args:
            lead: The lead, where the store has none yet.
            agents: Agents; one who was erased comes back.
            packs: Forms and models.
            sessions: Sessions.
            records: Records of other kinds.
            size: Bytes they take, about.
            is_unchanged: Asked once the store is locked: whether it is what the lead was told of.

        Raises:
            StoreFull: There is no room; nothing was taken in.
            StoreBusy: ``import_changed``, or a session that is to be replaced is open in a window; nothing
                was taken in.
            StoreError: Nothing was taken in; or, as ``import_unfinished``, the next opening goes on with it.
        """
        with self._store.lock.held(), ExitStack() as held:
            self.finish()
            if not is_unchanged():
                raise StoreBusy("import_changed")
            self._check_room(size)
            try:
                self._write(held, lead=lead, agents=agents, packs=packs, sessions=sessions, records=records)
            except BaseException:
                self._drop()
                raise
            self.finish()

    def finish(self) -> None:
        """Complete a settled import, or throw away one that was not settled.

        Raises:
            StoreReadOnly: Nothing can be written here.
            StoreBusy: Others kept the lock.
            StoreError: ``import_unfinished`` with the ``reason``: it goes on at the next opening.
        """
        if not self.waiting:
            return
        try:
            with self._store.lock.held():
                if self.waiting:
                    self._go_on()
        except (StoreReadOnly, StoreBusy):
            raise
        except StoreError as error:
            raise StoreError("import_unfinished", reason=error.code, **error.facts) from None

    def forget(self, agent_id: str) -> None:
        """Erase an agent from the pending import, with every earlier byte of the log.

        Raises:
            StoreError: It could not be done.
        """
        if not self.waiting:
            return
        log = self._settled()
        if log is None:
            self._drop()
            return
        table = log.keyed(_SESSIONS)
        for key, document in table.encoded().items():
            session = SESSIONS.decode(document)
            if agent_id in session.agent_ids:
                rest = without_agent(session, agent_id)
                table.put_encoded({key: SESSIONS.encode(rest)} if rest else {}, [] if rest else [key])
                log.keyed(_WAS).put_encoded({}, [key])
        self._waiting_records(log).forget(agent_id)
        for name in (_AGENTS, _BACK):
            log.keyed(name).put_encoded({}, [agent_id])
        log.log.compact(force=True)
        self._remove_leftovers()

    def _settled(self) -> KeyedDB | None:
        """Return the log where its records count; ``None`` where they do not, or nobody can read them."""
        try:
            log = self._log()
            return log if log.keyed(_WHOLE).encoded_one(_ONE) is not None else None
        except StoreCorrupt:
            return None

    def _log(self, *, create_dirs: bool = False) -> KeyedDB:
        return KeyedDB(self._path, lock=self._store.lock, codec=self._codec, create_dirs=create_dirs)

    def _waiting_records(self, log: KeyedDB) -> WaitingRecords:
        return WaitingRecords(log, _WAS, self._store.records)

    def _write(
        self,
        held: ExitStack,
        *,
        lead: Lead | None,
        agents: Iterable[Agent],
        packs: Iterable[PackCopy],
        sessions: Iterable[Session],
        records: Iterable[AgentRecord],
    ) -> None:
        """Write everything of an import into its log; the last thing written says that it is whole."""
        log, agents = self._log(create_dirs=True), list(agents)
        back = self._store.erased.ids() & {agent.id for agent in agents}
        log.keyed(_BACK).put_encoded(dict.fromkeys(sorted(back), b"{}"))
        log.keyed(_AGENTS).put_encoded({safe_id(agent.id): AGENTS.encode(agent) for agent in agents})
        if lead is not None:
            log.keyed(_LEAD).put_encoded({_ONE: LEADS.encode(lead)})
        log.keyed(_PACKS).put_encoded(
            {f"{pack.kind}-{pack.id}@{pack.version}": log_codec.encode_document(pack) for pack in packs}
        )
        targets = self._waiting_records(log).add(records)
        claimed = 0
        for batch in _in_batches(sessions):
            stored = {session.id: session for session in self.stored(session.id for session in batch)}
            for session_id in stored:
                claimed += 1
                self._hold(session_id, held if claimed <= _CLAIMED else None)
            targets |= {key_of(session) for session in (*batch, *stored.values())}
            log.keyed(_WAS).put_encoded(
                {key: fingerprint(SESSIONS.encode(one)) for key, one in stored.items()}
            )
            log.keyed(_SESSIONS).put_encoded(
                {safe_id(session.id): SESSIONS.encode(session) for session in batch}
            )
        self._check_targets(targets)
        log.keyed(_WHOLE).put_encoded({_ONE: b"{}"})

    def _check_targets(self, targets: set[ShardKey]) -> None:
        """Refuse before it is settled what could not be ended: a log that is damaged, newer or not writable.

        Raises:
            StoreError: A log cannot be written to.
        """
        self._store.team.check_writable()
        for key in sorted(targets):
            if self._store.shards.exists(key):
                self._store.shards.writing_once(key).log.check_writable()

    def _hold(self, session_id: str, held: ExitStack | None) -> None:
        """Claim a session that is to be replaced until it is, or see that nobody has it open.

        Raises:
            StoreBusy: ``session_open_elsewhere``.
        """
        lease = self._store.lease(session_id)
        if held is None:
            lease.release()
        else:
            held.callback(lease.release)

    def _go_on(self) -> None:
        """Store what waits in the log, if it is whole, and remove the log."""
        log = self._log()
        if log.log.read_to is None:  # it is made with its header, so this is none that was cut off
            raise StoreCorrupt("bad_header", file=NAME)
        if log.keyed(_WHOLE).encoded_one(_ONE) is None:
            self._drop()
            return
        log.log.note_end_in_header()  # else damage to its last record would leave the first half in place
        back = log.keyed(_BACK).encoded()
        gone = self._store.erased.ids() - back.keys()
        self._store.erased.take_back(back)
        for document in log.keyed(_PACKS).encoded().values():
            pack = _PACK.decode(document)
            self._store.keep_content(pack.id, pack.version, pack.text)
        agents = [AGENTS.decode(document) for document in log.keyed(_AGENTS).encoded().values()]
        if agents:
            self._store.team.put_agents(agent for agent in agents if agent.id not in gone)
            log.keyed(_AGENTS).put_encoded({}, [safe_id(agent.id) for agent in agents])
        lead = log.keyed(_LEAD).encoded_one(_ONE)
        if lead is not None and self._store.team.lead() is None:
            self._store.team.put_lead(LEADS.decode(lead))
        self._waiting_records(log).put(gone)
        self._put_sessions(log.keyed(_SESSIONS), log.keyed(_WAS).encoded(), gone)
        self._drop()

    def _put_sessions(self, waiting: KeyedTable, was: Documents, gone: set[str]) -> None:
        """Store the sessions, in records of the size that a single damaged byte may take with it.

        One that is not as it was when this was settled was stored already, or changed or deleted since, and
        stays so. One that is stored waits no longer: what is done with it before the others are stays done.
        """
        documents = waiting.encoded()
        stored: dict[str, tuple[ShardKey, bytes]] = {}
        smaller: dict[str, tuple[str, ...]] = {}
        for one in self._store.several(documents):
            stored[one.id] = key_of(one), fingerprint(SESSIONS.encode(one))
            smaller[one.id] = one.agent_ids
        by_key: dict[ShardKey, list[str]] = {}
        over: list[str] = []
        for session_id, document in documents.items():
            session = SESSIONS.decode(document)
            known = stored.get(session_id)
            if gone.intersection(session.agent_ids) or (known and known[1]) != was.get(session_id):
                over.append(session_id)
                continue
            if known is not None and not set(smaller[session_id]) <= set(session.agent_ids):
                self._store.rewrites.begin(known[0])  # of whom it takes out no earlier revision stays either
            if known is not None and known[0] != key_of(session):
                self._store.get(session_id)
                self._store.put(session)
                waiting.put_encoded({}, [session_id])
            else:
                by_key.setdefault(key_of(session), []).append(session_id)
        if over:
            waiting.put_encoded({}, over)
        for key, ids in sorted(by_key.items()):
            for part in pieces_of({session_id: documents[session_id] for session_id in ids}):
                self._store.append_many(key.agent_id, key.year, map(SESSIONS.decode, part.values()))
                waiting.put_encoded({}, list(part))
        self._store.rewrites.finish()

    def _check_room(self, size: int) -> None:
        """Refuse at once what cannot fit twice: on its way, and in its place."""
        root = self._store.root
        folder = next(path for path in (root, *root.parents) if path.exists())
        if disk.room_in(folder) < 2 * size + _ROOM:
            raise StoreFull("disk_full")

    def _drop(self) -> None:
        self._remove("", ".torn", ".new")

    def _remove_leftovers(self) -> None:
        self._remove(".torn", ".new")

    def _remove(self, *endings: str) -> None:
        try:
            for ending in endings:
                disk.remove(self._path.with_name(NAME + ending))
        except OSError as error:
            raise disk.as_store_error(error, self._path) from error


def _in_batches(sessions: Iterable[Session]) -> Iterator[list[Session]]:
    walk = iter(sessions)
    while batch := list(islice(walk, _BATCH)):
        yield batch
