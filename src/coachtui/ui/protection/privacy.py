"""The privacy screen: nothing of anybody is to be seen (R11)."""

from __future__ import annotations

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.events import Key

from coachtui.i18n import _
from coachtui.ui.cells import wrap
from coachtui.ui.places import shown_at
from coachtui.ui.present import clock
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.widgets.lines import FixedLines, Line


class Blank(FixedLines):
    """An empty page with a sentence in the middle and, during a call, its clock."""

    call_s: float | None = None
    told = ""

    def compose_lines(self, width: int, height: int) -> list[Line]:
        """Return the sentence and the clock, as much as fits; the clock before the sentence."""
        hidden = _("The screen is hidden. Any key shows it again.")
        said = [(line, "muted") for text in (hidden, self.told) if text for line in wrap(text, width - 2)]
        timed = [] if self.call_s is None else [(clock(self.call_s), "strong")]
        gap = [("", "text")] if timed else []
        lines = [*timed, *gap, *said] if len(timed + gap + said) <= height else (timed or said)[:height]
        above: list[Line] = [((" ", "text"),)] * ((height - len(lines)) // 2)
        return [
            *above,
            *(((" " * max(0, (width - cell_len(text)) // 2), "text"), (text, tone)) for text, tone in lines),
        ]


class PrivacyScreen(CoachScreen):
    """The screen that hides all until a key is pressed, which does nothing else; clock and saving go on."""

    SCOPES = shown_at("PrivacyScreen")

    def __init__(self, told: str = "") -> None:
        """Take what is to be said besides.

        Args:
            told: A sentence; empty for none.
        """
        super().__init__()
        self._told = told

    def compose_body(self) -> ComposeResult:
        """Lay out the blank."""
        blank = Blank(id="blank")
        blank.told = self._told
        yield blank

    def tell(self, told: str) -> None:
        """Say something besides, from now on."""
        self._told = told
        if self.laid_out:
            self.query_one(Blank).told = told
            self.relabel()

    def on_mount(self) -> None:
        """Let the clock go on."""
        self.relabel()
        self.set_interval(1.0, self.relabel)

    def relabel(self) -> None:
        """Show clock and sentence as they are now."""
        blank = self.query_one(Blank)
        open_session = self.coach.work.open_session
        blank.call_s = open_session.desk.call_s() if open_session is not None else None
        blank.update_lines()

    def take_key(self, key: Key) -> bool:
        """Wake with any key."""
        del key
        self.coach.places.go_back()
        return True
