"""A saver that only remembers what it was offered."""

from __future__ import annotations

from dataclasses import dataclass, field

from coachtui.domain.record import AnyRecord
from coachtui.domain.saving import SaveState


@dataclass
class Offers:
    """Nothing offered is on disk before ``flush``, and not even then while the disk is full."""

    taken: list[tuple[AnyRecord, bool]] = field(default_factory=list)
    waiting: list[AnyRecord] = field(default_factory=list)
    full: bool = False
    closed: bool = False

    def offer(self, record: AnyRecord, *, urgent: bool) -> None:
        self.taken.append((record, urgent))
        self.waiting = [record]

    def state(self) -> SaveState:
        revision = self.taken[-1][0].revision if self.taken else 0
        if not self.waiting:
            return SaveState(phase="saved", revision=revision)
        if self.full:
            return SaveState(phase="failed", revision=revision, code="disk_full")
        return SaveState(phase="saving", revision=revision)

    def unsaved(self) -> list[AnyRecord]:
        return self.waiting

    def flush(self, timeout_s: float) -> bool:
        assert timeout_s > 0
        if not self.full:
            self.waiting = []
        return not self.waiting

    def close(self) -> None:
        self.closed = True
