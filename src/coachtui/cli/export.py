"""``coachtui export``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from coachtui.cli import ending
from coachtui.cli.output import complain, counted, write_bytes
from coachtui.i18n import _
from coachtui.services.export import ExportFilter

if TYPE_CHECKING:
    from argparse import Namespace

    from coachtui.bootstrap import LocalProgram
    from coachtui.services.export import Selection


def export(options: Namespace, program: LocalProgram) -> int:
    """Write out what is stored, to a file or to stdout."""
    agent = program.roster.find(options.agent) if options.agent is not None else None
    wanted = ExportFilter(
        agent_id=agent.id if agent is not None else None,
        session_id=options.session,
        since=options.since,
        until=options.until,
    )
    selection = program.export.select(wanted)
    if selection is None:
        complain(_("No session matches."))
        return ending.FINDING
    pieces = program.export.document(selection, options.format)
    if options.output == "-":
        write_bytes(counted(pieces, to_stdout=True))
    else:
        with program.files.create(Path(options.output), force=options.force) as file:
            file.writelines(counted(pieces, to_stdout=False))
    return _tell_missing(selection)


def _tell_missing(selection: Selection) -> int:
    for ref in dict.fromkeys(selection.missing):
        text = _(
            "No copy of {id} in version {version} is left; what was made with it is exported without score."
        )
        complain(text.format(id=ref.id, version=ref.version))
    return ending.FINDING if selection.missing else ending.DONE
