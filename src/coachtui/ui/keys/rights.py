"""Rows of the key table: what an agent may ask for, on the agent screen and on the screen that erases."""

from __future__ import annotations

from coachtui.i18n import N_
from coachtui.ui.keys.key_row import key_row

RIGHTS = (
    key_row(
        "agent.see",
        "f3",
        "see",
        N_("See together"),
        N_("Show everything stored about the agent, to look at it together."),
        "agent",
        footer=True,
        also=N_("read, show, records, data access"),
    ),
    key_row(
        "agent.hand-out",
        "f6",
        "hand_out",
        N_("Page to print"),
        N_("Write one page to print about the session at the cursor, for the agent."),
        "agent",
        footer=True,
        also=N_("print, hand over, html, export, give, share"),
        once=True,
    ),
    key_row(
        "agent.own-export",
        "f4",
        "own_export",
        N_("Export for agent"),
        N_("Write everything about the agent to two files that the agent can take along."),
        "agent",
        footer=True,
        also=N_("export, file, copy, hand over, data access"),
    ),
    key_row(
        "agent.erase",
        "ctrl+x",
        "erase",
        N_("Erase"),
        N_("Erase everything about the agent for good, once the name is typed."),
        "agent",
        also=N_("delete, remove agent, forget"),
    ),
)

SEE = (
    key_row(
        "see.names",
        "enter",
        "show_names",
        N_("Possible names"),
        N_("Show words that may be names of others, or hide them again."),
        "see",
    ),
    key_row(
        "see.next",
        "right",
        "next_session(1)",
        N_("Next session"),
        N_("Go to the next session, an older one."),
        "see",
        footer=True,
        repeats=True,
    ),
    key_row(
        "see.back",
        "left",
        "next_session(-1)",
        N_("Previous session"),
        N_("Go to the previous session, a newer one."),
        "see",
        footer=True,
        repeats=True,
    ),
)

ERASE = (
    key_row(
        "erase.confirm",
        "enter",
        "confirm",
        N_("Erase for good"),
        N_("Erase, once the agent's full name is typed."),
        "erase",
        footer=True,
    ),
    key_row(
        "erase.page-down", "pagedown", "page(1)", N_("Page down"), N_("One page down."), "erase", repeats=True
    ),
    key_row("erase.page-up", "pageup", "page(-1)", N_("Page up"), N_("One page up."), "erase", repeats=True),
)
