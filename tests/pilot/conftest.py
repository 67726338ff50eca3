"""What every story of a lead stands on: no backup makes itself in the middle, and bells can be heard."""

from __future__ import annotations

import pytest

from coachtui.ui import daily_backup
from coachtui.ui.app import CoachApp


@pytest.fixture(autouse=True)
def _no_backup_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(daily_backup, "BEGIN_AFTER_S", 3600.0)


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every time the bell sounds."""
    bells: list[str] = []
    monkeypatch.setattr(CoachApp, "bell", lambda _app: bells.append("bell"))
    return bells
