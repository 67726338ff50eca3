"""What is written is for the owner alone from the first byte; outside the store nobody is named in it."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.contract.sessions import session
from tests.e2e.program import Program
from tests.e2e.terminal import Terminal

from coachtui.bootstrap import open_program
from coachtui.domain.agent import Agent, Lead
from coachtui.services.export import ExportFilter, Selection
from coachtui.services.session_file import write_rescue, write_session

CANARY = "Qwertzia Canarsdottir"
TOLD = "zebrafink says so"
CRASHING = """
import sys
from coachtui.ui.live import checklist

def fail(self, *given):
    agent = "Qwertzia Canarsdottir"
    note = "zebrafink says so"
    raise RuntimeError(f"{agent}: {note}", self.app.work.open_session.session)

checklist.ChecklistRows.action_answer = fail
from coachtui.__main__ import main
sys.argv[0] = "coachtui"
sys.exit(main())
"""


@contextmanager
def umask_zero() -> Iterator[None]:
    """Take nothing off the rights that a file is made with, in this process and those it starts."""
    before = os.umask(0)
    try:
        yield
    finally:
        os.umask(before)


def open_to_others(folder: Path) -> list[str]:
    """Everything in a folder that anybody but its owner may touch."""
    return [
        f"{path.relative_to(folder)} {stat.S_IMODE(path.lstat().st_mode):o}"
        for path in sorted(folder.rglob("*"))
        if stat.S_IMODE(path.lstat().st_mode) & 0o077
    ]


def test_a_whole_life_of_a_store_is_private(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    with umask_zero():
        program = Program(home)
        try:
            program.add_agent("Kim Berg")
            terminal = program.listen()
            terminal.press("1", "ctrl+n", *"note", "enter")
            terminal.wait_for("Note kept.")
            terminal.press("f8", "4", "enter")
            terminal.wait_for("Exported to")
            terminal.press("ctrl+q")
            assert terminal.end() == 0
            program.get("export", "--output", str(home / "all.json"))
            program.get("--demo", "roster", "list")
        finally:
            program.close()
    assert {"store", "demo"} <= {path.name for path in program.data.iterdir()}
    assert open_to_others(home) == []


def test_nothing_is_made_for_all_and_closed_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is made is looked at the moment it is there."""
    made: list[str] = []
    real_open, real_mkdir = os.open, os.mkdir

    def watched_open(path: Any, flags: int, mode: int = 0o777, **more: Any) -> int:
        descriptor = real_open(path, flags, mode, **more)
        if flags & os.O_CREAT:
            made.append(str(path))
            assert not stat.S_IMODE(os.fstat(descriptor).st_mode) & 0o077, path
        return descriptor

    def watched_mkdir(path: Any, mode: int = 0o777, **more: Any) -> None:
        real_mkdir(path, mode, **more)
        made.append(str(path))
        assert not stat.S_IMODE(Path(path).stat().st_mode) & 0o077, path

    monkeypatch.setattr(os, "open", watched_open)
    monkeypatch.setattr(os, "mkdir", watched_mkdir)
    folder = tmp_path / "home"
    with umask_zero():
        whole_life(folder)
    assert open_to_others(tmp_path) == []
    every = {str(path) for path in folder.rglob("*") if path.is_file()}
    assert {path.removesuffix(".new") for path in made} >= every, "one was made without being seen"


def whole_life(folder: Path) -> None:
    """Make every kind of file there is."""
    program = open_program(data_dir=str(folder / "data"), config_dir=str(folder / "config"))
    agent = Agent(id=session().agent_id, name="Anna Alm", alias="Anna")
    program.team.put_agents([agent])
    program.team.put_lead(Lead(id=session().lead_id, name="Kari"))
    program.sessions.keep_content("grow", 1, program.pack_text("grow"))
    lease = program.sessions.lease(session().id)
    program.sessions.put(session())
    program.settings.put("theme", "dark")
    write_session(program, session(), agent, folder / "exports" / "deep")
    with program.files.create(folder / "whole.json") as file:
        file.write(b"{}")
    nobody = program.pseudonymous.source(
        Selection(program.sessions, program.team, program.content, ExportFilter())
    )
    assert len(list(nobody.sessions())) == 1
    program.fault(RuntimeError("x"))
    program.sessions.remove(session())
    lease.release()
    program.close()
    sealed = open_program(data_dir=str(folder / "data"), config_dir=str(folder / "config"))
    sealed.protection.encrypt("a passphrase of four words")
    sealed.sessions.put(session())
    write_rescue(sealed, session(), agent, folder / "rescued")
    sealed.protection.change_passphrase("another passphrase of words")
    sealed.close()


def test_a_fault_in_the_middle_of_a_session_tells_nothing_of_anybody(tmp_path: Path) -> None:
    program = Program(tmp_path)
    terminal: Terminal | None = None
    try:
        agent = program.add_agent(CANARY)
        terminal = Terminal(
            [sys.executable, "-c", CRASHING, "live", "--agent", agent],
            {**program.environment, "TMPDIR": str(tmp_path / "tmp")},
        )
        terminal.wait_for("Checklist")
        terminal.press("ctrl+n", *TOLD, "enter")
        terminal.wait_for("Note kept.")
        looked_at = Path(f"/proc/{terminal.pid}")
        if looked_at.exists():
            assert not secrets(looked_at.joinpath("cmdline").read_bytes().replace(CRASHING.encode(), b""))
            assert not secrets(looked_at.joinpath("environ").read_bytes())
        terminal.press("1")
        assert terminal.end() == 70
        assert terminal.restored()
        assert "inside the program (RuntimeError)" in terminal.said()
        assert not secrets(terminal.said().encode())
        assert not re.findall(r"\x1b\][012];", terminal.output), "the title of the terminal"
        (log,) = (program.data / "logs").iterdir()
        assert "action_answer" in log.read_text("utf-8") or "fail" in log.read_text("utf-8")
        for path in tmp_path.rglob("*"):
            if path.is_file() and program.data / "store" not in path.parents:
                assert not secrets(path.read_bytes()), path
                assert not secrets(path.name.encode())
        assert [note["text"] for note in program.session()["notes"]] == [TOLD]
    finally:
        if terminal is not None:
            terminal.close()
        program.close()


def secrets(data: bytes) -> list[str]:
    """What of the agent and the note is in some bytes."""
    text = data.decode(errors="replace")
    return [word for word in (*CANARY.split(), *TOLD.split()[:1]) if word.casefold() in text.casefold()]


def test_the_command_tells_nothing_either(tmp_path: Path) -> None:
    """Errors of commands name ids, folders and numbers."""
    program = Program(tmp_path)
    agent = program.add_agent(CANARY)
    log = program.data / "store" / "team.jsonl"
    program.add_agent("Lo Ek")
    log.write_bytes(log.read_bytes().replace(b"Canars", b"canars"))
    for arguments in (
        ("roster", "list"),
        ("check",),
        ("export", "--agent", agent),
        ("live", "--agent", agent),
    ):
        done = program.run(*arguments)
        assert done.returncode not in {0, 70}, arguments
        assert not secrets((done.stdout + done.stderr).encode()), arguments
