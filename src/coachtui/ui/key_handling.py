"""What becomes of a key on its way to the screen: in order, once, and only where it was meant for."""

from __future__ import annotations

from collections.abc import Iterator

from textual import events
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import Input

from coachtui.i18n import _
from coachtui.services.program import Program
from coachtui.ui.first_sight import FirstSight
from coachtui.ui.form_signs import ANSWERS, twin_of
from coachtui.ui.held_key import HeldKey, PressedAgain
from coachtui.ui.key_order import KeyDone, KeyOrder
from coachtui.ui.key_row import KeyRow
from coachtui.ui.keys import by_id, row, rows
from coachtui.ui.locking import LockWatch
from coachtui.ui.navigation import Navigator
from coachtui.ui.present import key_name
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.shell import Shell
from coachtui.ui.terminal_keys import behind_escape, came_alone, mark_behind_escape
from coachtui.ui.textual_private.app_and_screen import bindings_outwards, key_that_types, program_ends
from coachtui.ui.typed_ahead import TypedAhead
from coachtui.ui.widgets.lines import LineList
from coachtui.ui.work_in_hand import WorkInHand


class KeyHandling(Shell, inherit_bindings=False):
    """An application that hands keys on.

    Attributes:
        typed_ahead: Which keys came too early to be meant for what they would change.
        first_sight: Since when the screen on top can be seen.
        pressed_again: Which presses belong to the one before.
    """

    program: Program
    work: WorkInHand
    places: Navigator
    lock: LockWatch

    def __init__(self) -> None:
        """Begin with no key."""
        super().__init__()
        self._key_order = KeyOrder(self, self._hand_over, lambda: self._laid_out, self._holds_keys)
        self.typed_ahead = TypedAhead()
        self.first_sight = FirstSight()
        self.pressed_again = PressedAgain()
        self._held_key = HeldKey()
        self._held_said = ""
        self._revision_before = 0

    @property
    def _laid_out(self) -> bool:
        """Whether the screen on top has its widgets."""
        return not isinstance(self.screen, CoachScreen) or self.screen.laid_out

    def _holds_keys(self) -> bool:
        """Whether the screen on top has still to do what a key asked for."""
        return isinstance(self.screen, CoachScreen) and self._laid_out and self.screen.holds_keys

    def keys_of(self, binding: str) -> tuple[str, ...]:
        """Return every key that a binding has now, the first one first."""
        return row(binding).keys

    async def on_event(self, event: events.Event) -> None:
        """Hand keys over in order, and remember when the last one came."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self.lock.key_came()
            came = self.came_at(event)
            for one in _apart(event):
                one.time = came
                await self._key_order.take(one)
        else:
            await super().on_event(event)

    def came_at(self, event: events.Event) -> float:
        """Return when a key came, in monotonic seconds: as the terminal's reader says, where there is one."""
        return self.program.clock.tick() if self.is_headless else event.time

    async def on_key_done(self, message: KeyDone) -> None:
        """Let the next key have its turn."""
        await self._key_order.went(message)

    async def _hand_over(self, event: events.Key | events.Paste) -> bool:
        """Hand a key over, full-width signs as their twins; text that is no key goes to the screen.

        A list takes no text, so what its key is bound to is done here and now: on the way that keys go in
        Textual it would call at the list and at every container around it first, in vain.

        Returns:
            Whether it is done already.
        """
        if program_ends(self) or self._goes_nowhere(
            event
        ):  # a screen that the end came before has no widgets
            return True
        if isinstance(event, events.Key):
            typed = event.character if event.is_printable else None
            event = self._twin(event)
            if isinstance(self.focused, LineList) and await self._done_at_once(event.key):
                return True
        else:
            typed = event.text
        if typed and not isinstance(self.focused, Input):
            if self._taken_as_text(typed):
                return True
            if twin_of(typed) in ANSWERS and self._nothing_takes_keys():
                self.typed_ahead.refused(said=False)
        await super().on_event(event)
        return False

    def _goes_nowhere(self, event: events.Key | events.Paste) -> bool:
        """Whether a key is taken by the screen itself, or is not meant for what it would change."""
        dropped = self._drops(event)
        if not isinstance(event, events.Key):
            return False
        held = self._repeats(event)
        entry = self._row_of(event)
        if self._too_small_for(entry) or self._acts_unseen(event, entry):
            self.typed_ahead.refused(said=False)
            self.bell()
            return True
        if not dropped and self._comes_too_soon(event, entry):
            self.bell()
            return True
        if isinstance(self.screen, CoachScreen) and self._laid_out and self.screen.swallows(event):
            return True
        if held and not self._may_repeat(event):
            self._say_held(event.key)
            return True
        if behind_escape(event) and twin_of(event.character or "") in ANSWERS:
            self.typed_ahead.refused(said=False)  # Alt and a digit: Esc may just have closed a line
            dropped = True
        if dropped and not self._does_nothing_here(event):
            self._say_dropped()
        return dropped

    def _taken_as_text(self, typed: str) -> bool:
        return isinstance(self.screen, CoachScreen) and self._laid_out and self.screen.take_text(typed)

    async def _done_at_once(self, key: str) -> bool:
        """Do what a key is bound to, from the list outwards, but for keys that go first everywhere."""
        for node, binding in self._bound_to(key):
            if await self.run_action(binding.action, node):
                return True
        return False

    def _bound_to(self, key: str) -> Iterator[tuple[DOMNode, Binding]]:
        """Yield what a key is bound to here, what comes first first."""
        chain = bindings_outwards(self.screen)
        inner = next((place for place, (node, _) in enumerate(chain, 1) if node.is_modal), len(chain))
        for first, links in ((True, chain[::-1]), (False, chain[:inner])):
            for node, bound in links:
                for binding in bound.key_to_bindings.get(key, ()):
                    if binding.priority == first:
                        yield node, binding

    def _too_small_for(self, entry: KeyRow | None) -> bool:
        """Whether the window is too small for a key: nobody sees what it would do, so it does nothing.

        The keys that lead away or hide everything are the same on every screen, and count.
        """
        if not (isinstance(self.screen, CoachScreen) and self.screen.too_small):
            return False
        return entry is not None and entry.scope != "all"

    def about_to_show(self, screen: Screen[object]) -> None:
        """Take note of what is shown before it is written: nobody sees it earlier."""
        self.first_sight.painted(screen, self.program.clock.tick())

    def _comes_too_soon(self, event: events.Key, entry: KeyRow | None) -> bool:
        """Whether a key is one with the press before it, or nobody can have seen its screen; say so."""
        once = entry is not None and entry.once
        if self.pressed_again.is_one(event.key, event.time, self.program.clock.tick(), once=once):
            text = _("Two quick presses count as one. Press {key} again if you meant it.")
            self.places.refuse(text.format(key=key_name(event.key)))
            return True
        looks = isinstance(self.screen, CoachScreen) and self._looks(self.screen, entry)
        if looks and self.first_sight.unseen(self.screen, event.time):
            self.places.refuse(_("Pressed before this screen appeared, so nothing was done. Press it again."))
            return True
        return False

    def _looks(self, screen: CoachScreen, entry: KeyRow | None) -> bool:
        """Whether a key counts only once its screen can have been seen."""
        return entry is not None and (screen.must_be_seen(entry) if screen.laid_out else entry.seen)

    def _acts_unseen(self, event: events.Key, entry: KeyRow | None) -> bool:
        """Whether a key that came before the first screen would do more than write, hide or quit."""
        if not self.first_sight.before_all(event.time):
            return False
        if isinstance(self.focused, Input):
            inner = next((node for node, _binding in self._bound_to(self._twin(event).key)), self.focused)
            return inner is not self.focused
        if entry is None:
            return twin_of(event.character or "") in ANSWERS
        return entry.scope != "all" or entry.action == "back"

    def _row_of(self, event: events.Key) -> KeyRow | None:
        """Return the row of the key table for what a key is bound to here first, if it has one."""
        binding = next((bound for _node, bound in self._bound_to(self._twin(event).key)), None)
        return by_id().get(binding.id or "") if binding is not None else None

    def _repeats(self, event: events.Key) -> bool:
        """Whether a key came only because it is held down."""
        if self._held_key.begins(event.key, event.time):
            self._revision_before = self._revision()
        held = self._held_key.repeats(event.key, event.time, alone=came_alone(event))
        if not held:
            self._held_said = ""
        return held

    def _may_repeat(self, event: events.Key) -> bool:
        """Whether a held key goes on here: in a line of text, and where its row of the key table says so."""
        if event.is_printable and isinstance(self.focused, Input):
            return True
        entry = self._row_of(event)
        return entry is None or entry.repeats

    def _say_held(self, key: str) -> None:
        """Say once for a held key, with the bell, that its repeats do nothing; and what takes one back."""
        if self._held_said == key:
            return
        self._held_said = key
        self.bell()
        scopes = self.screen.SCOPES if isinstance(self.screen, CoachScreen) else ()
        undo = next((entry.id for scope in scopes for entry in rows(scope) if entry.action == "undo"), "")
        text = _("Key held down: only the first presses count.")
        if undo and self._recorded() and key not in self.keys_of(undo):
            text = _("Key held down: only the first presses count. {key} undoes one.")
            text = text.format(key=key_name(self.first_key(undo)))
        self.places.refuse(text)

    def _revision(self) -> int:
        return self.work.sitting.session.revision if self.work.sitting is not None else 0

    def _recorded(self) -> bool:
        """Whether undo would take back what the key that is held down did, and nothing older."""
        step = self.work.sitting.desk.last() if self.work.sitting is not None else None
        return step is not None and step.after.revision > self._revision_before

    def _nothing_takes_keys(self) -> bool:
        """Whether a key that has done nothing so far will do nothing: in a list, or in too small a window."""
        screen = self.screen
        if not isinstance(screen, CoachScreen):
            return False
        if self.focused is None:
            return screen.too_small
        return isinstance(self.focused, LineList) and not screen.filters

    def _does_nothing_here(self, event: events.Key) -> bool:
        """Whether a key would have done nothing anyway, so that nothing is to be said of it."""
        return self._nothing_takes_keys() and not any(self._bound_to(self._twin(event).key))

    def _drops(self, event: events.Key | events.Paste) -> bool:
        """Whether a key was typed ahead of one that was refused."""
        sign = event.character if isinstance(event, events.Key) else None
        in_text = isinstance(self.focused, Input)
        return self.typed_ahead.drops(sign, event.time, self.screen, in_text=in_text)

    def _say_dropped(self) -> None:
        """Sound the bell, and say why where the refusal before does not say it any more.

        A screen that only opens says first what opened it, such as that a session is closed and saved.
        """
        self.bell()
        if self.typed_ahead.unexplained and self._laid_out:
            self.places.refuse(_("Typed too fast: that key recorded nothing. Press it again."))

    def _twin(self, event: events.Key) -> events.Key:
        """Return what the key of a Chinese or full-width sign types in ASCII, outside a text line."""
        character = event.character
        twin = twin_of(character) if character is not None else None
        if twin is None or twin == character or isinstance(self.focused, Input):
            return event
        return events.Key(key_that_types(twin), twin)


def _apart(event: events.Key | events.Paste) -> tuple[events.Key | events.Paste, ...]:
    """Return a key with Alt, as the kitty protocol says it, as Esc and that key; nothing is bound to Alt."""
    if not isinstance(event, events.Key) or not event.key.startswith("alt+") or not event.character:
        return (event,)
    key = events.Key(key_that_types(event.character), event.character)
    mark_behind_escape(key)
    return events.Key("escape", "\x1b"), key
