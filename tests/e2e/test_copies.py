"""What the commands say and end with when backups cannot all be brought up (breaker A4, A5, B1, B2, C5)."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.e2e.program import COMMAND
from tests.e2e.test_safe_store import CANARY, PASSPHRASE, Safe, holding


@pytest.fixture(name="program")
def _program(tmp_path: Path) -> Iterator[Safe]:
    (tmp_path / "laptop").mkdir()
    program = Safe(tmp_path / "laptop")
    program.done("roster", "add", "--name", CANARY)
    yield program
    program.close()


def test_b2_erasing_names_the_damaged_backup_and_does_not_say_that_all_is_gone(
    program: Safe, tmp_path: Path
) -> None:
    bad, good = tmp_path / "bad" / "a.zip", tmp_path / "good" / "b.zip"
    for file in (bad, good):
        program.done("backup", str(file))
    bad.write_bytes(bad.read_bytes()[:-40])
    ended = program.keyed("erase", CANARY, "--yes")
    assert ended.returncode == 1
    assert str(bad) in ended.stderr
    assert "Erased.\n" not in ended.stderr
    assert holding(good.parent, CANARY) == []
    later = program.keyed("backup")
    assert later.returncode == 1
    assert "Backed up" in later.stderr
    assert str(bad) in later.stderr
    bad.unlink()
    assert program.done("backup") == ""


def test_a5_what_becomes_of_backups_is_said_before_the_data_are_protected(
    program: Safe, tmp_path: Path
) -> None:
    program.done("backup")
    program.done("backup", str(tmp_path / "spring.zip"))
    ended = program.keyed("encrypt", lines=(PASSPHRASE,))
    assert ended.returncode == 0
    lines = ended.stderr.splitlines()
    protected = next(place for place, line in enumerate(lines) if "The data are protected" in line)
    assert any("Daily backups" in line for line in lines[:protected])
    assert any(str(tmp_path / "spring.zip") in line for line in lines[:protected])
    assert (tmp_path / "spring.zip").exists()
    assert holding(tmp_path, CANARY) == []


def test_b1_after_decrypting_erasing_and_backing_up_work(program: Safe, tmp_path: Path) -> None:
    program.done("backup")
    program.done("encrypt", lines=(PASSPHRASE,))
    program.secret = PASSPHRASE
    program.done("backup", str(tmp_path / "spring.zip"))
    said = program.keyed("decrypt").stderr
    assert str(tmp_path / "spring.zip") in said
    program.secret = None
    program.done("erase", CANARY, "--yes")
    program.done("backup")
    assert holding(tmp_path, CANARY) == []


def test_c5_any_command_ends_a_change_that_was_cut_off(program: Safe, tmp_path: Path) -> None:
    from coachtui.bootstrap import open_program

    program.done("backup")
    cut_off = open_program(data_dir=str(program.data), config_dir=str(tmp_path / "config"))
    cut_off.protection.encrypt(PASSPHRASE)  # and the process is killed before it deals with backups
    assert holding(program.data / "backups", CANARY) != []
    program.secret = PASSPHRASE
    program.done("roster", "list")
    assert holding(tmp_path, CANARY) == []
    assert len(list((program.data / "backups").iterdir())) == 1


def test_a4_erasing_in_a_copy_names_what_belongs_to_the_original(program: Safe, tmp_path: Path) -> None:
    archive = tmp_path / "archive.zip"
    program.done("backup", str(archive))
    before = archive.read_bytes()
    shutil.copytree(program.data, tmp_path / "copy")
    ended = program.keyed("erase", CANARY, "--yes", "--data-dir", str(tmp_path / "copy"))
    assert ended.returncode == 0
    assert str(archive) in ended.stderr
    assert archive.read_bytes() == before
    assert holding(tmp_path / "copy", CANARY) == []


def test_restoring_over_protected_data_needs_their_passphrase_where_somebody_was_erased(
    program: Safe, tmp_path: Path
) -> None:
    program.done("backup", str(tmp_path / "old.zip"))
    copy = (tmp_path / "old.zip").read_bytes()
    program.done("erase", CANARY, "--yes")
    program.done("encrypt", lines=(PASSPHRASE,))
    (tmp_path / "older.zip").write_bytes(copy)
    refused = program.keyed("restore", str(tmp_path / "older.zip"), "--yes", lines=("not the passphrase",))
    assert refused.returncode == 3
    program.done("restore", str(tmp_path / "older.zip"), "--yes", lines=(PASSPHRASE,))
    (tmp_path / "older.zip").unlink()
    assert program.done("roster", "list") == ""
    assert holding(program.data / "store", CANARY) == []


@pytest.mark.parametrize("keys", ["there", "lost"])
def test_attack_an_open_backup_over_protected_data_says_that_the_protection_goes(
    program: Safe, tmp_path: Path, keys: str
) -> None:
    program.done("backup", str(tmp_path / "old.zip"))
    open_to_all = (tmp_path / "old.zip").read_bytes()
    program.done("encrypt", lines=(PASSPHRASE,))
    (tmp_path / "older.zip").write_bytes(open_to_all)
    if keys == "lost":
        for name in ("keys.json", "keys.copy.json"):
            (program.data / "store" / name).unlink()
    done = program.keyed("restore", str(tmp_path / "older.zip"), "--yes", lines=(PASSPHRASE,))
    assert done.returncode == 0
    assert "The backup is restored." in done.stderr
    assert "so the data have none now: coachtui encrypt." in done.stderr
    again = program.keyed("restore", str(tmp_path / "older.zip"), "--yes")
    assert again.returncode == 0
    assert "no passphrase" not in again.stderr, "there was none to lose"


def test_attack_a_protected_backup_over_protected_data_takes_no_protection(
    program: Safe, tmp_path: Path
) -> None:
    program.done("encrypt", lines=(PASSPHRASE,))
    program.done("backup", str(tmp_path / "own.zip"), lines=(PASSPHRASE,))
    done = program.keyed("restore", str(tmp_path / "own.zip"), "--yes", lines=(PASSPHRASE,))
    assert done.returncode == 0
    assert "protection" not in done.stderr


def test_attack_4_a_lost_key_file_is_named_and_a_backup_put_back(program: Safe, tmp_path: Path) -> None:
    program.done("encrypt", lines=(PASSPHRASE,))
    program.done("backup", str(tmp_path / "f.zip"), lines=(PASSPHRASE,))
    for name in ("keys.json", "keys.copy.json"):
        (program.data / "store" / name).unlink()
    for command, code in ((("check",), 1), (("roster", "list"), 4)):
        named = program.keyed(*command, lines=(PASSPHRASE,))
        assert named.returncode == code
        assert "keys.json" in named.stderr
    asked = program.keyed("restore", str(tmp_path / "f.zip"), lines=(PASSPHRASE,))
    assert asked.returncode == 1
    done = program.keyed("restore", str(tmp_path / "f.zip"), "--yes", lines=(PASSPHRASE,))
    assert done.returncode == 0
    assert "nobody can tell who was erased" in done.stderr
    assert "store.before-" in done.stderr
    program.secret = PASSPHRASE
    assert CANARY in program.done("roster", "list")


def test_attack_a_copy_of_the_store_made_by_hand_is_named_by_erase_and_encrypt(program: Safe) -> None:
    copy = program.data / "store.bak"
    shutil.copytree(program.data / "store", copy)
    named = program.keyed("encrypt", lines=(PASSPHRASE,))
    assert named.returncode == 0
    assert f"Data with the old protection; delete them: {copy}" in named.stderr
    left = program.keyed("erase", CANARY, "--yes", lines=(PASSPHRASE,))
    assert left.returncode == 1
    assert f"Copy of the data, not touched: {copy}\n" in left.stderr
    assert "Erased.\n" not in left.stderr
    assert holding(copy, CANARY) == ["team.jsonl"]


def test_attack_windows_that_make_backups_at_once_do_each_other_no_harm(
    program: Safe, tmp_path: Path
) -> None:
    """They removed each other's unfinished files, and said that the disk had failed."""
    program.done("roster", "add", "--name", "Gone Soon")
    commands = [
        ("backup",),
        ("backup",),
        ("backup", str(tmp_path / "spring.zip")),
        ("erase", "Gone Soon", "--yes"),
    ]
    windows = [
        subprocess.Popen(
            [*COMMAND, *command],
            env=program.environment,
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for command in commands
    ]
    said = [window.communicate(timeout=60)[1] for window in windows]
    assert [window.returncode for window in windows] == [0] * len(commands), said
    assert len(list((program.data / "backups").iterdir())) == 2
    assert program.done("backup", str(tmp_path / "after.zip")) == ""
    assert holding(tmp_path, "Gone Soon") == []
    assert [*tmp_path.rglob("*.new"), *tmp_path.rglob(".*.backup.lock")] == []


def test_f5_backups_that_a_full_disk_left_with_the_old_protection_are_named(
    program: Safe, tmp_path: Path
) -> None:
    program.done("encrypt", lines=(PASSPHRASE,))
    program.secret = PASSPHRASE
    named = tmp_path / "stick" / "n.zip"
    program.done("backup", str(named))
    program.done("backup")
    (daily,) = (program.data / "backups").iterdir()
    size = named.stat().st_size - 1
    ended = small_files(program, size, "rekey", lines=(PASSPHRASE, "four new words"))
    assert ended.returncode == 6, ended.stderr
    assert "The disk is full" in ended.stderr
    for path in (named, daily):
        assert f"Backup that still has the old protection: {path}" in ended.stderr
    assert "“coachtui backup” gives these backups the new protection" in ended.stderr
    program.secret = "four new words"
    program.done("backup")
    assert named.exists()
    assert not daily.exists()
    assert holding(tmp_path, CANARY) == []


def small_files(
    program: Safe, size: int, *arguments: str, lines: tuple[str, ...]
) -> subprocess.CompletedProcess[str]:
    """Run a command whose files cannot grow beyond a size, in bytes."""
    reading, writing = os.pipe()
    os.write(writing, "".join(f"{line}\n" for line in lines).encode())
    os.close(writing)
    limited = f"trap '' XFSZ; ulimit -f {size // 512}; exec \"$@\""
    try:
        return subprocess.run(
            ["sh", "-c", limited, "sh", *COMMAND, *arguments, "--passphrase-fd", str(reading)],
            env=program.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            pass_fds=(reading,),
        )
    finally:
        os.close(reading)


def test_f4_a_protected_backup_put_back_over_a_plain_store_leaves_nothing_readable_unsaid(
    program: Safe, tmp_path: Path
) -> None:
    program.done("encrypt", lines=(PASSPHRASE,))
    program.secret = PASSPHRASE
    program.done("backup", str(tmp_path / "stick" / "sealed.zip"))
    program.done("decrypt")
    program.secret = None
    program.done("roster", "add", "--name", f"{CANARY} the second")
    program.done("backup")
    plain = tmp_path / "stick" / "plain.zip"
    program.done("backup", str(plain))
    gone = tmp_path / "usb" / "away.zip"
    program.done("backup", str(gone))
    gone.parent.rename(tmp_path / "unplugged")
    program.secret = PASSPHRASE
    ended = program.keyed("restore", str(tmp_path / "stick" / "sealed.zip"), "--yes")
    assert ended.returncode == 0, ended.stderr
    (daily,) = (program.data / "backups").iterdir()
    (aside,) = program.data.glob("store.before-*")
    lines = ended.stderr.splitlines()
    placed = lines.index("The backup is restored.")
    for path in (plain, daily, gone):
        assert f"This backup gets the new protection too: {path}." in lines[:placed]
    assert f"This backup still has the old protection and is out of reach: {gone}." in lines[placed:]
    assert f"Data with the old protection; delete them: {aside}" in lines[placed:]
    assert holding(tmp_path / "stick", CANARY) == holding(program.data / "backups", CANARY) == []
    program.done("check")
    (tmp_path / "unplugged").rename(gone.parent)
    program.done("roster", "list")
    assert holding(gone.parent, CANARY) == []


def test_f4_a_backup_with_another_passphrase_put_back_names_those_that_keep_theirs(
    program: Safe, tmp_path: Path
) -> None:
    program.done("encrypt", lines=(PASSPHRASE,))
    program.secret = PASSPHRASE
    program.done("backup", str(tmp_path / "old.zip"))
    (tmp_path / "apart").mkdir()
    shutil.copy(tmp_path / "old.zip", tmp_path / "apart")
    program.done("rekey", lines=(PASSPHRASE, "four new words"))
    program.secret = "four new words"
    program.done("backup", str(tmp_path / "new.zip"))
    ended = program.keyed(
        "restore", str(tmp_path / "apart" / "old.zip"), "--yes", lines=("four new words", PASSPHRASE)
    )
    assert ended.returncode == 0, ended.stderr
    (aside,) = program.data.glob("store.before-*")
    assert f"This backup keeps the passphrase it has: {tmp_path / 'new.zip'}." in ended.stderr
    assert f"This backup keeps the passphrase it has: {tmp_path / 'old.zip'}." in ended.stderr
    assert f"Data with the old protection; delete them: {aside}" in ended.stderr
    program.secret = PASSPHRASE
    program.done("check")
