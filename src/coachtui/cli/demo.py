"""The command ``coachtui demo``: the sample team."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.cli import exit_codes
from coachtui.cli.output import print_message
from coachtui.i18n import _

if TYPE_CHECKING:
    from argparse import Namespace

    from coachtui.bootstrap import LocalProgram


def demo(options: Namespace, program: LocalProgram) -> int:
    """Remove the sample team, or create it if it is missing and say how to open it."""
    if not options.remove:
        program.ensure_demo()
        print_message(_("The sample team is there; “coachtui --demo” opens it."))
    elif program.remove_demo():
        print_message(_("The sample team is deleted."))
    else:
        print_message(_("There is no sample team to delete."))
    return exit_codes.DONE
