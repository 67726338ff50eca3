"""What a lead does with the safe store, command by command, with the real program."""

from __future__ import annotations

import json
import os
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.e2e.program import COMMAND, Program

PASSPHRASE = "four words are better"
CANARY = "Canary Quill"


class Safe(Program):
    """The program with a passphrase at hand."""

    secret: str | None = None

    def keyed(
        self, *arguments: str, lines: tuple[str, ...] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a command that reads its passphrases from a descriptor."""
        given = lines if lines is not None else ((self.secret,) if self.secret else ())
        reading, writing = os.pipe()
        os.write(writing, "".join(f"{line}\n" for line in given).encode())
        os.close(writing)
        try:
            return subprocess.run(
                [*COMMAND, *arguments, "--passphrase-fd", str(reading)],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                check=False,
                timeout=60,
                pass_fds=(reading,),
            )
        finally:
            os.close(reading)

    def done(self, *arguments: str, lines: tuple[str, ...] | None = None) -> str:
        """Run a command that must succeed and return what it prints."""
        ended = self.keyed(*arguments, lines=lines)
        assert ended.returncode == 0, (arguments, ended.returncode, ended.stderr)
        return ended.stdout

    def records(self) -> dict[str, Any]:
        """Return everything stored but when it was written out."""
        found: dict[str, Any] = json.loads(self.done("export"))
        del found["exported_at"]
        return found


@pytest.fixture(name="program")
def _program(tmp_path: Path) -> Iterator[Safe]:
    program = Safe(tmp_path / "laptop")
    (tmp_path / "laptop").mkdir()
    yield program
    program.close()


def listened(program: Safe, name: str = CANARY, note: str = "said Marmalade") -> None:
    """Add an agent and capture an answer and a note with the real screen."""
    program.done("roster", "add", "--name", name, "--alias", f"{name} alias")
    terminal = program.open("live", "--agent", name)
    terminal.wait_for("Checklist")
    terminal.press("1", "ctrl+n", *note.replace(" ", "_"), "enter")
    terminal.wait_for("Note kept.")
    terminal.press("ctrl+q")
    terminal.wait_for(lambda: not terminal.alive)


def holding(folder: Path, *texts: str) -> list[str]:
    """Files under a folder, and files in backups there, that hold one of some texts."""
    found = []
    for path in (path for path in folder.rglob("*") if path.is_file()):
        parts = {path.name: path.read_bytes()}
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                parts |= {f"{path.name}:{name}": archive.read(name) for name in archive.namelist()}
        found += [name for name, data in parts.items() for text in texts if text.encode() in data]
    return found


def test_a_lost_laptop(program: Safe, tmp_path: Path) -> None:
    """Yesterday's backup, another laptop, the recovery key, and on it goes."""
    listened(program)
    recovery = program.done("encrypt", lines=(PASSPHRASE,)).strip()
    program.secret = PASSPHRASE
    stick = tmp_path / "stick" / "team.zip"
    program.done("backup", str(stick))
    before = program.records()
    other = Safe(tmp_path / "other")
    (tmp_path / "other").mkdir()
    assert other.keyed("restore", str(stick), lines=("not the passphrase",)).returncode == 3
    assert not (other.data / "store" / "team.jsonl").exists()
    other.done("restore", str(stick), lines=(recovery,))
    other.secret = recovery
    assert other.records() == before
    other.done("passphrase", lines=(recovery, "five words are better still"))
    other.secret = "five words are better still"
    (identity,) = (agent["id"] for agent in before["agents"])
    other.done("roster", "add", "--name", "New Here")
    assert {agent["id"] for agent in other.records()["agents"]} > {identity}
    assert other.done("check") == ""
    assert holding(tmp_path, "Marmalade", CANARY) == []
    other.close()


def test_an_erased_agent_leaves_no_byte_anywhere(program: Safe, tmp_path: Path) -> None:
    listened(program)
    listened(program, "Stays Here", "kept word")
    program.done("backup")
    away = tmp_path / "stick" / "team.zip"
    program.done("backup", str(away))
    words = (CANARY, f"{CANARY} alias", "said_Marmalade")
    assert len(holding(tmp_path, *words)) > 3
    refused = program.keyed("erase", CANARY)
    assert (refused.returncode, "--yes" in refused.stderr) == (1, True)
    hidden = tmp_path / "drawer" / "team.zip"  # under another name beside the others it would be found
    hidden.parent.mkdir()
    away.rename(hidden)
    ended = program.keyed("erase", CANARY, "--yes")
    assert ended.returncode == 0
    assert str(away) in ended.stderr
    assert holding(program.data, *words) == []
    hidden.rename(away)
    assert holding(away.parent, *words) != []
    program.done("backup")
    assert holding(tmp_path, *words) == []
    program.done("restore", str(away), "--yes")
    assert holding(tmp_path, *words) == []
    (agent,) = program.records()["agents"]
    assert agent["name"] == "Stays Here"
    assert [note["text"] for s in program.records()["sessions"] for note in s["notes"]] == ["kept_word"]


def test_a_restored_older_backup_is_erased_from_again(program: Safe, tmp_path: Path) -> None:
    listened(program)
    program.done("backup", str(tmp_path / "old.zip"))
    copy = (tmp_path / "old.zip").read_bytes()
    program.done("erase", CANARY, "--yes")
    (tmp_path / "elsewhere.zip").write_bytes(copy)
    program.done("restore", str(tmp_path / "elsewhere.zip"), "--yes")
    (tmp_path / "elsewhere.zip").unlink()
    assert program.records()["agents"] == program.records()["sessions"] == []
    assert holding(program.data, CANARY, "Marmalade") == []


def test_protecting_removes_backups_anyone_could_read(program: Safe) -> None:
    listened(program)
    program.done("backup")
    assert holding(program.data, CANARY) != []
    program.done("encrypt", lines=(PASSPHRASE,))
    assert holding(program.data, CANARY, "Marmalade") == []
    assert len(list((program.data / "backups").glob("*.zip"))) == 1


def test_a_locked_store_asks_nobody_in_a_script(program: Safe) -> None:
    listened(program)
    program.done("encrypt", lines=(PASSPHRASE,))
    for arguments in (("export",), ("check",), ("roster", "list"), ("backup",), ("erase", CANARY, "--yes")):
        ended = program.run(*arguments)
        assert (ended.returncode, ended.stdout) == (3, ""), arguments
        assert "Traceback" not in ended.stderr
    assert program.keyed("export", lines=("wrong one here",)).returncode == 3
    assert program.keyed("export", lines=()).returncode == 5
    assert program.run("where").returncode == 0


def test_the_passphrase_is_typed_without_echo(program: Safe) -> None:
    listened(program)
    program.done("encrypt", lines=(PASSPHRASE,))
    terminal = program.open("roster", "list")
    terminal.wait_for("Passphrase or recovery key")
    terminal.send("wrong\r")
    terminal.wait_for(lambda: terminal.text.count("Passphrase or recovery key") == 2)
    terminal.settle()
    assert "neither the passphrase" in terminal.text
    terminal.send(f"{PASSPHRASE}\r")
    terminal.wait_for(CANARY)
    assert PASSPHRASE not in terminal.text
    assert "wrong" not in terminal.text


def test_every_change_of_the_protection(program: Safe) -> None:
    listened(program)
    before = program.records()
    assert program.keyed("encrypt", lines=("short",)).returncode == 2
    first = program.done("encrypt", lines=(PASSPHRASE,)).strip()
    program.secret = PASSPHRASE
    assert program.keyed("encrypt", lines=(PASSPHRASE,)).returncode == 2
    second = program.done("recovery-key").strip()
    assert program.keyed("export", lines=(first,)).returncode == 3
    third = program.done("rekey", lines=(second, "after the leak")).strip()
    assert program.keyed("export", lines=(PASSPHRASE,)).returncode == 3
    program.secret = third
    assert program.records() == before
    program.done("decrypt")
    program.secret = None
    assert program.records() == before


def test_a_damaged_backup_changes_nothing(program: Safe, tmp_path: Path) -> None:
    listened(program)
    file = tmp_path / "team.zip"
    program.done("backup", str(file))
    assert program.keyed("backup", str(file)).returncode == 6
    before = program.records()
    whole = file.read_bytes()
    for place in range(10, len(whole), max(1, len(whole) // 12)):
        damaged = bytearray(whole)
        damaged[place] ^= 0xFF
        file.write_bytes(bytes(damaged))
        ended = program.keyed("restore", str(file), "--yes")
        assert ended.returncode in {0, 5}, (place, ended.stderr)
        assert program.records() == before
    file.write_bytes(whole[: len(whole) // 2])
    assert program.keyed("restore", str(file), "--yes").returncode == 5
    assert program.keyed("restore", str(tmp_path / "none.zip"), "--yes").returncode == 5


def test_the_program_opens_on_a_protected_store(program: Safe) -> None:
    listened(program)
    program.done("encrypt", lines=(PASSPHRASE,))
    terminal = program.open("live", "--agent", CANARY)
    terminal.wait_for("Passphrase or recovery key")
    terminal.send(f"{PASSPHRASE}\r")
    terminal.wait_for("Checklist")
    terminal.wait_for("said_Marmalade")
    pid = terminal.pid
    shown = Path(f"/proc/{pid}/cmdline").read_bytes() + Path(f"/proc/{pid}/environ").read_bytes()
    assert PASSPHRASE.encode() not in shown
    terminal.press("0", "ctrl+q")
    terminal.wait_for(lambda: not terminal.alive)
    program.secret = PASSPHRASE
    (evaluation,) = program.records()["evaluations"]
    assert len(evaluation["answers"]) == 2
    assert holding(program.data, "Marmalade", CANARY) == []


def test_a_protected_sample_team_is_not_made_again(program: Safe) -> None:
    before = program.done("--demo", "roster", "list", "--json")
    program.done("--demo", "encrypt", lines=(PASSPHRASE,))
    assert program.done("--demo", "roster", "list", "--json", lines=(PASSPHRASE,)) == before
