"""A backup of a log with a torn tail is what the log says, however the tail is torn."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.contract.sessions import ANNA, session
from tests.faults.scenarios import SECRETS, Laptop, furnished

from coachtui.domain.errors import StoreCorrupt


def laptop_with(folder: Path, kind: str) -> tuple[Laptop, Path]:
    """Return a laptop, plain or sealed, and the log of the agent whose session was saved last."""
    laptop = Laptop(folder)
    furnished(laptop)
    if kind == "sealed":
        laptop.protection.encrypt(SECRETS[0])
        laptop.open()
    laptop.store.put(session(60, text="word " * 400))
    return laptop, laptop.store.shards.path(laptop.store.shards.years(ANNA)[0])


def holed(line: bytes) -> bytes:
    """Return a line of which the first sector never reached the disk, and the others did."""
    assert len(line) > 512
    return bytes(512) + line[512:]


@pytest.mark.parametrize("kind", ["plain", "sealed"])
def test_a_tail_with_its_end_but_without_its_start_is_left_out(kind: str, tmp_path: Path) -> None:
    laptop, log = laptop_with(tmp_path / "laptop", kind)
    *lines, last = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join(lines) + holed(last))
    before = Laptop(laptop.folder).facts()
    assert session(60).id not in {found.id for found in before[0]}
    file = laptop.backups().daily.make()
    Laptop(laptop.folder).backups().restoring.restore(file, SECRETS[0])
    assert Laptop(laptop.folder).facts() == before


@pytest.mark.parametrize("kind", ["plain", "sealed"])
def test_a_bad_line_that_something_follows_is_no_tail(kind: str, tmp_path: Path) -> None:
    laptop, log = laptop_with(tmp_path / "laptop", kind)
    data = bytearray(log.read_bytes())
    data[-100] ^= 1
    log.write_bytes(bytes(data) + b'{"n":99,"pu')
    with pytest.raises(StoreCorrupt):
        laptop.backups().daily.make()
