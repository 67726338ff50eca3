"""The command ``coachtui export --own``: one agent's own record, to take along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.cli import exit_codes, pseudonymous
from coachtui.cli.loss_report import report_losses
from coachtui.cli.output import print_line, print_message
from coachtui.i18n import _, ngettext
from coachtui.services import preferences
from coachtui.services.own_record import own_record, write_own
from coachtui.services.session_file import chosen_folder

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable

    from coachtui.bootstrap import LocalProgram
    from coachtui.domain.agent import Agent
    from coachtui.domain.form import FormRef
    from coachtui.domain.session import ModelRef

_NOT_WITH = ("agent", "session", "since", "until", "pseudonymous", "force")
"""Options that say what is exported or how; here that is settled."""


def usage_error(options: Namespace) -> str:
    """Return an error message about the options of an own export; empty where they are fine."""
    if options.own is None:
        return _("--with-private works only with --own.") if options.with_private else ""
    strange = [f"--{name}" for name in _NOT_WITH if getattr(options, name)]
    strange += ["--format"] if options.format != "json" else []
    strange += ["-o -"] if options.output == "-" else []  # two files do not go through one pipe
    if not strange:
        return ""
    return _("--own writes everything about one agent; {options} cannot be given with it.").format(
        options=", ".join(strange)
    )


def export_own(options: Namespace, program: LocalProgram) -> int:
    """Write the two files of an agent's own record and print their paths."""
    agent = program.roster.find(options.own)
    if options.output is not None:
        folder = program.files.named(options.output)
    elif chosen := program.settings.get(preferences.EXPORT_FOLDER):
        folder = chosen_folder(chosen, program.files)
    else:
        print_message(_("Say where to write the two files: -o FOLDER."))
        return exit_codes.USAGE
    leave = [*options.leave, *_asked(options, program, agent)]
    written = write_own(program, agent, folder, private=options.with_private, leave=leave)
    print_line(str(written.data))
    print_line(str(written.text))
    pseudonymous.report_replaced(written.doubtful)
    report_left_out(written.left_out)
    return max(report_missing_content(written.missing), report_losses(program, agent.id, read=True))


def _asked(options: Namespace, program: LocalProgram, agent: Agent) -> list[str]:
    """Return the doubtful words that a person at a terminal wants to keep."""
    if not pseudonymous.is_interactive():
        return []
    doubtful = own_record(program, agent, private=options.with_private).doubtful_words()
    if not doubtful:
        return []
    pseudonymous.print_doubtful(doubtful)
    return pseudonymous.ask_words_to_keep(doubtful)


def report_left_out(count: int) -> None:
    """Print how many private evaluations were left out, if any."""
    if count:
        text = ngettext(
            "{count} evaluation was left out: it belongs to the agent alone (--own with --with-private).",
            "{count} evaluations were left out: they belong to the agent alone (--own with --with-private).",
            count,
        )
        print_message(text.format(count=count))


def report_missing_content(missing: Iterable[FormRef | ModelRef]) -> int:
    """Print which forms and models have no copy left; return the exit code."""
    missing = tuple(dict.fromkeys(missing))
    for ref in missing:
        text = _(
            "No copy of {id} in version {version} is left; what was made with it is exported without score."
        )
        print_message(text.format(id=ref.id, version=ref.version))
    return exit_codes.FINDING if missing else exit_codes.DONE
