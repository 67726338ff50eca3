"""The one place that names concrete classes: puts the program together, part by part as it is used."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from coachtui import __version__
from coachtui.domain.errors import CoachError, ProgramFault
from coachtui.domain.wording import in_language
from coachtui.i18n import language
from coachtui.services import preferences
from coachtui.settings.clock import SystemClock
from coachtui.settings.config_file import ConfigFile
from coachtui.settings.folders import Folders, find_folders
from coachtui.settings.ids import Uuid7Ids
from coachtui.settings.paths import named_path

if TYPE_CHECKING:
    from pathlib import Path

    from coachtui.content.library import Library
    from coachtui.content.shelf import Pack
    from coachtui.domain.errors import BadInput
    from coachtui.domain.finding import CheckReport, Salvaged
    from coachtui.domain.progress import Progress
    from coachtui.exchange.json_export import JsonExporter
    from coachtui.services.correcting import Correcting
    from coachtui.services.erasing import Erasing
    from coachtui.services.export import Export
    from coachtui.services.importing import Importing
    from coachtui.services.pseudonymous import Pseudonymous
    from coachtui.services.record_text import TextExport
    from coachtui.services.roster import Roster
    from coachtui.services.roster_import import RosterImport
    from coachtui.settings.own_places import OwnPlaces
    from coachtui.settings.user_files import UserFiles
    from coachtui.store.backup import StoreBackups
    from coachtui.store.lock import StoreLock
    from coachtui.store.protection import StoreProtection
    from coachtui.store.session_store import LogSessionStore
    from coachtui.store.team import LogTeamStore


class LocalProgram:
    """The program on this computer, and ``services.program.Program`` for the screens.

    A part that nobody asks for is never made.
    """

    def __init__(self, folders: Folders) -> None:
        """Take the folders to use; nothing is read or made yet."""
        self.folders = folders
        self._unfinished: CoachError | None = None

    @property
    def demo(self) -> bool:
        """Whether the store in use is the demo's."""
        return self.folders.demo

    @cached_property
    def clock(self) -> SystemClock:
        """The system's clock."""
        return SystemClock()

    @cached_property
    def ids(self) -> Uuid7Ids:
        """Makes UUIDv7."""
        return Uuid7Ids()

    @cached_property
    def settings(self) -> ConfigFile:
        """``config.toml``."""
        fits = partial(preferences.fits, names_path=lambda t: self.own_places.names_output(t))  # noqa: PLW0108  asked late: it reads these settings
        return ConfigFile(self.folders.config_file, preferences.NAMES, fits)

    @cached_property
    def own_places(self) -> OwnPlaces:
        """Where no output may go."""
        from coachtui.settings.own_places import OwnPlaces

        return OwnPlaces.of(self.folders, self._own_backup_folder)

    def _own_backup_folder(self) -> tuple[Path, ...]:
        own = self.settings.get(preferences.BACKUP_FOLDER)
        return (named_path(own),) if own else ()

    @cached_property
    def content(self) -> Library:
        """The packs shipped."""
        from coachtui.content.library import Library

        return Library()

    @cached_property
    def sessions(self) -> LogSessionStore:
        """The sessions of the store in use."""
        from coachtui.store.completeness import check_team
        from coachtui.store.session_store import LogSessionStore
        from coachtui.store.unfinished import finish_begun, seal_left_plain

        check_team(self.folders.store, self.protection.seals())
        store = LogSessionStore(
            self.folders.store,
            self.clock.now,
            self.protection.seals(),
            lambda: self._backups(store.lock).make_before_upgrade(),
        )
        unsealed = seal_left_plain(store)
        self._unfinished = finish_begun(store) or unsealed or self._unfinished
        return store

    @cached_property
    def protection(self) -> StoreProtection:
        """The passphrase of the store in use; what a kill in the middle of a change left is finished.

        Raises:
            StoreError: ``store_foreign`` or ``store_is_link``: the store is not the user's own.
        """
        from coachtui.store.access import check_access
        from coachtui.store.protection import StoreProtection
        from coachtui.store.swap import finish_swap

        check_access(self.folders.store)
        finish_swap(self.folders.store)
        protection = StoreProtection(self.folders.store)
        if protection.state() != "off":
            from coachtui.settings.private_memory import keep_memory_private

            keep_memory_private()
        return protection

    @cached_property
    def safekeeping(self) -> StoreBackups:
        """The backups of the store in use."""
        return self._backups()

    def _backups(self, lock: StoreLock | None = None) -> StoreBackups:
        from coachtui.store.backup import StoreBackups

        return StoreBackups(
            self.folders.store,
            self.protection.seals,
            self.clock.now,
            version=__version__,
            folders=(self.folders.backups, *self._own_backup_folder()),
            lock=lock,
        )

    def finish_backups(self) -> None:
        """Go on with a change of the protection that was cut off before every backup had followed.

        Raises:
            StoreError: They could not follow; it is tried again.
        """
        from coachtui.store.copies import Copies
        from coachtui.store.lock import StoreLock
        from coachtui.store.orders import Orders

        root = self.folders.store
        copies = Copies(root, StoreLock(root / ".lock"), Orders(root, self.protection.seals))
        if any(copy.discard or copy.reseal for copy in copies.known().values()):
            self.safekeeping.renew()

    @cached_property
    def erasing(self) -> Erasing:
        """Erasing an agent from store and backups."""
        from coachtui.services.erasing import Erasing
        from coachtui.store.erasure import Erasure

        return Erasing(Erasure(self.sessions), self.safekeeping, self.clock)

    @cached_property
    def correcting(self) -> Correcting:
        """Correcting what is final."""
        from coachtui.services.correcting import Correcting

        return Correcting(self.sessions, self.team, self.clock, self.ids)

    @cached_property
    def importing(self) -> Importing:
        """Taking this program's own JSON in."""
        from coachtui.exchange.json_import import JsonImporter
        from coachtui.services.importing import Importing
        from coachtui.store.incoming import IncomingRecords

        return Importing(IncomingRecords(self.sessions), self.team, self.content, JsonImporter())

    @property
    def has_store(self) -> bool:
        """Whether anything is stored; ``StoreError`` where that may not be known."""
        from coachtui.store.disk import is_there

        return is_there(self.folders.store)

    @cached_property
    def team(self) -> LogTeamStore:
        """The people of the store in use."""
        return self.sessions.team

    @cached_property
    def exporter(self) -> JsonExporter:
        """Writes this program's JSON; the line of R91 is in the language in use."""
        from coachtui.exchange.json_export import JsonExporter

        return JsonExporter(app="coachtui", version=__version__, not_evidence=self._not_evidence)

    @cached_property
    def files(self) -> UserFiles:
        """Files of the user's own."""
        from coachtui.settings.user_files import UserFiles

        return UserFiles(self.folders.data / "exports", self.own_places)

    @cached_property
    def roster(self) -> Roster:
        """The use cases around the list of agents."""
        from coachtui.services.roster import Roster

        return Roster(self.team, self.sessions, self.settings, self.clock, self.ids)

    @cached_property
    def roster_import(self) -> RosterImport:
        """Taking a list of agents in."""
        from coachtui.exchange.roster_csv import CsvRoster
        from coachtui.services.roster_import import RosterImport

        return RosterImport(self.team, CsvRoster(), self.ids)

    @cached_property
    def export(self) -> Export:
        """Writing out what is stored."""
        from coachtui.services.export import Export

        return Export(self.sessions, self.team, self.content, self.exporter, self.clock)

    @cached_property
    def text_export(self) -> TextExport:
        """Writing records out as a text to read."""
        from coachtui.exchange.markdown import MarkdownWriter
        from coachtui.services.record_text import TextExport

        return TextExport(MarkdownWriter(), self.clock, self._not_evidence, self.content.phase_names)

    @cached_property
    def page_export(self) -> TextExport:
        """Writing records out as a page to print."""
        from coachtui.exchange.html_page import HtmlWriter

        return self.text_export.with_writer(HtmlWriter(language))

    @cached_property
    def pseudonymous(self) -> Pseudonymous:
        """Handing out records without names."""
        from coachtui.services.pseudonymous import Pseudonymous
        from coachtui.store.pseudonyms import PSEUDONYMS, LogPseudonyms

        path = self.folders.store / PSEUDONYMS
        return Pseudonymous(self.team, LogPseudonyms(path, self.sessions.lock, self.protection.seals()))

    def _not_evidence(self) -> str:
        return in_language(self.content.text("privacy", "not_evidence"), language())

    def on_demo(self) -> LocalProgram:
        """Return the program on the demo's store, with the same data folder and settings."""
        return LocalProgram(replace(self.folders, demo=True))

    def ensure_demo(self, *, fresh: bool = False) -> None:
        """Make the sample team where it is missing or only half made.

        Args:
            fresh: Whether one of another day or language, in which nothing was changed, is made anew.

        Raises:
            StoreError: It could not be made; nothing of it is left in its place.
        """
        from coachtui.store.demo_folder import DemoFolder

        folder = DemoFolder(self.folders.demo_store)
        edition = f"{language()} {self.clock.now().date()}"
        if folder.complete() and not (fresh and folder.outdated(edition)):
            return
        from coachtui.services.demo import make_demo
        from coachtui.store.session_store import LogSessionStore

        with folder.making(edition, renew=fresh) as root:
            if root is not None:
                sessions = LogSessionStore(root, self.clock.now)
                make_demo(sessions, sessions.team, self.content, self.clock, self.ids)
                sessions.close()

    def remove_demo(self) -> bool:
        """Remove the sample team; return whether there was one.

        Raises:
            StoreBusy: One of its sessions is open in another window.
            StoreError: It cannot be removed.
        """
        from coachtui.store.demo_folder import DemoFolder

        return DemoFolder(self.folders.demo_store).remove()

    def own_keys(self, known: Collection[str]) -> tuple[dict[str, tuple[str, ...]], tuple[BadInput, ...]]:
        """Return the user's own keys by binding id, and what in their file is ignored."""
        from coachtui.settings.keys_file import read_keys

        return read_keys(self.folders.keys_file, known)

    def setting_problems(self) -> tuple[CoachError, ...]:
        """Return what in the settings file is ignored, and what the store could not end."""
        unfinished = () if self._unfinished is None else (self._unfinished,)
        return (*unfinished, *self.settings.problems())

    def export_schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the export."""
        from coachtui.exchange.schema import export_schema

        return export_schema()

    def packs(self) -> Iterator[Pack]:
        """Return every content pack."""
        from coachtui.content.shelf import packs

        return packs()

    def pack_text(self, pack_id: str) -> str:
        """Return a content pack as it is written."""
        from coachtui.content.shelf import pack_text

        return pack_text(pack_id)

    def check(self, progress: Progress) -> CheckReport:
        """Read every record of the store; ``progress`` is told how many files of how many are done."""
        from coachtui.store.verify import verify

        return verify(self.folders.store, progress, self.protection.seals_to_check(), self.content.ships)

    def salvage(self) -> tuple[list[Salvaged], CheckReport]:
        """Take what is sound out of damaged files, and check again."""
        from coachtui.store.lock import StoreLock
        from coachtui.store.salvage import salvage

        root, seals = self.folders.store, self.protection.seals()
        return salvage(root, seals, StoreLock(root / ".lock"), self.clock.now(), self.content.ships)

    def versions(self) -> dict[str, str]:
        """Return the versions of the program and of what it stands on."""
        from importlib.metadata import version

        from coachtui.exchange.json_export import SCHEMA_VERSION
        from coachtui.store.log_codec import FORMAT, SCHEMA

        return {
            "coachtui": __version__,
            "python": ".".join(map(str, sys.version_info[:3])),
            "textual": version("textual"),
            "tinydb": version("tinydb"),
            "store_format": str(FORMAT),
            "store_schema": str(SCHEMA),
            "export_schema": str(SCHEMA_VERSION),
        }

    def renew(self) -> None:
        """Open the store anew when it is next used, after its protection changed."""
        for part in (
            *("sessions", "team", "roster", "roster_import", "export", "pseudonymous"),
            *("correcting", "erasing", "importing", "safekeeping"),
        ):
            self.__dict__.pop(part, None)

    def fault(self, error: Exception) -> ProgramFault:
        """Note where the program failed, without names or note text, and return what the lead is told."""
        from coachtui.settings.crash_log import write_crash

        kind = type(error).__name__
        try:
            file = write_crash(self.folders.logs, error, at=self.clock.now(), version=__version__)
        except CoachError:
            return ProgramFault("own_fault", kind=kind)
        return ProgramFault("own_fault", kind=kind, file=file)

    def close(self) -> None:
        """Tidy the store up if it was written to."""
        if "sessions" in self.__dict__:
            self.sessions.close()


def open_program(
    *, data_dir: str | None = None, config_dir: str | None = None, demo: bool = False
) -> LocalProgram:
    """Return the program on the folders that options, environment and system name; nothing is made yet.

    Raises:
        Refused: They name no folder: ``no_home_folder``, or as ``named_path``.
    """
    return LocalProgram(find_folders(os.environ, data_dir=data_dir, config_dir=config_dir, demo=demo))
