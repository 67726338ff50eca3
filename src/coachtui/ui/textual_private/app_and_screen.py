"""What Textual calls and keeps by private names in an application, a screen and a widget."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable, Iterable, Iterator
from typing import Any

from rich.console import RenderableType
from textual.app import App
from textual.binding import Binding, BindingsMap
from textual.dom import DOMNode
from textual.events import ScreenResume, Unmount
from textual.geometry import Size
from textual.keys import _character_to_key  # the one place that names a key
from textual.message import Message
from textual.messages import Prune
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from coachtui.ui.textual_private.row_compositor import RowCompositor


def key_that_types(character: str) -> str:
    """Return Textual's name of the key that types a character."""
    return _character_to_key(character)


def bindings_outwards(screen: Screen[Any]) -> list[tuple[DOMNode, BindingsMap]]:
    """Return who binds keys now, from what has the keys outwards; Textual walks it twice for each key."""
    return screen._binding_chain


def bindings_of(node: DOMNode) -> Iterator[tuple[str, Binding]]:
    """Yield the keys that a node itself binds, each with what it is bound to."""
    return iter(node._bindings)


def program_ends(app: App[Any]) -> bool:
    """Whether the program is about to end, as Textual looks at it before it mounts anything."""
    return app._exit


def size_classes(screen: Screen[Any], length: int, points: list[tuple[int, str]]) -> set[str]:
    """Return the classes a screen has at a size.

    Args:
        screen: The screen.
        length: Its width or height, in cells.
        points: Class by the least length it stands for.
    """
    return screen._get_breakpoint_classes(length, points)


def fit_scroll_bars(widget: Widget, text: Size) -> None:
    """Show or hide a widget's scroll bars for the size of its text, without laying the screen out."""
    widget._scroll_update(text)


def stay_at_the_start(line: Input) -> None:
    """Let a line of text not scroll to the end of the first text it is given."""
    line._initial_value = False


class AppHooks(App[int], inherit_bindings=False):
    """An application that is told what Textual tells only itself."""

    def failed(self, fault: BaseException) -> None:
        """Take note of a fault of the program's own; the program ends because of it."""

    def about_to_show(self, screen: Screen[object]) -> None:
        """Take note that what is on top is written to the terminal next."""

    def _fatal_error(self) -> None:
        """End without printing local variables, which hold names, notes and passphrases."""
        self.failed(sys.exc_info()[1] or RuntimeError())
        self.bell()
        self._exit_renderables.clear()
        self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        """Print nothing; who called ``run`` says one sentence."""

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        if renderable is not None and not self._batch_count and screen in self.screen_stack[-1:]:
            self.about_to_show(screen)
        super()._display(screen, renderable)


def compose_by_rows(screen: Screen[Any]) -> None:
    """Let a screen that nobody has seen yet compose row by row."""
    screen._compositor = RowCompositor()


class ScreenHooks(Screen[None]):
    """A screen that does nothing where the program ended before it had widgets.

    Attributes:
        bare: Whether the program ended before, so that it has no widgets.
        laid_out: Whether its widgets are there: not right after it was opened, nor where it is ``bare``.
    """

    bare = False
    laid_out = False
    _fresh = True

    async def _compose(self) -> None:
        await super()._compose()
        self.bare = self.app._exit  # a program that ends then has nothing mounted by Textual
        self.laid_out = not self.bare

    def _get_dispatch_methods(
        self, method_name: str, message: Message
    ) -> Iterable[tuple[type, Callable[[Message], Awaitable[None]]]]:
        """Let a screen without widgets only end: no handler, timer or callback finds what it asks for."""
        if not self.bare or isinstance(message, Prune | Unmount):
            yield from super()._get_dispatch_methods(method_name, message)

    def _on_screen_resume(self, event: ScreenResume) -> None:
        """Leave out, on a new screen, the styles that mounting has worked out a moment before."""
        event.refresh_styles = not self._fresh
        self._fresh = False

    def _pop_result_callback(self) -> None:
        """Forget who waits for a result; nobody waits for the first screen, which Textual overlooks."""
        if self._result_callbacks:
            super()._pop_result_callback()
