"""The command ``coachtui export``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.cli import exit_codes
from coachtui.cli.loss_report import report_losses
from coachtui.cli.output import print_message, with_progress, write_bytes
from coachtui.cli.own import export_own, report_left_out, report_missing_content, usage_error
from coachtui.cli.pseudonymous import pseudonymous_source, report_replaced
from coachtui.i18n import _
from coachtui.services.export import ExportFilter

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from coachtui.bootstrap import LocalProgram
    from coachtui.domain.agent import Agent
    from coachtui.services.ports import ExportSource


def export(options: Namespace, program: LocalProgram) -> int:
    """Export what is stored to a file or to stdout."""
    if wrong := _wrong_use(options):
        print_message(wrong)
        return exit_codes.USAGE
    if options.own is not None:
        return export_own(options, program)
    agent = program.roster.find(options.agent) if options.agent is not None else None
    wanted = ExportFilter(
        agent_id=agent.id if agent is not None else None,
        session_id=options.session,
        since=options.since,
        until=options.until,
    )
    selection = program.export.select(wanted)
    if selection is None:
        print_message(_("No session matches."))
        return max(exit_codes.FINDING, report_losses(program, wanted.agent_id, read=True))
    source: ExportSource = selection
    pseudonymous = None
    if options.pseudonymous:
        source = pseudonymous = pseudonymous_source(options, program, selection)
        agent = None
    _write(_document(options, program, source, agent), options, program)
    if pseudonymous is not None:
        report_replaced(pseudonymous.redacted.doubtful)
    report_left_out(len(selection.left_out))
    return max(report_missing_content(selection.missing), report_losses(program, wanted.agent_id, read=True))


def _wrong_use(options: Namespace) -> str:
    """Return what is wrong with options that do not go together, or nothing."""
    if options.leave and not options.pseudonymous and options.own is None:
        return _("--leave works only with --pseudonymous or --own.")
    return usage_error(options)


def _write(pieces: Iterator[bytes], options: Namespace, program: LocalProgram) -> None:
    """Write a document to the file that was named, or to stdout."""
    if options.output in {None, "-"}:
        write_bytes(with_progress(pieces, to_stdout=True))
    else:
        with program.files.create(program.files.named(options.output), force=options.force) as file:
            file.writelines(with_progress(pieces, to_stdout=False))


def _document(
    options: Namespace, program: LocalProgram, source: ExportSource, agent: Agent | None
) -> Iterator[bytes]:
    if options.format == "md":
        return program.text_export.text_document(source, agent)
    if options.format == "html":
        return program.page_export.text_document(source, agent)
    return program.export.document(source, options.format, pseudonymous=options.pseudonymous)
