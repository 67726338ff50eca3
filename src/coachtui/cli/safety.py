"""``coachtui encrypt``, ``decrypt``, ``passphrase``, ``rekey`` and ``recovery-key``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.cli import exit_codes
from coachtui.cli.copies import renew_backups, tell_out_of_reach
from coachtui.cli.output import complain, complain_of, flush, say
from coachtui.cli.passphrase import passphrases
from coachtui.cli.streams import forget
from coachtui.domain.errors import Refused, StoreError
from coachtui.i18n import _

if TYPE_CHECKING:
    from argparse import Namespace

    from coachtui.bootstrap import LocalProgram


def encrypt(options: Namespace, program: LocalProgram) -> int:
    """Protect the store with a passphrase and print its recovery key."""
    if program.protection.state() != "off":
        raise Refused("already_encrypted")
    new = passphrases(options).ask_new(_("New passphrase"))
    _tell_backups(program, *_with_new_protection())
    recovery = program.protection.encrypt(new)
    complain(_("The data are protected. Without passphrase and recovery key nobody can read them again."))
    seen = _show_recovery(recovery)
    code = renew_backups(program)
    return code if seen else _unseen()


def decrypt(_options: Namespace, program: LocalProgram) -> int:
    """Take the protection away."""
    _check_encrypted(program)
    _tell_backups(
        program,
        _("Daily backups to be replaced by one without a passphrase: {number}."),
        _("This backup keeps the passphrase it has: {name}."),
    )
    program.protection.decrypt()
    complain(_("The data can be read by anyone who has this laptop; turn on its disk encryption."))
    return renew_backups(program)


def passphrase(options: Namespace, program: LocalProgram) -> int:
    """Take another passphrase; the recovery key stays."""
    _check_encrypted(program)
    program.protection.change_passphrase(passphrases(options).ask_new(_("New passphrase")))
    complain(_("The new passphrase is valid from now on; backups keep the one they were made with."))
    return exit_codes.DONE


def rekey(options: Namespace, program: LocalProgram) -> int:
    """Write everything anew with another key, after a leak, and print the new recovery key."""
    _check_encrypted(program)
    new = passphrases(options).ask_new(_("New passphrase"))
    _tell_backups(program, *_with_new_protection())
    recovery = program.protection.rekey(new)
    complain(_("Everything was rewritten with another key."))
    seen = _show_recovery(recovery)
    code = renew_backups(program)
    return code if seen else _unseen()


def recovery_key(_options: Namespace, program: LocalProgram) -> int:
    """Print a new recovery key; the old one is worth nothing from now on."""
    return exit_codes.DONE if _show_recovery(program.protection.new_recovery_key()) else _unseen()


def _check_encrypted(program: LocalProgram) -> None:
    """See that there is a protection to change, before anything is asked or announced."""
    if program.protection.state() == "off":
        raise Refused("not_encrypted")


def _show_recovery(recovery: str) -> bool:
    """Print the recovery key; return whether it could be printed, so that the rest is done either way."""
    complain(_("Write the recovery key down and keep it apart from the laptop; it is shown only once:"))
    try:
        say(recovery)
        flush()
    except (BrokenPipeError, StoreError):
        forget("stdout")
        return False
    return True


def _unseen() -> int:
    """Say how to get a recovery key that can be read, last of all."""
    complain_of(StoreError("recovery_key_unseen"))
    return exit_codes.CANNOT_WRITE


def _with_new_protection() -> tuple[str, str]:
    return (
        _("Daily backups to be replaced by one with the new protection: {number}."),
        _("This backup gets the new protection too: {name}."),
    )


def _tell_backups(program: LocalProgram, daily: str, named: str) -> None:
    """Say, before it is done, what becomes of the backups there are.

    Args:
        program: The program.
        daily: What is said of those of the day, by their number.
        named: What is said of each that was asked for by a name of its own.
    """
    those_of_the_day, by_name = program.safekeeping.protection.with_another_protection()
    if those_of_the_day:
        complain(daily.format(number=len(those_of_the_day)))
    tell_out_of_reach(by_name, named)
