"""The passphrase of a store: set, asked for, changed, taken away; a kill or a full disk halves none of it."""

from __future__ import annotations

import errno
import json
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from tests.contract.faulty_disk import faulty
from tests.contract.sessions import ANNA, BEN, START, session

from coachtui.domain.agent import Agent, Lead
from coachtui.domain.errors import (
    BadInput,
    Refused,
    StoreBusy,
    StoreCorrupt,
    StoreError,
    StoreLocked,
    StoreNewer,
    WrongPassphrase,
)
from coachtui.domain.session import Session
from coachtui.store import key_file, swap
from coachtui.store.protection import StoreProtection
from coachtui.store.seals import KEYS, KEYS_COPY
from coachtui.store.session_store import LogSessionStore
from coachtui.store.swap import finish_swap
from coachtui.store.verify import verify

PASSPHRASE = "vier Wörter genügen"
CANARY = "CANARY-7261"
Change = Callable[[StoreProtection], object]


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    root = tmp_path / "store"
    store = opened(root)
    store.team.put_lead(Lead(id="lead", name=f"{CANARY} Lead"))
    store.team.put_agents([Agent(id=BEN, name=f"{CANARY} Ben")])
    for number in range(1, 4):
        store.put(session(number, text=CANARY, status="final"))
    store.put(session(9, agent_id=BEN, text=CANARY))
    store.keep_content("phone-technique", 1, "id = 'phone-technique'\n")
    store.close()
    return root


def opened(root: Path, protection: StoreProtection | None = None) -> LogSessionStore:
    return LogSessionStore(root, lambda: START, (protection or StoreProtection(root)).seals())


def sessions(root: Path, secret: str | None = None) -> list[Session]:
    protection = StoreProtection(root)
    if secret is not None:
        protection.unlock(secret)
    return sorted(opened(root, protection).every(), key=lambda found: found.id)


def holding(folder: Path, text: str) -> list[str]:
    """Names of the files under a folder that hold a text."""
    return [
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and text.encode() in path.read_bytes()
    ]


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
        [Agent(id=BEN, name=f"{CANARY} Ben")],
    )


def test_what_is_written_later_is_sealed_too_index_and_torn_copies_and_all(root: Path) -> None:
    protection = StoreProtection(root)
    protection.encrypt(PASSPHRASE)
    store = opened(root, protection)
    store.put(session(20, text="CANARY-LATER"))
    log = next(root.glob(f"agents/{ANNA}/2026.jsonl"))
    store.close()
    log.write_bytes(log.read_bytes()[:-3])
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
    StoreProtection(root).unlock("sno\u0308 och is")


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


# -- the key file


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


@pytest.mark.parametrize(
    "asked",
    [
        {"memory_kib": 2**40},
        {"iterations": 10**9},
        {"lanes": 10**6},
        {"memory_kib": 8},
        {"iterations": 1},
        {"lanes": 0},
        {"salt": "not base64!"},
        {"salt": ""},
    ],
)
def test_a_key_file_that_asks_for_what_ours_never_does_is_refused_before_anything_is_computed(
    root: Path, asked: dict[str, object]
) -> None:
    StoreProtection(root).encrypt(PASSPHRASE)
    forge(root, lambda keys: keys["argon2id"].update(asked))
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
    import zlib

    keys = json.loads((root / KEYS).read_bytes())
    del keys["crc"]
    change(keys)
    body = json.dumps(keys, separators=(",", ":")).encode()[:-1]
    for name in (KEYS, KEYS_COPY):
        (root / name).write_bytes(b'%b,"crc":"%08x"}\n' % (body, zlib.crc32(body)))


# -- nothing is halved


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
        change: Change = lambda protection: protection.encrypt("after the leak")  # noqa: E731
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
    import shutil

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
