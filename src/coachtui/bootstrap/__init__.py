"""The composition root: the only place that names concrete classes; each part is made on first use."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar

from coachtui.bootstrap.open_store import OpenStore
from coachtui.bootstrap.process_parts import ProcessParts
from coachtui.i18n import language
from coachtui.settings.folders import Folders, find_folders

if TYPE_CHECKING:
    from coachtui.domain.errors import CoachError
    from coachtui.services.reserve_watch import ReserveWatch

_Part = TypeVar("_Part")


class _StorePart(Generic[_Part]):
    """An attribute of the program: a part of the store as it is open when it is asked for, never kept.

    It is given as a function, and not by its own name alone, so that the type checker knows which part it is.
    """

    def __init__(self, part: Callable[[OpenStore], _Part]) -> None:
        self._part = part

    def __get__(self, program: LocalProgram, _owner: object = None) -> _Part:
        return self._part(program.opened)


class LocalProgram(ProcessParts):
    """The program on this computer; implements ``services.program.Program`` for the screens.

    It has two halves: the process parts, which it is itself, and the currently open store.

    Attributes:
        opened: The parts of the open store; ``renew`` replaces them.
    """

    def __init__(self, folders: Folders) -> None:
        """Take the folders to use; nothing is read or created yet."""
        super().__init__(folders)
        self.opened = OpenStore(self)

    sessions = _StorePart(lambda store: store.sessions)
    team = _StorePart(lambda store: store.team)
    safekeeping = _StorePart(lambda store: store.safekeeping)
    roster = _StorePart(lambda store: store.roster)
    roster_import = _StorePart(lambda store: store.roster_import)
    listening = _StorePart(lambda store: store.listening)
    correcting = _StorePart(lambda store: store.correcting)
    export = _StorePart(lambda store: store.export)
    pseudonymous = _StorePart(lambda store: store.pseudonymous)
    importing = _StorePart(lambda store: store.importing)
    erasing = _StorePart(lambda store: store.erasing)
    retention = _StorePart(lambda store: store.retention)
    private_forms = _StorePart(lambda store: store.private_forms)
    results = _StorePart(lambda store: store.results)
    has_store = _StorePart(lambda store: store.has_store())
    finish_backups = _StorePart(lambda store: store.finish_backups)
    check = _StorePart(lambda store: store.check)
    salvage = _StorePart(lambda store: store.salvage)

    @cached_property
    def reserve_watch(self) -> ReserveWatch:
        """The watch on the disk reserve; independent of the key."""
        from coachtui.services.reserve_watch import ReserveWatch
        from coachtui.store.log.reserve import Reserve

        return ReserveWatch(Reserve(self.folders.store))

    def renew(self) -> None:
        """Reopen the store on next use, after its protection changed."""
        self.opened = OpenStore(self, self.opened.unfinished)

    def setting_problems(self) -> tuple[CoachError, ...]:
        """Return the problems in the settings file, and what opening the store could not finish."""
        unfinished = self.opened.unfinished
        return (*(() if unfinished is None else (unfinished,)), *self.settings.problems())

    def on_demo(self) -> LocalProgram:
        """Return the program on the demo's store, with the same data folder and settings."""
        return LocalProgram(replace(self.folders, demo=True))

    def ensure_demo(self, *, fresh: bool = False) -> None:
        """Create the sample team where it is missing or incomplete.

        Args:
            fresh: Whether to renew an unchanged sample team of another day or language.

        Raises:
            StoreError: It could not be made; nothing of it is left in its place.
        """
        from coachtui.store.keeping.copies.demo_folder import DemoFolder

        folder = DemoFolder(self.folders.demo_store)
        edition = f"{language()} {self.clock.now().date()}"
        if folder.complete() and not (fresh and folder.outdated(edition)):
            return
        from coachtui.services.demo.sample_team import make_demo
        from coachtui.store.records.session_store import LogSessionStore

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
        from coachtui.store.keeping.copies.demo_folder import DemoFolder

        return DemoFolder(self.folders.demo_store).remove()

    def close(self) -> None:
        """Compact the store if it was written to."""
        self.opened.close()


def open_program(
    *, data_dir: str | None = None, config_dir: str | None = None, demo: bool = False
) -> LocalProgram:
    """Return the program on the folders that options, environment and system give; nothing is created.

    Raises:
        Refused: They name no folder: ``no_home_folder``, or as ``named_path``.
    """
    return LocalProgram(find_folders(os.environ, data_dir=data_dir, config_dir=config_dir, demo=demo))
