"""Messages about data that the store has lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.cli import exit_codes
from coachtui.cli.output import print_message
from coachtui.i18n import _

if TYPE_CHECKING:
    from coachtui.bootstrap import LocalProgram

_PEOPLE = "team.jsonl"


def report_losses(program: LocalProgram, agent_id: str | None = None, *, read: bool = False) -> int:
    """Print which logs of the store are lost; return the exit code.

    Args:
        program: The program.
        agent_id: Only logs that held this agent's sessions, or everybody's; ``None`` for all logs.
        read: Whether to read the logs, so that one that lost its end is reported too.
    """
    names = [name for name in program.safekeeping.lost(read=read) if _concerns(name, agent_id)]
    for name in names:
        text = _(
            "The file {file}, or part of it, is missing, and what was in it is left out here; "
            "“coachtui check” says more."
        )
        print_message(text.format(file=name))
    return exit_codes.DAMAGED if names else exit_codes.DONE


def _concerns(name: str, agent_id: str | None) -> bool:
    folder, _slash, rest = name.partition("/")
    if folder == "agents":
        return agent_id is None or rest.partition("/")[0] == agent_id
    return name == _PEOPLE
