"""The shape of one row of the key table, and the scopes that rows belong to."""

from __future__ import annotations

from typing import Literal

from coachtui.domain.value import dataclass
from coachtui.i18n import N_

Scope = Literal[
    "all",
    "team",
    "agent",
    "see",
    "erase",
    "reading",
    "live",
    "note line",
    "notes",
    "checklist",
    "model",
    "review",
    "review list",
    "line",
    "search",
    "question",
    "numbered",
    "answer",
    "list",
    "retention",
    "form",
    "choice",
    "start",
    "recovery key",
    "lock",
]

SCOPE_NAMES: dict[Scope, str] = {
    "all": N_("Everywhere"),
    "team": N_("Team"),
    "agent": N_("Agent"),
    "see": N_("See together"),
    "erase": N_("Erasing an agent"),
    "reading": N_("A session to read"),
    "live": N_("Live session"),
    "note line": N_("Note line"),
    "notes": N_("Notes"),
    "checklist": N_("Checklist"),
    "model": N_("Coaching model"),
    "review": N_("Closing review"),
    "review list": N_("Rows of the closing review"),
    "line": N_("A line of text"),
    "search": N_("Lists that you filter by typing"),
    "question": N_("Questions"),
    "numbered": N_("Questions with numbered answers"),
    "answer": N_("Correcting an answer"),
    "list": N_("Lists"),
    "retention": N_("Retention"),
    "form": N_("Forms to fill in"),
    "choice": N_("Choices in a form"),
    "start": N_("First start"),
    "recovery key": N_("Recovery key"),
    "lock": N_("Locked"),
}
"""What people call the places where keys work; message ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRow:
    """One key binding: its keys, what it does, what it is called, and where and when it counts.

    Attributes:
        id: Stable id.
        keys: Key names, the default first.
        action: Name of the action on the owner of the scope.
        label: One or two words for footer and palette; a message id.
        sentence: What it does, for the help; a message id.
        scope: Where it works.
        footer: Whether the footer shows it.
        also: Other words people search for in the palette; a message id, or nothing.
        short: A shorter label for a narrow footer; a message id, empty for none.
        repeats: Whether it goes on while the key is held down: it moves, scrolls or edits text, and neither
            records nor takes away.
        once: Whether it counts once when it is pressed again at once, because again takes back what it did,
            answers what it asked, or writes a second file.
        seen: Whether it counts only once its screen can have been seen: it finishes, or takes away.
    """

    id: str
    keys: tuple[str, ...]
    action: str
    label: str
    sentence: str
    scope: Scope
    footer: bool = False
    also: str = ""
    short: str = ""
    repeats: bool = False
    once: bool = False
    seen: bool = False


def key_row(
    binding: str,
    keys: str,
    action: str,
    *,
    label: str,
    sentence: str,
    scope: Scope,
    footer: bool = False,
    also: str = "",
    short: str = "",
    repeats: bool = False,
    once: bool = False,
    seen: bool = False,
) -> KeyRow:
    """Return a row of the key table.

    Args:
        binding: Stable id, e.g. ``live.call``.
        keys: Key names as Textual has them, separated by spaces, the default first.
        action: Name of the action on the owner of the scope.
        label: One or two words for footer and palette; a message id.
        sentence: What it does, for the help; a message id.
        scope: Where it works.
        footer: As in ``KeyRow``, like those that follow.
        also: Other words for the palette.
        short: A shorter label.
        repeats: Whether it goes on while it is held down.
        once: Whether two quick presses are one.
        seen: Whether its screen has to be seen first.
    """
    return KeyRow(
        id=binding,
        keys=tuple(keys.split()),
        action=action,
        label=label,
        sentence=sentence,
        scope=scope,
        footer=footer,
        also=also,
        short=short,
        repeats=repeats,
        once=once,
        seen=seen,
    )
