"""Commands that ask for a passphrase where nobody can be asked: what is true is said, nothing announced."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from tests.e2e.program import COMMAND
from tests.e2e.test_safe_store import CANARY, PASSPHRASE, Safe

NOT_PROTECTED = (2, "The data are not protected by a passphrase.\n")
NEW_NEEDED = (3, "A new passphrase is needed: type it at a terminal, or give it with --passphrase-fd.\n")
NEEDED = (3, "The data are protected; the passphrase is needed.\n")


def unasked(program: Safe, command: str) -> tuple[int, str]:
    ended = subprocess.run(
        [*COMMAND, command],
        env=program.environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return ended.returncode, ended.stderr


@pytest.fixture(name="program", scope="module")
def _program(tmp_path_factory: pytest.TempPathFactory) -> Safe:
    """A store with an agent and a backup of the day."""
    return made(tmp_path_factory.mktemp("plain"))


def made(folder: Path) -> Safe:
    program = Safe(folder)
    program.add_agent(CANARY)
    program.done("backup")
    return program


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("encrypt", NEW_NEEDED),
        ("passphrase", NOT_PROTECTED),
        ("rekey", NOT_PROTECTED),
        ("decrypt", NOT_PROTECTED),
        ("recovery-key", NOT_PROTECTED),
    ],
)
def test_words_an_open_store_is_never_said_to_be_protected(
    program: Safe, command: str, said: tuple[int, str]
) -> None:
    assert unasked(program, command) == said


def test_words_a_passphrase_that_is_refused_announces_nothing(program: Safe) -> None:
    refused = program.keyed("encrypt", lines=("short",))
    assert refused.returncode == 2
    assert "Backups" not in refused.stderr


def test_words_a_protected_store_asks_for_its_passphrase(tmp_path: Path) -> None:
    program = made(tmp_path)
    assert "with the new protection: 1" in program.keyed("encrypt", lines=(PASSPHRASE,)).stderr
    assert unasked(program, "encrypt") == (2, "The data are protected by a passphrase already.\n")
    for command in ("passphrase", "rekey", "decrypt", "recovery-key"):
        assert unasked(program, command) == NEEDED, command
    half = program.keyed("rekey", lines=(PASSPHRASE,))
    assert half.returncode == 5
    assert "Backups" not in half.stderr
