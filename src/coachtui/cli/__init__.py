"""The command line: reads the arguments, speaks the right language, ends with the right code."""

from __future__ import annotations

import errno
import gc
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from coachtui.cli import exit_codes
from coachtui.cli.output import complain, complain_of, flush
from coachtui.cli.streams import forget, open_streams
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
        forget("stdout")
        return exit_codes.DONE
    except KeyboardInterrupt:
        return exit_codes.INTERRUPTED
    except Exception as error:  # noqa: BLE001  the last resort: whatever it is, nothing typed may be shown
        code = _own_fault(None, error)
    return _flushed(code)


def _run(arguments: Sequence[str]) -> int:
    from coachtui.bootstrap import open_program
    from coachtui.cli.options import given

    try:
        program = open_program(
            data_dir=given(arguments, "--data-dir"),
            config_dir=given(arguments, "--config-dir"),
            demo="--demo" in arguments,
        )
    except CoachError as error:  # a question about the program itself is answered all the same
        options = _parse(arguments, None)
        return options if isinstance(options, int) else _told(error)
    options = _parse(arguments, program)
    if isinstance(options, int):
        return options
    try:
        return _carry_out(options, program)
    except CoachError as error:
        return _told(error)
    except BrokenPipeError:
        if _only_reads(options):
            raise
        return _told(StoreError("output_failed", reason=os.strerror(errno.EPIPE)))
    except Exception as error:  # noqa: BLE001  as above, with a file that says where
        return _own_fault(program, error)


def _only_reads(options: argparse.Namespace) -> bool:
    """Whether a command is done as soon as nobody reads what it prints."""
    return options.only_prints and not getattr(options, "delete", False)


def _told(error: CoachError) -> int:
    """Say what went wrong and return the code to end with."""
    if error.code == "output_failed":
        forget("stdout")
    complain_of(error)
    return exit_codes.exit_code(error)


def _flushed(code: int) -> int:
    """Bring what was said to whoever reads it and return the exit code; a reader who left is no failure."""
    try:
        flush()
    except BrokenPipeError:
        forget("stdout")
    except CoachError as error:
        return _told(error)
    return code


def _parse(arguments: Sequence[str], program: LocalProgram | None) -> argparse.Namespace | int:
    """Return the options, in words of the right language; or the code to leave with at once."""
    from coachtui.cli.options import LANGUAGE_VARIABLE, settled_language, wanted_language
    from coachtui.cli.parser import build_parser

    wanted, unknown = wanted_language(arguments)
    configured = program.settings.get("language") if program is not None and wanted is None else None
    use_language(settled_language(wanted, configured))
    if unknown is not None:
        text = _("{variable} asks for the language {value}, which the program does not have.")
        complain(text.format(variable=LANGUAGE_VARIABLE, value=unknown))
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
            complain_of(problem)
    code = command(options, program)
    program.close()
    return code


def _open_store(options: argparse.Namespace, program: LocalProgram) -> None:
    if program.protection.state() == "locked":
        from coachtui.cli.passphrase import unlocked

        try:
            program.protection.check_keys()
        except StoreError:
            if options.needs != "check":
                raise
            return  # what cannot be opened is what a check is asked about
        unlocked(options, program)


def _finish_backups(program: LocalProgram) -> None:
    """Let backups follow that a change of the protection left behind; the command goes on either way."""
    try:
        program.finish_backups()
    except BackupsBusy:
        return  # another window is at it, and no start waits for that
    except CoachError as error:
        complain_of(error)


def _own_fault(program: LocalProgram | None, error: Exception) -> int:
    if isinstance(error, MemoryError):
        complain(_("There is not enough memory for that; what was saved is untouched."))
        return exit_codes.CANNOT_WRITE
    fault = ProgramFault("own_fault", kind=type(error).__name__) if program is None else program.fault(error)
    if isinstance(error, OSError) and error.errno:
        return _told(StoreError("system_refused", reason=os.strerror(error.errno)))
    complain_of(fault)
    return exit_codes.FAULT
