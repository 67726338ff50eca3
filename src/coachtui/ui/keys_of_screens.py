"""Rows of the key table: what works everywhere, and the screens around the live session."""

from __future__ import annotations

from coachtui.i18n import N_
from coachtui.ui.key_row import key_row

ALL = (
    key_row("app.help", "f1", "help", N_("Help"), N_("Show every key that works here."), "all", footer=True),
    key_row(
        "app.palette",
        "ctrl+p",
        "command_palette",
        N_("Actions"),
        N_("Search every action by name."),
        "all",
        footer=True,
    ),
    key_row(
        "app.quit",
        "ctrl+q",
        "leave_program",
        N_("Quit"),
        N_("Leave the program. A running session stays and is offered again."),
        "all",
    ),
    key_row("app.back", "escape", "back", N_("Back"), N_("Go back one step."), "all"),
    key_row(
        "live.privacy",
        "f9",
        "privacy",
        N_("Privacy"),
        N_("Blank the screen. The next key only wakes it; clock and saving go on."),
        "all",
    ),
    key_row(
        "app.lock",
        "f12",
        "lock",
        N_("Lock"),
        N_("Lock the data until the passphrase is given; without a passphrase only blank the screen."),
        "all",
    ),
)

TEAM = (
    key_row("team.open", "enter", "open_agent", N_("Open agent"), N_("Open the agent."), "team", footer=True),
    key_row(
        "team.live",
        "ctrl+r",
        "listen",
        N_("Listen live"),
        N_("Start a live session, or go on with the running one."),
        "team",
        footer=True,
    ),
    key_row("team.add", "ctrl+n", "add_agent", N_("New agent"), N_("Add an agent."), "team", footer=True),
    key_row(
        "team.edit",
        "f2",
        "edit_agent",
        N_("Change"),
        N_("Change the agent's name, team or what to remember, or mark them as left."),
        "team",
        footer=True,
    ),
    key_row(
        "team.sort",
        "ctrl+o",
        "sort",
        N_("Sort"),
        N_("Sort by name, by who is behind, by the last session or by team."),
        "team",
        footer=True,
    ),
    key_row(
        "team.left",
        "ctrl+t",
        "show_left",
        N_("Show left"),
        N_("Show those who left too, or hide them again."),
        "team",
    ),
    key_row(
        "team.filter-back",
        "backspace",
        "unfilter",
        N_("Filter back"),
        N_("Take the last letter of the filter away."),
        "team",
    ),
    key_row(
        "team.take-back",
        "ctrl+z",
        "take_back",
        N_("Take back"),
        N_("Take back that the last session was finished; it goes on as it was."),
        "team",
    ),
)

AGENT = (
    key_row(
        "agent.open",
        "enter",
        "open_session",
        N_("Open session"),
        N_("Read the session; a draft is taken up again."),
        "agent",
        footer=True,
    ),
    key_row(
        "agent.live",
        "ctrl+r",
        "listen",
        N_("Listen live"),
        N_("Start a live session, or go on with the running one."),
        "agent",
        footer=True,
    ),
    key_row(
        "agent.edit",
        "f2",
        "edit_agent",
        N_("Change"),
        N_("Change the agent's profile."),
        "agent",
        footer=True,
    ),
    key_row(
        "agent.take-back",
        "ctrl+z",
        "take_back",
        N_("Take back"),
        N_("Take back that the last session was finished; it goes on as it was."),
        "agent",
    ),
)

READING = (
    key_row(
        "reading.correct",
        "f2",
        "correct",
        N_("Correct"),
        N_("Correct an answer or a note; the old one stays beside it, with the reason."),
        "reading",
        footer=True,
    ),
    key_row(
        "reading.statement",
        "f3",
        "state",
        N_("Statement"),
        N_("Write down what the agent says about this session."),
        "reading",
        footer=True,
    ),
)

REVIEW = (
    key_row(
        "review.finish",
        "f8",
        "finish",
        N_("Finish"),
        N_("Make the session final; then it can only be read."),
        "review",
        footer=True,
    ),
    key_row(
        "review.draft",
        "2",
        "draft",
        N_("Keep as draft"),
        N_("Leave the session as a draft and complete it later."),
        "review",
        footer=True,
    ),
    key_row(
        "review.next-contact",
        "3",
        "next_contact",
        N_("Next contact"),
        N_("Go on listening to the next contact."),
        "review",
        footer=True,
    ),
    key_row(
        "review.export",
        "4",
        "export",
        N_("Write JSON"),
        N_("Write this session to a JSON file."),
        "review",
        footer=True,
    ),
    key_row(
        "review.rest-na",
        "5",
        "rest_na",
        N_("Rest n/a"),
        N_("Set n/a on every open row that allows it."),
        "review",
        footer=True,
    ),
    key_row(
        "review.move",
        "6",
        "move_agent",
        N_("Other agent"),
        N_("The session was begun with the wrong agent: move it."),
        "review",
    ),
    key_row(
        "review.discard",
        "9",
        "discard",
        N_("Discard"),
        N_("Throw the session away, after one question."),
        "review",
    ),
)
