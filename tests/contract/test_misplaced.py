"""A whole log in the place of another one, or beside it, is no sound store: somebody copied files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.contract.protected import furnish
from tests.contract.sessions import ANNA
from tests.contract.test_backup import Keeping

from coachtui.domain.errors import StoreCorrupt
from coachtui.store.keeping.checks.verify import verify

YEAR = f"agents/{ANNA}/2026.jsonl"


@pytest.fixture(name="keeping")
def _keeping(tmp_path: Path) -> Keeping:
    keeping = Keeping(tmp_path / "data")
    furnish(keeping.root)
    return keeping


def found(keeping: Keeping) -> dict[str, str]:
    return {each.file.partition("/")[2]: each.code for each in verify(keeping.root).findings}


def whole_logs(keeping: Keeping) -> list[str]:
    return sorted(path.relative_to(keeping.root).as_posix() for path in keeping.root.rglob("*.jsonl"))


def test_attack_f5_a_log_of_another_kind_in_its_place_is_told_whichever_it_is(keeping: Keeping) -> None:
    assert found(keeping) == {}
    names = whole_logs(keeping)
    assert len(names) > 3
    for source in names:
        for target in names:
            if source == target or (source.startswith("agents/") and target.startswith("agents/")):
                continue
            kept = (keeping.root / target).read_bytes()
            shutil.copy(keeping.root / source, keeping.root / target)
            assert found(keeping), (source, target)
            (keeping.root / target).write_bytes(kept)
    assert found(keeping) == {}


def test_attack_f5_no_backup_is_made_of_a_store_with_another_log_in_place(keeping: Keeping) -> None:
    shutil.copy(keeping.root / "team.jsonl", keeping.root / YEAR)
    with pytest.raises(StoreCorrupt):
        keeping.backups.daily.make()


def test_attack_f6_sessions_that_stand_in_the_log_of_another_year_are_told(keeping: Keeping) -> None:
    shutil.copy(keeping.root / YEAR, (keeping.root / YEAR).with_name("2025.jsonl"))
    assert found(keeping) == {YEAR.replace("2026", "2025"): "log_copy"}
