"""Program parts that live as long as the process, independent of the store's key."""

from __future__ import annotations

import sys
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from coachtui import __version__
from coachtui.domain.errors import CoachError, ProgramFault
from coachtui.domain.wording import in_language
from coachtui.i18n import language
from coachtui.services import preferences
from coachtui.settings.clock import SystemClock
from coachtui.settings.config_file import ConfigFile
from coachtui.settings.ids import Uuid7Ids
from coachtui.settings.paths import named_path

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from coachtui.content.library import Library
    from coachtui.content.pack_listing import Pack
    from coachtui.domain.errors import BadInput
    from coachtui.exchange.json_export import JsonExporter
    from coachtui.services.texts.record_text import TextExport
    from coachtui.settings.folders import Folders
    from coachtui.settings.reserved_paths import ReservedPaths
    from coachtui.settings.user_files import UserFiles
    from coachtui.store.keeping.store_protection import StoreProtection


class ProcessParts:
    """The parts that stay when the store is reopened; each is made on first use."""

    def __init__(self, folders: Folders) -> None:
        """Take the folders to use; nothing is read or created yet."""
        self.folders = folders

    @property
    def demo(self) -> bool:
        """Whether the store in use is the demo's."""
        return self.folders.demo

    @cached_property
    def clock(self) -> SystemClock:
        """The system clock."""
        return SystemClock()

    @cached_property
    def ids(self) -> Uuid7Ids:
        """The generator of UUIDv7."""
        return Uuid7Ids()

    @cached_property
    def settings(self) -> ConfigFile:
        """The settings file ``config.toml``."""
        fits = partial(preferences.is_valid, names_path=lambda t: self.reserved_paths.names_output(t))  # noqa: PLW0108  asked late: it reads these settings
        return ConfigFile(self.folders.config_file, preferences.NAMES, fits)

    @cached_property
    def reserved_paths(self) -> ReservedPaths:
        """The paths where no output may be written."""
        from coachtui.settings.reserved_paths import ReservedPaths
        from coachtui.store.log.layout import is_own_beside

        return ReservedPaths.of(self.folders, self._own_backup_folder, is_own_beside)

    @property
    def backup_folders(self) -> tuple[Path, ...]:
        """The folders of daily backups; the first lies in the data folder."""
        return (self.folders.backups, *self._own_backup_folder())

    def _own_backup_folder(self) -> tuple[Path, ...]:
        return tuple(named_path(own) for own in (self.settings.get(preferences.BACKUP_FOLDER),) if own)

    @cached_property
    def content(self) -> Library:
        """The shipped packs."""
        from coachtui.content.library import Library

        return Library()

    @cached_property
    def protection(self) -> StoreProtection:
        """The passphrase protection of the store; it changes the key, so it outlives each key.

        Raises:
            StoreError: ``store_foreign`` or ``store_is_link``: the store is not the user's own.
        """
        from coachtui.store.keeping.opening import open_protection

        protection = open_protection(self.folders.store)
        if protection.state() != "off":
            from coachtui.settings.private_memory import keep_memory_private

            keep_memory_private()
        return protection

    @cached_property
    def files(self) -> UserFiles:
        """Files outside the store."""
        from coachtui.settings.user_files import UserFiles

        return UserFiles(self.folders.data / "exports", self.reserved_paths)

    @cached_property
    def exporter(self) -> JsonExporter:
        """The writer of this program's JSON; its notice of R91 is in the language in use."""
        from coachtui.exchange.json_export import JsonExporter

        return JsonExporter(app="coachtui", version=__version__, not_evidence=self._not_evidence)

    @cached_property
    def text_export(self) -> TextExport:
        """Export of records as a readable text."""
        from coachtui.exchange.markdown import MarkdownWriter
        from coachtui.services.texts.record_text import TextExport

        return TextExport(MarkdownWriter(), self.clock, self._not_evidence, self.content.phase_names)

    @cached_property
    def page_export(self) -> TextExport:
        """Export of records as a page to print."""
        from coachtui.exchange.html_page import HtmlWriter

        return self.text_export.with_writer(HtmlWriter(language))

    def _not_evidence(self) -> str:
        return in_language(self.content.text("privacy", "not_evidence"), language())

    def own_keys(self, known: Collection[str]) -> tuple[dict[str, tuple[str, ...]], tuple[BadInput, ...]]:
        """Return the user's own keys by binding id, and the problems found in their file."""
        from coachtui.settings.keys_file import read_keys

        return read_keys(self.folders.keys_file, known)

    def export_schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the export."""
        from coachtui.exchange.schema import export_schema

        return export_schema()

    def packs(self) -> Iterator[Pack]:
        """Return the listing of all content packs."""
        from coachtui.content.pack_listing import packs

        return packs()

    def pack_text(self, pack_id: str) -> str:
        """Return the TOML text of a content pack."""
        from coachtui.content.pack_listing import pack_text

        return pack_text(pack_id)

    def versions(self) -> dict[str, str]:
        """Return the versions of the program and of its dependencies."""
        from importlib.metadata import version

        from coachtui.exchange.shapes import SCHEMA_VERSION
        from coachtui.store.log.log_codec import FORMAT, SCHEMA

        return {
            "coachtui": __version__,
            "python": ".".join(map(str, sys.version_info[:3])),
            "textual": version("textual"),
            "tinydb": version("tinydb"),
            "store_format": str(FORMAT),
            "store_schema": str(SCHEMA),
            "export_schema": str(SCHEMA_VERSION),
        }

    def fault(self, error: Exception) -> ProgramFault:
        """Log where the program failed, without names or note text, and return the error to show."""
        from coachtui.settings.crash_log import write_crash

        kind = type(error).__name__
        try:
            file = write_crash(self.folders.logs, error, at=self.clock.now(), version=__version__)
        except CoachError:
            return ProgramFault("own_fault", kind=kind)
        return ProgramFault("own_fault", kind=kind, file=file)
