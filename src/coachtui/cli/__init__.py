"""The command line: reads the arguments, speaks the right language, ends with the right code."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import TYPE_CHECKING

from coachtui.cli import ending
from coachtui.cli.output import complain, complain_of, flush
from coachtui.domain.errors import CoachError
from coachtui.i18n import _, use_language

if TYPE_CHECKING:
    import argparse

    from coachtui.bootstrap import LocalProgram

_WITHOUT_STORE = ("show:", "care:where", "demo:")
"""Commands that look at no store, so that the sample team need not be there for them."""

_WITHOUT_KEY = (*_WITHOUT_STORE, "live:", "backup:restore", "safety:encrypt")
"""Commands that need no passphrase, even where the store has one, or that ask for it themselves."""


def main(arguments: Sequence[str]) -> int:
    """Run the program.

    Args:
        arguments: Its arguments, without its name.

    Returns:
        The exit code.
    """
    try:
        code = _run(arguments)
        flush()
    except BrokenPipeError:
        _forget_stdout()
        return ending.DONE
    except KeyboardInterrupt:
        return ending.INTERRUPTED
    except CoachError as error:
        _forget_stdout()
        complain_of(error)
        return ending.exit_code(error)
    return code


def _run(arguments: Sequence[str]) -> int:
    from coachtui.bootstrap import open_program
    from coachtui.cli.options import given

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    program = open_program(
        data_dir=given(arguments, "--data-dir"),
        config_dir=given(arguments, "--config-dir"),
        demo="--demo" in arguments,
    )
    options = _parse(arguments, program)
    if isinstance(options, int):
        return options
    try:
        return _carry_out(options, program)
    except CoachError as error:
        complain_of(error)
        return ending.exit_code(error)
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001  the last resort: whatever it is, nothing typed may be shown
        return _own_fault(program, error)


def _parse(arguments: Sequence[str], program: LocalProgram) -> argparse.Namespace | int:
    """Return the options, in words of the right language; or the code to leave with at once."""
    from coachtui.cli.options import LANGUAGE_VARIABLE, settled_language, wanted_language
    from coachtui.cli.parser import build_parser

    wanted, unknown = wanted_language(arguments)
    use_language(settled_language(wanted, program.settings.get("language") if wanted is None else None))
    if unknown is not None:
        text = _("{variable} asks for the language {value}, which the program does not speak.")
        complain(text.format(variable=LANGUAGE_VARIABLE, value=unknown))
        return ending.USAGE
    try:
        return build_parser().parse_args(list(arguments))
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else ending.USAGE


def _carry_out(options: argparse.Namespace, program: LocalProgram) -> int:
    from coachtui.cli.parser import command_of

    command = command_of(options)
    if options.demo and not options.command.startswith(_WITHOUT_STORE):
        program.ensure_demo(fresh=options.command.startswith("live:"))
    if not options.command.startswith(_WITHOUT_KEY):
        _open_store(options, program)
    if not options.command.startswith((*_WITHOUT_KEY, "care:")):
        _finish_backups(program)
    if not options.command.startswith("live:"):
        gc.enable()
        for problem in program.setting_problems():
            complain_of(problem)
    code = command(options, program)
    program.close()
    return code


def _open_store(options: argparse.Namespace, program: LocalProgram) -> None:
    if program.protection.state() == "locked":
        from coachtui.cli.passphrase import unlocked

        unlocked(options, program)


def _finish_backups(program: LocalProgram) -> None:
    """Let backups follow that a change of the protection left behind; the command goes on either way."""
    try:
        program.finish_backups()
    except CoachError as error:
        complain_of(error)


def _own_fault(program: LocalProgram, error: Exception) -> int:
    complain_of(program.fault(error))
    return ending.FAULT


def _forget_stdout() -> None:
    """Keep the interpreter from writing once more, on its way out, to what nobody reads."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, sys.stdout.fileno())
    os.close(nothing)
