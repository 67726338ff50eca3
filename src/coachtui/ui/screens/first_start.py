"""The first start: language, the lead's name, a first agent or the sample team; one step at a time."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Center, Vertical
from textual.message import Message

from coachtui.domain.agent import Lead
from coachtui.domain.errors import CoachError
from coachtui.domain.text import NAME_LIMIT, clean_line
from coachtui.i18n import LANGUAGE_NAMES, LANGUAGES, N_, _, language, use_language
from coachtui.services.roster import AgentDetails
from coachtui.services.sentences import sentence
from coachtui.ui.binding import bindings
from coachtui.ui.cells import wrap
from coachtui.ui.coach import OPEN_DEMO
from coachtui.ui.keys import Scope
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.widgets.field import TYPED_LIMIT
from coachtui.ui.widgets.lines import FixedLines, Line
from coachtui.ui.widgets.long_list import LongList
from coachtui.ui.widgets.text_line import TextLine

_STEPS = ("language", "lead", "agent")
_QUESTIONS = {
    "language": N_("Which language shall the program speak?"),
    "lead": N_("What is your name?"),
    "agent": N_("Whom do you listen to first?"),
}
_HINTS = {
    "language": N_("↑ ↓ chooses, Enter goes on. It can be changed at any time."),
    "lead": N_("It stands above your team and in exports. Left empty, it is asked for later. Esc goes back."),
    "agent": N_("Type a name and press Enter, or go down with ↓. Esc goes back."),
}
_WAYS = (
    N_("Look around with the sample team, made up and kept apart"),
    N_("Begin with an empty team"),
)


class Ask(FixedLines):
    """Which step of how many, and its question; or what helps to answer it."""

    def __init__(self, *, id: str) -> None:  # noqa: A002  Textual's name
        """Start empty."""
        super().__init__(id=id)
        self._texts: tuple[tuple[str, str], ...] = ()

    def show(self, *texts: tuple[str, str]) -> None:
        """Show texts with their tones, one below the other."""
        self._texts = texts
        self.update_lines()

    def compose_lines(self, width: int, height: int) -> list[Line]:
        """Return the texts, wrapped."""
        del height
        return [((line, tone),) for text, tone in self._texts for line in wrap(text, width)]


class Languages(LongList):
    """The five languages, each in its own words; moving tries one on at once."""

    uniform = True

    class Tried(Message):
        """Another language is the current one."""

    def row_count(self) -> int:
        """Return the number of languages."""
        return len(LANGUAGES)

    def row_lines(self, row: int, width: int) -> list[Line]:
        """Return the name of one language."""
        del width
        return [((f"  {LANGUAGE_NAMES[LANGUAGES[row]]}", "text"),)]

    def move_to(self, row: int) -> None:
        """Try the language on."""
        super().move_to(row)
        self.post_message(self.Tried())


class Ways(LongList):
    """Other ways to begin than with a name."""

    def row_count(self) -> int:
        """Return their number."""
        return len(_WAYS)

    def row_lines(self, row: int, width: int) -> list[Line]:
        """Return one of them, wrapped."""
        return [((f"  {line}", "text"),) for line in wrap(_(_WAYS[row]), width - 3)]

    def shows_cursor(self) -> bool:
        """Mark one only while the keys are here."""
        return self.has_focus

    def action_list_step(self, by: int) -> None:
        """Go down or up; up from the first goes back to the name."""
        if not self.step(by) and by < 0:
            self.screen.query_one("#start-agent").focus()


class FirstStartScreen(CoachScreen):
    """Three questions before the first day with the program."""

    SCOPES: ClassVar[tuple[Scope, ...]] = ("start", "list", "all")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("start")]

    def __init__(self) -> None:
        """Start with the language."""
        super().__init__()
        self._step = 0

    def compose_body(self) -> ComposeResult:
        """Lay out all steps; one is visible."""
        with Center(id="start"), Vertical(id="start-card", classes="card"):
            yield Ask(id="start-title")
            yield Languages(id="start-language")
            yield TextLine(TYPED_LIMIT, id="start-lead")
            yield TextLine(TYPED_LIMIT, id="start-agent")
            yield Ways(id="start-ways")
            yield Ask(id="start-hint")

    def on_mount(self) -> None:
        """Offer the system's language."""
        self.query_one(Languages).cursor = LANGUAGES.index(language())
        lead = self._stored_lead()
        self.query_one("#start-lead", TextLine).load(lead.name if lead is not None else "")
        self._show_step()

    def on_languages_tried(self, message: Languages.Tried) -> None:
        """Show the screen in the language that is lit; it is kept on enter."""
        message.stop()
        use_language(LANGUAGES[self.query_one(Languages).cursor])
        self.relabel()

    def on_text_line_too_long(self, message: TextLine.TooLong) -> None:
        """Say that what was pasted does not fit."""
        self.refuse(sentence(message.refusal))

    def action_next_step(self) -> None:
        """Take the answer and go on."""
        {"language": self._take_language, "lead": self._take_lead, "agent": self._begin}[_STEPS[self._step]]()

    def action_other_way(self, by: int) -> None:
        """Go from the name to the other ways to begin."""
        if by > 0 and _STEPS[self._step] == "agent":
            self.query_one(Ways).focus()

    def step_back(self) -> None:
        """Go one step back; what was typed stays."""
        if self._step:
            self._step -= 1
            self._show_step()
        else:
            self.say(_("This is the first step."))

    def relabel(self) -> None:
        """Show everything in another language."""
        super().relabel()
        self.query_one(Ways).lay_out()
        self._show_texts()
        self.say("")

    def _take_language(self) -> None:
        self.coach.speak(LANGUAGES[self.query_one(Languages).cursor])
        self._go_on()

    def _take_lead(self) -> None:
        program = self.coach.program
        try:
            name = clean_line(self.query_one("#start-lead", TextLine).value, NAME_LIMIT)
            known = self._stored_lead()
            if known is None and name:
                program.team.put_lead(Lead(id=program.ids.new(), name=name))
            elif known is not None and name != known.name:
                program.team.put_lead(Lead(id=known.id, name=name))
        except CoachError as error:
            self.refuse(sentence(error))
            return
        self._go_on()

    def _begin(self) -> None:
        ways = self.query_one(Ways)
        if ways.has_focus:
            if ways.cursor == 0:
                self.coach.end(OPEN_DEMO)
            else:
                self.coach.show_team()
            return
        typed = self.query_one("#start-agent", TextLine).value
        if not typed.strip():
            self.refuse(_("Type a name, or go down with ↓."))
            return
        try:
            self.coach.program.roster.add(AgentDetails(name=typed))
        except CoachError as error:
            self.refuse(sentence(error))
            return
        self.coach.show_team()

    def _stored_lead(self) -> Lead | None:
        try:
            return self.coach.program.team.lead()
        except CoachError as error:
            self.refuse(sentence(error))
            return None

    def _go_on(self) -> None:
        self._step += 1
        self._show_step()

    def _show_step(self) -> None:
        step = _STEPS[self._step]
        for name in _STEPS:
            self.query_one(f"#start-{name}").display = name == step
        self.query_one(Ways).display = step == "agent"
        self.query_one(f"#start-{step}").focus()
        self.say("")
        self.show_footer()
        self._show_texts()

    def _show_texts(self) -> None:
        step = _STEPS[self._step]
        place = _("Step {number} of {total}").format(number=self._step + 1, total=len(_STEPS))
        title = self.query_one("#start-title", Ask)
        title.show((f"coachtui   {place}", "muted"), ("", "text"), (_(_QUESTIONS[step]), "strong"))
        self.query_one("#start-hint", Ask).show((_(_HINTS[step]), "muted"))
