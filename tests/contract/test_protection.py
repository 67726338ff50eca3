"""The passphrase of a store: set, asked for, changed, taken away; a kill or a full disk halves none of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.contract.protected import CANARY, PASSPHRASE, PEOPLE, furnish, holding, opened, sessions
from tests.contract.sessions import ANNA, session

from coachtui.domain.agent import Lead
from coachtui.domain.errors import (
    BadInput,
    Refused,
    StoreBusy,
    StoreCorrupt,
    StoreLocked,
    WrongPassphrase,
)
from coachtui.store.keeping.store_protection import StoreProtection
from coachtui.store.protection.seals import KEYS, KEYS_COPY


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    furnish(tmp_path / "store")
    return tmp_path / "store"


def test_a_protected_store_holds_no_text_and_gives_everything_back(root: Path) -> None:
    before = sessions(root)
    assert len(holding(root.parent, CANARY)) == 3
    protection = StoreProtection(root)
    recovery = protection.encrypt(PASSPHRASE)
    assert protection.state() == "open"
    assert holding(root.parent, CANARY) == []
    assert sessions(root, PASSPHRASE) == sessions(root, recovery) == before
    assert opened(root, protection).kept_content("phone-technique", 1) is not None
    team = opened(root, protection).team
    assert (team.lead(), team.agents()) == (
        Lead(id="lead", name=f"{CANARY} Lead"),
        PEOPLE,
    )


def test_what_is_written_later_is_sealed_too_index_and_torn_copies_and_all(root: Path) -> None:
    protection = StoreProtection(root)
    protection.encrypt(PASSPHRASE)
    store = opened(root, protection)
    store.put(session(20, text="CANARY-LATER"))
    log = next(root.glob(f"agents/{ANNA}/2026.jsonl"))
    store.close()
    with log.open("ab") as cut_off:
        cut_off.write(log.read_bytes().splitlines()[-1][:-3])
    store = opened(root, protection)
    store.put(session(21, text="CANARY-LATER"))
    store.rows()
    assert list(root.rglob("*.torn"))
    assert (root / "index.jsonl").exists()
    assert holding(root.parent, "CANARY") == []


def test_a_locked_store_says_what_it_needs(root: Path) -> None:
    StoreProtection(root).encrypt(PASSPHRASE)
    locked = StoreProtection(root)
    assert locked.state() == "locked"
    for need in (locked.seals, locked.decrypt, lambda: locked.rekey(PASSPHRASE), locked.new_recovery_key):
        with pytest.raises(StoreLocked, match="passphrase_needed"):
            need()


@pytest.mark.parametrize("secret", ["", "vier Worter genugen", PASSPHRASE + " ", "\x00", "好"])
def test_a_wrong_passphrase_is_told_before_anything_is_touched(root: Path, secret: str) -> None:
    StoreProtection(root).encrypt(PASSPHRASE)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    protection = StoreProtection(root)
    with pytest.raises(WrongPassphrase):
        protection.unlock(secret)
    assert protection.state() == "locked"
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_letters_typed_in_another_unicode_form_are_the_same_passphrase(root: Path) -> None:
    StoreProtection(root).encrypt("sn\u00f6 och is")
    typed = StoreProtection(root)
    typed.unlock("sno\u0308 och is")
    assert typed.state() == "open"


def test_another_passphrase_leaves_the_records_alone(root: Path) -> None:
    protection = StoreProtection(root)
    recovery = protection.encrypt(PASSPHRASE)
    logs = {path: path.read_bytes() for path in root.rglob("*.jsonl")}
    protection.change_passphrase("another one altogether")
    assert {path: path.read_bytes() for path in root.rglob("*.jsonl")} == logs
    with pytest.raises(WrongPassphrase):
        StoreProtection(root).unlock(PASSPHRASE)
    assert len(sessions(root, "another one altogether")) == len(sessions(root, recovery)) == 4


def test_a_new_recovery_key_takes_the_old_ones_place(root: Path) -> None:
    protection = StoreProtection(root)
    old = protection.encrypt(PASSPHRASE)
    new = protection.new_recovery_key()
    with pytest.raises(WrongPassphrase):
        StoreProtection(root).unlock(old)
    assert len(sessions(root, new)) == len(sessions(root, PASSPHRASE)) == 4


def test_rekey_leaves_nothing_that_the_old_key_opens(root: Path) -> None:
    protection = StoreProtection(root)
    protection.encrypt(PASSPHRASE)
    keys = (root / KEYS).read_bytes()
    log = next(root.glob("agents/*/*.jsonl"))
    before = sessions(root, PASSPHRASE)
    new = protection.rekey("after the leak")
    assert sessions(root, new) == sessions(root, "after the leak") == before
    (root / KEYS).write_bytes(keys)
    (root / KEYS_COPY).write_bytes(keys)
    thief = StoreProtection(root)
    thief.unlock(PASSPHRASE)
    with pytest.raises(StoreCorrupt, match="wrong_key"):
        list(opened(root, thief).every())
    assert log.exists()


def test_decrypting_gives_a_plain_store_back(root: Path) -> None:
    before = sessions(root)
    protection = StoreProtection(root)
    protection.encrypt(PASSPHRASE)
    protection.decrypt()
    assert protection.state() == "off"
    assert not (root / KEYS).exists()
    assert not (root / KEYS_COPY).exists()
    assert sessions(root) == before


def test_what_does_not_fit_is_refused(root: Path) -> None:
    protection = StoreProtection(root)
    for code, change in (
        ("passphrase_short", lambda: protection.encrypt("seven77")),
        ("not_encrypted", protection.decrypt),
        ("not_encrypted", lambda: protection.change_passphrase(PASSPHRASE)),
        ("not_encrypted", protection.new_recovery_key),
        ("not_encrypted", lambda: protection.seal_file(b"")),
    ):
        with pytest.raises(Refused, match=code):
            change()
    protection.encrypt(PASSPHRASE)
    with pytest.raises(Refused, match="already_encrypted"):
        protection.encrypt(PASSPHRASE)
    with pytest.raises(Refused, match="passphrase_short"):
        protection.change_passphrase("seven77")


def test_an_empty_store_can_be_protected_from_the_start(tmp_path: Path) -> None:
    root = tmp_path / "store"
    protection = StoreProtection(root)
    protection.encrypt(PASSPHRASE)
    opened(root, protection).put(session(1, text=CANARY))
    assert holding(tmp_path, CANARY) == []
    assert len(sessions(root, PASSPHRASE)) == 1


def test_a_session_open_in_a_window_stands_in_the_way(root: Path) -> None:
    lease = opened(root).lease(session(1).id)
    with pytest.raises(StoreBusy, match="session_open_elsewhere"):
        StoreProtection(root).encrypt(PASSPHRASE)
    lease.release()
    StoreProtection(root).encrypt(PASSPHRASE)


def test_a_window_that_was_open_before_writes_nothing_in_the_clear(root: Path) -> None:
    window = opened(root)
    window.put(session(2, text="before", revision=8))
    StoreProtection(root).encrypt(PASSPHRASE)
    for late in (session(2, text=CANARY, revision=9), session(30, agent_id="0190cccc", text=CANARY)):
        with pytest.raises(StoreLocked):
            window.put(late)
    assert holding(root.parent, CANARY) == []


def test_a_window_with_an_old_key_begins_no_log(root: Path) -> None:
    protection = StoreProtection(root)
    protection.encrypt(PASSPHRASE)
    window = opened(root, protection)
    other = StoreProtection(root)
    other.unlock(PASSPHRASE)
    other.rekey("after the leak")
    with pytest.raises(StoreLocked, match="protection_changed"):
        window.put(session(30, agent_id="0190cccc"))


# -- files outside the store


def test_a_file_outside_opens_with_the_store_the_passphrase_or_the_recovery_key(
    root: Path, tmp_path: Path
) -> None:
    protection = StoreProtection(root)
    recovery = protection.encrypt(PASSPHRASE)
    data = protection.seal_file(CANARY.encode())
    assert CANARY.encode() not in data
    assert protection.open_file(data) == CANARY.encode()
    elsewhere = StoreProtection(tmp_path / "elsewhere")
    assert elsewhere.open_file(data, PASSPHRASE) == elsewhere.open_file(data, recovery) == CANARY.encode()
    with pytest.raises(StoreLocked):
        elsewhere.open_file(data)
    with pytest.raises(WrongPassphrase):
        elsewhere.open_file(data, "something else")
    assert elsewhere.open_file(b'{"schema":1}') == b'{"schema":1}'


@pytest.mark.parametrize("place", [0.1, 0.4, 0.7, 0.99])
def test_a_damaged_file_outside_is_told(root: Path, place: float) -> None:
    protection = StoreProtection(root)
    protection.encrypt(PASSPHRASE)
    data = bytearray(protection.seal_file(b"x" * 2000))
    data[int(len(data) * place)] ^= 1
    with pytest.raises(BadInput, match="sealed_file_damaged"):
        protection.open_file(bytes(data), PASSPHRASE)


@pytest.mark.parametrize("change", ["encrypt", "rekey", "decrypt"])
def test_the_index_is_there_at_once(root: Path, change: str) -> None:
    """Logs that cannot be read any more are not needed for the list."""
    protection = StoreProtection(root)
    protection.encrypt(PASSPHRASE)
    if change == "rekey":
        protection.rekey(PASSPHRASE)
    elif change == "decrypt":
        protection.decrypt()
    for log in root.glob("agents/*/*.jsonl"):
        status = log.stat()
        log.write_bytes(b"x" * status.st_size)
        os.utime(log, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert len(opened(root, protection).rows()) == 4


LIKE_A_RECOVERY_KEY = "correct horse battery staple orange table"
"""36 letters without u, blanks apart: the shape of a recovery key."""


def test_a1_a_passphrase_that_looks_like_a_recovery_key_opens_wherever_it_was_set(root: Path) -> None:
    before = sessions(root)
    protection = StoreProtection(root)
    protection.encrypt(LIKE_A_RECOVERY_KEY)
    rescued = protection.seal_file(b"{}")
    assert sessions(root, LIKE_A_RECOVERY_KEY) == before
    protection.rekey(LIKE_A_RECOVERY_KEY.upper())
    assert sessions(root, LIKE_A_RECOVERY_KEY.upper()) == before
    assert protection.open_file(rescued, LIKE_A_RECOVERY_KEY) == b"{}"
    protection.change_passphrase(LIKE_A_RECOVERY_KEY)
    assert sessions(root, LIKE_A_RECOVERY_KEY) == before
    with pytest.raises(Refused, match="recovery_key_typo"):
        StoreProtection(root).unlock(LIKE_A_RECOVERY_KEY.replace("table", "fable"))
