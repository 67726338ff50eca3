"""Rows of the key table: a session to read, and the question for a corrected answer."""

from __future__ import annotations

from coachtui.i18n import N_
from coachtui.ui.keys.key_row import key_row

READING = (
    key_row(
        "reading.correct",
        "f2",
        "correct",
        label=N_("Correct"),
        sentence=N_("Correct an answer or a note; the old one stays beside it, with the reason."),
        scope="reading",
        footer=True,
    ),
    key_row(
        "reading.statement",
        "f3",
        "state",
        label=N_("Statement"),
        sentence=N_("Write down what the agent says about this session."),
        scope="reading",
        footer=True,
    ),
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
