"""What an agent may ask for, from the agent screen: to see, to take along, to be erased (R85, R87)."""

from __future__ import annotations

from dataclasses import dataclass, field

from textual.message import Message

from coachtui.domain.errors import CoachError
from coachtui.i18n import _
from coachtui.services import preferences
from coachtui.services.own_record import OwnFiles, own_record, write_own
from coachtui.services.session_file import chosen_folder
from coachtui.services.still_stored import GONE
from coachtui.services.words.sentences import sentence
from coachtui.ui.agent.printing import AgentPrinting
from coachtui.ui.screens.background import in_background


class AgentRights(AgentPrinting):
    """A screen about one agent."""

    _writing = False

    @dataclass
    class Looked(Message):
        """It is known what is to be asked; ``files`` where nothing was and all was written at once."""

        private: bool = False
        doubtful: dict[str, int] = field(default_factory=dict)
        files: OwnFiles | None = None
        error: CoachError | None = None

    def action_see(self) -> None:
        """Show everything that is stored about the agent."""
        from coachtui.ui.agent.see import SeeScreen

        if self.may_leave():
            self.coach.places.open(SeeScreen(self._agent))

    def action_erase(self) -> None:
        """Say what would go, and erase once the name is typed."""
        from coachtui.ui.agent.erasing import EraseScreen

        if self.may_leave():
            self.coach.places.open(EraseScreen(self._agent))

    def action_own_export(self) -> None:
        """Write the agent's own files; where a folder or somebody's word is needed, ask first."""
        if self._writing or not self.may_leave():
            return
        program, agent = self.coach.program, self._agent
        folder = program.settings.get(preferences.EXPORT_FOLDER)

        def look() -> Message:
            record = own_record(program, agent)
            found = self.Looked(private=record.has_private(), doubtful=record.doubtful_words())
            if folder and not (found.private or found.doubtful):
                found.files = write_own(program, agent, chosen_folder(folder, program.files), private=False)
            return found

        self._writing = True
        self.say(_("Writing …"))
        in_background(self, look, lambda error: self.Looked(error=error))

    def on_agent_rights_looked(self, message: Looked) -> None:
        """Say what was written, or ask what is not known yet."""
        from coachtui.ui.agent.own_export import OwnExportScreen

        self._writing = False
        if message.files is not None:
            self.tell_written(message.files)
            return
        problem = sentence(message.error) if message.error is not None else ""
        if message.error is not None and message.error.code in GONE:
            self.tell_gone(message.error)
            return
        self.say("")
        if self.is_current:
            told, asked = self.tell_written, (message.private, message.doubtful)
            self.coach.places.open(OwnExportScreen(self._agent, told, problem, *asked))

    def tell_written(self, files: OwnFiles) -> None:
        """Say where the files are."""
        text = _("Written: {data} and {text}, in {folder}.")
        folder, names = str(files.data.parent), (files.data.name, files.text.name)
        self.say(text.format(folder=folder, data=names[0], text=names[1]), "good")
