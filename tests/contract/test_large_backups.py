"""Breaker D: a backup made to fill memory or disk (612 kB that become 600 MB) is refused before it does."""

from __future__ import annotations

import hashlib
import json
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from tests.contract.protected import furnish, sessions
from tests.contract.test_restore import backups_of

from coachtui.domain.errors import BadInput, StoreFull
from coachtui.store.keeping.copies import backup_file
from coachtui.store.log import disk

MEGABYTE = 1 << 20


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    furnish(tmp_path / "data" / "store")
    return tmp_path / "data" / "store"


def _crafted(path: Path, megabytes: int, piece: bytes) -> Path:
    """Make a backup whose one log has so many megabytes, each of the same piece."""
    digest = hashlib.sha256()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("team.jsonl", "w") as file:
            for _number in range(megabytes):
                digest.update(piece)
                file.write(piece)
        entry = {"name": "team.jsonl", "size": megabytes * len(piece), "sha256": digest.hexdigest()}
        manifest = {"coachtui_backup": 1, "made_at": "2026-01-01", "app": "x", "schema": 1, "sealed": False}
        archive.writestr("manifest.json", json.dumps({**manifest, "files": [entry]}))
    return path


def test_a_backup_that_unpacks_a_thousand_times_as_large_is_refused_unread(
    root: Path, tmp_path: Path
) -> None:
    bomb = _crafted(tmp_path / "bomb.zip", 60, bytes(MEGABYTE))
    assert bomb.stat().st_size < MEGABYTE
    tracemalloc.start()
    with pytest.raises(BadInput) as refused:
        backups_of(root).restoring.restore(bomb)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert refused.value.code == "backup_damaged"
    assert most < 10 * MEGABYTE
    assert len(sessions(root)) == 4
    assert [path.name for path in root.parent.iterdir() if path.name.startswith(".work")] == []


def test_a_large_file_is_unpacked_piece_by_piece(tmp_path: Path) -> None:
    piece = bytes(hashlib.sha256(b"%d" % number).digest()[0] for number in range(MEGABYTE // 16)) * 16
    backup = _crafted(tmp_path / "large.zip", 40, piece)
    (tmp_path / "out").mkdir()
    tracemalloc.start()
    backup_file.unpack(backup, tmp_path / "out")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (tmp_path / "out" / "team.jsonl").stat().st_size == 40 * MEGABYTE
    assert most < 10 * MEGABYTE


def test_a_backup_for_which_the_disk_has_no_room_is_told_as_such(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = backups_of(root).daily.make()
    monkeypatch.setattr(disk, "room_in", lambda _folder: 100)
    with pytest.raises(StoreFull) as refused:
        backups_of(root).restoring.restore(made)
    assert refused.value.code == "no_room_for_backup"
    assert len(sessions(root)) == 4
