"""What commands say of backups that could not be dealt with now, and how they end then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.cli import ending
from coachtui.cli.output import complain
from coachtui.i18n import _
from coachtui.services.copy_words import missed_sentence, trouble_sentence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coachtui.domain.copy_trouble import CopyTrouble

_NOT_WRITTEN = frozenset({"disk_full", "not_writable", "store_read_only", "cannot_write", "disk_failed"})


def tell_out_of_reach(names: Iterable[str], text: str) -> None:
    """Name backups that could not be dealt with now.

    Args:
        names: Their paths.
        text: What to say of each.
    """
    for name in names:
        complain(text.format(name=name))


def tell_troubles(troubles: Iterable[CopyTrouble]) -> int:
    """Say what could not be dealt with and why; return the code to end with."""
    code = ending.DONE
    for trouble in troubles:
        complain(trouble_sentence(trouble, trouble.path))
        code = max(code, ending.CANNOT_WRITE if trouble.code in _NOT_WRITTEN else ending.FINDING)
    if code != ending.DONE:
        complain(_("That may still hold what was erased, or an old protection; delete it if it may go."))
    return code


def tell_missed(missed: Iterable[CopyTrouble]) -> int:
    """Say into which folders the backup of the day did not get; return the code to end with."""
    code = ending.DONE
    for folder in missed:
        complain(missed_sentence(folder, folder.path))
        code = ending.CANNOT_WRITE
    return code


def of_original() -> str:
    """Return what is said of a backup that belongs to what this data folder is a copy of."""
    return _("Left alone, because it was made elsewhere of the same data; erase there too: {name}.")
