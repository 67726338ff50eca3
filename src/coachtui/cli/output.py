"""Words and data on their way out: data to stdout, messages to stderr, nothing that steers a terminal."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable, Sequence

from coachtui.domain.errors import CoachError
from coachtui.domain.text import clean_line, clean_text


def say(text: str) -> None:
    """Write one line of data."""
    print(_plain(text))


def complain(text: str) -> None:
    """Write one message, one sentence."""
    print(clean_line(text), file=sys.stderr)


def complain_of(error: CoachError) -> None:
    """Write what went wrong, in the language in use."""
    from coachtui.services.sentences import sentence

    complain(sentence(error))


def write_json(value: object) -> None:
    """Write a value as JSON, in UTF-8 whatever the terminal speaks."""
    import json

    write_bytes([json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n"])


def write_bytes(pieces: Iterable[bytes]) -> None:
    """Write data as it is."""
    sys.stdout.flush()
    for piece in pieces:
        sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()


def table(rows: Sequence[Sequence[str]]) -> None:
    """Write rows with their columns in line; a Chinese character is two cells wide."""
    widths = [max(map(cells, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        say(
            "  ".join(
                text + " " * (width - cells(text)) for text, width in zip(row, widths, strict=True)
            ).rstrip()
        )


def cells(text: str) -> int:
    """Return how many cells of a terminal a text takes."""
    return sum(
        0
        if unicodedata.combining(c) or unicodedata.category(c) in {"Mn", "Me", "Cf"}
        else 2
        if unicodedata.east_asian_width(c) in "WF"
        else 1
        for c in text
    )


def _plain(text: str) -> str:
    """Return a line as it may reach a terminal; spaces that put it in line stay."""
    return clean_text(text).replace("\n", " ")
