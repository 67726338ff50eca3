"""The one-line note input: always laid out, so opening it is only a focus move."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Protocol

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input

from coachtui.domain.note import TAGS, Tag
from coachtui.domain.text import clean_piece
from coachtui.i18n import _
from coachtui.ui.cells import fit
from coachtui.ui.keys.binding import bindings
from coachtui.ui.present import TAG_TONES, TAG_WORDS, tag_label
from coachtui.ui.textual_private.app_and_screen import stay_at_the_start
from coachtui.ui.widgets.lines import FixedLines, Line
from coachtui.ui.widgets.typed_sign import take_sign

NOTE_LIMIT = 10_000
"""Characters a note may have."""

_MOST = 0.45
"""Share of the line that tag and row may take before the text."""


class NotePrefix(FixedLines):
    """The label before the note line: tag and purpose."""

    def __init__(self) -> None:
        """Start as a plain note."""
        super().__init__(id="note-prefix")
        self.kind = self.about = ""
        self.tag: Tag | None = None

    def show(self, kind: str, about: str, tag: Tag | None) -> None:
        """Show what is being written."""
        self.kind, self.about, self.tag = kind, about, tag
        self.update_lines()

    def compose_lines(self, width: int, height: int) -> list[Line]:
        """Return the tag where there is one, else the kind; what it is about; and a bar before the text."""
        del height
        first = tag_label(self.tag) or self.kind
        tone = TAG_TONES[self.tag] if self.tag is not None else "accent"
        if not self.about:
            return [((fit(f" {first}", width - 1), tone), ("▏", "accent"))]
        head = f" {first} · " if first else " "
        return [((head, tone), (fit(self.about, width - 1 - cell_len(head)), "accent"), ("▏", "accent"))]


class NoteInput(Input, inherit_bindings=False):
    """A line of text; ctrl keys of the session keep working, undo with its letters too."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *[
            b
            for b in Input.BINDINGS
            if isinstance(b, Binding)
            and b.key
            in {
                "left",
                "shift+left",
                "ctrl+left",
                "right",
                "shift+right",
                "ctrl+right",
                "backspace",
                "shift+home",
                "shift+end",
                "ctrl+w",
                "ctrl+k",
                "ctrl+x",
                "ctrl+v",
            }
        ],
        Binding("home,ctrl+a", "home", show=False),
        Binding("end", "end", show=False),
        Binding("delete", "delete_right", show=False),
        Binding("ctrl+c", "copy", show=False),
        Binding("ctrl+u", "delete_left_all", show=False),
        *bindings("note line"),
    ]

    # The stock declarations lay the whole screen out again on every letter; this line never changes its size.
    value = reactive("", layout=False, init=False)
    virtual_size = reactive(Size(0, 0), layout=False)

    class Full(Message):
        """Not all of a pasted text fitted."""

    @dataclass
    class TagWanted(Message):
        """The tag after (1) or before (-1) is wanted."""

        by: int

    def __init__(self) -> None:
        """Start with no text."""
        super().__init__(id="note-input", select_on_focus=False, max_length=NOTE_LIMIT, compact=True)
        self.cursor_blink = False
        stay_at_the_start(self)

    def load(self, text: str) -> None:
        """Put a draft into the line without telling anyone that it changed."""
        with self.prevent(Input.Changed):
            self.value = text
        self.cursor_position = len(text)

    def begin(self, text: str) -> bool:
        """Put the first text of a note into the line, as ``load`` does; return whether all of it fitted."""
        piece = clean_piece(text)
        self.load(piece[:NOTE_LIMIT])
        return len(piece.rstrip()) <= NOTE_LIMIT

    async def on_key(self, event: events.Key) -> None:
        """Take signs that the stock line would drop; all others go their usual way."""
        take_sign(self, event)

    def action_tag(self, by: int) -> None:
        """Ask for another tag."""
        self.post_message(self.TagWanted(by))

    def on_paste(self, event: events.Paste) -> None:
        """Take a pasted page as one line: nothing of it is lost but the line breaks."""
        event.stop()
        event.prevent_default()
        at, room = self.cursor_position, NOTE_LIMIT - len(self.value)
        piece = clean_piece(event.text, self.value[:at], self.value[at:])
        self.insert_text_at_cursor(piece[:room])
        if len(piece.rstrip()) > room:
            self.post_message(self.Full())


class Writer(Protocol):
    """Who takes what is written in the note line."""

    def typed(self, text: str) -> None:
        """Take what stands in the line after every letter."""

    def submitted(self, typed: str) -> None:
        """Take what stands in the line on enter."""

    def tag_wanted(self, by: int) -> None:
        """Give it the tag after (1) or before (-1)."""

    def too_long(self) -> None:
        """Say that not all of a pasted text fitted."""


class NoteLine(Horizontal):
    """Prefix and input side by side; what is typed there goes to who writes with it, and no further.

    Attributes:
        care: What to keep in mind while writing, shown where nothing is written yet and there is room for it.
    """

    care = ""
    _writer: Writer

    def hand_to(self, writer: Writer) -> None:
        """Take who writes with it; told before the line is shown."""
        self._writer = writer

    def compose(self) -> ComposeResult:
        """Lay out prefix and input."""
        yield NotePrefix()
        yield NoteInput()

    @property
    def input(self) -> NoteInput:
        """The line that the note is typed in."""
        return self.query_one(NoteInput)

    def on_input_changed(self, message: Input.Changed) -> None:
        """Hand on what is typed."""
        message.stop()
        self._writer.typed(message.value)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Hand on what is to be kept."""
        message.stop()
        self._writer.submitted(message.value)

    def on_note_input_tag_wanted(self, message: NoteInput.TagWanted) -> None:
        """Ask for another tag."""
        message.stop()
        self._writer.tag_wanted(message.by)

    def on_note_input_full(self, message: NoteInput.Full) -> None:
        """Have it said that not all of a paste fits."""
        message.stop()
        self._writer.too_long()

    def show_care(self, care: str) -> None:
        """Show what to keep in mind while writing."""
        self.care = self.input.placeholder = care

    def show(self, kind: str, about: str, tag: Tag | None) -> None:
        """Show what is being written, in a prefix that stays as wide whatever the tag.

        Args:
            kind: What sort of text; a tag takes its place.
            about: The row or contact it is about; empty for none.
            tag: Tag of the note.
        """
        prefix = self.query_one(NotePrefix)
        widest = max(cell_len(_(word)) for word in TAG_WORDS.values()) + 5
        width = max(widest, min(cell_len(kind) + 3, 28))
        if about:
            width = min(widest + cell_len(about) + 3, max(widest + 10, int(self.app.size.width * _MOST)))
        if prefix.styles.width is None or prefix.styles.width.value != width:
            prefix.styles.width = width
        prefix.show(kind, about, tag)
        self.input.placeholder = self.care if cell_len(self.care) < self.app.size.width - width else ""


def next_tag(tag: Tag | None, by: int) -> Tag | None:
    """Return the tag after or before; none comes first."""
    order: tuple[Tag | None, ...] = (None, *TAGS)
    return order[(order.index(tag) + by) % len(order)]
