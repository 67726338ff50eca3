"""Two sticks with one file name at one mount point: each is dealt with whenever it is seen (an attack)."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.contract.protected import CANARY, PASSPHRASE, furnish, holding, opened
from tests.contract.sessions import ANNA, BEN, session
from tests.contract.test_backup import Keeping, agents_in
from tests.contract.test_unlisted import cli

from coachtui.domain.agent import Agent
from coachtui.domain.copy_trouble import CopyTrouble
from coachtui.services.protecting import protect
from coachtui.store.keeping.backups.copy_rewriting import key_name, key_of_backup
from coachtui.store.keeping.copies.backup_file import read_manifest
from coachtui.store.records.erasure import Erasure

DAY = date(2026, 11, 26)
CORA = ANNA[:-1] + "c"


class Sticks:
    """A mount point at which one of several sticks is."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._at = ""
        self.mount = folder / "MNT"
        self.file = self.mount / "team.zip"

    def plug(self, name: str) -> None:
        """Change sticks; a new one is empty."""
        if self._at:
            self.mount.rename(self._folder / self._at)
        there = self._folder / name
        there.mkdir(exist_ok=True)
        there.rename(self.mount)
        self._at = name


@pytest.fixture(name="keeping")
def _keeping(tmp_path: Path) -> Keeping:
    keeping = Keeping(tmp_path / "data")
    furnish(keeping.root)
    return keeping


@pytest.fixture(name="sticks")
def _sticks(keeping: Keeping, tmp_path: Path) -> Sticks:
    """Two sticks with a backup each; the second is plugged in."""
    sticks = Sticks(tmp_path)
    for name in ("one", "two"):
        sticks.plug(name)
        keeping.now += timedelta(hours=1)
        keeping.backups.make_at(sticks.file)
    return sticks


def erase(keeping: Keeping, agent_id: str = ANNA) -> tuple[CopyTrouble, ...]:
    Erasure(opened(keeping.root, keeping.protection)).erase(agent_id, DAY)
    return keeping.backups.erasing.erase_from_copies(agent_id)


def test_attack_the_stick_that_was_not_in_is_erased_from_when_it_is_seen(
    keeping: Keeping, sticks: Sticks
) -> None:
    assert erase(keeping) == ()
    assert agents_in(sticks.file) == {BEN}
    sticks.plug("one")
    assert agents_in(sticks.file) == {ANNA, BEN}
    keeping.backups.daily.make()
    assert agents_in(sticks.file) == {BEN}


def test_attack_sticks_changed_twice_with_somebody_erased_at_each_turn_both_hold_nobody_erased(
    keeping: Keeping, tmp_path: Path
) -> None:
    store = opened(keeping.root)
    store.team.put_agents([Agent(id=CORA, name="Cora")])
    store.put(session(20, agent_id=CORA, status="final"))
    store.close()
    sticks = Sticks(tmp_path)
    for name in ("one", "two"):
        sticks.plug(name)
        keeping.now += timedelta(hours=1)
        keeping.backups.make_at(sticks.file)
    gone: set[str] = set()
    for turn, agent_id in (("one", ANNA), ("two", CORA), ("one", BEN)):
        sticks.plug(turn)
        assert erase(keeping, agent_id) == ()
        gone |= {agent_id}
        assert agents_in(sticks.file) == {ANNA, BEN, CORA} - gone
    sticks.plug("two")
    keeping.backups.daily.make()
    assert agents_in(sticks.file) == set()
    changed = sticks.file.read_bytes()
    keeping.backups.daily.make()
    assert sticks.file.read_bytes() == changed


def test_attack_the_known_stick_is_out_of_reach_while_the_other_is_in(
    keeping: Keeping, sticks: Sticks
) -> None:
    assert keeping.backups.erasing.unreachable_with(ANNA) == []
    sticks.plug("one")
    assert keeping.backups.erasing.unreachable_with(ANNA) == [str(sticks.file)]


def test_attack_the_stick_that_was_not_in_is_told_by_a_check_as_long_as_it_holds_somebody_erased(
    keeping: Keeping, sticks: Sticks
) -> None:
    erase(keeping)
    sticks.plug("one")
    assert keeping.backups.erasing.still_to_erase() == (False, (str(sticks.file),))
    keeping.backups.daily.make()
    assert keeping.backups.erasing.still_to_erase() == (False, ())
    sticks.plug("two")
    assert keeping.backups.erasing.still_to_erase() == (False, ())


def test_attack_the_stick_that_was_not_in_gets_the_passphrase_when_it_is_seen(
    keeping: Keeping, sticks: Sticks
) -> None:
    protect(keeping.protection, keeping.backups, PASSPHRASE)
    assert read_manifest(sticks.file).sealed
    sticks.plug("one")
    assert holding(sticks.mount, ANNA) != []
    assert not read_manifest(sticks.file).sealed
    keeping.backups.daily.make()
    manifest = read_manifest(sticks.file)
    assert manifest.sealed
    assert key_of_backup(sticks.file, manifest) == key_name(keeping.root)
    assert holding(sticks.mount, CANARY) == []


def test_attack_the_stick_that_was_not_in_at_a_rekey_is_named_until_it_is_gone(
    keeping: Keeping, tmp_path: Path
) -> None:
    protect(keeping.protection, keeping.backups, PASSPHRASE)
    sticks = Sticks(tmp_path)
    for name in ("one", "two"):
        sticks.plug(name)
        keeping.now += timedelta(hours=1)
        keeping.backups.make_at(sticks.file)
    keeping.protection.rekey("another one that is long")
    keeping.backups.protection.renew()
    assert key_of_backup(sticks.file, read_manifest(sticks.file)) == key_name(keeping.root)
    sticks.plug("one")
    for _day in range(2):
        keeping.backups.daily.make()
        assert [each.path for each in keeping.backups.erasing.troubles()] == [str(sticks.file)]
    sticks.plug("two")
    keeping.backups.daily.make()
    assert keeping.backups.erasing.troubles() == ()
    assert keeping.backups.protection.with_old_protection() == ((), ())


def test_attack_the_stick_that_was_not_in_at_a_rekey_gets_the_new_key_while_the_store_has_the_old(
    keeping: Keeping, tmp_path: Path
) -> None:
    protect(keeping.protection, keeping.backups, PASSPHRASE)
    keeping.backups.make_at(tmp_path / "lent" / "away.zip")
    (tmp_path / "lent").rename(tmp_path / "unplugged")
    sticks = Sticks(tmp_path)
    for name in ("one", "two"):
        sticks.plug(name)
        keeping.now += timedelta(hours=1)
        keeping.backups.make_at(sticks.file)
    keeping.protection.rekey("another one that is long")
    keeping.backups.protection.renew()
    sticks.plug("one")
    keeping.backups.daily.make()
    assert key_of_backup(sticks.file, read_manifest(sticks.file)) == key_name(keeping.root)
    assert keeping.backups.erasing.troubles() == ()


def test_an_older_state_of_a_backup_that_is_put_back_is_erased_from_again(
    keeping: Keeping, tmp_path: Path
) -> None:
    place = keeping.backups.make_at(tmp_path / "cloud" / "team.zip")
    before = place.read_bytes()
    erase(keeping)
    place.write_bytes(before)
    assert keeping.backups.erasing.still_to_erase() == (False, (str(place),))
    keeping.backups.daily.make()
    assert agents_in(place) == {BEN}


def test_an_older_state_of_a_backup_that_is_put_back_gets_the_passphrase_again(
    keeping: Keeping, tmp_path: Path
) -> None:
    place = keeping.backups.make_at(tmp_path / "cloud" / "team.zip")
    before = place.read_bytes()
    protect(keeping.protection, keeping.backups, PASSPHRASE)
    assert read_manifest(place).sealed
    place.write_bytes(before)
    keeping.backups.daily.make()
    assert read_manifest(place).sealed


def test_an_older_backup_of_one_name_that_is_put_back_is_erased_from(
    keeping: Keeping, tmp_path: Path
) -> None:
    place = keeping.backups.make_at(tmp_path / "cloud" / "team.zip")
    shutil.copy(place, tmp_path / "older")
    keeping.now += timedelta(hours=1)
    keeping.backups.make_at(place)
    erase(keeping)
    shutil.copy(tmp_path / "older", place)
    keeping.backups.daily.make()
    assert agents_in(place) == {BEN}


def test_attack_by_commands_the_first_stick_is_named_by_check_and_erased_from_by_backup(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data"
    sticks = Sticks(tmp_path)
    assert cli(data, "roster", "add", "--name", CANARY) == 0
    for name in ("one", "two"):
        sticks.plug(name)
        assert cli(data, "backup", str(sticks.file)) == 0
    sticks.plug("one")
    sticks.plug("two")
    assert cli(data, "erase", CANARY, "--yes") == 0
    sticks.plug("one")
    capsys.readouterr()
    assert cli(data, "check") == 1
    assert str(sticks.file) in capsys.readouterr().err
    assert cli(data, "backup") == 0
    assert cli(data, "check") == 0


def test_attack_erasing_with_the_other_stick_in_names_the_one_that_is_known(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data"
    sticks = Sticks(tmp_path)
    assert cli(data, "roster", "add", "--name", CANARY) == 0
    for name in ("one", "two"):
        sticks.plug(name)
        assert cli(data, "backup", str(sticks.file)) == 0
    sticks.plug("one")
    capsys.readouterr()
    assert cli(data, "erase", CANARY, "--yes") == 0
    assert (
        f"Not connected; still to be cleared when it is connected again: {sticks.file}."
        in capsys.readouterr().err
    )
