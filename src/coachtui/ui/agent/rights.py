"""What agents may ask for about their own data: to see it, to take it along, to be erased (R85, R87)."""

from __future__ import annotations

from dataclasses import dataclass, field

from textual.message import Message

from coachtui.domain.errors import CoachError
from coachtui.i18n import _
from coachtui.services import preferences
from coachtui.services.own_record import OwnFiles, own_record, write_own
from coachtui.services.reloading import GONE
from coachtui.services.session_file import chosen_folder
from coachtui.services.words.sentences import sentence
from coachtui.ui.agent.page import AgentPage
from coachtui.ui.screens.background import in_background
from coachtui.ui.screens.base import CoachScreen


class AgentRights:
    """Shows, writes out or erases what is stored about the agent whose page it is."""

    @dataclass
    class ExportPrepared(Message):
        """It is known what is to be asked; ``files`` where nothing was and all was written at once."""

        private: bool = False
        doubtful: dict[str, int] = field(default_factory=dict)
        files: OwnFiles | None = None
        error: CoachError | None = None

    def __init__(self, screen: CoachScreen, page: AgentPage) -> None:
        """Take the screen, which is told of what was looked for, and whose page it is."""
        self._screen = screen
        self._page = page
        self._writing = False

    def see(self) -> None:
        """Show everything that is stored about the agent."""
        from coachtui.ui.agent.see import SeeScreen

        if self._page.require_free():
            self._screen.coach.places.open(SeeScreen(self._page.agent))

    def erase(self) -> None:
        """Say what would go, and erase once the name is typed."""
        from coachtui.ui.agent.erasing import EraseScreen

        if self._page.require_free():
            self._screen.coach.places.open(EraseScreen(self._page.agent))

    def export(self) -> None:
        """Write the agent's own files; where a folder or somebody's word is needed, ask first."""
        if self._writing or not self._page.require_free():
            return
        program, agent = self._screen.coach.program, self._page.agent
        folder = program.settings.get(preferences.EXPORT_FOLDER)

        def prepare() -> Message:
            record = own_record(program, agent)
            private, doubtful = record.has_private(), record.doubtful_words()
            if not folder or private or doubtful:
                return self.ExportPrepared(private, doubtful)
            chosen = chosen_folder(folder, program.files)
            return self.ExportPrepared(files=write_own(program, agent, chosen, private=False))

        self._writing = True
        self._screen.say(_("Writing …"))
        in_background(self._screen, prepare, lambda error: self.ExportPrepared(error=error))

    def take(self, message: ExportPrepared) -> None:
        """Say what was written, or ask what is not known yet."""
        from coachtui.ui.agent.own_export import OwnExportScreen

        self._writing = False
        if message.files is not None:
            self._tell_written(message.files)
            return
        problem = sentence(message.error) if message.error is not None else ""
        if message.error is not None and message.error.code in GONE:
            self._page.tell_gone(message.error)
            return
        self._screen.say("")
        if self._screen.is_current:
            told, asked = self._tell_written, (message.private, message.doubtful)
            self._screen.coach.places.open(OwnExportScreen(self._page.agent, told, problem, *asked))

    def _tell_written(self, files: OwnFiles) -> None:
        """Say where the files are."""
        text = _("Written: {data} and {text}, in {folder}.")
        folder, names = str(files.data.parent), (files.data.name, files.text.name)
        self._screen.say(text.format(folder=folder, data=names[0], text=names[1]), "good")
