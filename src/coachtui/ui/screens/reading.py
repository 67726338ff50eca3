"""A stored session to read: everything in it as one text that scrolls (R13)."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult

from coachtui.domain.agent import Agent
from coachtui.domain.errors import CoachError
from coachtui.domain.form import Form
from coachtui.domain.note import Mark, Note
from coachtui.domain.session import Session
from coachtui.i18n import _
from coachtui.services.results import Results
from coachtui.services.sentences import sentence
from coachtui.ui.keys import Scope
from coachtui.ui.panes.notes import entries, entry_lines
from coachtui.ui.paragraph import BLANK, Paragraph
from coachtui.ui.present import day_and_time, words
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.session_text import Told, model_text, session_text
from coachtui.ui.session_words import STATUS
from coachtui.ui.widgets.caption import Caption
from coachtui.ui.widgets.lines import Line
from coachtui.ui.widgets.long_list import Reading

_WIDEST = 104
"""Cells beyond which a line is harder to read."""


class SessionRows(Reading):
    """The text of a session, paragraph by paragraph."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__(id="session-rows")
        self._parts: list[Paragraph | Note | Mark] = []
        self._forms: tuple[Form, ...] = ()
        self._steps: dict[tuple[str, str], str] = {}

    def show(self, told: Told) -> None:
        """Show a session."""
        noted = entries(told.session)
        self._forms = tuple(told.forms)
        self._steps = {
            (model.id, step.id): f"{words(model.name)} · {words(step.name)}"
            for model in told.models
            for step in model.steps
        }
        self._parts = [*session_text(told)]
        if noted:
            self._parts += [BLANK, Paragraph(lead=((" ", "text"),), text=_("Notes"), tone="head"), *noted]
        self._parts += [*model_text(told), BLANK]
        self.lay_out()

    def row_count(self) -> int:
        """Return the number of paragraphs and notes."""
        return len(self._parts)

    def row_lines(self, row: int, width: int) -> list[Line]:
        """Return the lines of a paragraph or note."""
        part, width = self._parts[row], min(width, _WIDEST)
        if isinstance(part, Paragraph):
            return part.lines(width)
        return [((" ", "text"), *line) for line in entry_lines(part, self._forms, width - 1, self._steps)]


class SessionReading(CoachScreen):
    """One session, for reading only."""

    SCOPES: ClassVar[tuple[Scope, ...]] = ("list", "all")

    def __init__(self, agent: Agent, session: Session, results: Results, told: str = "") -> None:
        """Take the session.

        Args:
            agent: Its agent.
            session: As it is on disk.
            results: Where its scores come from.
            told: Why it is only read, if there is a reason to say.
        """
        super().__init__()
        self._agent = agent
        self._session = session
        self._results = results
        self._told = told

    def compose_body(self) -> ComposeResult:
        """Lay out head and text."""
        yield Caption("", classes="screen-head")
        yield SessionRows()

    def on_mount(self) -> None:
        """Show the session."""
        self._show()
        self.query_one(SessionRows).focus(scroll_visible=False)
        self.show_footer()
        if self._told:
            self.refuse(self._told)
        else:
            self.say(_("For reading only; Esc goes back."))

    def step_back(self) -> None:
        """Go back to the agent, or to the team where this was the first screen."""
        if len(self.app.screen_stack) > 1:
            self.coach.go_back()
        else:
            self.coach.show_team()

    def relabel(self) -> None:
        """Show everything in another language."""
        super().relabel()
        self._show()

    def _show(self) -> None:
        session, listening = self._session, self.coach.listening
        glyph, word, _tone = STATUS[session.status]
        self.query_one(Caption).show(
            f"{self._agent.name}  ·  {day_and_time(session.started_at)}", f"{glyph} {_(word)}"
        )
        try:
            opened = listening.read(session)
            models = tuple(listening.model(ref) for ref in session.models)
        except CoachError as error:
            self.refuse(sentence(error))
            return
        self.query_one(SessionRows).show(
            Told(
                session=session,
                forms=opened.forms,
                results=self._results.of(session),
                models=models,
                phases=opened.rules.phases,
            )
        )
