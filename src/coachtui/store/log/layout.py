"""The layout of a store's folder: one table of every kind of file in it, by path, with its properties."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from coachtui.store.log import disk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ID = r"[0-9A-Za-z][0-9A-Za-z_-]{0,63}"


INCOMING = "incoming.jsonl"
"""The log that is there only while a file is taken in."""


class FileKind(NamedTuple):
    """One kind of file in a store.

    Attributes:
        pattern: Its path in the store's folder, whole.
        name: That path, where there is one such file at most.
        log: Whether it is a log of records.
        sealed: Whether it is unreadable without the key where the store has a passphrase.
        backed_up: Whether it belongs into a backup.
        derived: Whether it is made anew from the others where it is missing.
        empty: Whether it says nothing that anybody stored.
        noted: Whether the list of people remembers that there is one, so that its loss is told (``begun``).
        tables: What may stand in it; none where anything may, or the kinds of records say it.
    """

    pattern: str
    name: str = ""
    log: bool = False
    sealed: bool = False
    backed_up: bool = False
    derived: bool = False
    empty: bool = False
    noted: bool = False
    tables: frozenset[str] = frozenset()

    @property
    def checked(self) -> bool:
        """Whether a check can read and verify it: a log, or a copy of a form or model."""
        return self.log or self.pattern == CONTENT.pattern

    @property
    def ours(self) -> bool:
        """Whether the program needs this path for a file of its own, so nothing else may stand there."""
        return bool(self.name) or self.checked or self.pattern == MARKERS.pattern


def _kind(pattern: str, *properties: str, name: str = "") -> FileKind:
    return FileKind(
        pattern,
        name,
        log="log" in properties,
        sealed="sealed" in properties,
        backed_up="backed up" in properties,
        derived="derived" in properties,
        empty="empty" in properties,
        noted="noted" in properties,
    )


def _file(name: str, *properties: str, tables: str = "") -> FileKind:
    return _kind(re.escape(name), *properties, name=name)._replace(tables=frozenset(tables.split()))


CONTENT = _kind(rf"content/{_ID}@\d{{1,9}}\.toml", "backed up")

MARKERS = _kind(r"\.lock|\.reserve|\.key-unconfirmed|\.exchange|\.made|complete|leases/.*\.lock", "empty")
"""Files of which only that they are there counts."""

KINDS = (
    _file("team.jsonl", "log", "sealed", "backed up", tables="agents lead moves rewrites begun store"),
    _kind(rf"agents/{_ID}/(\d{{4}}|records)\.jsonl", "log", "sealed", "backed up"),
    CONTENT,
    _file("pseudonyms.jsonl", "log", "sealed", "backed up", "noted", tables="pseudonyms"),
    _file("erased.jsonl", "log", "sealed", "backed up", "noted", tables="erased"),
    _file("copies.jsonl", "log", "sealed", tables="copies troubles keys missed"),
    _file(INCOMING, "log", "sealed"),
    _file("index.jsonl", "log", "sealed", "derived", tables="shards ends"),
    _file("keys.json", "backed up"),
    _file("keys.copy.json", "backed up"),
    MARKERS,
    _kind(r".*\.(torn|new)"),
    _kind(r".*\.damaged-\d{8}-\d{6}(-\d+)?"),
    _kind(r"(.*/)?(\.DS_Store|Thumbs\.db|desktop\.ini|\.directory|\.nfs[0-9a-f]+|\.fuse_hidden.*)", "empty"),
)
"""What may lie in a store's folder; the last row is what systems leave in any folder."""


_BESIDE = (
    r"\.{store}\.(exchange|backup)\.lock",
    r"{store}\.(next|old|new)(-[0-9a-f]+)?",
    r"{store}\.before-.*",
    r"\.work-.*",
    r"logs",
)
"""What the program makes beside a store of a name, as patterns."""


class LocksBeside(NamedTuple):
    """The lock files beside a store's folder: for exchanging it as a whole, and for work on its backups."""

    exchange: Path
    backup: Path


def locks_beside(root: Path) -> LocksBeside:
    """Return the paths of the lock files beside a store's folder."""
    return LocksBeside(
        root.with_name(f".{root.name}.exchange.lock"), root.with_name(f".{root.name}.backup.lock")
    )


def is_own_beside(store: str, name: str) -> bool:
    """Return whether a name beside a store's folder is one that the program may use itself.

    Args:
        store: Name of the store's folder.
        name: The name; on many systems letter case does not tell names apart.
    """
    patterns = (pattern.replace("{store}", re.escape(store)) for pattern in _BESIDE)
    return any(re.fullmatch(pattern, name, re.IGNORECASE | re.DOTALL) for pattern in patterns)


FOLDERS = ("agents", "content", "leases")
"""The folders in a store's folder."""

_WITH_FILES = ("*", "agents/*/*", "content/*", "leases/*")
"""Where in a store the program's own files have their places."""


def is_derived(name: str) -> bool:
    """Return whether a file can be rebuilt from the others where it is missing."""
    kind = kind_of(name)
    return kind is not None and kind.derived


def noted_names() -> list[str]:
    """Return the names of logs whose existence is noted in the list of people.

    So the loss of one is noticed, see ``begun_logs``.
    """
    return [kind.name for kind in KINDS if kind.noted]


def kind_of(name: str) -> FileKind | None:
    """Return the kind of a file in a store by its path, or ``None`` for a file that is not the program's.

    Args:
        name: Its path in the store's folder, with slashes.
    """
    return next((kind for kind in KINDS if re.fullmatch(kind.pattern, name)), None)


def begins_as_backed_up(text: str) -> bool:
    """Return whether a text begins with the path of a file that belongs into a backup."""
    return any(kind.backed_up and re.match(kind.pattern, text) for kind in KINDS)


def reading_order(name: str) -> tuple[int, str]:
    """Return the sort key that puts logs of the whole store first, then agents' logs, then other files."""
    return (name.count("/") if name.endswith(".jsonl") else 9, name)


def is_store(folder: Path) -> bool:
    """Return whether a folder can be read and holds a store, or remains of one."""
    try:
        return any((folder / name).exists() for name in ("team.jsonl", "agents"))
    except OSError:
        return False


def files_in(root: Path, unread: list[str] | None = None) -> Iterator[str]:
    """Yield the path, relative to ``root``, of every file under it; links count and are not followed.

    Args:
        root: The folder.
        unread: Takes the paths of folders that cannot be listed; without, they raise.

    Raises:
        OSError: A folder cannot be listed.
    """
    yield from _inside(root, "", unread)


def folders_for_files(root: Path) -> list[str]:
    """Return the paths in a store at which a folder stands where the program needs a file.

    Raises:
        OSError: A folder cannot be listed.
    """
    places = (place for pattern in _WITH_FILES for place in root.glob(pattern))
    folders = (place.relative_to(root).as_posix() for place in places if _is_folder(place))
    return sorted(name for name in folders if (kind := kind_of(name)) and kind.ours)


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def records_in(root: Path) -> list[str]:
    """Return the paths of files in a store that may hold what somebody stored; unknown files count too.

    Raises:
        OSError: A folder cannot be listed.
    """
    return sorted(name for name in files_in(root) if not ((kind := kind_of(name)) and kind.empty))


def unknown_files(root: Path) -> list[str]:
    """Return the paths of files in a store that are not the program's.

    Raises:
        OSError: A folder cannot be listed.
    """
    return sorted(name for name in files_in(root) if kind_of(name) is None)


def _inside(root: Path, folder: str, unread: list[str] | None) -> Iterator[str]:
    place = root / folder
    try:
        entries = disk.system().listdir(place)
    except FileNotFoundError:
        return
    except OSError:
        if unread is None:
            raise
        unread.append(folder.removesuffix("/"))
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _inside(root, f"{folder}{entry.name}/", unread)
        else:
            yield f"{folder}{entry.name}"
