"""Every key of the team, the review and of everywhere works at a plain terminal; no key is left out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.e2e.keys_of_live import CHECKLIST, LIVE, MODEL, NEXT_TAG, NOTE_LINE, NOTES
from tests.e2e.keys_of_screens import ALL, LISTS, REVIEW, TEAM
from tests.e2e.pressing import pairs, pause, press_all
from tests.e2e.program import Program

CONTRACT = {
    "app.help": "f1",
    "app.palette": "ctrl+p",
    "app.quit": "ctrl+q",
    "app.back": "escape",
    "app.lock": "f12",
    "team.open": "enter",
    "team.live": "ctrl+r",
    "team.add": "ctrl+n",
    "team.edit": "f2",
    "pane.agent": "f2",
    "pane.model": "f3",
    "pane.notes": "f4",
    "pane.checklist": "f5",
    "live.call": "ctrl+r",
    "live.contact-back": "ctrl+up",
    "live.contact-next": "ctrl+down",
    "live.hold": "ctrl+o",
    "live.phase-next": "ctrl+f",
    "live.phase-back": "ctrl+b",
    "live.note": "ctrl+n",
    "live.mark": "ctrl+t",
    "live.praise": "ctrl+l",
    "live.critical": "ctrl+g",
    "live.undo": "ctrl+z",
    "live.redo": "ctrl+y",
    "live.save": "ctrl+s",
    "live.privacy": "f9",
    "live.finish": "f8",
    "checklist.note": "enter",
    "notes.edit": "enter",
    "model.use": "enter",
    "note.tag-next": "down",
    "note.tag-back": "up",
    "review.finish": "f8",
    "review.draft": "2",
    "review.next-contact": "3",
    "review.export": "4",
    "review.rest-na": "5",
    "review.discard": "9",
    **{f"checklist.value-{digit}": str(digit) for digit in range(10)},
    "checklist.na": "minus",
    "checklist.star": "asterisk",
    "checklist.clear": "backspace",
    "checklist.skip": "space full_stop comma down",
    "checklist.back": "slash up",
    "checklist.next-form": "plus ctrl+right",
    "model.pick-1": "1",
    "model.pick-2": "2",
    "model.pick-3": "3",
    "model.next": "pagedown",
    "model.back": "pageup",
}
"""The binding ids that must stay stable, with their default keys; those of the talk come with it."""

PRESSED_ELSEWHERE = {("app.quit", "ctrl+q"), ("note.keep", "enter")}
"""At the end of nearly every test here, and in the whole call."""


@pytest.fixture
def program(program: Program) -> Program:
    """Two agents, so that a list has somewhere to go."""
    program.add_agent("Lo Ek")
    return program


def test_keys_of_the_team(program: Program) -> None:
    terminal = program.open()
    terminal.wait_for("Lo Ek")
    press_all(terminal, (*TEAM, *LISTS))
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    assert program.export()["sessions"] == []


def test_keys_of_everywhere(program: Program) -> None:
    terminal = program.listen()
    press_all(terminal, ALL)
    terminal.press("1")  # only wakes the screen
    terminal.wait_for("Kim Berg")
    terminal.settle()
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    assert program.export()["evaluations"] == []


def test_keys_of_the_review(program: Program, tmp_path: Path) -> None:
    terminal = program.listen()
    terminal.press("1", "1")
    terminal.wait_for("2/25 ")
    terminal.press("f8")
    terminal.wait_for("23 rows need an answer")
    press_all(terminal, REVIEW)
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    (written,) = (tmp_path / "Documents" / "coachtui").glob("*.json")
    document = program.export()
    first, second = document["sessions"]
    assert (first["status"], len(first["contacts"]), second["status"]) == ("draft", 2, "live")
    answers = {e["session_id"]: e["answers"] for e in document["evaluations"]}
    assert (len(answers[first["id"]]), len(answers[second["id"]])) == (11, 10)
    exported = json.loads(written.read_text(encoding="utf-8"))
    assert exported["evaluations"][0]["answers"] == answers[first["id"]]


def test_a_session_is_thrown_away_after_one_question(program: Program) -> None:
    terminal = program.listen()
    terminal.press("1", "f8")
    terminal.wait_for("Closing review")
    terminal.press("9")
    terminal.wait_for("Discard this session?")
    pause()
    terminal.press("1")
    terminal.wait_for("The session was discarded.")
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    assert program.export()["sessions"] == []


def test_no_key_is_left_out(program: Program) -> None:
    """What must stay stable is what the program says and what is pressed here."""
    stable = {(binding, key) for binding, keys in CONTRACT.items() for key in keys.split()}
    listed = {(row["id"], key) for row in json.loads(program.get("keys", "--json")) for key in row["keys"]}
    tables = (ALL, TEAM, REVIEW, LISTS, LIVE, CHECKLIST, NOTE_LINE, NOTES, MODEL)
    pressed = set().union(*map(pairs, tables)) | PRESSED_ELSEWHERE
    assert stable - listed == set()
    assert stable - pressed == set()
    of_live = ("live.", "pane.", "checklist.", "notes.", "note.", "model.")
    assert {pair for pair in listed - pressed if pair[0].startswith(of_live)} == set()


@pytest.mark.parametrize("pane", ["f2", "f3", "f4", "f5"])
def test_q_quits_nothing(program: Program, pane: str) -> None:
    terminal = program.listen()
    terminal.press(pane, "q")
    terminal.settle()
    assert terminal.alive
    terminal.press("ctrl+n", "q")
    terminal.wait_for("▏q")
    terminal.wait_for(NEXT_TAG)
