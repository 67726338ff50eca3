"""The lock screen: a field for the passphrase, and nothing of anybody (R89)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Center, Vertical
from textual.message import Message

from coachtui.domain.errors import CoachError, WrongPassphrase
from coachtui.i18n import _
from coachtui.services.words.sentences import sentence
from coachtui.ui.keys.binding import bindings
from coachtui.ui.keys.table import Scope, row
from coachtui.ui.present import key_name
from coachtui.ui.screens.background import in_background
from coachtui.ui.screens.base import CoachScreen, TooSmall, know_size
from coachtui.ui.widgets.ask import Ask
from coachtui.ui.widgets.lines import FixedLines, Line
from coachtui.ui.widgets.masked_line import MaskedLine
from coachtui.ui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from coachtui.services.safety_ports import Protection

_KEYS = ("lock.unlock", "app.quit")
_NOT_HERE = ("app.help", "app.palette", "app.back", "live.privacy", "app.lock")
"""What works everywhere else."""


class LockFooter(FixedLines):
    """The footer of the lock screen, with the two keys that work there."""

    keys: tuple[str, ...] = ()

    def compose_lines(self, width: int, height: int) -> list[Line]:
        """Return the keys with what they do."""
        del width, height
        spans = zip(self.keys, _KEYS, strict=True)
        return [
            tuple(
                span
                for key, binding in spans
                for span in ((f" {key_name(key)}", "key"), (f" {_(row(binding).label)} ", "muted"))
            )
        ]


class LockScreen(CoachScreen):
    """Asks for the passphrase; every try is made on a thread, because it takes a while by design."""

    SCOPES: ClassVar[tuple[Scope, ...]] = ("lock",)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("lock")]

    @dataclass
    class Tried(Message):
        """A passphrase was tried; ``error`` says why it did not do."""

        error: CoachError | None

    def __init__(
        self,
        protection: Protection,
        first_key: Callable[[str], str],
        opened: Callable[[], None],
        reads: Callable[[], None],
    ) -> None:
        """Start with nothing typed.

        Args:
            protection: What tries a passphrase.
            first_key: Returns the key that a binding has now.
            opened: Told when the store is open.
            reads: Told when the field has the keys.
        """
        super().__init__()
        self._protection = protection
        self._first_key = first_key
        self._opened = opened
        self._reads = reads
        self._checking = False

    def compose(self) -> ComposeResult:
        """Lay out the card in the middle."""
        know_size(self)
        yield TooSmall(id="too-small")
        yield from self.compose_body()
        yield self.message_line
        yield LockFooter(id="footer")

    def compose_body(self) -> ComposeResult:
        """Lay out title, field and hint."""
        with Center(id="lock"), Vertical(id="lock-card", classes="card"):
            yield Ask(id="lock-title")
            yield MaskedLine(id="lock-secret")
            yield Ask(id="lock-hint")

    def on_mount(self) -> None:
        """Put the keys into the field."""
        self.query_one(LockFooter).keys = tuple(map(self._first_key, _KEYS))
        locked, asked = _("The data are locked."), _("Passphrase or recovery key")
        self.query_one("#lock-title", Ask).show(
            ("coachtui", "muted"), ("", "text"), (locked, "strong"), (asked, "muted")
        )
        hint = _("The recovery key goes into the same field; letter case and dashes do not matter.")
        self.query_one("#lock-hint", Ask).show((hint, "muted"))
        self._field.focus()
        self.keys_before.widget = self._field
        self.app.call_later(self._reads)  # behind the focus, which comes the same way

    def on_key(self, event: events.Key) -> None:
        """Say of the keys that work everywhere else why they do nothing here."""
        if event.key in map(self._first_key, _NOT_HERE):
            text = _("The data are locked: only the passphrase and {key} work here.")
            self.refuse(text.format(key=key_name(self._first_key("app.quit"))))

    def on_text_line_too_long(self, message: TextLine.TooLong) -> None:
        """Say that what was pasted does not fit."""
        self.refuse(sentence(message.refusal))

    def action_unlock(self) -> None:
        """Try what is typed."""
        if self._checking:
            return
        if not self._field.value:
            self.refuse(_("Type the passphrase."))
            return
        secret = self._field.take()

        def attempt() -> Message:
            self._protection.unlock(secret)
            return self.Tried(None)

        self._checking = True
        self.say(_("Checking …"))
        in_background(self, attempt, self.Tried)

    def on_lock_screen_tried(self, message: Tried) -> None:
        """Open, or say why not."""
        self._checking = False
        if message.error is None:
            self._opened()
        elif isinstance(message.error, WrongPassphrase):
            self.refuse(_("That is neither the passphrase nor the recovery key."))
        else:
            self.refuse(sentence(message.error))

    def relabel(self) -> None:
        """Nothing changes the language here."""

    def step_back(self) -> None:
        """There is nothing further back."""

    @property
    def _field(self) -> MaskedLine:
        return self.query_one(MaskedLine)
