"""Two windows at the backups of one store do each other no harm."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Thread

import pytest
from tests.contract.protected import furnish, opened
from tests.contract.sessions import ANNA, BEN
from tests.contract.test_backup import Keeping, agents_in

from coachtui.domain.errors import StoreBusy
from coachtui.store import backup_maker, backup_turn
from coachtui.store.backup_turn import BackupTurn
from coachtui.store.erasure import Erasure
from coachtui.store.unpacked import unpacked

DAY = date(2026, 11, 26)


@pytest.fixture(name="keeping")
def _keeping(tmp_path: Path) -> Keeping:
    keeping = Keeping(tmp_path / "data")
    furnish(keeping.root)
    return keeping


def test_attack_two_windows_make_the_backup_of_the_day_at_once(keeping: Keeping) -> None:
    windows = [Keeping(keeping.data) for _number in range(4)]
    made: list[Path] = []
    threads = [Thread(target=lambda window=each: made.append(window.backups.make())) for each in windows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == len(windows)
    assert all(agents_in(file) == {ANNA, BEN} for file in made)
    assert {path for path in keeping.backups.with_another_protection()[0] if path.endswith(".new")} == set()


@pytest.mark.parametrize("name", ["spring.zip", "spring.bak"])
def test_attack_an_agent_erased_while_a_backup_is_read_again_is_not_in_it(
    keeping: Keeping, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(backup_turn, "TIMEOUT", 0.0)
    stopped = unpacked
    told: list[object] = []

    @contextmanager
    def reading(file: Path, data: Path) -> Iterator[Path]:
        with stopped(file, data) as inside:
            if not told:
                window = Keeping(keeping.data)
                Erasure(opened(window.root, window.protection)).erase(ANNA, DAY)
                told.append(window.backups.erase_from_copies(ANNA))
                assert window.backups.unreachable_with(ANNA) == []
            yield inside

    monkeypatch.setattr(backup_maker, "unpacked", reading)
    file = keeping.backups.make_at(tmp_path / name)
    assert told == [()]
    assert agents_in(file) == {BEN}
    assert keeping.backups.erase_pending() == ()
    assert list(keeping.backups.with_another_protection()[1]) == [str(file)]


def test_a_backup_that_another_window_is_at_is_left_alone_and_told(
    keeping: Keeping, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup_turn, "TIMEOUT", 0.0)
    file = keeping.backups.make_at(tmp_path / "spring.zip")
    Erasure(opened(keeping.root, keeping.protection)).erase(ANNA, DAY)
    with BackupTurn(keeping.root).held():
        (left,) = keeping.backups.erase_from_copies(ANNA)
        assert (left.path, left.code) == (str(file), "store_locked")
        assert [each.path for each in keeping.backups.erase_pending()] == [str(file)]
        with pytest.raises(StoreBusy):
            keeping.backups.make()
    assert keeping.backups.erase_pending() == ()
    assert agents_in(file) == {BEN}
