"""Erasing one agent takes nothing away that a salvage kept for others (an outside attack)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.contract.protected import PASSPHRASE, furnish, opened
from tests.contract.sessions import ANNA, BEN
from tests.contract.test_backup import Keeping
from tests.contract.test_orders import erase

from coachtui.domain.agent import Agent
from coachtui.services.protecting import protect
from coachtui.store.keeping.checks.salvage import salvage

if TYPE_CHECKING:
    from pathlib import Path

    from coachtui.domain.copy_trouble import CopyTrouble

NAME = "Dana Sampleton"


@pytest.fixture(name="keeping")
def _keeping(tmp_path: Path) -> Keeping:
    keeping = Keeping(tmp_path / "data")
    furnish(keeping.root)
    opened(keeping.root).team.put_agents([Agent(id=ANNA, name=NAME), Agent(id=BEN, name="Ben")])
    return keeping


def damaged(keeping: Keeping, log: Path) -> Path:
    """Hit the last sign of a log's first record, have it salvaged, and return what was kept."""
    lines = log.read_bytes().split(b"\n")
    lines[1] = lines[1][:-1] + b"!"
    log.write_bytes(b"\n".join([*lines[:2], *(lines[2:] if lines[2] else [lines[1], b""])]))
    store = opened(keeping.root, keeping.protection)
    salvage(keeping.root, keeping.protection.seals(), store.lock, keeping.now)
    (kept,) = log.parent.glob(f"{log.name}.damaged-*")
    return kept


def told(troubles: tuple[CopyTrouble, ...]) -> dict[str, str]:
    return {each.path: each.code for each in troubles}


@pytest.mark.parametrize("sealed", [False, True])
def test_attack_what_was_kept_for_another_agent_stays_whoever_is_erased(
    keeping: Keeping, *, sealed: bool
) -> None:
    if sealed:
        protect(keeping.protection, keeping.backups, PASSPHRASE)
    (log,) = (keeping.root / "agents" / BEN).glob("*.jsonl")
    kept = damaged(keeping, log)
    before = kept.read_bytes()
    assert told(erase(keeping)) == {}
    assert kept.read_bytes() == before


def test_attack_lines_about_the_erased_agent_go_from_what_was_kept_for_another(keeping: Keeping) -> None:
    (log,) = (keeping.root / "agents" / BEN).glob("*.jsonl")
    kept = damaged(keeping, log)
    before = kept.read_bytes()
    kept.write_bytes(before + f'{{"n":9,"put":{{"sessions":{{"{ANNA}!\n{{"n":10,"{NAME}"!\n'.encode())
    erase(keeping)
    assert kept.read_bytes() == before


def test_attack_what_was_kept_of_the_erased_agent_goes(keeping: Keeping) -> None:
    log = next((keeping.root / "agents" / ANNA).glob("*.jsonl"))
    kept = damaged(keeping, log)
    assert told(erase(keeping)) == {}
    assert not kept.exists()


def test_attack_a_kept_list_of_people_is_cut_and_named_until_it_is_gone(keeping: Keeping) -> None:
    kept = keeping.root / "team.jsonl.damaged-20261101-100000"
    whole = (keeping.root / "team.jsonl").read_bytes()
    kept.write_bytes(whole + b'{"n":99,"put":{"agents":{"0190!\n')
    assert NAME.encode() in whole
    assert told(erase(keeping)) == {str(kept): "kept_damaged"}
    left = kept.read_bytes()
    assert NAME.encode() not in left
    assert ANNA.encode() not in left
    assert b"0190!" in left
    assert told(keeping.backups.erasing.erase_pending()) == {str(kept): "kept_damaged"}
    kept.unlink()
    assert told(keeping.backups.erasing.erase_pending()) == {}


def test_attack_what_was_damaged_after_somebody_was_erased_is_not_named(keeping: Keeping) -> None:
    erase(keeping)
    (keeping.root / "team.jsonl.damaged-20261101-100000").write_bytes(b"anything\n")
    assert told(keeping.backups.erasing.erase_pending()) == {}
