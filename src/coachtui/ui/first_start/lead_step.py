"""A step of the first start: the name of the team lead who uses the program."""

from __future__ import annotations

from coachtui.domain.agent import Lead
from coachtui.domain.errors import CoachError
from coachtui.domain.text import clean_words
from coachtui.i18n import N_
from coachtui.services.words.sentences import sentence
from coachtui.ui.first_start.step import Step
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.widgets.field import TYPED_LIMIT
from coachtui.ui.widgets.text_line import TextLine


class LeadStep(Step):
    """Asks for the lead's name; it may stay empty."""

    QUESTION = N_("What is your name?")
    HINT = N_("It is shown above your team and in exports; leave it empty to be asked later. Esc goes back.")

    def __init__(self, screen: CoachScreen) -> None:
        """Take the screen it is asked on."""
        self._screen = screen
        self._line = TextLine(TYPED_LIMIT, id="start-lead")
        super().__init__(self._line)

    def offer(self) -> None:
        """Write the name into the line that is known already, if one is."""
        lead = self._stored()
        self._line.load(lead.name if lead is not None else "")

    def take_answer(self) -> bool:
        """Store the name where it is another; return whether it could be."""
        program = self._screen.coach.program
        try:
            name = clean_words(self._line.value)
            known = self._stored()
            if known is None and name:
                program.team.put_lead(Lead(id=program.ids.new(), name=name))
            elif known is not None and name != known.name:
                program.team.put_lead(Lead(id=known.id, name=name))
        except CoachError as error:
            self._screen.refuse(sentence(error))
            return False
        return True

    def _stored(self) -> Lead | None:
        try:
            return self._screen.coach.program.team.lead()
        except CoachError as error:
            self._screen.refuse(sentence(error))
            return None
