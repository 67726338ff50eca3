"""The live screen: checklist, notes, agent and model in four panes (R3-R11, R14-R21, R37-R39)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from coachtui.domain.note import Tag
from coachtui.i18n import _
from coachtui.services import preferences
from coachtui.ui.keys.binding import bindings
from coachtui.ui.live.agent_pane import AgentPane
from coachtui.ui.live.call import CallActions
from coachtui.ui.live.checklist import ChecklistPane
from coachtui.ui.live.first_words import opening_sentence
from coachtui.ui.live.footer import KeysHere
from coachtui.ui.live.model import ModelPane
from coachtui.ui.live.note_keys import NoteKeys
from coachtui.ui.live.note_writing import NoteWriting
from coachtui.ui.live.notes import NotesPane
from coachtui.ui.live.pane import Pane
from coachtui.ui.live.panes_in_sight import PanesInSight
from coachtui.ui.live.saving import SavingNews
from coachtui.ui.live.view import LiveView
from coachtui.ui.live.whose_session import show_agent
from coachtui.ui.live.work import LiveWork
from coachtui.ui.places import shown_at
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.widgets.note_line import NoteLine

if TYPE_CHECKING:
    from coachtui.services.open_session import OpenSession


class LiveScreen(CoachScreen):
    """The screen that a lead keeps open during calls.

    Attributes:
        work: The session and the one door through which it changes.
        notes: What the note line is writing.
        call: What the keys about the call do.
        panes: Which panes are in sight.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("live")]
    AUTO_FOCUS = ""
    SCOPES = shown_at("LiveScreen")

    def __init__(self, open_session: OpenSession, *, item_id: str = "", in_note: bool = False) -> None:
        """Take over an open session.

        Args:
            open_session: The session.
            item_id: Row to be on; empty for the first open one.
            in_note: Whether the note that is kept unfinished takes the keys at once.
        """
        super().__init__()
        self._first_item = item_id
        self._first_in_note = in_note
        self._note_line = NoteLine(id="note-line")

        def show_view(view: LiveView) -> None:
            """Show a new revision everywhere: rows first, then the line being written, then the keys."""
            self._checklist_pane.show(view)
            self._notes_pane.show(view)
            self._model_pane.show(view)
            self.notes.follow(view)
            self._keys_here.follow(view)

        def show_tag(tag: Tag | None) -> None:
            """Show the tag of what is being written."""
            self._keys_here.follow_writing(tag)

        self.work = LiveWork(self, open_session, show_view)
        self.notes = NoteWriting(self.work, self._note_line, show_tag)
        self.call = CallActions(self, self.work, self.notes)
        self.panes = PanesInSight(self)
        self._note_keys = NoteKeys(self.work, self.notes)
        self._keys_here = KeysHere(self, self.work, self.notes)
        self._saving_news = SavingNews(self, self.work)
        self._checklist_pane = ChecklistPane(self.work, self.notes)
        self._notes_pane = NotesPane(self.work, self.notes)
        self._model_pane = ModelPane(self.work, self.notes)

    def compose_body(self) -> ComposeResult:
        """Lay out header, panes and note line."""
        yield self.work.header
        with Container(id="panes"):
            with Container(id="work"):
                yield self._checklist_pane
                yield self._notes_pane
            with Container(id="side"):
                yield AgentPane(self.work)
                yield self._model_pane
        yield self._note_line

    def on_mount(self) -> None:
        """Show the session, put the focus on the checklist, start the clock."""
        work, program = self.work, self.coach.program
        work.header.warn_of_hold(preferences.number_setting(program.settings, preferences.HOLD_LIMIT))
        show_agent(self, work)
        work.show(opening_sentence(work, in_note=self._first_in_note))
        self.notes.show_kept()
        self.panes.take_first_place(self._first_item)
        if self._first_in_note and self._note_line.input.value:
            self._note_line.input.focus(scroll_visible=False)  # before the first frame: no key is lost
        self._saving_news.listen()
        self.set_interval(1.0, work.tick)
        self.call_after_refresh(self.notes.show_care)

    @property
    def row_and_note(self) -> tuple[str, bool]:
        """Id of the item the cursor is on, empty for none; and whether a note is being written."""
        return self.panes.item_id, self.work.writes_note

    def relabel(self) -> None:
        """Show everything in another language."""
        self._checklist_pane.rows.relabel()
        self._notes_pane.take_models()
        for pane in self.query(Pane):
            pane.head().update_lines()
        self.query_one(AgentPane).show()
        self.notes.show_care()
        if self.notes.writing is None:
            self.notes.show_kept()
        else:
            self.notes.show_writing()
        self.work.show()
        self._keys_here.show()

    def take_text(self, text: str) -> bool:
        """Begin a note with what is typed or pasted where no line of text has the keys."""
        return self._note_keys.take_text(text)

    def step_back(self) -> None:
        """Leave the note line, else the full size of a pane, else the pane, else the screen."""
        if self.work.writes_note:
            self.notes.close()
        elif self.panes.go_back():
            return
        elif self.work.open_session.session.running_contact is not None:
            text = _("A call is still running. End it first, or quit with {key}: the session stays.")
            self.refuse(text.format(key=self.work.key("app.quit")))
        else:
            self.coach.places.leave_live(self.work.open_session)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Follow the focus with the note line, the heads of the panes and the footer."""
        del event
        self.notes.follow_focus()
        self._keys_here.show()

    def on_screen_suspend(self) -> None:
        """Stop the time in a step while another screen lies over this one."""
        self._keys_here.cover(on=True)

    def on_screen_resume(self) -> None:
        """Let the time in a step go on."""
        self._keys_here.cover(on=False)

    def action_pane(self, name: str) -> None:
        """Go to a pane; the same key again shows it in full size."""
        self.panes.go_to(name)

    def action_note(self) -> None:
        """Write a new note that is not linked."""
        self._note_keys.begin()

    def action_tagged_note(self, tag: Tag) -> None:
        """Write a note with a tag; in the line: give the note being written that tag."""
        self._note_keys.begin_tagged(tag)

    def action_call(self) -> None:
        """Start the call, or end it."""
        self.call.start_or_end()

    def action_hold(self) -> None:
        """Put the customer on hold, or take them back."""
        self.call.hold()

    def action_phase(self, by: int) -> None:
        """Go to the phase after or before."""
        self.call.go_to_phase(by)

    def action_mark(self) -> None:
        """Mark the moment."""
        self.call.mark()

    def action_contact(self, by: int) -> None:
        """Show the forms of an earlier or later contact."""
        self.call.go_to_contact(by)

    def action_broke_off(self) -> None:
        """Note that the call broke off, or that it did not."""
        self.call.break_off()

    def action_remove_contact(self) -> None:
        """Take the contact that is shown away."""
        self.call.remove_contact()

    def action_undo(self) -> None:
        """Take back what was done last: the last letter in the text being written, else the last command."""
        self.call.undo_or_redo(back=True)

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self.call.undo_or_redo(back=False)

    def action_save(self) -> None:
        """Save at once and say when it was last saved."""
        self.call.save()

    def action_finish(self) -> None:
        """Go to the closing review."""
        if self.work.writes_note:
            self.notes.close()
        self.coach.places.open_by_name("ReviewScreen", self.work.open_session)
