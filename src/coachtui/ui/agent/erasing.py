"""Erasing an agent: what goes is listed, the whole name is typed, then it goes (R87)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message

from coachtui.domain.errors import CoachError
from coachtui.domain.privacy.erasure import ErasePlan
from coachtui.i18n import N_, _
from coachtui.services.erasing import ErasureResult as Left
from coachtui.services.erasing import erase_agent, name_confirmed
from coachtui.services.exported_files import ExportedFiles, exported_files_warning, find_exported_files
from coachtui.services.words.copies import trouble_sentence
from coachtui.services.words.kinds import kind_counts
from coachtui.services.words.sentences import sentence
from coachtui.ui.keys.binding import bindings
from coachtui.ui.paragraph import BLANK, Paragraph
from coachtui.ui.places import shown_at
from coachtui.ui.present import labelled
from coachtui.ui.screens.background import in_background
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.widgets.caption import Caption
from coachtui.ui.widgets.field import Field, text_field
from coachtui.ui.widgets.lines import Line
from coachtui.ui.widgets.long_list import Reading
from coachtui.ui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from coachtui.domain.agent import Agent


class EraseRows(Reading, can_focus=False):
    """What goes, paragraph by paragraph."""

    def __init__(self) -> None:
        """Start with no paragraphs."""
        super().__init__(id="erase-rows")
        self._parts: list[Paragraph] = []

    def show(self, parts: list[Paragraph]) -> None:
        """Show the paragraphs that say what goes."""
        self._parts = parts
        self.lay_out()

    def row_count(self) -> int:
        """Return the number of paragraphs."""
        return len(self._parts)

    def row_lines(self, row: int, width: int) -> list[Line]:
        """Return the lines of a paragraph."""
        return self._parts[row].lines(width)


class EraseScreen(CoachScreen):
    """The screen that erases an agent: what goes, and a line to type the name in."""

    SCOPES = shown_at("EraseScreen")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("erase")]

    @dataclass
    class Planned(Message):
        """It is known what would go; or why it is not."""

        plan: ErasePlan | None
        exported: ExportedFiles | None = None
        error: CoachError | None = None

    @dataclass
    class Erased(Message):
        """It is done, and ``left`` says what is left of the agent; or it was cut off."""

        left: Left = Left()  # noqa: RUF009 - a value
        error: CoachError | None = None

    def __init__(self, agent: Agent) -> None:
        """Take the agent."""
        super().__init__()
        self._agent = agent
        self._plan: ErasePlan | None = None
        self._exported: ExportedFiles | None = None
        self._error: CoachError | None = None
        self._working = False
        self._line: Field = text_field("whole-name", N_("Full name"), "", "")

    def compose_body(self) -> ComposeResult:
        """Lay out head, what goes, and the line."""
        yield Caption("", classes="screen-head")
        with Vertical(classes="sheet"):
            yield EraseRows()
            yield self._line

    def on_mount(self) -> None:
        """Take the keys into the line; what would go is counted right after."""
        self.relabel()
        self._line.light(on=True)
        self._line.entry.focus(scroll_visible=False)
        self.say(_("Counting what would be erased …"))
        self.call_after_refresh(self._count)

    def on_text_line_too_long(self, message: TextLine.TooLong) -> None:
        """Say that what was pasted does not fit."""
        self.refuse(sentence(message.refusal))

    def action_page(self, by: int) -> None:
        """Scroll what goes."""
        self.query_one(EraseRows).action_list_page(by)

    def action_confirm(self) -> None:
        """Erase, where the whole name stands there and nothing is open."""
        open_session = self.coach.work.open_session
        if self._working or self._plan is None:
            return
        if open_session is not None and self._agent.id in open_session.session.agent_ids:
            self.refuse(_("A session with this agent is open here; close it first. Nothing was erased."))
        elif not name_confirmed(self._line.text, self._agent):
            self.refuse(_("That is not the agent's full name; nothing was erased."))
        else:
            self._erase()

    def on_erase_screen_planned(self, message: Planned) -> None:
        """List what would go."""
        self._plan, self._exported = message.plan, message.exported
        self._show()
        if message.error is not None:
            self.refuse(sentence(message.error))
        else:
            self.say(_("Type the agent's full name, then Enter; Esc leaves everything as it is."))

    def on_erase_screen_erased(self, message: Erased) -> None:
        """Go to the team; or say why it did not end, and what becomes of it."""
        self._working = False
        error = message.error
        if error is None:
            self.coach.places.show_team(" ".join(_done(message.left)))
            return
        if error.code != "session_open_elsewhere":  # that is found out before anything is begun
            self._error = error
            self._show()
        self.refuse(sentence(error))

    def step_back(self) -> None:
        """Leave everything as it is; after an erasing was begun the agent's page is no place to go."""
        if self._working:
            return
        if self._error is not None:
            self.coach.places.show_team()
        else:
            self.coach.places.go_back()

    def relabel(self) -> None:
        """Show everything in another language; what is typed stays."""
        super().relabel()
        self.query_one(Caption).show(
            self._agent.name, _("erase for good"), self.coach.agents.mark_of(self._agent)
        )
        self._line.relabel()
        self._show()

    def _count(self) -> None:
        """Count on a thread: a folder of backups may be a share that hangs."""
        program, agent = self.coach.program, self._agent

        def count() -> Message:
            return self.Planned(program.erasing.plan(agent), find_exported_files(program, agent))

        in_background(self, count, lambda error: self.Planned(None, error=error))

    def _erase(self) -> None:
        program, agent = self.coach.program, self._agent

        def erase() -> Message:
            return self.Erased(erase_agent(program.erasing, program.sessions, agent))

        self._working = True
        self.say(_("Erasing …"))
        in_background(self, erase, lambda error: self.Erased(error=error))

    def _show(self) -> None:
        self.query_one(EraseRows).show([*self._about_error(), *self._about_plan()])

    def _about_error(self) -> Iterator[Paragraph]:
        if self._error is not None:
            lead = (("  ‼ ", "amber"),)
            yield Paragraph(lead=lead, text=sentence(self._error), tone="amber")
            told = _("Erasing was interrupted; it continues at the next start, until nothing is left.")
            yield Paragraph(lead=(("    ", "text"),), text=told)
            yield BLANK

    def _about_plan(self) -> Iterator[Paragraph]:
        plan = self._plan
        if plan is None:
            return
        yield Paragraph(lead=(("  ", "text"),), text=_("This will be deleted for good:"), tone="strong")
        yield _part(_("Profile"))
        shared = _("Shared sessions, which stay without this agent")
        for label, count in (
            (_("Sessions"), plan.sessions),
            (shared, plan.shared),
            (_("Evaluations"), plan.evaluations),
            (_("Notes"), plan.notes),
            *kind_counts(plan.records),
        ):
            if count or label != shared:
                yield _part(labelled(label, str(count)))
        if plan.named:
            named = _("Texts about others that may name this agent and are kept: {number}.")
            yield _part(named.format(number=plan.named))
        yield BLANK
        text = _(
            "They are deleted from this computer and from every backup within reach, and cannot be restored."
        )
        yield Paragraph(lead=(("  ", "text"),), text=text, tone="amber")
        for stays in exported_files_warning(self._exported) if self._exported is not None else ():
            yield Paragraph(lead=(("  ", "text"),), text=stays)
        for path in plan.out_of_reach:
            told = _("Not connected now; it will be cleared when it is connected again: {name}.")
            yield _part(told.format(name=PurePath(path).name))


def _part(text: str) -> Paragraph:
    return Paragraph(lead=(("   · ", "muted"),), text=text)


def _done(left: Left) -> Iterator[str]:
    """Yield what is said at the end: that all is gone only where it is."""
    if left.troubles:
        first = left.troubles[0]
        yield _("Erased from the data, but not from every backup:")
        yield trouble_sentence(first, PurePath(first.path).name)
    else:
        yield _("Erased.")
    if left.out_of_reach:
        names = ", ".join(PurePath(path).name for path in left.out_of_reach)
        yield _("Not connected; still to be cleared when it is connected again: {name}.").format(name=names)
    if left.of_original:
        names = ", ".join(PurePath(path).name for path in left.of_original)
        yield _(
            "Not touched, because it was made elsewhere from the same data; erase there too: {name}."
        ).format(name=names)
