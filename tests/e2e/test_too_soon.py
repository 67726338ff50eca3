"""Keys that come in one piece with the one that opens a screen, twice at once, or before the first screen."""

from __future__ import annotations

from tests.e2e.pressing import pause
from tests.e2e.program import Program

FORM = "phone-technique"


def test_finish_twice_in_one_read_shows_the_review_and_finishes_nothing(program: Program) -> None:
    terminal = program.listen()
    terminal.press("ctrl+r", "1", "ctrl+d")
    terminal.wait_for("Cut off: ")
    terminal.press("f8", "f8")
    terminal.wait_for("Pressed before this screen appeared")
    assert "Closing review" in terminal.text
    terminal.press("f8")
    terminal.wait_for("Session closed and saved.")
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    assert program.session()["status"] == "final"


def test_the_call_key_twice_at_once_starts_the_call(program: Program) -> None:
    terminal = program.listen()
    terminal.press("ctrl+r", "ctrl+r")
    terminal.wait_for("Two quick presses count as one.")
    terminal.press("ctrl+r")
    terminal.wait_for("Call ended")
    terminal.press("ctrl+q")
    assert terminal.end() == 0


def test_the_hold_key_three_times_at_once_puts_on_hold(program: Program) -> None:
    terminal = program.listen()
    terminal.press("ctrl+r", "1")
    terminal.wait_for("1/25 ")
    terminal.press("ctrl+o", "ctrl+o", "ctrl+o")
    terminal.wait_for("Two quick presses count as one.")
    terminal.settle()
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    (contact,) = program.session()["contacts"]
    (hold,) = contact["holds"]
    assert hold["until_s"] is None


def test_what_is_typed_while_the_program_starts_answers_no_row(program: Program) -> None:
    terminal = program.open("live", "--agent", "Kim Berg")
    terminal.send("102\r\x12")
    terminal.wait_for("Checklist")
    terminal.settle()
    pause()
    assert "0/25 " in terminal.text
    assert "starts the call" in terminal.text
    terminal.press("1")
    terminal.wait_for("1/25 ")
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    assert [answer["value"] for answer in program.answers(FORM).values()] == [1]
    assert program.session()["contacts"][0]["started_at"] is None


def test_enter_while_the_program_starts_opens_no_agent(program: Program) -> None:
    terminal = program.open()
    terminal.send("\r")
    terminal.wait_for("Kim Berg")
    terminal.settle()
    assert "Open agent" in terminal.text
    terminal.press("enter")
    terminal.wait_for("Export for agent")
    terminal.press("ctrl+q")
    assert terminal.end() == 0
