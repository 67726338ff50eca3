"""Options common to all commands, and those read before any parser exists."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence

from coachtui.i18n import LANGUAGES, _, system_language

LANGUAGE_VARIABLE = "COACHTUI_LANG"


def add_common_options(parser: argparse.ArgumentParser, version: str, *, first: bool) -> None:
    """Add the options that every command takes.

    Args:
        parser: The parser of the program or of one command.
        version: The output of ``--version``.
        first: Whether this is the program's parser, which knows the defaults; a command's parser must
            not overwrite what stood before the command's name.
    """

    def default(value: object) -> object:
        return value if first else argparse.SUPPRESS

    group = parser.add_argument_group(_("options for all commands"))
    sample = _("use the sample team, kept apart from your data")
    group.add_argument("--demo", action="store_true", default=default(False), help=sample)
    group.add_argument(
        "--data-dir",
        metavar=_("DIR"),
        default=default(None),
        help=_("folder of the data (COACHTUI_DATA_DIR)"),
    )
    group.add_argument(
        "--config-dir",
        metavar=_("DIR"),
        default=default(None),
        help=_("folder of the settings (COACHTUI_CONFIG_DIR)"),
    )
    group.add_argument(
        "--passphrase-fd",
        metavar="N",
        type=int,
        default=default(None),
        help=_("read the passphrase from this open descriptor, a line each"),
    )
    group.add_argument("--lang", choices=LANGUAGES, default=default(None), help=_("language (COACHTUI_LANG)"))
    group.add_argument("--version", action="version", version=version, help=_("show the version and exit"))


def option_value(arguments: Sequence[str], option: str) -> str | None:
    """Return the value of an option before the arguments are parsed; the last one counts.

    Args:
        arguments: The program's arguments.
        option: E.g. ``--lang``.
    """
    value = None
    for index, argument in enumerate(arguments):
        if argument == option and index + 1 < len(arguments):
            value = arguments[index + 1]
        elif argument.startswith(f"{option}="):
            value = argument.partition("=")[2]
    return value


def wanted_language(arguments: Sequence[str]) -> tuple[str | None, str | None]:
    """Return the language that options or environment ask for, and an unknown one in the environment.

    An unknown one after ``--lang`` is left to the parser, which reports it in the language of the rest.
    """
    option = option_value(arguments, "--lang")
    if option in LANGUAGES:
        return option, None
    variable = os.environ.get(LANGUAGE_VARIABLE) or None
    return (variable, None) if variable in LANGUAGES else (None, variable)


def chosen_language(wanted: str | None, configured: str | None) -> str:
    """Return the language to use: asked for, else configured, else the locale's, else English."""
    if wanted is not None:
        return wanted
    return configured if configured in LANGUAGES else system_language()
