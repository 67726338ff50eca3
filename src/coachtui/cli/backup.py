"""The commands ``coachtui backup`` and ``coachtui restore``."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from coachtui.cli import exit_codes
from coachtui.cli.backup_reports import (
    original_backup_text,
    renew_backups,
    report_missed,
    report_out_of_reach,
    report_troubles,
)
from coachtui.cli.output import print_error, print_message
from coachtui.cli.passphrase import ask_until_accepted, confirm, passphrases
from coachtui.domain.errors import StoreLocked, WrongPassphrase
from coachtui.i18n import _

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path

    from coachtui.bootstrap import LocalProgram


def backup(options: Namespace, program: LocalProgram) -> int:
    """Make a backup, in the given file or as the daily one."""
    keeping = program.safekeeping
    if options.file is None:
        made = keeping.daily.make()
    else:
        file = program.files.room_for(program.files.named(options.file), force=options.force)
        made = keeping.make_at(file)
        keeping.erasing.erase_pending()
    print_message(_("Backed up and verified: {file}").format(file=made))
    if not keeping.is_listed(made):
        print_message(
            _("The data folder cannot be written to, so this backup is not in its list: erasing may miss it.")
        )
    code = report_missed(keeping.daily.missed()) if options.file is None else exit_codes.DONE
    last = keeping.last_elsewhere()
    if last is None:
        print_message(_("No backup is on another disk; a USB stick or a share is safer."))
    elif keeping.daily.same_disk():
        text = _("The last backup on another disk is from {day}.")
        print_message(text.format(day=last.date().isoformat()))
    report_out_of_reach(keeping.erasing.of_original(), original_backup_text())
    still = _("This backup of before the restore keeps the protection it had: {name}.")
    report_out_of_reach(keeping.protection.with_protection_of_before(), still)
    return max(code, report_troubles(keeping.erasing.troubles()))


def restore(options: Namespace, program: LocalProgram) -> int:
    """Replace the store with a backup; the replaced store is kept."""
    file = program.files.named(options.file)
    program.files.read(file, 1)  # before anything is asked: a device or folder is no backup
    bares = program.has_store and _takes_protection(program, file)
    protects = program.has_store and _brings_protection(program, file)
    if protects:
        text = _("This backup gets the new protection too: {name}.")
        report_out_of_reach(program.safekeeping.protection.by_protection()[0], text)
    if bares and not options.yes:
        print_message(_("This backup has no passphrase; afterwards the data have none: coachtui encrypt."))
    if program.has_store and not confirm(
        options, _("Restore this backup? Your present data are kept in a folder beside it. [y/n]")
    ):
        return exit_codes.FINDING
    lost = program.has_store and program.safekeeping.restoring.has_lost_keys()
    if lost:
        print_error(StoreLocked("present_keys_lost"))
        if not confirm(options, _("Restore the backup anyway? [y/n]")):
            return exit_codes.FINDING
    kept = _restored(options, program, file, erased_unknown=lost)
    print_message(_("The backup is restored."))
    if bares:
        print_message(_("This backup had no passphrase, so the data have none now: coachtui encrypt."))
    if kept is not None:
        print_message(
            _("The previous data are kept in {folder}; delete them when they are no longer needed.").format(
                folder=kept
            )
        )
    return _bring_up_backups(program, kept)


def _brings_protection(program: LocalProgram, file: Path) -> bool:
    """Return whether a backup is encrypted and the store is not."""
    keeping = program.safekeeping
    return (
        program.protection.state() == "off"
        and not keeping.restoring.has_lost_keys()
        and keeping.restoring.is_protected(file)
    )


def _bring_up_backups(program: LocalProgram, kept: Path | None) -> int:
    """Update backups less protected than the store; name those with another passphrase.

    Args:
        program: The program, with the protection of the store that a backup was put back as.
        kept: Where what was stored before is kept.
    """
    keeping, code = program.safekeeping, exit_codes.DONE
    if program.protection.state() == "open" and (
        kept is None or keeping.protection.has_other_protection(kept)
    ):
        code = renew_backups(program)
    still = {*keeping.protection.with_protection_of_before(), *keeping.protection.by_protection()[1]}
    report_out_of_reach(sorted(still), _("This backup keeps the passphrase it has: {name}."))
    return code


def _takes_protection(program: LocalProgram, file: Path) -> bool:
    """Return whether the store is encrypted and a backup is not."""
    keeping = program.safekeeping
    protected = program.protection.state() != "off" or keeping.restoring.has_lost_keys()
    return protected and not keeping.restoring.is_protected(file)


def _restored(options: Namespace, program: LocalProgram, file: Path, *, erased_unknown: bool) -> Path | None:
    """Restore a backup; ask for the passphrases of store and backup as far as needed."""
    keeping, source, typed = program.safekeeping, passphrases(options), ""
    restore_with = partial(keeping.restoring.restore, file, erased_unknown=erased_unknown)

    def opened_with(secret: str) -> Path | None:
        kept = restore_with(secret)
        program.protection.lock()  # what was unlocked is not in its place any more
        program.protection.unlock(secret)
        return kept

    try:
        return restore_with()
    except StoreLocked as error:
        if error.code == "present_passphrase_needed":
            print_error(error)
            typed = ask_until_accepted(source, program.protection.unlock)
    if typed:
        with suppress(WrongPassphrase):
            return opened_with(typed)
    print_message(_("The backup is protected; its own passphrase is needed."))
    found: list[Path | None] = []
    ask_until_accepted(source, lambda secret: found.append(opened_with(secret)))
    return found[0]
