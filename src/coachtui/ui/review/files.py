"""Writes files from the closing review: the session for other programs, and the page to print."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from coachtui.domain.errors import CoachError
from coachtui.i18n import _
from coachtui.services import preferences
from coachtui.services.hand_out import write_hand_out
from coachtui.services.reloading import GONE
from coachtui.services.session_file import chosen_folder, write_session
from coachtui.services.words.sentences import sentence
from coachtui.ui.review.work import ReviewWork
from coachtui.ui.widgets.edit_line import folder_entry

if TYPE_CHECKING:
    from coachtui.domain.agent import Agent
    from coachtui.domain.session import Session
    from coachtui.services.program import Program


class ReviewFiles:
    """Writes the session into the folder for exports, which is asked for the first time."""

    def __init__(self, work: ReviewWork) -> None:
        """Take the session that is written."""
        self._work = work
        self._writes: Callable[[Program, Session, Agent, Path], Path] = write_session

    def export(self) -> None:
        """Save this session as a file for other programs; the folder is asked for once."""
        self._write_out(write_session)

    def hand_out(self) -> None:
        """Write the page to print for the agent; the folder is asked for once."""
        self._write_out(partial(write_hand_out, used=self._work.program.listening.used))

    def _write_out(self, writes: Callable[[Program, Session, Agent, Path], Path]) -> None:
        self._writes = writes
        folder = self._work.program.settings.get(preferences.EXPORT_FOLDER)
        if folder:
            self._export_to(folder)
        else:
            self._ask_folder(str(self._work.program.files.documents()))

    def _ask_folder(self, proposed: str) -> None:
        line = self._work.edit_line
        if line.entry is not None and line.entry.asks:
            proposed = line.input.value  # another file is wanted there: what is typed already stays
        self._work.write(folder_entry(proposed, self._export_to, self._work.written_done))
        self._work.screen.say(_("Enter writes the file there; the folder is remembered."))

    def _export_to(self, typed: str) -> None:
        """Write the file; a folder that does not take it is asked for again."""
        program, open_session = self._work.program, self._work.open_session
        try:
            folder = chosen_folder(typed, program.files)
            self._work.note_written(self._writes(program, open_session.session, open_session.agent, folder))
        except CoachError as error:
            if error.code in GONE:
                self._work.written_done()
            else:
                self._ask_folder(typed)
            self._work.screen.refuse(sentence(error))
            return
        self._work.written_done()
        self._work.rows.scroll_to(y=0, animate=False, immediate=True)
        self._work.screen.say(self._work.written_sentence(), "good")
        self._remember(folder)

    def _remember(self, folder: Path) -> None:
        try:
            preferences.remember_export_folder(self._work.program.settings, str(folder))
        except CoachError as error:
            self._work.screen.refuse(sentence(error))
