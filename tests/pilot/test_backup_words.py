"""What is said of backups: short enough for 80 columns in every language."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from rich.cells import cell_len

from coachtui.domain.copy_trouble import CopyTrouble
from coachtui.domain.errors import StoreBusy, StoreCorrupt, StoreError, StoreFull
from coachtui.i18n import LANGUAGES, use_language
from coachtui.services.backup_state import BackupState
from coachtui.services.words.copies import _NOT_THERE, _WHY
from coachtui.ui.words.backups import _FAILED, backup_failed, backup_line, no_room

NOW = datetime.fromisoformat("2026-12-31T23:58:00+01:00")
AGES = (timedelta(), timedelta(days=1), timedelta(days=5), timedelta(days=60))


def every_line() -> list[str]:
    """Every sentence about backups, with every date in it."""
    states = [
        BackupState(last=NOW - last, elsewhere=None if elsewhere is None else NOW - elsewhere, same_disk=same)
        for last in AGES
        for elsewhere in (None, *AGES)
        for same in (True, False)
    ]
    firsts = (None, NOW - timedelta(days=90))
    lines = [backup_line(state, NOW, first)[0] for state in states for first in firsts]
    name = "/media/stick/coachtui-20261231-235800.zip"
    troubles = [CopyTrouble(path=name, code=code) for code in (*_WHY, "something else")]
    lines += [backup_line(replace(states[0], troubles=(trouble,)), NOW, None)[0] for trouble in troubles]
    missed = [CopyTrouble(path="/media/" + "s" * 26, code=code) for code in (*_NOT_THERE, "something else")]
    lines += [backup_line(replace(states[0], missed=(folder,)), NOW, None)[0] for folder in missed]
    lines.append(backup_line(replace(states[0], lost=True), NOW, None)[0])
    codes = [StoreFull(code) for code in _FAILED]
    errors = [*codes, StoreBusy("store_locked"), StoreCorrupt("bad_copy")]
    return [*lines, *map(backup_failed, errors), no_room(reserve=True), no_room(reserve=False)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_fits_eighty_columns(language: str) -> None:
    use_language(language)
    lines = every_line()
    assert len(set(lines)) > 20
    assert [line for line in lines if cell_len(line) > 79] == []


@pytest.mark.parametrize(
    ("elsewhere_days", "same_disk", "said"),
    [
        (None, True, ("Last backup: yesterday, only on this disk.", "muted")),
        (1, False, ("Last backup: yesterday.", "muted")),
        (1, True, ("Last backup: yesterday. On another disk: yesterday.", "muted")),
        (5, False, ("Last backup: yesterday. On another disk: 26 Dec 2026.", "muted")),
        (30, False, ("Last backup: yesterday. On another disk 1 Dec 2026: over a week ago.", "amber")),
    ],
)
def test_what_is_said_of_backups(elsewhere_days: int | None, same_disk: bool, said: tuple[str, str]) -> None:
    elsewhere = None if elsewhere_days is None else NOW - timedelta(days=elsewhere_days)
    state = BackupState(last=NOW - timedelta(days=1), elsewhere=elsewhere, same_disk=same_disk)
    first = None if elsewhere is None else NOW - timedelta(days=90)
    assert backup_line(state, NOW, first) == said


def test_nothing_is_said_before_there_is_a_backup() -> None:
    state = BackupState(last=None, elsewhere=None, same_disk=True)
    assert backup_line(state, NOW, NOW - timedelta(days=90)) == ("", "muted")


def test_other_reasons_have_their_own_sentence() -> None:
    error = StoreError("backup_unusable", file="coachtui-1.zip")
    assert backup_failed(error).startswith("No backup today: The backup coachtui-1.zip cannot be rewritten")


def test_b2_a_backup_that_could_not_be_brought_up_is_named_until_it_is_mended() -> None:
    trouble = CopyTrouble(path="/media/stick/old.zip", code="backup_unusable")
    state = BackupState(last=NOW, elsewhere=NOW, same_disk=False, troubles=(trouble,))
    assert backup_line(state, NOW, None) == ("Damaged backup, not touched: old.zip", "amber")
