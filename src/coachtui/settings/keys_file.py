"""The user's own keys in ``keys.toml``: binding id = key or list of keys."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from coachtui.domain.errors import BadInput
from coachtui.domain.toml_text import read_toml
from coachtui.settings.config_file import LONGEST
from coachtui.settings.key_names import key_name
from coachtui.settings.private_file import read_regular

OwnKeys = dict[str, tuple[str, ...]]
"""Key names of the screen by binding id."""


def read_keys(path: Path, known: Collection[str]) -> tuple[OwnKeys, tuple[BadInput, ...]]:
    """Read the user's own keys; invalid entries are ignored and reported.

    Args:
        path: The file; it need not exist.
        known: Every binding id.

    Returns:
        The keys by binding id, and what is ignored: ``keys_unreadable``, ``unknown_binding``,
        ``unknown_key``, ``capital_key`` or ``no_key``, each with the file.
    """
    try:
        table = read_toml(read_regular(path, LONGEST).decode("utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError):
        return {}, ()
    except (OSError, ValueError):
        return {}, (BadInput("keys_unreadable", file=str(path)),)
    own: OwnKeys = {}
    problems: list[BadInput] = []
    for binding, written in _flat(table):
        if binding not in known:
            problems.append(BadInput("unknown_binding", file=str(path), binding=binding))
            continue
        wanted = written if isinstance(written, list) else [written]
        if not wanted:
            problems.append(BadInput("no_key", file=str(path), binding=binding))
        names = {str(key): key_name(key) if isinstance(key, str) else None for key in wanted}
        bad = [key for key, name in names.items() if name is None]
        problems += [BadInput(_why(key), file=str(path), binding=binding, key=key) for key in bad]
        good = tuple(dict.fromkeys(name for name in names.values() if name is not None))
        if good:
            own[binding] = good
    return own, tuple(problems)


def _why(key: str) -> str:
    return "capital_key" if key.isupper() and key_name(key.lower()) is not None else "unknown_key"


def _flat(table: dict[str, object], before: str = "") -> list[tuple[str, object]]:
    """Return bindings by full id: unquoted, TOML reads ``app.help`` as a table ``app``."""
    rows: list[tuple[str, object]] = []
    for name, value in table.items():
        binding = f"{before}{name}"
        rows += _flat(value, f"{binding}.") if isinstance(value, dict) else [(binding, value)]
    return rows
