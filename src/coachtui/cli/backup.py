"""``coachtui backup`` and ``restore``."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from coachtui.cli import ending
from coachtui.cli.copies import of_original, tell_missed, tell_out_of_reach, tell_troubles
from coachtui.cli.output import complain, complain_of
from coachtui.cli.passphrase import given, passphrases, yes
from coachtui.domain.errors import StoreLocked, WrongPassphrase
from coachtui.i18n import _

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path

    from coachtui.bootstrap import LocalProgram


def backup(options: Namespace, program: LocalProgram) -> int:
    """Make a backup: the file named, or the backup of the day."""
    keeping = program.safekeeping
    if options.file is None:
        made = keeping.make()
    else:
        file = program.files.room_for(program.files.named(options.file), force=options.force)
        made = keeping.make_at(file)
        keeping.erase_pending()
    complain(_("Backed up and read again: {file}").format(file=made))
    if not keeping.is_listed(made):
        complain(
            _("The data folder cannot be written, so this backup is not in its list: erasing may miss it.")
        )
    code = tell_missed(keeping.missed()) if options.file is None else ending.DONE
    last = keeping.last_elsewhere()
    if last is None:
        complain(_("No backup lies on another disk; a USB stick or a share is safer."))
    elif keeping.same_disk():
        text = _("The last backup on another disk is of {day}.")
        complain(text.format(day=last.date().isoformat()))
    tell_out_of_reach(keeping.of_original(), of_original())
    return max(code, tell_troubles(keeping.troubles()))


def restore(options: Namespace, program: LocalProgram) -> int:
    """Put a backup in the place of the store, which is kept."""
    file = program.files.named(options.file)
    program.files.read(file, 1)  # before anything is asked: a device or folder is no backup
    bares = program.has_store and _takes_protection(program, file)
    if bares and not options.yes:
        complain(_("This backup has no protection; afterwards the data have none: coachtui encrypt."))
    if program.has_store and not yes(
        options, _("The backup takes the place of what is stored now, which is kept beside it. Go on? [y/n]")
    ):
        return ending.FINDING
    lost = program.has_store and program.safekeeping.has_lost_keys()
    if lost:
        complain_of(StoreLocked("present_keys_lost"))
        if not yes(options, _("Put the backup in place all the same? [y/n]")):
            return ending.FINDING
    kept = _restored(options, program, file, erased_unknown=lost)
    complain(_("The backup is in place."))
    if bares:
        complain(_("This backup had no protection, so the data have none now: coachtui encrypt."))
    if kept is not None:
        complain(
            _("What was stored before is kept in {folder}; delete it when it is not needed.").format(
                folder=kept
            )
        )
    return ending.DONE


def _takes_protection(program: LocalProgram, file: Path) -> bool:
    """Whether what is stored is protected, and a backup is not."""
    keeping = program.safekeeping
    protected = program.protection.state() != "off" or keeping.has_lost_keys()
    return protected and not keeping.is_protected(file)


def _restored(options: Namespace, program: LocalProgram, file: Path, *, erased_unknown: bool) -> Path | None:
    """Restore; ask for the passphrase of what is stored now, of the backup, or of both where they differ."""
    keeping, source, typed = program.safekeeping, passphrases(options), ""
    restore_with = partial(keeping.restore, file, erased_unknown=erased_unknown)
    try:
        return restore_with()
    except StoreLocked as error:
        if error.code == "present_passphrase_needed":
            complain_of(error)
            typed = given(source, program.protection.unlock)
    if typed:
        with suppress(WrongPassphrase):
            return restore_with(typed)
    complain(_("The backup is protected; its own passphrase is needed."))
    kept: list[Path | None] = []
    given(source, lambda secret: kept.append(restore_with(secret)))
    return kept[0]
