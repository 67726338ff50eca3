"""The body of the closing review: its list, and the line to write in."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical

from coachtui.domain.live import commands as c
from coachtui.i18n import _
from coachtui.services.closing import MissingAnswer
from coachtui.services.words.sentences import sentence
from coachtui.ui.review.lines import AskName, BrokeOff, ChannelOf, Reference, Unfinished
from coachtui.ui.review.rows import ReviewRows
from coachtui.ui.review.work import ReviewWork
from coachtui.ui.review.writing import ReviewWriting
from coachtui.ui.widgets.text_line import TextLine


class ReviewSheet(Vertical):
    """List and line of the review; it carries out what is asked for on a row."""

    def __init__(self, work: ReviewWork, writing: ReviewWriting) -> None:
        """Take what the rows are about.

        Args:
            work: The session.
            writing: What the rows write.
        """
        super().__init__(classes="sheet")
        self._work = work
        self._writing = writing

    def compose(self) -> ComposeResult:
        """Lay out the rows and the line to write in."""
        self._work.rows.asks = self
        yield self._work.rows
        yield self._work.edit_line

    def on_review_rows_opened(self, message: ReviewRows.Opened) -> None:
        """Go to what is missing, or write what the row asks for."""
        match message.target:
            case MissingAnswer():
                self._writing.go_to(message.target)
            case Reference():
                self._writing.write_reference(message.target.contact.id)
            case ChannelOf():
                self._writing.step_channel(message.target.contact.id, 1)
            case BrokeOff():
                self._writing.break_off(message.target.contact.id)
            case Unfinished():
                self._work.back_to_live().notes.resume(message.target.draft)
            case AskName():
                self._writing.write_name()

    def on_review_rows_drop_wanted(self, message: ReviewRows.DropWanted) -> None:
        """Drop an unfinished note; undo brings it back."""
        said = (
            _("The unfinished change is dropped; the note stays.")
            if message.draft.note_id is not None
            else _("Note removed; {key} brings it back.").format(key=self._work.key("review.undo"))
        )
        self._work.conduct(c.DropDraft(draft=message.draft), said)

    def on_review_rows_channel_wanted(self, message: ReviewRows.ChannelWanted) -> None:
        """Choose another channel."""
        self._writing.step_channel(message.target.contact.id, message.by)

    def on_text_line_too_long(self, message: TextLine.TooLong) -> None:
        """Say that a paste does not fit."""
        self._work.screen.refuse(sentence(message.refusal))
