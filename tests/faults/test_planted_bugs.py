"""The tests of this folder and of sealed logs find bugs that were planted for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import pytest
from tests.contract import test_backup, test_log_disk, test_sealed_log
from tests.contract.protected import furnish as furnish_store
from tests.faults import scenarios
from tests.faults.test_crash_replay import replayed
from tests.faults.test_damage import test_damage_is_never_silent as damage
from tests.faults.test_fault_points import test_whatever_call_fails as fail_calls
from tests.faults.test_salvage import test_every_sound_record_is_taken_over as take_out

from coachtui.domain.errors import StoreCorrupt, StoreError
from coachtui.domain.session import Session
from coachtui.store.keeping.backups.erasing_in_turn import ErasingInTurn
from coachtui.store.keeping.checks import sound_parts
from coachtui.store.log import disk, log_file, log_reader, log_scan
from coachtui.store.log.lock import StoreLock
from coachtui.store.log.log_codec import PlainCodec
from coachtui.store.log.log_file import LogFile
from coachtui.store.log.log_storage import LogStorage
from coachtui.store.log.log_table import KeyedDB
from coachtui.store.protection import sealed_codec
from coachtui.store.records import session_store
from coachtui.store.records.incoming import IncomingRecords
from coachtui.store.records.index import ShardRows, index_row
from coachtui.store.records.shards import Shards, key_of

Plant = Callable[[pytest.MonkeyPatch], None]

ENOUGH = 70
"""States of a scenario in which what was planted shows, however few are looked at elsewhere."""


def no_sync(patch: pytest.MonkeyPatch) -> None:
    """Say that a record is durable without having asked the disk."""
    patch.setattr(disk, "full_sync", lambda _descriptor: None)


def no_sync_of_folders(patch: pytest.MonkeyPatch) -> None:
    """Forget that a new file has a name, too."""
    patch.setattr(disk, "sync_folder", lambda _folder: None)


def cut_before_looking(patch: pytest.MonkeyPatch) -> None:
    """Take whatever does not verify at the end of a log for an append that was cut off, noted or not."""
    patch.setattr(log_reader.LogReader, "_sure", lambda _self, look, _header: look)
    patch.setattr(log_scan, "is_damage", lambda *_told: False)
    scan = log_scan.scan

    def careless(data: bytes, **told: Any) -> log_scan.Scan:
        try:
            return scan(data, **told)
        except StoreCorrupt:
            return log_scan.Scan([], 0, data)

    patch.setattr(log_reader, "scan", careless)


def acknowledged_before_written(patch: pytest.MonkeyPatch) -> None:
    """Bring the index up and say it is saved, and write the log at the next save."""
    late: list[tuple[Any, Any, Any]] = []
    append = session_store.LogSessionStore.append

    def lazy(self: Any, session: Any, key: Any) -> None:
        for earlier in late:
            append(*earlier)
        late[:] = [(self, session, key)]

    patch.setattr(session_store.LogSessionStore, "append", lazy)


def index_before_log(patch: pytest.MonkeyPatch) -> None:
    """Write the index before the log that it is derived from, and believe it."""
    keys = Shards.stamps
    patch.setattr(Shards, "stamps", lambda self: dict.fromkeys(keys(self), "believed"))
    patch.setattr(LogStorage, "stamp", "believed")
    put = session_store.LogSessionStore.put

    def early(self: session_store.LogSessionStore, session: Session) -> None:
        rows = {row.id: row for row in self.index.rows().get(key_of(session), [])}
        rows[session.id] = index_row(session)
        self.index._write({str(key_of(session)): ShardRows(stamp="believed", rows=list(rows.values()))})
        put(self, session)

    patch.setattr(session_store.LogSessionStore, "put", early)


def one_by_one(patch: pytest.MonkeyPatch) -> None:
    """Take in what belongs together in several commits."""
    append_many = session_store.LogSessionStore.append_many

    def separately(self: Any, agent_id: str, year: int, sessions: Any) -> None:
        for session in sessions:
            append_many(self, agent_id, year, [session])

    patch.setattr(session_store.LogSessionStore, "append_many", separately)


def partial_import(patch: pytest.MonkeyPatch) -> None:
    """Take a file in record by record instead of all of it or nothing."""

    def straight(self: IncomingRecords, **records: Any) -> None:
        self._store.team.put_agents(records["agents"])
        for session in records["sessions"]:
            self._store.get(session.id)
            self._store.put(session)

    patch.setattr(IncomingRecords, "take_in", straight)


def dropped_by_salvage(patch: pytest.MonkeyPatch) -> None:
    """Give up after the first damaged record, whatever sound ones follow."""
    records = sound_parts._records

    def until_damage(data: bytes, codec: Any, generation: str) -> Iterator[Any]:
        last = None
        for record, repaired in records(data, codec, generation):
            if last is not None and record.n != last + 1:
                return
            last = record.n
            yield record, repaired

    patch.setattr(sound_parts, "_records", until_damage)


def failure_passed_over(patch: pytest.MonkeyPatch) -> None:
    """Say that a record is stored although the disk refused it."""
    append = LogFile.append

    def hopeful(self: LogFile, line: bytes, end: int) -> Any:
        try:
            return append(self, line, end)
        except StoreError:
            return self.mark()

    patch.setattr(LogFile, "append", hopeful)


def half_a_rewrite(patch: pytest.MonkeyPatch) -> None:
    """Rewrite a log in its place instead of beside it."""

    def in_place(self: LogFile, lines: list[bytes]) -> Any:
        descriptor = disk.open_new(self.path)
        disk.write_all(descriptor, b"".join(lines))
        disk.full_sync(descriptor)
        disk.system().close(descriptor)
        return self.mark()

    patch.setattr(LogFile, "replace_with", in_place)


def wrong_key_as_torn_tail(patch: pytest.MonkeyPatch) -> None:
    """Take a record that another key sealed for bytes that were never acknowledged."""
    record = sealed_codec.SealedCodec.record

    def lenient(self: Any, line: bytes, generation: str) -> Any:
        try:
            return record(self, line, generation)
        except StoreCorrupt:
            return None

    patch.setattr(sealed_codec.SealedCodec, "record", lenient)
    patch.setattr(log_scan, "is_damage", lambda *_told: False)


def plain_records_in_a_sealed_log(patch: pytest.MonkeyPatch) -> None:
    """Write a record as it is."""
    plain = PlainCodec()
    patch.setattr(sealed_codec.SealedCodec, "encode", lambda _self, entry, gen: plain.encode(entry, gen))


def sync_again(patch: pytest.MonkeyPatch) -> None:
    """Ask the disk once more after it failed, which may say yes to bytes that it has dropped."""
    patch.setattr(log_file, "_synced", lambda descriptor: any(_asked(descriptor) for _time in range(2)))


def _asked(descriptor: int) -> bool:
    try:
        disk.full_sync(descriptor)
    except OSError:
        return False
    return True


def no_lock(patch: pytest.MonkeyPatch) -> None:
    """Let two windows write at once."""
    patch.setattr(StoreLock, "held", lambda _self: nullcontext())


def erasing_forgets_backups(patch: pytest.MonkeyPatch) -> None:
    """Take an agent out of the store only."""
    patch.setattr(ErasingInTurn, "erase_from_copies", lambda _self, _agent_id: None)


@contextmanager
def planted(plant: Plant) -> Iterator[None]:
    """Let a test run with a bug in the program, and see that it fails."""
    with pytest.MonkeyPatch.context() as patch:
        plant(patch)
        with pytest.raises((AssertionError, StoreCorrupt, KeyError, pytest.fail.Exception)):
            yield


@pytest.mark.parametrize(
    ("plant", "scenario"),
    [
        (no_sync, scenarios.answers),
        (no_sync_of_folders, scenarios.another_year),
        (acknowledged_before_written, scenarios.answers),
        (index_before_log, scenarios.finishing),
        (one_by_one, scenarios.many_at_once),
        (partial_import, scenarios.importing),
        (half_a_rewrite, scenarios.compacting),
    ],
    ids=lambda value: value.__name__,
)
def test_the_replay_of_crashes_finds(plant: Plant, scenario: scenarios.Scenario, tmp_path: Path) -> None:
    with planted(plant):
        replayed(tmp_path / "laptop", scenario, ENOUGH)


def test_failing_calls_find_a_failure_that_was_passed_over(tmp_path: Path) -> None:
    with planted(failure_passed_over):
        fail_calls(scenarios.answers, tmp_path)


def test_a_salvage_that_drops_a_good_record_is_found(tmp_path: Path) -> None:
    with planted(dropped_by_salvage):
        take_out("plain", tmp_path)


def test_flipped_bits_find_a_cut_before_looking(tmp_path: Path) -> None:
    with planted(cut_before_looking):
        damage("plain", tmp_path)


@pytest.mark.parametrize(
    ("plant", "test"),
    [
        (
            wrong_key_as_torn_tail,
            test_sealed_log.test_a_last_record_of_another_key_is_never_taken_for_a_torn_tail,
        ),
        (plain_records_in_a_sealed_log, test_sealed_log.test_the_text_is_nowhere_and_comes_back_with_the_key),
    ],
    ids=lambda value: value.__name__,
)
def test_the_tests_of_sealed_logs_find(plant: Plant, test: Callable[..., None], tmp_path: Path) -> None:
    path = tmp_path / "2026.jsonl"
    if plant is wrong_key_as_torn_tail:
        furnish(path)
        with planted(plant):
            test(path, tmp_path)
    else:
        with planted(plant):
            furnish(path)
            test(path)


def furnish(path: Path) -> None:
    for n in range(4):
        test_sealed_log.sealed(path).put_encoded({str(n): test_sealed_log.CANARY})


@pytest.mark.parametrize(
    ("plant", "test"),
    [
        (sync_again, test_log_disk.test_after_a_failed_sync_the_record_is_written_again),
        (no_lock, test_log_disk.test_a_lock_held_by_another_process_is_waited_for_and_then_named),
    ],
    ids=lambda value: value.__name__,
)
def test_the_tests_of_a_failing_disk_find(plant: Plant, test: Callable[..., None], tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    test_log_disk.put(KeyedDB(path), 1)
    with planted(plant):
        test(path)


def test_the_tests_of_backups_find_an_erasing_that_forgets_them(tmp_path: Path) -> None:
    keeping = test_backup.Keeping(tmp_path / "data")
    furnish_store(keeping.root)
    with planted(erasing_forgets_backups):
        test_backup.test_an_erased_agent_goes_from_backups_now_or_when_they_are_seen_again(keeping)
