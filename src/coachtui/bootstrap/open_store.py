"""What is done with the store as it is open now; another key of the store makes another one of these."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from coachtui import __version__

if TYPE_CHECKING:
    from coachtui.bootstrap.lasting import Lasting
    from coachtui.domain.errors import CoachError
    from coachtui.domain.finding import CheckReport, Salvaged
    from coachtui.domain.progress import Progress
    from coachtui.services.agent_owned import AgentOwned
    from coachtui.services.correcting import Correcting
    from coachtui.services.erasing import Erasing
    from coachtui.services.export import Export
    from coachtui.services.importing import Importing
    from coachtui.services.listening import Listening
    from coachtui.services.nameless_export import Pseudonymous
    from coachtui.services.results import Results
    from coachtui.services.retention import Retention
    from coachtui.services.roster import Roster
    from coachtui.services.roster_import import RosterImport
    from coachtui.store.keeping.backups.store_backups import StoreBackups
    from coachtui.store.log.lock import StoreLock
    from coachtui.store.records.session_store import LogSessionStore
    from coachtui.store.records.team import LogTeamStore


class OpenStore:
    """Every part that holds the store or its key; one that nobody asks for is never made.

    A new one belongs here and nowhere else: then opening the store anew cannot leave it behind.
    """

    def __init__(self, lasting: Lasting, unfinished: CoachError | None = None) -> None:
        """Take what lasts; nothing is read yet.

        Args:
            lasting: Folders, clock, settings, content, and the passphrase.
            unfinished: What an earlier opening could not end, and nobody may have been told yet.
        """
        self._lasting = lasting
        self._unfinished = unfinished

    @cached_property
    def sessions(self) -> LogSessionStore:
        """The sessions; asking for them opens the store.

        Raises:
            StoreError: It cannot be opened.
        """
        from coachtui.store.keeping.opening import open_sessions

        store, unfinished = open_sessions(
            self._lasting.folders.store,
            self._lasting.clock.now,
            self._lasting.protection.seals(),
            lambda lock: self._backups(lock).make_before_upgrade(),
        )
        self._unfinished = unfinished or self._unfinished
        return store

    @property
    def unfinished(self) -> CoachError | None:
        """What opening the store could not end, though the store can be used; else ``None``."""
        return self._unfinished

    @property
    def team(self) -> LogTeamStore:
        """The people."""
        return self.sessions.team

    @cached_property
    def safekeeping(self) -> StoreBackups:
        """The backups."""
        return self._backups()

    def _backups(self, lock: StoreLock | None = None) -> StoreBackups:
        from coachtui.store.keeping.backups.store_backups import StoreBackups

        return StoreBackups(
            self._lasting.folders.store,
            self._lasting.protection.seals,
            self._lasting.clock.now,
            version=__version__,
            folders=self._lasting.backup_folders,
            lock=lock,
        )

    @cached_property
    def roster(self) -> Roster:
        """The use cases around the list of agents."""
        from coachtui.services.roster import Roster

        lasting = self._lasting
        return Roster(self.team, self.sessions, lasting.settings, lasting.clock, lasting.ids)

    @cached_property
    def roster_import(self) -> RosterImport:
        """Taking a list of agents in."""
        from coachtui.exchange.roster_csv import CsvRoster
        from coachtui.services.roster_import import RosterImport

        return RosterImport(self.team, CsvRoster(), self._lasting.ids)

    @cached_property
    def listening(self) -> Listening:
        """Sitting in on contacts."""
        from coachtui.services.listening import Listening

        lasting = self._lasting
        return Listening(self.sessions, self.team, lasting.content, lasting.clock, lasting.ids)

    @cached_property
    def correcting(self) -> Correcting:
        """Correcting what is final."""
        from coachtui.services.correcting import Correcting

        return Correcting(self.sessions, self.team, self._lasting.clock, self._lasting.ids)

    @cached_property
    def export(self) -> Export:
        """Writing out what is stored."""
        from coachtui.services.export import Export

        lasting = self._lasting
        return Export(self.sessions, self.team, lasting.content, lasting.exporter, lasting.clock)

    @cached_property
    def pseudonymous(self) -> Pseudonymous:
        """Handing out records without names."""
        from coachtui.services.nameless_export import Pseudonymous
        from coachtui.store.records.pseudonyms import PSEUDONYMS, LogPseudonyms

        path = self._lasting.folders.store / PSEUDONYMS
        return Pseudonymous(
            self.team, LogPseudonyms(path, self.sessions.lock, self._lasting.protection.seals())
        )

    @cached_property
    def importing(self) -> Importing:
        """Taking this program's own JSON in."""
        from coachtui.exchange.json_import import JsonImporter
        from coachtui.services.importing import Importing
        from coachtui.store.records.incoming import IncomingRecords

        return Importing(IncomingRecords(self.sessions), self.team, self._lasting.content, JsonImporter())

    @cached_property
    def erasing(self) -> Erasing:
        """Erasing an agent from store and backups."""
        from coachtui.services.erasing import Erasing
        from coachtui.store.records.erasure import Erasure

        return Erasing(Erasure(self.sessions), self.safekeeping.erasing, self._lasting.clock)

    @cached_property
    def retention(self) -> Retention:
        """What is past the time it may be kept."""
        from coachtui.services.retention import Retention

        return Retention(self.sessions, self._lasting.settings, self._lasting.clock)

    def agent_owned(self) -> AgentOwned:
        """Return what tells which forms are the agent's alone; it looks each up once, so it is not kept."""
        from coachtui.services.agent_owned import AgentOwned

        return AgentOwned(self.sessions, self._lasting.content)

    def results(self, agent_id: str = "") -> Results:
        """Return what scores sessions, of one agent or of all; it scores each once, so it is not kept."""
        from coachtui.services.results import Results

        return Results(self.listening.used, agent_id)

    def has_store(self) -> bool:
        """Return whether anything is stored.

        Raises:
            StoreError: That may not be known.
        """
        from coachtui.store.log.disk import is_there

        return is_there(self._lasting.folders.store)

    def finish_backups(self) -> None:
        """Go on with a change of the protection that was cut off before every backup had followed.

        Raises:
            StoreError: They could not follow; it is tried again.
        """
        from coachtui.store.keeping.copies.copy_list import Copies
        from coachtui.store.log.lock import StoreLock
        from coachtui.store.records.order_lists import Orders

        root = self._lasting.folders.store
        copies = Copies(root, StoreLock(root / ".lock"), Orders(root, self._lasting.protection.seals))
        if any(copy.discard or copy.reseal for copy in copies.known().values()):
            self.safekeeping.protection.renew(waits=False)

    def check(self, progress: Progress) -> CheckReport:
        """Read every record of the store; ``progress`` is told how many files of how many are done."""
        from coachtui.store.keeping.checks.verify import verify

        lasting = self._lasting
        seals = lasting.protection.seals_to_check()
        return verify(lasting.folders.store, progress, seals, lasting.content.ships)

    def salvage(self) -> tuple[list[Salvaged], CheckReport]:
        """Take what is sound out of damaged files, and check again."""
        from coachtui.store.keeping.checks.salvage import salvage
        from coachtui.store.log.lock import StoreLock

        lasting = self._lasting
        root, seals = lasting.folders.store, lasting.protection.seals()
        return salvage(root, seals, StoreLock(root / ".lock"), lasting.clock.now(), lasting.content.ships)

    def close(self) -> None:
        """Tidy the store up if it was written to."""
        if "sessions" in self.__dict__:
            self.sessions.close()
