"""Rows of the key table: rows of the closing review, lines of text to write in, searches and questions."""

from __future__ import annotations

from coachtui.i18n import N_
from coachtui.ui.keys.key_row import key_row

REVIEW_LIST = (
    key_row(
        "review.open",
        "enter",
        "open",
        label=N_("Open"),
        sentence=N_("Go to the open row in the checklist, or write the reference or the name."),
        scope="review list",
        footer=True,
    ),
    key_row(
        "review.drop",
        "delete",
        "drop",
        label=N_("Drop"),
        sentence=N_("On an unfinished note: drop it; undo brings it back."),
        scope="review list",
    ),
    key_row(
        "review.down",
        "down",
        "cursor(1)",
        label=N_("Down"),
        sentence=N_("Go to the next row, or scroll."),
        scope="review list",
        repeats=True,
    ),
    key_row(
        "review.up",
        "up",
        "cursor(-1)",
        label=N_("Up"),
        sentence=N_("Go to the previous row, or scroll."),
        scope="review list",
        repeats=True,
    ),
    key_row(
        "review.page-down",
        "pagedown",
        "page(1)",
        label=N_("Page down"),
        sentence=N_("One page down."),
        scope="review list",
        repeats=True,
    ),
    key_row(
        "review.page-up",
        "pageup",
        "page(-1)",
        label=N_("Page up"),
        sentence=N_("One page up."),
        scope="review list",
        repeats=True,
    ),
    key_row(
        "review.first",
        "home",
        "end_of_list(-1)",
        label=N_("First row"),
        sentence=N_("Go to the first row."),
        scope="review list",
        repeats=True,
    ),
    key_row(
        "review.last",
        "end",
        "end_of_list(1)",
        label=N_("Last row"),
        sentence=N_("Go to the last row."),
        scope="review list",
        repeats=True,
    ),
    key_row(
        "review.channel-next",
        "right",
        "channel(1)",
        label=N_("Next channel"),
        sentence=N_("On a channel: choose the next one."),
        scope="review list",
    ),
    key_row(
        "review.channel-back",
        "left",
        "channel(-1)",
        label=N_("Previous channel"),
        sentence=N_("On a channel: choose the previous one."),
        scope="review list",
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

NOTE_LINE = (
    key_row(
        "note.keep",
        "enter",
        "submit",
        label=N_("Keep"),
        sentence=N_("Keep the note and go back to the row; Esc leaves it unfinished."),
        scope="note line",
        footer=True,
    ),
    key_row(
        "note.tag-next",
        "down",
        "tag(1)",
        label=N_("Next tag"),
        sentence=N_("Choose the next tag: strength, improvement, quote …"),
        scope="note line",
        repeats=True,
    ),
    key_row(
        "note.tag-back",
        "up",
        "tag(-1)",
        label=N_("Previous tag"),
        sentence=N_("Choose the previous tag."),
        scope="note line",
        repeats=True,
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

ANSWER = (
    *(
        key_row(
            f"answer.value-{digit}",
            str(digit),
            f"answer({digit})",
            label=str(digit),
            sentence=N_("Give the answer with this value."),
            scope="answer",
        )
        for digit in range(10)
    ),
    key_row(
        "answer.na",
        "minus",
        "not_applicable",
        label=N_("n/a"),
        sentence=N_("Not applicable: the moment did not occur."),
        scope="answer",
    ),
)
