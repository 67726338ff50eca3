"""Hands keys over one at a time, each when all that the one before it set off is done.

Textual hands keys to the widget that has the focus when they arrive. Keys that come in one piece - a
fast hand, a slow line, a machine that was busy - would all go to the row or text line that was there
before the first of them was carried out: three digits would answer one row three times.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.dom import DOMNode
from textual.events import Key, Paste
from textual.message import Message

from coachtui.ui.widgets.line_list import LineList

if TYPE_CHECKING:
    from coachtui.services.ports import Clock

ROUNDS = 2
"""A key goes to the focus and comes back to its binding; what that asks for goes to a pane or the screen."""

GIVE_UP_S = 0.3
"""A widget that is gone sends nothing back; keys wait no longer than this for it."""

AT_LEAST_S = 0.05
"""How long a key waits at least, so that after a standstill the one before it is carried out first."""

HELD_AT_MOST_S = 2.0
"""How long keys wait for a screen that has still to do what the last one asked for."""


class KeyDone(Message):
    """A message that follows the messages of a key on their way, so that it arrives behind them."""

    def __init__(self, turn: int, target: DOMNode, left: int) -> None:
        """Address the message.

        Args:
            turn: Number of the key, counted from 1.
            target: The widget or screen the key went to.
            left: How many more times the message has to go round before the key is done.
        """
        super().__init__()
        self.turn, self.target, self.left = turn, target, left


class KeyOrder:
    """A queue of keys that holds each back while an earlier one is being carried out."""

    def __init__(
        self,
        app: App[Any],
        clock: Clock,
        hand_over: Callable[[Key | Paste], Awaitable[bool]],
        *,
        ready: Callable[[], bool],
        held: Callable[[], bool],
    ) -> None:
        """Begin with no key waiting.

        Args:
            app: The application.
            clock: Counts the seconds that a key waits.
            hand_over: Hands a key over to whatever has the focus then; says whether it is carried out
                already, so that only what it asked of the screen is still to come.
            ready: Whether the screen on top has its widgets; a key waits for that, and then asks anew.
            held: Whether the screen on top has still to do what a key asked for, which may open another one.
        """
        self._app = app
        self._clock = clock
        self._hand_over = hand_over
        self._ready = ready
        self._held = held
        self._held_since: float | None = None
        self._waited_for: DOMNode | None = None
        self._waiting: deque[Key | Paste] = deque()
        self._turn = 0
        self._busy = False
        self._since = 0.0

    async def take(self, event: Key | Paste) -> None:
        """Hand a key over now, or put it behind those that wait."""
        self._waiting.append(event)
        if self._busy:
            left = self._since + GIVE_UP_S - self._clock.tick()
            self._app.set_timer(max(left, AT_LEAST_S), partial(self._done, self._turn))
        else:
            await self._next()

    async def key_done(self, message: KeyDone) -> None:
        """Send a message round again, or hand the next key over once it has gone all its rounds."""
        if message.left:
            await self._send(message.turn, message.target, message.left - 1)
        else:
            await self._done(message.turn)

    async def _next(self) -> None:
        if not self._app.screen_stack:  # the program ends, and nothing is there that a key could be meant for
            self._waiting.clear()
        if self._waiting:
            self._busy = True
            self._since = self._clock.tick()
            self._turn += 1
            screen = self._app.screen
            target: DOMNode = self._app.focused or screen
            if self._waited_for is not screen and not self._ready():
                self._waited_for = screen
                await self._send(self._turn, screen, 0)
                return
            self._waited_for = None
            if self._hold_back():
                self._app.set_timer(AT_LEAST_S, partial(self._done, self._turn))
                return
            if await self._hand_over(self._waiting.popleft()):
                await self._send(self._turn, _asked(target) or screen, 0)
            else:
                await self._send(self._turn, target, ROUNDS - 1)

    def _hold_back(self) -> bool:
        """Hold the next key back while the screen still does what the last one asked for, not for ever.

        Returns:
            Whether it waits.
        """
        if not self._held():
            self._held_since = None
            return False
        if self._held_since is None:
            self._held_since = self._since
        return self._since - self._held_since < HELD_AT_MOST_S

    async def _send(self, turn: int, target: DOMNode, left: int) -> None:
        if not target.post_message(KeyDone(turn, target, left)):
            await self._done(turn)

    async def _done(self, turn: int) -> None:
        if self._busy and turn == self._turn:
            self._busy = False
            await self._next()


def _asked(target: DOMNode) -> DOMNode | None:
    """Return who is told what a list wants; one just opened may be busy, so the next key waits behind it."""
    return target.asks if isinstance(target, LineList) else None
