"""Runs the command line as a process of its own, as a person or a script does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PROGRAM = (sys.executable, "-m", "coachtui")


@dataclass(frozen=True, slots=True)
class Ended:
    """What a process said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass(slots=True)
class Computer:
    """A computer with nothing on it yet but folders for data and settings."""

    home: Path
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def config(self) -> Path:
        return self.home / "config"

    @property
    def env(self) -> dict[str, str]:
        folders = {"COACHTUI_DATA_DIR": str(self.data), "COACHTUI_CONFIG_DIR": str(self.config)}
        return {**os.environ, **folders, **self.environment}

    def run(self, *arguments: str, program: tuple[str, ...] = PROGRAM) -> Ended:
        done = subprocess.run(
            [*program, *arguments],
            env=self.env,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            cwd=self.home,
            timeout=60,
            check=False,
        )
        ended = Ended(done.returncode, done.stdout.decode(), done.stderr.decode())
        assert "Traceback" not in ended.err
        return ended

    def done(self, *arguments: str) -> Ended:
        ended = self.run(*arguments)
        assert ended.code == 0, ended
        return ended
