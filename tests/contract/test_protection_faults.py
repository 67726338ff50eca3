"""A passphrase set, changed or taken away while the disk fails or the plug is pulled: never half of it."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from tests.contract.faulty_disk import faulty
from tests.contract.protected import PASSPHRASE, furnish, opened, sessions

from coachtui.domain.errors import StoreError, WrongPassphrase
from coachtui.domain.session import Session
from coachtui.store import key_file, swap
from coachtui.store.protection import StoreProtection
from coachtui.store.swap import finish_swap
from coachtui.store.verify import verify

Change = Callable[[StoreProtection], object]


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    furnish(tmp_path / "store")
    return tmp_path / "store"


def encrypt(protection: StoreProtection) -> object:
    return protection.encrypt("after the leak")


def changes() -> Iterator[tuple[str, Change]]:
    yield "decrypt", lambda protection: protection.decrypt()
    yield "rekey", lambda protection: protection.rekey("after the leak")
    yield "passphrase", lambda protection: protection.change_passphrase("after the leak")
    yield "recovery", lambda protection: protection.new_recovery_key()


@pytest.mark.parametrize("name", ["encrypt", *(name for name, _change in changes())])
@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC])
def test_whatever_call_fails_the_store_is_as_before_or_as_it_is_to_be(
    root: Path, name: str, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_file, "_from_passphrase", quick_key)
    before = sessions(root)
    protection = StoreProtection(root)
    if name == "encrypt":
        change: Change = encrypt
    else:
        protection.encrypt(PASSPHRASE)
        change = dict(changes())[name]
    image = {path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()}
    failing = done = 0
    while not done:
        failing += 1
        fresh(root, image)
        attempt = StoreProtection(root)
        if name != "encrypt":
            attempt.unlock(PASSPHRASE)

        def fails(number: int, _call: str, failing: int = failing) -> int:
            return code if number == failing else 0

        with faulty(fails) as disk:
            try:
                change(attempt)
            except StoreError:
                done = 0
            done = disk.calls < failing
        finish_swap(root)
        assert readable(root) == before, f"call {failing}"
        assert verify_any(root) == (), f"call {failing}"
    assert failing > 8


def quick_key(passphrase: str, _argon: key_file.Argon) -> bytes:
    """Stand in for Argon2id where a test asks for hundreds of keys."""
    return sha256(passphrase.encode()).digest()


def fresh(root: Path, image: dict[Path, bytes]) -> None:
    for folder in root.parent.glob("store*"):
        shutil.rmtree(folder)
    for path, data in image.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)


def unlocked(root: Path) -> StoreProtection:
    protection = StoreProtection(root)
    for secret in (PASSPHRASE, "after the leak"):
        if protection.state() == "locked":
            try:
                protection.unlock(secret)
            except WrongPassphrase:
                continue
    return protection


def readable(root: Path) -> list[Session]:
    return sorted(opened(root, unlocked(root)).every(), key=lambda found: found.id)


def verify_any(root: Path) -> tuple[object, ...]:
    return verify(root, seals=unlocked(root).seals()).findings


def test_a_kill_between_the_two_renames_is_finished_at_the_next_opening(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sessions(root)

    class Killed(BaseException):
        pass

    def killed(path: Path, aside: Path) -> None:
        path.replace(aside)
        raise Killed

    def exchange(path: Path, keep: Path | None) -> None:
        killed(path, keep or path.with_name(path.name + ".old"))

    monkeypatch.setattr(swap, "_exchange", exchange)
    with pytest.raises(Killed):
        StoreProtection(root).encrypt(PASSPHRASE)
    assert not root.exists()
    finish_swap(root)
    assert sessions(root, PASSPHRASE) == before
    finish_swap(root)
    assert sorted(path.name for path in root.parent.iterdir()) == ["store"]
