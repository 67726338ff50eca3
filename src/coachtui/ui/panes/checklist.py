"""The listening checklist: both forms as tabs, one key per answer (R3, R14, R16, R18, R21)."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message

from coachtui.domain.form import Form, Item, Section
from coachtui.i18n import _
from coachtui.ui.binding import bindings
from coachtui.ui.cells import fit, wrap
from coachtui.ui.live_view import LiveView
from coachtui.ui.panes.pane import Pane, PaneHead
from coachtui.ui.present import DASH, answer_keys, answer_mark, labelled, number, words
from coachtui.ui.widgets.lines import FixedLines, Line, LineList

_MARGIN = 2
_KEYS = 8
_WEIGHT = 3
_SHORTEST_TAB = 8


class FormTabs(FixedLines):
    """The forms of the session with their progress; the one shown is lit."""

    view: LiveView | None = None

    def show(self, view: LiveView) -> None:
        """Show the tabs of a view."""
        self.view = view
        self.update_lines()

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


class CueLine(FixedLines):
    """Two lines that help to judge the current row; shown on demand."""

    text = ""

    def show(self, text: str) -> None:
        """Show the cue of a row."""
        self.text = text
        self.update_lines()

    def compose_lines(self, width: int, height: int) -> list[Line]:
        """Return the cue, wrapped."""
        lines = wrap(self.text, width - 4)[:height]
        return [((f"  {line}", "accent"),) for line in lines]


class ItemMessage(Message):
    """Something is wanted of an item."""

    def __init__(self, item: Item) -> None:
        """Carry the item."""
        super().__init__()
        self.item = item


class ChecklistRows(LineList):
    """The rows of one form."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("checklist")]

    class Answered(ItemMessage):
        """A digit was pressed on an item."""

        def __init__(self, item: Item, value: int) -> None:
            """Carry the item and the digit."""
            super().__init__(item)
            self.value = value

    class NotApplicable(ItemMessage):
        """The moment did not occur."""

    class Starred(ItemMessage):
        """The item is to be marked as a strength, or no longer."""

    class Cleared(ItemMessage):
        """The answer of the item is to be taken away."""

    class NoteWanted(ItemMessage):
        """A note about the item is to be written."""

    class FormWanted(Message):
        """The next form is to be shown."""

    class CueWanted(Message):
        """The cue line is to be shown or hidden."""

    class Moved(ItemMessage):
        """Another row is the current one."""

    def __init__(self) -> None:
        """Start without a form."""
        super().__init__(id="checklist-rows")
        self._view: LiveView | None = None
        self._rows: list[Section | Item] = []
        self._places: dict[tuple[str, str], int] = {}
        self._answer_width = 12

    @property
    def item(self) -> Item | None:
        """The item of the current row."""
        row = self._rows[self.cursor] if self._rows else None
        return row if isinstance(row, Item) else None

    def show(self, view: LiveView) -> None:
        """Show a view; repaints only rows whose answer, star or notes changed."""
        before, self._view = self._view, view
        if before is None or (before.form, before.contact.id) != (view.form, view.contact.id):
            if before is not None:
                self._places[before.contact.id, before.form.id] = self.cursor
            self._change_form(view)
            return
        for index, row in enumerate(self._rows):
            if self._shown(before, row) != self._shown(view, row):
                self.update_row(index)

    def relabel(self) -> None:
        """Lay out again in another language."""
        if self._view is not None:
            self._answer_width = _answer_width(self._view.form)
            self.lay_out()

    def advance(self) -> None:
        """Go to the next item; at the last row stay."""
        if not self.step(1):
            self.update_row(self.cursor)

    def to_item(self, item_id: str) -> None:
        """Make an item the current row."""
        index = next(
            (i for i, row in enumerate(self._rows) if isinstance(row, Item) and row.id == item_id), None
        )
        if index is not None:
            self.move_to(index)

    def to_first_open(self) -> None:
        """Go to the first unanswered item, else to the first item."""
        answers = self._view.answers if self._view is not None else {}
        items = [i for i, row in enumerate(self._rows) if isinstance(row, Item)]
        self.move_to(next((i for i in items if self._rows[i].id not in answers), items[0]))

    def show_section(self, section_id: str) -> None:
        """Bring a section to the top without moving the cursor (R21)."""
        index = next((i for i, row in enumerate(self._rows) if row.id == section_id), None)
        if index is not None and self._laid_out_for >= 0:
            self.scroll_to(y=self._top(index), animate=False, immediate=True)

    def row_count(self) -> int:
        """Return sections and items together."""
        return len(self._rows)

    def selectable(self, row: int) -> bool:
        """Whether a row is an item."""
        return isinstance(self._rows[row], Item)

    def row_lines(self, row: int, width: int) -> list[Line]:
        """Return the lines of a section or an item."""
        entry = self._rows[row]
        if self._view is None:
            return []
        if isinstance(entry, Section):
            return [self._section_line(self._view, entry, width)]
        return self._item_lines(self._view, entry, width)

    def action_answer(self, digit: int) -> None:
        """Answer the current row."""
        if self.item is not None:
            self.ask(self.Answered(self.item, digit))

    def action_not_applicable(self) -> None:
        """Set n/a on the current row."""
        if self.item is not None:
            self.ask(self.NotApplicable(self.item))

    def action_star(self) -> None:
        """Mark the current row as a strength, or take that back."""
        if self.item is not None:
            self.ask(self.Starred(self.item))

    def action_clear(self) -> None:
        """Take the answer away; on an open row go one row back."""
        if self.item is None or self._view is None:
            return
        if self.item.id in self._view.answers:
            self.ask(self.Cleared(self.item))
        else:
            self.action_move(-1)

    def action_row_note(self) -> None:
        """Write a note linked to the current row."""
        if self.item is not None:
            self.ask(self.NoteWanted(self.item))

    def action_move(self, by: int) -> None:
        """Move without answering."""
        if self.step(by) and self.item is not None:
            self.ask(self.Moved(self.item))
        elif by < 0:
            self.scroll_to(y=0, animate=False, immediate=True)

    def action_next_form(self) -> None:
        """Show the next form."""
        self.ask(self.FormWanted())

    def action_cue(self) -> None:
        """Show or hide the cue."""
        self.ask(self.CueWanted())

    def action_first(self) -> None:
        """Go to the first item."""
        self.cursor, old = 0, self.cursor
        self.update_row(old)
        self.step(1)
        self.scroll_to(y=0, animate=False, immediate=True)

    def action_last(self) -> None:
        """Go to the last item."""
        self.move_to(self.row_count() - 1)

    def _change_form(self, view: LiveView) -> None:
        self._rows = []
        for section in view.form.sections:
            self._rows += [section, *section.items]
        self._answer_width = _answer_width(view.form)
        place = self._places.get((view.contact.id, view.form.id))
        self.cursor = 1 if place is None else place
        self.lay_out()
        if place is None:
            self.to_first_open()
        self.show_row(self.cursor)
        if view.contact.phase in view.form.phases:
            self.show_section(view.contact.phase or "")

    @staticmethod
    def _shown(view: LiveView, row: Section | Item) -> object:
        """Return what of a row can change."""
        if isinstance(row, Item):
            return view.answers.get(row.id), view.linked.get(row.id, 0)
        return (
            view.score.sections.get(row.id),
            view.score.section_progress.get(row.id),
            view.contact.phase == row.id,
        )

    def _section_line(self, view: LiveView, section: Section, width: int) -> Line:
        done, total = view.score.section_progress.get(section.id, (0, len(section.items)))
        score = view.score.sections.get(section.id)
        right = f"{done}/{total} {number(score):>6} "
        now = _("now") if view.contact.phase == section.id and view.contact.running else ""
        mark = f" ▸ {now}" if now else ""
        room = width - cell_len(right) - cell_len(mark) - 1
        return (
            (" " + fit(words(section.name), min(room, cell_len(words(section.name)))), "head"),
            (mark, "accent"),
            (" " * max(0, room - cell_len(words(section.name))), "text"),
            (right, "muted"),
        )

    def _item_lines(self, view: LiveView, item: Item, width: int) -> list[Line]:
        answer = view.answers.get(item.id)
        glyph, word, tone = answer_mark(item, answer)
        star = "★" if answer is not None and answer.star else " "
        notes = view.linked.get(item.id, 0)
        weight = DASH if not item.weight else f"{item.weight:g}"
        tail = f" {'✎' if notes else ' '} {fit(answer_keys(item), _KEYS)}{weight:>{_WEIGHT}} "
        left = f" {fit(f'{glyph} {word}', self._answer_width)}"
        room = width - cell_len(left) - _MARGIN - cell_len(tail)
        prefix = f"‼ {labelled(_('Critical'))}" if item.critical else ""
        label = wrap(prefix + words(item.label), room)
        first = fit(label[0], room)
        marked = first[: len(prefix)]
        lines: list[Line] = [
            (
                (left, tone),
                (f"{star} ", "star" if star.strip() else "text"),
                (marked, "critical"),
                (first[len(prefix) :], "text"),
                (tail, "muted"),
            ),
        ]
        indent = " " * (cell_len(left) + _MARGIN)
        lines += [((indent + more, "text"),) for more in label[1:]]
        return lines


def _answer_width(form: Form) -> int:
    """Return the cells that the widest answer of a form takes, glyph included."""
    widths = [cell_len(words(value.label)) for item in form.items() for value in item.answer_type.values]
    return max([*widths, cell_len(_("open")), cell_len(_("n/a"))]) + 3


class ChecklistPane(Pane):
    """Tabs, rows and, on demand, the cue of the current row."""

    BINDING = "pane.checklist"

    def compose(self) -> ComposeResult:
        """Lay out head, tabs, rows and cue."""
        yield PaneHead(self.BINDING)
        yield FormTabs(id="form-tabs")
        yield ChecklistRows()
        cue = CueLine(id="cue")
        cue.display = False
        yield cue

    @property
    def rows(self) -> ChecklistRows:
        """The rows of the form shown."""
        return self.query_one(ChecklistRows)

    def show(self, view: LiveView) -> None:
        """Show a view."""
        self.query_one(FormTabs).show(view)
        self.rows.show(view)
        many = len(view.session.contacts)
        contact = _("Contact {number} of {total}").format(number=view.contact_number, total=many)
        self.head().say(contact if many > 1 else "")
        self.refresh_cue()

    def toggle_cue(self) -> None:
        """Show or hide the cue line."""
        cue = self.query_one(CueLine)
        cue.display = not cue.display
        self.refresh_cue()

    def refresh_cue(self) -> None:
        """Show the cue of the current row where the line is shown."""
        cue = self.query_one(CueLine)
        if cue.display and self.rows.item is not None:
            cue.show(words(self.rows.item.cue))
