"""Rows of the key table: an agent's page, and what an agent may ask for there."""

from __future__ import annotations

from coachtui.i18n import N_
from coachtui.ui.keys.key_row import key_row

AGENT = (
    key_row(
        "agent.open",
        "enter",
        "open_session",
        label=N_("Open session"),
        sentence=N_("Open the session; a draft can be continued."),
        scope="agent",
        footer=True,
    ),
    key_row(
        "agent.live",
        "ctrl+r",
        "listen",
        label=N_("Listen live"),
        sentence=N_("Start a live session, or continue the running one."),
        scope="agent",
        footer=True,
    ),
    key_row(
        "agent.edit",
        "f2",
        "edit_agent",
        label=N_("Change"),
        sentence=N_("Change the agent's profile."),
        scope="agent",
        footer=True,
    ),
    key_row(
        "agent.take-back",
        "ctrl+z",
        "take_back",
        label=N_("Reopen"),
        sentence=N_("Reopen the session that was just finished; it continues as it was."),
        scope="agent",
    ),
)

RIGHTS = (
    key_row(
        "agent.see",
        "f3",
        "see",
        label=N_("See together"),
        sentence=N_("Show everything stored about the agent, to look at it together."),
        scope="agent",
        footer=True,
        also=N_("read, show, records, data access"),
    ),
    key_row(
        "agent.hand-out",
        "f6",
        "hand_out",
        label=N_("Page to print"),
        sentence=N_("Write one page to print about the session at the cursor, for the agent."),
        scope="agent",
        footer=True,
        also=N_("print, hand over, html, export, give, share"),
        once=True,
    ),
    key_row(
        "agent.own-export",
        "f4",
        "own_export",
        label=N_("Export for agent"),
        sentence=N_("Write everything about the agent to two files that the agent can take along."),
        scope="agent",
        footer=True,
        also=N_("export, file, copy, hand over, data access"),
    ),
    key_row(
        "agent.erase",
        "ctrl+x",
        "erase",
        label=N_("Erase"),
        sentence=N_("Erase everything about the agent for good, once the name is typed."),
        scope="agent",
        also=N_("delete, remove agent, forget"),
    ),
)

SEE = (
    key_row(
        "see.names",
        "enter",
        "show_names",
        label=N_("Possible names"),
        sentence=N_("Show words that may be names of others, or hide them again."),
        scope="see",
    ),
    key_row(
        "see.next",
        "right",
        "next_session(1)",
        label=N_("Next session"),
        sentence=N_("Go to the next session, an older one."),
        scope="see",
        footer=True,
        repeats=True,
    ),
    key_row(
        "see.back",
        "left",
        "next_session(-1)",
        label=N_("Previous session"),
        sentence=N_("Go to the previous session, a newer one."),
        scope="see",
        footer=True,
        repeats=True,
    ),
)

ERASE = (
    key_row(
        "erase.confirm",
        "enter",
        "confirm",
        label=N_("Erase for good"),
        sentence=N_("Erase, once the agent's full name is typed."),
        scope="erase",
        footer=True,
    ),
    key_row(
        "erase.page-down",
        "pagedown",
        "page(1)",
        label=N_("Page down"),
        sentence=N_("One page down."),
        scope="erase",
        repeats=True,
    ),
    key_row(
        "erase.page-up",
        "pageup",
        "page(-1)",
        label=N_("Page up"),
        sentence=N_("One page up."),
        scope="erase",
        repeats=True,
    ),
)
