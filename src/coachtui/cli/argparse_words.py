"""Translation of the texts of ``argparse`` itself.

``argparse`` looks its texts up with the module's own names ``_`` and ``ngettext``. They are replaced here,
once, before the first parser is made; nothing else of ``argparse`` is changed.
"""

from __future__ import annotations

import argparse
import re
from functools import cache
from typing import NoReturn
from unicodedata import combining, east_asian_width

from coachtui.cli.exit_codes import USAGE
from coachtui.cli.output import print_message
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


class Help(argparse.HelpFormatter):
    """A help formatter that aligns by terminal cells; a Chinese character takes two.

    ``argparse`` pads and wraps by the number of characters. So it is given wide characters with a filler
    after each, which is removed at the end.
    """

    def format_help(self) -> str:
        """Return the help text without fillers."""
        return super().format_help().replace(_FILLER, "")

    def _format_action_invocation(self, action: argparse.Action) -> str:
        return _filled(super()._format_action_invocation(action))

    def _format_args(self, action: argparse.Action, default_metavar: str) -> str:
        return _filled(super()._format_args(action, default_metavar))

    def _split_lines(self, text: str, width: int) -> list[str]:
        return wrapped(text, width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(f"{indent}{line}" for line in wrapped(text, width - len(indent)))


_FILLER = "\ue000"
"""A private character that no text has."""


def _filled(text: str) -> str:
    return "".join(c + _FILLER * (cells(c) - 1) for c in text.replace(_FILLER, ""))


def cells(text: str) -> int:
    """Return the number of terminal cells a text takes."""
    return sum(2 if east_asian_width(c) in "WF" else 0 if combining(c) else 1 for c in text)


def wrapped(text: str, width: int) -> list[str]:
    """Return a text wrapped to a width in cells; a line may break between any two Chinese characters.

    Args:
        text: The text.
        width: Cells of a line.
    """
    lines = [""]
    for piece in _pieces().findall(" ".join(text.split())):
        if lines[-1] and cells(lines[-1] + piece.rstrip()) > width:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += piece
    return lines


@cache
def _pieces() -> re.Pattern[str]:
    """Return the unbreakable pieces of a text: a wide character with closing marks, or a word.

    Only help is wrapped: a start need not wait for the pattern.
    """
    return re.compile(
        "[\u2e80-\u9fff\uac00-\ud7ff\uff00-\uffef](?:[\u3001\u3002\uff01\uff09\uff0c\uff1a\uff1b\uff1f”] ?)*"
        "|[^\\s\u2e80-\u9fff\uac00-\ud7ff\uff00-\uffef]+ ?| "
    )


class Parser(argparse.ArgumentParser):
    """A parser that takes unabbreviated options only and reports an error in one sentence."""

    def __init__(self, **options: object) -> None:
        """Take the arguments of ``argparse.ArgumentParser``."""
        super().__init__(allow_abbrev=False, formatter_class=Help, **options)  # type: ignore[arg-type]

    def error(self, message: str) -> NoReturn:
        """Print what is wrong with the arguments and exit with the usage code."""
        text = _("{command}: {message}. See “{command} --help”.")
        print_message(text.format(command=self.prog, message=message))
        raise SystemExit(USAGE)


def translate_argparse() -> None:
    """Translate the texts of ``argparse`` from now on."""
    vars(argparse).update(_=_, ngettext=ngettext)
