"""Program parts that depend on the store or its key; a change of the key makes all of them anew."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from coachtui import __version__

if TYPE_CHECKING:
    from coachtui.bootstrap.process_parts import ProcessParts
    from coachtui.domain.errors import CoachError
    from coachtui.domain.finding import CheckReport, Salvaged
    from coachtui.domain.progress import Progress
    from coachtui.services.correcting import Correcting
    from coachtui.services.erasing import Erasing
    from coachtui.services.export import Export
    from coachtui.services.importing import Importing
    from coachtui.services.listening import Listening
    from coachtui.services.private_forms import PrivateForms
    from coachtui.services.pseudonymous_export import PseudonymousExport
    from coachtui.services.results import Results
    from coachtui.services.retention import Retention
    from coachtui.services.roster import Roster
    from coachtui.services.roster_import import RosterImport
    from coachtui.store.keeping.backups.store_backups import StoreBackups
    from coachtui.store.log.lock import StoreLock
    from coachtui.store.records.session_store import LogSessionStore
    from coachtui.store.records.team import LogTeamStore


class OpenStore:
    """The parts of the currently open store; each is made on first use.

    A new part that holds the store or its key belongs here: then reopening the store cannot miss it.
    """

    def __init__(self, lasting: ProcessParts, unfinished: CoachError | None = None) -> None:
        """Take the process parts; nothing is read yet.

        Args:
            lasting: Folders, clock, settings, content, and the passphrase.
            unfinished: What an earlier opening could not end, and nobody may have been told yet.
        """
        self._lasting = lasting
        self._unfinished = unfinished

    @cached_property
    def sessions(self) -> LogSessionStore:
        """The stored sessions; the first access opens the store.

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
        """The error that kept opening the store from finishing old work; ``None`` without one."""
        return self._unfinished

    @property
    def team(self) -> LogTeamStore:
        """Agents and lead."""
        return self.sessions.team

    @cached_property
    def safekeeping(self) -> StoreBackups:
        """The backups of the store."""
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
        """Importing a list of agents."""
        from coachtui.exchange.roster_csv import CsvRoster
        from coachtui.services.roster_import import RosterImport

        return RosterImport(self.team, CsvRoster(), self._lasting.ids)

    @cached_property
    def listening(self) -> Listening:
        """Listening to contacts."""
        from coachtui.services.listening import Listening

        lasting = self._lasting
        return Listening(self.sessions, self.team, lasting.content, lasting.clock, lasting.ids)

    @cached_property
    def correcting(self) -> Correcting:
        """Correcting final sessions."""
        from coachtui.services.correcting import Correcting

        return Correcting(self.sessions, self.team, self._lasting.clock, self._lasting.ids)

    @cached_property
    def export(self) -> Export:
        """Exporting what is stored."""
        from coachtui.services.export import Export

        lasting = self._lasting
        return Export(self.sessions, self.team, lasting.content, lasting.exporter, lasting.clock)

    @cached_property
    def pseudonymous(self) -> PseudonymousExport:
        """Exporting records under pseudonyms."""
        from coachtui.services.pseudonymous_export import PseudonymousExport
        from coachtui.store.records.pseudonyms import PSEUDONYMS, LogPseudonyms

        path = self._lasting.folders.store / PSEUDONYMS
        return PseudonymousExport(
            self.team, LogPseudonyms(path, self.sessions.lock, self._lasting.protection.seals())
        )

    @cached_property
    def importing(self) -> Importing:
        """Importing this program's own JSON."""
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
        """Sessions and records past their retention period."""
        from coachtui.services.retention import Retention

        return Retention(self.sessions, self._lasting.settings, self._lasting.clock)

    def private_forms(self) -> PrivateForms:
        """Return a test for private forms; it caches each form, so it is made anew for each use."""
        from coachtui.services.private_forms import PrivateForms

        return PrivateForms(self.sessions, self._lasting.content)

    def results(self, agent_id: str = "") -> Results:
        """Return a scorer of one agent's or all sessions; it caches scores, so it is made anew."""
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
        """Finish updating backups after a change of the protection that was cut off.

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
        """Check every record of the store; ``progress`` is called with files done and files in all."""
        from coachtui.store.keeping.checks.verify import verify

        lasting = self._lasting
        seals = lasting.protection.seals_to_check()
        return verify(lasting.folders.store, progress, seals, lasting.content.ships)

    def salvage(self) -> tuple[list[Salvaged], CheckReport]:
        """Recover what is sound in damaged files, and check again."""
        from coachtui.store.keeping.checks.salvage import salvage
        from coachtui.store.log.lock import StoreLock

        lasting = self._lasting
        root, seals = lasting.folders.store, lasting.protection.seals()
        return salvage(root, seals, StoreLock(root / ".lock"), lasting.clock.now(), lasting.content.ships)

    def close(self) -> None:
        """Compact the store if it was written to."""
        if "sessions" in self.__dict__:
            self.sessions.close()
