"""Ends the process after its terminal went away, whatever still waits for that terminal.

Whatever waits for a terminal that is gone can wait for ever: a thread that writes to it, a thread
that reads from it. What was typed must not wait with them.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable

from coachtui.ui.terminal.muted_terminal import put_back

PATIENCE_S = 5.0
"""Seconds the ordinary end has."""


def end_at_last(code: int, save: Callable[[], object], patience_s: float = PATIENCE_S) -> threading.Thread:
    """End the process with ``code`` unless it ends by itself before a time limit.

    Args:
        code: Exit code of the process.
        save: Brings what is pending to disk; called first, from another thread.
        patience_s: How long the ordinary end may take.

    Returns:
        The thread that waits; it never keeps a program alive that ends in time.
    """

    def wait() -> None:
        if not threading.Event().wait(patience_s):
            save()
            put_back()
            os._exit(code)

    thread = threading.Thread(target=wait, name="last exit", daemon=True)
    thread.start()
    return thread
