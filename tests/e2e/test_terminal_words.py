"""Issue 7 §1: what a terminal says by itself answers nothing, starts no call and types into no line."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from tests.e2e.program import Program
from tests.e2e.terminal import Terminal
from tests.fakes.reports import REPORTS

pytestmark = pytest.mark.e2e

FORM = "phone-technique"
CURSOR = (3, "\x1b[24;80R")
"""Where to cut the report of the issue."""

SLOW_S = 0.2
"""A pause that no program waits for within a sequence."""


def test_no_report_of_the_terminal_becomes_an_answer(program: Program) -> None:
    terminal = program.listen()
    terminal.settle()
    before = terminal.text
    for name, report in REPORTS.items():
        terminal.send(report)
        terminal.settle(0.05)
        assert terminal.text == before, name
    _nothing_stored_yet_and_a_digit_answers(program, terminal)


def test_no_report_cut_in_two_by_a_slow_line_becomes_an_answer(program: Program) -> None:
    terminal = program.listen()
    terminal.settle()
    before = terminal.text
    for cut, report in (CURSOR, *_cut(REPORTS)):
        terminal.send(report[:cut])
        time.sleep(SLOW_S)
        terminal.send(report[cut:])
        terminal.settle(0.05)
        assert terminal.text == before, (cut, report)
    _nothing_stored_yet_and_a_digit_answers(program, terminal)


def test_no_report_that_never_ends_becomes_an_answer(program: Program) -> None:
    terminal = program.listen()
    terminal.settle()
    before = terminal.text
    for cut, report in list(_cut(REPORTS))[::8]:
        terminal.send(report[:cut])
        time.sleep(1.2)
        terminal.settle()
        assert terminal.text == before, (cut, report)
    _nothing_stored_yet_and_a_digit_answers(program, terminal)


def test_a_note_is_typed_and_pasted_through_the_reports(program: Program) -> None:
    terminal = program.listen()
    terminal.press("ctrl+n", *"one ")
    for report in REPORTS.values():
        terminal.send(report)
    terminal.paste("two \x1b[A three \x1b]11;rgb:1\x07\x1b[200~ four ")
    for report in REPORTS.values():
        terminal.send(report)
    terminal.press(*"five")
    terminal.wait_for("five")
    terminal.press("enter")
    terminal.wait_for("Note kept.")
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    (note,) = program.session()["notes"]
    words = note["text"]
    assert [word for word in ("one", "two", "three", "four", "five") if word not in words] == []
    assert words.startswith("one two")
    assert words.endswith("four five"), "the blank that ends a paste is kept"


def test_a_paste_that_never_ends_is_text_and_keys_work_afterwards(program: Program) -> None:
    terminal = program.listen()
    terminal.press("ctrl+n")
    terminal.send("\x1b[200~pasted 1 2 1")
    terminal.wait_for("pasted 1 2 1")
    terminal.press("enter")
    terminal.wait_for("Note kept.")
    terminal.press("1")
    terminal.wait_for("1/25 ")
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    assert [note["text"] for note in program.session()["notes"]] == ["pasted 1 2 1"]


def test_escape_works_at_once_and_a_digit_that_came_with_it_answers_nothing(program: Program) -> None:
    terminal = program.listen()
    terminal.send("\x0enot kept\x1b1")
    terminal.wait_for("Typed too fast")
    time.sleep(SLOW_S * 2)
    terminal.send("1")
    terminal.wait_for("1/25 ")
    terminal.send("\x0e\x1b")
    time.sleep(SLOW_S)
    terminal.send("0")
    terminal.wait_for("2/25 ")
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    assert [answer["value"] for answer in program.answers(FORM).values()] == [1, 0]


def test_bytes_that_are_no_text_end_nothing(program: Program) -> None:
    terminal = program.listen()
    terminal.settle()
    for data in (b"\x9b?1;2c", b"\x9d11;rgb:1/2/1\x9c", b"\x901$r2\x9c"):
        terminal.send_bytes(data)
        terminal.settle()
    _nothing_stored_yet_and_a_digit_answers(program, terminal)


def _cut(reports: dict[str, str]) -> Iterator[tuple[int, str]]:
    """Return a place within each report, another kind of place for each."""
    for number, report in enumerate(reports.values()):
        yield 2 + number % (len(report) - 2) if len(report) > 2 else 1, report


def _nothing_stored_yet_and_a_digit_answers(program: Program, terminal: Terminal) -> None:
    document = program.export()
    assert document["evaluations"] == []
    assert [session["notes"] or session["contacts"] for session in document["sessions"]] in ([], [[]])
    terminal.press("1")
    terminal.wait_for("1/25 ")
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    assert [answer["value"] for answer in program.answers(FORM).values()] == [1]
