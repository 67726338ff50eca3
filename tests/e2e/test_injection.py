"""At a real terminal: no text of anybody, through whichever door it came, steers it; no more do commands."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.e2e.program import Program
from tests.e2e.terminal import Terminal
from tests.fakes.hostile import (
    HARMLESS,
    PAYLOADS,
    hostile_agent,
    hostile_lead,
    hostile_session,
    roster_file,
    sequences,
    steering,
)

from coachtui.bootstrap import LocalProgram, open_program

COLUMNS, ROWS = 200, 50
GROUPS = tuple("  ".join(sorted(PAYLOADS[first::4], key=len)) for first in range(4))
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("roster", "list"),
    ("roster", "list", "--json"),
    ("export",),
    ("export", "--format", "jsonl"),
    ("check",),
    ("where",),
)

POINTER = {"\x1b]22;default\x07"}
"""Textual sets the shape of the mouse's pointer; no title, no link and no clipboard is ever written."""

PAUSE_S = 0.4
"""Seconds between the keys of the review, so that none counts as typed ahead of a screen and rings."""


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    """The program on empty folders."""
    opened = Program(tmp_path)
    yield opened
    opened.close()


def fill(program: Program, *texts: str) -> None:
    """Write a store as no door of the program would, with a running and a final session per text."""
    local: LocalProgram = open_program(data_dir=str(program.data), config_dir=str(program.config))
    now = local.clock.now()
    lead = hostile_lead(local, texts[0])
    for text in texts:
        agent = hostile_agent(local, text)
        hostile_session(local, agent, lead, text, status="final", began=now)
        hostile_session(local, agent, lead, text, status="live", began=now)
    local.close()


def through_every_screen(terminal: Terminal, pasted: str) -> None:
    """Team, form, agent, reading, live with all panes, help, palette, privacy, review and its questions."""
    terminal.wait_for("Enter Open agent")
    for keys in (
        ("home", "f2"),
        ("down", "down"),
        ("escape",),
        ("enter",),
        ("end",),
        ("enter",),
        ("pagedown",),
        ("escape",),
        ("escape",),
        ("home", "ctrl+r"),
    ):
        terminal.press(*keys)
        terminal.settle()
    for key in ("f2", "f2", "f3", "f3", "f4", "f4", "f5", "f5", "escape", "f1", "escape", "ctrl+p", "escape"):
        terminal.press(key)
        terminal.settle(0.05)
    terminal.press("f9", "x", "ctrl+n")
    terminal.paste(pasted)
    terminal.press("enter")
    terminal.settle()
    for key in ("f8", "pagedown", "4", "escape", "6", "escape", "9", "escape"):
        terminal.press(key)
        terminal.settle(PAUSE_S)
    terminal.press("ctrl+q")
    assert terminal.end() == 0, terminal.text


def walked(program: Program, text: str) -> Terminal:
    """The terminal after every screen was shown with a text wherever it can stand."""
    fill(program, text)
    terminal = program.open(columns=COLUMNS, rows=ROWS)
    # an escape inside a paste ends the paste for any terminal program, so that key would be one of its own
    through_every_screen(terminal, text.replace("\x1b", "")[:500])
    assert terminal.restored()
    return terminal


def test_every_screen_at_a_terminal(program: Program, tmp_path: Path) -> None:
    own = sequences(walked(program, HARMLESS).output, COLUMNS, ROWS)
    assert {sequence for sequence in own if sequence.startswith("\x1b]")} <= POINTER
    for number, text in enumerate(GROUPS):
        other = Program(tmp_path / str(number))
        try:
            terminal = walked(other, text)
        finally:
            other.close()
        assert sequences(terminal.output, COLUMNS, ROWS) <= own
        assert steering(terminal.output.replace("\r\n", "\n"), COLUMNS, ROWS, own) == set()
        assert not list(other.data.rglob("crash*"))


def at_a_terminal(program: Program, *arguments: str) -> str:
    """What a command writes to a terminal, its own progress left out."""
    terminal = program.open(*arguments, columns=COLUMNS, rows=ROWS)
    terminal.end()
    return terminal.output.replace("\r\n", "\n").replace("\r\x1b[K", "")


def test_every_command_at_a_terminal(program: Program, tmp_path: Path) -> None:
    fill(program, *PAYLOADS)
    for arguments in COMMANDS:
        written = at_a_terminal(program, *arguments)
        assert written, arguments
        assert steering(written, COLUMNS, ROWS, set()) <= ({"\r"} if arguments == ("check",) else set())
    hostile = "  ".join(PAYLOADS).replace("\x00", "")[:2000]
    roster = str(roster_file(tmp_path, PAYLOADS))
    for arguments in (
        ("roster", "rename", hostile, "--name", "x"),
        ("roster", "add", "--name", hostile[:60], "--team", hostile[:60]),
        ("roster", "add", "--name", "x", "--start", hostile),
        ("roster", "import", roster, "--dry-run"),
        ("roster", "import", str(tmp_path / f"no{hostile[:60].replace('/', '')}")),
        ("live", "--agent", hostile),
        ("export", "--agent", hostile),
        ("content", "show", hostile),
        ("erase", hostile),
        ("erase", "0" + PAYLOADS[0]),
        ("backup", str(tmp_path / f"no{hostile[:60].replace('/', '')}" / "x.zip")),
        ("restore", "--yes", hostile),
        (hostile,),
    ):
        assert steering(at_a_terminal(program, *arguments), COLUMNS, ROWS, set()) == set(), arguments


def test_an_export_at_a_terminal_says_the_same_as_one_to_a_file(program: Program) -> None:
    fill(program, *PAYLOADS)
    shown = json.loads(at_a_terminal(program, "export"))
    kept = program.export()
    for document in (shown, kept):
        document.pop("exported_at")
    assert shown == kept
    names = {agent["name"] for agent in kept["agents"]}
    assert names == set(PAYLOADS), "what is exported is what is stored"


def strings(value: Any) -> Iterator[str]:
    """Every text in a document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def test_what_comes_through_the_doors_is_clean_before_it_is_stored(program: Program, tmp_path: Path) -> None:
    program.get("roster", "import", str(roster_file(tmp_path, tuple(p for p in PAYLOADS if len(p) < 190))))
    program.get("roster", "add", "--name", "Kim\x1b]0;x\x07 Berg", "--team", "\x9bNorth\u202e")
    terminal = program.listen("Kim]0;x Berg")
    terminal.press("ctrl+n")
    terminal.paste("".join(PAYLOADS).replace("\x1b", "")[:9000])
    terminal.press("enter")
    terminal.wait_for("Note kept.")
    terminal.press("f2", "ctrl+q")
    assert terminal.end() == 0
    document = program.export()
    assert len(document["agents"]) > 40
    assert len(document["sessions"][0]["notes"][0]["text"]) > 4000
    found = {c for text in strings(document) for c in text}
    steer = {c for c in found if unicodedata.category(c) in {"Cc", "Cs"} or "\u202a" <= c <= "\u202e"}
    assert steer <= {"\n"}
