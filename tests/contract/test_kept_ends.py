"""What a salvage kept, its last record cut or altered: nobody erased can be read in it, or it is named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.contract.protected import PASSPHRASE, furnish, opened
from tests.contract.sessions import ANNA, BEN, session
from tests.contract.test_backup import Keeping
from tests.contract.test_incoming_damaged import (
    Hit,
    changed_at,
    cut_by,
    last_line_cut_within,
    taken_in,
    zeroed_end,
)
from tests.contract.test_orders import erase

from coachtui.domain.agent import Agent
from coachtui.services.protecting import protect
from coachtui.store.log.log_codec import has_right_checksum
from coachtui.store.records.incoming import IncomingRecords
from coachtui.store.records.order_lists import order_codec
from coachtui.store.records.session_store import LogSessionStore

NAME = 'Dana "Dee" Sampleton'
TEAM, INCOMING, BENS = "team.jsonl", "incoming.jsonl", f"agents/{BEN}/2026.jsonl"
ENDING = ".damaged-20261101-100000"


@pytest.fixture(name="keeping", params=["open", "sealed"])
def _keeping(tmp_path: Path, request: pytest.FixtureRequest) -> Keeping:
    keeping = Keeping(tmp_path / "data")
    furnish(keeping.root)
    store = opened(keeping.root)
    if request.param == "sealed":
        protect(keeping.protection, keeping.backups, PASSPHRASE)
        store = opened(keeping.root, keeping.protection)
    store.team.put_agents([Agent(id=BEN, name="Ben"), Agent(id=ANNA, name=NAME)])
    both = session(70, agent_id=BEN)
    store.put(replace(both, agent_ids=(BEN, ANNA)))
    store.close()
    return keeping


def coming(store: LogSessionStore, patch: pytest.MonkeyPatch) -> None:
    """Leave records on their way, those of the erased agent among them."""
    patch.setattr(IncomingRecords, "finish", lambda _self: None)
    taken_in(store)
    patch.undo()


def feed_of_header_hit(data: bytes) -> bytes:
    at = data.index(b"\n")
    return data[:at] + b"x" + data[at + 1 :]


def feed_of_header_hit_and_cut(data: bytes) -> bytes:
    return feed_of_header_hit(data)[:-30]


def quote_hit_in_last(data: bytes) -> bytes:
    at = data.rfind(b"\n", 0, -1) + 3
    return data[:at] + b"\r" + data[at + 1 :]


def without_its_id(data: bytes) -> bytes:
    """Hit the id in every place of the last record."""
    at = data.rfind(b"\n", 0, -1) + 1
    return data[:at] + data[at:].replace(ANNA.encode(), ANNA.replace("a", "b", 1).encode())


HITS: list[Hit] = [
    cut_by(1),
    cut_by(60),
    cut_by(400),
    changed_at(1),
    changed_at(20),
    changed_at(200),
    last_line_cut_within,
    zeroed_end,
    feed_of_header_hit,
    feed_of_header_hit_and_cut,
    quote_hit_in_last,
    without_its_id,
]


@pytest.mark.parametrize("hit", HITS)
@pytest.mark.parametrize("name", [TEAM, INCOMING, BENS])
def test_nobody_erased_can_be_read_in_what_was_kept_or_it_is_named(
    keeping: Keeping, monkeypatch: pytest.MonkeyPatch, name: str, hit: Hit
) -> None:
    log = keeping.root / name
    if name == INCOMING:
        coming(opened(keeping.root, keeping.protection), monkeypatch)
    whole = log.read_bytes()
    kept = log.with_name(log.name + ENDING)
    kept.write_bytes(hit(whole))
    if name == INCOMING:
        log.unlink()
    named = str(kept) in {each.path for each in erase(keeping)}
    left = kept.read_bytes() if kept.exists() else b""
    assert ANNA.encode() not in left
    assert b"Sampleton" not in left or named
    if not named and "/" not in name:
        assert unread(keeping, name, left) == []


def test_a_name_with_signs_that_are_written_otherwise_goes_with_its_line(keeping: Keeping) -> None:
    kept = keeping.root / (BENS + ENDING)
    line = b'{"n":9,"put":{"sessions":{"0190!":{"text":"%b"' % NAME.replace('"', '\\"').encode()
    kept.write_bytes((keeping.root / BENS).read_bytes() + line)
    erase(keeping)
    assert b"Sampleton" not in kept.read_bytes()


def unread(keeping: Keeping, name: str, left: bytes) -> list[bytes]:
    """Return the lines beside a header of which nobody can say whom they tell of, or that tell of Anna."""
    codec = order_codec(keeping.root, name, keeping.protection.seals())
    header, _feed, rest = left.partition(b"\n")
    known = codec.header(header)
    fused = header[10:].count(b'"crc":"') > 1 or b'{"n":' in header
    generation = known.generation if known is not None else ""
    doubtful = [header] if fused else []
    for line in rest.splitlines():
        record = codec.record(line, generation) if has_right_checksum(line) else None
        if record is None or ANNA.encode() in b"".join(
            bytes(d) for t in record.put.values() for d in t.values()
        ):
            doubtful.append(line)
    return doubtful
