"""Bits that flip and files that are cut: what is read is what was stored, or somebody is told."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest
from tests.faults.scenarios import SECRETS, Facts, Laptop, furnished
from tests.sizes import by_size

from coachtui.domain.errors import CoachError
from coachtui.services.words.sentences import CODES
from coachtui.store.keeping.checks.verify import verify
from coachtui.store.protection.key_file import damaged_keys

SEED = int(os.environ.get("COACHTUI_SEED", "20261126"))
DAMAGES = by_size(100, 750, 10_000)
"""For each of the two kinds of store."""


def damaged(data: bytes, chance: random.Random) -> tuple[bytes, bool]:
    """Return bytes with one bit flipped, or cut somewhere but at the end of a line.

    A log cut there is the log it was some time ago, which nothing in it can tell.

    Returns:
        The bytes, and whether they were acknowledged beyond doubt because a line follows what was hit.
    """
    place = chance.randrange(len(data))
    if chance.random() < 0.2 and not data[:place].endswith(b"\n"):
        return data[:place], False
    changed = bytearray(data)
    changed[place] ^= 1 << chance.randrange(8)
    return bytes(changed), place < data.rfind(b"\n", 0, -1)


def check_told(folder: Path, before: Facts, told: str) -> str:
    """What the store says is what it said before, or an error or a finding says that it is not."""
    found = looked_at(folder)
    if isinstance(found, str):
        assert found in CODES, told
        return "refused"
    laptop, now = found
    if now == before:
        return "harmless"
    seals = laptop.protection.seals()
    findings = verify(laptop.root, seals=seals).findings
    assert findings or damaged_keys(laptop.root), told
    assert all(session in before[0] for session in now[0]), told
    return "found"


def looked_at(folder: Path) -> tuple[Laptop, Facts] | str:
    """Return the store and all that it says, or the code of the error it was refused with."""
    try:
        laptop = Laptop(folder)
        return laptop, laptop.facts()
    except CoachError as error:
        return error.code


@pytest.mark.parametrize("kind", ["plain", "sealed"])
@pytest.mark.timeout(3600)
def test_damage_is_never_silent(kind: str, tmp_path: Path) -> None:
    chance = random.Random(f"{SEED} {kind}")
    whole, folder = tmp_path / "whole", tmp_path / "laptop"
    laptop = Laptop(whole)
    furnished(laptop)
    if kind == "sealed":
        laptop.protection.encrypt(SECRETS[0])
    before = Laptop(whole).facts()
    names = sorted(
        str(path.relative_to(whole))
        for path in whole.rglob("*")
        if path.is_file() and path.stat().st_size and path.name != ".reserve"
    )
    assert len(names) >= 4
    shutil.copytree(whole, folder)
    seen = {"refused": 0, "harmless": 0, "found": 0}
    for number in range(DAMAGES):
        name = names[number % len(names)]
        data = (whole / name).read_bytes()
        hit, certain = damaged(data, chance)
        (folder / name).write_bytes(hit)
        told = f"{kind}, seed {SEED}, damage {number} in {name}"
        result = check_told(folder, before, told)
        assert result != "found" or not certain or name.endswith("index.jsonl"), told
        seen[result] += 1
        (folder / name).write_bytes(data)
    print(f"{kind}: {seen}")
    assert seen["refused"] + seen["found"] > DAMAGES // 4
