"""Fields of a form about a person: a label, a line to type in, or one of a few choices."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from coachtui.i18n import _
from coachtui.ui.keys.binding import bindings
from coachtui.ui.widgets.lines import FixedLines, Line
from coachtui.ui.widgets.text_line import TextLine

TYPED_LIMIT = 2000
"""Characters a field takes; what is too long for its purpose is refused in words when it is saved."""


class FieldLabel(FixedLines):
    """The name of a field; lit while the field has the keys."""

    def __init__(self, label: str) -> None:
        """Take the label, a message id."""
        super().__init__(classes="field-label")
        self._label = label
        self._on = False

    def light(self, *, on: bool) -> None:
        """Show whether the field has the keys."""
        self._on = on
        self.update_lines()

    def compose_lines(self, width: int, height: int) -> list[Line]:
        """Return the label."""
        del width, height
        mark = "▸" if self._on else " "
        return [((f" {mark} ", "accent"), (_(self._label), "accent" if self._on else "muted"))]


class ChoiceLine(FixedLines, can_focus=True):
    """Two or three words of which one is chosen; right, left or space goes to the next."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("choice")]

    def __init__(self, words: tuple[str, ...], chosen: int) -> None:
        """Take the words, message ids, and which is chosen."""
        super().__init__()
        self._words = words
        self.chosen = chosen

    def action_choose(self) -> None:
        """Choose the next word."""
        self.chosen = (self.chosen + 1) % len(self._words)
        self.update_lines()

    def on_focus(self) -> None:
        """Show that the keys work here."""
        self.ground = "idle"
        self.update_lines()

    def on_blur(self) -> None:
        """Show that they do not."""
        self.ground = ""
        self.update_lines()

    def compose_lines(self, width: int, height: int) -> list[Line]:
        """Return the words with the chosen one marked."""
        del width, height
        return [
            tuple(
                (f"{'●' if place == self.chosen else '○'} {_(word)}   ", _tone(on=place == self.chosen))
                for place, word in enumerate(self._words)
            )
        ]


class Field(Horizontal):
    """A label with what is filled in beside it."""

    def __init__(self, name: str, label: str, hint: str, entry: Widget) -> None:
        """Take the parts.

        Args:
            name: What is filled in.
            label: A message id.
            hint: A sentence about it; a message id.
            entry: Where it is filled in.
        """
        super().__init__(id=f"field-{name}", classes="field")
        self.label = label
        self.hint = hint
        self.entry = entry

    def compose(self) -> ComposeResult:
        """Lay out label and entry."""
        yield FieldLabel(self.label)
        yield self.entry

    def light(self, *, on: bool) -> None:
        """Show whether the field has the keys."""
        self.query_one(FieldLabel).light(on=on)

    def relabel(self) -> None:
        """Show label and choice in another language."""
        self.query_one(FieldLabel).update_lines()
        if isinstance(self.entry, ChoiceLine):
            self.entry.update_lines()

    @property
    def text(self) -> str:
        """What is typed."""
        return self.entry.value if isinstance(self.entry, TextLine) else ""


def text_field(name: str, label: str, hint: str, value: str) -> Field:
    """Return a field with a line to type in."""
    line = TextLine(TYPED_LIMIT)
    line.load(value)
    return Field(name, label, hint, line)


def _tone(*, on: bool) -> str:
    return "strong" if on else "muted"
