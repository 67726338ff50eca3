"""``coachtui encrypt``, ``decrypt``, ``passphrase``, ``rekey`` and ``recovery-key``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.cli import ending
from coachtui.cli.output import complain, say
from coachtui.cli.passphrase import passphrases
from coachtui.i18n import _

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable

    from coachtui.bootstrap import LocalProgram


def encrypt(options: Namespace, program: LocalProgram) -> int:
    """Protect the store with a passphrase and print its recovery key."""
    if program.protection.state() != "off":
        from coachtui.domain.errors import Refused

        raise Refused("already_encrypted")
    recovery = program.protection.encrypt(passphrases(options).ask_new(_("New passphrase")))
    complain(_("The data are protected. Without passphrase and recovery key nobody can read them again."))
    _show_recovery(recovery)
    _renew_backups(program)
    return ending.DONE


def decrypt(_options: Namespace, program: LocalProgram) -> int:
    """Take the protection away."""
    program.protection.decrypt()
    complain(_("The data can be read by anyone who has this laptop; turn on its disk encryption."))
    return ending.DONE


def passphrase(options: Namespace, program: LocalProgram) -> int:
    """Take another passphrase; the recovery key stays."""
    program.protection.change_passphrase(passphrases(options).ask_new(_("New passphrase")))
    complain(_("The new passphrase holds from now on; backups keep the one they were made with."))
    return ending.DONE


def rekey(options: Namespace, program: LocalProgram) -> int:
    """Write everything anew with another key, after a leak, and print the new recovery key."""
    recovery = program.protection.rekey(passphrases(options).ask_new(_("New passphrase")))
    complain(_("Everything is written anew with another key."))
    _show_recovery(recovery)
    _renew_backups(program)
    return ending.DONE


def recovery_key(_options: Namespace, program: LocalProgram) -> int:
    """Print a new recovery key; the old one is worth nothing from now on."""
    _show_recovery(program.protection.new_recovery_key())
    return ending.DONE


def _show_recovery(recovery: str) -> None:
    complain(_("Write the recovery key down and keep it apart from the laptop; it is shown only once:"))
    say(recovery)


def _renew_backups(program: LocalProgram) -> None:
    out_of_reach = program.safekeeping.renew()
    aside = [str(path) for path in program.safekeeping.put_aside()]
    tell_out_of_reach(aside, _("An earlier store still has the old protection; delete it: {name}."))
    tell_out_of_reach(
        out_of_reach, _("This backup still has the old protection and is out of reach: {name}.")
    )


def tell_out_of_reach(names: Iterable[str], text: str) -> None:
    """Name backups that could not be dealt with now.

    Args:
        names: Their paths.
        text: What to say of each.
    """
    for name in names:
        complain(text.format(name=name))
