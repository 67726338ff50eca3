"""Killed in a full team: the running call comes first; beside another window nothing is begun by the way."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.program import Program

LINE = "Call with Øyvind Østby is running: Ctrl+R continues"


def full_team(program: Program, folder: Path) -> None:
    """Sixty agents, Øyvind the last of them."""
    roster = folder / "team.csv"
    names = [f"Agent {number:02}" for number in range(58)]
    roster.write_text("name\n" + "\n".join([*names, "Øyvind Østby"]) + "\n", encoding="utf-8")
    program.get("roster", "import", str(roster))


def test_newcomer_10_killed_in_the_middle_of_a_note_with_sixty_agents(
    program: Program, tmp_path: Path
) -> None:
    full_team(program, tmp_path)
    terminal = program.open(columns=80, rows=24)
    terminal.wait_for("60 agents")
    terminal.press(*"østby")
    terminal.wait_for("1 match")
    terminal.press("ctrl+r")
    terminal.wait_for("Checklist")
    terminal.press("ctrl+r")
    terminal.wait_for("● Call 00:")
    terminal.press("ctrl+n", *"half a wor")
    terminal.wait_for("half a wor")
    terminal.wait_for(lambda: "half a wor" in str(program.export()["sessions"]))
    terminal.kill()
    terminal.end()
    again = program.open(columns=80, rows=24)
    again.wait_for(LINE)
    again.wait_for(lambda: "Øyvind Østby" in "".join(again.marked()))
    again.press(*"running")
    again.wait_for("1 match")
    again.press("escape", "ctrl+r")
    again.wait_for("● Call 00:")
    again.press("ctrl+n")
    again.wait_for("half a wor")
    again.press(*"d", "enter")
    again.wait_for("Note kept.")
    again.press("ctrl+q")
    assert again.end() == 0
    assert [note["text"] for note in program.session()["notes"]] == ["half a word"]


def test_newcomer_10_a_second_window_beside_a_running_call(program: Program) -> None:
    program.add_agent("Anna Dal")
    first = program.listen("Kim Berg")
    first.press("ctrl+r", "1")
    first.wait_for("1/25 ")
    first.wait_for("✓ saved")
    second = program.open()
    second.wait_for("Call with Kim Berg is running in another window.")
    second.press("end", "ctrl+r")
    second.wait_for("Open in another window")
    second.press("home", "ctrl+r")
    second.wait_for("Ctrl+R again starts another session.")
    assert len(program.export()["sessions"]) == 1
    first.press("0")
    first.wait_for("2/25 ")
    first.wait_for("✓ saved")
    first.kill()
    first.end()
    second.press("end", "ctrl+r")
    second.wait_for("2/25 ")
    second.press("ctrl+q")
    assert second.end() == 0
    assert [answer["value"] for answer in program.answers("phone-technique").values()] == [1, 0]
    assert program.run("check").returncode == 0
