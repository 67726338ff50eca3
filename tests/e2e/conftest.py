"""A program of its own for every test, with one agent to listen to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.e2e.cli_process import Computer
from tests.e2e.program import Program


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    """The program on empty folders but for the agent Kim Berg."""
    opened = Program(tmp_path)
    opened.add_agent("Kim Berg")
    yield opened
    opened.close()


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    """A computer on which the program was never run."""
    return Computer(tmp_path)
