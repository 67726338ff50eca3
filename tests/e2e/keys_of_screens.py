"""Every key that works everywhere, on the team screen and in the closing review, with what it shows."""

from __future__ import annotations

from tests.e2e.keys_of_live import at_row
from tests.e2e.pressing import Press

ALL = (
    Press(binding="app.help", key="f1", shows="F1 or Esc closes", after=("escape",)),
    Press(binding="app.palette", key="ctrl+p", shows="Type to filter, Esc closes", after=("escape",)),
    Press(binding="app.lock", key="f12", shows="The data have no passphrase", after=("x",)),
    Press(binding="live.privacy", key="f9", gone="Kim Berg"),
)

TEAM = (
    Press(binding="team.open", key="enter", shows="Profile", after=("escape",)),
    Press(binding="team.live", key="ctrl+r", shows="F5 Checklist", after=("escape",)),
    Press(binding="team.add", key="ctrl+n", shows="Keep in mind", after=("escape",)),
    Press(binding="team.edit", key="f2", shows="○ has left", after=("escape",)),
)

AGAIN = ("ctrl+r", "home", "ctrl+r")
"""A new session beside a draft: the first press offers the draft, the second means it."""

REVIEW = (
    Press(binding="review.rest-na", key="5", shows="9 rows are n/a now."),
    Press(binding="review.export", key="4", shows="Folder for exports"),
    Press(binding="review.export", key="enter", shows="Exported to"),
    Press(binding="review.broke-off", key="7", shows="Press again if contact 1 was cut off"),
    Press(binding="review.broke-off", key="7", shows="Cut off:"),
    Press(binding="review.undo", key="ctrl+z", shows="Undone:"),
    Press(binding="review.remove-contact", key="8", shows="Remove contact 1?", after=("escape",)),
    Press(binding="review.discard", key="9", shows="Discard this session?", after=("escape",)),
    Press(binding="review.next-contact", key="3", shows="Contact 2 of 2", after=("f8",)),
    Press(binding="review.draft", key="2", shows="Kept as a draft", after=(*AGAIN, "1", "f8")),
    Press(binding="review.finish", key="f8", shows="15 rows still need an answer.", before=("5",)),
)
"""With two rows of the phone technique answered; the last one from a session with one."""

LISTS = (
    Press(binding="list.last", key="end", shows=at_row("Lo Ek")),
    Press(binding="list.first", key="home", shows=at_row("Kim Berg")),
    Press(binding="list.down", key="down", shows=at_row("Lo Ek")),
    Press(binding="list.up", key="up", shows=at_row("Kim Berg")),
)
