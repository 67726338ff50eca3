"""What commands say where the store has lost something that they would have shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.cli import exit_codes
from coachtui.cli.output import complain
from coachtui.i18n import _

if TYPE_CHECKING:
    from coachtui.bootstrap import LocalProgram

_PEOPLE = "team.jsonl"


def tell_lost(program: LocalProgram, agent_id: str | None = None, *, read: bool = False) -> int:
    """Say which files of the store are missing; return the code to end with.

    Args:
        program: The program.
        agent_id: Only those in which one agent's sessions stood, and those of all; without, every one.
        read: Whether the logs are read, so that one that lost records at its end is named too.
    """
    names = [name for name in program.safekeeping.lost(read=read) if _concerns(name, agent_id)]
    for name in names:
        text = _(
            "The file {file}, or part of it, is missing, and what was in it is left out here; "
            "“coachtui check” says more."
        )
        complain(text.format(file=name))
    return exit_codes.DAMAGED if names else exit_codes.DONE


def _concerns(name: str, agent_id: str | None) -> bool:
    folder, _slash, rest = name.partition("/")
    if folder == "agents":
        return agent_id is None or rest.partition("/")[0] == agent_id
    return name == _PEOPLE
