"""What stands where a backup is written before it takes its name is never lost to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.contract.protected import furnish, opened
from tests.contract.sessions import ANNA, BEN
from tests.contract.test_backup import DAY, Keeping, agents_in

from coachtui.domain.errors import StoreError
from coachtui.store.records.erasure import Erasure


@pytest.fixture(name="keeping")
def _keeping(tmp_path: Path) -> Keeping:
    keeping = Keeping(tmp_path / "data")
    furnish(keeping.root)
    return keeping


def beside(file: Path) -> Path:
    return file.with_name(f"{file.name}.new")


def refused(keeping: Keeping, file: Path) -> None:
    with pytest.raises(StoreError) as caught:
        keeping.backups.make_at(file)
    assert (caught.value.code, caught.value.facts) == ("backup_in_the_way", {"file": str(beside(file))})


@pytest.mark.parametrize(
    "content",
    [b"my precious", b"PK\x03\x04 a ZIP of the lead's own".ljust(200, b"."), b"PK" + bytes(300) + b"."],
)
def test_attack_a_file_of_the_leads_own_is_not_lost_to_a_backup(
    keeping: Keeping, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "a.zip"
    beside(file).write_bytes(content)
    refused(keeping, file)
    assert beside(file).read_bytes() == content
    assert not file.exists()


def test_attack_a_backup_named_new_is_not_lost_to_the_next(keeping: Keeping, tmp_path: Path) -> None:
    file = tmp_path / "b.zip"
    keeping.backups.make_at(beside(file))
    content = beside(file).read_bytes()
    refused(keeping, file)
    assert beside(file).read_bytes() == content


@pytest.mark.parametrize("length", [0, 1, 11, 40, 97, 300])
def test_what_a_kill_left_of_a_backup_is_in_nobodys_way(
    keeping: Keeping, tmp_path: Path, length: int
) -> None:
    file = tmp_path / "a.zip"
    keeping.backups.make_at(file)
    beside(file).write_bytes(file.read_bytes()[:length])
    assert keeping.backups.make_at(file) == file
    assert not beside(file).exists()


@pytest.mark.parametrize("zeros", [1, 5000])
@pytest.mark.parametrize("length", [*range(0, 84, 9), 83, 84, 97, 98, 300])
def test_what_a_power_cut_left_of_a_backup_is_in_nobodys_way(
    keeping: Keeping, tmp_path: Path, length: int, zeros: int
) -> None:
    file = tmp_path / "a.zip"
    keeping.backups.make_at(file)
    beside(file).write_bytes(file.read_bytes()[:length] + bytes(zeros))
    assert keeping.backups.make_at(file) == file
    assert not beside(file).exists()


@pytest.mark.parametrize("block", [512, 4096])
def test_a_backup_being_written_whose_first_block_the_power_cut_lost_is_in_nobodys_way(
    keeping: Keeping, tmp_path: Path, block: int
) -> None:
    file = tmp_path / "a.zip"
    keeping.backups.make_at(file)
    beside(file).write_bytes(bytes(block) + file.read_bytes()[block:] + b"more")
    assert keeping.backups.make_at(file) == file
    assert not beside(file).exists()


def test_attack_erasing_spares_what_lies_beside_a_backup_and_says_so(
    keeping: Keeping, tmp_path: Path
) -> None:
    file = tmp_path / "a.zip"
    keeping.backups.make_at(file)
    beside(file).write_bytes(b"my precious")
    Erasure(opened(keeping.root)).erase(BEN, DAY)
    troubles = keeping.backups.erasing.erase_pending()
    assert [(trouble.path, trouble.code) for trouble in troubles] == [(str(file), "backup_in_the_way")]
    assert beside(file).read_bytes() == b"my precious"
    beside(file).rename(tmp_path / "elsewhere")
    assert keeping.backups.erasing.erase_pending() == ()
    assert set(agents_in(file)) == {ANNA}
