"""Answers where a key would go now: the screen on top, the widget with the focus, the binding it has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual import events
from textual.widgets import Input

from coachtui.ui.form_signs import twin_of
from coachtui.ui.keys.table import by_id
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.textual_private.app_and_screen import bindings_outwards, key_that_types
from coachtui.ui.widgets.line_list import LineList

if TYPE_CHECKING:
    from textual.app import App
    from textual.binding import Binding
    from textual.dom import DOMNode

    from coachtui.ui.keys.key_row import KeyRow


class KeyTarget:
    """What a key that is pressed now would go to and do."""

    def __init__(self, app: App[int]) -> None:
        """Take the application whose keys these are."""
        self._app = app

    @property
    def screen(self) -> CoachScreen | None:
        """The screen on top where it is one of ours; else ``None``."""
        return self._app.screen if isinstance(self._app.screen, CoachScreen) else None

    @property
    def laid_out(self) -> bool:
        """Whether the screen on top has its widgets."""
        return self.screen is None or self.screen.laid_out

    @property
    def taker(self) -> CoachScreen | None:
        """The screen on top where it is one of ours and has its widgets; else ``None``."""
        return self.screen if self.laid_out else None

    @property
    def in_text(self) -> bool:
        """Whether a line of text has the focus."""
        return isinstance(self._app.focused, Input)

    @property
    def in_list(self) -> bool:
        """Whether a list has the focus."""
        return isinstance(self._app.focused, LineList)

    def holds_keys(self) -> bool:
        """Return whether keys wait because the screen on top still does what the last one asked for."""
        return self.taker is not None and self.taker.holds_keys

    def twin(self, event: events.Key) -> events.Key:
        """Return the ASCII key for a Chinese or full-width sign; in a line of text the key itself."""
        character = event.character
        twin = twin_of(character) if character is not None else None
        if twin is None or twin == character or self.in_text:
            return event
        return events.Key(key_that_types(twin), twin)

    def bound_to(self, key: str) -> Iterator[tuple[DOMNode, Binding]]:
        """Yield each widget and binding that a key has here, in the order in which Textual tries them."""
        chain = bindings_outwards(self._app.screen)
        inner = next((place for place, (node, _) in enumerate(chain, 1) if node.is_modal), len(chain))
        for first, links in ((True, chain[::-1]), (False, chain[:inner])):
            for node, bound in links:
                for binding in bound.key_to_bindings.get(key, ()):
                    if binding.priority == first:
                        yield node, binding

    async def do_at_once(self, key: str) -> bool:
        """Do what a key is bound to, from the list outwards, but for keys that go first everywhere.

        Returns:
            Whether anything took it.
        """
        for node, binding in self.bound_to(key):
            if await self._app.run_action(binding.action, node):
                return True
        return False

    def row_of(self, event: events.Key) -> KeyRow | None:
        """Return the row of the key table for the first binding that a key has here, or ``None``."""
        binding = next((bound for _node, bound in self.bound_to(self.twin(event).key)), None)
        return by_id().get(binding.id or "") if binding is not None else None

    def leads_out_of_text(self, event: events.Key) -> bool:
        """Return whether a key does something outside the line of text that has the focus."""
        line = self._app.focused
        inner = next((node for node, _binding in self.bound_to(self.twin(event).key)), line)
        return inner is not line

    def too_small_for(self, entry: KeyRow | None) -> bool:
        """Return whether a key does nothing because the window is too small to show what it would do.

        The keys that lead away or hide everything are the same on every screen, and count.
        """
        if self.screen is None or not self.screen.too_small:
            return False
        return entry is not None and entry.scope != "all"

    def must_be_seen(self, entry: KeyRow | None) -> bool:
        """Return whether a key counts only once the screen on top can have been seen."""
        if self.screen is None or entry is None:
            return False
        return self.screen.must_be_seen(entry) if self.screen.laid_out else entry.seen

    def nothing_takes_keys(self) -> bool:
        """Return whether a key that is bound to nothing does nothing: in a list, or in too small a window."""
        if self.screen is None:
            return False
        if self._app.focused is None:
            return self.screen.too_small
        return self.in_list and not self.screen.filters

    def does_nothing_here(self, event: events.Key) -> bool:
        """Return whether a key does nothing here anyway, so that stopping it needs no word."""
        return self.nothing_takes_keys() and not any(self.bound_to(self.twin(event).key))
