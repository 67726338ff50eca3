"""Claims exclude each other and the locks of ``filelock`` on the same file, in both directions."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock, Timeout

from coachtui.store.log import disk
from coachtui.store.log.claim import claim_on


@pytest.fixture(params=[False, True], ids=["posix", "windows"])
def path(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file to claim, on either kind of system."""
    monkeypatch.setattr(disk, "WINDOWS", request.param)
    return tmp_path / "a.lock"


def test_one_at_a_time(path: Path) -> None:
    first, second = claim_on(path), claim_on(path)
    assert first.take()
    assert not second.take()
    assert (first.held, second.held) == (True, False)
    first.give_back()
    first.give_back()
    assert second.take()
    second.give_back()


def test_the_library_is_kept_out(path: Path) -> None:
    claim = claim_on(path)
    assert claim.take()
    with pytest.raises(Timeout):
        FileLock(path).acquire(timeout=0)
    claim.give_back()
    FileLock(path).acquire(timeout=0).lock.release()


def test_the_library_keeps_out(path: Path) -> None:
    lock = FileLock(path)
    lock.acquire()
    assert not claim_on(path).take()
    lock.release()
    assert claim_on(path).take()


def test_a_file_removed_by_its_holder_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    first, second, third = (claim_on(path) for _ in range(3))
    assert first.take()
    path.unlink()
    assert second.take()
    assert not third.take()
    second.give_back()


def test_a_process_that_ends_gives_back(path: Path) -> None:
    code = f"""
from pathlib import Path
from coachtui.store.log.claim import claim_on
assert claim_on(Path({str(path)!r})).take()
import os
os._exit(9)
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 9
    assert claim_on(path).take()


def test_only_what_is_held_elsewhere_is_a_no(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        claim_on(tmp_path / "no folder" / "a.lock").take()
