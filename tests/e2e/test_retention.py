"""What is past its time, listed and deleted with the real command and on the real screen."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.contract.sessions import ANNA, BEN, identity, session
from tests.e2e.program import Program
from tests.e2e.test_safe_store import PASSPHRASE, Safe, holding

from coachtui.bootstrap import LocalProgram, open_program
from coachtui.domain.agent import Agent, Lead
from coachtui.domain.session import SessionStatus
from coachtui.i18n import LANGUAGES

CANARY = "Canary-5150"
NOW = datetime.now().astimezone()
OLD = (identity(201), identity(202), identity(203))
SOON, NEW, RUNNING = identity(211), identity(212), identity(213)


def local(program: Program) -> LocalProgram:
    return open_program(data_dir=str(program.data), config_dir=str(program.config))


def put(on: LocalProgram, identity_number: int, days_ago: int, agent: str, status: SessionStatus) -> None:
    start = NOW - timedelta(days=days_ago)
    text = f"{CANARY} {identity_number}"
    on.sessions.put(session(identity_number, agent_id=agent, start=start, status=status, text=text))


@pytest.fixture(name="program")
def _program(tmp_path: Path) -> Iterator[Safe]:
    """Three sessions past their time, one that comes due within days, a new one and an old running one."""
    program = Safe(tmp_path)
    on = local(program)
    on.team.put_lead(Lead(id=identity(1), name="Lea"))
    on.team.put_agents([Agent(id=ANNA, name="Anna \x1b[31mBerg"), Agent(id=BEN, name="Bo Dahl")])
    put(on, 201, 900, ANNA, "final")
    put(on, 202, 700, ANNA, "draft")
    put(on, 203, 400, BEN, "final")
    put(on, 211, 360, BEN, "final")
    put(on, 212, 1, BEN, "final")
    put(on, 213, 900, BEN, "live")
    on.close()
    yield program
    program.close()


def stored(program: Program) -> set[str]:
    return {found.id for found in local(program).sessions.every()}


def listed(program: Program, *arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(program.run("retention", "--json", *arguments).stdout)
    return found


def test_the_list(program: Safe) -> None:
    done = program.run("retention")
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert [line.split()[-1] for line in lines] == [*OLD, SOON]
    assert all(line.startswith("past the retention period") for line in lines[:3])
    assert lines[3].startswith("until 2")
    began = (NOW - timedelta(days=400)).date().isoformat()
    assert lines[2].split()[4:] == [began, "Bo", "Dahl", "Listening", "final", OLD[2]]
    assert "past the retention period (in months: 12): 3; due soon (within days: 14): 1." in done.stderr
    assert done.stderr.splitlines()[1:] == ["Anna [31mBerg: 2", "Bo Dahl: 1"]
    assert CANARY not in done.stdout + done.stderr
    assert len(stored(program)) == 6


def test_the_list_as_json(program: Safe) -> None:
    found = listed(program)
    assert (found["months"], found["notice_days"], found["today"]) == (12, 14, NOW.date().isoformat())
    assert [entry["id"] for entry in found["past"]] == list(OLD)
    assert [entry["id"] for entry in found["soon"]] == [SOON]
    assert found["past_by_agent"] == {ANNA: 2, BEN: 1}
    assert found["past"][2] == {
        "id": OLD[2],
        "agents": [{"id": BEN, "name": "Bo Dahl"}],
        "kind": "listening",
        "status": "final",
        "started_at": (NOW - timedelta(days=400)).isoformat(),
        "until": found["past"][2]["until"],
    }


def test_the_setting_says_how_long(program: Safe) -> None:
    program.config.mkdir(parents=True)
    (program.config / "config.toml").write_text("retention_months = 120\n", "utf-8")
    done = program.run("retention")
    assert (done.returncode, done.stdout) == (0, "")
    assert "past the retention period (in months: 120): 0" in done.stderr
    (program.config / "config.toml").write_text("retention_months = 24\n", "utf-8")
    assert [entry["id"] for entry in listed(program)["past"]] == [OLD[0]]


def test_a_script_deletes_only_with_yes(program: Safe) -> None:
    asked = program.run("retention", "--delete")
    assert (asked.returncode, len(stored(program))) == (1, 6)
    assert "at a terminal, or with --yes" in asked.stderr
    done = program.run("retention", "--delete", "--yes")
    assert done.returncode == 0
    assert "Deleted: 3." in done.stderr
    assert sum("Backups still contain them" in line for line in done.stderr.splitlines()) == 1
    assert stored(program) == {SOON, NEW, RUNNING}
    assert holding(program.data, *(f"{CANARY} {number}" for number in (201, 202, 203))) == []
    again = program.run("retention", "--delete", "--yes")
    assert (again.returncode, "Deleted" in again.stderr) == (0, False)
    assert program.run("check").returncode == 0


def test_some_are_kept(program: Safe) -> None:
    for wrong in (("--keep", OLD[0]), ("--yes",)):
        assert program.run("retention", *wrong).returncode == 2
    mistyped = program.run("retention", "--delete", "--yes", "--keep", "nonsense")
    assert (mistyped.returncode, len(stored(program))) == (1, 6)
    assert "not an id" in mistyped.stderr
    done = program.run("retention", "--delete", "--yes", "--keep", OLD[0], OLD[2], "--keep", NEW)
    assert (done.returncode, "Deleted: 1." in done.stderr) == (1, True)
    assert stored(program) == {OLD[0], OLD[2], SOON, NEW, RUNNING}


def test_one_open_in_another_window_is_left_out(program: Safe) -> None:
    lease = local(program).sessions.lease(OLD[1])
    done = program.run("retention", "--delete", "--yes")
    lease.release()
    assert done.returncode == 1
    assert f"Open in another window, so skipped: {OLD[1]}." in done.stderr
    assert stored(program) == {OLD[1], SOON, NEW, RUNNING}


@pytest.mark.parametrize("typed", ["\r", "y\r", "2\r", "33\r", "\x04"])
def test_at_a_terminal_only_the_number_deletes(program: Safe, typed: str) -> None:
    terminal = program.open("retention", "--delete")
    terminal.wait_for("type that number:")
    terminal.send(typed)
    terminal.wait_for("Nothing was deleted.")
    assert terminal.end() == 1
    assert len(stored(program)) == 6


def test_at_a_terminal_the_number_deletes(program: Safe) -> None:
    terminal = program.open("retention", "--delete", columns=200)
    terminal.wait_for("Sessions to delete for good: 3.")
    assert all(found in terminal.text for found in OLD)
    terminal.send("3\r")
    terminal.wait_for("Deleted: 3.")
    assert terminal.end() == 0
    assert stored(program) == {SOON, NEW, RUNNING}


def test_a_protected_store_needs_its_passphrase(program: Safe) -> None:
    program.done("encrypt", lines=(PASSPHRASE,))
    assert program.run("retention").returncode == 3
    done = program.keyed("retention", "--delete", "--yes", lines=(PASSPHRASE,))
    assert (done.returncode, "Deleted: 3." in done.stderr) == (0, True)
    again = program.keyed("retention", "--json", lines=(PASSPHRASE,))
    assert (again.returncode, json.loads(again.stdout)["past"]) == (0, [])


def test_on_the_screen(program: Safe) -> None:
    terminal = program.open()
    terminal.wait_for("Past the retention period: 3")
    terminal.press("ctrl+p", *"retention")
    terminal.wait_for("Sessions past the retention period, to delete them")
    terminal.press("enter")
    terminal.wait_for("Marked: 3 of 3")
    terminal.press("space")
    terminal.wait_for("Marked: 2 of 3")
    terminal.press("ctrl+s")
    terminal.wait_for("Delete 2 sessions for good?")
    terminal.press("2", "enter")
    terminal.wait_for("Deleted: 2.")
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    assert stored(program) == {OLD[0], SOON, NEW, RUNNING}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_speaks_every_language(program: Safe, language: str) -> None:
    done = program.run("retention", "--help", "--lang", language)
    assert done.returncode == 0
    assert ("list the sessions past the retention period" in done.stdout) == (language == "en")
