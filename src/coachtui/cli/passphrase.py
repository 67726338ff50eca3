"""Passphrase input: from the terminal without echo, or a file descriptor; never options or environment."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from coachtui.cli.output import ask, print_error, print_message
from coachtui.domain.errors import BadInput, Refused, StoreLocked, WrongPassphrase
from coachtui.domain.passphrase import check_passphrase
from coachtui.i18n import _

if TYPE_CHECKING:
    from argparse import Namespace

    from coachtui.bootstrap import LocalProgram

TRIES = 3
"""How often a person may mistype."""

_LONGEST = 64 * 1024


class Passphrases:
    """A source of passphrases: lines of a descriptor, or what is typed."""

    def __init__(self, descriptor: int | None) -> None:
        """Take a descriptor, or nothing for the terminal.

        Args:
            descriptor: Number of an open descriptor with a passphrase a line; ``None`` asks at the terminal.
        """
        self._descriptor = descriptor
        self._lines: list[str] | None = None

    @property
    def typed(self) -> bool:
        """Whether a person can be asked again."""
        return self._descriptor is None

    def ask(self, prompt: str, missing: str = "passphrase_needed") -> str:
        """Return the next passphrase.

        Args:
            prompt: The prompt.
            missing: Code of the error to raise where nobody can be asked.

        Raises:
            StoreLocked: ``missing``: there is nobody to ask.
            BadInput: ``passphrase_fd``: the descriptor cannot be read or has no further line.
        """
        if self._descriptor is not None:
            return self._next_line(self._descriptor)
        if not sys.stdin.isatty():
            raise StoreLocked(missing)
        import getpass

        try:
            return getpass.getpass(f"{prompt}: ")
        except (EOFError, UnicodeDecodeError):
            raise StoreLocked(missing) from None

    def ask_new(self, prompt: str) -> str:
        """Return a new passphrase, typed twice where it is typed.

        Raises:
            Refused: ``passphrases_differ``, or as for ``check_passphrase``.
            StoreLocked: ``new_passphrase_needed``: there is nobody to ask.
            BadInput: As for ``ask``.
        """
        first = self.ask(prompt, "new_passphrase_needed")
        if self.typed and first != self.ask(_("Repeat the passphrase"), "new_passphrase_needed"):
            raise Refused("passphrases_differ")
        check_passphrase(first)
        return first

    def _next_line(self, descriptor: int) -> str:
        if self._lines is None:
            try:
                with os.fdopen(os.dup(descriptor), "rb") as file:
                    self._lines = file.read(_LONGEST).decode().split("\n")
            except (OSError, OverflowError, UnicodeDecodeError):
                raise BadInput("passphrase_fd") from None
        if not self._lines or not self._lines[0]:
            raise BadInput("passphrase_fd")
        return self._lines.pop(0).removesuffix("\r")


def passphrases(options: Namespace) -> Passphrases:
    """Return the passphrase source of a command; the same one every time."""
    found: Passphrases | None = getattr(options, "passphrases", None)
    if found is None:
        found = options.passphrases = Passphrases(options.passphrase_fd)
    return found


def unlock_store(options: Namespace, program: LocalProgram) -> None:
    """Unlock an encrypted store; does nothing for one that is open or not encrypted.

    Raises:
        StoreLocked: There is nobody to ask.
        WrongPassphrase: Neither passphrase nor recovery key, three times.
    """
    if program.protection.state() == "locked":
        ask_until_accepted(passphrases(options), program.protection.unlock)


def ask_until_accepted(source: Passphrases, use: Callable[[str], object]) -> str:
    """Ask for a passphrase until it is accepted, three times at most, and return it.

    Raises:
        WrongPassphrase: It never did.
        Refused: ``recovery_key_typo``, at last.
    """
    for _again in range(TRIES - 1):
        secret = source.ask(_("Passphrase or recovery key"))
        try:
            use(secret)
        except (WrongPassphrase, Refused) as error:
            if not source.typed:
                raise
            print_error(error)
        else:
            return secret
    secret = source.ask(_("Passphrase or recovery key"))
    use(secret)
    return secret


def confirm(options: Namespace, question: str) -> bool:
    """Return whether a question is confirmed, by ``--yes`` or at the terminal.

    Without a terminal it is not.
    """
    if options.yes:
        return True
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        print_message(_("Please confirm: at a terminal, or with --yes."))
        return False
    return ask_yes_no(question)


def ask_yes_no(question: str) -> bool:
    """Ask at the terminal; return whether the answer is yes, in English or the language in use."""
    return ask(question).casefold() in {"y", "yes", _("yes").casefold(), _("yes").casefold()[:1]}
