"""Every key of the live screen and its panes, with what it shows."""

from __future__ import annotations

from collections.abc import Callable

from tests.e2e.pressing import Press
from tests.e2e.terminal import Terminal

NEXT_TAG = "▸ To improve ❝ Quote"
"""In the footer while the note line has the keys."""

ON_THIS_ROW = "Note on this row"
"""In the footer while the checklist has the keys."""


def count(text: str, times: int) -> Callable[[Terminal], bool]:
    """Return whether a text stands on the screen so many times."""
    return lambda terminal: terminal.text.count(text) == times


def at_row(text: str) -> Callable[[Terminal], bool]:
    """Return whether the row with a text is the current one."""
    return lambda terminal: any(text in line for line in terminal.marked())


LIVE = (
    Press(binding="pane.notes", key="f4", gone=ON_THIS_ROW),
    Press(binding="pane.notes", key="f4", gone="F5 Checklist", after=("escape", "escape")),
    Press(binding="pane.model", key="f3", shows="PgDn Next step"),
    Press(binding="pane.model", key="f3", gone="F5 Checklist", after=("escape", "escape")),
    Press(binding="pane.agent", key="f2", gone=ON_THIS_ROW),
    Press(binding="pane.agent", key="f2", gone="F5 Checklist"),
    Press(binding="pane.checklist", key="f5", shows=ON_THIS_ROW),
    Press(binding="pane.checklist", key="f5", gone="F2 Agent"),
    Press(binding="app.back", key="escape", shows="F2 Agent"),
    Press(binding="live.call", key="ctrl+r", shows="● Call 00:0"),
    Press(binding="live.hold", key="ctrl+o", shows="On hold."),
    Press(binding="live.hold", key="ctrl+o", shows="Back from hold."),
    Press(binding="live.phase-next", key="ctrl+f", shows="Phase: 2 Needs mapping"),
    Press(binding="live.phase-next", key="ctrl+f", shows="Phase: 3 Solution"),
    Press(binding="live.phase-back", key="ctrl+b", shows="Phase: 2 Needs mapping"),
    Press(binding="live.phase-back", key="ctrl+b", shows="Phase: 1 Contact"),
    Press(binding="live.mark", key="ctrl+t", shows="◆ Moment marked"),
    Press(binding="live.mark", key="ctrl+t", shows=count("◆ Moment marked", 2)),
    Press(binding="live.undo", key="ctrl+z", shows="Undone:"),
    Press(binding="live.redo", key="ctrl+y", shows="Redone:"),
    Press(binding="live.undo", key="ctrl+z", shows="Undone:"),
    Press(binding="live.save", key="ctrl+s", shows="Everything is saved, last at"),
    Press(binding="live.call", key="ctrl+r", shows="■ Call ended"),
    Press(binding="live.call", key="ctrl+r", shows="Contact 2 of 2", after=("ctrl+r",)),
    Press(binding="live.contact-back", key="ctrl+up", shows="Contact 1 of 2"),
    Press(binding="live.contact-next", key="ctrl+down", shows="Contact 2 of 2"),
    Press(binding="live.broke-off", key="ctrl+d", shows="■ Cut off"),
    Press(binding="live.broke-off", key="ctrl+d", shows="It counts again"),
    Press(binding="live.remove-contact", key="shift+delete", shows="Remove contact 2?", after=("escape",)),
    Press(binding="live.note", key="ctrl+n", shows=NEXT_TAG, after=("escape",)),
    Press(binding="live.praise", key="ctrl+l", shows="✦ Praise ·", after=("escape",)),
    Press(binding="live.critical", key="ctrl+g", shows="‼ Critical ·", after=("escape",)),
    Press(binding="live.finish", key="f8", shows="Closing review", after=("escape",)),
)

CHECKLIST = (
    Press(binding="checklist.value-1", key="1", shows="1/25 "),
    Press(binding="checklist.value-0", key="0", shows="2/25 "),
    Press(binding="checklist.value-2", key="2", shows="3/25 "),
    Press(binding="checklist.na", key="minus", shows="4/25 "),
    *(
        Press(binding=f"checklist.value-{digit}", key=str(digit), shows="Answers here", before=("ctrl+s",))
        for digit in range(3, 10)
    ),
    Press(binding="checklist.skip", key="space", shows=at_row("Speaks clearly")),
    Press(binding="checklist.skip", key="full_stop", shows=at_row("Adapts pace")),
    Press(binding="checklist.skip", key="comma", shows=at_row("Lets the caller finish")),
    Press(binding="checklist.skip", key="down", shows=at_row("short listening signals")),
    Press(binding="checklist.back", key="slash", shows=at_row("Lets the caller finish")),
    Press(binding="checklist.back", key="up", shows=at_row("Adapts pace")),
    Press(binding="checklist.clear", key="backspace", shows=at_row("Speaks clearly")),
    Press(binding="checklist.first", key="home", shows=at_row("Answers promptly")),
    Press(binding="checklist.star", key="asterisk", shows="★"),
    Press(binding="checklist.star", key="＊", gone="★"),
    Press(binding="checklist.na", key="minus", shows=count("– n/a", 2)),
    Press(binding="checklist.clear", key="backspace", shows="3/25 "),
    Press(binding="checklist.value-1", key="１", shows="4/25 "),
    Press(binding="checklist.value-0", key="０", shows="○ Not shown"),
    Press(binding="checklist.value-2", key="２", shows="5/25 ", before=("down",)),
    Press(binding="checklist.na", key="－", shows=count("– n/a", 2), before=("home", "1", "home")),
    Press(binding="checklist.note", key="enter", shows=NEXT_TAG, after=("escape",)),
    Press(binding="checklist.next-form", key="plus", shows="▸Conversation-phase form"),
    Press(binding="checklist.next-form", key="ctrl+right", shows="▸Phone technique"),
    Press(binding="checklist.next-form", key="＋", shows="▸Conversation-phase form", after=("plus",)),
    Press(binding="checklist.cue", key="ctrl+e", shows="Clear enough for the caller"),
    Press(binding="checklist.cue", key="ctrl+e", gone="Clear enough for the caller"),
    Press(binding="checklist.last", key="end", shows=at_row("Friendly goodbye")),
)

NOTE_LINE = (
    Press(binding="note.tag-next", key="down", shows="✚ Strength  "),
    Press(binding="note.tag-back", key="up", gone="✚ Strength  "),
    Press(binding="note.tag-back", key="up", shows="‼ Critical  "),
    Press(binding="note.tag-next", key="down", gone="‼ Critical  "),
    Press(binding="note.keep", key="enter", shows="Note kept.", before=("x",)),
)

NOTES = (
    Press(binding="notes.up", key="up", shows=at_row("first")),
    Press(binding="notes.down", key="down", shows=at_row("second")),
    Press(binding="notes.remove", key="delete", shows="Note removed", after=("ctrl+z",)),
    Press(binding="notes.edit", key="enter", shows="▏second"),
)

MODEL = (
    Press(binding="model.pick-1", key="1", shows="G  Goal"),
    Press(binding="model.pick-2", key="2", shows="C  Contracting"),
    Press(binding="model.pick-3", key="3", shows="O  Outcome"),
    Press(binding="model.next", key="pagedown", shows="S  Scale"),
    Press(binding="model.back", key="pageup", shows="O  Outcome"),
    Press(binding="model.down", key="down", shows=at_row("Imagine it works from tomorrow")),
    Press(binding="model.up", key="up", shows=at_row("What do you want to see happen instead?")),
    Press(binding="model.tick", key="space", shows="The step is done."),
    Press(binding="model.tick", key="space", shows="The step is open again."),
    Press(binding="model.use", key="enter", shows=NEXT_TAG),
)
