"""Clocks that are wrong, jump or change with the season (the kind of breaker B5).

Seconds of a call come from what really passed, whatever the wall clock says (``call_s`` is monotonic), and no
session is hidden by the year it fell into.
"""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from tests.e2e.program import Program
from tests.e2e.terminal import Terminal
from tests.e2e.wall_clock import WallClock

DAY = "2026-11-16T10:00:00+01:00"
TOLERANCE_S = 0.2
CALL_S = 300
"""More than any call here lasts, a pause of three minutes between two starts included."""

JUMPS = {
    "back to 1970": (DAY, "1970-01-01T01:10:00+01:00"),
    "ten years ahead": (DAY, "2036-11-16T10:00:00+01:00"),
    "an hour back": (DAY, "2026-11-16T09:00:00+01:00"),
    "from 1970 to the day": ("1970-01-01T01:10:00+01:00", DAY),
    "winter time begins": ("2026-10-25T02:57:00+02:00", "2026-10-25T02:59:59+02:00"),
    "summer time begins": ("2027-03-28T01:57:00+01:00", "2027-03-28T01:59:59+01:00"),
    "New Year": ("2026-12-31T23:57:00+01:00", "2026-12-31T23:59:59+01:00"),
}
"""When a call begins, and what the clock is set to in the middle of it."""

ENDS = ("winter time begins", "summer time begins", "New Year")
"""Where a season or the year ends a second after that."""


def timed(call: dict[str, Any]) -> list[float]:
    """The seconds of everything that was recorded in a contact's phases and holds, in order."""
    seconds: list[float] = []
    for stretch in (*call["phases"], *call["holds"]):
        seconds += [stretch["at_s"], stretch["until_s"]]
    return seconds


def check_near(at: str, wanted: str) -> None:
    """Hold a time of the record against what the clock was set to, so that the clock is known to be set."""
    passed = datetime.fromisoformat(at) - datetime.fromisoformat(wanted)
    assert 0 <= passed.total_seconds() < 120


@pytest.mark.parametrize("jump", JUMPS)
def test_b5_a_call_lasts_as_long_as_it_lasted_whatever_the_clock_does(
    program: Program, tmp_path: Path, jump: str
) -> None:
    before, after = JUMPS[jump]
    clock = WallClock(program, tmp_path, before)
    terminal = program.listen()
    started = time.monotonic()
    terminal.press("ctrl+r")
    terminal.wait_for("● Call 00:0")
    running = time.monotonic()
    terminal.press("1")
    terminal.wait_for("1/25 ")
    terminal.press("ctrl+o")
    terminal.wait_for("✓ saved")
    time.sleep(1.0)
    clock.set(after)
    time.sleep(1.5)
    terminal.press("ctrl+o", "ctrl+f", "0")
    terminal.wait_for("2/25 ")
    pressed = time.monotonic()
    terminal.press("ctrl+r")
    terminal.wait_for("Call ended")
    ended = time.monotonic()
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    (call,) = program.session()["contacts"]
    assert pressed - running - TOLERANCE_S <= call["duration_s"] <= ended - started + TOLERANCE_S
    assert all(0 <= second <= call["duration_s"] for second in timed(call))
    (hold,) = call["holds"]
    assert 2.4 <= hold["until_s"] - hold["at_s"] <= call["duration_s"]
    first, last = program.answers("phone-technique").values()
    assert 0 <= first["call_s"] < last["call_s"] <= call["duration_s"]
    check_near(program.session()["started_at"], before)
    check_near(last["at"], after)
    passed = (first["at"][:4], first["at"][-6:]) != (last["at"][:4], last["at"][-6:])
    assert passed or jump not in ENDS
    assert program.run("check").returncode == 0


@pytest.mark.parametrize("jump", JUMPS)
def test_newcomer_10_after_a_kill_and_a_jump_the_running_call_comes_first(
    program: Program, tmp_path: Path, jump: str
) -> None:
    before, after = JUMPS[jump]
    clock = WallClock(program, tmp_path, before)
    program.add_agent("Anna Dal")
    terminal = program.listen("Kim Berg")
    terminal.press("ctrl+r", "1")
    terminal.wait_for("1/25 ")
    terminal.wait_for("✓ saved")
    terminal.kill()
    terminal.end()
    clock.set(after)
    time.sleep(1.5)
    again = program.open(columns=80, rows=24)
    again.wait_for(lambda: "with Kim Berg is running: Ctrl+R continues" in again.text)
    again.wait_for(lambda: "Kim Berg" in "".join(again.marked()))
    again.press("ctrl+r")
    again.wait_for("1/25 ")
    again.press("0")
    again.wait_for("2/25 ")
    again.wait_for("✓ saved")
    again.press("ctrl+q")
    assert again.end() == 0
    (call,) = program.session()["contacts"]
    longest = 0 if call["duration_s"] is None else call["duration_s"]
    assert 0 <= longest <= CALL_S  # neither ten years nor less than nothing
    assert [answer["value"] for answer in program.answers("phone-technique").values()] == [1, 0]
    seconds = [answer["call_s"] for answer in program.answers("phone-technique").values()]
    assert all(second is None or 0 <= second <= CALL_S for second in seconds)
    assert program.run("check").returncode == 0


def test_newcomer_10_a_session_of_1970_is_gone_on_with_although_newer_years_are_there(
    program: Program, tmp_path: Path
) -> None:
    """A look into the newest two logs would miss it, and begin a second session without a word."""
    clock = WallClock(program, tmp_path, "2025-03-03T10:00:00+01:00")
    for now in ("2025-03-03T10:00:00+01:00", "2026-03-03T10:00:00+01:00"):
        clock.set(now)
        closed = program.listen()
        closed.press("1")
        closed.wait_for("1/25 ")
        closed.press("f8")
        closed.wait_for("Closing review")
        closed.press("2")
        closed.wait_for("Kept as a draft")
        closed.press("ctrl+q")
        assert closed.end() == 0
    clock.set("1970-01-01T01:10:00+01:00")
    stopped = program.listen()
    stopped.press("1", "1")
    stopped.wait_for("2/25 ")
    stopped.wait_for("✓ saved")
    stopped.kill()
    stopped.end()
    clock.set(DAY)
    again: Terminal = program.open()
    again.wait_for("Session with Kim Berg is running: Ctrl+R continues")
    again.press("ctrl+r")
    again.wait_for("2/25 ")
    again.press("ctrl+q")
    assert again.end() == 0
    assert len(program.export()["sessions"]) == 3
    assert [session["status"] for session in program.export()["sessions"]].count("live") == 1
