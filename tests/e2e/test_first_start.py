"""From empty folders to the first answer, and to the sample team, in a real terminal by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.e2e.program import Program

pytestmark = pytest.mark.e2e


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Program]:
    """The program on empty folders."""
    opened = Program(tmp_path)
    yield opened
    opened.close()


def test_from_nothing_to_the_first_answer(fresh: Program) -> None:
    terminal = fresh.open(columns=80, rows=24)
    terminal.wait_for("1 of 4")
    terminal.press("enter")
    terminal.wait_for("2 of 4")
    terminal.send("Kari Nordmann")
    terminal.press("enter")
    terminal.wait_for("3 of 4")
    terminal.press("down", "down", "enter")
    terminal.wait_for("4 of 4")
    terminal.send("Anna 王")
    terminal.press("enter")
    terminal.wait_for("Team of Kari Nordmann")
    terminal.wait_for("0/4")
    terminal.send("王")
    terminal.wait_for("1 match")
    terminal.press("ctrl+r")
    terminal.wait_for("Checklist")
    terminal.press("1")
    terminal.wait_for("1/25")
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    stored = fresh.export()
    assert stored["lead"]["name"] == "Kari Nordmann"
    assert [agent["name"] for agent in stored["agents"]] == ["Anna 王"]
    assert [len(evaluation["answers"]) for evaluation in stored["evaluations"]] == [1]


def test_the_sample_team_opens_in_place_and_stays_apart(fresh: Program) -> None:
    terminal = fresh.open(columns=80, rows=24)
    terminal.wait_for("1 of 4")
    terminal.press("enter", "enter", "down", "down", "enter", "down", "enter")
    terminal.wait_for("sample team, made up")
    terminal.wait_for("behind")
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    assert fresh.export()["agents"] == []
    assert len(fresh.export("--demo")["agents"]) >= 8
