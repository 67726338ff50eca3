"""The first start, step by step: language, lead's name, passphrase, first agent or the sample team."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Center, Vertical

from coachtui.i18n import _
from coachtui.services.words.sentences import sentence
from coachtui.ui.first_start.agent_step import AgentStep
from coachtui.ui.first_start.language_step import Languages, LanguageStep
from coachtui.ui.first_start.lead_step import LeadStep
from coachtui.ui.first_start.passphrase_step import PassphraseStep
from coachtui.ui.first_start.step import Step
from coachtui.ui.keys.binding import bindings
from coachtui.ui.places import shown_at
from coachtui.ui.protection.protecting import Protecting
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.unsaved import ANSWER, Unsaved
from coachtui.ui.widgets.ask import Ask
from coachtui.ui.widgets.text_line import TextLine


class FirstStartScreen(CoachScreen):
    """The screen that asks four questions, one at a time, before the first day with the program."""

    SCOPES = shown_at("FirstStartScreen")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("start")]

    def __init__(self) -> None:
        """Start with the language."""
        super().__init__()
        self._title = Ask(id="start-title")
        self._hint = Ask(id="start-hint")
        self._language = LanguageStep(self)
        self._passphrase = PassphraseStep(self, self._go_on)
        self._protecting = self._passphrase.protecting
        self._agent = AgentStep(self)
        self._every: tuple[Step, ...] = (self._language, LeadStep(self), self._passphrase, self._agent)
        self._asked: tuple[Step, ...] = self._every
        self._place = 0

    def compose_body(self) -> ComposeResult:
        """Lay out all steps; one is visible."""
        with Center(id="start"), Vertical(id="start-card", classes="card"):
            yield self._title
            for step in self._every:
                yield from step.widgets
            yield self._hint

    def on_mount(self) -> None:
        """Offer the system's language; whoever has a team already is not asked for its first agent."""
        if self.coach.program.team.agents():
            self._asked = self._every[:-1]
        for step in self._every:
            step.offer()
        self._show_step()

    def on_languages_tried(self, message: Languages.Tried) -> None:
        """Show the screen in the language that is lit."""
        message.stop()
        self._language.try_on()
        self.relabel()

    def action_next_step(self) -> None:
        """Take the answer and go on."""
        if not self._protecting.working and self._asked[self._place].take_answer():
            self._go_on()

    def action_other_way(self, by: int) -> None:
        """Go between the lines to type in and the other ways to go on."""
        self._asked[self._place].go_other_way(by)

    def on_protecting_worked(self, message: Protecting.Worked) -> None:
        """Go on with what came of the passphrase."""
        self._protecting.take(message)

    def on_screen_resume(self) -> None:
        """Go on with what came while the screen was hidden."""
        self._protecting.take_waiting()

    def on_text_line_too_long(self, message: TextLine.TooLong) -> None:
        """Say that what was pasted does not fit."""
        self.refuse(sentence(message.refusal))

    def unsaved(self) -> Unsaved | None:
        """Return that an agent's name would be lost that is not taken yet; a passphrase is typed again."""
        return self._protecting.unsaved() or (ANSWER if self._agent.typed else None)

    def step_back(self) -> None:
        """Go one step back; what was typed stays."""
        if self._protecting.working:
            return
        if self._place:
            self._place -= 1
            self._show_step()
        else:
            self.say(_("This is the first step."))

    def relabel(self) -> None:
        """Show everything in another language."""
        super().relabel()
        for step in self._every:
            step.relabel()
        self._show_texts()
        self.say("")

    def _go_on(self) -> None:
        if self._place + 1 == len(self._asked):
            self.coach.places.show_team()
            return
        self._place += 1
        self._show_step()

    def _show_step(self) -> None:
        now = self._asked[self._place]
        for step in self._every:
            step.show(on=step is now)
        now.take_keys()
        self.say("")
        self.show_footer()
        self._show_texts()

    def _show_texts(self) -> None:
        now = self._asked[self._place]
        place = _("Step {number} of {total}").format(number=self._place + 1, total=len(self._asked))
        self._title.show((f"coachtui   {place}", "muted"), ("", "text"), (now.question(), "strong"))
        self._hint.show((now.hint(), "muted"))
