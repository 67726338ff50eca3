"""No backup makes itself while a picture is taken, however slow the machine is."""

from __future__ import annotations

import pytest

from coachtui.ui import daily_backup


@pytest.fixture(autouse=True)
def _no_backup_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(daily_backup, "BEGIN_AFTER_S", 3600.0)
