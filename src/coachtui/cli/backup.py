"""``coachtui backup`` and ``restore``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from coachtui.cli import ending
from coachtui.cli.output import complain
from coachtui.cli.passphrase import given, passphrases, yes
from coachtui.domain.errors import StoreError, StoreLocked
from coachtui.i18n import _

if TYPE_CHECKING:
    from argparse import Namespace

    from coachtui.bootstrap import LocalProgram


def backup(options: Namespace, program: LocalProgram) -> int:
    """Make a backup: the file named, or the backup of the day."""
    keeping = program.safekeeping
    if options.file is None:
        made = keeping.make()
    else:
        file = Path(options.file).expanduser().absolute()
        if file.is_dir():
            raise StoreError("is_folder", file=str(file))
        if file.exists() and not options.force:
            raise StoreError("file_exists", file=str(file))
        keeping.erase_pending()
        made = keeping.make_at(file)
    complain(_("Backed up and read again: {file}").format(file=made))
    last = keeping.last_elsewhere()
    if last is None:
        complain(_("No backup lies on another disk; a USB stick or a share is safer."))
    elif keeping.same_disk():
        text = _("The last backup on another disk is of {day}.")
        complain(text.format(day=last.date().isoformat()))
    return ending.DONE


def restore(options: Namespace, program: LocalProgram) -> int:
    """Put a backup in the place of the store, which is kept."""
    file = Path(options.file).expanduser().absolute()
    if program.has_store and not yes(
        options, _("The backup takes the place of what is stored now, which is kept beside it. Go on? [y/n]")
    ):
        return ending.FINDING
    kept: list[Path | None] = []
    try:
        kept.append(program.safekeeping.restore(file))
    except StoreLocked:
        complain(_("The backup is protected; its own passphrase is needed."))
        given(passphrases(options), lambda secret: kept.append(program.safekeeping.restore(file, secret)))
    complain(_("The backup is in place."))
    if kept[0] is not None:
        complain(
            _("What was stored before is kept in {folder}; delete it when it is not needed.").format(
                folder=kept[0]
            )
        )
    return ending.DONE
