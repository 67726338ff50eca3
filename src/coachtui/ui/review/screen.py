"""The closing review: what is missing, what was captured, the ways to close (R10, R18, R19, R21)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType

from coachtui.i18n import _
from coachtui.ui.keys.binding import bindings
from coachtui.ui.places import shown_at
from coachtui.ui.review.changes import ReviewChanges
from coachtui.ui.review.files import ReviewFiles
from coachtui.ui.review.leaving import ReviewLeaving
from coachtui.ui.review.sheet import ReviewSheet
from coachtui.ui.review.work import ReviewWork
from coachtui.ui.review.writing import ReviewWriting
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.unsaved import Unsaved
from coachtui.ui.widgets.edit_line import EditLine
from coachtui.ui.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from coachtui.services.open_session import OpenSession


class ReviewScreen(CoachScreen):
    """The screen on which a session is looked through and closed.

    Attributes:
        work: The session and the one door through which the review changes it.
        writing: What its rows write.
        leaving: The ways out.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("review")]
    SCOPES = shown_at("ReviewScreen")

    def __init__(self, open_session: OpenSession) -> None:
        """Take over an open session.

        Args:
            open_session: The session to close; its call goes on meanwhile.
        """
        super().__init__()
        self.work = ReviewWork(self, open_session)
        self.writing = ReviewWriting(self.work)
        self.leaving = ReviewLeaving(self.work)
        self._files = ReviewFiles(self.work)
        self._changes = ReviewChanges(self.work, self.writing)

    def compose_body(self) -> ComposeResult:
        """Lay out the header of the session, the title, the rows and the line to write in."""
        yield self.work.header
        yield TitleLine()
        yield ReviewSheet(self.work, self.writing)

    def on_mount(self) -> None:
        """Show the session with the cursor on what is missing first."""
        self.work.begin()
        self.relabel()
        self.work.rows.focus(scroll_visible=False)
        self.call_after_refresh(self.work.rows.to_first)
        self.set_interval(1.0, self.work.tick)

    @property
    def edit_line(self) -> EditLine:
        """The line to write in."""
        return self.work.edit_line

    def relabel(self) -> None:
        """Show everything in another language."""
        self.query_one(TitleLine).show(_("Closing review"), _("Esc goes back to the session"))
        self.work.show()
        self.work.show_keys()

    def unsaved(self) -> Unsaved | None:
        """Return what of the line being written would be lost; ``None`` for nothing."""
        return self.edit_line.unsaved()

    def take_text(self, text: str) -> bool:
        """Begin the reference of the contact in front with what is typed or pasted."""
        if self.too_small:
            return False
        if not self.work.require_writable():
            return True
        if text[:1].isalnum() and not (len(text) == 1 and text.isdecimal()):
            self.writing.begin_reference(self.work.contact_in_front(), text)
        else:
            self.refuse_key(_("That key does nothing here; type to start the reference."))
        return True

    def take_key(self, key: events.Key) -> bool:
        """Take the finish key that repeats because it is held down, and digits that go on with a number."""
        return self.leaving.take_key(key)

    def step_back(self) -> None:
        """Close the line being written, else go back to the live screen."""
        if self.edit_line.entry is not None:
            self.edit_line.drop()
        else:
            self.work.back_to_live()

    def action_finish(self) -> None:
        """Make the session final, or go to what is missing."""
        self.leaving.finish()

    def action_draft(self) -> None:
        """Leave the session as a draft."""
        self.leaving.draft()

    def action_next_contact(self) -> None:
        """Go on listening to the next contact."""
        self.leaving.next_contact()

    def action_discard(self) -> None:
        """Throw the session away, after one question."""
        self.leaving.discard()

    def action_export(self) -> None:
        """Save this session as a file for other programs."""
        self._files.export()

    def action_hand_out(self) -> None:
        """Write the page to print for the agent."""
        self._files.hand_out()

    def action_rest_na(self) -> None:
        """Set n/a on every open row that allows it."""
        self._changes.rest_na()

    def action_broke_off(self) -> None:
        """Mark the contact at the cursor as broken off, after a second press, or take that back."""
        self._changes.broke_off()

    def action_remove_contact(self) -> None:
        """Remove the contact at the cursor."""
        self._changes.remove_contact()

    def action_move_agent(self) -> None:
        """Give the session to the right agent."""
        self._changes.move_agent()

    def action_undo(self) -> None:
        """Take the last command of this session back."""
        self._changes.undo_or_redo(back=True)

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self._changes.undo_or_redo(back=False)
