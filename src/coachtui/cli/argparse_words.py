"""Puts the words of ``argparse`` itself through our catalogues.

``argparse`` looks its words up with the module's own names ``_`` and ``ngettext``. They are replaced here,
once, before the first parser is made; nothing else of ``argparse`` is touched.
"""

from __future__ import annotations

import argparse
from typing import NoReturn

from coachtui.cli.ending import USAGE
from coachtui.cli.output import complain
from coachtui.i18n import N_, _, ngettext

WORDS = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("show program's version number and exit"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("unrecognized arguments: %s"),
    N_("not allowed with argument %s"),
    N_("ignored explicit argument %r"),
    N_("the following arguments are required: %s"),
    N_("one of the arguments %s is required"),
    N_("expected one argument"),
    N_("expected at most one argument"),
    N_("expected at least one argument"),
    N_("invalid %(type)s value: %(value)r"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)"),
)
"""What ``argparse`` says by itself, as far as our parsers can make it."""


class Parser(argparse.ArgumentParser):
    """Takes whole option names only and says what is wrong in one sentence."""

    def __init__(self, **options: object) -> None:
        """Take what ``argparse.ArgumentParser`` takes."""
        super().__init__(allow_abbrev=False, **options)  # type: ignore[arg-type]

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments and leave with the code for that."""
        text = _("{command}: {message}. See “{command} --help”.")
        complain(text.format(command=self.prog, message=message))
        raise SystemExit(USAGE)


def translate_argparse() -> None:
    """Let ``argparse`` speak the language in use from now on."""
    vars(argparse).update(_=_, ngettext=ngettext)
