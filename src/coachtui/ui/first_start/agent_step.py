"""The last step of the first start: the first agent, or another way to begin."""

from __future__ import annotations

from coachtui.domain.errors import CoachError
from coachtui.i18n import N_, _
from coachtui.services.roster import AgentDetails
from coachtui.services.words.sentences import sentence
from coachtui.ui.coach import OPEN_DEMO
from coachtui.ui.first_start.step import Step
from coachtui.ui.first_start.ways import Ways
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.widgets.field import TYPED_LIMIT
from coachtui.ui.widgets.text_line import TextLine

_WAYS = (
    N_("Look around with the sample team, made up and kept apart"),
    N_("Start with an empty team"),
)


class AgentStep(Step):
    """Asks whom the lead listens to first; the sample team and an empty one are the other ways."""

    QUESTION = N_("Whom do you listen to first?")
    HINT = N_("Type a name and press Enter, or go down with ↓. Esc goes back.")

    def __init__(self, screen: CoachScreen) -> None:
        """Take the screen it is asked on."""
        self._screen = screen
        self._line = TextLine(TYPED_LIMIT, id="start-agent")
        self._ways = Ways(_WAYS, self._line, id="start-ways")
        super().__init__(self._line, self._ways)

    @property
    def typed(self) -> bool:
        """Whether a name is typed that is not taken yet."""
        return bool(self._line.value.strip())

    def take_answer(self) -> bool:
        """Add the agent, or go the way that is lit; return whether the team comes next."""
        if self._ways.has_focus:
            if self._ways.cursor == 0:
                self._screen.coach.end(OPEN_DEMO)
                return False
            return True
        if not self.typed:
            self._screen.refuse(_("Type a name, or go down with ↓."))
            return False
        try:
            self._screen.coach.program.roster.add(AgentDetails(name=self._line.value))
        except CoachError as error:
            self._screen.refuse(sentence(error))
            return False
        return True

    def go_other_way(self, by: int) -> None:
        """Go down to the other ways."""
        if by > 0:
            self._ways.focus()

    def relabel(self) -> None:
        """Show the ways in another language."""
        self._ways.lay_out()
