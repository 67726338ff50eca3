"""The commands ``coachtui encrypt``, ``decrypt``, ``passphrase``, ``rekey`` and ``recovery-key``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.cli import exit_codes
from coachtui.cli.backup_reports import renew_backups, report_out_of_reach
from coachtui.cli.output import flush, print_error, print_line, print_message
from coachtui.cli.passphrase import passphrases
from coachtui.cli.streams import discard_stream
from coachtui.domain.errors import Refused, StoreError
from coachtui.i18n import _

if TYPE_CHECKING:
    from argparse import Namespace

    from coachtui.bootstrap import LocalProgram


def encrypt(options: Namespace, program: LocalProgram) -> int:
    """Encrypt the store with a passphrase and print its recovery key."""
    if program.protection.state() != "off":
        raise Refused("already_encrypted")
    new = passphrases(options).ask_new(_("New passphrase"))
    _tell_backups(program, *_with_new_protection())
    recovery = program.protection.encrypt(new)
    print_message(
        _("The data are protected. Without passphrase and recovery key nobody can read them again.")
    )
    seen = _show_recovery(recovery)
    code = renew_backups(program)
    return code if seen else _unseen()


def decrypt(_options: Namespace, program: LocalProgram) -> int:
    """Remove the encryption of the store."""
    _check_encrypted(program)
    _tell_backups(
        program,
        _("Daily backups to be replaced by one without a passphrase: {number}."),
        _("This backup keeps the passphrase it has: {name}."),
    )
    program.protection.decrypt()
    print_message(_("The data can be read by anyone who has this laptop; turn on its disk encryption."))
    return renew_backups(program)


def passphrase(options: Namespace, program: LocalProgram) -> int:
    """Set a new passphrase; the recovery key stays valid."""
    _check_encrypted(program)
    program.protection.change_passphrase(passphrases(options).ask_new(_("New passphrase")))
    print_message(_("The new passphrase is valid from now on; backups keep the one they were made with."))
    return exit_codes.DONE


def rekey(options: Namespace, program: LocalProgram) -> int:
    """Encrypt everything with a new key, after a leak, and print the new recovery key."""
    _check_encrypted(program)
    new = passphrases(options).ask_new(_("New passphrase"))
    _tell_backups(program, *_with_new_protection())
    recovery = program.protection.rekey(new)
    print_message(_("Everything was rewritten with another key."))
    seen = _show_recovery(recovery)
    code = renew_backups(program)
    return code if seen else _unseen()


def recovery_key(_options: Namespace, program: LocalProgram) -> int:
    """Print a new recovery key; the old one becomes invalid."""
    return exit_codes.DONE if _show_recovery(program.protection.new_recovery_key()) else _unseen()


def _check_encrypted(program: LocalProgram) -> None:
    """Check that the store is encrypted, before anything is asked or announced."""
    if program.protection.state() == "off":
        raise Refused("not_encrypted")


def _show_recovery(recovery: str) -> bool:
    """Print the recovery key; return whether that worked, so that the rest is done either way."""
    print_message(_("Write the recovery key down and keep it apart from the laptop; it is shown only once:"))
    try:
        print_line(recovery)
        flush()
    except (BrokenPipeError, StoreError):
        discard_stream("stdout")
        return False
    return True


def _unseen() -> int:
    """Print how to get a readable recovery key, after everything else."""
    print_error(StoreError("recovery_key_unseen"))
    return exit_codes.CANNOT_WRITE


def _with_new_protection() -> tuple[str, str]:
    return (
        _("Daily backups to be replaced by one with the new protection: {number}."),
        _("This backup gets the new protection too: {name}."),
    )


def _tell_backups(program: LocalProgram, daily: str, named: str) -> None:
    """Print what the change will do to existing backups.

    Args:
        program: The program.
        daily: What is said of those of the day, by their number.
        named: What is said of each that was asked for by a name of its own.
    """
    those_of_the_day, by_name = program.safekeeping.protection.with_another_protection()
    if those_of_the_day:
        print_message(daily.format(number=len(those_of_the_day)))
    report_out_of_reach(by_name, named)
