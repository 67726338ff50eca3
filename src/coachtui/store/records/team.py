"""The list of people: agents, the lead, and notes of moves and rewrites that are under way."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from coachtui.domain.errors import StoreError
from coachtui.store.log import log_codec
from coachtui.store.log.log_file import LogFile, Mark
from coachtui.store.log.log_storage import do_nothing
from coachtui.store.log.place import exists_in_store
from coachtui.store.protection.seals import PlainSeals, Seals
from coachtui.store.records.begun_logs import note_begun
from coachtui.store.records.documents import AGENTS, LEADS
from coachtui.store.records.identity import IDENTITY, identity_in
from coachtui.store.records.shards import ShardKey, safe_id
from coachtui.store.records.team_log import open_team_log

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from coachtui.domain.agent import Agent, Lead
    from coachtui.store.log.lock import StoreLock
    from coachtui.store.log.log_end import LogEnd
    from coachtui.store.log.log_table import KeyedDB

_AGENTS, _LEAD, _MOVES, _REWRITES = "agents", "lead", "moves", "rewrites"
_THE_LEAD = "1"


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """The note of a session that is being moved from one log to another."""

    source: ShardKey
    target: ShardKey


_MOVE_DECODER = msgspec.json.Decoder(Move)


class LogTeamStore:
    """Stores agents and the lead in the log ``team.jsonl``; fits the port ``TeamStore``."""

    def __init__(
        self,
        path: Path,
        lock: StoreLock,
        seals: Seals | None = None,
        erased: Callable[[], set[str]] = set,
        before_upgrade: Callable[[], None] = do_nothing,
    ) -> None:
        """Read the log, if there is one.

        Args:
            path: Its file.
            lock: The store's lock.
            seals: Gives its codec; without, it is plain.
            erased: Returns the ids of agents who may not be stored any more.
            before_upgrade: Called before the first write to a log of an earlier schema.

        Raises:
            StoreError: It is damaged, newer or cannot be read.
        """
        self._erased = erased
        self._before_upgrade = before_upgrade
        self._path = path
        self._lock = lock
        self._seals = seals or PlainSeals()
        self._opened: KeyedDB | None = None
        self._wrote = False

    def agents(self) -> list[Agent]:
        """Return all agents, those who have left too, in order of creation.

        Raises:
            StoreError: They cannot be read.
        """
        return [AGENTS.decode(document) for document in self._stored(_AGENTS).values()]

    def put_agents(self, agents: Iterable[Agent]) -> None:
        """Add or change agents, all in one commit.

        Raises:
            StoreError: Nothing was stored; ``agent_erased``: one of them is erased.
        """
        agents = list(agents)
        stored = self._stored(_AGENTS)
        if ({agent.id for agent in agents} - stored.keys()) & self._erased():
            raise StoreError("agent_erased")
        documents = {
            safe_id(agent.id): AGENTS.encode(agent, AGENTS.unknown(stored.get(agent.id))) for agent in agents
        }
        self._db().keyed(_AGENTS).put_encoded(documents)

    def forget(self, agent_id: str) -> None:
        """Erase an agent from the list, with every earlier byte of it.

        Raises:
            StoreError: It could not be done.
        """
        if self._opened is None and not exists_in_store(self._path.parent, self._path):
            return
        moves = [k for k, move in self.moves().items() if agent_id in {move.source[0], move.target[0]}]
        database = self._db()
        database.keyed(_AGENTS).put_encoded({}, [agent_id])
        database.keyed(_MOVES).put_encoded({}, moves)
        theirs = [log for log in self.rewrites() if log.startswith(f"{agent_id}/")]
        database.keyed(_REWRITES).put_encoded({}, theirs)
        database.log.compact(force=True)
        database.log.tidy()

    def lead(self) -> Lead | None:
        """Return the lead, or ``None`` before the first start.

        Raises:
            StoreError: It cannot be read.
        """
        document = self._stored(_LEAD).get(_THE_LEAD)
        return LEADS.decode(document) if document is not None else None

    def put_lead(self, lead: Lead) -> None:
        """Store the lead.

        Raises:
            StoreError: Nothing was stored.
        """
        kept = LEADS.unknown(self._stored(_LEAD).get(_THE_LEAD))
        self._db().keyed(_LEAD).put_encoded({_THE_LEAD: LEADS.encode(lead, kept)})

    def seals_orders(self) -> bool:
        """Return whether the store's identity says that its lists of erased agents and backups are encrypted.

        Raises:
            StoreError: It cannot be read.
        """
        identity = identity_in(self._stored(IDENTITY))
        return identity is not None and identity.sealed_orders

    def moves(self) -> dict[str, Move]:
        """Return the noted moves that are not complete, by session id.

        Raises:
            StoreError: They cannot be read.
        """
        return {key: _MOVE_DECODER.decode(document) for key, document in self._stored(_MOVES).items()}

    def begin_move(self, session_id: str, move: Move) -> None:
        """Note the move of a session; this comes before it is stored in its new log.

        Raises:
            StoreError: It could not be noted.
        """
        self._db().keyed(_MOVES).put_encoded({session_id: log_codec.encode_document(move)})

    def end_move(self, session_id: str) -> None:
        """Remove the note of a move that is complete.

        Raises:
            StoreError: It could not be noted.
        """
        self._db().keyed(_MOVES).put_encoded({}, [session_id])

    def rewrites(self) -> list[str]:
        """Return the logs that are noted to be rewritten, as ``<agent>/<year>``.

        Raises:
            StoreError: They cannot be read.
        """
        return list(self._stored(_REWRITES))

    def begin_rewrite(self, log: str) -> None:
        """Note that a log is to be rewritten; nothing is noted in a store without a list of people.

        Args:
            log: The log, as ``<agent>/<year>``.

        Raises:
            StoreError: It could not be noted.
        """
        if self._stored(_REWRITES) or exists_in_store(self._path.parent, self._path):
            self._db().keyed(_REWRITES).put_encoded({log: b"{}"})

    def end_rewrite(self, log: str) -> None:
        """Remove the note of a log that was rewritten.

        Args:
            log: The log, as ``<agent>/<year>``.

        Raises:
            StoreError: It could not be noted.
        """
        self._db().keyed(_REWRITES).put_encoded({}, [log])

    def check_writable(self) -> None:
        """Check that the list, if there is one, can be written to.

        Raises:
            StoreError: It does not.
        """
        if exists_in_store(self._path.parent, self._path):
            self._db().log.check_writable()

    def mark(self) -> Mark | None:
        """Return the fingerprint of the list's file, which changes with it, or ``None`` without a file.

        Raises:
            StoreError: That may not be known here.
        """
        return LogFile(self._path).mark()

    @property
    def wrote(self) -> bool:
        """Whether this object has opened the list for writing."""
        return self._wrote

    @property
    def written_to(self) -> LogEnd | None:
        """Position up to which this object has written the list durably, or ``None``."""
        return self._opened.log.written_to if self._opened is not None else None

    def tidy(self) -> None:
        """Note which logs exist, compact the list and remove a kept torn write; a failure is harmless."""
        with suppress(StoreError):
            note_begun(self._path.parent, self._lock, self._seals)
        if self._opened is not None and self._wrote:
            self._opened.log.tidy()

    def _db(self) -> KeyedDB:
        self._wrote = True
        if self._opened is None:
            self._opened = self._log(create_dirs=True)
        return self._opened

    def _log(self, *, create_dirs: bool = False) -> KeyedDB:
        return open_team_log(
            self._path.parent,
            self._seals,
            self._lock,
            create_dirs=create_dirs,
            before_upgrade=self._before_upgrade,
        )

    def _stored(self, name: str) -> dict[str, bytes]:
        if self._opened is None:
            if not exists_in_store(self._path.parent, self._path):
                return {}
            self._opened = self._log()
        return self._opened.keyed(name).encoded()
