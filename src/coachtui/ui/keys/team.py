"""Rows of the key table: the team screen."""

from __future__ import annotations

from coachtui.i18n import N_
from coachtui.ui.keys.key_row import key_row

TEAM = (
    key_row(
        "team.open",
        "enter",
        "open_agent",
        label=N_("Open agent"),
        sentence=N_("Open the agent."),
        scope="team",
        footer=True,
    ),
    key_row(
        "team.live",
        "ctrl+r",
        "listen",
        label=N_("Listen live"),
        sentence=N_("Start a live session, or continue the running one."),
        scope="team",
        footer=True,
    ),
    key_row(
        "team.add",
        "ctrl+n",
        "add_agent",
        label=N_("New agent"),
        sentence=N_("Add an agent."),
        scope="team",
        footer=True,
        also=N_("add, create, person"),
    ),
    key_row(
        "team.edit",
        "f2",
        "edit_agent",
        label=N_("Change"),
        sentence=N_("Change the agent's name, team or what to remember, or mark them as left."),
        scope="team",
        footer=True,
        also=N_("edit, rename, left, alias, remember"),
    ),
    key_row(
        "team.sort",
        "ctrl+o",
        "sort",
        label=N_("Sort"),
        sentence=N_("Sort by name, by who is behind, by the last session or by team."),
        scope="team",
        footer=True,
    ),
    key_row(
        "team.left",
        "ctrl+t",
        "show_left",
        label=N_("Show left"),
        sentence=N_("Show those who left too, or hide them again."),
        scope="team",
        once=True,
    ),
    key_row(
        "team.filter-back",
        "backspace",
        "unfilter",
        label=N_("Delete letter"),
        sentence=N_("Delete the last letter of the filter."),
        scope="team",
        repeats=True,
    ),
    key_row(
        "team.take-back",
        "ctrl+z",
        "take_back",
        label=N_("Reopen"),
        sentence=N_("Reopen the session that was just finished; it continues as it was."),
        scope="team",
    ),
)
