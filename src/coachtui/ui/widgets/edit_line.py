"""A line that opens under a list to write one thing: its purpose, then the text."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from coachtui.domain.text import NAME_LIMIT
from coachtui.domain.value import dataclass
from coachtui.i18n import N_, _
from coachtui.ui.keys.binding import bindings
from coachtui.ui.widgets.lines import FixedLines, Line
from coachtui.ui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from coachtui.ui.unsaved import Unsaved

PATH_LIMIT = 1000
"""Characters that the path of a folder may have."""

WRITES = N_("Write")
"""What enter does in a line that asks for the folder of an export; a message id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the line is opened for: its label, its text, and what becomes of it.

    Attributes:
        purpose: Shown before the text.
        text: What is there already.
        keep: Called with the text on enter.
        drop: Called when it is given up.
        limit: Most characters it takes.
        typed: Called with the text after every change, or ``None``.
        asks: Whether it asks for something to be done next, so that leaving it does nothing.
        lost: What a lock or quitting would lose of it; ``None`` where nothing that matters.
        begun: Whether that is so before anything is typed, since something was chosen or typed before.
    """

    purpose: str
    text: str
    keep: Callable[[str], None]
    drop: Callable[[], None]
    limit: int = NAME_LIMIT
    typed: Callable[[str], None] | None = None
    asks: bool = False
    lost: Unsaved | None = None
    begun: bool = False


class EditInput(TextLine):
    """The line that the text is typed in."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("line")]

    def bound(self, limit: int) -> None:
        """Take at most so many characters from now on."""
        self.max_length = self._limit = limit


class Purpose(FixedLines):
    """Label before the edit line."""

    text = ""

    def compose_lines(self, width: int, height: int) -> list[Line]:
        """Return the purpose."""
        del width, height
        return [((f" {self.text}", "accent"), (" ▏", "accent"))]


class EditLine(Horizontal):
    """Purpose and text side by side; hidden while nothing is written."""

    def __init__(self) -> None:
        """Start hidden, with nothing to write."""
        super().__init__(id="edit-line")
        self.display = False
        self.entry: Entry | None = None

    def compose(self) -> ComposeResult:
        """Lay out purpose and text."""
        yield Purpose(id="edit-purpose")
        yield EditInput(NAME_LIMIT, id="edit-input")

    @property
    def input(self) -> EditInput:
        """The line that the text is typed in."""
        return self.query_one(EditInput)

    def open(self, entry: Entry) -> None:
        """Show the line and take the keys."""
        self.entry = entry
        purpose = self.query_one(Purpose)
        purpose.text = entry.purpose
        purpose.styles.width = min(cell_len(entry.purpose) + 3, 40)
        self.display = True
        self.input.bound(entry.limit)
        self.input.load(entry.text)
        self.input.focus(scroll_visible=False)

    def close(self) -> None:
        """Hide the line."""
        self.entry = None
        self.display = False

    def on_input_changed(self, message: TextLine.Changed) -> None:
        """Tell of every letter where somebody wants to know."""
        message.stop()
        if self.entry is not None and self.entry.typed is not None:
            self.entry.typed(message.value)

    def on_input_submitted(self, message: TextLine.Submitted) -> None:
        """Keep what is written."""
        message.stop()
        self.keep()

    def unsaved(self) -> Unsaved | None:
        """Return what a lock or quitting would lose of what is written, if anything."""
        entry = self.entry
        if entry is None:
            return None
        return entry.lost if entry.begun or self.input.value.strip() != entry.text.strip() else None

    def keep(self) -> None:
        """Close the line and keep what is written, if it is open."""
        entry = self.entry
        if entry is not None:
            text = self.input.value
            self.close()
            entry.keep(text)

    def drop(self) -> None:
        """Close the line and give up what was written, if it is open."""
        entry = self.entry
        if entry is not None:
            self.close()
            entry.drop()

    def settle(self) -> None:
        """Close the line because something else begins; what is written is kept where it can be."""
        if self.entry is not None and self.entry.asks:
            self.drop()
        else:
            self.keep()


def folder_entry(proposed: str, keep: Callable[[str], None], drop: Callable[[], None]) -> Entry:
    """Return what asks for the folder of an export."""
    return Entry(
        purpose=_("Folder for exports"), text=proposed, keep=keep, drop=drop, limit=PATH_LIMIT, asks=True
    )
