"""When something is wrong on the command line: one sentence, the right code, nothing lost or told."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.e2e.cli_process import PROGRAM, Computer


@pytest.mark.parametrize(
    "arguments",
    [
        ["--lang", "xx", "keys"],
        ["keys", "--lang=EN"],
        ["nonsense"],
        ["roster"],
        ["roster", "add"],
        ["roster", "add", "--name", " "],
        ["roster", "add", "--name", "x" * 10_000],
        ["roster", "add", "--name", "Kim", "--start", "31.12.2024"],
        ["roster", "add", "--name", "Kim", "--language", "very long ago"],
        ["export", "--since", "yesterday"],
        ["export", "--format", "csv"],
        ["export", "--leave", "Will"],
        ["import"],
        ["import", "x.json", "--max-mb", "0"],
        ["import", "x.json", "--differing", "perhaps"],
        ["live", "--model", "swot"],
        ["keys", "--jso"],
        [],
        ["live"],
    ],
    ids=lambda arguments: " ".join(arguments)[:40],
)
def test_usage_errors_are_one_sentence(computer: Computer, arguments: list[str]) -> None:
    ended = computer.run(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert len(ended.err.splitlines()) == 1
    assert not computer.data.exists()


def test_a_rename_says_what_it_lacks(computer: Computer) -> None:
    for name in ("Kim", "Ada"):
        computer.done("roster", "add", "--name", name)
    for arguments, code in (
        (["Kim"], 2),
        (["Kim", "Bo", "--name", "Bo"], 2),
        (["Kim", ""], 2),
        (["Kim", "ada"], 1),
        (["Nobody", "Bo"], 1),
    ):
        ended = computer.run("roster", "rename", *arguments)
        assert (arguments, ended.code, ended.out, ended.err.count("\n")) == (arguments, code, "", 1)
    assert [row["name"] for row in computer.done("roster", "list", "--json").json] == ["Ada", "Kim"]


def test_a_team_of_nobody_says_how_to_begin(computer: Computer) -> None:
    ended = computer.done("roster", "list")
    assert (ended.out, "roster add" in ended.err) == ("", True)


def test_what_cannot_be_found(computer: Computer) -> None:
    computer.done("roster", "add", "--name", "Kim")
    for arguments in (
        ["live", "--agent", "Kim", "--form", "nope"],
        ["live", "--agent", "Kim", "--form", "stress"],
        ["live", "--agent", "Nobody"],
        ["content", "show", "nope"],
        ["content", "show", "../load"],
        ["export", "--agent", "Nobody"],
        ["export", "--agent", "Kim"],
        ["export", "--session", "../../x"],
        ["export", "--since", "2026-01-01"],
    ):
        ended = computer.run(*arguments)
        assert (arguments, ended.code, ended.out) == (arguments, 1, "")
        assert len(ended.err.splitlines()) == 1


def _damage(path: Path, text: bytes, other: bytes) -> None:
    data = path.read_bytes()
    assert text in data
    path.write_bytes(data.replace(text, other, 1))


def test_a_damaged_store(computer: Computer) -> None:
    computer.done("roster", "add", "--name", "Kim Berg")
    computer.done("roster", "add", "--name", "Ada")
    assert computer.done("check").err.endswith("problems: 0.\n")
    team = computer.data / "store" / "team.jsonl"
    _damage(team, b"Kim Berg", b"Kim Burg")
    found = computer.run("check")
    assert found.code == 1
    assert "team.jsonl" in found.err
    assert "Kim" not in found.out + found.err
    before = team.read_bytes()
    for arguments in (
        ["roster", "list"],
        ["export"],
        ["roster", "add", "--name", "Bo"],
        ["live", "--agent", "Ada"],
    ):
        ended = computer.run(*arguments)
        assert (arguments, ended.code) == (arguments, 4)
        assert len(ended.err.splitlines()) == 1
    assert team.read_bytes() == before


def test_a_folder_that_cannot_be_written(computer: Computer) -> None:
    (computer.home / "file").write_bytes(b"")
    computer.environment["COACHTUI_DATA_DIR"] = str(computer.home / "file")
    ended = computer.run("roster", "add", "--name", "Kim")
    assert (ended.code, ended.out, len(ended.err.splitlines())) == (6, "", 1)


def test_names_cannot_steer_the_terminal(computer: Computer) -> None:
    computer.done("roster", "add", "--name", "\x1b]0;owned\x07Kim\u202e[/b]\x9b31m", "--team", "\rX\n")
    for arguments in (
        ["roster", "list"],
        ["roster", "list", "--json"],
        ["export"],
        ["roster", "leave", "\x1b[2JKi"],
    ):
        ended = computer.run(*arguments)
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", ended.out + ended.err)
    assert computer.done("roster", "list", "--json").json[0]["name"] == "]0;ownedKim[/b]31m"


def test_an_output_that_cannot_be_written(computer: Computer) -> None:
    for arguments in (["keys"], ["export"], ["schema"]):
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(
                [*PROGRAM, *arguments], env=computer.env, stdout=full, stderr=subprocess.PIPE, check=False
            )
        assert done.returncode == 6
        assert len(done.stderr.splitlines()) == 1


def test_a_reader_that_goes_away_is_no_failure(computer: Computer) -> None:
    for arguments in (["schema"], ["keys"], ["export"]):
        reading, writing = os.pipe()
        os.close(reading)
        with os.fdopen(writing, "wb") as out:
            done = subprocess.run(
                [*PROGRAM, *arguments], env=computer.env, stdout=out, stderr=subprocess.PIPE, check=False
            )
        assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("closed", "code", "lines"),
    [(">&-", 6, 1), ("2>&-", 0, 0), ("<&-", 0, 0), ("<&- >&- 2>&-", 6, 0), (">/dev/full 2>/dev/full", 6, 0)],
)
def test_streams_that_a_shell_closed(computer: Computer, closed: str, code: int, lines: int) -> None:
    computer.done("roster", "add", "--name", "Kim")
    store = {path: path.read_bytes() for path in computer.data.rglob("*.jsonl")}
    ended = computer.run(program=("/bin/sh", "-c", f'"{sys.executable}" -m coachtui roster list {closed}'))
    assert (ended.code, len(ended.err.splitlines())) == (code, lines), ended
    assert {path: path.read_bytes() for path in computer.data.rglob("*.jsonl")} == store


def test_ctrl_c_ends_quietly(computer: Computer) -> None:
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as out:
        os.write(out.fileno(), b"x" * 65_536)
        process = subprocess.Popen([*PROGRAM, "schema"], env=computer.env, stdout=out, stderr=subprocess.PIPE)
        _wait_until_writing(process.pid)
        process.send_signal(signal.SIGINT)
        _nothing, err = process.communicate(timeout=20)
    os.close(reading)
    assert (process.returncode, err) == (130, b"")


def _wait_until_writing(pid: int) -> None:
    """Wait until a process hangs in a full pipe."""
    deadline = time.monotonic() + 20
    while "pipe" not in Path(f"/proc/{pid}/wchan").read_text("ascii") and time.monotonic() < deadline:
        time.sleep(0.02)


def test_a_fault_of_its_own_tells_no_values(computer: Computer) -> None:
    code = (
        "import sys; from coachtui.cli import main; from coachtui.services.roster import Roster\n"
        "def broken(self): raise KeyError('Kim Berg is late again')\n"
        "Roster.rows = broken\n"
        "sys.exit(main(['roster', 'list']))"
    )
    ended = computer.run(program=(sys.executable, "-c", code))
    assert (ended.code, ended.out, len(ended.err.splitlines())) == (70, "", 1)
    (log,) = (computer.data / "logs").iterdir()
    told = log.read_text("utf-8")
    assert "KeyError" in told
    assert "roster.py" in told
    assert "Kim" not in told + ended.err
    assert log.stat().st_mode & 0o777 == 0o600
