"""Sizes from nothing to plenty, terminals without colour, and a second window on the same session."""

from __future__ import annotations

import random

import pytest
from tests.e2e.pressing import pause
from tests.e2e.program import Program

ALWAYS = ("Kim Berg", "Call 00:", "1 Contact", "Score 100.0", "saved")
"""Name, clock, phase, score and badge."""


@pytest.mark.parametrize(("columns", "rows"), [(59, 36), (120, 15), (59, 15), (20, 5)])
def test_too_small_takes_no_answer(program: Program, columns: int, rows: int) -> None:
    terminal = program.listen()
    terminal.press("1")
    terminal.wait_for("1/25 ")
    terminal.resize(columns, rows)
    terminal.wait_for(lambda: "Please" in terminal.text and "F5" not in terminal.text)
    terminal.press("1", "0", "minus", "asterisk", "enter", "backspace")
    terminal.settle()
    terminal.resize(120, 36)
    terminal.wait_for("1/25 ")
    pause()
    terminal.press("0")
    terminal.wait_for("2/25 ")
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    answers = program.answers("phone-technique")
    assert {item: answer["value"] for item, answer in answers.items()} == {"pickup": 1, "greeting": 0}
    assert program.session()["notes"] == []


def test_one_by_one_and_back(program: Program) -> None:
    terminal = program.listen()
    terminal.press("ctrl+r")
    terminal.wait_for("● Call 00:")
    for columns, rows in ((1, 1), (2, 40), (300, 1), (1, 1)):
        terminal.resize(columns, rows)
        terminal.settle()
        assert terminal.alive
    terminal.resize(120, 36)
    terminal.wait_for("F5 Checklist")
    terminal.press("1")
    terminal.wait_for("1/25 ")


def test_the_call_is_in_sight_at_every_size_that_fits(program: Program) -> None:
    chance = random.Random(16)
    terminal = program.listen()
    terminal.press("ctrl+r", "1")
    terminal.wait_for("1/25 ")
    sizes = [(60, 16), (80, 24), (119, 29), (120, 30), (160, 45), (200, 60)]
    sizes += [(chance.randrange(60, 220), chance.randrange(16, 70)) for _ in range(8)]
    for columns, rows in sizes:
        terminal.resize(columns, rows)
        terminal.wait_for(lambda: "Greets with company" in "".join(terminal.marked()))
        terminal.wait_for(lambda: all(fact in "\n".join(terminal.lines[:2]) for fact in ALWAYS))


def test_a_storm_of_sizes_ends_in_the_last_one(program: Program) -> None:
    chance = random.Random(60)
    terminal = program.listen()
    for _ in range(60):
        terminal.resize(chance.randrange(1, 250), chance.randrange(1, 80))
    terminal.resize(100, 30)
    terminal.wait_for(lambda: "F5 Checklist" in terminal.text and "F8 Finish" in terminal.lines[29])
    terminal.press("1")
    terminal.wait_for("1/25 ")


def test_no_colour_is_honoured(program: Program) -> None:
    colourful = program.listen()
    assert not grey(colourful.colours())
    colourful.press("ctrl+q")
    assert colourful.end() == 0
    plain = program.listen(NO_COLOR="1")
    plain.press("ctrl+r", "1", "0")
    plain.wait_for("2/25 ")
    assert grey(plain.colours())


def grey(colours: set[str]) -> bool:
    """Whether every colour is a grey."""
    return all(colour == "default" or colour[:2] == colour[2:4] == colour[4:] for colour in colours)


def test_a_second_window_leaves_the_session_alone(program: Program) -> None:
    first = program.listen()
    first.press("1")
    first.wait_for("✓ saved")
    second = program.open("live", "--agent", "Kim Berg")
    assert second.end() == 3
    assert "open in another window; close it there first." in second.said()
    assert "Traceback" not in second.output
    first.press("0")
    first.wait_for("2/25 ")
    program.add_agent("Lo Ek")
    third = program.listen("Lo Ek")
    third.press("1")
    third.wait_for("✓ saved")
    assert len(program.export()["sessions"]) == 2


def test_attack_f8_an_exported_size_is_not_taken_for_the_window(program: Program) -> None:
    terminal = program.listen(columns=100, rows=30, COLUMNS="200", LINES="50")
    terminal.wait_for(lambda: "F1 Help" in terminal.lines[29])
    terminal.wait_for("F4 Notes")
    terminal.resize(90, 28)
    terminal.wait_for(lambda: len(terminal.lines) == 28 and "F1 Help" in terminal.lines[27])
    terminal.press("1", "ctrl+q")
    assert terminal.end() == 0
