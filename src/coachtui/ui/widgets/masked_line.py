"""A line for a passphrase: bullets on the screen, nothing of it on its way to a clipboard."""

from __future__ import annotations

from textual import events

from coachtui.domain.errors import Refused
from coachtui.domain.passphrase import MOST_PASSPHRASE
from coachtui.ui.widgets.text_line import TextLine


class MaskedLine(TextLine):
    """A line to type a passphrase in, shown as bullets."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  Textual's name
        """Start with nothing typed."""
        super().__init__(MOST_PASSPHRASE, id=id)
        self.password = True

    def take(self) -> str:
        """Return what was typed and leave the line empty."""
        typed = self.value
        self.load("")
        return typed

    def action_copy(self) -> None:
        """Copy nothing: a terminal's clipboard is read by others."""

    def action_cut(self) -> None:
        """Cut nothing, for the same reason."""

    def on_paste(self, event: events.Paste) -> None:
        """Take one line as it is: a space more or less is another passphrase. More lines are refused."""
        event.stop()
        event.prevent_default()
        text = event.text.removesuffix("\n").removesuffix("\r")
        if "\n" in text or "\r" in text:
            self.post_message(self.TooLong(Refused("passphrase_signs")))
            return
        room = MOST_PASSPHRASE - len(self.value)
        if len(text) > room:
            self.post_message(self.TooLong(Refused("name_too_long", length=len(text), limit=room)))
            return
        self.insert_text_at_cursor(text)
