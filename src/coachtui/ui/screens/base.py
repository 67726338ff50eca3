"""What every screen shares: sizes it tells apart, the message line and the footer."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.events import Key
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

from coachtui.i18n import _
from coachtui.ui.cells import wrap
from coachtui.ui.keys.table import KeyRow, Scope
from coachtui.ui.second_press import SecondPress
from coachtui.ui.textual_private.app_and_screen import (
    ScreenHooks,
    compose_by_rows,
    size_classes,
)
from coachtui.ui.widgets.bars import CALL_ONLY, FooterLine, MessageLine
from coachtui.ui.widgets.lines import FixedLines, Line

if TYPE_CHECKING:
    from coachtui.ui.coach import Coach
    from coachtui.ui.unsaved import Unsaved

LEAST_WIDTH, LEAST_HEIGHT = 60, 16
"""Below this the screen says what it needs; clock and saving go on."""


class TooSmall(FixedLines):
    """Says how large the window must be."""

    def compose_lines(self, width: int, height: int) -> list[Line]:
        """Return the sentence, as much of it as fits."""
        del height
        needs = _(
            "Please enlarge the window to {width}×{height}. Nothing is lost, saving continues; keys "
            "work again once it is larger."
        ).format(width=LEAST_WIDTH, height=LEAST_HEIGHT)
        return [((line, "strong"),) for line in wrap(needs, width)]


class KeysBefore:
    """The widget of a screen that had the keys, to give them back once the window is large enough."""

    def __init__(self, screen: CoachScreen) -> None:
        """Look where the keys of a screen go."""
        self._screen = screen
        self.widget: Widget | None = None
        screen.watch(screen, "focused", self._remember, init=False)

    def give_back(self) -> None:
        """Give the keys back, if nothing has them; else to the next widget where theirs is still hidden."""
        screen, widget = self._screen, self.widget
        if screen.focused is None and widget is not None and not screen.too_small:
            shown = widget if widget.focusable else next(iter(screen.focus_chain), None)
            screen.set_focus(shown, scroll_visible=False)

    def _remember(self, focused: Widget | None) -> None:
        self.widget = focused or self.widget


def know_size(screen: Screen[None]) -> None:
    """Give a screen the classes of the window's size before the first layout, so that it is made once."""
    for length, points in (
        (screen.app.size.width, screen.HORIZONTAL_BREAKPOINTS),
        (screen.app.size.height, screen.VERTICAL_BREAKPOINTS),
    ):
        screen.add_class(*size_classes(screen, length, points or []), update=False)


class CoachScreen(ScreenHooks):
    """Base of all our screens: what each is about, a message line and a footer.

    Attributes:
        message_line: What it has to say.
        keys_before: Which widget had the keys.
    """

    HORIZONTAL_BREAKPOINTS = [
        (0, "-slim"),
        (LEAST_WIDTH, "-narrow"),
        (120, "-broad"),
        (160, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [
        (0, "-flat"),
        (LEAST_HEIGHT, "-short"),
        (30, "-tall"),
    ]
    # The stock declaration repaints the whole screen on every move of the focus.
    focused = Reactive[Widget | None](None, repaint=False)

    SCOPES: ClassVar[tuple[Scope, ...]] = ("all",)

    filters: ClassVar[bool] = False
    """Whether what is typed on its list filters it, so that no sign is one that nothing takes."""

    holds_keys: bool = False
    """Whether keys wait a moment: what the last one asked for is still to be done, and may lead on."""

    def __init__(self) -> None:
        """Begin with nothing laid out."""
        super().__init__()
        compose_by_rows(self)
        self.message_line = MessageLine()
        self.keys_before = KeysBefore(self)
        self._quit_press: SecondPress | None = None

    def on_resize(self) -> None:
        """Give the keys back to a widget that was hidden while the window was small."""
        self.call_after_refresh(self.keys_before.give_back)

    @property
    def coach(self) -> Coach:
        """The application."""
        return cast("Coach", self.app)

    @property
    def too_small(self) -> bool:
        """Whether the window is too small to show where an answer goes."""
        return self.size.width < LEAST_WIDTH or self.size.height < LEAST_HEIGHT

    def compose(self) -> ComposeResult:
        """Lay out what the screen is about, then the lines below it."""
        know_size(self)
        yield TooSmall(id="too-small")
        yield from self.compose_body()
        yield self.message_line
        yield FooterLine()

    def compose_body(self) -> ComposeResult:
        """Lay out what the screen is about."""
        yield from ()

    def say(self, text: str, tone: str = "muted") -> None:
        """Show a sentence in the message line; as soon as there is one, on a screen that only opens."""
        self.message_line.say(text, tone)

    def refuse(self, text: str) -> None:
        """Show why something was not done."""
        self.say(text, "amber")

    def refuse_key(self, text: str) -> None:
        """Show why a key did nothing, and sound the bell for who looks elsewhere.

        Answers that were typed ahead of it are for other rows than they would go to now: they are dropped.
        """
        self.refuse(text)
        self.app.bell()
        self.coach.typed_ahead.refused()

    def show_footer(self, *scopes: Scope, left_out: Collection[str] = CALL_ONLY, tags: bool = False) -> None:
        """Show the keys of some scopes in the footer.

        Args:
            scopes: Scopes in order; none for all of the screen's.
            left_out: Ids of bindings that do nothing now, which are not offered.
            tags: Whether a note is written, which may have a tag.
        """
        self.query_one(FooterLine).show(
            scopes or self.SCOPES, self.coach.keys.firsts, left_out=left_out, tags=tags
        )

    def relabel(self) -> None:
        """Show everything again in another language or theme."""
        self.show_footer()

    def take_key(self, key: Key) -> bool:
        """Take a key before anything else sees it; return whether that is all it may do."""
        del key
        return False

    def must_be_seen(self, entry: KeyRow) -> bool:
        """Whether a key counts here only once this screen can have been seen."""
        return entry.seen

    def take_text(self, text: str) -> bool:
        """Take a character that no key is bound to, or what was pasted, where no line of text has the keys.

        Returns:
            Whether that is all that comes of it.
        """
        del text
        return False

    def unsaved(self) -> Unsaved | None:
        """Return what a lock or quitting would lose here: the data are not locked meanwhile, only hidden."""
        return None

    def before_quitting(self) -> str:
        """Return what is to be said once before the program is left from here; empty for nothing."""
        unsaved = self.unsaved()
        if unsaved is None:
            return ""
        self._quit_press = self._quit_press or SecondPress(self.coach.program.clock.tick)
        if self._quit_press.confirm("quit"):
            return ""
        return unsaved.before_quitting(self.coach.first_key)

    def step_back(self) -> None:
        """Go back one step."""
        self.coach.places.go_back()
