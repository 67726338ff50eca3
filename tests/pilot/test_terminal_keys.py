"""Issue 7 §1: what was a key, a mouse move or a report in use before the parser still is, exactly."""

from __future__ import annotations

import codecs
from collections.abc import Iterable

import pytest
from tests.fakes.reports import REPORTS
from textual import constants
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser
from textual.events import Key, MouseEvent, MouseMove, Paste, Resize
from textual.message import Message

from coachtui.ui.terminal.driver import decoder
from coachtui.ui.terminal.key_sequences import KeyParser

USED = [
    *("\x1b[<0;10;5M", "\x1b[<0;10;5m", "\x1b[<64;1;1M", "\x1b[<35;80;24M", "\x1b[<0;-1;5M"),
    *("\x1b[I", "\x1b[O", "\x1b[?2026;2$y", "\x1b[?2048;0$y", "\x1b[?2048;1$y"),
    "\x1b[48;36;120;720;1200t",
]
QUICK = [
    sequence
    for sequence in ANSI_SEQUENCES_KEYS
    if len(sequence) > 2 and not (sequence.startswith("\x1b[") and sequence[-1] in "R$")
]
KITTY = ["\x1b[97u", "\x1b[97;5u", "\x1b[27u", "\x1b[13;2u", "\x1b[49;;49u", "\x1b[1;5P", "\x1b[57399u"]
NO_KEY_OF_KITTY = ["\x1b[97:65;2u", "\x1b[99999999999u", "\x1b[1;1;99999999999u", "\x1b[::;1u"]


def said(messages: Iterable[Message]) -> list[object]:
    """Return what can be compared of messages."""
    return [_content(message) for message in messages]


def _content(message: Message) -> object:
    if isinstance(message, Key):
        return message.key, message.character
    if isinstance(message, MouseEvent):
        return type(message), message.x, message.y, message.button, message.shift, message.ctrl
    if isinstance(message, Resize):
        return message.size, message.pixel_size
    return message.text if isinstance(message, Paste) else type(message)


@pytest.mark.parametrize(
    "sequence", [*QUICK, *USED, *(map(chr, range(0x20))), "\x7f", "a", "å", "Å", "中", "1"]
)
def test_every_key_and_report_in_use_is_what_textual_says_it_is(
    sequence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(constants, "DISABLE_KITTY_KEY", True)
    if sequence != "\x1b":
        stock, ours = XTermParser(), KeyParser()
        assert said(ours.feed(f"{sequence}1")) == said(stock.feed(f"{sequence}1"))


def test_mouse_in_pixels_is_what_textual_says_it_is() -> None:
    sent = "\x1b[48;36;120;720;1200t\x1b[<35;600;360M"
    (_, moved) = KeyParser().feed(sent)
    assert isinstance(moved, MouseMove)
    assert said([moved]) == said(XTermParser().feed(sent))[1:]
    (_, moved) = KeyParser().feed("\x1b[48;36;120;0;0t\x1b[<35;60;30M")  # Textual divides by these
    assert isinstance(moved, MouseMove)
    assert (moved.x, moved.y) == (59, 29)


def test_kitty_keys_work_where_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(constants, "DISABLE_KITTY_KEY", False)
    for sequence in KITTY:
        assert said(KeyParser().feed(sequence)) == said(XTermParser().feed(sequence)) != []
    for sequence in NO_KEY_OF_KITTY:
        list(KeyParser().feed(sequence))


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
@pytest.mark.parametrize("kitty", [True, False])
def test_no_report_is_a_key(report: str, kitty: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(constants, "DISABLE_KITTY_KEY", not kitty)
    assert said(KeyParser().feed(f"{report}1")) == [("1", "1")]


@pytest.mark.parametrize("character", ["1", "-", "a", "O", ",", "ø", "/", "\r"])
def test_escape_and_a_quick_key_are_two_keys(character: str) -> None:
    if character != "O":  # it begins a sequence
        (key,) = said(XTermParser().feed(character))
        assert said(KeyParser().feed(f"\x1b{character}")) == [("escape", "\x1b"), key]


def test_a_lone_escape_is_a_key_when_its_time_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    parser, now = KeyParser(), [10.0]
    monkeypatch.setattr("coachtui.ui.terminal.key_sequences.time.monotonic", lambda: now[0])
    assert said(parser.feed("\x1b")) == []
    assert parser.wait_s(0.1) == pytest.approx(constants.ESCAPE_DELAY)
    assert parser.wait_s(0.01) == 0.01
    now[0] += constants.ESCAPE_DELAY + 0.001
    assert parser.wait_s(0.1) == 0
    assert said(parser.tick()) == [("escape", "\x1b")]


def test_keys_say_when_they_were_read_and_not_when_they_are_seen_to(monkeypatch: pytest.MonkeyPatch) -> None:
    parser, now = KeyParser(), [10.0]
    monkeypatch.setattr("coachtui.ui.terminal.key_sequences.time.monotonic", lambda: now[0])
    messages = list(parser.feed("12\x1b[A\x1b[200~3\x1b[201~"))
    now[0] = 11.0
    messages += parser.feed("1\x1b")
    now[0] = 12.0
    messages += parser.tick()
    assert [message.time for message in messages] == [10.0] * 4 + [11.0, 12.0]


def test_a_paste_is_one_with_the_escapes_in_it() -> None:
    assert said(KeyParser().feed("\x1b[200~a\x1b[A\x00b\x1b[201~1")) == ["a\x1b[Ab", ("1", "1")]


def test_bytes_that_are_no_utf_8_end_nothing() -> None:
    decode = decoder().decode
    assert decode(b"a\x9b?1;2c\xff") == "a\x9b?1;2c\ufffd"
    assert decode(b"\xe4\xb8") == ""
    assert decode(b"\xad1") == "中1"
    assert decode("\x9b".encode()) == "\x9b"
    with pytest.raises(UnicodeEncodeError):
        codecs.encode("\udcff", "utf-8", "coachtui-terminal")
