"""Cuts what a terminal sends into keys, whole control sequences and pastes (ECMA-48, xterm, DEC VT).

A terminal types its own words into the same line as the lead: replies, colour reports, cursor reports.
Taken for keys they would answer rows. So every sequence is swallowed whole, known or not, however it is
cut into reads; who reads the tokens picks the sequences that are keys and lets the others go.

**Time.** A lone Escape is a key after ``escape_s`` of silence. A sequence that has begun may stand still
for ``STILL_S``: the rest of a report that a slow line cut in two is still a part of it. The line is
serial, so a key pressed in between comes *after* that rest; only where the rest never comes can a key
seem to continue the sequence. What came late is therefore held: if the sequence ends by its grammar, it
is swallowed; if it does not, and each late read was a single character, a hand typed them and they are
keys after all - at most ``STILL_S`` late. The price: behind a sequence that never ended (also Alt with
``[ ] O P X ^ _``, which begins one), a letter pressed within that second may be taken for its end.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal, NamedTuple

STILL_S = 1.0
"""How long a sequence that has begun, or a paste, may stand still, in seconds."""

LATE_S = 0.1
"""A byte of a sequence after a longer silence than this may come from a hand instead, in seconds."""

LATE_MOST_S = 5.0
"""How long late bytes are held altogether, in seconds; nothing a terminal says takes longer."""

PASTE_REST_S = 5.0
"""How long what comes in pieces still belongs to a paste that never ended, in seconds."""

SEQUENCE_MOST = 64
"""Characters of the longest sequence that is handed over; longer ones are swallowed all the same."""

PASTE_MOST = 1_000_000
"""Characters of a paste that are kept; no text line takes nearly as many."""

ESC = "\x1b"
PASTE_BEGINS = f"{ESC}[200~"
PASTE_ENDS = f"{ESC}[201~"

_C1 = {chr(0x40 + ord(letter)): ESC + letter for letter in "O[]PX^_"}
"""The 8-bit introducers, and what they are in 7 bits."""

_PASTE_ENDS = re.compile("(?:\x1b\\[|\x9b)201~")
_STRING_ENDS = re.compile("[\x07\x18\x1a\x1b\x9c]")
_NOT_IN_LATE_STRING = re.compile("[\x00-\x1f\x7f\x9c]")
_RXVT_SHIFT = re.compile(r"\x1b\[[378]\$")
_ONE_KEY = re.compile(r"[^\x1b]|\x1b(?:[^\x1b]|[\[O][0-9;]*[@-~])?")
_REST_OF_LONE_ESC = re.compile(r"\[|\][0-9lLI]|P[0-9:;<=>?!$+]|_G|O[A-HMP-S]")
"""What is a sequence though its ESC came long before it; text begins so with ``[`` only, and that is held."""


class Token(NamedTuple):
    """One key, control sequence or paste that came from the terminal.

    Attributes:
        kind: A character is a key, ESC included; a sequence is whole and in its 7-bit form, also ESC with
            the character that followed it at once; a paste is the text without its brackets.
        text: The characters.
    """

    kind: Literal["character", "sequence", "paste"]
    text: str


class TerminalInput:
    """The parser of a terminal's input; it has no clock and reads nothing itself."""

    def __init__(self, escape_s: float) -> None:
        """Begin with nothing read.

        Args:
            escape_s: After how long a silence an ESC is the key, in seconds.
        """
        self._escape_s = escape_s
        self._tokens: list[Token] = []
        self._take: Callable[[str, int], int] = self._in_ground
        self._begun = ""  # the sequence so far
        self._last = 0.0
        self._late_since: float | None = None
        self._held: list[str] = []
        self._by_hand = True
        self._paste = ""
        self._left = 0
        self._rest_until = 0.0  # until when a rest of a lone ESC, or of a paste, may come

    def feed(self, text: str, now: float) -> list[Token]:
        """Parse the characters that one read gave.

        Args:
            text: Decoded characters; no more than one read, because its size tells a hand from a machine.
            now: Seconds on a monotonic clock.

        Returns:
            What is whole now.
        """
        tokens: list[Token] = []
        self._tokens = tokens
        take = self._take
        if take == self._in_ground:
            if now < self._rest_until and _REST_OF_LONE_ESC.match(text):
                self._begin(ESC, self._after_escape)
                self._late_since, self._by_hand = now, len(text) == 1
            self._rest_until = 0.0
        elif take not in (self._after_escape, self._in_paste, self._after_paste):
            if self._late_since is None and now - self._last >= LATE_S:
                self._late_since = now
            if self._late_since is not None:
                self._by_hand = self._by_hand and len(text) == 1
        self._last = now
        place = 0
        while place < len(text):
            place = self._take(text, place)
        return tokens

    def tick(self, now: float) -> list[Token]:
        """Parse on after a silence: nothing more has come so far.

        Returns:
            What a silence has made whole: a lone Escape, keys that were held, a paste without an end.
        """
        tokens: list[Token] = []
        self._tokens = tokens
        until = self.deadline
        if until is not None and now >= until:
            self._expire(now)
        return tokens

    @property
    def deadline(self) -> float | None:
        """The second at which ``tick`` has something to do if nothing comes before; ``None`` for never."""
        take = self._take
        if take == self._in_ground:
            return None
        if take == self._after_paste:
            return self._rest_until
        if take == self._after_escape or _RXVT_SHIFT.fullmatch(self._begun):
            return self._last + self._escape_s
        if self._late_since is not None:
            return min(self._last + STILL_S, self._late_since + LATE_MOST_S)
        return self._last + STILL_S

    def _expire(self, now: float) -> None:
        take = self._take
        if take == self._after_escape:
            self._end()
            self._say("character", ESC)
            self._rest_until = now + STILL_S
        elif take == self._in_paste:
            self._break_off_paste(now)
        else:
            self._give_up()

    # Characters and the beginning of sequences

    def _in_ground(self, text: str, place: int) -> int:
        character = text[place]
        if character == ESC:
            self._begin(ESC, self._after_escape)
        elif character in _C1:
            self._begin(ESC, self._after_escape)
            self._introduce(_C1[character][1])
        elif not "\x80" <= character <= "\x9f":
            self._say("character", character)
        return place + 1

    def _after_escape(self, text: str, place: int) -> int:
        character = text[place]
        if character == ESC or "\x80" <= character <= "\x9f":
            self._end()
            self._say("character", ESC)
            return place
        if character in "[O]PX^_":
            self._introduce(character)
        else:
            self._end()
            self._say("sequence", ESC + character)
        return place + 1

    def _introduce(self, character: str) -> None:
        self._keep(character)
        self._begun = ESC + character
        if character == "[":
            self._take = self._in_csi
        elif character == "O":
            self._take = self._in_ss3
        else:
            self._take = self._in_string

    # CSI and SS3

    def _in_csi(self, text: str, place: int) -> int:
        character = text[place]
        first, last = " ", "~"
        if self._begun == f"{ESC}[[":  # function keys of the Linux console
            first, last = "A", "E"
        elif _RXVT_SHIFT.fullmatch(self._begun):
            first = "@"
        if not first <= character <= last:
            return self._stop(place)
        if character < "@" or (character == "[" and self._begun == f"{ESC}["):
            return self._go_on(character, place)
        return self._end_of_csi(character, place)

    def _end_of_csi(self, character: str, place: int) -> int:
        whole = self._begun + character
        if whole == f"{ESC}[M":  # the oldest mouse report: three more characters, whatever they are
            self._take, self._left = self._in_old_mouse, 3
            return self._go_on(character, place)
        if whole == PASTE_BEGINS:
            self._begin("", self._in_paste)
            self._paste = ""
            return place + 1
        return self._finish(character, place)

    def _in_ss3(self, text: str, place: int) -> int:
        character = text[place]
        if not " " <= character <= "~":
            return self._stop(place)
        if character in "0123456789;":
            return self._go_on(character, place)
        return self._finish(character, place)

    def _in_old_mouse(self, text: str, place: int) -> int:
        if text[place] < " ":
            return self._stop(place)
        self._keep(text[place])
        self._left -= 1
        if not self._left:
            self._end()
        return place + 1

    # Strings: OSC, DCS, APC, PM, SOS

    def _in_string(self, text: str, place: int) -> int:
        pattern = _STRING_ENDS if self._late_since is None else _NOT_IN_LATE_STRING
        found = pattern.search(text, place)
        if found is None:
            self._keep(text[place:])
            return len(text)
        end = found.start()
        self._keep(text[place:end])
        character = text[end]
        if character == ESC:
            self._keep(ESC)
            self._take = self._in_string_escape
        elif character in "\x07\x9c":
            self._end()
        else:
            return self._stop(end)
        return end + 1

    def _in_string_escape(self, text: str, place: int) -> int:
        if text[place] == "\\":
            self._end()
            return place + 1
        if self._held:
            self._held.pop()
        self._give_up()
        self._begin(ESC, self._after_escape)
        return place

    # Pastes

    def _in_paste(self, text: str, place: int) -> int:
        begin = max(0, len(self._paste) - len(PASTE_ENDS) + 1)
        tail = self._paste[begin:] + text[place:]
        end = _PASTE_ENDS.search(tail)
        if end is None:
            self._paste = self._paste[:begin] + tail
            if len(self._paste) > PASTE_MOST:  # the end may have begun in the last characters
                self._paste = self._paste[:PASTE_MOST] + tail[-len(PASTE_ENDS) + 1 :]
            return len(text)
        self._say_paste(self._paste[:begin] + tail[: end.start()])
        self._end()
        return len(text) - (len(tail) - end.end())

    def _break_off_paste(self, now: float) -> None:
        """Hand over what came of a paste; a part of its end waits for the rest."""
        kept = next((n for n in range(len(PASTE_ENDS) - 1, 0, -1) if self._paste.endswith(PASTE_ENDS[:n])), 0)
        cut = len(self._paste) - kept
        self._say_paste(self._paste[:cut])
        self._paste = self._paste[cut:]
        self._take = self._after_paste
        self._rest_until = now + PASTE_REST_S

    def _after_paste(self, text: str, place: int) -> int:
        """Tell the rest of a paste that never ended from a key: a key comes alone."""
        more_of_end = bool(self._paste) and PASTE_ENDS.startswith(self._paste + text)
        is_end = (self._paste + text).startswith(PASTE_ENDS)
        if self._last < self._rest_until and (more_of_end or is_end or not _ONE_KEY.fullmatch(text)):
            self._take = self._in_paste
        else:
            self._end()
        self._rest_until = 0.0
        return place

    # What all of them do

    def _say(self, kind: Literal["character", "sequence", "paste"], text: str) -> None:
        self._tokens.append(Token(kind, text))

    def _say_paste(self, text: str) -> None:
        if text:
            self._say("paste", text[:PASTE_MOST])

    def _begin(self, text: str, take: Callable[[str, int], int]) -> None:
        self._begun, self._take = text, take
        self._late_since, self._by_hand = None, True
        self._held = []

    def _keep(self, text: str) -> None:
        if text and self._late_since is not None and self._by_hand:
            self._held.append(text)

    def _go_on(self, character: str, place: int) -> int:
        self._keep(character)
        if len(self._begun) <= SEQUENCE_MOST:
            self._begun += character
        return place + 1

    def _finish(self, character: str, place: int) -> int:
        if len(self._begun) <= SEQUENCE_MOST:
            self._begun += character
            self._say("sequence", self._begun)
        self._end()
        return place + 1

    def _stop(self, place: int) -> int:
        """End a sequence at a character that is none of it, which stands for itself."""
        self._give_up()
        return place

    def _give_up(self) -> None:
        """End a sequence that will not end; what a hand typed meanwhile is keys."""
        if _RXVT_SHIFT.fullmatch(self._begun):
            self._say("sequence", self._begun)
        elif self._by_hand:
            for character in self._held:
                self._say("character", character)
        self._end()

    def _end(self) -> None:
        self._begin("", self._in_ground)
