"""Words and data on their way out: data to stdout, messages to stderr, nothing that steers a terminal."""

from __future__ import annotations

import codecs
import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from coachtui.cli.streams import forget
from coachtui.domain.errors import CoachError, StoreError
from coachtui.domain.progress import Progress, tell_nobody
from coachtui.domain.text import STEERING, clean_line, clean_text
from coachtui.i18n import _

_PIECES_BETWEEN = 1000
"""How many pieces of data go by between two words about them."""


def say(text: str) -> None:
    """Write one line of data.

    Raises:
        StoreError: ``output_failed``.
    """
    with _failing_in_words():
        print(_plain(text))


def flush() -> None:
    """Bring everything said so far to whoever reads it.

    Raises:
        StoreError: ``output_failed``.
    """
    with _failing_in_words():
        sys.stdout.flush()


def counted(pieces: Iterable[bytes], *, to_stdout: bool) -> Iterator[bytes]:
    """Yield pieces of data; on a terminal that does not show them itself, say how many have gone by.

    Args:
        pieces: What is written.
        to_stdout: Whether stdout is where they go.
    """
    if not sys.stderr.isatty() or (to_stdout and sys.stdout.isatty()):
        yield from pieces
        return
    shown = False
    for number, piece in enumerate(pieces, 1):
        if number % _PIECES_BETWEEN == 0:
            shown = True
            show_for_now("\r" + _("{number} records").format(number=number))
        yield piece
    if shown:
        show_for_now("\r\x1b[K")


def complain(text: str) -> None:
    """Write one message, one sentence; where messages cannot be written the exit code says it alone."""
    show_for_now(clean_line(text) + "\n")


def ask(question: str) -> str:
    """Ask at the terminal and return the line that was typed, empty where there was none."""
    show_for_now(question + " ")
    try:
        return sys.stdin.readline().strip()
    except OSError:  # the terminal is gone, and with it who could answer
        return ""


def show_for_now(text: str) -> None:
    """Write to stderr as it is; a message that cannot be written must not end what the command does."""
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError:  # a full disk or a reader who left
        forget("stderr")


def complain_of(error: CoachError) -> None:
    """Write what went wrong, in the language in use."""
    from coachtui.services.words.sentences import sentence

    complain(sentence(error))


def write_json(value: object) -> None:
    """Write a value as JSON, in UTF-8 whatever the terminal speaks."""
    import json

    write_bytes([json.dumps(value, ensure_ascii=False, indent=2).encode(errors="replace") + b"\n"])


def write_bytes(pieces: Iterable[bytes]) -> None:
    r"""Write JSON or TOML as it is, but to a terminal, which a text in it must not steer.

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
    """Tell a full disk behind stdout from a fault; a reader who went away is no failure at all."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise StoreError("output_failed", reason=os.strerror(error.errno or 0)) from error


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
    """Return how many cells of a terminal a text takes.

    The screen asks Rich, which no command loads; a test holds the two to the same answers.
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
    """Return a line as it may reach a terminal; spaces that put it in line stay."""
    return clean_text(text).replace("\n", " ")


def progress(text: str, every: int = 1) -> Progress:
    """Return what is told of long work: a line on a terminal, nothing to a pipe.

    Args:
        text: With ``{done}`` and ``{all}``.
        every: Steps between two lines.
    """
    if not sys.stderr.isatty():
        return tell_nobody

    def show(done: int, steps: int) -> None:
        if done == steps or done % every == 0:
            show_for_now("\r" + text.format(done=done, all=steps) + ("\n" if done == steps else ""))

    return show
