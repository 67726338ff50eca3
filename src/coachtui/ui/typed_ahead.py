"""Drops answers that were typed ahead of a key that was refused: they were meant for other rows.

Who types ``2121`` means four rows. If the first of them takes no 2, the cursor stays there, and the three
digits after it would answer the rows before those they were meant for. So after a key that was refused,
what answers is dropped until the keys pause, or for as long as nobody types without looking up; the lead
hears the bell, looks, and types again. The same
holds for a run of digits through which another screen came: they were typed to the one before.

The pause is one between keys as they *came*: how long the program took to see to them changes nothing.
"""

from __future__ import annotations

from coachtui.ui.form_signs import ANSWERS, twin_of

PAUSE_S = 0.3
"""Seconds without a key after which what is typed is meant for what is on the screen."""


AT_MOST_S = 2.0
"""Seconds after a refusal in which anybody looks up; what is typed later is meant for what is there."""

SAYS_AFTER_S = 0.2
"""Seconds after a refusal from which a dropped key is told of: it was pressed by itself, not in one run."""


class TypedAhead:
    """The keys that came last, to tell which answers were typed ahead of a refusal."""

    def __init__(self) -> None:
        """Begin with no key pressed."""
        self._last: float | None = None
        self._refused_at = 0.0
        self._astray = False
        self._run_on: object | None = None
        self._unsaid = False
        self._other_key = False
        self._in_run = False

    @property
    def in_run(self) -> bool:
        """Whether the last key and the one right before it both answer, on the same screen."""
        return self._in_run

    @property
    def unexplained(self) -> bool:
        """Whether the lead cannot know why a key was dropped: no refusal was said, or some time ago."""
        late = self._last is not None and self._last - self._refused_at >= SAYS_AFTER_S
        return self._unsaid or self._other_key or late

    def refused(self, *, said: bool = True) -> None:
        """Note that the key being carried out did not do what it was typed for.

        Args:
            said: Whether the lead was told.
        """
        self._astray, self._unsaid, self._other_key = True, not said, False
        self._refused_at = self._last or 0.0

    def press(self, sign: str | None, came: float, place: object, *, in_text: bool) -> bool:
        """Record a key that is about to be carried out; return whether it is to be dropped instead.

        Args:
            sign: The character it types; ``None`` for a key that types none, and for text that was pasted.
            came: When it came from the terminal, in seconds on a monotonic clock.
            place: The screen that would get it.
            in_text: Whether a line of text would get it. What is typed there is seen before it counts, so it
                is taken once another key stood between it and the refusal.
        """
        if self._last is None or came - self._last >= PAUSE_S:
            self._astray, self._run_on = False, None
        elif came - self._refused_at >= AT_MOST_S:
            self._astray = False
        self._last = came
        self._in_run = False
        if sign is None or twin_of(sign) not in ANSWERS:
            self._run_on, self._other_key = None, True
            return False
        self._in_run = self._run_on is place
        if self._run_on is not None and not self._in_run:
            self.refused(said=False)
        self._run_on = place
        return self._astray and not (in_text and self._other_key)
