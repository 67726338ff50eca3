"""A change of passphrase cut off between the two copies of the key is ended at the next opening."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.faults.scenarios import SECRETS, Laptop, furnished

from coachtui.domain.errors import WrongPassphrase
from coachtui.store.keeping.store_protection import StoreProtection
from coachtui.store.protection.key_file import damaged_keys


def half_changed(folder: Path) -> tuple[Laptop, bytes]:
    """Return a laptop whose second copy of the key is still the one before, and that copy."""
    laptop = Laptop(folder)
    furnished(laptop)
    laptop.protection.encrypt(SECRETS[0])
    copy = laptop.root / "keys.copy.json"
    before = copy.read_bytes()
    laptop.protection.change_passphrase(SECRETS[1])
    copy.write_bytes(before)
    assert damaged_keys(laptop.root) == [copy.name]
    return laptop, before


def test_the_passphrase_before_opens_no_copy_any_more(tmp_path: Path) -> None:
    laptop, _before = half_changed(tmp_path / "laptop")
    StoreProtection(laptop.root).unlock(SECRETS[1])
    assert damaged_keys(laptop.root) == []
    (laptop.root / "keys.json").unlink()
    with pytest.raises(WrongPassphrase):
        StoreProtection(laptop.root).unlock(SECRETS[0])


def test_a_wrong_passphrase_changes_nothing(tmp_path: Path) -> None:
    laptop, before = half_changed(tmp_path / "laptop")
    with pytest.raises(WrongPassphrase):
        StoreProtection(laptop.root).unlock("not this one")
    assert (laptop.root / "keys.copy.json").read_bytes() == before
