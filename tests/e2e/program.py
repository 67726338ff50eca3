"""The program on folders of its own: at a terminal, or as a command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.e2e.terminal import Terminal

COMMAND = (sys.executable, "-m", "coachtui")


class Program:
    """The program with one store; every process started here ends with the test."""

    def __init__(self, folder: Path) -> None:
        self.data, self.config = folder / "data", folder / "config"
        self.environment = {
            **os.environ,
            "HOME": str(folder),
            "COACHTUI_DATA_DIR": str(self.data),
            "COACHTUI_CONFIG_DIR": str(self.config),
            "PYTHONPATH": str(Path(__file__).parents[2] / "src"),
        }
        self._open: list[Terminal] = []

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        return subprocess.run(
            [*COMMAND, *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    def get(self, *arguments: str) -> str:
        """Run a command that must succeed and return what it prints."""
        done = self.run(*arguments)
        assert done.returncode == 0, f"{arguments}: {done.returncode}, {done.stderr}"
        return done.stdout

    def add_agent(self, name: str) -> str:
        """Add an agent and return the id; the questions of the first start count as answered."""
        self.config.mkdir(mode=0o700, parents=True, exist_ok=True)
        config = self.config / "config.toml"
        if not config.exists():
            config.write_text('language = "en"\n', "utf-8")
        return self.get("roster", "add", "--name", name).strip()

    def export(self, *arguments: str) -> dict[str, Any]:
        """Return what is stored, as the real export says it."""
        document: dict[str, Any] = json.loads(self.get("export", *arguments))
        return document

    def session(self) -> dict[str, Any]:
        """Return the only session stored."""
        (session,) = self.export()["sessions"]
        found: dict[str, Any] = session
        return found

    def answers(self, form: str) -> dict[str, Any]:
        """Return the answers stored on a form of the only session, by item id; none before the first."""
        evaluations = [e for e in self.export()["evaluations"] if e["form"]["id"] == form]
        return evaluations[0]["answers"] if evaluations else {}

    def open(self, *arguments: str, columns: int = 120, rows: int = 36, **more: str) -> Terminal:
        """Open the program at a terminal; ``more`` are variables of its environment."""
        terminal = Terminal([*COMMAND, *arguments], {**self.environment, **more}, columns=columns, rows=rows)
        self._open.append(terminal)
        return terminal

    def listen(self, agent: str = "Kim Berg", **more: Any) -> Terminal:
        """Open a live session and wait until it can be used."""
        terminal = self.open("live", "--agent", agent, **more)
        terminal.wait_for("Checklist")
        return terminal

    def close(self) -> None:
        """End whatever still runs."""
        for terminal in self._open:
            terminal.close()
