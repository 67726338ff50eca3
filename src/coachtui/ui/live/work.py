"""The session that is open on the live screen: changes it, and shows every new revision."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

from textual.geometry import Size
from textual.widget import Widget

from coachtui.domain.errors import CoachError, Refused
from coachtui.domain.live import commands as c
from coachtui.domain.model import Model
from coachtui.i18n import _
from coachtui.services.words.sentences import sentence
from coachtui.ui.live.header_bar import HeaderBar, HeaderState
from coachtui.ui.live.view import LiveView, live_view
from coachtui.ui.present import clock, key_name
from coachtui.ui.widgets.bars import MessageLine
from coachtui.ui.widgets.note_line import NoteInput

if TYPE_CHECKING:
    from coachtui.services.open_session import OpenSession
    from coachtui.ui.coach import Coach

SEEN_EVERY_S = 60
"""How often a running call notes that the program is there, so that a quiet call survives a restart."""

Kind = TypeVar("Kind", bound=Widget)


class LivePlace(Protocol):
    """What the panes need of the screen they are on.

    Attributes:
        message_line: What it has to say.
    """

    message_line: MessageLine

    @property
    def coach(self) -> Coach:
        """The application."""

    @property
    def focused(self) -> Widget | None:
        """The widget with the focus."""

    @property
    def size(self) -> Size:
        """Size of the screen in columns and lines."""

    @property
    def too_small(self) -> bool:
        """Whether the window is too small to show where an answer goes."""

    def query_one(self, selector: type[Kind], /) -> Kind:
        """Return the one widget of a class."""

    def set_focus(self, widget: Widget | None, scroll_visible: bool = True) -> None:  # noqa: FBT001, FBT002  Textual's
        """Put the focus on a widget."""

    def say(self, text: str, tone: str = "muted") -> None:
        """Say something in the message line."""

    def refuse(self, text: str) -> None:
        """Say why something was not done."""

    def refuse_key(self, text: str) -> None:
        """Say why a key did nothing, with the bell."""


class LiveWork:
    """The session of the live screen; commands reach it through ``conduct`` or ``conduct_quietly`` only.

    Attributes:
        place: The screen.
        open_session: The session.
        header: The bar above the panes.
    """

    def __init__(self, place: LivePlace, open_session: OpenSession, show: Callable[[LiveView], None]) -> None:
        """Take over an open session.

        Args:
            place: The screen.
            open_session: The session.
            show: Called with every new view; what it shows is seen in the same frame.
        """
        self.place = place
        self.open_session = open_session
        self.header = HeaderBar()
        self._models = open_session.models()
        self._show = show
        self._view = self._make_view()

    @property
    def models(self) -> tuple[Model, ...]:
        """The coaching models to choose from, in order; those not used yet come without their steps."""
        return self._models

    @property
    def view(self) -> LiveView:
        """The newest revision, as the panes see it."""
        return self._view

    @property
    def model(self) -> Model | None:
        """The coaching model in use; ``None`` where there is none."""
        used = self.open_session.session.model
        return next((model for model in self.models if used is not None and model.id == used.id), None)

    @property
    def writes_note(self) -> bool:
        """Whether the note line has the focus."""
        return isinstance(self.place.focused, NoteInput)

    @property
    def undo_promised(self) -> bool:
        """Whether the message line names the undo key, so that it has to stay true."""
        return self.key("live.undo") in self.place.message_line.text

    def key(self, binding: str) -> str:
        """Return the name of the key that a binding has now."""
        return key_name(self.place.coach.first_key(binding))

    def conduct(self, command: c.Command, done: str = "") -> bool:
        """Carry a command out, show the result in the same frame, and say what was done.

        Returns:
            Whether the session took it; why not is then in the message line.
        """
        try:
            self.open_session.desk.conduct(command)
        except Refused as refusal:
            self.place.refuse_key(self.refusal_sentence(refusal))
            return False
        self.show(done)
        return True

    def conduct_quietly(self, command: c.Command) -> None:
        """Carry a command out after which nothing is shown anew, such as text that its line shows already.

        Raises:
            Refused: The session does not take it.
        """
        self.open_session.desk.conduct(command)

    def whole_model(self, place: int) -> Model | None:
        """Return a model with its steps, as it is in ``models`` from now on.

        Args:
            place: Its place among the models, from 0.

        Returns:
            The model; ``None`` where there are not that many.
        """
        if place >= len(self._models):
            return None
        model = self.open_session.whole_model(self._models[place].id)
        self._models = tuple(model if old.id == model.id else old for old in self._models)
        return model

    def show(self, done: str = "") -> None:
        """Show the newest revision everywhere; say what was done, or else what goes on."""
        self._view = self._make_view()
        self._show(self._view)
        self.show_header()
        if done:
            self.place.say(done)
        else:
            self.place.message_line.say_what_stands()

    def show_header(self) -> None:
        """Show clock, phase, score and badge as they are now."""
        now = HeaderState(call_s=self.open_session.desk.call_s(), save=self.open_session.save_state())
        self.header.show(self.view, now)

    def tick(self) -> None:
        """Show the next second of a running call; once a minute note that the program still runs."""
        second = self.open_session.desk.call_s()
        if second is not None:
            self.show_header()
            if int(second) % SEEN_EVERY_S == 0:
                self.conduct_quietly(c.Heartbeat())

    def standing_sentence(self) -> str:
        """Return what the message line says when nothing else is to be said."""
        session, key = self.view.session, self.key("live.call")
        if self.view.read_only:
            return _("This session is final and can only be read.")
        if session.running_contact is not None:
            return ""
        if self.view.contact.ended:
            spent = clock(self.view.contact.duration_s)
            keys = {"key": key, "finish": self.key("live.finish")}
            if self.call_end_goes_back():
                text = _("Call ended, {time}. {undo} undo, {key} next contact, {finish} finish.")
                return text.format(time=spent, undo=self.key("live.undo"), **keys)
            text = _("Call ended after {time}. {key} starts the next contact, {finish} finishes.")
            return text.format(time=spent, **keys)
        text = _("{key} starts the call. Digits answer the row; {help} explains the numbers.")
        return text.format(key=key, help=self.key("app.help"))

    def call_end_goes_back(self) -> bool:
        """Whether the next undo takes back the end of a call."""
        last = self.open_session.desk.last(letters=self.writes_note)
        ended = last.before.running_contact if last is not None else None
        now = self.open_session.session.contact(ended.id) if ended is not None else None
        return now is not None and now.ended

    def refusal_sentence(self, refusal: CoachError) -> str:
        """Return in words why a command was refused."""
        if refusal.code == "no_call" and self.open_session.session.contacts[-1].ended:
            if self.call_end_goes_back():
                text = _("The call has ended. By mistake? {undo} undoes it.")
                return text.format(undo=self.key("live.undo"))
            return _("The call has ended; this key works only during a call.")
        return sentence(refusal)

    def _make_view(self) -> LiveView:
        open_session = self.open_session
        return live_view(
            open_session.agent,
            open_session.session,
            open_session.forms,
            open_session.desk.rules,
            read_only=open_session.read_only,
        )
