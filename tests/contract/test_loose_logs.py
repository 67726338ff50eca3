"""A single log that was copied within the data folder is named wherever a whole store is."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from tests.contract.protected import PASSPHRASE, furnish
from tests.contract.sessions import ANNA
from tests.contract.test_backup import Keeping
from tests.contract.test_orders import erase

from coachtui.services.protecting import protect
from coachtui.store.keeping.checks import loose_logs
from coachtui.store.keeping.checks.verify import verify

PLACES = [
    "store/copy (conflicted copy).jsonl",
    "store/old/copy.jsonl",
    "store/agents.bak/x/2026.jsonl",
    "team.jsonl.bak",
    "mine/deep/2026.jsonl",
]


@pytest.fixture(name="keeping")
def _keeping(tmp_path: Path) -> Keeping:
    keeping = Keeping(tmp_path / "data")
    furnish(keeping.root)
    return keeping


def copied(keeping: Keeping, place: str) -> Path:
    copy = keeping.data / place
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(next((keeping.root / "agents" / ANNA).glob("*.jsonl")), copy)
    return copy


@pytest.mark.parametrize("place", PLACES)
def test_attack_a_log_that_was_copied_is_named_when_somebody_is_erased(keeping: Keeping, place: str) -> None:
    copy = copied(keeping, place)
    assert {each.path: each.code for each in erase(keeping)} == {str(copy): "log_copy"}
    assert copy.exists()


@pytest.mark.parametrize("place", PLACES)
def test_attack_a_log_that_was_copied_is_named_when_the_store_is_protected(
    keeping: Keeping, place: str
) -> None:
    copy = copied(keeping, place)
    found = protect(keeping.protection, keeping.backups, PASSPHRASE)
    assert [(each.path, each.code) for each in found.troubles] == [(str(copy), "log_old_protection")]


@pytest.mark.parametrize("place", PLACES)
def test_attack_a_log_that_was_copied_is_named_by_a_check(keeping: Keeping, place: str) -> None:
    copied(keeping, place)
    found = verify(keeping.root, ships=lambda _id, _version: True).findings
    assert place in {each.file for each in found if each.code in {"log_copy", "unknown_file"}}


def test_attack_other_files_links_and_pipes_are_not_named(
    keeping: Keeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    (keeping.data / "notes.json").write_text('{"coachtui": "my own"}')
    (keeping.data / "link.jsonl").symlink_to(keeping.root / "team.jsonl")
    os.mkfifo(keeping.data / "pipe.jsonl")
    assert loose_logs.loose_logs(keeping.root) == []
    copy = copied(keeping, "a.jsonl")
    assert loose_logs.loose_logs(keeping.root) == [copy]
    monkeypatch.setattr(loose_logs, "MOST_FILES", 0)
    assert loose_logs.loose_logs(keeping.root) == []
