"""Files outside the store: exports in folders chosen by the user."""

from __future__ import annotations

import errno
import os
import re
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from typing import BinaryIO

from coachtui.domain.errors import BadInput, Refused, StoreError
from coachtui.settings.folders import APP, documents_folder
from coachtui.settings.paths import named_path, real_path
from coachtui.settings.private_file import (
    cannot_write,
    discard_partial,
    make_private,
    open_private,
    open_without_waiting,
    read_regular,
)
from coachtui.settings.reserved_paths import ReservedPaths

_STEM_LIMIT = 80
_STEM_BYTES = 160
"""A system takes 255 bytes; a number, the ending and a mark of being unfinished come on top."""

_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}$")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])(?=\.|$)", re.IGNORECASE)
"""Names of devices on Windows, whatever comes after a dot."""

_WHY_NOT = {errno.EISDIR: "is_folder", errno.EINVAL: "not_a_file", errno.ENXIO: "not_a_file"}
"""What is told of a file that cannot be read; a socket is the last."""


class UserFiles:
    """A writer of files readable by their owner only, which overwrites another only if asked to."""

    def __init__(self, otherwise: Path | None = None, places: ReservedPaths | None = None) -> None:
        """Take the reserved paths.

        Args:
            otherwise: What stands in for a folder of documents where the user has no home; ``None`` has the
                lack of one told.
            places: What is the program's own, into which nothing is written here.
        """
        self._otherwise = otherwise
        self._places = places or ReservedPaths((), (), tuple)

    def documents(self) -> Path:
        """Return the folder proposed for exports.

        Raises:
            Refused: ``no_home_folder``.
        """
        try:
            return documents_folder()
        except Refused:
            if self._otherwise is None:
                raise
            return self._otherwise

    def named(self, text: str) -> Path:
        """Return the path that a text means, as ``named_path`` does.

        Raises:
            Refused: It names nothing.
        """
        return named_path(text)

    def read(self, path: Path, most: int) -> bytes:
        """Return the first bytes of a file from outside; anything but a regular file is refused at once.

        Args:
            path: The file.
            most: Bytes to return at most.

        Raises:
            BadInput: ``is_folder``, ``not_a_file`` or ``not_readable``.
        """
        try:
            return read_regular(path, most)
        except OSError as error:
            raise BadInput(_WHY_NOT.get(error.errno or 0, "not_readable"), file=str(path)) from error

    def room_for(self, path: Path, *, force: bool = False) -> Path:
        """Return the path to write a file to, once it is known to be allowed; a link to it stays a link.

        Args:
            path: The file.
            force: Whether an existing regular file may be replaced.

        Raises:
            Refused: ``own_place``: it would stand among the program's own files, or be one of them.
            StoreError: ``is_folder``, ``file_exists``, ``not_a_file``, or ``cannot_write`` with its folder.
        """
        self._places.check_output(path)
        target = real_path(path)
        try:
            kind = target.lstat().st_mode
        except FileNotFoundError:
            return target
        except OSError as error:
            raise cannot_write(path.parent, error) from error
        if stat.S_ISDIR(kind):
            raise StoreError("is_folder", file=str(path))
        if not stat.S_ISREG(kind):
            raise StoreError("not_a_file", file=str(path))
        if not force:
            raise StoreError("file_exists", file=str(path))
        return target

    def write_new(self, folder: Path, name: str, data: bytes) -> Path:
        """Write a new file; see ``write_together``."""
        stem, dot, suffix = safe_name(name).rpartition(".")
        whole = {f".{suffix}": data} if dot else {"": data}
        return self.write_together(folder, stem if dot else suffix, whole)[0]

    def write_together(self, folder: Path, stem: str, files: Mapping[str, bytes]) -> list[Path]:
        """Write new files with the same stem; if one name is taken, all get the same number.

        Args:
            folder: The target folder; created for the owner only if missing.
            stem: Wanted name without ending; characters invalid in file names are dropped.
            files: The whole content by ending.

        Returns:
            The paths of the files, in the order given.

        Raises:
            Refused: ``own_place``: the folder is the program's own, or lies in one that is.
            StoreError: ``cannot_write`` with the folder; none of them is left.
        """
        self._places.check_output(folder)
        try:
            make_private(folder)
        except OSError as error:
            raise cannot_write(folder, error) from error
        stem = safe_name(f"{stem}.x").removesuffix(".x")
        names = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
        while True:
            name = next(names)
            paths = [folder / f"{name}{ending}" for ending in files]
            if not any(map(os.path.lexists, paths)) and _written(paths, files.values()):
                return paths

    def names_in(self, folder: Path) -> list[str]:
        """Return the names of the files in a folder; none where it is missing or cannot be looked into."""
        try:
            return sorted(path.name for path in folder.iterdir() if path.is_file())
        except OSError:
            return []

    @contextmanager
    def create(self, path: Path, *, force: bool = False) -> Iterator[BinaryIO]:
        """Open a file for writing; after a failure no partial file is left.

        A device or pipe is written to directly and never replaced; a pipe without a reader is refused.

        Args:
            path: The file.
            force: Whether an existing file may be replaced; it stays until the new one is complete.

        Raises:
            Refused: As ``room_for``.
            StoreError: As ``room_for``, or ``output_failed`` of a device.
        """
        kind = _kind(path)
        if kind and not stat.S_ISREG(kind) and not stat.S_ISDIR(kind):
            with _device(path) as out:
                yield out
            return
        target = self.room_for(path, force=force)
        try:
            unfinished = target.with_name(f".{APP}-{os.getpid()}.new") if force else target
            file = open(unfinished, "xb", opener=open_private)  # noqa: SIM115  closed below
        except FileExistsError as error:
            raise StoreError("file_exists", file=str(path)) from error
        except OSError as error:
            raise cannot_write(path.parent, error) from error
        with _whole_or_nothing(unfinished, target, file) as out:
            yield out


def _kind(path: Path) -> int:
    """Return the file mode of a path's target, or 0 where there is none or it is unknown."""
    try:
        return path.stat().st_mode
    except OSError:  # whatever is wrong there is told when the file is made
        return 0


@contextmanager
def _device(path: Path) -> Iterator[BinaryIO]:
    try:
        with open(path, "wb", opener=open_without_waiting) as device:
            yield device
    except OSError as error:
        raise StoreError("output_failed", reason=os.strerror(error.errno or 0)) from error


def _written(paths: list[Path], contents: Iterable[bytes]) -> bool:
    """Return whether all new files were written; a name may have been taken meanwhile."""
    with ExitStack() as whole:
        for path, data in zip(paths, contents, strict=True):
            try:
                file = open(path, "xb", opener=open_private)  # noqa: SIM115  closed below
            except FileExistsError:
                return False
            except OSError as error:
                raise cannot_write(path.parent, error) from error
            with _whole_or_nothing(path, path, file) as out:
                out.write(data)
            whole.callback(discard_partial, path)
        whole.pop_all()
    return True


@contextmanager
def _whole_or_nothing(unfinished: Path, target: Path, file: BinaryIO) -> Iterator[BinaryIO]:
    try:
        with file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if unfinished != target:
            unfinished.replace(target)
    except OSError as error:
        discard_partial(unfinished)
        raise cannot_write(target.parent, error) from error
    except BaseException:
        discard_partial(unfinished)
        raise


def safe_name(name: str) -> str:
    """Return a file name valid on every system: letters, digits, ``.``, ``-`` and ``_``.

    Never empty, a path, starting with a dot or dash, or a name reserved by Windows.
    """
    plain = "".join(c if c.isalnum() or c in "._-" else "-" for c in unicodedata.normalize("NFC", name))
    plain = re.sub("-{2,}", "-", plain).strip(".-")
    stem, suffix = plain, ""
    if found := _SUFFIX.search(plain):
        stem, suffix = plain[: found.start()], found.group()
    stem = stem[:_STEM_LIMIT].encode()[:_STEM_BYTES].decode(errors="ignore").strip(".-") or APP
    return _RESERVED.sub(r"\g<0>-", stem, 1) + suffix if _RESERVED.match(stem) else stem + suffix
