"""Answers typed ahead of a key that did not do what it was typed for: they were meant for other rows.

Who types ``2121`` means four rows. If the first of them takes no 2, the cursor stays there, and the three
digits after it would answer the rows before those they were meant for. So after a key that was refused,
what answers is dropped until the keys pause; the lead hears the bell, looks, and types again. The same
holds for a run of digits through which another screen came: they were typed to the one before.

The pause is one between keys as they *came*: how long the program took to see to them changes nothing.
"""

from __future__ import annotations

from coachtui.ui.form_signs import ANSWERS, twin_of

PAUSE_S = 0.3
"""Seconds without a key after which what is typed is meant for what is on the screen."""


class TypedAhead:
    """Tells whether a key that answers was typed ahead of a refusal."""

    def __init__(self) -> None:
        """Begin with no key."""
        self._last: float | None = None
        self._astray = False
        self._run_on: object | None = None
        self._unsaid = False
        self._other_key = False

    @property
    def unexplained(self) -> bool:
        """Whether what was said of the refusal does not stand on the screen any more, or never did."""
        return self._unsaid or self._other_key

    def refused(self, *, said: bool = True) -> None:
        """Take note that the key that is being carried out did not do what it was typed for.

        Args:
            said: Whether the lead was told.
        """
        self._astray, self._unsaid, self._other_key = True, not said, False

    def drops(self, sign: str | None, came: float, place: object, *, in_text: bool) -> bool:
        """Take note of a key about to be carried out, and say whether it must not be.

        Args:
            sign: The character it types; ``None`` for a key that types none, and for text that was pasted.
            came: When it came from the terminal, in seconds on a monotonic clock.
            place: The screen that would get it.
            in_text: Whether a line of text would get it. What is typed there is seen before it counts, so it
                is taken once another key stood between it and the refusal.
        """
        if self._last is None or came - self._last >= PAUSE_S:
            self._astray, self._run_on = False, None
        self._last = came
        if sign is None or twin_of(sign) not in ANSWERS:
            self._run_on, self._other_key = None, True
            return False
        if self._run_on is not None and self._run_on is not place:
            self.refused(said=False)
        self._run_on = place
        return self._astray and not (in_text and self._other_key)
