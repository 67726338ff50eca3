"""Keys, syncs and reserve at no cost: these tests open stores thousands of times."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

import pytest
from tests.faults.failing import QuickFiles

from coachtui.store.log import disk, reserve
from coachtui.store.protection import key_file


@pytest.fixture(autouse=True)
def _quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in for Argon2id, which takes a tenth of a second by design."""

    def quick(passphrase: str, _argon: key_file.Argon) -> bytes:
        return sha256(passphrase.encode()).digest()

    monkeypatch.setattr(key_file, "_from_passphrase", quick)


@pytest.fixture(autouse=True)
def _quick_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the cache do for the medium; what a loss of power leaves of it is worked out, not waited for."""
    monkeypatch.setattr(reserve, "SIZE", 64 * 1024)
    with disk.using_file_system(QuickFiles()):
        yield
