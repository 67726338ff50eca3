"""The state of a store's backups, and whether one broken disk could destroy all of them."""

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
    """The state of a store's backups: the newest ones, and problems with them.

    Attributes:
        last: The newest one, or ``None``.
        elsewhere: The newest one on another disk, or ``None``.
        same_disk: Whether every folder of daily backups lies on the disk of the store.
        missed: Folders that the last daily backup did not reach.
        troubles: Backups that could not be updated and still contain what they should not.
        lost: Whether the store has lost a log, so that data are missing and no backup is made.
    """

    last: datetime | None
    elsewhere: datetime | None
    same_disk: bool
    troubles: tuple[CopyTrouble, ...] = ()
    missed: tuple[CopyTrouble, ...] = ()
    lost: bool = False

    def lacks_copy_elsewhere(self, now: datetime, first: datetime | None) -> bool:
        """Return whether work has been on one disk alone for too long.

        Args:
            now: Wall time.
            first: Start of the first session; ``None`` where there is none, or none is known yet.
        """
        if first is None:
            return False
        made = self.elsewhere if self.elsewhere is not None and self.elsewhere <= now else None
        return now - max(first, made or first) > ELSEWHERE_EVERY


def backup_state(keeping: Safekeeping) -> BackupState:
    """Return the state of the backups; waits for folders on a network drive that hangs.

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
