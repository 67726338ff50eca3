"""Shows which pane of the live screen has the focus, with its keys in the footer; times steps (R38)."""

from __future__ import annotations

from collections.abc import Collection

from coachtui.domain.note import Tag
from coachtui.ui.keys.table import Scope
from coachtui.ui.live.model import ModelPane
from coachtui.ui.live.note_writing import NoteWriting
from coachtui.ui.live.notes import NoteRows
from coachtui.ui.live.panes_in_sight import PANES
from coachtui.ui.live.view import LiveView
from coachtui.ui.live.work import LiveWork
from coachtui.ui.live.writing import in_step
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.widgets.bars import CALL_ONLY, FooterLine

_SCOPES: dict[str, Scope] = {"model": "model", "notes": "notes", "checklist": "checklist"}


class KeysHere:
    """The head lights and footer keys of the live screen, and the time that runs in a step of a model."""

    def __init__(self, screen: CoachScreen, work: LiveWork, notes: NoteWriting) -> None:
        """Begin with no other screen above this one.

        Args:
            screen: The live screen.
            work: The session, which decides which keys do something.
            notes: What the note line writes.
        """
        self._screen = screen
        self._work = work
        self._notes = notes
        self._covered = False
        self._left_out: Collection[str] = ()

    def show(self) -> None:
        """Light the head of the pane with the focus, and show its keys in the footer."""
        self._keep_step_time()
        self._left_out = self._idle()
        if self._work.writes_note:
            self._screen.show_footer(
                "note line", "live", "all", left_out=self._left_out, tags=self._notes.writes_tagged
            )
            return
        for name, kind in PANES.items():
            pane = self._screen.query_one(kind)
            here = pane.has_focus_within
            pane.head().light(on=here)
            if here:
                own = (_SCOPES[name],) if name in _SCOPES else ()
                self._screen.show_footer(*_footer_order(name, own), left_out=self._left_out)

    def follow(self, _view: LiveView) -> None:
        """Show other keys in the footer where a new revision changes which of them do something."""
        if self._left_out != self._idle():
            self.show()

    def follow_writing(self, tag: Tag | None) -> None:
        """Light the tag of the note being written among all tags in the footer."""
        self._screen.query_one(FooterLine).choose_tag(tag)
        self.show()

    def cover(self, *, on: bool) -> None:
        """Note whether another screen lies over this one: no time runs in a step of the model then."""
        self._covered = on
        self._keep_step_time()

    def _idle(self) -> Collection[str]:
        """Return the ids of the bindings that do nothing now: out of a call, or without a note."""
        runs = self._work.open_session.session.running_contact is not None
        return (*(() if runs else CALL_ONLY), *self._screen.query_one(NoteRows).idle_keys)

    def _keep_step_time(self) -> None:
        """Let the time in a step run in the model pane, and while its field or prompt is written."""
        session, writing = self._work.open_session.session, self._notes.writing
        if self._work.writes_note:
            model = session.model.id if session.model is not None else ""
            works = writing is not None and in_step(writing, model, session.place.step)
        else:
            works = self._screen.query_one(ModelPane).has_focus_within
        self._work.open_session.desk.work_in_step(on=works and not self._covered)


def _footer_order(name: str, own: tuple[Scope, ...]) -> tuple[Scope, ...]:
    """During a call the keys of the call come first, but a model or note list shows its own."""
    return ("live", *own, "all") if name == "checklist" else (*own, "live", "all")
