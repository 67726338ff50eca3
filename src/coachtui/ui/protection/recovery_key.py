"""The recovery key to write down: left only once its first group was typed, which shows that it was read."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Center, Vertical

from coachtui.domain.recovery_key import starts_recovery_key
from coachtui.i18n import _
from coachtui.services.words.sentences import sentence
from coachtui.ui.keys.binding import bindings
from coachtui.ui.places import shown_at
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.unsaved import RECOVERY_KEY, Unsaved
from coachtui.ui.widgets.ask import Ask
from coachtui.ui.widgets.field import TYPED_LIMIT
from coachtui.ui.widgets.text_line import TextLine


class RecoveryKeyScreen(CoachScreen):
    """The screen that shows a recovery key, with a line to type its first group in."""

    SCOPES = shown_at("RecoveryKeyScreen")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("recovery key")]

    def __init__(self, recovery: str, written_down: Callable[[], None], told: str = "") -> None:
        """Take the key.

        Args:
            recovery: The key, as groups with dashes between them.
            written_down: Goes on once it was read; this screen is gone by then.
            told: What else is to be said, if anything is.
        """
        super().__init__()
        self._recovery = recovery
        self._written_down = written_down
        self._told = told

    def compose_body(self) -> ComposeResult:
        """Lay out the key, the line and what to do."""
        with Center(id="start"), Vertical(id="start-card", classes="card"):
            yield Ask(id="key-shown")
            yield TextLine(TYPED_LIMIT, id="key-typed")
            yield Ask(id="start-hint")

    def on_mount(self) -> None:
        """Put the keys into the line."""
        self.relabel()
        self.query_one(TextLine).focus(scroll_visible=False)
        if self._told:
            self.refuse(self._told)

    def on_text_line_too_long(self, message: TextLine.TooLong) -> None:
        """Say that what was pasted does not fit."""
        self.refuse(sentence(message.refusal))

    def action_written_down(self) -> None:
        """Go on, if the first group was typed."""
        line = self.query_one(TextLine)
        if not starts_recovery_key(line.value, self._recovery):
            line.load("")
            self.refuse(_("That is not its first group: the four characters before the first dash."))
            return
        self.coach.lock.end_confirmation()
        self.coach.program.protection.confirm_recovery()
        self.coach.places.go_back()
        self._written_down()

    def unsaved(self) -> Unsaved:
        """Return that the key is lost with this page."""
        return RECOVERY_KEY

    def step_back(self) -> None:
        """Stay: the key is shown only once."""
        self.say(_("Write the recovery key down first; then type its first group here."))

    def relabel(self) -> None:
        """Show everything in another language; what is typed stays."""
        super().relabel()
        text = _("Write the recovery key down and keep it apart from the laptop; it is shown only once:")
        self.query_one("#key-shown", Ask).show((text, "text"), ("", "text"), (self._recovery, "strong"))
        self.query_one(TextLine).placeholder = _("Its first group")
        hint = _("When it is written down, type its first group, four characters, and press Enter.")
        self.query_one("#start-hint", Ask).show((hint, "muted"))
