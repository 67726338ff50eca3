"""Messages about backups that could not be updated, and the resulting exit codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.cli import exit_codes
from coachtui.cli.output import print_error, print_message
from coachtui.domain.errors import CoachError
from coachtui.i18n import _
from coachtui.services.words.copies import missed_sentence, trouble_sentence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coachtui.bootstrap import LocalProgram
    from coachtui.domain.copy_trouble import CopyTrouble

_NOT_WRITTEN = frozenset({"disk_full", "not_writable", "store_read_only", "cannot_write", "disk_failed"})


def report_out_of_reach(names: Iterable[str], text: str) -> None:
    """Print the paths of backups that are out of reach.

    Args:
        names: Their paths.
        text: The message for each.
    """
    for name in names:
        print_message(text.format(name=name))


def report_troubles(troubles: Iterable[CopyTrouble]) -> int:
    """Print which copies failed and why; return the exit code."""
    code = exit_codes.DONE
    for trouble in troubles:
        print_message(trouble_sentence(trouble, trouble.path))
        code = max(code, exit_codes.CANNOT_WRITE if trouble.code in _NOT_WRITTEN else exit_codes.FINDING)
    if code != exit_codes.DONE:
        print_message(
            _("It may still contain what was erased, or have an old protection; delete it if you can.")
        )
    return code


def report_missed(missed: Iterable[CopyTrouble]) -> int:
    """Print which folders the daily backup did not reach; return the exit code."""
    code = exit_codes.DONE
    for folder in missed:
        print_message(missed_sentence(folder, folder.path))
        code = exit_codes.CANNOT_WRITE
    return code


def original_backup_text() -> str:
    """Return the message for a backup of the store that this data folder was copied from."""
    return _("Not touched, because it was made elsewhere from the same data; erase there too: {name}.")


def renew_backups(program: LocalProgram) -> int:
    """Give the backups the store's current protection; return the exit code.

    After a failure each backup that still has the old protection is named: somebody may have changed it
    because the old key is known to others.
    """
    keeping = program.safekeeping
    failed = None
    try:
        keeping.protection.renew()
    except CoachError as error:
        print_error(error)
        failed = error
    for each in keeping.erasing.earlier_stores():
        print_message(trouble_sentence(each, each.path))
    still, out_of_reach = keeping.protection.with_old_protection()
    report_out_of_reach(
        out_of_reach, _("This backup still has the old protection and is out of reach: {name}.")
    )
    if failed is None:
        return report_troubles(keeping.erasing.troubles())
    named = {each.path for each in still}
    others = (each for each in keeping.erasing.troubles() if each.path not in named)
    code = max(exit_codes.exit_code(failed), report_troubles((*still, *others)))
    if still:
        print_message(_("Once that is fixed, “coachtui backup” gives these backups the new protection."))
    return code
