"""What commands say of backups that could not be dealt with now, and how they end then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.cli import exit_codes
from coachtui.cli.output import complain, complain_of
from coachtui.domain.errors import CoachError
from coachtui.i18n import _
from coachtui.services.words.copies import missed_sentence, trouble_sentence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coachtui.bootstrap import LocalProgram
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
    code = exit_codes.DONE
    for trouble in troubles:
        complain(trouble_sentence(trouble, trouble.path))
        code = max(code, exit_codes.CANNOT_WRITE if trouble.code in _NOT_WRITTEN else exit_codes.FINDING)
    if code != exit_codes.DONE:
        complain(_("It may still contain what was erased, or have an old protection; delete it if you can."))
    return code


def tell_missed(missed: Iterable[CopyTrouble]) -> int:
    """Say into which folders the backup of the day did not get; return the code to end with."""
    code = exit_codes.DONE
    for folder in missed:
        complain(missed_sentence(folder, folder.path))
        code = exit_codes.CANNOT_WRITE
    return code


def of_original() -> str:
    """Return what is said of a backup that belongs to what this data folder is a copy of."""
    return _("Not touched, because it was made elsewhere from the same data; erase there too: {name}.")


def renew_backups(program: LocalProgram) -> int:
    """Give the backups the protection that the store has now; return the code to end with.

    Where that fails, each that still has the one of before is named all the same: somebody may have wanted
    another protection because the old one is worth nothing any more.
    """
    keeping = program.safekeeping
    failed = None
    try:
        keeping.protection.renew()
    except CoachError as error:
        complain_of(error)
        failed = error
    for each in keeping.erasing.earlier_stores():
        complain(trouble_sentence(each, each.path))
    still, out_of_reach = keeping.protection.with_old_protection()
    tell_out_of_reach(
        out_of_reach, _("This backup still has the old protection and is out of reach: {name}.")
    )
    if failed is None:
        return tell_troubles(keeping.erasing.troubles())
    named = {each.path for each in still}
    others = (each for each in keeping.erasing.troubles() if each.path not in named)
    code = max(exit_codes.exit_code(failed), tell_troubles((*still, *others)))
    if still:
        complain(_("Once that is fixed, “coachtui backup” gives these backups the new protection."))
    return code
