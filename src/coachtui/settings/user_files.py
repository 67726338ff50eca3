"""Files of the user's own, outside the store: exports in a folder they chose."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import BinaryIO

from coachtui.domain.errors import StoreError
from coachtui.settings.folders import APP, documents_folder
from coachtui.settings.private_file import cannot_write, drop, make_private, owner_only

_STEM_LIMIT = 80
_STEM_BYTES = 160
"""A system takes 255 bytes; a number, the ending and a mark of being unfinished come on top."""

_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}$")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])(?=\.|$)", re.IGNORECASE)
"""Names of devices on Windows, whatever comes after a dot."""


class UserFiles:
    """Writes files readable by their owner only and never over another, unless asked."""

    def documents(self) -> Path:
        """Return the folder proposed for exports."""
        return documents_folder()

    def write_new(self, folder: Path, name: str, data: bytes) -> Path:
        """Write a new file; a taken name gets a number.

        Args:
            folder: Made for the owner only when missing.
            name: Wished name; what no file name can hold is left out of it.
            data: The whole content.

        Returns:
            The path of the file.

        Raises:
            StoreError: ``cannot_write`` with the folder.
        """
        try:
            make_private(folder)
        except OSError as error:
            raise cannot_write(folder, error) from error
        names = _names(safe_name(name))
        while True:
            path = folder / next(names)
            try:
                file = open(path, "xb", opener=owner_only)  # noqa: SIM115  closed below
            except FileExistsError:
                continue
            except OSError as error:
                raise cannot_write(folder, error) from error
            with _whole_or_nothing(path, path, file) as out:
                out.write(data)
            return path

    @contextmanager
    def create(self, path: Path, *, force: bool = False) -> Iterator[BinaryIO]:
        """Open a file to write to; when anything fails while writing, no half of it stays.

        A device or pipe is written to as it is.

        Args:
            path: The file.
            force: Whether it may take the place of another one, which stays until this one is whole.

        Raises:
            StoreError: ``file_exists`` or ``is_folder`` with the file, or ``cannot_write`` with its folder.
        """
        if path.is_dir():
            raise StoreError("is_folder", file=str(path))
        try:
            if path.exists() and not path.is_file():
                with path.open("wb") as device:
                    yield device
                return
            target = path.resolve() if force else path
            unfinished = target.with_name(f".{APP}-{os.getpid()}.new") if force else target
            file = open(unfinished, "xb", opener=owner_only)  # noqa: SIM115  closed below
        except FileExistsError as error:
            raise StoreError("file_exists", file=str(path)) from error
        except OSError as error:
            raise cannot_write(path.parent, error) from error
        with _whole_or_nothing(unfinished, target, file) as out:
            yield out


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
        drop(unfinished)
        raise cannot_write(target.parent, error) from error
    except BaseException:
        drop(unfinished)
        raise


def safe_name(name: str) -> str:
    """Return a file name that every system takes: letters, digits, ``.``, ``-`` and ``_``.

    Never empty, never a path, never starting with a dot or dash, never a name Windows keeps for itself.
    """
    plain = "".join(c if c.isalnum() or c in "._-" else "-" for c in unicodedata.normalize("NFC", name))
    plain = re.sub("-{2,}", "-", plain).strip(".-")
    stem, suffix = plain, ""
    if found := _SUFFIX.search(plain):
        stem, suffix = plain[: found.start()], found.group()
    stem = stem[:_STEM_LIMIT].encode()[:_STEM_BYTES].decode(errors="ignore").strip(".-") or APP
    return _RESERVED.sub(r"\g<0>-", stem, 1) + suffix if _RESERVED.match(stem) else stem + suffix


def _names(name: str) -> Iterator[str]:
    """Yield a file name, then the same with a number."""
    yield name
    stem, dot, suffix = name.rpartition(".")
    for number in count(2):
        yield f"{stem}-{number}{dot}{suffix}" if dot else f"{name}-{number}"
