"""The lines around the rows of the checklist: tabs of the forms, pane head, and the cue of a row."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.message import Message

from coachtui.domain.form import Item
from coachtui.i18n import _
from coachtui.ui.cells import fit, wrap
from coachtui.ui.live.pane import PaneHead
from coachtui.ui.live.view import LiveView
from coachtui.ui.present import words
from coachtui.ui.widgets.clicks import span_at
from coachtui.ui.widgets.lines import FixedLines, Line

_SHORTEST_TAB = 8


class FormTabs(FixedLines):
    """One line with a tab for each form of the session and its progress; the form shown is lit."""

    view: LiveView | None = None

    @dataclass
    class Picked(Message):
        """A tab was clicked: its form is to be shown."""

        form_id: str

    def show(self, view: LiveView) -> None:
        """Show the tabs of a view."""
        self.view = view
        self.update_lines()

    def on_click(self, event: events.Click) -> None:
        """Show the form whose tab was clicked; a key does the same."""
        for line in self.compose_lines(self.size.width, 1):
            index = span_at(line, event.x)
            if index is not None and self.view is not None:
                self.post_message(self.Picked(self.view.forms[index].id))

    def compose_lines(self, width: int, height: int) -> list[Line]:
        """Return one line of tabs; where there is no room, those not shown are shortened first."""
        del height
        if self.view is None:
            return []
        view = self.view
        names = [words(form.name) for form in view.forms]
        progress = [f" {view.answered(form)}/{sum(1 for _item in form.items())} " for form in view.forms]
        over = sum(cell_len(text) + 2 for text in (*names, *progress)) - len(names) - width
        others = [i for i, form in enumerate(view.forms) if form.id != view.form.id]
        for index in (*others, *(i for i in range(len(names)) if i not in others)):
            if over > 0:
                size = cell_len(names[index])
                kept = max(_SHORTEST_TAB, size - over)
                names[index] = fit(names[index], min(size, kept))
                over -= size - cell_len(names[index])
        spans: list[tuple[str, str]] = []
        for form, name, done in zip(view.forms, names, progress, strict=True):
            here = form.id == view.form.id
            spans.append((f" {'▸' if here else ' '}{name}{done}", "on" if here else "muted"))
        return [tuple(spans)]


class ChecklistHead(PaneHead):
    """The head of the checklist pane, with what the digits mean on the current row."""

    def __init__(self, binding: str) -> None:
        """Take the binding that goes to the pane."""
        super().__init__(binding)
        self._item: Item | None = None

    def explain(self, item: Item | None) -> None:
        """Show what the answers of a row mean; ``None`` for no row."""
        if item is not self._item:
            self._item = item
            self.update_lines()

    def compose_lines(self, width: int, height: int) -> list[Line]:
        """Return key and title, the contact where there are several, answers and columns as they fit."""
        (line,) = super().compose_lines(width, height)
        left = (*line[:2], (f"{self._note} " * bool(self._note), "muted"))
        columns = (f"{_('answers')} {_('weight')}  ", "muted")
        answers = _answers(self._item) if self._item is not None else ()
        room = width - sum(cell_len(text) for text, _tone in left)
        for right in ((*answers, ("  ", "text"), columns), (*answers, (" ", "text")), (columns,)):
            free = room - sum(cell_len(text) for text, _tone in right)
            if free >= 0:
                return [(*left, (" " * free, "text"), *right)]
        return [left]


def _answers(item: Item) -> Line:
    """Return every key that a row takes with what it means, e.g. ``0 No  1 Yes  - n/a``.

    One tone for all: it changes with the row, and every other tone would cost bytes at each key.
    """
    values = sorted(item.answer_type.values, key=lambda value: value.value)
    meanings = [f"{value.value} {words(value.label)}" for value in values]
    if item.na:
        meanings.append(f"- {_('n/a')}")
    return ((f" {'  '.join(meanings)} ", "text"),)


class CueLine(FixedLines):
    """Two lines with the cue of the current row, which helps to judge it; shown on demand."""

    text = ""

    def show(self, text: str) -> None:
        """Show the cue of a row."""
        self.text = text
        self.update_lines()

    def compose_lines(self, width: int, height: int) -> list[Line]:
        """Return the cue, wrapped."""
        lines = wrap(self.text, width - 4)[:height]
        return [((f"  {line}", "accent"),) for line in lines]
