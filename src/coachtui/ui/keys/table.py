"""The table of all keys; bindings, footer, help, palette, ``coachtui keys`` and docs/keys.md come from it.

Key names are Textual's. Ids are stable (people script against them); keys are defaults. A letter is
an alias, never the sole key, because an input method swallows letters. Pure Python: reading the
table never loads the screen.
"""

from __future__ import annotations

from coachtui.ui.keys.agent import AGENT, ERASE, RIGHTS, SEE
from coachtui.ui.keys.everywhere import ALL, CHOICE, FORM, LINE, LIST, NUMBERED, QUESTION, SEARCH
from coachtui.ui.keys.first_start import START
from coachtui.ui.keys.key_row import SCOPE_NAMES, KeyRow, Scope
from coachtui.ui.keys.live import CHECKLIST, LIVE, MODEL
from coachtui.ui.keys.notes import NOTE_LINE, NOTES
from coachtui.ui.keys.protection import LOCK, RECOVERY_KEY
from coachtui.ui.keys.reading import ANSWER, READING
from coachtui.ui.keys.retention import RETENTION
from coachtui.ui.keys.review import REVIEW, REVIEW_LIST
from coachtui.ui.keys.team import TEAM

__all__ = ["SCOPE_NAMES", "KeyRow", "Scope", "by_id", "row", "rows"]

_TABLE = (
    *ALL,
    *TEAM,
    *AGENT,
    *RIGHTS,
    *SEE,
    *ERASE,
    *READING,
    *LIVE,
    *NOTE_LINE,
    *NOTES,
    *CHECKLIST,
    *MODEL,
    *REVIEW,
    *REVIEW_LIST,
    *LINE,
    *SEARCH,
    *QUESTION,
    *NUMBERED,
    *ANSWER,
    *LIST,
    *RETENTION,
    *FORM,
    *CHOICE,
    *START,
    *RECOVERY_KEY,
    *LOCK,
)


def rows(scope: Scope | None = None) -> tuple[KeyRow, ...]:
    """Return every row of the table, or those of one scope, in the order people read them."""
    return tuple(row for row in _TABLE if scope is None or row.scope == scope)


def row(binding: str) -> KeyRow:
    """Return the row of a binding.

    Raises:
        KeyError: No binding has that id.
    """
    found = next((entry for entry in _TABLE if entry.id == binding), None)
    if found is None:
        raise KeyError(binding)
    return found


def by_id() -> dict[str, KeyRow]:
    """Return every row of the table by the id of its binding."""
    return {entry.id: entry for entry in _TABLE}
