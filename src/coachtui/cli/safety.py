"""``coachtui encrypt``, ``decrypt``, ``passphrase``, ``rekey`` and ``recovery-key``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.cli import ending
from coachtui.cli.copies import tell_out_of_reach, tell_troubles
from coachtui.cli.output import complain, complain_of, flush, say
from coachtui.cli.passphrase import passphrases
from coachtui.cli.streams import forget
from coachtui.domain.errors import StoreError
from coachtui.i18n import _

if TYPE_CHECKING:
    from argparse import Namespace

    from coachtui.bootstrap import LocalProgram


def encrypt(options: Namespace, program: LocalProgram) -> int:
    """Protect the store with a passphrase and print its recovery key."""
    if program.protection.state() != "off":
        from coachtui.domain.errors import Refused

        raise Refused("already_encrypted")
    _tell_backups(program, *_with_new_protection())
    recovery = program.protection.encrypt(passphrases(options).ask_new(_("New passphrase")))
    complain(_("The data are protected. Without passphrase and recovery key nobody can read them again."))
    seen = _show_recovery(recovery)
    code = _renew_backups(program)
    return code if seen else _unseen()


def decrypt(_options: Namespace, program: LocalProgram) -> int:
    """Take the protection away."""
    _tell_backups(
        program,
        _("Backups of the day that go for one without passphrase: {number}."),
        _("This backup keeps the passphrase it has: {name}."),
    )
    program.protection.decrypt()
    complain(_("The data can be read by anyone who has this laptop; turn on its disk encryption."))
    return _renew_backups(program)


def passphrase(options: Namespace, program: LocalProgram) -> int:
    """Take another passphrase; the recovery key stays."""
    program.protection.change_passphrase(passphrases(options).ask_new(_("New passphrase")))
    complain(_("The new passphrase holds from now on; backups keep the one they were made with."))
    return ending.DONE


def rekey(options: Namespace, program: LocalProgram) -> int:
    """Write everything anew with another key, after a leak, and print the new recovery key."""
    _tell_backups(program, *_with_new_protection())
    recovery = program.protection.rekey(passphrases(options).ask_new(_("New passphrase")))
    complain(_("Everything is written anew with another key."))
    seen = _show_recovery(recovery)
    code = _renew_backups(program)
    return code if seen else _unseen()


def recovery_key(_options: Namespace, program: LocalProgram) -> int:
    """Print a new recovery key; the old one is worth nothing from now on."""
    return ending.DONE if _show_recovery(program.protection.new_recovery_key()) else _unseen()


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
    return ending.CANNOT_WRITE


def _with_new_protection() -> tuple[str, str]:
    return (
        _("Backups of the day that go for one with the new protection: {number}."),
        _("This backup gets the new protection too: {name}."),
    )


def _tell_backups(program: LocalProgram, daily: str, named: str) -> None:
    """Say, before it is done, what becomes of the backups there are.

    Args:
        program: The program.
        daily: What is said of those of the day, by their number.
        named: What is said of each that was asked for by a name of its own.
    """
    those_of_the_day, by_name = program.safekeeping.with_another_protection()
    if those_of_the_day:
        complain(daily.format(number=len(those_of_the_day)))
    tell_out_of_reach(by_name, named)


def _renew_backups(program: LocalProgram) -> int:
    out_of_reach = program.safekeeping.renew()
    earlier = [str(path) for path in program.safekeeping.earlier_stores()]
    tell_out_of_reach(earlier, _("An earlier store still has the old protection; delete it: {name}."))
    tell_out_of_reach(
        out_of_reach, _("This backup still has the old protection and is out of reach: {name}.")
    )
    return tell_troubles(program.safekeeping.troubles())
