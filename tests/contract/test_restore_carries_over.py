"""What only the store knew is still known when a backup took its place: who came back, keys, pseudonyms."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.contract.exporting import scored
from tests.contract.protected import PASSPHRASE, furnish, opened
from tests.contract.sessions import ANNA, BEN
from tests.contract.test_backup import Keeping, agents_in
from tests.contract.test_erased_unknown import lose, names, program_on
from tests.contract.test_orders import erase

from coachtui.bootstrap import LocalProgram
from coachtui.domain.agent import Agent
from coachtui.domain.errors import StoreCorrupt, StoreError, StoreLocked
from coachtui.domain.progress import ignore_progress
from coachtui.services.protecting import protect
from coachtui.store.keeping.copies.copy_list import Copies
from coachtui.store.log.lock import StoreLock
from coachtui.store.records.order_lists import Orders
from coachtui.store.records.pseudonyms import PSEUDONYMS, LogPseudonyms

SECOND = "another four words"


def copies_of(keeping: Keeping) -> Copies:
    """The list of backups of a store, opened afresh."""
    return Copies(
        keeping.root, StoreLock(keeping.root / ".lock"), Orders(keeping.root, keeping.protection.seals)
    )


# -- Who was erased and came back


@pytest.fixture(name="data", params=[False, True], ids=["plain", "sealed"])
def _data(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A data folder with Anna and Ben; beside it a backup, and apart from both a copy of it no list names."""
    data = tmp_path / "data"
    program = program_on(data)
    program.team.put_agents([Agent(id=ANNA, name="Anna Berg"), Agent(id=BEN, name="Ben Dahl")])
    if request.param:
        program.protection.encrypt(PASSPHRASE)
        program.renew()
    for number, agent_id in ((1, ANNA), (2, BEN)):
        program.sessions.put(scored(number, "pickup 1", agent_id=agent_id, status="final"))
    program.safekeeping.make_at(tmp_path / "older.zip")
    (tmp_path / "apart").mkdir()
    shutil.copy(tmp_path / "older.zip", tmp_path / "apart")
    program.close()
    return data


def bring_back(program: LocalProgram) -> None:
    """Take Ben in again, as an import that the lead confirmed does."""
    program.sessions.erased.take_back([BEN])
    program.team.put_agents([Agent(id=BEN, name="Ben Dahl")])
    program.sessions.put(scored(2, "pickup 1", agent_id=BEN, status="final"))


def people_in(file: Path) -> set[str]:
    """Names of the agents in a backup, as a store that it is put back into has them."""
    other = file.parent / f"reading {file.stem}" / "data"
    program_on(other).safekeeping.restoring.restore(file, PASSPHRASE)
    found = names(other)
    shutil.rmtree(other.parent)
    return found


@pytest.mark.parametrize("lost", [False, True], ids=["listed", "list lost"])
@pytest.mark.parametrize("put_back", ["older.zip", "apart/older.zip"])
def test_whom_the_lead_took_in_again_no_older_backup_erases_again(
    data: Path, put_back: str, lost: bool
) -> None:
    program = program_on(data)
    program.erasing.erase(program.roster.find("Ben Dahl"))
    program.close()
    if lost:
        lose(data, "gone")
        program_on(data).salvage()
    program = program_on(data)
    bring_back(program)
    newer = program.safekeeping.make_at(data.parent / "newer.zip")
    program.close()
    kept = program_on(data).safekeeping.restoring.restore(data.parent / put_back, PASSPHRASE)
    again = program_on(data)
    assert again.safekeeping.erasing.erase_pending() == ()
    again.safekeeping.daily.make()
    assert people_in(newer) == {"Anna Berg", "Ben Dahl"}
    assert kept is not None
    assert (kept / "agents" / BEN).exists()
    assert program_on(data).check(ignore_progress).findings == ()
    program_on(data).safekeeping.restoring.restore(newer, PASSPHRASE)
    assert names(data) == {"Anna Berg", "Ben Dahl"}
    assert program_on(data).safekeeping.erasing.erase_pending() == ()
    assert (data / "store" / "agents" / BEN).exists()


def test_who_came_back_and_was_erased_once_more_stays_erased(data: Path) -> None:
    program = program_on(data)
    program.erasing.erase(program.roster.find("Ben Dahl"))
    bring_back(program)
    newer = program.safekeeping.make_at(data.parent / "newer.zip")
    program.safekeeping.restoring.restore(data.parent / "older.zip", PASSPHRASE)
    program = program_on(data)
    program.safekeeping.restoring.restore(newer, PASSPHRASE)
    program = program_on(data)
    program.erasing.erase(program.roster.find("Ben Dahl"))
    program.close()
    assert people_in(newer) == {"Anna Berg"}
    program_on(data).safekeeping.restoring.restore(data.parent / "apart" / "older.zip", PASSPHRASE)
    assert names(data) == {"Anna Berg"}


# -- Keys that backups are still sealed with


@pytest.fixture(name="keeping")
def _keeping(tmp_path: Path) -> Keeping:
    keeping = Keeping(tmp_path / "data")
    furnish(keeping.root)
    return keeping


def put_back(keeping: Keeping, file: Path, secret: str | None) -> Path:
    kept = keeping.backups.restoring.restore(file, secret)
    keeping.protection.lock()
    if secret is not None:
        keeping.protection.unlock(secret)
    assert kept is not None
    return kept


@pytest.mark.parametrize("plain", [False, True], ids=["a sealed one", "a plain one"])
def test_a_named_archive_with_the_key_of_before_is_erased_from_after_a_backup_was_put_back(
    keeping: Keeping, tmp_path: Path, plain: bool
) -> None:
    """The archive keeps its passphrase, and the store the key, as when the protection is taken away."""
    (tmp_path / "apart").mkdir()
    shutil.copy(keeping.backups.make_at(tmp_path / "first.zip"), tmp_path / "apart" / "plain")
    protect(keeping.protection, keeping.backups, PASSPHRASE)
    shutil.copy(keeping.backups.make_at(tmp_path / "old.zip"), tmp_path / "apart" / "sealed")
    keeping.protection.rekey(SECOND)
    keeping.backups.protection.renew()
    newer = keeping.backups.make_at(tmp_path / "newer.zip")
    file = tmp_path / "apart" / ("plain" if plain else "sealed")
    kept = put_back(keeping, file, None if plain else PASSPHRASE)
    assert erase(keeping) == ()
    assert agents_in(newer) == {BEN}
    assert not (kept / "agents" / ANNA).exists()


def test_a_key_that_the_store_kept_for_an_archive_is_kept_on(keeping: Keeping, tmp_path: Path) -> None:
    protect(keeping.protection, keeping.backups, PASSPHRASE)
    archive = keeping.backups.make_at(tmp_path / "usb" / "archive.zip")
    keeping.protection.decrypt()
    keeping.backups.protection.renew()
    made = keeping.backups.make_at(tmp_path / "made.zip")
    put_back(keeping, made, None)
    assert len(copies_of(keeping).former_keys()) == 1
    assert erase(keeping) == ()
    assert agents_in(archive) == {BEN}


def test_an_archive_out_of_reach_at_a_new_key_gets_it_after_a_backup_was_put_back(
    keeping: Keeping, tmp_path: Path
) -> None:
    protect(keeping.protection, keeping.backups, PASSPHRASE)
    archive = keeping.backups.make_at(tmp_path / "usb" / "archive.zip")
    archive.parent.rename(tmp_path / "unplugged")
    keeping.protection.rekey(SECOND)
    keeping.backups.protection.renew()
    made = keeping.backups.make_at(tmp_path / "made.zip")
    put_back(keeping, made, SECOND)
    (tmp_path / "unplugged").rename(archive.parent)
    assert keeping.backups.erasing.erase_pending() == ()
    assert keeping.backups.protection.renew() == ()
    other = Keeping(tmp_path / "other")
    other.backups.restoring.restore(archive, SECOND)
    assert agents_in(archive) == {ANNA, BEN}


def test_the_stores_own_key_is_kept_for_the_store_put_aside_though_it_knew_no_backup(
    keeping: Keeping, tmp_path: Path
) -> None:
    plain = shutil.copy(keeping.backups.make_at(tmp_path / "first.zip"), tmp_path / "apart")
    (tmp_path / "first.zip").unlink()
    keeping.protection.encrypt(PASSPHRASE)
    (keeping.root / "copies.jsonl").unlink()
    kept = put_back(keeping, tmp_path / "apart", None)
    assert Path(plain).exists()
    assert erase(keeping) == ()
    assert not (kept / "agents" / ANNA).exists()
    shutil.rmtree(kept)
    keeping.backups.erasing.erase_pending()
    assert copies_of(keeping).former_keys() == {}, "nothing needs it any more"


# -- The key of pseudonyms


def pseudonym(keeping: Keeping, agent_id: str = ANNA) -> str:
    seals = keeping.protection.seals()
    return LogPseudonyms(keeping.root / PSEUDONYMS, StoreLock(keeping.root / ".lock"), seals).of(agent_id)


@pytest.mark.parametrize("change", ["none", "encrypted", "rekeyed", "decrypted"])
def test_an_agent_keeps_the_pseudonym_after_a_backup_of_before_the_first_one(
    keeping: Keeping, tmp_path: Path, change: str
) -> None:
    if change in {"rekeyed", "decrypted"}:
        keeping.protection.encrypt(PASSPHRASE)
    shutil.copy(keeping.backups.make_at(tmp_path / "first.zip"), tmp_path / "apart")
    before = pseudonym(keeping)
    if change == "encrypted":
        keeping.protection.encrypt(PASSPHRASE)
    elif change == "rekeyed":
        keeping.protection.rekey(SECOND)
    elif change == "decrypted":
        keeping.protection.decrypt()
    put_back(keeping, tmp_path / "apart", PASSPHRASE if change in {"rekeyed", "decrypted"} else None)
    assert pseudonym(keeping) == before
    (keeping.root / PSEUDONYMS).unlink()
    with pytest.raises(StoreCorrupt, match="log_lost"):
        pseudonym(keeping)


def test_a_backup_with_a_key_of_pseudonyms_of_its_own_keeps_that(keeping: Keeping, tmp_path: Path) -> None:
    other = Keeping(tmp_path / "other")
    furnish(other.root)
    theirs, ours = pseudonym(other), pseudonym(keeping)
    put_back(keeping, other.backups.make_at(tmp_path / "theirs.zip"), None)
    assert pseudonym(keeping) == theirs != ours


@pytest.mark.parametrize("how", ["gone", "damaged"])
def test_a_lost_key_of_pseudonyms_is_not_made_anew_because_a_backup_was_put_back(
    keeping: Keeping, tmp_path: Path, how: str
) -> None:
    made = keeping.backups.make_at(tmp_path / "first.zip")
    pseudonym(keeping)
    log = keeping.root / PSEUDONYMS
    log.unlink() if how == "gone" else log.write_bytes(b"x" + log.read_bytes()[1:])
    put_back(keeping, made, None)
    with pytest.raises(StoreCorrupt, match="log_lost"):
        pseudonym(keeping)
    program_on(keeping.data).salvage()
    assert pseudonym(keeping)


def test_a_locked_store_with_pseudonyms_asks_for_its_passphrase(keeping: Keeping, tmp_path: Path) -> None:
    made = keeping.backups.make_at(tmp_path / "first.zip")
    keeping.protection.encrypt(PASSPHRASE)
    pseudonym(keeping)
    (keeping.root / "copies.jsonl").unlink()
    keeping.protection.lock()
    with pytest.raises(StoreLocked, match="present_passphrase_needed"):
        keeping.backups.restoring.restore(made)
    assert opened_with_passphrase(keeping)


def opened_with_passphrase(keeping: Keeping) -> bool:
    keeping.protection.unlock(PASSPHRASE)
    try:
        return bool(opened(keeping.root, keeping.protection).team.agents())
    except StoreError:
        return False


def test_backups_that_anybody_can_read_follow_a_protected_one_put_back_at_the_next_start(
    keeping: Keeping, tmp_path: Path
) -> None:
    protect(keeping.protection, keeping.backups, PASSPHRASE)
    sealed = keeping.backups.make_at(tmp_path / "sealed.zip")
    keeping.protection.decrypt()
    keeping.backups.protection.renew()
    plain = keeping.backups.make_at(tmp_path / "plain.zip")
    daily = keeping.backups.daily.make()
    kept = put_back(keeping, sealed, PASSPHRASE)
    assert keeping.backups.protection.has_other_protection(kept)
    # Killed here. The next start:
    again = Keeping(keeping.data)
    again.protection.unlock(PASSPHRASE)
    assert again.backups.protection.renew() == ()
    assert again.backups.protection.by_protection() == ((), ())
    for file in (plain, daily):
        other = Keeping(tmp_path / f"reading {file.stem}")
        with pytest.raises(StoreLocked):
            other.backups.restoring.restore(file)
        other.backups.restoring.restore(file, PASSPHRASE)
