"""Copies of forms and models in the version first used, so that old evaluations stay readable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.domain.errors import StoreCorrupt
from coachtui.store.log import disk
from coachtui.store.log.lock import make_folders_in
from coachtui.store.log.place import read_one_store
from coachtui.store.records.shards import safe_id

if TYPE_CHECKING:
    from pathlib import Path


class ContentCopies:
    """The folder of a store with copies of forms and models; each is written once and never changed."""

    def __init__(self, root: Path) -> None:
        """Name the folder; it is made with the first copy.

        Args:
            root: The folder ``content`` of a store.
        """
        self._root = root

    def keep(self, content_id: str, version: int, text: str) -> None:
        """Keep a copy of a form or model, unless there is one of that version.

        Args:
            content_id: Id of the form or model.
            version: Its version.
            text: The pack as it was read.

        Raises:
            StoreError: It could not be written.
        """
        path = self._path(content_id, version)
        if disk.is_there(path):
            return
        make_folders_in(self._root.parent, self._root)
        try:
            disk.write_whole(path, [text.encode()])
        except OSError as error:
            raise disk.as_store_error(error, path) from error

    def kept(self, content_id: str, version: int) -> str | None:
        """Return the text of a kept form or model, or ``None``.

        Args:
            content_id: Id of the form or model.
            version: Its version.

        Raises:
            StoreError: It cannot be read.
            StoreCorrupt: ``unreadable_copy``: it is not UTF-8.
        """
        path = self._path(content_id, version)
        return read_one_store(self._root.parent, lambda: _text_in(path))

    def _path(self, content_id: str, version: int) -> Path:
        return self._root / f"{safe_id(content_id)}@{version}.toml"


def _text_in(path: Path) -> str | None:
    try:
        return disk.read_bytes(path).decode()
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        raise StoreCorrupt("unreadable_copy", file=path.name) from None
    except OSError as error:
        raise disk.not_readable(path) from error
