"""Issue 7 §1: whatever a terminal says by itself is swallowed whole; keys and pastes come through."""

from __future__ import annotations

import pytest
from tests.fakes.reports import REPORTS

from coachtui.ui.terminal.input_parser import (
    LATE_MOST_S,
    PASTE_MOST,
    PASTE_REST_S,
    STILL_S,
    TerminalInput,
    Token,
)

ESCAPE_S = 0.1
PARTS_OF_WORDS = "OX^]"
"""What may follow a lone Escape as text too, so that no report is seen in it alone."""

each_report = pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)


def typed(*reads: tuple[float, str], rest: float = 30.0) -> list[Token]:
    """Return what comes of reads, each so many seconds after the one before; nothing is read afterwards."""
    parser, now, tokens = TerminalInput(ESCAPE_S), 100.0, []
    for pause, text in (*reads, (rest, "")):
        now += pause
        while parser.deadline is not None and parser.deadline < now:
            tokens += parser.tick(parser.deadline)
        tokens += parser.feed(text, now) if text else parser.tick(now)
    return tokens


def texts(*reads: tuple[float, str]) -> list[str]:
    """Return the characters and pastes that come of reads; sequences are for others to know."""
    return [token.text for token in typed(*reads) if token.kind != "sequence"]


@each_report
def test_a_report_leaves_no_character_and_keys_around_it_work(report: str) -> None:
    assert texts((0, f"1{report}2")) == ["1", "2"]


@each_report
@pytest.mark.parametrize("pause", [0.0, 0.05])
def test_a_report_may_come_one_character_at_a_time(report: str, pause: float) -> None:
    assert texts(*((pause, character) for character in report), (pause, "2")) == ["2"]


@each_report
def test_a_report_may_come_slower_than_a_hand_types(report: str) -> None:
    assert texts((0, report[:2]), *((0.15, character) for character in report[2:]), (2, "2")) == ["2"]


@each_report
@pytest.mark.parametrize("pause", [0.15, 0.9])
def test_the_rest_of_a_report_may_come_late(report: str, pause: float) -> None:
    """The cursor report of the issue: ``ESC [ 2``, a pause, ``4 ; 8 0 R``."""
    for cut in range(1, len(report)):
        lone = report[:cut] == "\x1b"
        if not (lone and report[1] in PARTS_OF_WORDS and report[2] not in "14"):
            came = texts((0, report[:cut]), (pause, report[cut:]), (2, "2"))
            assert came == ["\x1b", "2"] if lone else ["2"], report[:cut]


@each_report
def test_an_unfinished_report_times_out_without_a_trace(report: str) -> None:
    for cut in range(1, len(report)):
        lone = report[:cut] == "\x1b"
        assert texts((0, report[:cut]), (2, "2")) == (["\x1b", "2"] if lone else ["2"]), report[:cut]


def test_a_report_longer_than_any_is_swallowed_all_the_same() -> None:
    assert texts((0, "\x1b[" + "1;" * 5000 + "c2")) == ["2"]
    assert typed((0, "\x1b[" + "1;" * 5000 + "c")) == []
    assert texts((0, "\x1bX2\r\n1\x1b\\2")) == ["2"], "lines are allowed in a string"
    assert texts((0, "\x1b]52;c;" + "1" * 100_000), (0.01, "2" * 100_000), (0.01, "\x07" + "2")) == ["2"]


@pytest.mark.parametrize("begun", ["\x1b[2", "\x1b]11;rgb:1", "\x1bP1$r", "\x1b[", "\x1bO", "\x1b[M"])
def test_a_key_pressed_behind_a_report_that_never_ends_still_answers(begun: str) -> None:
    assert texts((0, begun), (0.5, "2")) == ["2"], "late, but it is not lost"
    assert texts((0, begun), (STILL_S + 0.1, "2")) == ["2"]
    assert texts((0, begun), (0.3, "2"), (0.3, "1"), (0.3, "\x11")) == ["2", "1", "\x11"]


@pytest.mark.parametrize("begun", ["\x1b[2", "\x1b]11;rgb:1", "\x1bP1$r", "\x1b[M"])
def test_keys_behind_a_report_that_never_ends_are_not_held_for_long(begun: str) -> None:
    parser = TerminalInput(ESCAPE_S)
    parser.feed(begun, 0.0)
    parser.feed("1", 0.5)
    limits = [parser.deadline]
    for number in range(20):
        parser.feed("1", 0.6 + number * 0.9)
        limits.append(parser.deadline)
    first = limits[0]
    assert first is not None
    assert first <= 0.5 + STILL_S
    assert max(limit for limit in limits if limit is not None) <= 0.5 + LATE_MOST_S


def test_a_command_key_ends_what_never_ended() -> None:
    for begun in ("\x1b[2", "\x1bO", "\x1b[?"):
        for key in ("\x11", "\r", "\x7f", "å", "\x1b[A"):
            (token,) = typed((0, begun), (0.0, key))
            assert token.text == key
    for key in ("\x11", "\r", "\x7f"):
        assert texts((0, "\x1b]11;rgb"), (0.3, key)) == [key]
    assert [token.text for token in typed((0, "\x1b]11;rgb"), (0.0, "\x1b[A"))] == ["\x1b[A"]


def test_a_lone_escape_is_a_key_after_a_moment() -> None:
    parser = TerminalInput(ESCAPE_S)
    assert parser.feed("\x1b", 5.0) == []
    assert parser.deadline == pytest.approx(5.0 + ESCAPE_S)
    assert parser.tick(5.09) == []
    assert parser.tick(5.1) == [Token("character", "\x1b")]
    assert parser.deadline is None
    assert texts((0, "\x1b\x1b")) == ["\x1b", "\x1b"]
    assert texts((0, "\x1b"), (0.2, "2")) == ["\x1b", "2"]


def test_words_typed_after_a_lone_escape_are_words() -> None:
    for word in ("Person", "Oh", "On", "[", "] 1", "_x", "Xenia", "^2"):
        assert texts((0, "\x1b"), (0.5, word)) == ["\x1b", *word], word
        assert texts((0, "\x1b"), *((0.3, one) for one in word)) == ["\x1b", *word], word


def test_escape_and_a_quick_key_come_together() -> None:
    assert typed((0, "\x1b1")) == [Token("sequence", "\x1b1")]
    assert typed((0, "\x1b"), (0.05, "a")) == [Token("sequence", "\x1ba")]
    assert typed((0, "\x1b\x1b[A")) == [Token("character", "\x1b"), Token("sequence", "\x1b[A")]


@pytest.mark.parametrize(
    "key", ["\x1b[A", "\x1b[1;5A", "\x1bOP", "\x1b[15~", "\x1b[[A", "\x1b[3$", "\x1b[<0;5;5M"]
)
def test_keys_are_handed_over_whole_and_at_once(key: str) -> None:
    parser = TerminalInput(ESCAPE_S)
    tokens = [token for character in key for token in parser.feed(character, 0.0)]
    tokens += parser.tick(ESCAPE_S) if key.endswith("$") else []
    assert tokens == [Token("sequence", key)]
    assert [token.text for token in typed((0, f"{key}1"))] == [key, "1"]
    assert typed((0, key[:2]), (0.9, key[2:])) == [Token("sequence", key)]


def test_an_8_bit_key_is_handed_over_in_7_bits() -> None:
    assert typed((0, "\x9bA")) == [Token("sequence", "\x1b[A")]


PASTES = {
    "plain": "one 1\r2",
    "a key in it": "up \x1b[A down",
    "lone ESC in it": "a\x1bb",
    "report in it": "\x1b]11;rgb:1\x07 \x1b[?1;2c",
    "beginning again": "\x1b[200~ 1",
    "half an end": "\x1b[201 \x1b[20",
    "8 bits": "\x9b1 \x85",
}


@pytest.mark.parametrize("text", PASTES.values(), ids=PASTES)
def test_a_paste_arrives_whole(text: str) -> None:
    """Even through tmux 3.3a, which passes a raw ESC on."""
    sent = f"\x1b[200~{text}\x1b[201~"
    whole = [Token("paste", text), Token("character", "1")]
    assert typed((0, f"{sent}1")) == whole
    assert typed(*((0.0, one) for one in f"{sent}1")) == whole
    for cut in range(2, len(sent)):
        assert typed((0, sent[:cut]), (0.9, f"{sent[cut:]}1")) == whole, sent[:cut]


@pytest.mark.parametrize("text", PASTES.values(), ids=PASTES)
def test_a_paste_that_never_ends_arrives_and_types_no_key(text: str) -> None:
    first, *more = typed((0, f"\x1b[200~{text}"), (STILL_S + 0.5, "rest 12"), (0.1, "\x1b[201~"), (0.1, "2"))
    assert first.kind == "paste"
    assert text.startswith(first.text)
    assert "".join(token.text for token in (first, *more[:-1])) == f"{text}rest 12"
    assert {token.kind for token in more[:-1]} <= {"paste"}
    assert more[-1] == Token("character", "2")


def test_keys_work_again_after_a_paste_that_never_ended() -> None:
    begun = "\x1b[200~text"
    for key in ("2", "\x11", "\x1b[A", "\x1bOP"):
        (paste, *keys) = typed((0, begun), (STILL_S + 0.1, key))
        assert (paste, [token.text for token in keys]) == (Token("paste", "text"), [key])
    (_, *keys) = typed((0, begun), (STILL_S + PASTE_REST_S + 0.1, "22"))
    assert keys == [Token("character", "2")] * 2
    assert typed((0, begun), (STILL_S + 0.1, "\x1b"))[1:] == [Token("character", "\x1b")]


def test_a_paste_takes_no_more_than_a_bounded_memory() -> None:
    parser, now = TerminalInput(ESCAPE_S), 0.0
    parser.feed("\x1b[200~", now)
    for _ in range(60):
        assert parser.feed("x" * 50_000, now) == []
    (paste, key) = parser.feed("\x1b[201~1", now)
    assert len(paste.text) == PASTE_MOST
    assert key == Token("character", "1")


def test_an_empty_paste_is_nothing() -> None:
    assert typed((0, "\x1b[200~\x1b[201~1")) == [Token("character", "1")]
