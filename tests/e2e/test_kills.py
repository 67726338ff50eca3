"""Killed at random moments, the program keeps everything its badge called saved, and its store is whole."""

from __future__ import annotations

import os
import random
import threading
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tests.e2e.program import Program
from tests.e2e.terminal import Terminal
from tests.sizes import TORTURE, by_size

ITEMS = 25
KILLS = by_size(6, 20, 200)
SEED = int(os.environ.get("COACHTUI_SEED", "0")) or (random.randrange(1, 2**31) if TORTURE else 20261116)

STARTING = 0.2
"""Part of the lives whose end may come before the first screen; the others count from there."""


@dataclass
class Kept:
    """What is known to be on disk about one agent: values and texts in the order they were given."""

    values: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    @property
    def room(self) -> bool:
        """Whether there are rows left to answer for some time."""
        return len(self.values) < ITEMS - 8


@pytest.mark.timeout(900)
def test_nothing_acknowledged_is_lost_to_a_kill(tmp_path: Path) -> None:
    lives(tmp_path, KILLS, SEED)


def lives(folder: Path, kills: int, seed: int) -> None:
    """Live and die ``kills`` times on one store; nothing acknowledged may be missing after any of them."""
    chance = random.Random(seed)
    program = Program(folder)
    roster = folder / "roster.csv"
    roster.write_text("name\n" + "".join(f"Agent {number:03}\n" for number in range(kills)))
    program.get("roster", "import", str(roster))
    number, kept, acknowledged = 0, Kept(), 0
    try:
        for life in range(kills):
            known = len(kept.values) + len(kept.texts)
            live_and_die(program, f"Agent {number:03}", kept, chance)
            acknowledged += len(kept.values) + len(kept.texts) - known
            now = stored(program, f"Agent {number:03}")
            told = f"seed {seed}, life {life}"
            assert now.values[: len(kept.values)] == kept.values, told
            assert [text for text in kept.texts if text not in now.texts] == [], told
            assert program.run("check").returncode == 0, told
            number, kept = (number, now) if now.room else (number + 1, Kept())
    finally:
        program.close()
    print(f"seed {seed}: {kills} kills, {acknowledged} acknowledged answers and notes, none lost")
    assert acknowledged > 0


def live_and_die(program: Program, agent: str, kept: Kept, chance: random.Random) -> None:
    """Answer rows and write notes until the kill comes; what the badge acknowledges goes into ``kept``."""
    terminal = program.open("live", "--agent", agent)
    killer = threading.Timer(chance.uniform(0.2, 1.6), terminal.kill)
    if chance.random() < STARTING:
        killer.start()
    terminal.wait_for(lambda: gone(terminal) or "Checklist" in terminal.text)
    if not killer.is_alive() and terminal.alive:
        killer.start()
    value = chance.randrange(2)
    while terminal.alive and len(kept.values) < ITEMS - 1:
        value = 1 - value  # one key twice at once would be a key that is held down
        terminal.press(str(value))
        if not saw(terminal, f"{len(kept.values) + 1}/{ITEMS} "):
            break
        kept.values.append(value)
        if chance.random() < 0.3:
            text = f"note {chance.randrange(10**9)}"
            terminal.press("ctrl+n", *text, "enter")
            if saw(terminal, "Note kept."):
                kept.texts.append(text)
    killer.join()
    terminal.end()


def gone(terminal: Terminal) -> bool:
    """Whether the program is dead and everything it painted has been read."""
    return not terminal.alive and not terminal.read(0)


def saw(terminal: Terminal, effect: str) -> bool:
    """Whether an effect, and after it that it is saved, was painted before the program died."""
    terminal.wait_for(lambda: effect in terminal.text or gone(terminal))
    terminal.wait_for(lambda: "✓ saved" in terminal.lines[0] or gone(terminal))
    return effect in terminal.text and "✓ saved" in terminal.lines[0]


def stored(program: Program, agent: str) -> Kept:
    """Return what the export says of an agent."""
    everything = program.export()
    (identity,) = (entry["id"] for entry in everything["agents"] if entry["name"] == agent)
    sessions = [s for s in everything["sessions"] if s["agent_ids"] == [identity]]
    return Kept(
        values=[
            answer["value"]
            for evaluation in everything["evaluations"]
            if evaluation["agent_id"] == identity
            for answer in evaluation["answers"].values()
        ],
        texts=[note["text"] for session in sessions for note in session["notes"]],
    )
