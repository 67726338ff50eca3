"""The first start, step by step: language, lead's name, passphrase, first agent or the sample team."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Center, Vertical
from textual.message import Message

from coachtui.domain.agent import Lead
from coachtui.domain.errors import CoachError
from coachtui.domain.passphrase import check_passphrase
from coachtui.domain.text import clean_words
from coachtui.i18n import LANGUAGE_NAMES, LANGUAGES, N_, _, language, use_language
from coachtui.services.protecting import check_same, protect
from coachtui.services.roster import AgentDetails
from coachtui.services.words.sentences import sentence
from coachtui.ui.cells import wrap
from coachtui.ui.coach import OPEN_DEMO
from coachtui.ui.keys.binding import bindings
from coachtui.ui.places import shown_at
from coachtui.ui.protection.protecting import ProtectingScreen
from coachtui.ui.unsaved import ANSWER, Unsaved
from coachtui.ui.widgets.ask import Ask
from coachtui.ui.widgets.field import TYPED_LIMIT
from coachtui.ui.widgets.lines import Line
from coachtui.ui.widgets.long_list import LongList
from coachtui.ui.widgets.masked_line import MaskedLine
from coachtui.ui.widgets.text_line import TextLine

_STEPS = ("language", "lead", "protect", "agent")
_QUESTIONS = {
    "language": N_("Which language do you want to use?"),
    "lead": N_("What is your name?"),
    "protect": N_("Protect the data with a passphrase? (recommended)"),
    "agent": N_("Whom do you listen to first?"),
}
_HINTS = {
    "language": N_("Choose with ↑ ↓, Enter continues. It can be changed at any time."),
    "lead": N_(
        "It is shown above your team and in exports; leave it empty to be asked later. Esc goes back."
    ),
    "protect": N_("At least 8 characters; four words are better. ↓ leads to “Not now”. Esc goes back."),
    "agent": N_("Type a name and press Enter, or go down with ↓. Esc goes back."),
}
_WAYS = (
    N_("Look around with the sample team, made up and kept apart"),
    N_("Start with an empty team"),
)
_LATER = (N_("Not now; Ctrl+P offers it at any time"),)
_SECRET, _AGAIN = "#start-secret", "#start-again"


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
    """Other ways to go on than with what is typed."""

    def __init__(self, ways: tuple[str, ...], above: str, *, id: str) -> None:  # noqa: A002  Textual's name
        """Take the ways.

        Args:
            ways: Message ids.
            above: Selector of the line to type in above them.
            id: Of the widget.
        """
        super().__init__(id=id)
        self._ways = ways
        self._above = above

    def row_count(self) -> int:
        """Return their number."""
        return len(self._ways)

    def row_lines(self, row: int, width: int) -> list[Line]:
        """Return one of them, wrapped."""
        return [((f"  {line}", "text"),) for line in wrap(_(self._ways[row]), width - 3)]

    def shows_cursor(self) -> bool:
        """Mark one only while the keys are here."""
        return self.has_focus

    def action_list_step(self, by: int) -> None:
        """Go down or up; up from the first goes back to the line above."""
        if not self.step(by) and by < 0:
            self.screen.query_one(self._above).focus()


class FirstStartScreen(ProtectingScreen):
    """Four questions before the first day with the program."""

    SCOPES = shown_at("FirstStartScreen")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("start")]

    def __init__(self) -> None:
        """Start with the language."""
        super().__init__()
        self._step = 0
        self._steps: tuple[str, ...] = _STEPS

    def compose_body(self) -> ComposeResult:
        """Lay out all steps; one is visible."""
        with Center(id="start"), Vertical(id="start-card", classes="card"):
            yield Ask(id="start-title")
            yield Languages(id="start-language")
            yield TextLine(TYPED_LIMIT, id="start-lead")
            with Vertical(id="start-protect"):
                yield MaskedLine(id=_SECRET[1:])
                yield MaskedLine(id=_AGAIN[1:])
                yield Ways(_LATER, _SECRET, id="start-later")
            yield TextLine(TYPED_LIMIT, id="start-agent")
            yield Ways(_WAYS, "#start-agent", id="start-ways")
            yield Ask(id="start-hint")

    def on_mount(self) -> None:
        """Offer the system's language; whoever has a team already is not asked for its first agent."""
        self._ask_again(again=False)
        if self.coach.program.team.agents():
            self._steps = _STEPS[:-1]
        self.query_one(Languages).cursor = LANGUAGES.index(language())
        lead = self._stored_lead()
        self.query_one("#start-lead", TextLine).load(lead.name if lead is not None else "")
        self._show_step()

    def on_languages_tried(self, message: Languages.Tried) -> None:
        """Show the screen in the language that is lit; it is kept on enter."""
        message.stop()
        use_language(LANGUAGES[self.query_one(Languages).cursor])
        self.relabel()

    def action_next_step(self) -> None:
        """Take the answer and go on."""
        if not self.working:
            {
                "language": self._take_language,
                "lead": self._take_lead,
                "protect": self._protect,
                "agent": self._begin,
            }[self._steps[self._step]]()

    def action_other_way(self, by: int) -> None:
        """Go between the lines to type in and the other ways to go on.

        The second line of a passphrase is there only once the first one has been taken.
        """
        if self._steps[self._step] == "agent" and by > 0:
            self.query_one("#start-ways").focus()
        elif self._steps[self._step] == "protect" and self._asks_passphrase:
            first = self.query_one(_SECRET, MaskedLine)
            if by > 0 and first.has_focus and first.value:
                self._take_first(first.value)
            else:
                (self.query_one("#start-later") if by > 0 else first).focus()

    def failed(self) -> None:
        """Let both lines be typed again."""
        self._forget_typed()
        self.query_one(_SECRET).focus()

    def succeeded(self) -> None:
        """Go on: the recovery key is written down."""
        self._forget_typed()
        self._go_on()

    def unsaved(self) -> Unsaved | None:
        """Return that an agent's name would be lost that is not taken yet; a passphrase is typed again."""
        typed = self.query_one("#start-agent", TextLine).value.strip()
        return super().unsaved() or (ANSWER if typed else None)

    def step_back(self) -> None:
        """Go one step back; what was typed stays."""
        if self.working:
            return
        if self._step:
            self._step -= 1
            self._show_step()
        else:
            self.say(_("This is the first step."))

    def relabel(self) -> None:
        """Show everything in another language."""
        super().relabel()
        for ways in self.query(Ways):
            ways.lay_out()
        self._show_texts()
        self.say("")

    def _take_language(self) -> None:
        self.coach.speak(LANGUAGES[self.query_one(Languages).cursor])
        self._go_on()

    def _take_lead(self) -> None:
        program = self.coach.program
        try:
            name = clean_words(self.query_one("#start-lead", TextLine).value)
            known = self._stored_lead()
            if known is None and name:
                program.team.put_lead(Lead(id=program.ids.new(), name=name))
            elif known is not None and name != known.name:
                program.team.put_lead(Lead(id=known.id, name=name))
        except CoachError as error:
            self.refuse(sentence(error))
            return
        self._go_on()

    def _protect(self) -> None:
        if not self._asks_passphrase or self.query_one("#start-later").has_focus:
            self._forget_typed()
            self._go_on()
            return
        first, again = (self.query_one(line, MaskedLine) for line in (_SECRET, _AGAIN))
        if not first.value:
            self.refuse(_("Type a passphrase, or go down with ↓."))
            first.focus()
        elif not again.has_focus:
            self._take_first(first.value)
        else:
            self._protect_with(first.value, again.value)

    def _take_first(self, passphrase: str) -> None:
        """Ask for it again, if it can be one; what is wrong with it is told before it is typed twice."""
        try:
            check_passphrase(passphrase)
        except CoachError as error:
            self.refuse(sentence(error))
            self._forget_typed()
            return
        self._ask_again(again=True)

    def _ask_again(self, *, again: bool) -> None:
        """Show the second line and give it the keys, or hide it."""
        line = self.query_one(_AGAIN)
        line.display = again
        if again:
            line.focus()

    def _protect_with(self, first: str, again: str) -> None:
        program = self.coach.program
        try:
            check_same(first, again)
        except CoachError as error:
            self.refuse(sentence(error))
            self.failed()
            return
        self.work(partial(protect, program.protection, program.safekeeping, first), makes_key=True)

    @property
    def _asks_passphrase(self) -> bool:
        return not self.coach.lock.protected()

    def _forget_typed(self) -> None:
        for line in self.query(MaskedLine):
            line.load("")
        self._ask_again(again=False)

    def _begin(self) -> None:
        ways = self.query_one("#start-ways", Ways)
        if ways.has_focus:
            if ways.cursor == 0:
                self.coach.end(OPEN_DEMO)
            else:
                self.coach.places.show_team()
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
        self.coach.places.show_team()

    def _stored_lead(self) -> Lead | None:
        try:
            return self.coach.program.team.lead()
        except CoachError as error:
            self.refuse(sentence(error))
            return None

    def _go_on(self) -> None:
        if self._step + 1 == len(self._steps):
            self.coach.places.show_team()
            return
        self._step += 1
        self._show_step()

    def _show_step(self) -> None:
        step = self._steps[self._step]
        for name in _STEPS:
            self.query_one(f"#start-{name}").display = name == step
        self.query_one("#start-ways").display = step == "agent"
        asks = step == "protect" and self._asks_passphrase
        self.query_one("#start-protect").display = asks
        if step == "protect":
            self.set_focus(self.query_one(_SECRET) if asks else None)
        else:
            self.query_one(f"#start-{step}").focus()
        self.say("")
        self.show_footer()
        self._show_texts()

    def _show_texts(self) -> None:
        step = self._steps[self._step]
        place = _("Step {number} of {total}").format(number=self._step + 1, total=len(self._steps))
        title = self.query_one("#start-title", Ask)
        question, hint = _(_QUESTIONS[step]), _(_HINTS[step])
        if step == "protect" and not self._asks_passphrase:
            question, hint = _("The data are protected by a passphrase."), _("Enter continues.")
        title.show((f"coachtui   {place}", "muted"), ("", "text"), (question, "strong"))
        self.query_one("#start-hint", Ask).show((hint, "muted"))
        labels = {_SECRET: _("New passphrase"), _AGAIN: _("Repeat the passphrase")}
        for line, label in labels.items():
            self.query_one(line, MaskedLine).placeholder = label
