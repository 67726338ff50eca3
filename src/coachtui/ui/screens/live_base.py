"""What the parts of the live screen share: the sitting, the one door and showing what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from coachtui.domain.errors import CoachError, Refused
from coachtui.domain.model import Model
from coachtui.domain.saving import SaveState
from coachtui.i18n import _, language
from coachtui.services.sentences import sentence
from coachtui.ui.daily_backup import backups_of
from coachtui.ui.live_view import LiveView, live_view
from coachtui.ui.panes.checklist import ChecklistPane
from coachtui.ui.panes.model import ModelPane
from coachtui.ui.panes.notes import NotesPane
from coachtui.ui.present import clock, key_name
from coachtui.ui.save_badge import not_saved
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.widgets.header_bar import HeaderBar, HeaderState
from coachtui.ui.widgets.note_line import NoteInput

if TYPE_CHECKING:
    from coachtui.domain.commands import Command
    from coachtui.services.sitting import Sitting


class SaverSpoke(Message):
    """The saver's state has changed."""

    def __init__(self, state: SaveState) -> None:
        """Carry the state over from the saver's thread."""
        super().__init__()
        self.state = state


class LiveBase(CoachScreen):
    """The one place of the screen that lets the session change."""

    def __init__(self, sitting: Sitting) -> None:
        """Take over an open sitting."""
        super().__init__()
        self.sitting = sitting
        self.models: tuple[Model, ...] = ()
        self.care = ""
        self._short_of_room = False
        self._undo_promised = False
        self.view: LiveView = self._make_view()

    @property
    def writes_note(self) -> bool:
        """Whether the note line has the keys."""
        return isinstance(self.focused, NoteInput)

    def say(self, text: str, tone: str = "muted") -> None:
        """Show a sentence in the message line; remember whether it says what undo would take back."""
        super().say(text, tone)
        self._undo_promised = key_name(self.coach.first_key("live.undo")) in text

    def follow_travel(self) -> bool:
        """Follow what was taken back or done again; return whether that shows in the text being written."""
        return False

    def show_agent(self) -> None:
        """Show the agent whose session it is now."""

    def conduct(self, command: Command, done: str = "") -> bool:
        """Carry a command out, show the result in the same frame, say what was done.

        Returns:
            Whether the session took it; why not is then in the message line.
        """
        try:
            self.sitting.desk.conduct(command)
        except Refused as refusal:
            self.refuse_key(self.refusal_sentence(refusal))
            return False
        self.show(done)
        return True

    def show(self, done: str = "") -> None:
        """Show the newest revision in every pane."""
        self.view = self._make_view()
        self.query_one(ChecklistPane).show(self.view)
        self.query_one(NotesPane).show(self.view)
        self.show_model()
        self.show_header()
        if done:
            self.say(done)
        else:
            self.say_what_stands()

    def show_header(self) -> None:
        """Show clock, phase, score and badge as they are now."""
        now = HeaderState(call_s=self.sitting.desk.call_s(), save=self.sitting.save_state())
        self.query_one(HeaderBar).show(self.view, now)

    def show_model(self) -> None:
        """Show the model pane, once the models are read."""
        session = self.view.session
        model = next((m for m in self.models if session.model is not None and m.id == session.model.id), None)
        if self.models:
            self.query_one(ModelPane).show(self.models, model, session, language())

    def say_what_stands(self) -> None:
        """Say what goes on without anything being done: that nothing is saved, room ran out, or the keys."""
        state = self.sitting.save_state()
        if state.phase == "failed":
            self.refuse(not_saved(state.code))
        elif self._short_of_room:
            self._tell_no_room()
        else:
            self.say(self.standing_sentence())

    def standing_sentence(self) -> str:
        """Return what the message line says when nothing else is to be said."""
        session = self.view.session
        key = key_name(self.coach.first_key("live.call"))
        if self.view.read_only:
            return _("This session is final and can only be read.")
        if session.running_contact is not None:
            return ""
        if self.view.contact.ended:
            spent = clock(self.view.contact.duration_s)
            keys = {"key": key, "finish": key_name(self.coach.first_key("live.finish"))}
            if self.call_end_goes_back():
                text = _("Call ended, {time}. {undo} undo, {key} next contact, {finish} finish.")
                undo = key_name(self.coach.first_key("live.undo"))
                return text.format(time=spent, undo=undo, **keys)
            text = _("Call ended after {time}. {key} starts the next contact, {finish} finishes.")
            return text.format(time=spent, **keys)
        text = _("{key} starts the call. Digits answer the row; {help} explains the numbers.")
        return text.format(key=key, help=key_name(self.coach.first_key("app.help")))

    def call_end_goes_back(self) -> bool:
        """Whether the next undo takes back the end of a call."""
        last = self.sitting.desk.last(letters=self.writes_note)
        ended = last.before.running_contact if last is not None else None
        now = self.sitting.session.contact(ended.id) if ended is not None else None
        return now is not None and now.ended

    def refusal_sentence(self, refusal: CoachError) -> str:
        """Return why a command was refused; after a call nothing leads into the next one by the way."""
        if refusal.code == "no_call" and self.sitting.session.contacts[-1].ended:
            if self.call_end_goes_back():
                undo = key_name(self.coach.first_key("live.undo"))
                return _("The call has ended. By mistake? {undo} undoes it.").format(undo=undo)
            return _("The call has ended; this key works only during a call.")
        return sentence(refusal)

    def on_saver_spoke(self, message: SaverSpoke) -> None:
        """Let the badge tell the truth; a failure is also said in words, and room that ran out."""
        self.show_header()
        had_room, self._short_of_room = not self._short_of_room, backups_of(self.app).room_gone()
        if message.state.phase == "failed":
            self.refuse(not_saved(message.state.code))
        elif self._short_of_room and had_room:
            self._tell_no_room()
        elif message.state.phase == "saved":
            for screen in {self, self.app.screen}:
                if isinstance(screen, CoachScreen):
                    screen.saved_after_all()

    def _tell_no_room(self) -> None:
        from coachtui.ui.backup_words import no_room

        self.refuse(no_room(reserve=backups_of(self.app).reserve_used()))

    def _make_view(self) -> LiveView:
        sitting = self.sitting
        return live_view(
            sitting.agent,
            sitting.session,
            sitting.forms,
            sitting.desk.rules,
            read_only=sitting.read_only,
        )
