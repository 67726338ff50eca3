"""Where the program keeps what is its own: the one place that decides where no output may go."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from fnmatch import fnmatch
from pathlib import Path

from coachtui.domain.errors import Refused
from coachtui.settings.folders import APP
from coachtui.settings.paths import real_path

_DAILY = f"{APP}-*.zip"
"""Names of the backups of the day, as docs/data-format.md gives them."""


class OwnPlaces:
    """Stores, settings and backups of the day; a mistyped path must not take their place."""

    def __init__(
        self, stores: Iterable[Path], files: Iterable[Path], backups: Callable[[], Iterable[Path]]
    ) -> None:
        """Take the places; none need be there.

        Args:
            stores: Folders of stores. What a backup took the place of stands beside them.
            files: Single files.
            backups: Returns the folders with backups of the day, in which other files are welcome.
        """
        self._stores = tuple(stores)
        self._files = tuple(files)
        self._backups = backups

    def holds(self, path: Path) -> bool:
        """Whether a path leads to a store or into one, whatever links and capitals it is written with."""
        real = real_path(path)
        aside = (kept for store in self._stores for kept in store.parent.glob(f"{store.name}.before-*"))
        stores = (*self._stores, *aside)
        return any(_same(place, store) for place in (real, *real.parents) for store in stores)

    def check_output(self, path: Path) -> None:
        """Refuse a path of which an output would write into what is the program's own.

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
    """Whether two paths lead to one thing; on a system that ignores capitals names do not say it."""
    try:
        return one.samefile(other)
    except OSError:  # one of them is not there
        return real_path(one) == real_path(other)
