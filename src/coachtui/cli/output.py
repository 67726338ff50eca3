"""Output of the command line: data to stdout, messages to stderr, without terminal control characters."""

from __future__ import annotations

import codecs
import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from coachtui.cli.streams import discard_stream
from coachtui.domain.errors import CoachError, StoreError
from coachtui.domain.progress import Progress, ignore_progress
from coachtui.domain.text import STEERING, clean_line, clean_text
from coachtui.i18n import _

_PIECES_BETWEEN = 1000
"""How many pieces of data go by between two words about them."""


def print_line(text: str) -> None:
    """Print a line of data.

    Raises:
        StoreError: ``output_failed``.
    """
    with _failing_in_words():
        print(_plain(text))


def flush() -> None:
    """Flush stdout.

    Raises:
        StoreError: ``output_failed``.
    """
    with _failing_in_words():
        sys.stdout.flush()


def with_progress(pieces: Iterable[bytes], *, to_stdout: bool) -> Iterator[bytes]:
    """Yield pieces of data and show their number on a terminal that does not show the data itself.

    Args:
        pieces: The data.
        to_stdout: Whether they are written to stdout.
    """
    if not sys.stderr.isatty() or (to_stdout and sys.stdout.isatty()):
        yield from pieces
        return
    shown = False
    for number, piece in enumerate(pieces, 1):
        if number % _PIECES_BETWEEN == 0:
            shown = True
            print_transient("\r" + _("{number} records").format(number=number))
        yield piece
    if shown:
        print_transient("\r\x1b[K")


def print_message(text: str) -> None:
    """Print one message to stderr; if that fails, the exit code has to say it alone."""
    print_transient(clean_line(text) + "\n")


def ask(question: str) -> str:
    """Ask a question at the terminal and return the line typed, or an empty one at its end."""
    print_transient(question + " ")
    try:
        return sys.stdin.readline().strip()
    except OSError:  # the terminal is gone, and with it who could answer
        return ""


def print_transient(text: str) -> None:
    """Print text to stderr unchanged; a failure is ignored, for it must not end the command."""
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError:  # a full disk or a reader who left
        discard_stream("stderr")


def print_error(error: CoachError) -> None:
    """Print the sentence about an error."""
    from coachtui.services.words.sentences import sentence

    print_message(sentence(error))


def write_json(value: object) -> None:
    """Print a value as JSON, in UTF-8 whatever the terminal's encoding."""
    import json

    write_bytes([json.dumps(value, ensure_ascii=False, indent=2).encode(errors="replace") + b"\n"])


def write_bytes(pieces: Iterable[bytes]) -> None:
    r"""Print JSON or TOML unchanged, with control characters escaped on a terminal.

    There the characters that could are written as ``\uXXXX``, which says the same in either language.

    Raises:
        StoreError: ``output_failed``.
    """
    flush()
    out = sys.stdout.buffer
    for piece in _escaped(pieces) if sys.stdout.isatty() else pieces:
        with _failing_in_words():
            out.write(piece)
    flush()


def _escaped(pieces: Iterable[bytes]) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    for piece in pieces:
        yield STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", decoder.decode(piece)).encode()


@contextmanager
def _failing_in_words() -> Iterator[None]:
    """Turn a failed write to stdout into ``StoreError``; a reader who left is no failure."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise StoreError("output_failed", reason=os.strerror(error.errno or 0)) from error


def print_table(rows: Sequence[Sequence[str]]) -> None:
    """Print rows with aligned columns; a Chinese character is two cells wide."""
    widths = [max(map(cells, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print_line(
            "  ".join(
                text + " " * (width - cells(text)) for text, width in zip(row, widths, strict=True)
            ).rstrip()
        )


def cells(text: str) -> int:
    """Return the number of terminal cells a text takes.

    The screen asks Rich, which no command loads; a test compares the two.
    """
    return sum(
        0
        if unicodedata.combining(c) or unicodedata.category(c) in {"Mn", "Me", "Cf"}
        else 2
        if unicodedata.east_asian_width(c) in "WF"
        else 1
        for c in text
    )


def _plain(text: str) -> str:
    """Return a line without control characters; spaces for alignment stay."""
    return clean_text(text).replace("\n", " ")


def progress_line(text: str, every: int = 1) -> Progress:
    """Return a callback that shows progress as a line on a terminal, and nothing in a pipe.

    Args:
        text: With ``{done}`` and ``{all}``.
        every: Steps between two lines.
    """
    if not sys.stderr.isatty():
        return ignore_progress

    def show(done: int, steps: int) -> None:
        if done == steps or done % every == 0:
            print_transient("\r" + text.format(done=done, all=steps) + ("\n" if done == steps else ""))

    return show
