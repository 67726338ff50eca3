"""What every screen shares: sizes it tells apart, the message line and the footer."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.css.query import NoMatches
from textual.events import DescendantFocus, Key
from textual.reactive import Reactive
from textual.widget import Widget

from coachtui.i18n import _
from coachtui.ui.cells import wrap
from coachtui.ui.keys import KeyRow, Scope
from coachtui.ui.save_badge import FOR_GOOD, not_locked, not_saved
from coachtui.ui.second_press import SecondPress
from coachtui.ui.textual_private.app_and_screen import ScreenHooks, size_classes
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


class CoachScreen(ScreenHooks):
    """A screen with a message line and a footer."""

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
        self._had_focus: Widget | None = None
        self._laid_out = False
        self._unsaid: tuple[str, str] | None = None
        self._quit_press = SecondPress(self._tick_of_program)

    def was_composed(self) -> None:
        """Say what was to be said meanwhile."""
        self._laid_out = not self.bare
        if self._unsaid is not None:
            self.call_after_refresh(self._say_at_last)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Remember where the keys go."""
        del event
        self._had_focus = self.focused or self._had_focus

    def on_resize(self) -> None:
        """Give the keys back to a widget that was hidden while the window was small."""
        self.call_after_refresh(self._focus_again)

    @property
    def coach(self) -> Coach:
        """The application."""
        return cast("Coach", self.app)

    @property
    def laid_out(self) -> bool:
        """Whether its widgets are there: not right after it was opened, nor where the program ended then."""
        return self._laid_out

    @property
    def too_small(self) -> bool:
        """Whether the window is too small to show where an answer goes."""
        return self.size.width < LEAST_WIDTH or self.size.height < LEAST_HEIGHT

    def compose(self) -> ComposeResult:
        """Lay out what the screen is about, then the lines below it."""
        self._know_size()
        yield TooSmall(id="too-small")
        yield from self.compose_body()
        yield MessageLine()
        yield FooterLine()

    def _know_size(self) -> None:
        """Take the classes of the window's size before the first layout, so that it is made once."""
        for length, points in (
            (self.app.size.width, self.HORIZONTAL_BREAKPOINTS),
            (self.app.size.height, self.VERTICAL_BREAKPOINTS),
        ):
            self.add_class(*size_classes(self, length, points or []), update=False)

    def compose_body(self) -> ComposeResult:
        """Lay out what the screen is about."""
        yield from ()

    def say(self, text: str, tone: str = "muted") -> None:
        """Show a sentence in the message line; as soon as there is one, on a screen that only opens."""
        try:
            line = self.query_one(MessageLine)
        except NoMatches:
            self._unsaid = (text, tone)
        else:
            line.say(text, tone)

    def _say_at_last(self) -> None:
        """Say what came too early, behind what the screen says of itself."""
        unsaid, self._unsaid = self._unsaid, None
        if unsaid is not None:
            self.say(*unsaid)

    def refuse(self, text: str) -> None:
        """Show why something was not done."""
        self.say(text, "amber")

    def say_what_stands(self) -> None:
        """Say what goes on without anything being done; here that is nothing."""
        self.say("")

    def saved_after_all(self) -> None:
        """Take back that something is not saved, once it is."""
        told = {not_locked(), not_saved(), *map(not_saved, FOR_GOOD)}
        if self._unsaid is not None and self._unsaid[0] in told:
            self._unsaid = None
        if any(line.text in told for line in self.query(MessageLine)):
            self.say_what_stands()

    def refuse_key(self, text: str) -> None:
        """Show why a key did nothing, and sound the bell for who looks elsewhere.

        Answers that were typed ahead of it are for other rows than they would go to now: they are dropped.
        """
        self.refuse(text)
        self.app.bell()
        self.coach.typed_ahead.refused()

    def show_footer(self, *scopes: Scope) -> None:
        """Show the keys of some scopes in the footer."""
        self.query_one(FooterLine).show(
            scopes or self.SCOPES,
            self.coach.keys.firsts,
            left_out=self.left_out(),
            tags=self.writes_tagged(),
        )

    def left_out(self) -> Collection[str]:
        """Return the ids of the bindings that do nothing now, which the footer does not offer."""
        return () if self.call_runs() else CALL_ONLY

    def writes_tagged(self) -> bool:
        """Whether a note is being written, which may have a tag."""
        return False

    def call_runs(self) -> bool:
        """Whether the keys of a call work here now."""
        return False

    def relabel(self) -> None:
        """Show everything again in another language or theme."""
        self.show_footer()

    def swallows(self, key: Key) -> bool:
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
        if unsaved is None or self._quit_press.means_it("quit"):
            return ""
        return unsaved.before_quitting(self.coach.first_key)

    def _tick_of_program(self) -> float:
        return self.coach.program.clock.tick()

    def action_take_back(self) -> None:
        """Take back that the last session was finished."""
        self.coach.places.take_back()

    def step_back(self) -> None:
        """Go back one step."""
        self.coach.places.go_back()

    def _focus_again(self) -> None:
        if self.focused is None and self._had_focus is not None and not self.too_small:
            widget = self._had_focus if self._had_focus.focusable else next(iter(self.focus_chain), None)
            self.set_focus(widget, scroll_visible=False)
