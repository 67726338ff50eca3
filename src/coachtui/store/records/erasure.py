"""Erasing an agent from a store, with every byte about the agent in any file of it (R87)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.domain.errors import StoreBusy
from coachtui.domain.kinds import RECORD_KINDS, written_texts
from coachtui.domain.privacy.erasure import without_agent
from coachtui.domain.privacy.pseudonym import references_of, texts_of
from coachtui.store.log import disk
from coachtui.store.log.claim import claim_on
from coachtui.store.log.log_search import holds_text
from coachtui.store.records.incoming import IncomingRecords
from coachtui.store.records.kept_damaged import Wanted, cut_out_agent
from coachtui.store.records.session_store import LogSessionStore
from coachtui.store.records.shards import key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime
    from pathlib import Path

    from coachtui.domain.record import AgentRecord
    from coachtui.domain.session import Session
    from coachtui.store.protection.seals import Seals

_LEFTOVERS = (".torn", ".new")


class Erasure:
    """Erases agents from one store.

    The id is written down before the first step, every step can be done again, and what a kill cut off is
    gone through again at the next opening. So an agent is either wholly there or, at last, wholly gone.
    """

    def __init__(self, store: LogSessionStore) -> None:
        """Take the store with its sessions and people."""
        self._root = store.root
        self._store = store

    def sessions_of(self, agent_id: str) -> list[Session]:
        """Return every session that contains an agent's id anywhere, sessions with other agents too.

        Raises:
            StoreError: One cannot be read.
        """
        return list({session.id: session for session in self._store.stored.naming(agent_id)}.values())

    def records_of(self, agent_id: str) -> list[AgentRecord]:
        """Return every record of other kinds that is about an agent, without those private to the agent.

        Raises:
            StoreError: One cannot be read.
        """
        records = self._store.records
        found = ((kind, each) for kind in RECORD_KINDS for each in records.of_agent(kind, agent_id))
        return [each for kind, each in found if not kind.private(each)]

    def texts_of_others(self, agent_id: str) -> Iterator[str]:
        """Yield every text in the store that stays when an agent is erased.

        Raises:
            StoreError: It cannot be read.
        """
        yield from (agent.remember for agent in self._store.team.agents() if agent.id != agent_id)
        for kind in RECORD_KINDS:
            for record in self._store.records.every(kind):
                if record.agent_id != agent_id and not kind.private(record):
                    yield from written_texts(record)
        for session in self._store.every():
            rest = without_agent(session, agent_id) if agent_id in session.agent_ids else session
            if rest is not None:
                yield from references_of(rest)
                yield from texts_of(rest)

    def erase(self, agent_id: str, on: date) -> None:
        """Erase an agent from the store.

        Args:
            agent_id: The agent.
            on: Local date, which is kept beside the random id.

        Raises:
            StoreBusy: One of the agent's sessions is open in a window, or others keep the lock.
            StoreError: It was cut off; ``finish`` ends it.
        """
        sessions = self.sessions_of(agent_id)
        with self._store.lock.held():
            self._check_closed({session.id for session in sessions})
            self._store.erased.begin(agent_id, on)
            self._take_out(agent_id, sessions)

    def finish(self) -> None:
        """Complete every erasure that was cut off, by going through its steps again.

        Raises:
            StoreError: It was cut off again.
        """
        for agent_id in self._store.erased.unfinished():
            with self._store.lock.held():
                self._take_out(agent_id, self.sessions_of(agent_id))

    def _take_out(self, agent_id: str, sessions: list[Session]) -> None:
        rests = [rest for session in sessions if (rest := without_agent(session, agent_id)) is not None]
        IncomingRecords(self._store).forget(agent_id)
        try:
            for rest in rests:
                self._keep_rest(rest)
            self._store.records.take_out(agent_id)
            for path in self._traces({session.id for session in sessions}):
                disk.remove(path)
            disk.remove_tree(self._root / "agents" / agent_id)
            cut_out_agent(self._root, self._store.seals, Wanted(agent_id, self._names_of(agent_id)))
            self._store.forget(agent_id)
            rewritten = self._rewrite_earlier_revisions(agent_id)
            self._clear_cut_off(rewritten | {self._store.shards.path(key_of(rest)) for rest in rests})
        except OSError as error:
            raise disk.as_store_error(error, self._root) from error
        self._store.erased.end(agent_id)

    def _names_of(self, agent_id: str) -> tuple[str, ...]:
        return next((agent.every_name for agent in self._store.team.agents() if agent.id == agent_id), ())

    def _clear_cut_off(self, rewritten: set[Path]) -> None:
        """Remove for good what the steps before cut off from logs: it may name the agent.

        Tidying a log removes that too, but neither durably nor with a word where it cannot.
        """
        for log in {self._root / "team.jsonl", self._root / "index.jsonl"} | rewritten:
            for ending in _LEFTOVERS:
                disk.remove(log.with_name(log.name + ending))
            disk.sync_folder(log.parent)

    def _rewrite_earlier_revisions(self, agent_id: str) -> set[Path]:
        """Write every log anew that says anything of the agent in a revision that counts no more.

        The agent may have been taken out of a session of others long ago.
        """
        rewritten: set[Path] = set()
        for key in self._store.shards.stamps():
            path = self._store.shards.path(key)
            if holds_text(path, self._store.shards.codec(key), agent_id):
                self._store.shards.writing_once(key).log.compact(force=True)
                rewritten.add(path)
        return rewritten

    def _keep_rest(self, rest: Session) -> None:
        """Store a session without the agent where it belongs now; no revision before it stays in its log."""
        table = self._store.shards.writing(key_of(rest))
        self._store.append(rest, key_of(rest))
        table.log.compact(force=True)
        table.log.tidy()

    def _traces(self, session_ids: set[str]) -> Iterator[Path]:
        """Yield files that may hold something of the agent beside the agent's own folder."""
        for session_id in session_ids:
            yield self._root / "leases" / f"{session_id}.lock"
        for name in ("team.jsonl", "index.jsonl"):
            for ending in _LEFTOVERS:
                yield self._root / (name + ending)

    def _check_closed(self, session_ids: set[str]) -> None:
        for session_id in session_ids:
            path = self._root / "leases" / f"{session_id}.lock"
            if disk.is_there(path) and not _free(path):
                raise StoreBusy("session_open_elsewhere", session=session_id)


def _free(lease: Path) -> bool:
    claim = claim_on(lease)
    try:
        taken = claim.take()
    except OSError as error:
        raise disk.as_folder_error(error, lease) from error
    claim.give_back()
    return taken


def erase_from(root: Path, seals: Seals, agent_id: str, now: Callable[[], datetime]) -> None:
    """Erase an agent from any store's folder, such as an unpacked backup; erasing twice does no harm.

    Args:
        root: The folder.
        seals: Codecs of its logs, plain or encrypting.
        agent_id: The agent.
        now: Wall time.

    Raises:
        StoreError: It was cut off.
    """
    Erasure(LogSessionStore(root, now, seals)).erase(agent_id, now().date())
