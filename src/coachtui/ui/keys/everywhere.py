"""Rows of the key table: what works everywhere, and in every list, line, search, question and form."""

from __future__ import annotations

from coachtui.i18n import N_
from coachtui.ui.keys.key_row import key_row

ALL = (
    key_row(
        "app.help",
        "f1",
        "help",
        label=N_("Help"),
        sentence=N_("Show every key that works here."),
        scope="all",
        footer=True,
    ),
    key_row(
        "app.palette",
        "ctrl+p",
        "command_palette",
        label=N_("Actions"),
        sentence=N_("Search every action by name."),
        scope="all",
        footer=True,
    ),
    key_row(
        "app.quit",
        "ctrl+q",
        "leave_program",
        label=N_("Quit"),
        sentence=N_("Leave the program. A running session stays and is offered again."),
        scope="all",
        also=N_("exit, close, end"),
    ),
    key_row("app.back", "escape", "back", label=N_("Back"), sentence=N_("Go back one step."), scope="all"),
    key_row(
        "live.privacy",
        "f9",
        "privacy",
        label=N_("Privacy"),
        sentence=N_("Blank the screen. The next key only wakes it; the clock and saving keep running."),
        scope="all",
        also=N_("hide, privacy, screen"),
        once=True,
    ),
    key_row(
        "app.lock",
        "f12",
        "lock",
        label=N_("Lock"),
        sentence=N_(
            "Lock the data until the passphrase is given; without a passphrase only blank the screen."
        ),
        scope="all",
        also=N_("passphrase, password, leave the desk"),
    ),
)

LIST = (
    key_row(
        "list.down",
        "down",
        "list_step(1)",
        label=N_("Down"),
        sentence=N_("One row down."),
        scope="list",
        repeats=True,
    ),
    key_row(
        "list.up",
        "up",
        "list_step(-1)",
        label=N_("Up"),
        sentence=N_("One row up."),
        scope="list",
        repeats=True,
    ),
    key_row(
        "list.page-down",
        "pagedown",
        "list_page(1)",
        label=N_("Page down"),
        sentence=N_("One page down."),
        scope="list",
        repeats=True,
    ),
    key_row(
        "list.page-up",
        "pageup",
        "list_page(-1)",
        label=N_("Page up"),
        sentence=N_("One page up."),
        scope="list",
        repeats=True,
    ),
    key_row(
        "list.first",
        "home",
        "list_end(-1)",
        label=N_("First row"),
        sentence=N_("Go to the first row."),
        scope="list",
        repeats=True,
    ),
    key_row(
        "list.last",
        "end",
        "list_end(1)",
        label=N_("Last row"),
        sentence=N_("Go to the last row."),
        scope="list",
        repeats=True,
    ),
)

LINE = (
    key_row(
        "line.keep",
        "enter",
        "submit",
        label=N_("Keep"),
        sentence=N_("Keep what is written."),
        scope="line",
        footer=True,
    ),
)

SEARCH = (
    key_row(
        "search.take",
        "enter",
        "submit",
        label=N_("Choose"),
        sentence=N_("Choose the highlighted row."),
        scope="search",
        footer=True,
    ),
    key_row(
        "search.down",
        "down",
        "cursor(1)",
        label=N_("Down"),
        sentence=N_("Go to the next row."),
        scope="search",
        repeats=True,
    ),
    key_row(
        "search.up",
        "up",
        "cursor(-1)",
        label=N_("Up"),
        sentence=N_("Highlight the previous row."),
        scope="search",
        repeats=True,
    ),
    key_row(
        "search.page-down",
        "pagedown",
        "page(1)",
        label=N_("Page down"),
        sentence=N_("One page down."),
        scope="search",
        repeats=True,
    ),
    key_row(
        "search.page-up",
        "pageup",
        "page(-1)",
        label=N_("Page up"),
        sentence=N_("One page up."),
        scope="search",
        repeats=True,
    ),
)

QUESTION = (
    key_row(
        "question.take",
        "enter",
        "take",
        label=N_("Choose"),
        sentence=N_("Choose the highlighted row."),
        scope="question",
        footer=True,
        seen=True,
    ),
    key_row(
        "question.down",
        "down",
        "cursor(1)",
        label=N_("Down"),
        sentence=N_("Go to the next row."),
        scope="question",
        repeats=True,
    ),
    key_row(
        "question.up",
        "up",
        "cursor(-1)",
        label=N_("Up"),
        sentence=N_("Highlight the previous row."),
        scope="question",
        repeats=True,
    ),
)

NUMBERED = tuple(
    key_row(
        f"question.pick-{digit}",
        str(digit),
        f"pick({digit - 1})",
        label=str(digit),
        sentence=N_("Choose the row with this number."),
        scope="numbered",
        seen=True,
    )
    for digit in range(1, 5)
)

FORM = (
    key_row(
        "form.next",
        "enter down",
        "next_field",
        label=N_("Next field"),
        sentence=N_("Go to the next field; from the last one save."),
        scope="form",
        footer=True,
    ),
    key_row(
        "form.back",
        "up",
        "field_back",
        label=N_("Previous field"),
        sentence=N_("Go to the previous field."),
        scope="form",
        repeats=True,
    ),
    key_row(
        "form.save",
        "ctrl+s",
        "save",
        label=N_("Save"),
        sentence=N_("Save and go back."),
        scope="form",
        footer=True,
    ),
)

CHOICE = (
    key_row(
        "choice.next",
        "space right left",
        "choose",
        label=N_("Switch"),
        sentence=N_("Switch to the other choice."),
        scope="choice",
        footer=True,
    ),
)
