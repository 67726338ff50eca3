"""What of the program lasts as long as its process: nothing here has read a record of the store."""

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
    from coachtui.content.shelf import Pack
    from coachtui.domain.errors import BadInput
    from coachtui.exchange.json_export import JsonExporter
    from coachtui.services.texts.record_text import TextExport
    from coachtui.settings.folders import Folders
    from coachtui.settings.own_places import OwnPlaces
    from coachtui.settings.user_files import UserFiles
    from coachtui.store.keeping.store_protection import StoreProtection


class Lasting:
    """The parts that stay the same when the store is opened anew; one that nobody asks for is never made."""

    def __init__(self, folders: Folders) -> None:
        """Take the folders to use; nothing is read or made yet."""
        self.folders = folders

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
        from coachtui.store.log.layout import is_own_beside

        return OwnPlaces.of(self.folders, self._own_backup_folder, is_own_beside)

    @property
    def backup_folders(self) -> tuple[Path, ...]:
        """Where daily backups are put; the first lies in the data folder."""
        return (self.folders.backups, *self._own_backup_folder())

    def _own_backup_folder(self) -> tuple[Path, ...]:
        return tuple(named_path(own) for own in (self.settings.get(preferences.BACKUP_FOLDER),) if own)

    @cached_property
    def content(self) -> Library:
        """The packs shipped."""
        from coachtui.content.library import Library

        return Library()

    @cached_property
    def protection(self) -> StoreProtection:
        """The passphrase of the store in use; it changes the key, so it lasts longer than each of them.

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
        """Files of the user's own."""
        from coachtui.settings.user_files import UserFiles

        return UserFiles(self.folders.data / "exports", self.own_places)

    @cached_property
    def exporter(self) -> JsonExporter:
        """Writes this program's JSON; the line of R91 is in the language in use."""
        from coachtui.exchange.json_export import JsonExporter

        return JsonExporter(app="coachtui", version=__version__, not_evidence=self._not_evidence)

    @cached_property
    def text_export(self) -> TextExport:
        """Writing records out as a text to read."""
        from coachtui.exchange.markdown import MarkdownWriter
        from coachtui.services.texts.record_text import TextExport

        return TextExport(MarkdownWriter(), self.clock, self._not_evidence, self.content.phase_names)

    @cached_property
    def page_export(self) -> TextExport:
        """Writing records out as a page to print."""
        from coachtui.exchange.html_page import HtmlWriter

        return self.text_export.with_writer(HtmlWriter(language))

    def _not_evidence(self) -> str:
        return in_language(self.content.text("privacy", "not_evidence"), language())

    def own_keys(self, known: Collection[str]) -> tuple[dict[str, tuple[str, ...]], tuple[BadInput, ...]]:
        """Return the user's own keys by binding id, and what in their file is ignored."""
        from coachtui.settings.keys_file import read_keys

        return read_keys(self.folders.keys_file, known)

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

    def versions(self) -> dict[str, str]:
        """Return the versions of the program and of what it stands on."""
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
        """Note where the program failed, without names or note text, and return what the lead is told."""
        from coachtui.settings.crash_log import write_crash

        kind = type(error).__name__
        try:
            file = write_crash(self.folders.logs, error, at=self.clock.now(), version=__version__)
        except CoachError:
            return ProgramFault("own_fault", kind=kind)
        return ProgramFault("own_fault", kind=kind, file=file)
