"""The settings file ``config.toml``, parsed leniently and edited line by line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from coachtui.domain.errors import BadInput, StoreError
from coachtui.domain.toml_text import read_toml
from coachtui.settings.private_file import read_regular, replace_file

_KEY_LINE = r"^[ \t]*{key}[ \t]*=.*$"
_FIRST_TABLE = re.compile(r"^[ \t]*\[", re.MULTILINE)

LONGEST = 1_000_000
"""Bytes read of a file of settings; no person writes that many."""


class ConfigFile:
    """The settings by name, all at the top level of the file.

    Invalid settings are ignored and reported by ``problems``: a program that will not start because of a
    typing mistake in a settings file is worse than one that starts with a default.
    """

    def __init__(
        self,
        path: Path,
        known: Iterable[str],
        fits: Callable[[str, object], bool] = lambda _name, _value: True,
    ) -> None:
        """Take the path of the file; it is read on first use.

        Args:
            path: The file; it need not exist.
            known: Names that mean something.
            fits: Whether a known name may have a value, as TOML gives it.
        """
        self._path = path
        self._known = frozenset(known)
        self._fits = fits
        self._values: dict[str, str] | None = None
        self._problems: tuple[BadInput, ...] = ()

    def get(self, key: str) -> str | None:
        """Return a setting as text, or ``None`` where it is not set."""
        return self._read().get(key)

    def problems(self) -> tuple[BadInput, ...]:
        """Return the ignored entries: ``config_unreadable``, ``unknown_setting``, ``bad_setting``."""
        self._read()
        return self._problems

    def put(self, key: str, value: str) -> None:
        """Save a setting; comments and order of the file stay.

        Raises:
            StoreError: ``cannot_write``, or ``config_unreadable`` when the file has to be mended first.
        """
        self._values = None
        self._read()
        if any(problem.code == "config_unreadable" for problem in self._problems):
            raise StoreError("config_unreadable", file=str(self._path))
        try:
            text = self._text()
        except (FileNotFoundError, NotADirectoryError):
            text = ""
        except (OSError, ValueError) as error:
            raise StoreError("config_unreadable", file=str(self._path)) from error
        changed = _with_setting(text, key, value)
        if read_toml(changed).get(key) != value:
            raise StoreError("config_unreadable", file=str(self._path))
        replace_file(self._path, changed.encode())
        self._values = None

    def _text(self) -> str:
        return read_regular(self._path, LONGEST).decode("utf-8-sig")

    def _read(self) -> Mapping[str, str]:
        if self._values is None:
            self._values = self._load()
        return self._values

    def _load(self) -> dict[str, str]:
        try:
            text = self._text()
            table = read_toml(text) if text.strip() else {}
        except (FileNotFoundError, NotADirectoryError):
            return {}
        except (OSError, ValueError) as error:
            line = getattr(error, "lineno", None) or _line_in(str(error))
            self._problems = (BadInput("config_unreadable", file=str(self._path), line=line),)
            return {}
        self._problems = tuple(self._ignored(table))
        return {
            key: _as_text(value)
            for key, value in table.items()
            if key in self._known and self._fits(key, value)
        }

    def _ignored(self, table: Mapping[str, object]) -> Iterator[BadInput]:
        for key, value in table.items():
            if key not in self._known:
                yield BadInput("unknown_setting", file=str(self._path), setting=key)
            elif not self._fits(key, value):
                yield BadInput("bad_setting", file=str(self._path), setting=key, value=_as_text(value))


def _line_in(message: str) -> int:
    found = re.search(r"line (\d+)", message)
    return int(found.group(1)) if found else 1


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _with_setting(text: str, key: str, value: str) -> str:
    line = f"{key} = {_quoted(value)}"
    head_end = found.start() if (found := _FIRST_TABLE.search(text)) else len(text)
    head, tables = text[:head_end], text[head_end:]
    pattern = re.compile(_KEY_LINE.format(key=re.escape(key)), re.MULTILINE)
    if pattern.search(head):
        return pattern.sub(lambda _match: line, head, count=1) + tables
    if head and not head.endswith("\n"):
        head += "\n"
    return f"{head}{line}\n{tables}"


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda match: f"\\u{ord(match.group()):04x}", escaped) + '"'
