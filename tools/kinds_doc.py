"""Writes the fields of every kind of record into docs/data-format.md: kinds_doc.py [--check].

With ``--check`` nothing is written; it says whether the document has what the classes have.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from textwrap import fill
from typing import Any, Literal, get_args, get_origin, get_type_hints

from coachtui.domain.kinds import RECORD_KINDS

PATH = Path(__file__).parent.parent / "docs" / "data-format.md"
BEGIN, END = "<!-- written by tools/kinds_doc.py -->\n", "<!-- end -->\n"


def described(text: str) -> str:
    """Return the document with what the classes of the kinds have between its two marks."""
    head, _begin, rest = text.partition(BEGIN)
    _old, _end, tail = rest.partition(END)
    kinds = "".join(fill(_kind(kind), 118) + "\n\n" for kind in RECORD_KINDS)
    return f"{head}{BEGIN}\n{kinds}{END}{tail}"


def _kind(kind: Any) -> str:
    """Return the table of a kind, its fields with those of their parts, and how long a record is kept."""
    kept = f"kept {kind.kept_months} months from the day its time counts from"
    return f"**`{kind.plural}`** (in an agent's `records.jsonl`): {', '.join(_fields(kind.type))}; {kept}."


def _fields(record: Any) -> Iterator[str]:
    hints = get_type_hints(record)
    for part in fields(record):
        inside = ", ".join(_inside(hints[part.name]))
        yield f"`{part.name}` ({inside})" if inside else f"`{part.name}`"


def _inside(hint: Any) -> Iterator[str]:
    if get_origin(hint) is Literal:
        yield from (f"`{word}`" for word in get_args(hint))
    elif is_dataclass(hint) and isinstance(hint, type):
        yield from _fields(hint)
    else:
        for part in get_args(hint):
            yield from _inside(part)


def main() -> int:
    """Run as a program."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing")
    text = PATH.read_text(encoding="utf-8")
    if parser.parse_args().check:
        current = text == described(text)
        print("data-format.md is up to date" if current else "data-format.md is not what the kinds have")
        return 0 if current else 1
    PATH.write_text(described(text), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
