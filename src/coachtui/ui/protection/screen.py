"""The screen that sets a passphrase, or another one, at any time after the first start."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message

from coachtui.domain.errors import CoachError
from coachtui.domain.passphrase import check_passphrase
from coachtui.i18n import N_, _
from coachtui.services.protecting import change_passphrase, check_same_passphrase, protect
from coachtui.services.words.sentences import sentence
from coachtui.ui.keys.binding import bindings
from coachtui.ui.places import shown_at
from coachtui.ui.protection.protecting import Protecting
from coachtui.ui.screens.background import in_background
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.unsaved import Unsaved
from coachtui.ui.widgets.ask import Ask
from coachtui.ui.widgets.caption import Caption
from coachtui.ui.widgets.field import Field
from coachtui.ui.widgets.masked_line import MaskedLine
from coachtui.ui.widgets.text_line import TextLine

TITLES = {False: N_("Protect with a passphrase"), True: N_("Change passphrase")}
"""What the screen is for a store without and with a passphrase; message ids."""

_OLD = N_("Your current passphrase, or the recovery key.")
_NEW = N_(
    "At least 8 characters; four words are better. Nobody reads the data without it or the recovery key."
)
_AGAIN = N_("Type it again to rule out a typing error. Enter sets it.")


class ProtectScreen(CoachScreen):
    """The screen that sets a passphrase: the one that holds, if one does, and the new one twice."""

    SCOPES = shown_at("ProtectScreen")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("form")]

    @dataclass
    class Looked(Message):
        """It is known how many backups of the day would go; or why it is not."""

        daily: int
        error: CoachError | None = None

    def __init__(self, *, protected: bool) -> None:
        """Take what is to be done.

        Args:
            protected: Whether there is a passphrase, which is to be changed.
        """
        super().__init__()
        self._protected = protected
        self._protecting = Protecting(self, succeeded=self._succeeded, failed=self._failed)
        new = (
            Field("new", N_("New passphrase"), _NEW, MaskedLine()),
            Field("again", N_("Repeat the passphrase"), _AGAIN, MaskedLine()),
        )
        old = Field("old", N_("Passphrase"), _OLD, MaskedLine())
        self._fields: tuple[Field, ...] = (old, *new) if protected else new

    def compose_body(self) -> ComposeResult:
        """Lay out head, fields and hint."""
        yield Caption("", classes="screen-head")
        with Vertical(id="fields"):
            yield from self._fields
            yield Ask(id="hint")

    def on_mount(self) -> None:
        """Start in the first field."""
        self.relabel()
        self._fields[0].entry.focus(scroll_visible=False)
        if not self._protected:
            self._look_for_backups()

    def on_protect_screen_looked(self, message: Looked) -> None:
        """Say what becomes of the backups there are, before it is done."""
        if message.error is not None:
            self.refuse(sentence(message.error))
        elif message.daily and not self._protecting.working:
            text = _("Daily backups to be replaced by one with the new protection: {number}.")
            self.say(text.format(number=message.daily))

    def on_protecting_worked(self, message: Protecting.Worked) -> None:
        """Go on with what came of it."""
        self._protecting.take(message)

    def on_screen_resume(self) -> None:
        """Go on with what came while the screen was hidden."""
        self._protecting.take_waiting()

    def on_text_line_too_long(self, message: TextLine.TooLong) -> None:
        """Say that what was pasted does not fit."""
        self.refuse(sentence(message.refusal))

    def unsaved(self) -> Unsaved | None:
        """Return that the passphrase or its recovery key would be lost while it is being set."""
        return self._protecting.unsaved()

    def _look_for_backups(self) -> None:
        """Look on a thread: a folder of backups may be a share that hangs."""
        keeping = self.coach.program.safekeeping

        def look() -> Message:
            return self.Looked(len(keeping.protection.with_another_protection()[0]))

        in_background(self, look, lambda error: self.Looked(0, error))

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Light the field with the keys and say what it is about."""
        del event
        for field in self._fields:
            field.light(on=field.has_focus_within)
        self._show_hint()

    def action_next_field(self) -> None:
        """Go to the next field, from the last one set the passphrase; one too short is told at once."""
        place = self._place() + 1
        if place == len(self._fields):
            self.action_save()
        elif not self._protecting.working and (
            place < len(self._fields) - 1 or self._require_new_passphrase()
        ):
            self._fields[place].entry.focus(scroll_visible=True)

    def action_field_back(self) -> None:
        """Go to the field before."""
        if not self._protecting.working:
            self._fields[max(0, self._place() - 1)].entry.focus(scroll_visible=True)

    def action_save(self) -> None:
        """Set the passphrase."""
        if self._protecting.working:
            return
        *old, new, again = (field.text for field in self._fields)
        program = self.coach.program
        try:
            check_same_passphrase(new, again)
        except CoachError as error:
            self.refuse(sentence(error))
            self._failed()
            return
        if self._protected:
            self._protecting.begin(
                partial(change_passphrase, program.protection, old[0], new), makes_key=False
            )
        else:
            self._protecting.begin(
                partial(protect, program.protection, program.safekeeping, new), makes_key=True
            )

    def _failed(self) -> None:
        """Let everything be typed again."""
        for line in self.query(MaskedLine):
            line.load("")
        self._fields[0].entry.focus(scroll_visible=True)

    def _succeeded(self) -> None:
        """Go back to the team and say what holds."""
        self.coach.places.show_team(
            _("The new passphrase is valid from now on; backups keep the one they were made with.")
            if self._protected
            else _("The data are protected by a passphrase.")
        )

    def step_back(self) -> None:
        """Go back without changing anything."""
        if not self._protecting.working:
            self.coach.places.go_back()

    def relabel(self) -> None:
        """Show everything in another language; what is typed stays."""
        super().relabel()
        self.query_one(Caption).show(_(TITLES[self._protected]))
        width = max(cell_len(_(field.label)) for field in self._fields) + 5
        for label in self.query(".field-label"):
            label.styles.width = width
        for field in self._fields:
            field.relabel()
        self._show_hint()

    def _require_new_passphrase(self) -> bool:
        """Say why the new passphrase cannot be one; return whether it can."""
        line = self._fields[-2].query_one(MaskedLine)
        try:
            check_passphrase(line.value)
        except CoachError as error:
            self.refuse(sentence(error))
            line.load("")
            return False
        return True

    def _show_hint(self) -> None:
        self.query_one("#hint", Ask).show((_(self._fields[self._place()].hint), "muted"))

    def _place(self) -> int:
        return next((i for i, field in enumerate(self._fields) if field.has_focus_within), 0)
