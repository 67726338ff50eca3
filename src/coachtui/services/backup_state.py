"""What is known of the backups of a store, and whether all of them could be lost with one disk."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from coachtui.domain.copy_trouble import CopyTrouble
from coachtui.domain.value import dataclass

if TYPE_CHECKING:
    from coachtui.services.safety_ports import Safekeeping

ELSEWHERE_EVERY = timedelta(days=7)
"""How long a store may go without a backup on another disk before that is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupState:
    """When the newest backups were made.

    Attributes:
        last: The newest one, or ``None``.
        elsewhere: The newest one on another disk, or ``None``.
        same_disk: Whether every folder of daily backups lies on the disk of the store.
        missed: Folders that the last backup of the day did not get into.
        troubles: Backups that still hold what they should not, and could not be dealt with.
        lost: Whether the store has lost a log, so that not everything is shown and no backup is made.
    """

    last: datetime | None
    elsewhere: datetime | None
    same_disk: bool
    troubles: tuple[CopyTrouble, ...] = ()
    missed: tuple[CopyTrouble, ...] = ()
    lost: bool = False

    def lacks_copy_elsewhere(self, now: datetime, first: datetime | None) -> bool:
        """Whether too long a time of work lies on one disk alone.

        Args:
            now: Wall time.
            first: When the first session was; ``None`` where there is none, or none is known yet.
        """
        if first is None:
            return False
        made = self.elsewhere if self.elsewhere is not None and self.elsewhere <= now else None
        return now - max(first, made or first) > ELSEWHERE_EVERY


def backup_state(keeping: Safekeeping) -> BackupState:
    """Return what is known; a folder on the way to which the network hangs is waited for.

    Raises:
        StoreError: The list of backups cannot be read.
    """
    return BackupState(
        last=keeping.last(),
        elsewhere=keeping.last_elsewhere(),
        same_disk=keeping.daily.same_disk(),
        troubles=keeping.erasing.troubles(),
        missed=keeping.daily.missed(),
        lost=bool(keeping.lost()),
    )
