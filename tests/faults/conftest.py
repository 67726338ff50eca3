"""Keys at no cost: these tests open protected stores thousands of times."""

from __future__ import annotations

from hashlib import sha256

import pytest

from coachtui.store import key_file


@pytest.fixture(autouse=True)
def _quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in for Argon2id, which takes a tenth of a second by design."""

    def quick(passphrase: str, _argon: key_file.Argon) -> bytes:
        return sha256(passphrase.encode()).digest()

    monkeypatch.setattr(key_file, "_from_passphrase", quick)
