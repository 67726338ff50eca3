"""Retention: what is past its time, in a list; what is marked is deleted once its number was typed (R88)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from coachtui.domain.errors import CoachError
from coachtui.domain.names.namesakes import distinct_names
from coachtui.i18n import N_, _, ngettext
from coachtui.services.retention import DeletionResult, DueRecords, count_confirmed
from coachtui.services.words.sentences import sentence
from coachtui.services.words.unread import unread_sentences
from coachtui.ui.places import shown_at
from coachtui.ui.present import day, key_name
from coachtui.ui.retention.rows import RetentionRows
from coachtui.ui.screens.background import in_background
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.screens.question import QuestionText
from coachtui.ui.widgets.bars import FooterLine
from coachtui.ui.widgets.edit_line import EditLine, Entry
from coachtui.ui.widgets.text_line import TextLine
from coachtui.ui.widgets.title_line import TitleLine
from coachtui.ui.words.retention import deleted_line

_DIGITS = 12
"""Characters that the line for the number takes."""

_DELETES = N_("Delete")
"""What enter does in the line for the number; a message id."""


class RetentionScreen(CoachScreen):
    """The screen that deletes sessions past their time; nothing is deleted without the typed number."""

    SCOPES = shown_at("RetentionScreen")

    @dataclass
    class Read(Message):
        """What is due is read; or why it could not be."""

        due: DueRecords | None
        names: Mapping[str, str]
        error: CoachError | None = None

    @dataclass
    class DeletionProgress(Message):
        """So many of the sessions to delete are deleted."""

        done: int
        number: int

    @dataclass
    class DeletionDone(Message):
        """The sessions are deleted, or some are where the disk failed."""

        deleted: DeletionResult

    def __init__(self) -> None:
        """Start with nothing read."""
        super().__init__()
        self._due: DueRecords | None = None
        self._deleted = False

    @property
    def rows(self) -> RetentionRows:
        """The list of sessions."""
        return self.query_one(RetentionRows)

    def compose_body(self) -> ComposeResult:
        """Lay out title, what it is about, list, and the line for the number."""
        yield TitleLine()
        with Vertical(classes="sheet"):
            yield QuestionText(id="said")
            yield RetentionRows()
        yield EditLine()

    def on_mount(self) -> None:
        """Show the frame at once; the sessions come after that."""
        self.relabel()
        self.rows.focus(scroll_visible=False)
        self.call_after_refresh(self.read)

    def read(self) -> None:
        """Read what is due on a thread, as the team screen counts."""
        program = self.coach.program

        def find() -> Message:
            names = distinct_names(program.team.agents())
            return self.Read(program.retention.due(), names)

        in_background(self, find, lambda error: self.Read(None, {}, error), exclusive=True)

    def on_retention_screen_read(self, message: Read) -> None:
        """Show what is due."""
        if message.error is not None:
            self.refuse(sentence(message.error))
        if message.due is not None:
            self._due = message.due
            self.rows.show(message.due, message.names)
            self._show_head()
            self._show_keys()
            if unread := unread_sentences(message.due.unread, message.names):
                self.refuse(unread)

    def _left_out(self) -> Collection[str]:
        """Leave out the keys for what is past its time while nothing is."""
        past = self._due.past if self._due is not None else ()
        return () if past else ("retention.delete", "retention.mark", "retention.mark-all")

    def on_retention_rows_marked(self) -> None:
        """Say how many are marked."""
        self.say("")
        self._show_head()

    def on_retention_rows_still_kept(self, message: RetentionRows.StillKept) -> None:
        """Say until when a session is kept."""
        if self._due is not None:
            until = day(self._due.terms.until(message.row))
            self.refuse(
                _("Kept until {day}; only sessions past the retention period are deleted.").format(day=until)
            )

    def on_retention_rows_wanted(self) -> None:
        """Ask once, for the number of sessions."""
        number = len(self.rows.chosen())
        if not number:
            key = key_name(self.coach.first_key("retention.mark"))
            self.refuse(
                _("No session is marked; {key} marks one that is past the retention period.").format(key=key)
            )
            return
        entry = Entry(
            purpose=_("Type {number}").format(number=number),
            text="",
            keep=self._typed,
            drop=self._dropped,
            limit=_DIGITS,
            asks=True,
        )
        self.query_one(EditLine).open(entry)
        self._show_keys()
        text = ngettext(
            "Delete {number} session for good? Type {number} and press Enter; Esc deletes nothing.",
            "Delete {number} sessions for good? Type {number} and press Enter; Esc deletes nothing.",
            number,
        )
        self.refuse(text.format(number=number))

    def on_text_line_too_long(self, message: TextLine.TooLong) -> None:
        """Say that a paste does not fit."""
        self.refuse(sentence(message.refusal))

    def on_retention_screen_deletion_progress(self, message: DeletionProgress) -> None:
        """Say how many are deleted by now."""
        text = _("Deleted: {done} of {number}")
        self.say(text.format(done=message.done, number=message.number))

    def on_retention_screen_deletion_done(self, message: DeletionDone) -> None:
        """Say what became of the sessions; where the disk failed, show what is left."""
        self.rows.note_deletion(runs=False)
        deleted = message.deleted
        self._deleted = self._deleted or bool(deleted.ids)
        if deleted.error is None:
            self.coach.places.show_team(deleted_line(deleted))
            return
        self.read()
        done = _("Deleted: {number}.").format(number=len(deleted.ids))
        self.refuse(f"{done} {sentence(deleted.error)}")

    def step_back(self) -> None:
        """Close the line for the number, or leave; nothing that is marked is deleted by that."""
        edit = self.query_one(EditLine)
        if edit.entry is not None:
            edit.drop()
        elif self.rows.busy:
            self.say(_("The sessions are being deleted …"))
        elif self._deleted:
            self.coach.places.show_team()
        else:
            self.coach.places.go_back()

    def relabel(self) -> None:
        """Show everything in another language."""
        self._show_keys()
        self._show_head()
        self.rows.relabel()

    def _typed(self, text: str) -> None:
        chosen = self.rows.chosen()
        self._to_the_list()
        if not count_confirmed(text, len(chosen)):
            self.refuse(_("That is not {number}; nothing was deleted.").format(number=len(chosen)))
            return
        retention = self.coach.program.retention

        def delete() -> Message:
            return self.DeletionDone(
                retention.delete(
                    chosen, lambda done: self.post_message(self.DeletionProgress(done, len(chosen)))
                )
            )

        self.rows.note_deletion(runs=True)
        self.say(_("The sessions are being deleted …"))
        in_background(
            self,
            delete,
            lambda error: self.DeletionDone(
                DeletionResult(ids=(), open_elsewhere=(), not_due=(), error=error)
            ),
            exclusive=True,
        )

    def _dropped(self) -> None:
        self._to_the_list()
        self.say(_("Nothing was deleted."))

    def _show_keys(self) -> None:
        """Show the keys that work now in the footer."""
        asks = self.query_one(EditLine).entry is not None
        self.show_footer(*(("line", "all") if asks else self.SCOPES), left_out=self._left_out())
        if asks:
            self.query_one(FooterLine).call("line.keep", _DELETES)

    def _to_the_list(self) -> None:
        self.show_footer(left_out=self._left_out())
        self.rows.focus(scroll_visible=False)

    def _show_head(self) -> None:
        due = self._due
        marked = _("Marked: {marked} of {past}")
        note = (
            marked.format(marked=len(self.rows.marked), past=len(due.past))
            if due is not None and due.past
            else ""
        )
        self.query_one(TitleLine).show(_("Retention"), note)
        told: tuple[str, ...] = ()
        if due is not None:
            text = ngettext(
                "Sessions are kept for {months} month (setting {setting}).",
                "Sessions are kept for {months} months (setting {setting}).",
                due.terms.months,
            )
            told = (text.format(months=due.terms.months, setting="retention_months"),)
            if due.past:
                how = _(
                    "Marked sessions are past that period. To delete them for good, type how many there are."
                )
                told = (*told, how)
        self.query_one(QuestionText).show(told)
