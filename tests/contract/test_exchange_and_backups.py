"""A backup that meets an exchange of the whole store in another window: it is listed, or it is not there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from tests.contract.protected import PASSPHRASE, furnish
from tests.contract.sessions import START

from coachtui.domain.errors import StoreError
from coachtui.store.keeping.backups.store_backups import StoreBackups
from coachtui.store.keeping.copies.copy_list import Copies
from coachtui.store.keeping.store_protection import StoreProtection
from coachtui.store.log.lock import StoreLock
from coachtui.store.records.order_lists import Orders

MOST = 60
"""Times that a backup takes the lock, at most."""


class BeforeLock:
    """Does something before the lock is taken for the n-th time, and counts how often it was."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, at: int, act: Callable[[], object]) -> None:
        self.taken = 0
        enter = StoreLock._enter

        def counted(lock: StoreLock) -> None:
            if lock._depth == 0:
                self.taken += 1
                if self.taken == at:
                    act()
            enter(lock)

        monkeypatch.setattr(StoreLock, "_enter", counted)


CHANGES: dict[str, Callable[[StoreProtection], object]] = {
    "encrypt": lambda other: other.encrypt(PASSPHRASE),
    "decrypt": StoreProtection.decrypt,
    "rekey": lambda other: other.rekey(PASSPHRASE),
}


def opened(root: Path) -> StoreProtection:
    protection = StoreProtection(root)
    protection.unlock(PASSPHRASE)
    return protection


@pytest.mark.parametrize("kind", CHANGES)
def test_a_backup_that_meets_an_exchange_is_in_the_list_or_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """Whoever is erased later is taken out of every backup there is: none was noted in a place of its own."""
    told = set()
    for at in range(1, MOST):
        root = tmp_path / f"{at}" / "store"
        furnish(root)
        if kind != "encrypt":
            StoreProtection(root).encrypt(PASSPHRASE)
        window, other = opened(root), opened(root)
        backups = StoreBackups(root, window.seals, lambda: START, version="1", folders=(root.parent / "b",))
        file = tmp_path / "stick" / f"{at}.zip"
        with monkeypatch.context() as patched:
            before = BeforeLock(patched, at, partial(CHANGES[kind], other))
            try:
                backups.make_at(file)
            except StoreError as error:
                told.add(error.code)
        if before.taken < at:
            break
        known = Copies(root, StoreLock(root / ".lock"), Orders(root, other.seals)).known()
        assert not file.exists() or str(file) in known, at
        assert not list(root.parent.glob("store.before-*")), at
    assert "protection_changed" in told
