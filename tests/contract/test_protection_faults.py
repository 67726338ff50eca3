"""A passphrase set, changed or taken away while the disk fails or the plug is pulled: never half of it."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from threading import Thread

import pytest
from tests.contract.faulty_disk import faulty
from tests.contract.protected import PASSPHRASE, furnish, opened, sessions

from coachtui.domain.errors import StoreError, WrongPassphrase
from coachtui.domain.session import Session
from coachtui.store.keeping.checks.verify import verify
from coachtui.store.keeping.store_protection import StoreProtection
from coachtui.store.keeping.swap import finish_swap
from coachtui.store.log import disk, place
from coachtui.store.log.file_system import FileSystem
from coachtui.store.protection import key_file

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

        with faulty(fails) as failed:
            try:
                change(attempt)
            except StoreError:
                done = 0
            done = failed.calls < failing
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


class Killed(BaseException):
    """The process ends."""


class AtTheRename(FileSystem):
    """Does something right before a file or folder gets a name, once."""

    def __init__(self, target: Path, act: Callable[[], None]) -> None:
        self._target = target
        self._act: Callable[[], None] | None = act
        self._dead = False

    def replace(self, source: Path, target: Path) -> None:
        if target == self._target and self._act is not None:
            act, self._act = self._act, None
            try:
                act()
            except Killed:
                self._dead = True
                raise
        super().replace(source, target)

    def unlink(self, path: Path) -> None:
        """Do nothing for a process that is no more, though Python still cleans up."""
        if not self._dead:
            super().unlink(path)


def killed() -> None:
    raise Killed


def kill_between_the_renames(root: Path) -> None:
    """Encrypt, and end the process when no store is in its place."""
    with pytest.raises(Killed), disk.using_file_system(AtTheRename(root, killed)):
        StoreProtection(root).encrypt(PASSPHRASE)
    assert not root.exists()


def beside(root: Path) -> list[str]:
    return sorted(path.name for path in root.parent.iterdir())


def test_a_kill_between_the_two_renames_is_finished_at_the_next_opening(root: Path) -> None:
    before = sessions(root)
    kill_between_the_renames(root)
    finish_swap(root)
    assert sessions(root, PASSPHRASE) == before
    finish_swap(root)
    assert beside(root) == ["store"]
    assert not (root / place.MARK).exists()


@pytest.mark.parametrize("cut_off", [False, True])
@pytest.mark.parametrize(
    "name", ["store.old", "store.next", "store.next-mine", "store.old.zip", "store.before-x"]
)
def test_a2_what_the_lead_put_beside_the_store_stays_and_blocks_nothing(
    root: Path, name: str, *, cut_off: bool
) -> None:
    """Breaker A2: ``mv store store.old``, ``cp -r store store.next``; also while an exchange is cut off."""
    before = sessions(root)
    own = root.with_name(name)
    shutil.copytree(root, own)
    (own / ".complete").touch()
    image = {path: path.read_bytes() for path in own.rglob("*") if path.is_file()}
    finish_swap(root)
    if cut_off:
        kill_between_the_renames(root)
        finish_swap(root)
    else:
        StoreProtection(root).encrypt(PASSPHRASE)
    assert sessions(root, PASSPHRASE) == before
    assert {path: path.read_bytes() for path in own.rglob("*") if path.is_file()} == image
    assert beside(root) == ["store", name]


def test_a2_a_store_that_was_moved_away_to_begin_afresh_stays(root: Path) -> None:
    before = sessions(root)
    root.rename(root.with_name("store.old"))
    finish_swap(root)
    assert not root.exists()
    furnish(root)
    finish_swap(root)
    assert sessions(root.with_name("store.old")) == before


@pytest.mark.parametrize("moment", ["store.next/.exchange", "store.old"])
def test_a2_a_copy_made_while_an_exchange_is_cut_off_stays(root: Path, moment: str) -> None:
    """The copy has the store's mark in it, but no copy of the program's own was ever put there."""
    before = sessions(root)
    with pytest.raises(Killed), disk.using_file_system(AtTheRename(root.parent / moment, killed)):
        StoreProtection(root).encrypt(PASSPHRASE)
    assert (root / place.MARK).exists()
    shutil.copytree(root, root.with_name("store.mine"))
    shutil.copytree(root, root.with_name("store.old"))
    finish_swap(root)
    assert sessions(root.with_name("store.mine")) == sessions(root.with_name("store.old")) == before
    assert sessions(root) == before
    assert not any(root.parent.glob("store.next/**/*.jsonl"))


def test_a2_a_new_store_half_built_goes_at_the_next_opening(root: Path) -> None:
    moment = root.with_name("store.next") / "team.jsonl"
    with pytest.raises(Killed), disk.using_file_system(AtTheRename(moment, killed)):
        StoreProtection(root).encrypt(PASSPHRASE)
    assert moment.parent.exists()
    finish_swap(root)
    assert beside(root) == ["store"]
    assert sessions(root)


@pytest.mark.parametrize("change", [encrypt, *(change for _name, change in changes())][:3])
def test_b5_a_program_that_starts_between_the_renames_leaves_them_to_their_owner(
    root: Path, monkeypatch: pytest.MonkeyPatch, change: Change
) -> None:
    """Breaker B5: it finished the exchange itself, and ``encrypt`` ended without its recovery key."""
    monkeypatch.setattr(key_file, "_from_passphrase", quick_key)
    before = sessions(root)
    protection = StoreProtection(root)
    if change is not encrypt:
        protection.encrypt(PASSPHRASE)
    started = Thread(target=finish_swap, args=(root,))

    def start() -> None:
        started.start()
        started.join(0.3)

    with disk.using_file_system(AtTheRename(root, start)):
        recovery = change(protection)
    started.join()
    if protection.state() != "off":
        assert sessions(root, str(recovery)) == before
    assert readable(root) == before
    assert beside(root) == ["store"]


class FailingAfterTheRename(FileSystem):
    """Renames the store away; from then on no sync works, and no rename but for the first few."""

    def __init__(self, root: Path, good: int) -> None:
        self._root = root
        self._left: int | None = None
        self._good = good

    def replace(self, source: Path, target: Path) -> None:
        if self._left == 0:
            raise OSError(errno.EIO, "")
        super().replace(source, target)
        self._left = self._left - 1 if self._left else self._good if source == self._root else self._left

    def fsync(self, descriptor: int) -> None:
        if self._left is not None:
            raise OSError(errno.EIO, "")
        super().fsync(descriptor)


def recovery_key_of_an_encryption(root: Path) -> str:
    """Encrypt; return the recovery key, or nothing where an error was raised."""
    try:
        return StoreProtection(root).encrypt(PASSPHRASE)
    except StoreError:
        return ""


@pytest.mark.parametrize("good", range(3))
def test_b5_what_fails_after_the_first_rename_is_taken_back_or_told_as_done(root: Path, good: int) -> None:
    """The old one is in its place and told as such, or the new one is and the recovery key is there."""
    before = sessions(root)
    with disk.using_file_system(FailingAfterTheRename(root, good)):
        recovery = recovery_key_of_an_encryption(root)
    finish_swap(root)
    assert StoreProtection(root).state() == ("locked" if recovery else "off")
    assert sessions(root, recovery or None) == before
    assert not any(path.name.startswith("store.") for path in root.parent.iterdir())


def test_b5_a_rename_that_fails_once_is_taken_back(root: Path) -> None:
    before = sessions(root)

    def fail() -> None:
        raise OSError(errno.EIO, "")

    with disk.using_file_system(AtTheRename(root, fail)):
        assert recovery_key_of_an_encryption(root) == ""
    assert sessions(root) == before
    assert beside(root) == ["store"]
