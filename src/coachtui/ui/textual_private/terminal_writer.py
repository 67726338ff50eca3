"""What is written to the terminal, by a thread of its own: a terminal that stops reading holds no key up.

Textual's thread takes thirty pieces and lets the program wait after that. A window that is stopped, or a line
that hangs, then keeps keys from being read, answers from being saved and signals from being heard.
"""

from __future__ import annotations

from queue import Queue
from typing import IO

from textual.drivers._writer_thread import WriterThread

LAST_WORDS_S = 2.0
"""Seconds that the end of the program waits for a terminal that does not read."""


class PatientWriter(WriterThread):
    """Takes whatever is written and never waits; a quiet call adds a few hundred bytes each second."""

    def __init__(self, file: IO[str]) -> None:
        """Take the terminal.

        Args:
            file: Where it is written.
        """
        super().__init__(file)
        self._queue: Queue[str | None] = Queue()

    def stop(self) -> None:
        """End once all is written, or after a moment."""
        self._queue.put(None)
        self.join(LAST_WORDS_S)
