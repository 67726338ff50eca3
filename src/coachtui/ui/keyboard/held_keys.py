"""Decides which repeats of a key that is held down count, and what is said where they do not."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from coachtui.i18n import _
from coachtui.ui.keyboard.held_key import EARLY_MOST, HeldKey
from coachtui.ui.keys.table import rows
from coachtui.ui.present import key_name
from coachtui.ui.terminal.key_sequences import came_alone

if TYPE_CHECKING:
    from textual.events import Key

    from coachtui.domain.session import Session
    from coachtui.services.desks.history import Step
    from coachtui.ui.keyboard.key_target import KeyTarget
    from coachtui.ui.keys_in_use import KeysInUse
    from coachtui.ui.work_in_hand import WorkInHand


class HeldKeys:
    """The repeats of the key pressed last, with what they recorded in the open session."""

    def __init__(self, target: KeyTarget, work: WorkInHand) -> None:
        """Begin with no key pressed.

        Args:
            target: What the keys go to.
            work: Where it is seen what a key recorded.
        """
        self._target = target
        self._work = work
        self._key = HeldKey()
        self._said = ""
        self._revision_before = 0
        self._revisions: deque[int] = deque(maxlen=EARLY_MOST + 1)

    def press(self, event: Key) -> bool:
        """Record the arrival of a key; return whether it came only because the key is held down."""
        if self._key.begins(event.key, event.time):
            self._revision_before = self._revision()
        self._revisions.append(self._revision())
        held = self._key.press(event.key, event.time, alone=came_alone(event))
        if not held:
            self._said = ""
        return held

    def may_repeat(self, event: Key) -> bool:
        """Return whether repeats of a held key count: in a line of text, or where the key table says so."""
        if event.is_printable and self._target.in_text:
            return True
        entry = self._target.row_of(event)
        return entry is None or entry.repeats

    def told(self, key: str) -> bool:
        """Return whether the lead was told already that this key is held down."""
        return self._said == key

    def early_repeats(self, key: str, keys: KeysInUse) -> int:
        """Return how many of the first repeats of a held key are to be undone, if they recorded anything.

        Several repeats only show that a key is held. Where nothing can be taken back there are none.
        """
        undo = self._undo()
        if not undo or key in keys.all_of(undo):
            return 0
        return min(self._key.early, len(self._revisions) - 1)

    def recorded_since(self, repeats: int) -> bool:
        """Return whether undo would take back what one of the last so many repeats recorded."""
        step = self._last_step()
        return step is not None and step.after.revision > self._revisions[-1 - repeats]

    def tell(self, key: str, keys: KeysInUse) -> str:
        """Return the sentence that the repeats of a held key do not count, and remember that it was said."""
        self._said = key
        undo = self._undo()
        if undo and self._recorded() and key not in keys.all_of(undo):
            text = _("Key held down: repeats do not count. {key} undoes the press.")
            return text.format(key=key_name(keys.first(undo)))
        return _("Key held down: its further repeats do not count.")

    def _undo(self) -> str:
        """Return the id of the binding that takes back here; empty where nothing does."""
        scopes = self._target.screen.SCOPES if self._target.screen is not None else ()
        return next((entry.id for scope in scopes for entry in rows(scope) if entry.action == "undo"), "")

    def _revision(self) -> int:
        return self._work.open_session.session.revision if self._work.open_session is not None else 0

    def _recorded(self) -> bool:
        """Whether undo would take back what the key that is held down did, and nothing older."""
        step = self._last_step()
        return step is not None and step.after.revision > self._revision_before

    def _last_step(self) -> Step[Session] | None:
        return self._work.open_session.desk.last() if self._work.open_session is not None else None
