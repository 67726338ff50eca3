"""A line to type in: editing keys that every terminal sends, undo of its own, pasted pages as one line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input

from coachtui.domain.errors import Refused
from coachtui.domain.text import clean_line, clean_piece
from coachtui.ui.widgets.typed_sign import take_sign

_KEPT = frozenset(
    {
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
)


class TextLine(Input, inherit_bindings=False):
    """A line of text; enter, arrows up and down and the keys of the screen are left to the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *[entry for entry in Input.BINDINGS if isinstance(entry, Binding) and entry.key in _KEPT],
        Binding("home,ctrl+a", "home", show=False),
        Binding("end", "end", show=False),
        Binding("delete", "delete_right", show=False),
        Binding("ctrl+c", "copy", show=False),
        Binding("ctrl+u", "delete_left_all", show=False),
        Binding("ctrl+z", "undo_typing", show=False),
        Binding("ctrl+y", "redo_typing", show=False),
    ]

    # The stock declaration lays the whole screen out again on every letter; this line never changes its size.
    value = reactive("", layout=False, init=False)

    @dataclass
    class TooLong(Message):
        """What was pasted does not fit; nothing of it was taken."""

        refusal: Refused

    def __init__(self, limit: int, *, id: str | None = None) -> None:  # noqa: A002  Textual's name
        """Start with no text.

        Args:
            limit: Most characters it takes.
            id: Of the widget.
        """
        super().__init__(id=id, select_on_focus=False, max_length=limit, compact=True)
        self.cursor_blink = False
        self._limit = limit
        self._past: list[str] = []
        self._future: list[str] = []

    def load(self, text: str) -> None:
        """Put a text into the line without telling anyone that it changed."""
        with self.prevent(Input.Changed):
            self.value = text
        self.cursor_position = len(text)
        self._past.clear()
        self._future.clear()

    def watch_value(self, before: str, after: str) -> None:
        """Remember what was there, whichever key changed it."""
        if before != after:
            self._past.append(before)
            self._future.clear()

    def action_undo_typing(self) -> None:
        """Take back the last change of the text; where there is none the key is the screen's."""
        self._travel(self._past, self._future)

    def action_redo_typing(self) -> None:
        """Do the change of the text again; where there is none the key is the screen's."""
        self._travel(self._future, self._past)

    async def on_key(self, event: events.Key) -> None:
        """Take signs that the stock line would drop; all others go their usual way."""
        take_sign(self, event)

    def put_in(self, text: str) -> None:
        """Put a text in as if it was pasted: as one line, nothing of it lost but the line breaks."""
        at, room = self.cursor_position, self._limit - len(self.value)
        try:
            clean_line(text, room)
        except Refused as refusal:
            self.post_message(self.TooLong(refusal))
            return
        self.insert_text_at_cursor(clean_piece(text, self.value[:at], self.value[at:])[:room])

    def on_paste(self, event: events.Paste) -> None:
        """Take what is pasted."""
        event.stop()
        event.prevent_default()
        self.put_in(event.text)

    def _travel(self, back: list[str], forth: list[str]) -> None:
        """Go to the last text of ``back``; what is there now becomes the last one of ``forth``."""
        if not back:
            raise SkipAction
        text, now = back.pop(), self.value
        past, future = list(self._past), list(self._future)
        self.value = text
        self.cursor_position = len(text)
        self._past[:], self._future[:] = past, future
        forth.append(now)
