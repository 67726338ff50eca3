"""Makes Textual's events of those control sequences that are keys or mouse moves; drops all others."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator

from textual import constants
from textual.events import AppBlur, AppFocus, Key, Paste, Resize
from textual.keys import Keys
from textual.message import Message

from coachtui.ui.terminal.input_parser import ESC, TerminalInput, Token
from coachtui.ui.textual_private.terminal import (
    ANSI_SEQUENCES_KEYS,
    FOCUSIN,
    FOCUSOUT,
    FUNCTIONAL_KEYS,
    SequenceParser,
)

_WITH_ESC = 2
"""Characters of ESC and what followed it at once."""

_HANDED_ON = re.compile(
    r"\x1b\[(?:<\d{1,5};-?\d{1,5};-?\d{1,5}[Mm]"  # mouse, SGR
    r"|\?(?:2026|2048);\d\$y"  # modes that Textual asks for
    r"|48;[1-9]\d{0,3}(?::[\d:]*)?;[1-9]\d{0,3}(?::[\d:]*)?"  # size within the line, mode 2048
    r";[1-9]\d{0,5}(?::[\d:]*)?;[1-9]\d{0,5}(?::[\d:]*)?t)"
)
_SIZE_WITHOUT_PIXELS = re.compile(r"\x1b\[48;([1-9]\d{0,3});([1-9]\d{0,3});0;0t")
"""Handed on, Textual would divide the next mouse report by it."""

_ALONE, _BEHIND_ESCAPE = "came_alone", "came_behind_escape"

_CURSOR = re.compile(r"\x1b\[\d+;\d+R")
_NUMBERED = re.compile(r"\x1b\[(\d*)(?:;[\d:]*){0,2}([A-Z~])")


def mark_alone(event: Key) -> None:
    """Mark a key as the only thing that was read at once."""
    vars(event)[_ALONE] = True


def came_alone(event: Key) -> bool:
    """Return whether nothing else was read together with a key; unknown counts as no."""
    return _ALONE in vars(event)


def mark_behind_escape(event: Key) -> None:
    """Mark a key as sent together with Escape, which is what Alt and a key send too."""
    vars(event)[_BEHIND_ESCAPE] = True


def behind_escape(event: Key) -> bool:
    """Return whether Escape was sent together with a key; unknown counts as no."""
    return _BEHIND_ESCAPE in vars(event)


class KeyParser(SequenceParser):
    """A parser in place of Textual's, which types every sequence that it does not know.

    Textual's own code still names the keys and reads mouse, modes and sizes; it is given whole sequences of
    these kinds only, so none of its time-outs can come into play.
    """

    def __init__(self, debug: bool = False) -> None:  # noqa: FBT001, FBT002  Textual's signature
        """Begin with nothing read.

        Args:
            debug: Whether to write what comes in to Textual's log of keys.
        """
        super().__init__(debug)
        self._input = TerminalInput(constants.ESCAPE_DELAY)

    def feed(self, data: str) -> Iterable[Message]:
        """Parse the characters that one read gave; none at all is the end of the input."""
        if not data:
            yield from super().feed(data)
        now = time.monotonic()
        read = [message for token in self._input.feed(data, now) for message in self._messages(token)]
        if len(read) == 1 and isinstance(read[0], Key):
            mark_alone(read[0])
        yield from _stamped(read, now)

    def tick(self) -> Iterable[Message]:
        """Parse on after a silence: nothing more has come so far."""
        now = time.monotonic()
        for token in self._input.tick(now):
            yield from _stamped(self._messages(token), now)

    def wait_s(self, most: float) -> float:
        """Return the seconds until ``tick`` has something to do, at most ``most``."""
        until = self._input.deadline
        return most if until is None else min(most, max(0.0, until - time.monotonic()))

    def _messages(self, token: Token) -> Iterator[Message]:
        if token.kind == "paste":
            yield Paste(token.text.replace("\x00", ""))
        elif token.kind == "character":
            yield from self._keys(token.text)
        elif token.text == FOCUSIN:
            yield AppFocus()
        elif token.text == FOCUSOUT:
            yield AppBlur()
        elif _HANDED_ON.fullmatch(token.text):
            yield from super().feed(token.text)
        elif size := _SIZE_WITHOUT_PIXELS.fullmatch(token.text):
            yield Resize.from_dimensions((int(size[2]), int(size[1])), None)
        elif len(token.text) == _WITH_ESC and not isinstance(ANSI_SEQUENCES_KEYS.get(token.text), tuple):
            yield from self._keys(ESC)  # nothing is bound to Alt: two keys, quickly one after the other
            for key in self._keys(token.text[1]):
                mark_behind_escape(key)
                yield key
        elif not _is_report(token.text):
            yield from self._keys(token.text)

    def _keys(self, sequence: str) -> Iterator[Key]:
        try:
            keys = list(self.keys_of_sequence(sequence))
        except (ValueError, OverflowError):  # a key of the kitty protocol that has no number of a character
            return
        yield from (key for key in keys if key.key != Keys.Ignore)


def _stamped(messages: Iterable[Message], came: float) -> Iterator[Message]:
    """Let messages say when they were read: a program that is busy sees to them later."""
    for message in messages:
        message.time = came
        yield message


def _is_report(sequence: str) -> bool:
    """Whether Textual would take a report for a key: the cursor, or a number that is no function key."""
    if _CURSOR.fullmatch(sequence):
        return True
    numbered = _NUMBERED.fullmatch(sequence)
    if numbered is None or sequence in ANSI_SEQUENCES_KEYS:
        return False
    return f"{numbered[1] or 1}{numbered[2]}" not in FUNCTIONAL_KEYS
