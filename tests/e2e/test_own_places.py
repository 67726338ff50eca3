"""A mistyped output path never takes the place of what the program keeps (attack 5)."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.e2e.cli_process import Computer

SENTENCE = "Nothing was written: this program keeps its own data in "
AGENT = "Kim Berg"


def kept(computer: Computer) -> dict[Path, bytes]:
    """Every file of the data folder but locks, which a look may make."""
    files = (path for path in computer.data.rglob("*") if path.is_file() and path.suffix != ".lock")
    return {path: path.read_bytes() for path in files if path.name != ".lock"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("export", "-o", "data/store/team.jsonl", "--force"),
        ("export", "--format", "md", "-o", "data/store/agents/new.md"),
        ("export", "--pseudonymous", "-o", "link/study.json"),
        ("export", "--own", AGENT, "-o", "data/store/agents"),
        ("export", "-o", "data/backups/{day}", "--force"),
        ("export", "-o", "config/config.toml", "--force"),
        ("backup", "data/store/team.jsonl", "--force"),
        ("backup", "data/store/agents/x.zip"),
        ("backup", "data/backups/{day}", "--force"),
        ("backup", "data/.store.exchange.lock"),
        ("backup", "data/.STORE.backup.lock"),
        ("backup", "data/.work-1/x.zip"),
        ("backup", "data/logs/x.zip"),
        ("backup", "data/store.next/x.zip"),
        ("backup", "data/store.before-1/x.zip"),
        ("export", "-o", "data/store.old/x.json"),
        ("export", "-o", "data/demo.new"),
        ("export", "--own", AGENT, "-o", "data/logs"),
    ],
)
def test_attack_5_an_output_into_the_programs_own_data_is_refused(
    computer: Computer, arguments: tuple[str, ...]
) -> None:
    assert computer.run("roster", "add", "--name", AGENT).code == 0
    assert computer.run("backup").code == 0
    computer.config.mkdir(exist_ok=True)
    (computer.config / "config.toml").write_text('theme = "coach-light"\n')
    (computer.home / "link").symlink_to(computer.data / "store")
    (day,) = (path.name for path in (computer.data / "backups").glob("coachtui-*.zip"))
    computer.run("export", "--pseudonymous")  # makes the key of pseudonyms
    before = kept(computer)
    done = computer.run(*(argument.format(day=day) for argument in arguments))
    assert done.code == 2
    assert done.err.splitlines()[-1].startswith(SENTENCE)
    assert kept(computer) == before
    assert (computer.config / "config.toml").read_text() == 'theme = "coach-light"\n'


def test_attack_5_a_folder_for_backups_inside_the_store_is_ignored_and_told(computer: Computer) -> None:
    assert computer.run("roster", "add", "--name", AGENT).code == 0
    computer.config.mkdir(exist_ok=True)
    inside = computer.data / "store" / "agents"
    (computer.config / "config.toml").write_text(f'backup_folder = "{inside}"\n')
    done = computer.run("backup")
    assert done.code == 0
    assert not list(inside.glob("*.zip"))
    assert f"backup_folder cannot be {inside}, which is ignored." in computer.run("check").err


def test_attack_7_own_files_are_two_and_never_go_to_a_pipe(computer: Computer) -> None:
    assert computer.run("roster", "add", "--name", AGENT).code == 0
    done = computer.run("export", "--own", AGENT, "-o", "-")
    assert (done.code, done.out) == (2, "")
    assert "-o - cannot be given with it" in done.err
