"""A disk that is full, read-only or failing: the log and the memory of it stay the same, and usable."""

from __future__ import annotations

import errno
import json
import os
import stat
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from tests.contract.faulty_disk import everything, faulty, read_only

from coachtui.domain.errors import StoreBusy, StoreError, StoreFull, StoreReadOnly
from coachtui.store.log.lock import StoreLock
from coachtui.store.log.log_storage import LogStorage
from coachtui.store.log.log_table import KeyedDB

SOURCE = Path(__file__).parents[2] / "src"
POSIX = os.name == "posix"


def put(database: KeyedDB, n: int) -> None:
    database.keyed("t").put_encoded({"newest": b'{"n":%d}' % n})


def newest(database: KeyedDB) -> int:
    document = database.keyed("t").encoded_one("newest")
    return int(json.loads(document)["n"]) if document else 0


@pytest.fixture(name="path")
def _path(tmp_path: Path) -> Path:
    path = tmp_path / "a.jsonl"
    put(KeyedDB(path), 1)
    return path


@pytest.mark.parametrize(
    ("code", "kind", "name"),
    [
        (errno.ENOSPC, StoreFull, "disk_full"),
        (errno.EDQUOT, StoreFull, "disk_full"),
        (errno.EFBIG, StoreFull, "disk_full"),
        (errno.EROFS, StoreReadOnly, "not_writable"),
        (errno.EACCES, StoreReadOnly, "not_writable"),
        (errno.EIO, StoreError, "disk_failed"),
    ],
)
def test_an_append_that_fails_leaves_the_log_as_it_was(
    path: Path, code: int, kind: type[StoreError], name: str
) -> None:
    database = KeyedDB(path)
    before = path.read_bytes()
    with faulty(lambda _number, call: code if call == "write" else 0), pytest.raises(kind) as caught:
        put(database, 2)
    assert (type(caught.value), caught.value.code) == (kind, name)
    assert path.read_bytes() == before
    assert newest(database) == newest(KeyedDB(path)) == 1
    put(database, 3)
    assert newest(database) == newest(KeyedDB(path)) == 3


def test_after_a_failed_sync_the_record_is_written_again(path: Path) -> None:
    database = KeyedDB(path)
    syncs = iter([errno.EIO])
    with faulty(lambda _number, call: next(syncs, 0) if call == "fsync" else 0) as disk:
        put(database, 2)
    assert disk.log[-5:] == ["write", "fsync", "ftruncate", "write", "fsync"]
    assert newest(KeyedDB(path)) == 2


def test_a_sync_that_fails_twice_takes_the_record_back(path: Path) -> None:
    database = KeyedDB(path)
    before = path.read_bytes()
    with faulty(lambda _number, call: errno.EIO if call == "fsync" else 0), pytest.raises(StoreError):
        put(database, 2)
    assert path.read_bytes() == before
    assert newest(database) == 1


@pytest.mark.parametrize("failures", [1, 10_000])
def test_whatever_call_fails_memory_equals_disk_and_the_store_goes_on(tmp_path: Path, failures: int) -> None:
    """Creation, appends and a rewrite, each system call of them failing in its turn."""

    def story(path: Path) -> KeyedDB:
        database = KeyedDB(path)
        acknowledged = 0
        for n in range(1, 4):
            try:
                put(database, n)
                acknowledged = n
                database.log.compact(force=n == 2)
            except StoreError:
                continue
        assert newest(database) >= acknowledged
        return database

    with faulty() as disk:
        story(tmp_path / "whole.jsonl")
    assert disk.calls > 15
    for failing in range(1, disk.calls + 1):
        path = tmp_path / f"{failing}.jsonl"

        def fails(number: int, _name: str, failing: int = failing) -> int:
            return errno.EIO if failing <= number < failing + failures else 0

        with faulty(fails):
            database = story(path)
        assert newest(database) == newest(KeyedDB(path)), f"call {failing}"
        put(database, 9)
        assert newest(KeyedDB(path)) == 9


def test_a_full_disk_can_be_read_and_written_again_when_it_has_room(tmp_path: Path) -> None:
    """A real limit on the size of files, in a process of its own."""
    script = """
        import resource, sys
        from pathlib import Path
        from coachtui.domain.errors import StoreFull
        from coachtui.store.log.log_table import KeyedDB
        database = KeyedDB(Path(sys.argv[1]))
        table = database.keyed("t")
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))
        stored = refused = 0
        for n in range(100):
            try:
                table.put_encoded({str(n): b'{"text":"%s"}' % (b"x" * 1000)})
                stored += 1
            except StoreFull:
                refused += 1
        assert 10 < stored < 20 and refused == 100 - stored, (stored, refused)
        assert len(table) == stored == len(KeyedDB(Path(sys.argv[1])).keyed("t"))
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        table.put_encoded({"after": b"{}"})
        print(stored, len(KeyedDB(Path(sys.argv[1])).keyed("t")))
    """
    finished = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), str(tmp_path / "a.jsonl")],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        check=True,
        capture_output=True,
        text=True,
    )
    stored, after = map(int, finished.stdout.split())
    assert after == stored + 1


def test_reading_changes_nothing_and_needs_no_lock(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b'{"n":2,"torn')
    path.with_name("a.jsonl.lock").unlink(missing_ok=True)
    before = everything(path.parent)
    with read_only() as disk:
        database = KeyedDB(path)
        assert newest(database) == 1
        assert database.storage.read() == {"t": {"newest": {"n": 1}}}
        assert database.keyed("t").all() == [{"n": 1}]
    assert disk.calls == 0
    assert everything(path.parent) == before


def test_writing_to_a_read_only_disk_says_so(path: Path) -> None:
    before = everything(path.parent)
    with read_only(), pytest.raises(StoreReadOnly):
        put(KeyedDB(path), 2)
    assert everything(path.parent) == before


def test_files_and_folders_are_their_owners_alone_whatever_the_umask(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        path = tmp_path / "deep" / "er" / "a.jsonl"
        database = KeyedDB(path, create_dirs=True)
        put(database, 1)
        path.write_bytes(path.read_bytes() + b"torn")
        put(database, 2)
        database.log.compact(force=True)
    finally:
        os.umask(old)
    files = [entry for entry in (tmp_path / "deep").rglob("*") if entry.is_file()]
    folders = [tmp_path / "deep", tmp_path / "deep" / "er"]
    assert {file.name for file in files} == {"a.jsonl", "a.jsonl.lock", "a.jsonl.torn"}
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600 if POSIX else 0o666}
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in folders} == {0o700 if POSIX else 0o777}


def open_files() -> int:
    return sum(1 for _ in Path("/dev/fd").iterdir())


def test_no_file_stays_open_between_commits(path: Path) -> None:
    database = KeyedDB(path)
    before = open_files()
    for n in range(5):
        put(database, n)
        newest(database)
    assert open_files() == before


def test_a_lock_held_by_another_process_is_waited_for_and_then_named(path: Path) -> None:
    lock = path.with_name("held.lock")
    script = "import sys, filelock; lock = filelock.FileLock(sys.argv[1]); lock.acquire(); print('held')"
    script += "; sys.stdout.flush(); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", script, str(lock)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        database = KeyedDB(path, lock=StoreLock(lock, timeout=0.05))
        with pytest.raises(StoreBusy) as caught:
            put(database, 2)
        assert caught.value.code == "store_locked"
        assert newest(database) == 1
        holder.communicate()
    put(database, 3)
    assert newest(KeyedDB(path)) == 3


def test_a_closed_storage_refuses_use(path: Path) -> None:
    storage = LogStorage(path)
    storage.close()
    with pytest.raises(ValueError, match="closed"):
        storage.read()
    with pytest.raises(ValueError, match="closed"):
        storage.write({})
