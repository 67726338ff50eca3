"""A log that lost at its end what was shown as saved is named, whatever is written to it afterwards."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.contract.protected import PASSPHRASE, furnish, opened, sessions
from tests.contract.sessions import ANNA, BEN, START, session

from coachtui.bootstrap import LocalProgram, open_program
from coachtui.domain.agent import Agent
from coachtui.domain.errors import StoreCorrupt
from coachtui.store.keeping.checks.salvage import salvage
from coachtui.store.keeping.checks.verify import verify
from coachtui.store.keeping.store_protection import StoreProtection
from coachtui.store.log.lock import StoreLock
from coachtui.store.records.erasure import Erasure
from coachtui.store.records.session_store import LogSessionStore

ANNAS, TEAM = f"agents/{ANNA}/2026.jsonl", "team.jsonl"
LOGS = [ANNAS, TEAM]
CARA = "0190cccc-0000-7000-8000-00000000000c"


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    root = tmp_path / "store"
    furnish(root)
    store = opened(root)
    store.team.put_agents([Agent(id=ANNA, name="Anna")])
    store.put(session(5, start=START + timedelta(days=1), status="final"))
    store.close()
    return root


def program_of(root: Path) -> LocalProgram:
    return open_program(data_dir=str(root.parent), config_dir=str(root.parent / "config"))


def findings(root: Path, protection: StoreProtection | None = None) -> set[tuple[str, str]]:
    seals = (protection or StoreProtection(root)).seals()
    return {(finding.file, finding.code) for finding in verify(root, seals=seals).findings}


def lost(name: str) -> set[tuple[str, str]]:
    return {(f"store/{name}", "log_lost")}


def without_last(path: Path, records: int, cut: int = 0) -> None:
    """Take whole records from the end of a log, and then some bytes of the last that is left."""
    lines = path.read_bytes().splitlines(keepends=True)
    kept = b"".join(lines[:-records])
    path.write_bytes(kept[: len(kept) - cut])


def used(root: Path, protection: StoreProtection | None = None, count: int = 9) -> None:
    """Keep Anna's log and the list of people growing past the length they once had, and close."""
    store = opened(root, protection)
    store.team.put_agents([Agent(id=BEN, name=f"Ben {number}") for number in range(count)])
    store.team.put_agents([Agent(id=ANNA, name="Anna", remember="x" * 4000)])
    for number in range(count):
        store.put(session(40, start=START + timedelta(days=2), revision=number, text="x" * 400))
    store.put(session(40, start=START + timedelta(days=2), revision=count, status="final"))
    store.close()


@pytest.mark.parametrize("sealed", [False, True])
@pytest.mark.parametrize("cut", [0, 1, 100])
@pytest.mark.parametrize("name", LOGS)
def test_attack_records_cut_off_a_log_are_told_today_and_after_any_use(
    root: Path, name: str, cut: int, *, sealed: bool
) -> None:
    protection = StoreProtection(root)
    if sealed:
        protection.encrypt(PASSPHRASE)
        used(root, protection)
    without_last(root / name, 1, cut)
    left = (root / name).read_bytes()
    assert findings(root, protection) == lost(name)
    for _time in range(2):
        if cut:
            with pytest.raises(StoreCorrupt, match="damaged_record"):
                used(root, protection)
            assert (root / name).read_bytes() == left, "bytes that were saved once were cut off"
        else:
            used(root, protection)
        assert findings(root, protection) == lost(name)


@pytest.mark.parametrize("cut", [100, 2000])
def test_attack_a_log_made_shorter_by_so_many_bytes_has_lost_what_was_saved(root: Path, cut: int) -> None:
    path = root / ANNAS
    with path.open("r+b") as log:
        log.truncate(path.stat().st_size - cut)
    assert findings(root) == lost(ANNAS)


def test_attack_records_lost_are_told_after_one_more_live_save_that_no_index_knows(root: Path) -> None:
    without_last(root / ANNAS, 1)
    opened(root).put(session(40, start=START + timedelta(days=2)))
    opened(root).put(session(41, start=START + timedelta(days=2)))
    assert findings(root) == lost(ANNAS)


def test_attack_records_lost_are_told_after_the_log_was_written_anew(root: Path) -> None:
    without_last(root / ANNAS, 1)
    store = opened(root)
    for number in range(40, 50):
        store.put(session(number, start=START + timedelta(days=2)))
    store.remove(session(40, start=START + timedelta(days=2)))
    assert findings(root) == lost(ANNAS)
    store.close()
    assert findings(root) == lost(ANNAS)


def test_attack_a_log_that_was_lost_is_told_after_it_was_begun_anew(root: Path) -> None:
    (root / ANNAS).unlink()
    used(root)
    assert findings(root) == lost(ANNAS)


@pytest.mark.parametrize("left", [b"", b'{"coachtui":1,"g'])
def test_attack_a_log_emptied_is_lost_and_no_creation_cut_off(root: Path, left: bytes) -> None:
    (root / ANNAS).write_bytes(left)
    assert findings(root) == lost(ANNAS)


def test_attack_an_older_copy_of_a_log_in_its_place_is_told(root: Path, tmp_path: Path) -> None:
    shutil.copy(root / ANNAS, tmp_path / "older")
    used(root)
    store = opened(root)
    store.remove(session(40, start=START + timedelta(days=2)))
    store.close()
    assert findings(root) == set()
    shutil.copy(tmp_path / "older", root / ANNAS)
    assert findings(root) == lost(ANNAS)


DOORS: list[Callable[[LocalProgram], object]] = [
    lambda program: program.safekeeping.daily.make(),
    lambda program: program.protection.encrypt(PASSPHRASE),
]
SEALED_DOORS: list[Callable[[LocalProgram], object]] = [
    lambda program: program.safekeeping.daily.make(),
    lambda program: program.protection.decrypt(),
    lambda program: program.protection.rekey(PASSPHRASE),
]


@pytest.mark.parametrize("sealed", [False, True])
@pytest.mark.parametrize("name", LOGS)
def test_attack_of_a_store_that_lost_records_neither_a_backup_nor_another_store_is_made(
    root: Path, name: str, *, sealed: bool
) -> None:
    program = program_of(root)
    if sealed:
        program.protection.encrypt(PASSPHRASE)
        used(root, program.protection)
    made = program.safekeeping.daily.make()
    before = sessions(root, PASSPHRASE if sealed else None)
    without_last(root / name, 1, 30)
    for door in SEALED_DOORS if sealed else DOORS:
        with pytest.raises(StoreCorrupt, match=r"log_lost|backup_of_damaged|damaged_record") as told:
            door(program)
        assert name.endswith(str(told.value.facts["file"]))
    assert made.exists()
    program.safekeeping.restoring.restore(made, PASSPHRASE if sealed else None)
    protection = StoreProtection(root)
    protection.unlock(PASSPHRASE)
    assert findings(root, protection) == set()
    assert sessions(root, PASSPHRASE if sealed else None) == before
    used(root, protection)
    assert findings(root, protection) == set()


@pytest.mark.parametrize("sealed", [False, True])
@pytest.mark.parametrize("grown", [False, True])
@pytest.mark.parametrize("name", LOGS)
def test_attack_a_salvage_takes_records_for_lost_says_so_and_keeps_what_is_left(
    root: Path, name: str, *, grown: bool, sealed: bool
) -> None:
    protection = StoreProtection(root)
    if sealed:
        protection.encrypt(PASSPHRASE)
        used(root, protection)
    last = (root / name).read_bytes().splitlines(keepends=True)[-1]
    without_last(root / name, 1)
    if grown:
        used(root, protection)
    before = sessions(root, PASSPHRASE if sealed else None)
    if not grown:
        with (root / name).open("ab") as log:
            log.write(last[: len(last) - 30])
    cut = (root / name).read_bytes()
    mended, after = salvage(root, protection.seals(), StoreLock(root / ".lock"), START)
    assert [(each.file, bool(each.lost)) for each in mended] == [(name, True)]
    assert (root / mended[0].kept_as).read_bytes() == cut
    assert after.findings == ()
    assert sessions(root, PASSPHRASE if sealed else None) == before
    used(root, protection)
    assert findings(root, protection) == set()
    without_last(root / name, 1)
    assert findings(root, protection) == lost(name)


def test_attack_a_salvage_counts_the_records_that_are_missing_at_the_end(root: Path) -> None:
    without_last(root / ANNAS, 2)
    mended, _after = salvage(root, StoreProtection(root).seals(), StoreLock(root / ".lock"), START)
    assert [each.lost for each in mended] == [(3, 4)]


def test_attack_a_salvage_of_one_log_makes_the_loss_of_another_not_forgotten(root: Path) -> None:
    (root / f"agents/{BEN}/2026.jsonl").unlink()
    mended, _after = salvage(root, StoreProtection(root).seals(), StoreLock(root / ".lock"), START)
    assert [each.file for each in mended] == [f"agents/{BEN}/2026.jsonl"]
    without_last(root / ANNAS, 1)
    assert findings(root) == lost(ANNAS)


@pytest.mark.parametrize("torn", [b'{"n":99,"put":{"sess', b"\0" * 40])
@pytest.mark.parametrize("name", LOGS)
def test_a_write_that_was_cut_off_has_lost_nothing(root: Path, name: str, torn: bytes) -> None:
    with (root / name).open("ab") as log:
        log.write(torn)
    assert findings(root) == {(f"store/{name}", "torn_tail")}
    program = program_of(root)
    program.safekeeping.daily.make()
    program.protection.encrypt(PASSPHRASE)
    used(root, program.protection)
    assert findings(root, program.protection) == set()


def test_records_saved_after_the_index_was_written_are_not_missed_with_it(root: Path) -> None:
    """It says less than the log, which is no evidence of anything."""
    store = opened(root)
    for number in range(40, 45):
        store.put(session(number, start=START + timedelta(days=2)))
    assert findings(root) == set()
    without_last(root / ANNAS, 3, 20)
    assert findings(root) == {(f"store/{ANNAS}", "torn_tail")}


def test_without_an_index_there_is_no_evidence_and_nothing_is_claimed(root: Path) -> None:
    without_last(root / ANNAS, 1)
    (root / "index.jsonl").unlink()
    assert findings(root) == set()
    used(root)
    assert findings(root) == set()


Again = Callable[[], LogSessionStore]


def moved(again: Again) -> None:
    store = again()
    store.put(session(5, agent_id=BEN, start=START + timedelta(days=1), status="final", revision=9))
    store.close()


def removed(again: Again) -> None:
    store = again()
    store.remove(session(5, start=START + timedelta(days=1)))
    store.close()


def erased(again: Again) -> None:
    store = again()
    store.team.put_agents([Agent(id=CARA, name="Cara")])
    store.put(session(60, agent_id=CARA, status="final"))
    store.put(session(61, agent_id=CARA))
    store.close()
    Erasure(again()).erase(CARA, START.date())


def erased_and_taken_in_again(again: Again) -> None:
    Erasure(again()).erase(ANNA, START.date())
    store = again()
    store.erased.take_back([ANNA])
    store.team.put_agents([Agent(id=ANNA, name="Anna")])
    store.put(session(70, status="final"))
    store.close()


def compacted(again: Again) -> None:
    store = again()
    for number in range(30):
        store.put(session(40, start=START + timedelta(days=2), revision=number, text="x" * 40000))
    long = (store.root / ANNAS).stat().st_size
    store.close()
    assert (store.root / ANNAS).stat().st_size < long / 3


def erased_from_what_others_share(again: Again) -> None:
    store = again()
    store.put(replace(session(60, start=START + timedelta(days=3)), agent_ids=(ANNA, CARA)))
    store.close()
    Erasure(again()).erase(CARA, START.date())


ON_PURPOSE = [moved, removed, erased, erased_and_taken_in_again, compacted, erased_from_what_others_share]


@pytest.mark.parametrize("sealed", [False, True])
@pytest.mark.parametrize("act", ON_PURPOSE)
def test_what_was_taken_out_on_purpose_is_not_lost(
    root: Path, act: Callable[[Again], None], *, sealed: bool
) -> None:
    protection = StoreProtection(root)
    if sealed:
        protection.encrypt(PASSPHRASE)
    act(lambda: opened(root, protection))
    assert findings(root, protection) == set()
    used(root, protection)
    assert findings(root, protection) == set()


def test_another_window_that_wrote_on_or_wrote_anew_is_not_taken_for_a_loss(root: Path) -> None:
    one, other = opened(root), opened(root)
    one.put(session(40, start=START + timedelta(days=2)))
    for number in range(50, 55):
        other.put(session(number, start=START + timedelta(days=2), status="final"))
    other.remove(session(50, start=START + timedelta(days=2)))
    one.close()
    assert findings(root) == set()
    other.close()
    assert findings(root) == set()


def live(window: LogSessionStore) -> None:
    window.put(session(60, agent_id=CARA))


def final(window: LogSessionStore) -> None:
    window.put(session(60, agent_id=CARA, status="final"))


def many(window: LogSessionStore) -> None:
    window.append_many(CARA, 2026, [session(60, agent_id=CARA, status="final")])


@pytest.mark.parametrize("wrote", [live, final, many])
def test_attack_whom_another_window_erased_is_not_noted_in_the_index_again(
    root: Path, wrote: Callable[[LogSessionStore], None]
) -> None:
    window = opened(root)
    wrote(window)
    Erasure(opened(root)).erase(CARA, START.date())
    window.put(session(61, status="final"))
    window.close()
    assert CARA.encode() not in (root / "index.jsonl").read_bytes()
    assert findings(root) == set()


def test_an_older_backup_put_back_beside_an_open_window_is_not_taken_for_a_loss(root: Path) -> None:
    program = program_of(root)
    made = program.safekeeping.daily.make()
    used(root)
    window = opened(root)
    window.put(session(60, start=START + timedelta(days=2)))
    program.safekeeping.restoring.restore(made)
    window.close()
    assert findings(root) == set()


def test_a_log_taken_in_from_a_file_goes_as_far_as_it_was_written(root: Path) -> None:
    store = opened(root)
    many = [session(number, start=START + timedelta(days=3), status="final") for number in range(60, 70)]
    store.append_many(ANNA, 2026, many)
    store.close()
    assert findings(root) == set()
    without_last(root / ANNAS, 1)
    assert findings(root) == lost(ANNAS)


def test_after_a_change_of_the_protection_every_log_is_known_to_its_end(root: Path) -> None:
    protection = StoreProtection(root)
    protection.encrypt(PASSPHRASE)
    for name in (*LOGS, f"agents/{BEN}/2026.jsonl"):
        kept = (root / name).read_bytes()
        without_last(root / name, 1)
        if name != TEAM:
            assert findings(root, protection) == lost(name)
        (root / name).write_bytes(kept)
    protection.decrypt()
    without_last(root / ANNAS, 1)
    assert findings(root, protection) == lost(ANNAS)
