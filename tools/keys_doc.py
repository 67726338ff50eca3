"""Writes docs/keys.md from the key table: keys_doc.py [--check].

With ``--check`` nothing is written; it says whether the file is what the table gives.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from coachtui.ui.keys.table import SCOPE_NAMES, KeyRow, rows
from coachtui.ui.present import key_name

PATH = Path(__file__).parent.parent / "docs" / "keys.md"

HEAD = """# Keys

Written by `tools/keys_doc.py` from the key table of the program; footer, help (F1), actions (Ctrl+P) and
`coachtui keys` show the same table.

The ids never change. The keys are defaults: `keys.toml` in the folder of settings gives a binding other keys,
e.g. `"live.call" = ["ctrl+k", "F7"]`. On the live screen a letter is never a command: it
begins a note with that letter. Elsewhere it is an alias, never the only key, because an input method swallows
letters. In a line of text every printable key is text.
"""


def keys_doc() -> str:
    """Return the whole document."""
    return "\n".join(
        [HEAD, *(line for scope in SCOPE_NAMES for line in _place(rows(scope), SCOPE_NAMES[scope]))]
    )


def _place(entries: tuple[KeyRow, ...], name: str) -> Iterator[str]:
    if entries:
        yield f"## {name}\n"
        yield "| keys | | does | id |"
        yield "|---|---|---|---|"
        yield from map(_line, entries)
        yield ""


def _line(entry: KeyRow) -> str:
    keys = " · ".join(key_name(key) for key in entry.keys)
    cells = (keys, entry.label, entry.sentence, f"`{entry.id}`")
    return "| " + " | ".join(cell.replace("|", "\\|").replace("*", "\\*") for cell in cells) + " |"


def main() -> int:
    """Run as a program."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing")
    if parser.parse_args().check:
        current = PATH.exists() and PATH.read_text(encoding="utf-8") == keys_doc()
        print("docs/keys.md is up to date" if current else "docs/keys.md is not what the key table gives")
        return 0 if current else 1
    PATH.write_text(keys_doc(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
