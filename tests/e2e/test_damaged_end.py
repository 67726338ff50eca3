"""A year that came with an import, damaged in its one record: every command says so and none cuts it off."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.e2e.cli_process import PROGRAM, Computer
from tests.e2e.terminal import Terminal


def hit(log: Path) -> bytes:
    """Change two bytes, nine apart, in the middle of a log and return its bytes."""
    data = bytearray(log.read_bytes())
    data[len(data) // 2] ^= 5
    data[len(data) // 2 + 9] ^= 3
    log.write_bytes(data)
    return bytes(data)


def imported_year(computer: Computer, folder: Path) -> Path:
    """Take in an export of the sample team; return the longest log, which is one record."""
    computer.done("--demo", "export", "-o", str(folder / "demo.json"))
    computer.done("import", str(folder / "demo.json"))
    logs = (computer.data / "store" / "agents").glob("*/2026.jsonl")
    return max(logs, key=lambda log: log.stat().st_size)


def imported_team(computer: Computer, folder: Path) -> Path:
    rows = "".join(f"Agent Number {number},\n" for number in range(40))
    (folder / "team.csv").write_text("name,alias\n" + rows, "utf-8")
    computer.done("roster", "import", str(folder / "team.csv"))
    return computer.data / "store" / "team.jsonl"


@pytest.mark.parametrize("imported", [imported_year, imported_team])
def test_attack_two_bytes_of_what_was_imported_are_told_by_every_command_and_stay(
    computer: Computer, tmp_path: Path, imported: Callable[[Computer, Path], Path]
) -> None:
    log = imported(computer, tmp_path)
    assert log.read_bytes().count(b"\n") == 2
    data = hit(log)
    checked = computer.run("check")
    assert checked.code == 1
    assert "a record is damaged" in checked.err
    assert "never shown as saved" not in checked.err
    for command in (["backup"], ["export", "-o", str(tmp_path / "some.json")], ["roster", "list"]):
        done = computer.run(*command)
        assert done.code == 4, command
        assert any(
            told in done.err for told in ("2026.jsonl", "team.jsonl", "are damaged and cannot be read")
        )
    agent = "Agent Number 1" if imported is imported_team else whose(tmp_path, log)
    terminal = Terminal([*PROGRAM, "live", "--agent", agent], computer.env)
    terminal.wait_for(f"{log.name} is damaged")
    assert terminal.end() == 4
    terminal.close()
    added = computer.run("roster", "add", "--name", "Kim Berg")
    assert added.code == (4 if imported is imported_team else 0)
    assert log.read_bytes() == data
    assert list(computer.data.glob("backups/*.zip")) == []

    mended = computer.run("check", "--salvage")
    assert (mended.code, "lost: 1" in mended.err) == (1, True)
    assert [path.read_bytes() for path in log.parent.glob("*.damaged-*")] == [data]
    assert "problems: 0.\n" in computer.done("check").err
    computer.done("roster", "add", "--name", "Kim Holm")
    computer.done("export", "-o", str(tmp_path / "rest.json"))
    computer.done("backup")


def whose(folder: Path, log: Path) -> str:
    agents = json.loads((folder / "demo.json").read_text("utf-8"))["agents"]
    return next(str(agent["name"]) for agent in agents if agent["id"] == log.parent.name)
