"""A sealed log: nothing in it can be read, changed, moved or taken for something else without the key."""

from __future__ import annotations

import json
from base64 import b64decode
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from coachtui.domain.errors import StoreCorrupt, StoreLocked
from coachtui.store.log.log_table import KeyedDB, KeyedTable
from coachtui.store.protection.sealed_codec import VaultSeals
from coachtui.store.protection.seals import PlainSeals

MASTER = bytes(range(32))
NAME = "agents/0190aaaa/2026.jsonl"
CANARY = b'{"text":"CANARY"}'


@pytest.fixture(name="path")
def _path(tmp_path: Path) -> Path:
    path = tmp_path / "2026.jsonl"
    table = sealed(path)
    for n in range(4):
        table.put_encoded({str(n): CANARY})
    return path


def sealed(path: Path, name: str = NAME, master: bytes = MASTER) -> KeyedTable:
    return KeyedDB(path, codec=VaultSeals(master).codec(name)).keyed("t")


def test_the_text_is_nowhere_and_comes_back_with_the_key(path: Path) -> None:
    assert b"CANARY" not in path.read_bytes()
    assert sealed(path).encoded() == {str(n): CANARY for n in range(4)}


def test_any_program_with_the_key_can_open_a_line(path: Path) -> None:
    """The format as docs/data-format.md tells it, read without a line of ours."""
    head, *lines = path.read_bytes().splitlines()
    header, record = json.loads(head), json.loads(lines[1])
    key = HKDF(SHA256(), 32, None, b"coachtui/1/agent/0190aaaa").derive(MASTER)
    data = b64decode(record["sealed"])
    bond = f"{NAME}\0{header['gen']}\0{record['n']}".encode()
    assert json.loads(AESGCM(key).decrypt(data[:12], data[12:], bond)) == {
        "n": 2,
        "put": {"t": {"1": {"text": "CANARY"}}},
    }


def test_two_records_of_the_same_text_do_not_look_alike(path: Path) -> None:
    nonces = {b64decode(json.loads(line)["sealed"])[:12] for line in path.read_bytes().splitlines()[1:]}
    assert len(nonces) == 4


def test_without_the_key_it_says_that_the_passphrase_is_needed(path: Path) -> None:
    with pytest.raises(StoreLocked, match="passphrase_needed"):
        KeyedDB(path, codec=PlainSeals().codec(NAME))


@pytest.mark.parametrize(
    ("name", "master"), [(NAME, bytes(32)), ("agents/0190aaab/2026.jsonl", MASTER), ("team.jsonl", MASTER)]
)
def test_another_key_or_another_place_does_not_open_it_and_cuts_nothing(
    path: Path, name: str, master: bytes
) -> None:
    before = path.read_bytes()
    with pytest.raises(StoreCorrupt, match="wrong_key"):
        sealed(path, name, master)
    assert path.read_bytes() == before


def test_a_last_record_of_another_key_is_never_taken_for_a_torn_tail(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.jsonl"
    table = sealed(other, master=bytes(32))
    for n in range(4):
        table.put_encoded({str(n): CANARY})
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:-1], other.read_bytes().splitlines(keepends=True)[-1]]))
    before = path.read_bytes()
    with pytest.raises(StoreCorrupt, match="wrong_key"):
        sealed(path)
    assert path.read_bytes() == before


def test_records_cannot_change_places(path: Path) -> None:
    head, first, second, *rest = path.read_bytes().splitlines(keepends=True)
    renumbered = second.replace(b'{"n":2,', b'{"n":1,', 1)
    path.write_bytes(b"".join([head, checked(renumbered), second, *rest]))
    with pytest.raises(StoreCorrupt, match="wrong_key"):
        sealed(path)
    assert first != renumbered


def test_a_header_cannot_be_changed(path: Path) -> None:
    """Whoever raises the schema makes a store read-only; whoever lowers it has old programs write to it."""
    head, *rest = path.read_bytes().splitlines(keepends=True)
    parsed = json.loads(head)
    parsed["schema"] = parsed["schema"] + 1
    del parsed["crc"]
    forged = checked(json.dumps(parsed, separators=(",", ":")).encode()[:-1] + b',"crc":"00000000"}\n')
    path.write_bytes(b"".join([forged, *rest]))
    with pytest.raises(StoreCorrupt, match="wrong_key"):
        sealed(path)


def test_a_plain_record_among_sealed_ones_is_refused(path: Path) -> None:
    plain = checked(b'{"n":5,"put":{"t":{"forged":{}}},"crc":"00000000"}\n')
    path.write_bytes(path.read_bytes() + plain)
    with pytest.raises(StoreCorrupt, match="unsealed_record"):
        sealed(path)


def test_a_plain_log_in_the_place_of_a_sealed_one_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "2026.jsonl"
    KeyedDB(path).keyed("t").put_encoded({"a": b"{}"})
    with pytest.raises(StoreCorrupt, match="unsealed_record"):
        sealed(path)


def test_a_torn_tail_is_recovered_as_in_a_plain_log(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-9])
    table = sealed(path)
    assert list(table.encoded()) == ["0", "1", "2"]
    table.put_encoded({"new": b"{}"})
    assert list(sealed(path).encoded()) == ["0", "1", "2", "new"]
    assert b"CANARY" not in path.with_name("2026.jsonl.torn").read_bytes()


def test_a_damaged_record_is_told_from_a_wrong_key(path: Path) -> None:
    data = bytearray(path.read_bytes())
    place = data.index(b'{"n":2,') + 40
    data[place] ^= 1
    path.write_bytes(bytes(data))
    with pytest.raises(StoreCorrupt, match="damaged_record"):
        sealed(path)


def test_rewriting_leaves_no_text_and_keeps_all(path: Path) -> None:
    assert sealed(path).log.compact(force=True)
    assert b"CANARY" not in path.read_bytes()
    assert sealed(path).encoded() == {str(n): CANARY for n in range(4)}


def checked(line: bytes) -> bytes:
    """Give a line the checksum that it should have."""
    import zlib

    body = line[: line.rindex(b',"crc"')]
    return b'%b,"crc":"%08x"}\n' % (body, zlib.crc32(body))
