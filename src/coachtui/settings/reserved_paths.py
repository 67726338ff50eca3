"""Paths reserved for the program's own files, where no output may be written."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from fnmatch import fnmatch
from pathlib import Path

from coachtui.domain.errors import Refused
from coachtui.settings.folders import APP, Folders
from coachtui.settings.paths import named_path, names_path, real_path

_DAILY = f"{APP}-*.zip"
"""Names of the backups of the day, as docs/data-format.md gives them."""


class ReservedPaths:
    """Stores, settings and daily backups, which a mistyped output path must not overwrite."""

    def __init__(
        self,
        stores: Iterable[Path],
        files: Iterable[Path],
        backups: Callable[[], Iterable[Path]],
        beside: Callable[[str, str], bool] = lambda _store, _name: False,
    ) -> None:
        """Take the paths; none need exist.

        Args:
            stores: Folders of stores. What a backup took the place of stands beside them.
            files: Single files.
            backups: Returns the folders with backups of the day, in which other files are welcome.
            beside: Whether something of a name, the second, may be made beside a store of a name, the first.
        """
        self._stores = tuple(stores)
        self._files = tuple(files)
        self._backups = backups
        self._beside = beside

    @classmethod
    def of(
        cls,
        folders: Folders,
        more_backups: Callable[[], tuple[Path, ...]],
        beside: Callable[[str, str], bool],
    ) -> ReservedPaths:
        """Return the reserved paths for the folders in use, of the lead's own store and the demo's.

        Args:
            folders: The folders.
            more_backups: Returns where backups of the day go besides; asked for late, for settings say it.
            beside: As for the class.
        """
        both = [replace(folders, demo=demo) for demo in (False, True)]
        return cls(
            stores=[each.store for each in both],
            files=(folders.config_file, folders.keys_file),
            backups=lambda: (*(each.backups for each in both), *more_backups()),
            beside=beside,
        )

    def names_output(self, text: str) -> bool:
        """Return whether a text is a path on this computer outside of every store."""
        return names_path(text) and not self.holds(named_path(text))

    def holds(self, path: Path) -> bool:
        """Return whether a path leads into a store, or to files made beside one.

        Links and letter case are resolved, and the path need not exist.
        """
        real = real_path(path)
        aside = (kept for store in self._stores for kept in store.parent.glob(f"{store.name}.before-*"))
        stores = (*self._stores, *aside)
        places = (real, *real.parents)
        return any(_same(place, store) for place in places for store in stores) or any(
            self._beside(store.name, place.name) and _same(place.parent, store.parent)
            for place in places
            for store in self._stores
        )

    def check_output(self, path: Path) -> None:
        """Refuse a path where an output would overwrite the program's own files.

        Args:
            path: A file, or a folder for files.

        Raises:
            Refused: ``own_place``.
        """
        if self.holds(path) or any(_same(path, file) for file in self._files) or self._is_daily(path):
            raise Refused("own_place", path=str(path))

    def _is_daily(self, path: Path) -> bool:
        real = real_path(path)
        if not fnmatch(real.name.lower(), _DAILY) or not os.path.lexists(real):
            return False
        return any(_same(real.parent, folder) for folder in self._backups())


def _same(one: Path, other: Path) -> bool:
    """Return whether two paths lead to the same file; where case is ignored, names cannot tell."""
    try:
        return one.samefile(other)
    except OSError:  # one of them is not there
        return real_path(one) == real_path(other)
