"""The file with the wrapped key: damaged, forged or newer, it is told and never trusted."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.contract.protected import PASSPHRASE, furnish, sessions

from coachtui.domain.errors import StoreCorrupt, StoreNewer
from coachtui.store.keeping.store_protection import StoreProtection
from coachtui.store.protection import key_file
from coachtui.store.protection.seals import KEYS, KEYS_COPY


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    furnish(tmp_path / "store")
    return tmp_path / "store"


@pytest.mark.parametrize("name", [KEYS, KEYS_COPY])
def test_one_damaged_copy_of_the_key_file_does_no_harm(root: Path, name: str) -> None:
    StoreProtection(root).encrypt(PASSPHRASE)
    for damage in (b"", b"garbage", (root / name).read_bytes()[:100]):
        (root / name).write_bytes(damage)
        assert len(sessions(root, PASSPHRASE)) == 4
        assert key_file.damaged_keys(root) == [name]
    (root / name).unlink()
    assert len(sessions(root, PASSPHRASE)) == 4
    assert key_file.damaged_keys(root) == [name]


def test_two_damaged_copies_are_named(root: Path) -> None:
    StoreProtection(root).encrypt(PASSPHRASE)
    (root / KEYS).write_bytes(b"garbage")
    (root / KEYS_COPY).write_bytes(b"")
    with pytest.raises(StoreCorrupt, match="bad_keys"):
        StoreProtection(root).unlock(PASSPHRASE)
    assert StoreProtection(root).state() == "locked"


FORGED: list[dict[str, object]] = [
    {"memory_kib": 2**40},
    {"memory_kib": 2**70},
    {"memory_kib": 0},
    {"memory_kib": -65536},
    {"memory_kib": "65536"},
    {"iterations": None},
    {"iterations": 10**9},
    {"lanes": 10**6},
    {"memory_kib": 8},
    {"iterations": 1},
    {"lanes": 0},
    {"salt": "not base64!"},
    {"salt": ""},
    {"salt": "AAAA" * 10000},
]


@pytest.mark.parametrize("asked", FORGED)
def test_a_key_file_that_asks_for_what_ours_never_does_is_refused_before_anything_is_computed(
    root: Path, asked: dict[str, object]
) -> None:
    StoreProtection(root).encrypt(PASSPHRASE)
    forge(root, lambda keys: keys["argon2id"].update(asked))
    with pytest.raises(StoreCorrupt, match="bad_keys"):
        StoreProtection(root).unlock(PASSPHRASE)


@pytest.mark.parametrize("asked", FORGED)
def test_attack_a_forged_copy_of_the_key_file_does_no_harm_beside_a_sound_one(
    root: Path, asked: dict[str, object]
) -> None:
    StoreProtection(root).encrypt(PASSPHRASE)
    sound = (root / KEYS_COPY).read_bytes()
    forge(root, lambda keys: keys["argon2id"].update(asked))
    (root / KEYS_COPY).write_bytes(sound)
    assert len(sessions(root, PASSPHRASE)) == 4
    assert key_file.damaged_keys(root) == [KEYS]


@pytest.mark.parametrize("way", ["passphrase", "recovery"])
@pytest.mark.parametrize("wrapped", ["", "AAAA", "not base64!"])
def test_attack_a_wrapped_key_that_cannot_be_one_is_damage_and_no_wrong_passphrase(
    root: Path, way: str, wrapped: str
) -> None:
    StoreProtection(root).encrypt(PASSPHRASE)
    forge(root, lambda keys: keys.update({way: wrapped}))
    with pytest.raises(StoreCorrupt, match="bad_keys"):
        StoreProtection(root).unlock(PASSPHRASE)


def test_attack_a_key_file_as_deep_or_as_long_as_no_file_of_ours_is_damage(root: Path) -> None:
    StoreProtection(root).encrypt(PASSPHRASE)
    for start, inside, end in ((b"{" + b'"more":', b"[" * 60000, b""), (b'{"more":"', b"x" * 70000, b'"')):
        body = start + inside + b"]" * (inside[:1] == b"[") * len(inside) + end
        for name in (KEYS, KEYS_COPY):
            (root / name).write_bytes(b'%b,"crc":"%08x"}\n' % (body, zlib.crc32(body)))
        with pytest.raises(StoreCorrupt, match="bad_keys"):
            StoreProtection(root).unlock(PASSPHRASE)


def test_a_key_file_of_a_newer_version_is_told(root: Path) -> None:
    StoreProtection(root).encrypt(PASSPHRASE)
    forge(root, lambda keys: keys.update(coachtui_keys=2))
    with pytest.raises(StoreNewer):
        StoreProtection(root).unlock(PASSPHRASE)


def test_the_parameters_are_those_of_the_brief_and_nothing_else_stands_there(root: Path) -> None:
    StoreProtection(root).encrypt(PASSPHRASE)
    keys = json.loads((root / KEYS).read_bytes())
    assert {name: keys["argon2id"][name] for name in ("memory_kib", "iterations", "lanes")} == {
        "memory_kib": 65536,
        "iterations": 3,
        "lanes": 4,
    }
    assert (root / KEYS).read_bytes() == (root / KEYS_COPY).read_bytes()


def forge(root: Path, change: Callable[[dict[str, Any]], object]) -> None:
    keys = json.loads((root / KEYS).read_bytes())
    del keys["crc"]
    change(keys)
    body = json.dumps(keys, separators=(",", ":")).encode()[:-1]
    for name in (KEYS, KEYS_COPY):
        (root / name).write_bytes(b'%b,"crc":"%08x"}\n' % (body, zlib.crc32(body)))


def test_a_recovery_key_that_nobody_confirmed_is_remembered_until_somebody_does(root: Path) -> None:
    StoreProtection(root).encrypt(PASSPHRASE, to_confirm=True)
    after_a_kill = StoreProtection(root)
    assert after_a_kill.recovery_unconfirmed()
    after_a_kill.confirm_recovery()
    assert not StoreProtection(root).recovery_unconfirmed()
    assert len(sessions(root, PASSPHRASE)) == 4


@pytest.mark.parametrize("way", ["new key", "rekey", "decrypt"])
def test_another_recovery_key_or_none_leaves_nothing_to_confirm(root: Path, way: str) -> None:
    protection = StoreProtection(root)
    protection.encrypt(PASSPHRASE, to_confirm=True)
    other = PASSPHRASE + " more"
    protection.change_passphrase(other)
    assert protection.recovery_unconfirmed(), "it is still the same recovery key"
    if way == "new key":
        protection.new_recovery_key()
    elif way == "rekey":
        protection.rekey(other)
    else:
        protection.decrypt()
    assert not StoreProtection(root).recovery_unconfirmed()


def test_a_recovery_key_that_is_printed_is_not_asked_about(root: Path) -> None:
    protection = StoreProtection(root)
    assert not protection.recovery_unconfirmed()
    protection.encrypt(PASSPHRASE)
    assert not protection.recovery_unconfirmed()
