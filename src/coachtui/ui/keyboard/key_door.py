"""Passes every key of the application on to the screen, or stops it and says why.

Keys go one at a time, each once, and only to what the lead could see when pressing them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from textual import events

from coachtui.i18n import _
from coachtui.ui.form_signs import ANSWERS, twin_of
from coachtui.ui.keyboard.first_sight import FirstSight
from coachtui.ui.keyboard.held_key import PressedAgain
from coachtui.ui.keyboard.held_keys import HeldKeys
from coachtui.ui.keyboard.key_order import KeyDone, KeyOrder
from coachtui.ui.keyboard.key_target import KeyTarget
from coachtui.ui.present import key_name
from coachtui.ui.terminal.key_sequences import behind_escape, mark_behind_escape
from coachtui.ui.textual_private.app_and_screen import key_that_types, program_ends
from coachtui.ui.typed_ahead import TypedAhead

if TYPE_CHECKING:
    from coachtui.services.ports import Clock
    from coachtui.ui.keys.key_row import KeyRow
    from coachtui.ui.navigation import Navigator
    from coachtui.ui.shell import Shell
    from coachtui.ui.work_in_hand import WorkInHand


class KeyDoor:
    """Passes keys on to the screen on top, or stops those that were not meant for it.

    Attributes:
        typed_ahead: Which keys came too early to be meant for what they would change.
        first_sight: Since when the screen on top can be seen.
        pressed_again: Which presses belong to the one before.
    """

    def __init__(
        self,
        app: Shell,
        clock: Clock,
        work: WorkInHand,
        places: Navigator,
        hand_on: Callable[[events.Event], Awaitable[None]],
    ) -> None:
        """Begin with no key pressed.

        Args:
            app: The application.
            clock: Counts the seconds that keys are told apart by.
            work: Where it is seen what a key recorded.
            places: Where what is refused is said.
            hand_on: The way a key goes in Textual.
        """
        self._app = app
        self._clock = clock
        self._places = places
        self._hand_on = hand_on
        self._target = KeyTarget(app)
        self._held = HeldKeys(self._target, work)
        self._held_unsaid = ""
        self._order = KeyOrder(
            app, clock, self._hand_over, ready=lambda: self._target.laid_out, held=self._target.holds_keys
        )
        self.typed_ahead = TypedAhead()
        self.first_sight = FirstSight()
        self.pressed_again = PressedAgain()

    async def take(self, event: events.Key | events.Paste, came: float) -> None:
        """Pass a key or a paste on when those before it are done.

        Args:
            event: The key.
            came: When it came, in monotonic seconds.
        """
        for one in _apart(event):
            one.time = came
            await self._order.take(one)

    async def key_done(self, message: KeyDone) -> None:
        """Note that the messages of a key are dealt with, so that the next key has its turn."""
        await self._order.key_done(message)

    def painted(self, screen: object) -> None:
        """Note that a screen is about to be written to the terminal: nobody sees it earlier."""
        self.first_sight.painted(screen, self._clock.tick())

    async def _hand_over(self, event: events.Key | events.Paste) -> bool:
        """Carry a key out, or leave it to Textual; text that no line takes goes to the screen.

        A list takes no text, so what its key is bound to is done here and now: on the way that keys go in
        Textual it would call at the list and at every container around it first, in vain.

        Returns:
            Whether it is done already.
        """
        if program_ends(self._app):  # a screen that the end came before has no widgets
            return True
        if self._stop(event):
            if self._held_unsaid:
                await self._refuse_held()
            return True
        if isinstance(event, events.Key):
            typed = event.character if event.is_printable else None
            event = self._target.twin(event)
            if self._target.in_list and await self._target.do_at_once(event.key):
                return True
        else:
            typed = event.text
        if typed and not self._target.in_text:
            taker = self._target.taker
            if taker is not None and taker.take_text(typed):
                return True
            if twin_of(typed) in ANSWERS and self._target.nothing_takes_keys():
                self.typed_ahead.refused(said=False)
        await self._hand_on(event)
        return False

    def _stop(self, event: events.Key | events.Paste) -> bool:
        """Stop a key that the screen takes itself, or that is not meant for what it would change.

        Returns:
            Whether it was stopped; why is said, or heard by the bell, where the lead cannot know.
        """
        dropped = self._drop_ahead(event)
        if not isinstance(event, events.Key):
            return False
        held = self._held.press(event)
        entry = self._target.row_of(event)
        if self._target.too_small_for(entry) or self._acts_unseen(event, entry):
            self.typed_ahead.refused(said=False)
            self._app.bell()
            return True
        if not dropped and self._refuse_too_soon(event, entry):
            self._app.bell()
            return True
        taker = self._target.taker
        if taker is not None and taker.take_key(event):
            return True
        if held and not self._held.may_repeat(event):
            self._held_unsaid = "" if self._held.told(event.key) else event.key
            return True
        if behind_escape(event) and twin_of(event.character or "") in ANSWERS:
            self.typed_ahead.refused(said=False)  # Alt and a digit: Esc may just have closed a line
            dropped = True
        if dropped and not self._target.does_nothing_here(event):
            self._say_dropped()
        return dropped

    def _refuse_too_soon(self, event: events.Key, entry: KeyRow | None) -> bool:
        """Say so where a key is one with the press before, or nobody can have seen its screen.

        Returns:
            Whether it was refused.
        """
        once = entry is not None and entry.once
        if self.pressed_again.press(event.key, event.time, self._clock.tick(), once=once):
            text = _("Two quick presses count as one. Press {key} again if you meant it.")
            self._places.refuse(text.format(key=key_name(event.key)))
            return True
        if self._target.must_be_seen(entry) and self.first_sight.unseen(self._app.screen, event.time):
            text = _("Pressed before this screen appeared, so nothing was done. Press it again.")
            self._places.refuse(text)
            return True
        return False

    def _acts_unseen(self, event: events.Key, entry: KeyRow | None) -> bool:
        """Whether a key that came before the first screen would do more than write, hide or quit."""
        if not self.first_sight.before_all(event.time):
            return False
        if self._target.in_text:
            return self._target.leads_out_of_text(event)
        if entry is None:
            return twin_of(event.character or "") in ANSWERS
        return entry.scope != "all" or entry.action == "back"

    def _drop_ahead(self, event: events.Key | events.Paste) -> bool:
        """Take note of a key; return whether it was typed ahead of one that was refused."""
        sign = event.character if isinstance(event, events.Key) else None
        return self.typed_ahead.press(sign, event.time, self._app.screen, in_text=self._target.in_text)

    async def _refuse_held(self) -> None:
        """Take back what the first repeats of a held key recorded; say with the bell that none counts."""
        key, self._held_unsaid = self._held_unsaid, ""
        repeats = self._held.early_repeats(key, self._app.keys)
        for _repeat in range(repeats):
            if self._held.recorded_since(repeats):
                await self._app.run_action("undo", self._app.screen)
        self._app.bell()
        self._places.refuse(self._held.tell(key, self._app.keys))

    def _say_dropped(self) -> None:
        """Sound the bell, and say why where the refusal before does not say it any more.

        A screen that only opens says first what opened it, such as that a session is closed and saved.
        """
        self._app.bell()
        if self.typed_ahead.unexplained and self._target.laid_out:
            self._places.refuse(_("Typed too fast: that key recorded nothing. Press it again."))


def _apart(event: events.Key | events.Paste) -> tuple[events.Key | events.Paste, ...]:
    """Return a key with Alt, as the kitty protocol says it, as Esc and that key; nothing is bound to Alt."""
    if not isinstance(event, events.Key) or not event.key.startswith("alt+") or not event.character:
        return (event,)
    key = events.Key(key_that_types(event.character), event.character)
    mark_behind_escape(key)
    return events.Key("escape", "\x1b"), key
