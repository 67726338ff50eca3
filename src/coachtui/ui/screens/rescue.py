"""What a lead can do when the newest changes cannot be saved: nothing is given up without a choice."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult

from coachtui.domain.errors import CoachError
from coachtui.i18n import N_, _
from coachtui.services.session_file import chosen_folder, write_rescue
from coachtui.services.words.sentences import sentence
from coachtui.ui.places import shown_at
from coachtui.ui.present import time_of_day
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.screens.question import Option, QuestionScreen
from coachtui.ui.widgets.bars import FooterLine
from coachtui.ui.widgets.edit_line import WRITES, EditLine, folder_entry
from coachtui.ui.widgets.text_line import TextLine
from coachtui.ui.words.save_badge import FOR_GOOD

if TYPE_CHECKING:
    from coachtui.ui.work_in_hand import OpenWork

EXIT_NOT_SAVED = 6
"""Exit code when the disk does not take what is to be written."""

_WHY = {
    "disk_full": N_("The disk is full."),
    "not_writable": N_("The disk or its folder is read-only."),
    "store_read_only": N_("The disk or its folder is read-only."),
    "cannot_write": N_("The disk or its folder is read-only."),
    **FOR_GOOD,
    "protection_changed": N_("The passphrase was set or removed in another window."),
    "store_locked": N_("Another window is still using the data."),
}


class RescueScreen(QuestionScreen):
    """The screen that asks what to do with a session that cannot be saved."""

    SCOPES = shown_at("RescueScreen")

    def __init__(self, work: OpenWork, *, said: str = "", quitting: bool = False) -> None:
        """Take the session that cannot be saved.

        Args:
            work: What is open and not saved: the session, or a statement about a session.
            said: What the team screen says once it is saved after all.
            quitting: Whether the program is to end rather than the team to be shown.
        """
        super().__init__()
        self.work = work
        self.written: Path | None = None
        self._then_said = said
        self._quitting = quitting

    def compose_body(self) -> ComposeResult:
        """Lay out the question and the line for a folder."""
        yield from super().compose_body()
        yield EditLine()

    def on_mount(self) -> None:
        """Watch whether the question still has to be asked."""
        self.set_interval(1.0, self._look_again)

    def title_text(self) -> str:
        """Return what happened, in short."""
        return self._saved_after_all() or _("Not saved yet")

    def said(self) -> tuple[str, ...]:
        """Return what happened and what became of it."""
        if self._saved_after_all():
            return ()
        code = self.work.save_state().code
        why = _(_WHY[code]) if code in _WHY else _("The newest changes could not be written to disk.")
        kept = _("Nothing is lost: everything captured is kept in this window, and saving is tried again.")
        if self._of_nobody():
            kept = _("What was captured is kept in this window only, until you leave it.")
        if self.written is None:
            return (why, kept)
        return (why, kept, _("The session is written to {path}.").format(path=self.written))

    def options(self) -> tuple[Option, ...]:
        """Return the ways out; leaving without saving comes last, and is none where everything is saved."""
        ways: tuple[Option, ...] = (
            Option(_("Write this session to a file in another folder"), self._ask_folder, "strong"),
            Option(_("Try to save again"), self._again),
            Option(_("Go back to the session"), self.step_back),
            Option(self._leaving(), self._leave, "text" if self.written else "critical"),
        )
        if self._of_nobody():  # whoever was erased is not written out either
            ways = ways[1:]
        return ways[:-1] if self._saved_after_all() else ways

    def step_back(self) -> None:
        """Close the line for the folder, or go back to the session."""
        edit = self.query_one(EditLine)
        if edit.entry is not None:
            edit.drop()
        else:
            self.coach.places.go_back()

    def take(self, option: Option) -> None:
        """Do what was chosen; the screen closes only when that closes it."""
        option.act()

    def on_text_line_too_long(self, message: TextLine.TooLong) -> None:
        """Say that a paste does not fit."""
        self.refuse(sentence(message.refusal))

    def _leaving(self) -> str:
        if self.written is not None:
            return (
                _("Quit; the file has everything") if self._quitting else _("Leave; the file has everything")
            )
        return (
            _("Quit and lose what is not saved") if self._quitting else _("Leave and lose what is not saved")
        )

    def _of_nobody(self) -> bool:
        return self.work.save_state().code in FOR_GOOD

    def _ask_folder(self) -> None:
        edit = self.query_one(EditLine)
        if edit.entry is not None:
            edit.input.focus(scroll_visible=False)
            return
        proposed = self.coach.program.files.documents()
        edit.open(folder_entry(str(proposed), self._write_to, self._folder_done))
        self.show_footer("line", "all")
        self.query_one(FooterLine).call("line.keep", WRITES)

    def _write_to(self, typed: str) -> None:
        program = self.coach.program
        if self._of_nobody():
            self._folder_done()
            return
        try:
            folder = chosen_folder(typed, program.files)
            self.written = write_rescue(program, self.work.session, self.work.agent, folder)
        except CoachError as error:
            self._ask_folder()
            self.query_one(EditLine).input.load(typed)
            self.refuse(sentence(error))
            return
        self._folder_done()
        self.say(_("The session is written to {path}.").format(path=self.written), "good")

    def _folder_done(self) -> None:
        self.relabel()
        self.rows.focus(scroll_visible=False)

    def _again(self) -> None:
        """Save again; when that works, do what was wanted first."""
        self.work.save()
        if not self.work.flush():
            self.relabel()
            self.refuse(_("It still cannot be saved."))
        elif self._quitting:
            self.coach.end(0)
        else:
            self.coach.places.close_session(self._then_said)

    def _look_again(self) -> None:
        """Close once the saver got through; a session that was to be closed is, any other goes on.

        While a folder is typed the question stays, as what is typed would go to the screen below; it says
        what is true now.
        """
        said = self._saved_after_all()
        if not said or not self.is_current:
            return
        if self.query_one(EditLine).entry is not None:
            self._show_question()
            return
        if self.work.closing:
            self.coach.places.close_session(said)
            return
        self.coach.places.go_back()
        below = self.app.screen
        if isinstance(below, CoachScreen):
            below.say(said, "good")

    def _saved_after_all(self) -> str:
        """Return what is said once nothing is left to be saved; empty until then."""
        state = self.work.save_state()
        if state.phase != "saved" or state.at is None:
            return ""
        return _("Saved after all, at {time}.").format(time=time_of_day(state.at))

    def _leave(self) -> None:
        """Leave although the newest changes are not saved."""
        if self._quitting:
            self.coach.end(EXIT_NOT_SAVED)
        else:
            self.coach.places.close_session()
