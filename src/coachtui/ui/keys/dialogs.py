"""Rows of the key table: the rows of the closing review, lines to write in, searches and questions."""

from __future__ import annotations

from coachtui.i18n import N_
from coachtui.ui.keys.key_row import key_row

REVIEW_LIST = (
    key_row(
        "review.open",
        "enter",
        "open",
        N_("Open"),
        N_("Go to the open row in the checklist, or write the reference or the name."),
        "review list",
        footer=True,
    ),
    key_row(
        "review.drop",
        "delete",
        "drop",
        N_("Drop"),
        N_("On an unfinished note: drop it; undo brings it back."),
        "review list",
    ),
    key_row(
        "review.down",
        "down",
        "cursor(1)",
        N_("Down"),
        N_("Go to the next row, or scroll."),
        "review list",
        repeats=True,
    ),
    key_row(
        "review.up",
        "up",
        "cursor(-1)",
        N_("Up"),
        N_("Go to the previous row, or scroll."),
        "review list",
        repeats=True,
    ),
    key_row(
        "review.page-down",
        "pagedown",
        "page(1)",
        N_("Page down"),
        N_("One page down."),
        "review list",
        repeats=True,
    ),
    key_row(
        "review.page-up", "pageup", "page(-1)", N_("Page up"), N_("One page up."), "review list", repeats=True
    ),
    key_row(
        "review.first",
        "home",
        "end_of_list(-1)",
        N_("First row"),
        N_("Go to the first row."),
        "review list",
        repeats=True,
    ),
    key_row(
        "review.last",
        "end",
        "end_of_list(1)",
        N_("Last row"),
        N_("Go to the last row."),
        "review list",
        repeats=True,
    ),
    key_row(
        "review.channel-next",
        "right",
        "channel(1)",
        N_("Next channel"),
        N_("On a channel: choose the next one."),
        "review list",
    ),
    key_row(
        "review.channel-back",
        "left",
        "channel(-1)",
        N_("Previous channel"),
        N_("On a channel: choose the previous one."),
        "review list",
    ),
)

LINE = (
    key_row("line.keep", "enter", "submit", N_("Keep"), N_("Keep what is written."), "line", footer=True),
)

SEARCH = (
    key_row(
        "search.take",
        "enter",
        "submit",
        N_("Choose"),
        N_("Choose the highlighted row."),
        "search",
        footer=True,
    ),
    key_row(
        "search.down", "down", "cursor(1)", N_("Down"), N_("Go to the next row."), "search", repeats=True
    ),
    key_row(
        "search.up", "up", "cursor(-1)", N_("Up"), N_("Highlight the previous row."), "search", repeats=True
    ),
    key_row(
        "search.page-down",
        "pagedown",
        "page(1)",
        N_("Page down"),
        N_("One page down."),
        "search",
        repeats=True,
    ),
    key_row(
        "search.page-up", "pageup", "page(-1)", N_("Page up"), N_("One page up."), "search", repeats=True
    ),
)

QUESTION = (
    key_row(
        "question.take",
        "enter",
        "take",
        N_("Choose"),
        N_("Choose the highlighted row."),
        "question",
        footer=True,
        seen=True,
    ),
    key_row(
        "question.down", "down", "cursor(1)", N_("Down"), N_("Go to the next row."), "question", repeats=True
    ),
    key_row(
        "question.up",
        "up",
        "cursor(-1)",
        N_("Up"),
        N_("Highlight the previous row."),
        "question",
        repeats=True,
    ),
)

NUMBERED = tuple(
    key_row(
        f"question.pick-{digit}",
        str(digit),
        f"pick({digit - 1})",
        str(digit),
        N_("Choose the row with this number."),
        "numbered",
        seen=True,
    )
    for digit in range(1, 5)
)

ANSWER = (
    *(
        key_row(
            f"answer.value-{digit}",
            str(digit),
            f"answer({digit})",
            str(digit),
            N_("Give the answer with this value."),
            "answer",
        )
        for digit in range(10)
    ),
    key_row(
        "answer.na",
        "minus",
        "not_applicable",
        N_("n/a"),
        N_("Not applicable: the moment did not occur."),
        "answer",
    ),
)
