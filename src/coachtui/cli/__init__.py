"""The command line: parses the arguments, sets the language, runs a command and returns its exit code."""

from __future__ import annotations

import errno
import gc
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from coachtui.cli import exit_codes
from coachtui.cli.output import flush, print_error, print_message
from coachtui.cli.streams import discard_stream, open_streams
from coachtui.domain.errors import BackupsBusy, CoachError, ProgramFault, StoreError
from coachtui.i18n import _, use_language

if TYPE_CHECKING:
    import argparse

    from coachtui.bootstrap import LocalProgram


def main(arguments: Sequence[str]) -> int:
    """Run the program.

    Args:
        arguments: Its arguments, without its name.

    Returns:
        The exit code.
    """
    open_streams()
    try:
        code = _run(arguments)
    except BrokenPipeError:
        discard_stream("stdout")
        return exit_codes.DONE
    except KeyboardInterrupt:
        return exit_codes.INTERRUPTED
    except Exception as error:  # noqa: BLE001  the last resort: whatever it is, nothing typed may be shown
        code = _own_fault(None, error)
    return _flush_and_return(code)


def _run(arguments: Sequence[str]) -> int:
    """Open the program, carry out the command and return the exit code; errors are reported."""
    from coachtui.bootstrap import open_program
    from coachtui.cli.options import option_value

    try:
        program = open_program(
            data_dir=option_value(arguments, "--data-dir"),
            config_dir=option_value(arguments, "--config-dir"),
            demo="--demo" in arguments,
        )
    except CoachError as error:  # a question about the program itself is answered all the same
        options = _parse(arguments, None)
        return options if isinstance(options, int) else _report(error)
    options = _parse(arguments, program)
    if isinstance(options, int):
        return options
    try:
        return _carry_out(options, program)
    except CoachError as error:
        return _report(error)
    except BrokenPipeError:
        if _only_reads(options):
            raise
        return _report(StoreError("output_failed", reason=os.strerror(errno.EPIPE)))
    except Exception as error:  # noqa: BLE001  as above, with a file that says where
        return _own_fault(program, error)


def _only_reads(options: argparse.Namespace) -> bool:
    """Return whether a command may end as soon as nobody reads its output."""
    return options.only_prints and not getattr(options, "delete", False)


def _report(error: CoachError) -> int:
    """Print an error and return the exit code for it."""
    if error.code == "output_failed":
        discard_stream("stdout")
    print_error(error)
    return exit_codes.exit_code(error)


def _flush_and_return(code: int) -> int:
    """Flush the output and return the exit code; a reader who left is no failure."""
    try:
        flush()
    except BrokenPipeError:
        discard_stream("stdout")
    except CoachError as error:
        return _report(error)
    return code


def _parse(arguments: Sequence[str], program: LocalProgram | None) -> argparse.Namespace | int:
    """Return the options, with the language set; or the exit code to end with at once."""
    from coachtui.cli.options import LANGUAGE_VARIABLE, chosen_language, wanted_language
    from coachtui.cli.parser import build_parser

    wanted, unknown = wanted_language(arguments)
    configured = program.settings.get("language") if program is not None and wanted is None else None
    use_language(chosen_language(wanted, configured))
    if unknown is not None:
        text = _("{variable} asks for the language {value}, which the program does not have.")
        print_message(text.format(variable=LANGUAGE_VARIABLE, value=unknown))
        return exit_codes.USAGE
    try:
        return build_parser().parse_args(list(arguments))
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else exit_codes.USAGE


def _carry_out(options: argparse.Namespace, program: LocalProgram) -> int:
    from coachtui.cli.parser import command_of

    command = command_of(options)
    if options.demo and options.needs != "nothing":
        program.ensure_demo(fresh=options.needs == "screen")
    if options.needs in {"check", "key"}:
        _open_store(options, program)
    if options.needs == "key":
        _finish_backups(program)
    if options.needs != "screen":
        gc.enable()
        for problem in program.setting_problems():
            print_error(problem)
    code = command(options, program)
    program.close()
    return code


def _open_store(options: argparse.Namespace, program: LocalProgram) -> None:
    if program.protection.state() == "locked":
        from coachtui.cli.passphrase import unlock_store

        try:
            program.protection.check_keys()
        except StoreError:
            if options.needs != "check":
                raise
            return  # what cannot be opened is what a check is asked about
        unlock_store(options, program)


def _finish_backups(program: LocalProgram) -> None:
    """Finish updating backups that an earlier change of the protection left; never stops the command."""
    try:
        program.finish_backups()
    except BackupsBusy:
        return  # another window is at it, and no start waits for that
    except CoachError as error:
        print_error(error)


def _own_fault(program: LocalProgram | None, error: Exception) -> int:
    if isinstance(error, MemoryError):
        print_message(_("There is not enough memory for that; what was saved is untouched."))
        return exit_codes.CANNOT_WRITE
    fault = ProgramFault("own_fault", kind=type(error).__name__) if program is None else program.fault(error)
    if isinstance(error, OSError) and error.errno:
        return _report(StoreError("system_refused", reason=os.strerror(error.errno)))
    print_error(fault)
    return exit_codes.FAULT
