"""A screen that asks one question with a few answers; the cursor starts on the one that does no harm."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.geometry import Size
from textual.message import Message

from coachtui.i18n import _
from coachtui.ui.cells import wrap
from coachtui.ui.keys.binding import bindings
from coachtui.ui.keys.key_row import KeyRow
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.widgets.line_list import LineList
from coachtui.ui.widgets.lines import FixedLines, Line
from coachtui.ui.widgets.title_line import TitleLine


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that can be given.

    Attributes:
        label: What it says.
        act: What it does.
        tone: A name of ``theme.TONES``.
    """

    label: str
    act: Callable[[], None]
    tone: str = "text"


class QuestionText(FixedLines):
    """The text above the answers: what there is to know before giving one."""

    paragraphs: tuple[str, ...] = ()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines the paragraphs take."""
        del container, viewport
        return len(self.compose_lines(width, 0))

    def show(self, paragraphs: tuple[str, ...]) -> None:
        """Show the paragraphs of a text."""
        self.paragraphs = paragraphs
        self.update_lines()
        self.refresh(layout=True)

    def compose_lines(self, width: int, height: int) -> list[Line]:
        """Return the paragraphs, wrapped."""
        del height
        lines: list[Line] = []
        for text in self.paragraphs:
            lines += [((f"  {line}", "text"),) for line in wrap(text, width - 4)]
        return lines


class OptionRows(LineList):
    """Base of the lists of answers to a question."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("question")]

    @dataclass
    class Taken(Message):
        """An answer was given."""

        option: Option

    def __init__(self) -> None:
        """Start with no answers."""
        super().__init__(id="option-rows")
        self.options: tuple[Option, ...] = ()

    def row_count(self) -> int:
        """Return the number of answers."""
        return len(self.options)

    def row_mark(self, row: int) -> str:
        """Return the key that gives an answer, one cell wide."""
        raise NotImplementedError

    def row_lines(self, row: int, width: int) -> list[Line]:
        """Return the lines of an answer."""
        option = self.options[row]
        first, *rest = wrap(option.label, width - 8)
        return [
            ((f"  {self.row_mark(row)}  ", "key"), (first, option.tone)),
            *(((f"     {line}", option.tone),) for line in rest),
        ]

    def action_cursor(self, by: int) -> None:
        """Go to the answer after or before."""
        self.step(by)

    def action_take(self) -> None:
        """Give the answer of the current row."""
        self.ask(self.Taken(self.options[self.cursor]))


class NumberedRows(OptionRows):
    """The list of answers, each with the number key that gives it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("numbered")]

    class NoneSuch(Message):
        """A number was pressed that no answer has."""

    def row_mark(self, row: int) -> str:
        """Return the number of an answer."""
        return str(row + 1)

    def action_pick(self, place: int) -> None:
        """Give an answer by its number."""
        if place < len(self.options):
            self.ask(self.Taken(self.options[place]))
        else:
            self.ask(self.NoneSuch())


class QuestionScreen(CoachScreen):
    """A question, laid over the screen that it came up on."""

    START = 0
    """The answer the cursor starts on."""

    rows_type: type[OptionRows] = NumberedRows
    """How the answers are shown."""

    def title_text(self) -> str:
        """Return the question."""
        raise NotImplementedError

    def said(self) -> tuple[str, ...]:
        """Return the paragraphs to know before answering."""
        return ()

    def options(self) -> tuple[Option, ...]:
        """Return the answers."""
        raise NotImplementedError

    def compose_body(self) -> ComposeResult:
        """Lay out title, paragraphs and answers."""
        yield TitleLine()
        with Vertical(classes="sheet"):
            yield QuestionText(id="said")
            yield self.rows_type()

    def on_mount(self) -> None:
        """Show the question."""
        self.rows.cursor = self.START
        self.relabel()
        self.rows.focus(scroll_visible=False)

    @property
    def rows(self) -> OptionRows:
        """The answers."""
        return self.query_one(OptionRows)

    def relabel(self) -> None:
        """Show the question again, and the keys."""
        self._show_question()
        self.show_footer()

    def _show_question(self) -> None:
        self.query_one(TitleLine).show(self.title_text())
        self.query_one(QuestionText).show(self.said())
        self.rows.options = self.options()
        self.rows.lay_out()

    def must_be_seen(self, entry: KeyRow) -> bool:
        """Of the answers, those that take something away."""
        if not entry.seen:
            return False
        place = int(entry.label) - 1 if entry.scope == "numbered" else self.rows.cursor
        return any(option.tone == "critical" for option in self.rows.options[place : place + 1])

    def on_option_rows_taken(self, message: OptionRows.Taken) -> None:
        """Do what was answered."""
        self.take(message.option)

    def on_numbered_rows_none_such(self) -> None:
        """Say which numbers there are."""
        self.refuse_key(_("Answers here: 1 to {last}.").format(last=len(self.rows.options)))

    def take(self, option: Option) -> None:
        """Close the question and do what an answer does."""
        self.coach.places.go_back()
        option.act()
